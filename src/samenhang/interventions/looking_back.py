"""Looking back on an intervention, once: what happened, what was seen, what that says about the relation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import transaction

from samenhang.accounts.models import Person
from samenhang.actions import acts
from samenhang.interventions.models import Intervention, Reflection
from samenhang.relationships.assessors import proposals_for
from samenhang.relationships.models import Assessment, Deed, Observation
from samenhang.stakeholders.columns import COLUMN_BY_KEY, ListColumn
from samenhang.stakeholders.editing import put_item
from samenhang.stakeholders.models import Interest, Stakeholder


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells. `observation` and `learned` are not saved yet; without `dimension` nothing is decided.

    `deed` is how it stands in the course of the relation. `key` becomes the reflection's own.
    """

    key: UUID
    on: date
    what_happened: str
    deed: str
    observation: Observation | None = None
    dimension: int | None = None
    why: str = ""
    learned: Sequence[Interest] = ()


class AlreadyLookedBack(Exception):
    """Somebody looked back on it before, in other words."""

    def __init__(self, reflection: Reflection) -> None:
        super().__init__(str(reflection.pk))
        self.reflection = reflection


def look_back(intervention: Intervention, told: Told, *, by: Person) -> Reflection:
    """Keep all of it or nothing; the same `told` again gives the reflection there is.

    An action that was not ended is done now. Raises AlreadyLookedBack, and Intervention.DoesNotExist when the
    stakeholder was removed or erased meanwhile.
    """
    with transaction.atomic():
        current = Intervention.objects.select_for_update(of=("self",)).present().get(pk=intervention.pk)
        earlier = Reflection.objects.filter(intervention=current).select_related("by").first()
        if earlier and earlier.pk == told.key:
            return earlier
        if earlier:
            raise AlreadyLookedBack(earlier)
        if current.action:
            acts.finish(current.action, by=by)
        stakeholder = current.stakeholder
        before = dimension_before(current, told.on)
        observation = keep_observation(told.observation, stakeholder, by)
        assessment = decide(told, stakeholder, by)
        learn(told.learned, stakeholder, by)
        is_taken = Reflection.objects.filter(pk=told.key).exists()
        made: Reflection = Reflection.objects.create(
            pk=uuids.uuid7() if is_taken else told.key,
            initiative_id=stakeholder.initiative_id,
            intervention=current,
            by=by,
            on=told.on,
            what_happened=told.what_happened,
            before=before,
            stood=stakeholder.dimension,
            observation=observation,
            assessment=assessment,
            deed=Deed.objects.create(stakeholder=stakeholder, by=by, on=told.on, what=told.deed),
        )
    return made


def dimension_before(intervention: Intervention, day: date) -> int | None:
    """Where the relation stood when `day` began, or when the intervention was chosen if that was later."""
    assessments = list(intervention.stakeholder.assessments.order_by("on", "id").defer("why"))
    known = [one for one in assessments if one.on < day or one.created_at <= intervention.chosen_at]
    if known:
        return int(known[-1].dimension)
    before: int | None = assessments[0].before if assessments else intervention.stakeholder.dimension
    return before


def keep_observation(observation: Observation | None, stakeholder: Stakeholder, by: Person) -> Observation | None:
    if observation:
        observation.stakeholder, observation.by = stakeholder, by
        observation.keep()
    return observation


def decide(told: Told, stakeholder: Stakeholder, by: Person) -> Assessment | None:
    if told.dimension is None:
        return None
    mine, _theirs = proposals_for(by, stakeholder.observations.all())
    return Assessment.decide(stakeholder, told.dimension, by=by, why=told.why, proposed=mine.dimension)


def learn(interests: Sequence[Interest], stakeholder: Stakeholder, by: Person) -> None:
    """Into the table, so that it stands in the history and can be undone."""
    column = cast(ListColumn, COLUMN_BY_KEY["interests"])
    for interest in interests:
        put_item(stakeholder.pk, column, column.item(interest), by=by)


def tell_anew(reflection: Reflection, *, what_happened: str, deed: str) -> None:
    """Other words for what happened, there and in the course of the relation."""
    with transaction.atomic():
        reflection.what_happened = what_happened
        reflection.save(update_fields=["what_happened"])
        if reflection.deed:
            reflection.deed.what = deed
            reflection.deed.save(update_fields=["what"])
