"""Everything known about one stakeholder, to show it and to hand it over (GDPR art. 15)."""

from typing import Any

from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.interventions.models import Idea, Weighing
from samenhang.relationships.models import Assessment, Observation
from samenhang.stakeholders.columns import COLUMNS
from samenhang.stakeholders.models import Stakeholder


def everything_about(stakeholder: Stakeholder, viewer: Person) -> dict[str, Any]:
    """All facts, observations, assessments and changes, in the viewer's language; dates as dates.

    What another leader keeps to him- or herself is left out: that person can hand it over.
    """
    return {
        "facts": {str(column.label): column.text(stakeholder, viewer) for column in COLUMNS},
        "observations": [
            {
                "on": one.on,
                "by": str(one.by or ""),
                "occasion": one.occasion,
                "words": one.words,
                "behaviours": one.behaviours,
            }
            for one in Observation.objects.filter(stakeholder=stakeholder).select_related("by")
        ],
        "assessments": [
            {
                "on": one.on,
                "by": str(one.by or ""),
                "dimension": f"{one.dimension} · {one.get_dimension_display()}",
                "why": one.why,
            }
            for one in Assessment.objects.filter(stakeholder=stakeholder).select_related("by")
        ],
        "deeds": [
            {"on": one.on, "by": str(one.by or ""), "what": one.what} for one in stakeholder.deeds.select_related("by")
        ],
        "ideas": [
            {"on": timezone.localdate(one.created_at), "by": str(one.by or one.thinker or ""), "text": one.text}
            for one in ideas_about(stakeholder)
        ],
        "reasons_to_choose_early": [
            {"on": timezone.localdate(one.early_at), "by": str(one.early_by or ""), "text": one.early_why}
            for one in stakeholder.brainstorms.exclude(early_at=None).select_related("early_by")
        ],
        "purposes": [
            {"on": timezone.localdate(one.changed_at), "by": str(one.by), "text": one.purpose}
            for one in Weighing.objects.filter(idea__brainstorm__stakeholder=stakeholder).select_related("by")
            if one.purpose
        ],
        "interventions": [intervention(one) for one in interventions_of(stakeholder)],
        "actions": [
            {"text": one.private_text or one.shared_text, "owner": str(one.owner or one.organisation), "due": one.due}
            for one in stakeholder.actions.select_related("owner")
        ],
        "added_on": stakeholder.created_at.date(),
        "changes": stakeholder.changes.count(),
    }


def interventions_of(stakeholder: Stakeholder) -> Any:
    return stakeholder.interventions.select_related("idea", "chosen_by", "reflection")


def intervention(one: Any) -> dict[str, Any]:
    happened = one.reflection.what_happened if hasattr(one, "reflection") else ""
    return {
        "chosen_on": timezone.localdate(one.chosen_at),
        "by": str(one.chosen_by or ""),
        "idea": one.idea.text,
        "told": [words for words in (one.first_step, one.opening, one.will_not, happened) if words],
    }


def ideas_about(stakeholder: Stakeholder) -> Any:
    of_stakeholder = Idea.objects.of_record().filter(brainstorm__stakeholder=stakeholder)
    return of_stakeholder.select_related("by", "thinker")
