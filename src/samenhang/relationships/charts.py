"""The chart of all relations: what to draw, and the same facts as rows of a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from samenhang.analysis.geometry import Box, Label, Line
from samenhang.analysis.layout import Axis, Mark
from samenhang.analysis.layout import Chart as Layout
from samenhang.analysis.layout import chart as lay_out
from samenhang.analysis.lettering import BASELINE, text_width
from samenhang.analysis.movement import PlacedMark
from samenhang.analysis.stacks import BESIDE
from samenhang.initiatives.models import Initiative
from samenhang.relationships.earlier import cells_before, with_dimension_before
from samenhang.stakeholders.models import Attitude, Dimension, Influence, Need, NeedKind, Part, Ring, Stakeholder

WIDTH = 1180.0
PAPER_WIDTHS = (1000.0, 1180.0, 1400.0, 1700.0, 2000.0)
PAPER_SHAPE = 2.1
"""Width to height of the room for a picture on A4 landscape."""
LEGEND_HEIGHT, LEGEND_GAP = 56.0, 28.0
MARKS_DRAWN = 150
"""With more, nobody reads the picture; it shows those that matter most, the table has them all."""
MOVES_DRAWN = 100
"""With more, lines would hide the picture; the table has them all."""


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
        """Of the dimension: "up", "down" or neither."""
        if not self.dimension or not self.dimension_before or self.dimension == self.dimension_before:
            return ""
        return "up" if self.dimension > self.dimension_before else "down"


def rows_of(initiative: Initiative, view: View, since: date, need: str = "") -> list[Row]:
    """All relations, by name, with links as from the page of the chart. Two queries, whatever their number."""
    sides = (view.rows, view.columns)
    fields = [side.field for side in sides]
    wanted = {"pk", "name", "essential", "influence", "dimension", "dimension_before", *fields}
    present = Stakeholder.objects.filter(initiative=initiative).present()
    if need:
        present = present.filter(pk__in=Need.objects.filter(kind=need).values("stakeholder"))
    found = with_dimension_before(present, since).values(*wanted)
    before = cells_before(initiative, since, fields)
    texts = [{value: str(label) for value, label in side.choices.choices} for side in sides]
    rows = []
    for one in found:
        now = [one[field] or None for field in fields]
        was = [before.get((one["pk"], field), value) or None for field, value in zip(fields, now, strict=True)]
        rows.append(row_of(one, now, was, texts))
    return sorted(rows, key=lambda row: (row.name.casefold(), str(row.key)))


def row_of(one: dict[str, Any], now: Sequence[Any], was: Sequence[Any], texts: Sequence[dict[Any, str]]) -> Row:
    """`now` and `was` are the values on the two axes, `texts` how each axis calls them."""
    return Row(
        key=one["pk"],
        name=one["name"],
        url=f"../{one['pk']}/",
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
    labels = {kind.value: str(kind.label) for kind in NeedKind}
    needs: dict[UUID, list[str]] = {}
    found = Need.objects.filter(stakeholder__in=[row.key for row in rows])
    for key, kind, words in found.values_list("stakeholder_id", "kind", "words"):
        needs.setdefault(key, []).append(words or labels[kind])
    return [(row, ", ".join(needs.get(row.key, ()))) for row in rows]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text where SVG puts it."""

    x: str
    y: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    dimension: int
    x: str
    y: str
    text: Text


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the SVG template draws; only on paper the legend is part of it."""

    width: str
    height: str
    frames: tuple[dict[str, str], ...]
    grid: tuple[str, ...]
    moves: tuple[str, ...]
    row_labels: tuple[Text, ...]
    column_labels: tuple[Text, ...]
    row_title: tuple[Text, ...]
    column_title: tuple[Text, ...]
    marks: tuple[SafeString, ...]
    title: str
    description: str
    moves_left_out: bool
    marks_left_out: bool
    legend: tuple[LegendItem, ...] = ()


def picture_of(rows: Sequence[Row], view: View, *, width: float = WIDTH, on_page: bool = True) -> Picture:
    """Lay the relations out on the two axes of this view; only on a page marks are links."""
    shown = sorted(rows, key=matters)[:MARKS_DRAWN]
    moved = sum(row.has_moved for row in shown)
    marks = [
        Mark(
            str(row.key),
            row.name,
            row.row,
            row.column,
            row.name.casefold(),
            row.earlier if row.has_moved and moved <= MOVES_DRAWN else None,
        )
        for row in shown
    ]
    drawing = lay_out(marks, view.rows.axis(), view.columns.axis(), width=width)
    return Picture(
        width=number(drawing.width),
        height=number(drawing.height),
        frames=tuple(map(corners, drawing.frames)),
        grid=tuple(map(path, drawing.grid)),
        moves=tuple(path(move.line) for move in drawing.moves),
        row_labels=tuple(text for band in drawing.rows for text in texts_of(band.label)),
        column_labels=tuple(text for band in drawing.columns for text in texts_of(band.label)),
        row_title=texts_of(drawing.row_title),
        column_title=texts_of(drawing.column_title),
        marks=drawn_marks(drawing, shown, view, on_page=on_page),
        title=str(view.name),
        description=_("%(count)d partners. Dezelfde feiten staan in de tabel onder de grafiek.") % {"count": len(rows)},
        moves_left_out=moved > MOVES_DRAWN,
        marks_left_out=len(shown) < len(rows),
    )


def matters(row: Row) -> tuple[bool, int, str, str]:
    """Sorts who is essential first, then who has most influence."""
    return (not row.essential, -(row.influence or 0), row.name.casefold(), str(row.key))


def picture_for_paper(rows: Sequence[Row], view: View) -> Picture:
    """The same picture in a shape that fills a page: with many partners wider, and so not as high."""
    for width in PAPER_WIDTHS:
        picture = picture_of(rows, view, width=width, on_page=False)
        if float(picture.width) / float(picture.height) >= PAPER_SHAPE:
            break
    return replace(picture, height=number(float(picture.height) + LEGEND_HEIGHT), legend=legend(float(picture.height)))


def legend(top: float) -> tuple[LegendItem, ...]:
    """The four symbols with number and words beside each other, below the picture: paper has no page around it."""
    items, x, baseline = [], 0.0, top + LEGEND_HEIGHT / 2
    for dimension in Dimension:
        words = f"{dimension.value} · {dimension.label}"
        text = Text(number(x + BESIDE), number(baseline), "start", words)
        items.append(LegendItem(dimension.value, number(x), number(baseline - BASELINE - 6), text))
        x += BESIDE + text_width(words) + LEGEND_GAP
    return tuple(items)


def drawn_marks(drawing: Layout, rows: Sequence[Row], view: View, *, on_page: bool) -> tuple[SafeString, ...]:
    """The marks as SVG: built here, since a template takes too long over five hundred of them."""
    by_key = {str(row.key): row for row in rows}
    in_words = words_for(view)
    drawn = []
    for mark in drawing.marks:
        row = by_key[mark.key]
        svg = mark_svg(mark, row)
        if on_page:
            title = f"<title>{escape(row.name)}</title>" if mark.label.truncated else ""
            svg = f'<a href="{row.url}" aria-label="{escape(in_words(row))}">{title}{svg}</a>'
        drawn.append(mark_safe(svg))  # noqa: S308 (what people typed is escaped above and in mark_svg)
    return tuple(drawn)


def mark_svg(mark: PlacedMark, row: Row) -> str:
    if row.dimension:
        box = f'x="{mark.box.x:.1f}" y="{mark.box.y:.1f}" width="28" height="28"'
        symbol = f'<use data-dimension="{row.dimension}" href="#d-{row.dimension}" {box}/>'
    else:
        symbol = f'<circle class="mark-unknown" cx="{mark.cx:.1f}" cy="{mark.cy:.1f}" r="12.5"/>'
    triangle = badge(mark.box, row.direction)
    return "".join(
        (
            symbol,
            f'<path class="badge" d="{triangle}"/>' if triangle else "",
            *(
                f'<text class="mark-name" x="{line.x:.1f}" y="{line.y:.1f}">{escape(line.text)}</text>'
                for line in mark.label.lines
            ),
        )
    )


def words_for(view: View) -> Callable[[Row], str]:
    """What a mark says to who cannot see it: "Huisarts: invloed groot, houding afwachtend, dimensie 2"."""
    row_label, column_label = str(view.rows.label).lower(), str(view.columns.label).lower()
    dimension, unknown = _("dimensie"), _("onbekend")

    def in_words(row: Row) -> str:
        return (
            f"{row.name}: {row_label} {row.row_text.lower() or unknown}, "
            f"{column_label} {row.column_text.lower() or unknown}, {dimension} {row.dimension or unknown}"
        )

    return in_words


def number(value: float) -> str:
    """As SVG wants it, with a point in every language."""
    return f"{value:.1f}"


def path(line: Line) -> str:
    return f"M{line.x1:.1f} {line.y1:.1f}L{line.x2:.1f} {line.y2:.1f}"


def badge(box: Box, direction: str) -> str:
    """A small triangle in the upper right corner of a mark: this relation went up or down."""
    if not direction:
        return ""
    left, top, bottom = box.right - 11, box.y, box.y + 9
    return f"M{left:.1f} {bottom:.1f}h11l-5.5 -9z" if direction == "up" else f"M{left:.1f} {top:.1f}h11l-5.5 9z"


def corners(box: Box) -> dict[str, str]:
    return {"x": number(box.x), "y": number(box.y), "width": number(box.width), "height": number(box.height)}


def texts_of(label: Label | None) -> tuple[Text, ...]:
    if label is None:
        return ()
    return tuple(Text(number(line.x), number(line.y), label.anchor, line.text) for line in label.lines)


def dimension_counts(rows: Sequence[Any]) -> list[tuple[int, int]]:
    """(dimension, how many relations stand there), for all four."""
    return [(d.value, sum(row.dimension == d for row in rows)) for d in Dimension]
