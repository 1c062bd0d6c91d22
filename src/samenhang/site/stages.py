"""The five stages of an initiative, as far as the product has them, and how far each has come."""

from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.initiatives.models import Membership
from samenhang.stakeholders.models import Stakeholder

type State = Literal["", "now", "done"]


@dataclass(frozen=True)
class Stage:
    number: int
    key: str
    name: str
    icon: str
    url: str
    state: State
    facts: str


def stages_of(membership: Membership) -> list[Stage]:
    """The stages this member may open. One query, whatever the number of stakeholders."""
    if not membership.sees_confidential:
        return []
    initiative = membership.initiative
    count = (
        Stakeholder.objects.filter(initiative=initiative)
        .present()
        .aggregate(
            all=Count("id"),
            placed=Count("id", filter=Q(influence__isnull=False, attitude__isnull=False)),
            assessed=Count("id", filter=Q(dimension__isnull=False)),
            impressions=Count("id", filter=Q(dimension__isnull=False, dimension_is_impression=True)),
        )
    )
    return [
        Stage(
            number=1,
            key="stakeholders",
            name=_("Verken"),
            icon="compass",
            url=reverse("stakeholders:table", args=[initiative.pk]),
            state=progress(count["placed"], count["all"], begun=count["all"] > 0),
            facts=explored(count["all"], count["placed"]),
        ),
        Stage(
            number=2,
            key="relationships",
            name=_("Begrijp"),
            icon="links",
            url=reverse("relationships:overview", args=[initiative.pk]),
            state=progress(count["assessed"], count["all"], begun=count["assessed"] > 0),
            facts=understood(count["assessed"], count["impressions"]),
        ),
    ]


def progress(done: int, of: int, *, begun: bool) -> State:
    if of and done == of:
        return "done"
    return "now" if begun else ""


def explored(stakeholders: int, placed: int) -> str:
    if not stakeholders:
        return _("Hier komen uw partners. Begin met de partner die u het hardst nodig hebt.")
    total = ngettext("%(count)d partner.", "%(count)d partners.", stakeholders) % {"count": stakeholders}
    left = stakeholders - placed
    if not left:
        return total + " " + _("Van iedereen kent u invloed en houding.")
    return (
        total
        + " "
        + ngettext(
            "Van %(count)d partner kent u invloed of houding nog niet.",
            "Van %(count)d partners kent u invloed of houding nog niet.",
            left,
        )
        % {"count": left}
    )


def understood(assessed: int, impressions: int) -> str:
    if not assessed:
        return _("Hier komt hoe uw relaties ervoor staan. Begin met één relatie.")
    total = ngettext("%(count)d relatie beoordeeld.", "%(count)d relaties beoordeeld.", assessed) % {"count": assessed}
    if not impressions:
        return total
    return (
        total
        + " "
        + ngettext(
            "%(count)d daarvan is een indruk, zonder waarneming.",
            "%(count)d daarvan zijn een indruk, zonder waarneming.",
            impressions,
        )
        % {"count": impressions}
    )
