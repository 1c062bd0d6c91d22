"""One's own open actions over all initiatives: what waits for a yes, and the rest by when it is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.lines import Line, line_of
from samenhang.actions.models import Action, Snooze
from samenhang.actions.weeks import Slot, slot_of
from samenhang.initiatives.models import Initiative, Membership

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Own:
    """One's own action with the initiative it is of, and until when one is not reminded."""

    line: Line
    initiative: Initiative
    snoozed_until: date | None
    postponed_until: date | None


@dataclass(slots=True)
class OwnActions:
    waiting: list[Own]
    groups: list[tuple[str, list[Own]]]
    has_more: bool

    @property
    def is_empty(self) -> bool:
        return not self.waiting and not any(found for _name, found in self.groups)


def own_actions(person: Person) -> OwnActions:
    """Three queries, whatever the number of initiatives."""
    today = timezone.localdate()
    found = Action.objects.to_do_of(person)
    actions = list(found.select_related("owner", "initiative").defer("why")[: SHOWN + 1])
    memberships = {one.initiative_id: one for one in Membership.objects.filter(person=person)}
    snoozed = dict(Snooze.objects.filter(person=person, until__gt=today).values_list("action", "until"))
    every = [own(action, memberships[action.initiative_id], today, snoozed.get(action.pk)) for action in actions]
    return OwnActions(
        waiting=[one for one in every[:SHOWN] if not one.line.action.accepted_at],
        groups=by_slot((one for one in every[:SHOWN] if one.line.action.accepted_at), today),
        has_more=len(actions) > SHOWN,
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
