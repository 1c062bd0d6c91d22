"""All relations as rows: the facts that the overview, the chart and its table show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Choices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from samenhang.analysis.layout import Axis
from samenhang.initiatives.models import Initiative
from samenhang.relationships.earlier import cells_before, direction, with_dimension_before
from samenhang.stakeholders.models import Attitude, Dimension, Influence, Need, Part, Ring, Stakeholder

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Side:
    """One axis: the stakeholder's field, its choices in drawing order and the words around it."""

    field: str
    label: str | Promise
    unknown: str | Promise
    choices: type[Choices]
    order: tuple[Any, ...]

    def axis(self) -> Axis:
        return Axis(
            str(self.label),
            tuple((str(value), str(self.choices(value).label)) for value in self.order),
            str(self.unknown),
        )


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at all relations."""

    key: str
    name: str | Promise
    rows: Side
    columns: Side


MATRIX = View(
    "",
    lazy("Invloed en houding"),
    Side("influence", lazy("Invloed"), lazy("Invloed onbekend"), Influence, (4, 3, 2, 1)),
    Side("attitude", lazy("Houding"), lazy("Houding onbekend"), Attitude, (1, 2, 3, 4, 5)),
)
ROLES = View(
    "roles",
    lazy("Rol en kring"),
    Side("part", lazy("Rol"), lazy("Rol onbekend"), Part, tuple(Part.values)),
    Side("ring", lazy("Kring"), lazy("Kring onbekend"), Ring, tuple(reversed(Ring.values))),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One relation as picture and table show it; the axis keys are None when unknown."""

    key: UUID
    name: str
    url: str
    essential: bool
    influence: int | None
    row: str | None
    column: str | None
    row_text: str
    column_text: str
    earlier: tuple[str | None, str | None]
    dimension: int | None
    dimension_before: int | None
    moves: tuple[str, ...]

    @property
    def has_moved(self) -> bool:
        return self.earlier != (self.row, self.column)

    @property
    def direction(self) -> str:
        return direction(self.dimension_before, self.dimension)


def rows_of(initiative: Initiative, view: View, since: date, need: str = "") -> list[Row]:
    """All relations, by name. Two queries, whatever their number."""
    sides = (view.rows, view.columns)
    fields = [side.field for side in sides]
    wanted = {"pk", "name", "essential", "influence", "dimension", "dimension_before", *fields}
    present = Stakeholder.objects.filter(initiative=initiative).present()
    if need:
        present = present.filter(pk__in=Need.objects.filter(kind=need).values("stakeholder"))
    found = with_dimension_before(present, since).values(*wanted)
    before = cells_before(initiative, since, fields)
    texts = [{value: str(label) for value, label in side.choices.choices} for side in sides]
    url_of = links(initiative)
    rows = []
    for one in found:
        now = [one[field] or None for field in fields]
        was = [before.get((one["pk"], field), value) or None for field, value in zip(fields, now, strict=True)]
        rows.append(row_of(one, url_of(one["pk"]), now, was, texts))
    return sorted(rows, key=by_name)


def links(initiative: Initiative) -> Callable[[UUID], str]:
    """The address of each relation by its key: found once, since a page has hundreds of them."""
    pattern = reverse("relationships:relation", args=[initiative.pk, NOBODY])
    return lambda key: pattern.replace(str(NOBODY), str(key))


def by_name(row: Any) -> tuple[str, str]:
    """Sorts rows of any kind that have a name and a key."""
    return row.name.casefold(), str(row.key)


def row_of(
    one: dict[str, Any], url: str, now: Sequence[Any], was: Sequence[Any], texts: Sequence[dict[Any, str]]
) -> Row:
    """`now` and `was` are the values on the two axes, `texts` how each axis calls them."""
    return Row(
        key=one["pk"],
        name=one["name"],
        url=url,
        essential=one["essential"],
        influence=one["influence"],
        row=key_of(now[0]),
        column=key_of(now[1]),
        row_text=texts[0].get(now[0], ""),
        column_text=texts[1].get(now[1], ""),
        earlier=(key_of(was[0]), key_of(was[1])),
        dimension=one["dimension"],
        dimension_before=one["dimension_before"],
        moves=tuple(
            f"{text.get(old) or _('onbekend')} → {text.get(new) or _('onbekend')}"
            for text, old, new in zip(texts, was, now, strict=True)
            if old != new
        ),
    )


def key_of(value: Any) -> str | None:
    return str(value) if value else None


def with_needs(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """Each row with what that partner is needed for. One query."""
    needs = needs_of([row.key for row in rows])
    return [(row, ", ".join(map(str, needs.get(row.key, ())))) for row in rows]


def needs_of(keys: Sequence[UUID]) -> dict[UUID, list[Need]]:
    """What each of these partners is needed for; who is needed for nothing is left out. One query."""
    needs: dict[UUID, list[Need]] = {}
    for need in Need.objects.filter(stakeholder__in=keys):
        needs.setdefault(need.stakeholder_id, []).append(need)
    return needs


def matters(row: Row) -> tuple[bool, int, str, str]:
    """Sorts who is essential first, then who has most influence."""
    return (not row.essential, -(row.influence or 0), *by_name(row))


def dimension_counts(rows: Sequence[Any]) -> list[tuple[int, int]]:
    """(dimension, how many relations stand there), for all four."""
    return [(d.value, sum(row.dimension == d for row in rows)) for d in Dimension]
