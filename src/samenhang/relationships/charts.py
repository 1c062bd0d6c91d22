"""The chart of all relations: what to draw, on a page and on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samenhang.analysis.geometry import Box
from samenhang.analysis.layout import Chart as Layout
from samenhang.analysis.layout import Mark
from samenhang.analysis.layout import chart as lay_out
from samenhang.analysis.lettering import BASELINE, text_width
from samenhang.analysis.movement import PlacedMark
from samenhang.analysis.stacks import BESIDE
from samenhang.relationships.drawing import Text, number, path, texts_of
from samenhang.relationships.rows import Row, View, matters
from samenhang.stakeholders.models import Dimension

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


def badge(box: Box, direction: str) -> str:
    """A small triangle in the upper right corner of a mark: this relation went up or down."""
    if not direction:
        return ""
    left, top, bottom = box.right - 11, box.y, box.y + 9
    return f"M{left:.1f} {bottom:.1f}h11l-5.5 -9z" if direction == "up" else f"M{left:.1f} {top:.1f}h11l-5.5 9z"


def corners(box: Box) -> dict[str, str]:
    return {"x": number(box.x), "y": number(box.y), "width": number(box.width), "height": number(box.height)}
