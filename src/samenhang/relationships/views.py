"""All relations together: how they stand and move, where they are in the chart, and where to begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from samenhang.documents.pdf import render_pdf
from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Initiative
from samenhang.relationships import documents
from samenhang.relationships.advice import in_words, missing, ranked_relations
from samenhang.relationships.charts import picture_of
from samenhang.relationships.earlier import direction, with_dimension_before
from samenhang.relationships.forms import ChartForm, SinceForm
from samenhang.relationships.models import Assessment
from samenhang.relationships.rows import by_name, dimension_counts, links, rows_of, with_needs
from samenhang.relationships.trajectories import Steps, steps
from samenhang.stakeholders.downloads import PDF, download, filename_of
from samenhang.stakeholders.models import Dimension, Stakeholder

PAGE_SIZE = 50
HEADINGS: Mapping[str, str | Promise] = {str(d.value): format_lazy("{} · {}", d.value, d.label) for d in Dimension} | {
    "none": lazy("Nog niet beoordeeld"),
    "impression": lazy("Indrukken, zonder waarneming"),
    "up": lazy("Omhoog"),
    "down": lazy("Omlaag"),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of the overview."""

    key: UUID
    name: str
    url: str
    dimension: int | None
    is_impression: bool
    before: int | None
    last_observed_on: date | None

    @property
    def direction(self) -> str:
        return direction(self.before, self.dimension)

    def belongs_to(self, show: str) -> bool:
        """Whether the list named `show` holds this relation; an unknown name means all."""
        if show.isdecimal():
            return self.dimension == int(show)
        match show:
            case "none":
                return not self.dimension
            case "impression":
                return bool(self.dimension) and self.is_impression
            case "up" | "down":
                return self.direction == show
            case _:
                return True


def overview(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    form, show = SinceForm(request.GET), request.GET.get("show", "")
    relations = relations_of(membership.initiative, form.day)
    shown = [relation for relation in relations if relation.belongs_to(show)]
    listed = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    page = {
        "membership": membership,
        "form": form,
        "show": show,
        "heading": HEADINGS.get(show, _("Alle relaties")),
        "total": len(relations),
        "dimensions": dimension_counts(relations),
        "counts": {
            show: sum(one.belongs_to(show) for one in relations) for show in ("none", "impression", "up", "down")
        },
        "page": listed,
        "rows": with_steps(membership.initiative, list(listed)),
    }
    return render(request, "relationships/overview.html", page)


def relations_of(initiative: Initiative, since: date) -> list[Relation]:
    """All relations, by name. One query."""
    present = Stakeholder.objects.filter(initiative=initiative).present()
    url_of = links(initiative)
    fields = ("name", "dimension", "dimension_is_impression", "dimension_before", "last_observed_on")
    relations = [
        Relation(key, name, url_of(key), *known)
        for key, name, *known in with_dimension_before(present, since).values_list("pk", *fields)
    ]
    return sorted(relations, key=by_name)


def with_steps(initiative: Initiative, relations: list[Relation]) -> list[tuple[Relation, Steps | None]]:
    """Each relation with its course; all courses run over the same period, so that they can be compared."""
    today = timezone.localdate()
    of_initiative = Assessment.objects.filter(stakeholder__initiative=initiative, on__lte=today)
    start = of_initiative.aggregate(start=Min("on"))["start"] or today
    decisions: dict[UUID, list[tuple[date, int]]] = {}
    of_page = of_initiative.filter(stakeholder__in=[relation.key for relation in relations])
    for key, day, dimension in of_page.order_by("on", "id").values_list("stakeholder_id", "on", "dimension"):
        decisions.setdefault(key, []).append((day, dimension))
    return [(relation, steps(decisions.get(relation.key, []), start, today)) for relation in relations]


def chart(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    form = ChartForm(request.GET)
    return render(
        request,
        "relationships/chart.html",
        {"membership": membership} | chart_page(membership.initiative, form, request.GET.get("page")),
    )


def chart_page(initiative: Initiative, form: ChartForm, number: str | None) -> dict[str, Any]:
    view = form.chosen_view
    rows = rows_of(initiative, view, form.day, form.need_kind)
    listed = Paginator(rows, PAGE_SIZE).get_page(number)
    return {
        "form": form,
        "view": view,
        "page": listed,
        "rows": with_needs(list(listed)),
        "moved": sum(bool(row.moves or row.direction) for row in rows),
        "dimensions": dimension_counts(rows),
        "picture": picture_of(rows, view) if rows else None,
    }


def chart_pdf(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    form = ChartForm(request.GET)
    view = form.chosen_view
    rows = rows_of(membership.initiative, view, form.day, form.need_kind)
    paper, images = documents.chart(membership, view, rows, form.day)
    content = render_pdf("stakeholders", paper, images=images)
    return download(content, PDF, filename_of(membership.initiative, "pdf", str(view.name)))


def where_to_begin(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    listed = Paginator(ranked_relations(membership.initiative), PAGE_SIZE).get_page(request.GET.get("page"))
    page = {
        "membership": membership,
        "page": listed,
        "advice": in_words(membership.initiative, list(listed)),
        "missing": missing(membership.initiative, membership.person),
    }
    return render(request, "relationships/where_to_begin.html", page)
