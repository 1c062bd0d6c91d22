"""The board of an initiative: its open actions in columns, by when they are due."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenhang.actions.entrance import actions_of
from samenhang.actions.lines import Line, lines_of
from samenhang.actions.weeks import Slot, end_of_week, slot_of
from samenhang.initiatives.models import Membership

SHOWN = 15
"""Cards in one column; the list has them all."""
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
