"""The map on a participant's own device: one question, one box, one button, the own list below (F3)."""

from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samenhang.live.opening import open_stream
from samenhang.live.outbox import is_from_outbox, number_in, refusal, sentence
from samenhang.workshops import cards, door
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.entrance import enter_map, forget, in_words
from samenhang.workshops.frames import arrived_frames, phone_frames
from samenhang.workshops.map_forms import ChangeCardForm, ContributionForm, SelfCheckForm
from samenhang.workshops.models import Board, Card, Participant, SelfCheck
from samenhang.workshops.phone_map import phone_map
from samenhang.workshops.piles import lanes_of
from samenhang.workshops.standing import now_in_milliseconds, standing_of
from samenhang.workshops.words import words_of


@login_not_required
@require_GET
@in_words
def show(request: HttpRequest, board_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    column = number_in(request.GET.get("column", ""))
    return map_page(request, participant, new_contribution(participant.board, column))


def new_contribution(board: Board, column: int = 0) -> ContributionForm:
    now = [int(one) for one in board.columns_now]
    return ContributionForm(initial={"column": column if column in now else now[0]})


def map_page(
    request: HttpRequest, participant: Participant, form: ContributionForm, *, status: int = 200, trouble: str = ""
) -> HttpResponse:
    # Its number was read before what lies on it: what comes in between is sent once more, never missed.
    board = participant.board
    standing = standing_of(board)
    checked = dict(SelfCheck.objects.filter(participant=participant).values_list("mark", "extent"))
    own_list = own_cards(participant)
    page: dict[str, Any] = {
        "board": board,
        "participant": participant,
        "number": board.last_number,
        "now": now_in_milliseconds(),
        "standing": standing,
        "column": chosen_column(board, form),
        "form": form,
        "trouble": trouble,
        "lanes": phone_map(board, participant),
        "own_cards": own_list,
        "answered": {card.column for card in own_list if not card.withdrawn_at},
        "words": words_of(participant),
        "may_write": not board.closed_at and not board.is_locked,
        "writes_now": board.phase == Phase.WRITE,
        "questions": questions(checked),
        "self_check_is_open": standing.looks_back,
        "has_checked": bool(checked),
    }
    return render(request, "workshops/map.html", page, status=status)


def chosen_column(board: Board, form: ContributionForm) -> int:
    """The column one is writing in; of several that are up, the one that was chosen."""
    wanted = number_in(str(form["column"].value() or ""))
    now = [int(one) for one in board.columns_now]
    return wanted if wanted in now else now[0]


def questions(answers: dict[str, int]) -> SafeString:
    """The closing check with one's own answers; drawn once for all who gave none."""
    return draw_questions(answers) if answers else unanswered(get_language())


@lru_cache
def unanswered(_language: str | None) -> SafeString:
    return draw_questions({})


def draw_questions(answers: dict[str, int]) -> SafeString:
    return render_to_string("workshops/self_check_questions.html", {"form": SelfCheckForm(initial=answers)})


def own_cards(participant: Participant) -> list[Card]:
    """What this participant wrote and is still theirs, the newest first; taken back ones too.

    Once who leads gave other words, what nobody had read by then waits for its showing: who leads saw those words.
    """
    own = participant.cards.select_related("group").order_by("-created_at", "-id")
    if participant.words_given_at:
        own = own.exclude(revealed_at=None, created_at__lt=participant.words_given_at)
    return list(own)


@login_not_required
@require_GET
@in_words
def own(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """The own list once more: what became of one's contributions, and why, goes down no stream that others read."""
    participant = enter_map(request, board_id)
    page = {"board": participant.board, "own_cards": own_cards(participant)}
    return render(request, "workshops/own_cards.html", page)


@login_not_required
@require_GET
@in_words
def as_list(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """The whole map as a list, to read at one's own pace."""
    board = enter_map(request, board_id).board
    page = {"board": board, "lanes": lanes_of(board)}
    return render(request, "workshops/map_list.html", page)


@login_not_required
@require_GET
@in_words
def live(request: HttpRequest, board_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    return open_stream(
        request,
        topic=str(board_id),
        audience="phones",
        after=number_in(request.GET.get("after", "")),
        fetch=partial(phone_frames, board_id),
        draw=arrived_frames,
        still_allowed=Participant.objects.admitted().filter(pk=participant.pk).exists,
        reader=f"participant {participant.pk}",
    )


@login_not_required
@require_GET
@in_words
def away(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """In two lines what happened since a number: for who comes back."""
    board = enter_map(request, board_id).board
    number = number_in(request.GET.get("after", ""))
    new = board.cards.on_the_map().filter(number__gt=number).count()
    worded = board.clusters.present().exclude(statement="").filter(worded_number__gt=number).count()
    lines = []
    if board.state_number > number:
        lines.append(_("We zijn nu bij: %(step)s.") % {"step": Phase(board.phase).label.lower()})
    if new:
        lines.append(
            ngettext("%(count)d bijdrage is nieuw of verlegd.", "%(count)d bijdragen zijn nieuw of verlegd.", new)
            % {"count": new}
        )
    if worded:
        lines.append(
            ngettext("%(count)d zin is verwoord.", "%(count)d zinnen zijn verwoord.", worded) % {"count": worded}
        )
    answer = sentence(" ".join(lines), 200)
    answer.headers["Live-Number"] = str(board.last_number)
    return answer


@login_not_required
@require_POST
@in_words
def add_card(request: HttpRequest, board_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    form = ContributionForm(request.POST)
    if form.is_valid():
        try:
            card = cards.contribute(participant, form.contribution())
        except cards.NotOpenYet:
            form.add_error("text", _("Deze vraag is nog niet aan de beurt."))
        except cards.OtherPromise:
            form.add_error("text", _("De afspraak over namen is veranderd. Lees die en stuur uw bijdrage nog eens."))
        except cards.Enough:
            form.add_error("text", _("U hebt al heel veel bijdragen. Trek er eerst een in."))
        except cards.KeyTaken:
            form.add_error("text", _("Deze bijdrage kon niet worden bewaard. Stuur haar nog eens."))
        else:
            return added(request, participant, card)
    if is_from_outbox(request):
        return refusal(form)
    return map_page(request, participant, form, status=422)


def added(request: HttpRequest, participant: Participant, card: Card | None) -> HttpResponse:
    """The contribution as one's own list shows it; nothing for one that is nobody's now."""
    if not is_from_outbox(request):
        return redirect("maps:map", participant.board_id)
    if card is None or card.author_id is None:
        return HttpResponse(status=201)
    return render(request, "workshops/own_card.html", {"card": card, "board": participant.board}, status=201)


@login_not_required
@in_words
def change_card(request: HttpRequest, board_id: UUID, card_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    card = own_card(participant, card_id)
    form = ChangeCardForm(request.POST if request.method == "POST" else None, instance=card)
    page = {"board": participant.board, "card": card, "form": form, "column": Column(card.column)}
    if request.method == "POST" and form.is_valid():
        try:
            cards.reword(participant, card, form.said(), seen=form.cleaned_data["seen"])
        except cards.ChangedMeanwhile as error:
            page["now"] = error.now
            return render(request, "workshops/change_card.html", page, status=409)
        return redirect("maps:map", board_id)
    return render(request, "workshops/change_card.html", page, status=422 if form.errors else 200)


def own_card(participant: Participant, key: UUID) -> Card:
    """A contribution that is this participant's still. Raises cards.NotYours."""
    found: Card | None = participant.cards.filter(pk=key).select_related("board__workshop").first()
    if found is None:
        raise cards.NotYours
    return found


@login_not_required
@require_POST
@in_words
def withdraw_card(request: HttpRequest, board_id: UUID, card_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    card = cards.withdraw(participant, own_card(participant, card_id))
    if card.naming == Naming.ANONYMOUS:
        said = _("Uw bijdrage is ingetrokken. Tot de bijdragen getoond worden, kunt u haar terugzetten.")
    else:
        said = _("Uw bijdrage is ingetrokken. U kunt haar terugzetten.")
    messages.success(request, said)
    return redirect("maps:map", board_id)


@login_not_required
@require_POST
@in_words
def put_back_card(request: HttpRequest, board_id: UUID, card_id: UUID) -> HttpResponse:
    participant = enter_map(request, board_id)
    cards.put_back(participant, own_card(participant, card_id))
    messages.success(request, _("Uw bijdrage staat er weer."))
    return redirect("maps:map", board_id)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def leave(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Asked first, with the words to come back by."""
    participant = enter_map(request, board_id)
    if request.method != "POST":
        page = {"board": participant.board, "words": words_of(participant)}
        return render(request, "workshops/leave.html", page)
    door.leave(participant)
    response = redirect("join:enter_code")
    forget(request, response, participant)
    messages.success(request, _("U doet niet meer mee. Wat u schreef, blijft staan."))
    return response
