"""Dots, answers and the closing check of a participant (F6)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samenhang.live.outbox import is_from_outbox, sentence
from samenhang.workshops import voting
from samenhang.workshops.cards import NotOpenYet
from samenhang.workshops.entrance import enter_map, in_words
from samenhang.workshops.map_forms import AnswerForm, DotsForm, RecognitionForm, SelfCheckForm
from samenhang.workshops.models import Cluster, Participant


def find_pile(participant: Participant, key: UUID) -> Cluster:
    found: Cluster | None = participant.board.clusters.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def answered(request: HttpRequest, participant: Participant, said: str, *, pile: Cluster | None = None) -> HttpResponse:
    """It is kept: said shortly to the script of the page, or by showing the page again."""
    if is_from_outbox(request):
        return sentence(said, 200)
    response = redirect("maps:map", participant.board_id)
    if pile:
        response["Location"] += f"#pile-{pile.pk}"
    return response


def refused(request: HttpRequest, participant: Participant, why: str, status: int = 409) -> HttpResponse:
    if is_from_outbox(request):
        return sentence(why, status)
    messages.warning(request, why)
    return redirect("maps:map", participant.board_id)


def first_error(form: Form) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


@login_not_required
@require_POST
@in_words
def dots(request: HttpRequest, board_id: UUID, pile_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    pile = find_pile(participant, pile_id)
    form = DotsForm(request.POST)
    if not form.is_valid():
        return refused(request, participant, first_error(form), 422)
    count = form.cleaned_data["count"]
    if count is None:
        given = participant.dots.filter(cluster=pile).first()
        count = max((given.count if given else 0) + (form.cleaned_data["step"] or 0), 0)
    try:
        left = voting.give_dots(participant, pile, count)
    except NotOpenYet:
        return refused(request, participant, _("U kunt nu geen stippen verplaatsen. Uw laatste stip telt niet mee."))
    except voting.NoDotsLeft:
        return refused(request, participant, _("Al uw stippen zijn gegeven. Haal er eerst een weg."), 422)
    return answered(request, participant, str(left), pile=pile)


@login_not_required
@require_POST
@in_words
def answer(request: HttpRequest, board_id: UUID, pile_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    pile = find_pile(participant, pile_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return refused(request, participant, first_error(form), 422)
    try:
        voting.answer(participant, pile, **form.cleaned_data)
    except NotOpenYet:
        return refused(request, participant, _("U kunt nu geen antwoord geven. Uw laatste antwoord is niet bewaard."))
    except voting.WordedMeanwhile:
        return refused(request, participant, _("De zin is intussen gewijzigd. Lees hem nog eens."))
    return answered(request, participant, _("Uw antwoord is bewaard."), pile=pile)


@login_not_required
@require_POST
@in_words
def recognise(request: HttpRequest, board_id: UUID, pile_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    pile = find_pile(participant, pile_id)
    form = RecognitionForm(request.POST)
    if not form.is_valid():
        return refused(request, participant, _("Kies ja of nee."), 422)
    try:
        voting.recognise(participant, pile, fits=form.cleaned_data["fits"], worded=form.cleaned_data["worded"])
    except NotOpenYet:
        return refused(request, participant, _("Hier ligt geen bijdrage van u."))
    except voting.WordedMeanwhile:
        return refused(request, participant, _("De zin is intussen gewijzigd. Lees hem nog eens."))
    return answered(request, participant, _("Uw antwoord is bewaard."), pile=pile)


@login_not_required
@require_POST
@in_words
def self_check(request: HttpRequest, board_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    form = SelfCheckForm(request.POST)
    if not form.is_valid():
        return refused(request, participant, first_error(form), 422)
    try:
        voting.check(participant, form.marks())
    except NotOpenYet:
        return refused(request, participant, _("De terugblik is gesloten. Uw antwoorden zijn niet bewaard."))
    return answered(request, participant, _("Dank u wel. Uw antwoorden zijn bewaard."))
