"""Open actions by when they are due: the board of an initiative, and one's own over all initiatives."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.actions.entrance import actions_of
from samenhang.actions.lines import Line, line_of, lines_of
from samenhang.actions.models import Action, Snooze
from samenhang.actions.weeks import Slot, end_of_week, slot_of
from samenhang.initiatives.models import Initiative, Membership

SHOWN = 15
"""Cards in one column; the list has them all."""
SHOWN_OF_MINE = 60
QUIET = {Slot.OVERDUE, Slot.POSTPONED}
"""Columns that stand there only when they hold something."""


@dataclass(slots=True)
class Column:
    """`when` says in words which days the column is about."""

    slot: Slot
    when: str
    total: int
    lines: list[Line]

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


def board_of(membership: Membership) -> list[Column]:
    """The columns in order of time. Two queries, whatever the number of actions."""
    today = timezone.localdate()
    every = actions_of(membership).filter(removed_at=None).open()
    keys = defaultdict(list)
    for action in every.only("pk", "due", "postponed_until", "ended_at"):
        keys[slot_of(action, today)].append(action.pk)
    shown = [key for found in keys.values() for key in found[:SHOWN]]
    actions = every.select_related("owner").in_bulk(shown)
    said = days_in_words(today)
    return [
        Column(
            slot,
            said[slot],
            len(keys[slot]),
            lines_of((actions[key] for key in keys[slot][:SHOWN] if key in actions), membership, today),
        )
        for slot in Slot
        if keys[slot] or slot not in QUIET
    ]


def days_in_words(today: date) -> dict[Slot, str]:
    sunday = end_of_week(today)
    return {
        Slot.OVERDUE: _("vóór vandaag"),
        Slot.THIS_WEEK: _("tot en met %(day)s") % {"day": date_format(sunday, "j F")},
        Slot.NEXT_WEEK: _("tot en met %(day)s") % {"day": date_format(sunday + timedelta(days=7), "j F")},
        Slot.LATER: _("daarna"),
        Slot.NO_DATE: _("nog te kiezen"),
        Slot.POSTPONED: _("rust nu even"),
    }


@dataclass(frozen=True, slots=True)
class Own:
    """One's own action with the initiative it is of, and until when one is not reminded."""

    line: Line
    initiative: Initiative
    snoozed_until: date | None
    postponed_until: date | None


@dataclass(slots=True)
class OwnActions:
    """Everything open that is one's own: what waits for a yes, and the rest by when it is due."""

    waiting: list[Own]
    groups: list[tuple[str, list[Own]]]
    more: int

    @property
    def is_empty(self) -> bool:
        return not self.waiting and not any(found for _name, found in self.groups)


def own_actions(person: Person) -> OwnActions:
    """Three queries, whatever the number of initiatives. What is in the archive asks nothing of anybody."""
    today = timezone.localdate()
    found = Action.objects.visible_to(person).present().open().owned_by(person).filter(initiative__archived_at=None)
    actions = list(found.select_related("owner", "initiative").defer("why")[: SHOWN_OF_MINE + 1])
    memberships = {one.initiative_id: one for one in Membership.objects.filter(person=person)}
    snoozed = dict(Snooze.objects.filter(person=person, until__gt=today).values_list("action", "until"))
    every = [own(action, memberships[action.initiative_id], today, snoozed.get(action.pk)) for action in actions]
    return OwnActions(
        waiting=[one for one in every[:SHOWN_OF_MINE] if not one.line.action.accepted_at],
        groups=by_slot((one for one in every[:SHOWN_OF_MINE] if one.line.action.accepted_at), today),
        more=max(0, len(actions) - SHOWN_OF_MINE),
    )


def own(action: Any, membership: Membership, today: date, snoozed_until: date | None) -> Own:
    membership.initiative = action.initiative
    until = action.postponed_until if action.is_postponed(today) else None
    return Own(line_of(action, membership, today), action.initiative, snoozed_until, until)


def by_slot(every: Iterable[Own], today: date) -> list[tuple[str, list[Own]]]:
    """What is due next week counts as later here: who looks at one's own looks at this week."""
    groups: dict[str, list[Own]] = {str(slot.label): [] for slot in Slot if slot != Slot.NEXT_WEEK}
    for one in every:
        slot = slot_of(one.line.action, today)
        groups[str((Slot.LATER if slot == Slot.NEXT_WEEK else slot).label)].append(one)
    return [(name, found) for name, found in groups.items() if found]
