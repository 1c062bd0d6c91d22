"""An action as one member reads it: the words meant for them, who, when, how it stands, and what they can do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.actions.models import Action, Capacity, Outcome
from samenhang.actions.rights import may_answer, may_finish, may_manage, may_reopen
from samenhang.initiatives.models import Membership


@dataclass(frozen=True, slots=True)
class Mark:
    """How it stands, in a few words; `tone` as labels have it."""

    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What a page shows of an action. `text` is the only wording of it that a template needs."""

    action: Action
    text: str
    who: str
    marks: tuple[Mark, ...]
    # For leaders: whether it is kept from partners, and what is doubtful about the promise.
    is_private: bool
    doubt: str
    is_own: bool
    may_manage: bool
    may_answer: bool
    may_finish: bool
    may_reopen: bool


def line_of(action: Action, membership: Membership, today: date, *, as_partner: bool = False) -> Line:
    """`as_partner`: the same action in the words that partners read."""
    sees_all = membership.sees_confidential and not as_partner
    may_act = not membership.initiative.archived_at and not action.removed_at
    may_act_now = may_act and not action.ended_at
    return Line(
        action=action,
        text=action.text_for(membership) if sees_all else action.shared_text,
        who=who_does(action),
        marks=tuple(marks_of(action, today)),
        is_private=sees_all and not action.is_shared,
        doubt=doubt_about(action) if sees_all else "",
        is_own=action.owner_id == membership.person_id,
        may_manage=may_act and may_manage(membership, action),
        may_answer=may_act_now and action.has_owner and may_answer(membership, action),
        may_finish=may_act_now and may_finish(membership, action),
        may_reopen=may_act and is_resting(action, today) and may_reopen(membership, action),
    )


def is_resting(action: Action, today: date) -> bool:
    return bool(action.ended_at) or action.is_postponed(today)


def who_does(action: Action) -> str:
    return str(action.organisation or action.owner or _("Nog niemand"))


def marks_of(action: Action, today: date) -> list[Mark]:
    """How an action stands, the most urgent first."""
    if action.removed_at:
        return [Mark(_("Verwijderd"))]
    if action.outcome == Outcome.DONE:
        return [Mark(_("Gedaan"), "positive")]
    if action.outcome == Outcome.DROPPED:
        return [Mark(_("Vervallen"))]
    marks = []
    if action.postponed_until and action.is_postponed(today):
        marks.append(Mark(_("Uitgesteld tot %(day)s") % {"day": date_format(action.postponed_until, "DATE_FORMAT")}))
    elif action.is_overdue(today):
        marks.append(Mark(_("Te laat"), "warning"))
    marks.append(Mark(_("Afgesproken")) if action.is_appointment else Mark(_("Nog geen afspraak"), "warning"))
    return marks


def doubt_about(action: Action) -> str:
    """A promise that nobody may have the time for, in words; empty when there is no such doubt."""
    promised = action.has_owner and (action.is_shared or action.accepted_at)
    if action.ended_at or not promised:
        return ""
    if action.capacity == Capacity.MISSING:
        return _("Beloofd, maar er is geen tijd of ruimte voor.")
    if action.hours and action.capacity == Capacity.UNKNOWN:
        hours = {"hours": action.hours}
        return (
            ngettext(
                "Kost %(hours)d uur. Is daar tijd en ruimte voor?",
                "Kost %(hours)d uur. Is daar tijd en ruimte voor?",
                action.hours,
            )
            % hours
        )
    return ""


def lines_of(actions: Any, membership: Membership, today: date, *, as_partner: bool = False) -> list[Line]:
    return [line_of(action, membership, today, as_partner=as_partner) for action in actions]
