"""Geometry of a chart of two ordinal axes, such as influence × attitude, to be drawn as SVG.

The data are steps, not amounts, so many marks share a cell. Each cell therefore holds one or more stacks: a mark with
its label beside it, one per line. Rows grow with their fullest cell, columns share the width by what they need, and
marks with no value on an axis go to a separate band at the end of that axis. Nothing overlaps and nothing leaves its
cell; the outcome depends on the marks and their sort keys, never on the order in which they come.

Lengths in drawing units (text is 14 units high), y grows downwards. Own method; requirement A4.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samenhang.analysis.geometry import Box, Label, Line, place
from samenhang.analysis.lettering import LINE_HEIGHT, Fitted, fit
from samenhang.analysis.movement import MARK, RADIUS, PlacedMark, Routes
from samenhang.analysis.stacks import BESIDE, ITEM_GAP, PAD, STACK_GAP, Cell, Stacks, arrange, item_height

_TOP = 28.0
_MARGIN = 10.0
_AXIS_GAP = 8.0
_UNKNOWN_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Axis:
    """An ordinal axis: `values` are (key, label) in drawing order, top to bottom or left to right.

    `unknown` labels the band for marks without a value; it is drawn only when a mark needs it.
    """

    title: str
    values: tuple[tuple[str, str], ...]
    unknown: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What to place: `row` and `column` are axis keys or None (unknown), `earlier` the (row, column) it came from.

    Within a cell marks stand by `sort_key`, then by `key`. Keys are unique.
    """

    key: str
    label: str
    row: str | None
    column: str | None
    sort_key: str = ""
    earlier: tuple[str | None, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """One row or column: where it starts and how large it is along its axis; `key` is None for the unknown band."""

    key: str | None
    start: float
    size: float
    label: Label

    @property
    def end(self) -> float:
        return self.start + self.size


@dataclass(frozen=True, slots=True)
class Move:
    """From inside the earlier cell to the edge of the mark; draw it beneath the labels, which need a halo."""

    key: str
    line: Line


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything to draw: `plot` is the known part, `frames` the outlines (plot and unknown bands), `grid` inner lines.

    `marks` are in reading order: rows from the top, cells from the left, stacks from the left, each from the top.
    """

    width: float
    height: float
    plot: Box
    columns: tuple[Band, ...]
    rows: tuple[Band, ...]
    column_title: Label
    row_title: Label
    frames: tuple[Box, ...]
    grid: tuple[Line, ...]
    marks: tuple[PlacedMark, ...]
    moves: tuple[Move, ...]


def chart(marks: Sequence[Mark], rows: Axis, columns: Axis, *, width: float = 1180.0) -> Chart:
    """Lay out `marks` on two ordinal axes within `width` units; the height follows from the fullest cells.

    A width too small for the columns is enlarged to the smallest that holds them (see `Chart.width`). A mark that
    moved gets a line when its earlier and its present cell are known and differ. Empty labels give a mark without text.
    Raises ValueError for a repeated mark key, a row or column that the axis does not have, or an axis without values.
    """
    row_keys, column_keys = _band_keys(marks, rows, "row"), _band_keys(marks, columns, "column")
    cells = _deal(marks, row_keys, column_keys)
    row_labels, column_labels = _labels(rows, row_keys), _labels(columns, column_keys)
    left = max(fit(text, max(60.0, width * 0.2)).width for text in row_labels) + _AXIS_GAP
    room = width - left - _MARGIN - (_UNKNOWN_GAP if column_keys[-1] is None else 0)
    texts = {cell: [mark.label for mark in here] for cell, here in cells.items()}
    arranged = arrange(texts, column_labels, len(row_keys), room)
    row_bands = _row_bands(row_labels, row_keys, arranged.heights, left)
    column_bands = _column_bands(column_labels, column_keys, arranged.widths, left, row_bands[-1].end + 6)
    placed = list(_place_all(cells, arranged.cells, row_bands, column_bands))
    plot = _frames(row_bands, column_bands)[0]
    title_top = max(band.label.box.bottom for band in column_bands) + 4
    return Chart(
        width=column_bands[-1].end + _MARGIN,
        height=title_top + LINE_HEIGHT + 6,
        plot=plot,
        columns=tuple(column_bands),
        rows=tuple(row_bands),
        column_title=place(fit(columns.title, plot.width, max_lines=1), plot.right, title_top, "end"),
        row_title=place(fit(rows.title, plot.right, max_lines=1), 0.0, 4.0),
        frames=_frames(row_bands, column_bands),
        grid=_grid(row_bands, column_bands),
        marks=tuple(placed),
        moves=tuple(_moves(marks, placed, row_bands, column_bands)),
    )


def _band_keys(marks: Sequence[Mark], axis: Axis, side: str) -> list[str | None]:
    if not axis.values:
        raise ValueError(f"the {side} axis has no values")
    known = {key for key, _ in axis.values}
    values = {mark.key: mark.row if side == "row" else mark.column for mark in marks}
    for key, value in values.items():
        if value is not None and value not in known:
            raise ValueError(f"mark {key!r}: {side} {value!r} is not on the axis")
    return [key for key, _ in axis.values] + ([None] if None in values.values() else [])


def _labels(axis: Axis, keys: Sequence[str | None]) -> list[str]:
    texts = dict(axis.values)
    return [axis.unknown if key is None else texts[key] for key in keys]


def _deal(marks: Sequence[Mark], rows: Sequence[str | None], columns: Sequence[str | None]) -> dict[Cell, list[Mark]]:
    row_at, column_at = {key: at for at, key in enumerate(rows)}, {key: at for at, key in enumerate(columns)}
    cells: dict[Cell, list[Mark]] = {}
    seen: set[str] = set()
    for mark in sorted(marks, key=lambda mark: (mark.sort_key, mark.key)):
        if mark.key in seen:
            raise ValueError(f"mark {mark.key!r} occurs more than once")
        seen.add(mark.key)
        cells.setdefault((row_at[mark.row], column_at[mark.column]), []).append(mark)
    return dict(sorted(cells.items()))


def _column_bands(
    labels: Sequence[str], keys: Sequence[str | None], widths: Sequence[float], left: float, label_top: float
) -> list[Band]:
    bands, x = [], left
    for label, key, width in zip(labels, keys, widths, strict=True):
        x += _UNKNOWN_GAP if key is None else 0.0
        bands.append(Band(key, x, width, place(fit(label, width - 4), x + width / 2, label_top, "middle")))
        x += width
    return bands


def _row_bands(labels: Sequence[str], keys: Sequence[str | None], heights: Sequence[float], left: float) -> list[Band]:
    bands, y = [], _TOP
    for label, key, height in zip(labels, keys, heights, strict=True):
        y += _UNKNOWN_GAP if key is None else 0.0
        fitted = fit(label, left - _AXIS_GAP)
        top = y + (height - LINE_HEIGHT * len(fitted.lines)) / 2
        bands.append(Band(key, y, height, place(fitted, left - _AXIS_GAP, top, "end")))
        y += height
    return bands


def _place_all(
    cells: Mapping[Cell, Sequence[Mark]], arranged: Mapping[Cell, Stacks], rows: Sequence[Band], columns: Sequence[Band]
) -> Iterator[PlacedMark]:
    widest: dict[tuple[int, int], float] = {}
    for (_, column), stacks in arranged.items():
        alike = column, len(stacks.stacks)
        widest[alike] = max(widest.get(alike, 0.0), stacks.label_width)
    for (row, column), marks in cells.items():
        stacks = arranged[row, column]
        cell = _cell(rows[row], columns[column])
        # Cells of one column with as many stacks share their left edges, so that marks line up down the chart.
        indent = (stacks.slot - BESIDE - widest[column, len(stacks.stacks)]) / 2
        waiting = iter(marks)
        for number, stack in enumerate(stacks.stacks):
            left = cell.x + PAD + indent + number * (stacks.slot + STACK_GAP)
            top = cell.y + (cell.height - stacks.height) / 2
            for label in stack:
                yield _place_one(next(waiting), label, left, top, cell)
                top += item_height(label) + ITEM_GAP


def _place_one(mark: Mark, label: Fitted, left: float, top: float, cell: Box) -> PlacedMark:
    middle = top + item_height(label) / 2
    placed = place(label, left + BESIDE, middle - LINE_HEIGHT * len(label.lines) / 2)
    return PlacedMark(mark.key, left + RADIUS, middle, Box(left, middle - RADIUS, MARK, MARK), cell, placed)


def _cell(row: Band, column: Band) -> Box:
    return Box(column.start, row.start, column.size, row.size)


def _frames(rows: Sequence[Band], columns: Sequence[Band]) -> tuple[Box, ...]:
    """The rectangle of the known bands first, then those of the unknown ones."""
    return tuple(
        Box(across[0].start, down[0].start, across[-1].end - across[0].start, down[-1].end - down[0].start)
        for down in _known_and_unknown(rows)
        for across in _known_and_unknown(columns)
    )


def _known_and_unknown(bands: Sequence[Band]) -> list[Sequence[Band]]:
    return [bands[:-1], bands[-1:]] if bands[-1].key is None else [bands]


def _grid(rows: Sequence[Band], columns: Sequence[Band]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for frame in _frames(rows, columns):
        lines += [Line(b.start, frame.y, b.start, frame.bottom) for b in columns if frame.x < b.start < frame.right]
        lines += [Line(frame.x, b.start, frame.right, b.start) for b in rows if frame.y < b.start < frame.bottom]
    return tuple(lines)


def _moves(
    marks: Sequence[Mark], placed: Sequence[PlacedMark], rows: Sequence[Band], columns: Sequence[Band]
) -> Iterator[Move]:
    row_by_key = {band.key: band for band in rows}
    column_by_key = {band.key: band for band in columns}
    by_key = {mark.key: mark for mark in marks}
    routes = Routes(placed)
    for there in placed:
        mark = by_key[there.key]
        if mark.earlier is None or None in (*mark.earlier, mark.row, mark.column):
            continue
        row, column = row_by_key.get(mark.earlier[0]), column_by_key.get(mark.earlier[1])
        if row is None or column is None:
            raise ValueError(f"mark {mark.key!r}: earlier cell {mark.earlier!r} is not on the axes")
        if mark.earlier != (mark.row, mark.column):
            yield Move(mark.key, routes.clearest(there, _cell(row, column)))
