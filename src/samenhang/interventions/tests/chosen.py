"""Interventions to test with."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Outcome
from samenhang.interventions.models import Brainstorm, Family, Idea, Intervention, Reflection
from samenhang.stakeholders.models import Stakeholder


def days_from_now(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def brainstorm_on(stakeholder: Stakeholder, by: Person, dimension: int = 2) -> Brainstorm:
    made: Brainstorm = Brainstorm.objects.create(
        stakeholder=stakeholder, from_dimension=dimension, to_dimension=min(dimension + 1, 4), begun_by=by
    )
    return made


def think_up(brainstorm: Brainstorm, by: Person, text: str = "Een ochtend meelopen", **fields: Any) -> Idea:
    made: Idea = Idea.objects.create(
        initiative_id=brainstorm.stakeholder.initiative_id,
        brainstorm=brainstorm,
        number=brainstorm.next_number(),
        text=text,
        by=by,
        **fields,
    )
    return made


def choose(stakeholder: Stakeholder, by: Person, text: str = "Een ochtend meelopen", **fields: Any) -> Intervention:
    """An intervention whose action is owned by who chose it; `action` changes that action, or is None for none."""
    idea = think_up(brainstorm_on(stakeholder, by), by, text)
    told = {"private_text": text, "owner": by, "accepted_at": timezone.now(), "due": days_from_now(7)}
    given = fields.pop("action", {})
    action = given
    if given is not None:
        told |= given
        action = Action.objects.create(initiative=stakeholder.initiative, stakeholder=stakeholder, **told)
    made: Intervention = Intervention.objects.create(
        **{"stakeholder": stakeholder, "idea": idea, "action": action, "family": Family.ASKING, "chosen_by": by}
        | fields
    )
    return made


def done(by: Person) -> dict[str, Any]:
    return {"outcome": Outcome.DONE, "ended_at": timezone.now(), "ended_by": by}


def reflect(intervention: Intervention, by: Person, before: int | None, after: int | None, **fields: Any) -> Reflection:
    made: Reflection = Reflection.objects.create(
        **{
            "initiative_id": intervention.stakeholder.initiative_id,
            "intervention": intervention,
            "by": by,
            "what_happened": "Wij liepen mee.",
            "before": before,
            "stood": after,
        }
        | fields
    )
    return made
