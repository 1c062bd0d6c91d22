"""How far an intervention is: what its action and its reflection say together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.actions.models import Outcome
from samenhang.initiatives.models import Initiative
from samenhang.interventions.models import Intervention, Reflection
from samenhang.relationships.assessors import name_of
from samenhang.relationships.earlier import direction


class Standing(Enum):
    TO_LOOK_BACK = auto()
    RUNNING = auto()
    POSTPONED = auto()
    OFF_LIST = auto()
    CLOSED = auto()
    DROPPED = auto()


def standing_of(intervention: Intervention, today: date) -> Standing:
    action = intervention.action
    if reflection_of(intervention):
        return Standing.CLOSED
    if action is None or action.removed_at:
        return Standing.OFF_LIST
    if action.outcome == Outcome.DROPPED:
        return Standing.DROPPED
    if action.ended_at:
        return Standing.TO_LOOK_BACK
    return Standing.POSTPONED if action.is_postponed(today) else Standing.RUNNING


def reflection_of(intervention: Intervention) -> Reflection | None:
    """None when nobody looked back yet."""
    return getattr(intervention, "reflection", None)


def owner_of(intervention: Intervention, viewer: Person | None) -> str:
    """Who does it, as `viewer` reads it; empty when it is nobody's yet."""
    action = intervention.action
    if action is None or not action.has_owner:
        return ""
    return action.organisation or name_of(action.owner, viewer)


@dataclass(frozen=True, slots=True)
class Line:
    """An intervention in a list."""

    intervention: Any
    standing: Standing
    owner: str
    is_overdue: bool
    moved: str

    @property
    def reflection(self) -> Any:
        return reflection_of(self.intervention)


def lines_of(initiative: Initiative, viewer: Person) -> list[Line]:
    """All interventions of an initiative, the newest first; one query, and only what a list shows is decrypted."""
    today = timezone.localdate()
    return [line_of(one, viewer, today) for one in for_a_list(initiative)]


def line_of(intervention: Any, viewer: Person, today: date) -> Line:
    reflection = reflection_of(intervention)
    return Line(
        intervention=intervention,
        standing=standing_of(intervention, today),
        owner=owner_of(intervention, viewer),
        is_overdue=bool(intervention.action and intervention.action.is_overdue(today)),
        moved=direction(reflection.before, reflection.after) if reflection else "",
    )


def for_a_list(initiative: Initiative) -> "QuerySet[Intervention]":
    found: QuerySet[Intervention] = (
        Intervention.objects.present()
        .filter(stakeholder__initiative=initiative)
        .select_related("stakeholder", "idea", "action", "action__owner", "reflection__assessment")
        .only(
            "family",
            "chosen_at",
            "stakeholder__name",
            "stakeholder__initiative",
            "idea__text",
            *(f"action__{name}" for name in ("due", "postponed_until", "outcome", "ended_at", "removed_at")),
            *(f"action__{name}" for name in ("organisation", "accepted_at", "owner__name", "owner__email")),
            *(f"reflection__{name}" for name in ("on", "before", "stood", "intervention")),
            "reflection__assessment__dimension",
        )
    )
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way, with the day it was taken; `is_now` is the next one to take."""

    name: str | Promise
    is_done: bool
    is_now: bool
    day: date | None


def steps_of(intervention: Intervention) -> list[Step]:
    """Chosen, prepared, done, looked back. What was dropped or deleted has no step to take."""
    action, reflection = intervention.action, reflection_of(intervention)
    is_done = bool(action and action.outcome == Outcome.DONE)
    ended_on = timezone.localdate(action.ended_at) if action and action.ended_at and is_done else None
    taken: list[tuple[str | Promise, bool, date | None]] = [
        (_("Gekozen"), True, timezone.localdate(intervention.chosen_at)),
        (_("Voorbereid"), bool(intervention.opening or intervention.will_not), None),
        (_("Gedaan"), bool(reflection) or is_done, ended_on),
        (_("Teruggekeken"), bool(reflection), reflection.on if reflection else None),
    ]
    standing = standing_of(intervention, timezone.localdate())
    is_over = standing in {Standing.CLOSED, Standing.DROPPED, Standing.OFF_LIST}
    now = None if is_over else next_step(taken)
    return [Step(name, done, name == now, day) for name, done, day in taken]


def next_step(taken: Iterable[tuple[str | Promise, bool, date | None]]) -> str | Promise:
    """The first step after the last one taken: who did it without preparing does not go back."""
    steps = list(taken)
    last = max(place for place, (_name, done, _day) in enumerate(steps) if done)
    return steps[last + 1][0]
