"""Everything that can happen to an action.

Each act has a page of its own (GET) that says what it does and asks what it needs, so that a mail can link to it and
nothing needs JavaScript; the buttons elsewhere post to the same address.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samenhang.actions import acts
from samenhang.actions.act_forms import DayForm, PostponeForm, ReasonForm, SnoozeForm
from samenhang.actions.entrance import enter_action
from samenhang.actions.lines import who_does
from samenhang.actions.models import Action
from samenhang.actions.pages import Question, answer, ask, detail_page, ended_already, url_of
from samenhang.actions.rights import may_answer, may_finish, may_manage, may_reopen
from samenhang.actions.weeks import days_to_move_to, days_to_snooze
from samenhang.initiatives.models import Membership

type Right = Callable[[Membership, Action], bool]


def enter_for(
    request: HttpRequest, initiative_id: UUID, action_id: UUID, right: Right, *, removed: bool = False
) -> tuple[Membership, Action]:
    """As `enter_action`, for who has this right (PermissionDenied); nothing changes in an archive."""
    membership, action = enter_action(request, initiative_id, action_id, removed=removed)
    if not right(membership, action) or membership.initiative.archived_at:
        raise PermissionDenied
    return membership, action


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form begins with: what was typed, or nothing when somebody only looks."""
    return request.POST if request.method == "POST" else None


def accept(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    """Say yes to what one read; when it was changed meanwhile, read it again first (409)."""
    membership, action = enter_action(request, initiative_id, action_id)
    seen = request.POST.get("seen", "")
    if seen and seen != action.version and not (action.accepted_at and may_answer(membership, action)):
        return detail_page(request, membership, action, changed=True, status=409)
    membership, action = enter_for(request, initiative_id, action_id, may_answer)
    if action.ended_at:
        return ended_already(request, action)
    if request.method != "POST":
        return ask(request, membership, action, question_of_acceptance(action))
    try:
        acts.accept(action, by=membership.person, seen=seen)
    except acts.ChangedMeanwhile:
        return changed_page(request, initiative_id, action_id)
    return answer(request, membership, action, _("Afgesproken"), way_back=url_of(action, "give_back"))


def question_of_acceptance(action: Action) -> Question:
    if action.organisation:
        name = {"name": action.organisation}
        return Question(
            _("Zei %(name)s ja?") % name,
            _("Leg het ja van %(name)s vast") % name,
            (_("%(name)s heeft hier geen account. U legt namens hen vast dat zij ja zeiden.") % name,),
        )
    return Question(_("Zegt u ja?"), _("Zeg ja tegen deze actie"), (_("Daarna is het een afspraak."),))


def changed_page(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    membership, action = enter_action(request, initiative_id, action_id)
    return detail_page(request, membership, action, changed=True, status=409)


def give_back(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    membership, action = enter_for(request, initiative_id, action_id, may_answer)
    if action.ended_at:
        return ended_already(request, action)
    form = ReasonForm(sent(request))
    if not form.is_valid():
        explained = (_("De actie is daarna van niemand. De netwerkleider zoekt een ander."),)
        question = Question(_("Geef de actie terug"), _("Geef de actie terug"), explained)
        return ask(request, membership, action, question, form)
    try:
        acts.give_back(action, form.cleaned_data["why"], by=membership.person)
    except acts.ChangedMeanwhile:
        return changed_page(request, initiative_id, action_id)
    return answer(request, membership, action, _("Teruggegeven"), more=_("De netwerkleider leest waarom."))


def done(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    membership, action = enter_for(request, initiative_id, action_id, may_finish)
    if action.ended_at:
        return ended_already(request, action)
    if request.method != "POST":
        return ask(request, membership, action, Question(_("Is deze actie gedaan?"), _("Zet de actie op gedaan")))
    acts.finish(action, by=membership.person)
    return answer(request, membership, action, _("Gedaan"), way_back=url_of(action, "reopen"))


def drop(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    membership, action = enter_for(request, initiative_id, action_id, may_manage)
    if action.ended_at:
        return ended_already(request, action)
    form = ReasonForm(sent(request))
    if not form.is_valid():
        explained = (_("De actie blijft bewaard bij “Afgerond”. U kunt de actie altijd heropenen."),)
        question = Question(_("Laat de actie vervallen"), _("Laat de actie vervallen"), explained)
        return ask(request, membership, action, question, form)
    acts.drop(action, form.cleaned_data["why"], by=membership.person)
    return answer(request, membership, action, _("Vervallen"), way_back=url_of(action, "reopen"))


def postpone(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    membership, action = enter_for(request, initiative_id, action_id, may_manage)
    if action.ended_at:
        return ended_already(request, action)
    form = PostponeForm(sent(request))
    if not form.is_valid():
        explained = (_("Tot die dag telt de actie niet als te laat."), _("De afgesproken datum blijft staan."))
        question = Question(_("Stel de actie uit"), _("Stel de actie uit"), explained)
        return ask(request, membership, action, question, form)
    until = form.cleaned_data["until"]
    acts.postpone(action, until, form.cleaned_data["why"], by=membership.person)
    said = _("Uitgesteld tot %(day)s") % {"day": date_format(until, "DATE_FORMAT")}
    return answer(request, membership, action, said, way_back=url_of(action, "reopen"))


def reopen(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    membership, action = enter_for(request, initiative_id, action_id, may_reopen)
    if request.method != "POST":
        explained = (_("De actie staat daarna weer open, zoals het was."),)
        return ask(request, membership, action, Question(_("Heropen de actie"), _("Heropen de actie"), explained))
    acts.reopen(action, by=membership.person)
    return answer(request, membership, action, _("Weer open"))


def move(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    """Another date, from the board; or none."""
    membership, action = enter_for(request, initiative_id, action_id, may_manage)
    if action.ended_at:
        return ended_already(request, action)
    days = days_to_move_to(timezone.localdate())
    form = DayForm(sent(request), days=days, initial={"day": request.GET.get("day") or action.due})
    if not form.is_valid():
        return ask(request, membership, action, question_of_moving(), form)
    asked_again = acts.move(action, form.chosen, by=membership.person)
    return answer(
        request,
        membership,
        action,
        said_of_day(form.chosen),
        more=_("Wij vragen %(who)s opnieuw om een ja.") % {"who": who_does(action)} if asked_again else "",
        way_back=f"{url_of(action, 'move')}?{urlencode({'day': str(action.due or '')})}",
    )


def said_of_day(day: date | None) -> str:
    if day is None:
        return _("Nu zonder datum")
    return _("Verplaatst naar %(day)s") % {"day": date_format(day, "DATE_FORMAT")}


def question_of_moving() -> Question:
    days = (("this_week", _("Deze week")), ("next_week", _("Volgende week")), ("none", _("Zonder datum")))
    explained = (_("Is de actie van een ander? Dan vragen wij opnieuw om een ja."),)
    return Question(_("Verplaats de actie"), _("Zet op deze dag"), explained, days)


def remove(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    membership, action = enter_for(request, initiative_id, action_id, may_manage)
    if request.method != "POST":
        explained = (_("U kunt de actie dertig dagen lang terugzetten."),)
        return ask(request, membership, action, Question(_("Verwijder de actie"), _("Verwijder de actie"), explained))
    acts.remove(action, by=membership.person)
    way_back, everything = url_of(action, "put_back"), reverse("actions:list", args=[initiative_id])
    return answer(request, membership, action, _("Verwijderd"), way_back=way_back, to=everything)


def put_back(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    membership, action = enter_for(request, initiative_id, action_id, may_manage, removed=True)
    if request.method != "POST":
        return ask(request, membership, action, Question(_("Zet de actie terug"), _("Zet de actie terug")))
    acts.put_back(action, by=membership.person)
    return answer(request, membership, action, _("Weer in de lijst"))


def snooze(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    """For oneself alone: others are still reminded."""
    membership, action = enter_action(request, initiative_id, action_id)
    form = SnoozeForm(sent(request), days=days_to_snooze(timezone.localdate()))
    if not form.is_valid():
        return ask(request, membership, action, question_of_snoozing(), form)
    acts.snooze(action, membership.person, form.chosen)
    if form.chosen is None:
        return answer(request, membership, action, _("U krijgt weer een herinnering"))
    said = _("Geen herinnering vóór %(day)s") % {"day": date_format(form.chosen, "DATE_FORMAT")}
    return answer(request, membership, action, said, way_back=url_of(action, "snooze"))


def question_of_snoozing() -> Question:
    days = (("tomorrow", _("Morgen")), ("next_week", _("Volgende week")), ("none", _("Zonder uitstel")))
    explained = (_("Dit geldt alleen voor u. Anderen krijgen hun herinnering gewoon."),)
    return Question(_("Herinner mij pas weer op …"), _("Herinner mij op deze dag"), explained, days)
