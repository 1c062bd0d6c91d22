"""Everything known about one stakeholder, to show it and to hand it over (GDPR art. 15)."""

from typing import Any

from samenhang.accounts.models import Person
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
        "added_on": stakeholder.created_at.date(),
        "changes": stakeholder.changes.count(),
    }
