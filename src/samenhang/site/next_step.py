"""The one next step advised on an initiative's overview, with its reasons. The user decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from samenhang.initiatives.models import Membership
from samenhang.relationships.advice import advise
from samenhang.stakeholders.models import Stakeholder


@dataclass(frozen=True)
class NextStep:
    title: str
    button: str
    url: str
    reasons: Sequence[str] = ()
    other_url: str = ""


def next_step_of(membership: Membership) -> NextStep | None:
    """What this leader could best do now; None for who does not see the analysis, and in the archive."""
    initiative = membership.initiative
    if not membership.sees_confidential or initiative.archived_at:
        return None
    present = Stakeholder.objects.filter(initiative=initiative).present()
    count = present.aggregate(all=Count("pk"), placed=Count("influence"))
    if not count["all"]:
        return NextStep(
            title=_("Schrijf op wie belangrijk zijn voor uw doel."),
            button=_("Begin het krachtenveld"),
            url=reverse("stakeholders:table", args=[initiative.pk]),
            reasons=[
                _("Hebt u al een lijst in Excel? Die leest u zo in."),
                _("Vijf namen zijn genoeg om te beginnen."),
            ],
        )
    if not count["placed"]:
        return NextStep(
            title=_("Vul in hoeveel invloed uw partners hebben."),
            button=_("Open het krachtenveld"),
            url=reverse("stakeholders:table", args=[initiative.pk]),
            reasons=[
                _("Uw partners staan in de tabel."),
                _("Met hun invloed en houding ziet u met wie u begint."),
            ],
        )
    first = next(iter(advise(initiative, membership.person, limit=1)), None)
    if not first:
        return None
    return NextStep(
        title=_("Werk aan de relatie met %(name)s.") % {"name": first.name},
        button=_("Bekijk de relatie"),
        url=first.url,
        reasons=first.reasons,
        other_url=reverse("relationships:where_to_begin", args=[initiative.pk]),
    )
