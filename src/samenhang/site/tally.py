"""How far an initiative has come, in numbers: asked once per page, in one query, for its stages and its next step."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from samenhang.actions.models import Action, late_on
from samenhang.initiatives.models import Initiative, Membership
from samenhang.interventions.models import Brainstorm, Intervention
from samenhang.stakeholders.models import Stakeholder
from samenhang.workshops.models import Board, Workshop

# A workshop is near when what is not ready yet can still be arranged.
NEAR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of what this member may see; `mine_*` are of the member's own actions.

    `held`: workshops that ended; `near`: those that are soon, today included.
    """

    stakeholders: int
    placed: int
    located: int
    assessed: int
    impressions: int
    brainstorms: int
    interventions: int
    running: int
    to_look_back: int
    workshops: int
    held: int
    near: int
    actions: int
    open_actions: int
    overdue: int
    mine_overdue: int
    mine_to_accept: int


def tally_of(membership: Membership) -> Tally:
    """Computed once: the membership lives as long as the page."""
    if not hasattr(membership, "_tally"):
        asked = {name: counted(rows) for name, rows in questions(membership).items()}
        found = Initiative.objects.filter(pk=membership.initiative_id).values_list(*asked.values())
        membership._tally = Tally(**dict(zip(asked, found.get(), strict=True)))  # type: ignore[attr-defined]
    tally: Tally = membership._tally  # type: ignore[attr-defined]
    return tally


def questions(membership: Membership) -> dict[str, QuerySet[Any]]:
    today, here = timezone.localdate(), OuterRef("pk")
    analysed = Stakeholder.objects.filter(initiative=here).present()
    brainstorms = Brainstorm.objects.present().filter(stakeholder__initiative=here)
    interventions = Intervention.objects.present().filter(stakeholder__initiative=here)
    workshops = Workshop.objects.filter(initiative=here)
    if not membership.sees_confidential:
        analysed, brainstorms, interventions = analysed.none(), brainstorms.none(), interventions.none()
    actions = Action.objects.filter(initiative=here).visible_to(membership.person).present()
    overdue = actions.open().filter(late_on(today))
    return {
        "stakeholders": analysed,
        "placed": analysed.filter(influence__isnull=False),
        "located": analysed.filter(influence__isnull=False, attitude__isnull=False),
        "assessed": analysed.filter(dimension__isnull=False),
        "impressions": analysed.filter(dimension__isnull=False, dimension_is_impression=True),
        "brainstorms": brainstorms,
        "interventions": interventions,
        "running": interventions.running(),
        "to_look_back": interventions.to_look_back_on(),
        "workshops": workshops,
        "held": workshops.filter(~is_to_come()),
        "near": near(workshops, today),
        "actions": actions,
        "open_actions": actions.open(),
        "overdue": overdue,
        "mine_overdue": overdue.owned_by(membership.person),
        "mine_to_accept": actions.open().owned_by(membership.person).filter(accepted_at=None),
    }


def near(workshops: QuerySet[Workshop], today: date) -> QuerySet[Workshop]:
    return workshops.filter(is_to_come(), day__range=(today, today + NEAR))


def is_to_come() -> Exists:
    """Whether the map of all together is not closed; it is gone as well when it was erased after its day."""
    return Exists(Board.objects.filter(workshop=OuterRef("pk"), group=None, closed_at=None))


def counted(rows: QuerySet[Any]) -> Any:
    """The number of `rows` as part of another query."""
    if rows.query.is_empty():
        return Value(0)
    number = rows.order_by().values(all=Value(1)).annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)
