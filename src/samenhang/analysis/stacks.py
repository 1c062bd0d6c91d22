"""How wide the columns and how high the rows of a chart are when every cell holds a list of labelled marks.

A cell is a pair (row number, column number). Each cell deals its marks over one or more stacks side by side.
Lengths in drawing units.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samenhang.analysis.lettering import LINE_HEIGHT, Fitted, drawable, fit, text_width
from samenhang.analysis.movement import MARK

BESIDE = MARK + 4.0  # from the left of a mark to its label
ITEM_GAP = 6.0
STACK_GAP = 14.0
PAD = 8.0

_MIN_ROW = 92.0
_MIN_COLUMN = 76.0
_MAX_STACKS = 4
_WISHED_LABEL = 200.0
_TIGHT_LABEL = 104.0
_EXTRA_STACK_COST = 4.0  # a stack more must save at least this many lines of height

type Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stacks:
    """The labels of one cell dealt over stacks; `slot` is the width one stack has, `height` that of the highest."""

    slot: float
    stacks: tuple[tuple[Fitted, ...], ...]
    height: float

    @property
    def label_width(self) -> float:
        return max(label.width for stack in self.stacks for label in stack)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Column widths, row heights, and the stacks of every cell that is not empty."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: dict[Cell, Stacks]


def arrange(cells: Mapping[Cell, Sequence[str]], column_labels: Sequence[str], rows: int, room: float) -> Arrangement:
    """Divide `room` over the columns and let each row be as high as its fullest cell.

    `cells` holds the labels per cell in order. A `room` too narrow for the columns is exceeded.
    """
    widths, most = _column_widths(cells, column_labels, room)
    choices = {cell: _choices(labels, widths[cell[1]], most[cell[1]]) for cell, labels in cells.items()}
    heights = [_MIN_ROW] * rows
    for (row, _), options in choices.items():
        heights[row] = max(heights[row], min(option.height for option in options) + 2 * PAD)
    arranged = {
        cell: next(option for option in options if option.height + 2 * PAD <= heights[cell[0]] + 1e-9)
        for cell, options in choices.items()
    }
    return Arrangement(tuple(widths), tuple(heights), arranged)


def item_height(label: Fitted) -> float:
    """Height of one mark with its label."""
    return max(MARK, LINE_HEIGHT * len(label.lines))


def _choices(labels: Sequence[str], width: float, most: int) -> list[Stacks]:
    """The same cell in one stack, in two, and so on: from calm and high to wide and low."""
    return [_stacked(labels, width - 2 * PAD, count) for count in range(1, min(most, len(labels)) + 1)]


def _stacked(labels: Sequence[str], room: float, count: int) -> Stacks:
    slot = (room - (count - 1) * STACK_GAP) / count
    items = [fit(label, slot - BESIDE) for label in labels]
    base, extra = divmod(len(items), count)
    starts = [number * base + min(number, extra) for number in range(count + 1)]
    stacks = tuple(tuple(items[start:end]) for start, end in pairwise(starts))
    return Stacks(slot, stacks, max(map(_stack_height, stacks)))


def _stack_height(stack: Sequence[Fitted]) -> float:
    return sum(map(item_height, stack)) + ITEM_GAP * (len(stack) - 1)


@dataclass(frozen=True, slots=True)
class _Demand:
    """Widths one column asks for: `least` by its own label, `tight` and `wished` per label of a mark."""

    least: float
    tight: float
    wished: float
    fullest: int

    def narrowest(self, stacks: int) -> float:
        return max(self.least, self._outer(self.tight, stacks))

    def pleasant(self, stacks: int) -> float:
        return max(self.least, self._outer(self.wished, stacks))

    def _outer(self, label: float, stacks: int) -> float:
        if not self.fullest:
            return 0.0
        return 2 * PAD + stacks * (BESIDE + label) + (stacks - 1) * STACK_GAP


def _demand(column_label: str, cells: Sequence[Sequence[str]]) -> _Demand:
    widest = max((text_width(drawable(label)) for labels in cells for label in labels), default=0.0)
    longest_word = max((text_width(word) for word in drawable(column_label).split()), default=0.0)
    return _Demand(
        least=max(_MIN_COLUMN, min(longest_word, 140.0) + 8),
        tight=min(_TIGHT_LABEL, widest),
        wished=min(_WISHED_LABEL, widest),
        fullest=max(map(len, cells), default=0),
    )


def _column_widths(
    cells: Mapping[Cell, Sequence[str]], column_labels: Sequence[str], room: float
) -> tuple[list[float], tuple[int, ...]]:
    """Width of each column, and the most stacks side by side in each."""
    demands = [
        _demand(label, [labels for (_, at), labels in cells.items() if at == column])
        for column, label in enumerate(column_labels)
    ]
    stacks = _stack_counts(cells, demands, room)
    asked = list(zip(demands, stacks, strict=True))
    widths = _share(
        room,
        least=[demand.least for demand in demands],
        tight=[demand.narrowest(count) for demand, count in asked],
        pleasant=[demand.pleasant(count) for demand, count in asked],
    )
    return widths, stacks


def _share(room: float, least: Sequence[float], tight: Sequence[float], pleasant: Sequence[float]) -> list[float]:
    """Equal widths where everything fits; otherwise who needs more gets more, down to `tight` and then to `least`."""
    if sum(pleasant) <= room:
        return _level(room, pleasant)
    low, high = (tight, pleasant) if sum(tight) <= room else (least, tight)
    if sum(low) >= room:
        return list(low)
    part = (room - sum(low)) / (sum(high) - sum(low))
    return [narrow + part * (wide - narrow) for narrow, wide in zip(low, high, strict=True)]


def _level(room: float, needed: Sequence[float]) -> list[float]:
    """Fill all columns up to one level, leaving those that need more at their need."""
    above: list[float] = []
    level = 0.0
    for need in sorted(needed, reverse=True):
        level = (room - sum(above)) / (len(needed) - len(above))
        if need <= level:
            break
        above.append(need)
    return [max(width, level) for width in needed]


def _stack_counts(cells: Mapping[Cell, Sequence[str]], demands: Sequence[_Demand], room: float) -> tuple[int, ...]:
    """How many stacks side by side in each column give the lowest chart, among all choices that fit in `room`."""
    by_row: dict[int, list[tuple[int, int]]] = {}
    for (row, column), labels in sorted(cells.items()):
        by_row.setdefault(row, []).append((column, len(labels)))

    def cost(counts: tuple[int, ...]) -> tuple[float, tuple[int, ...]]:
        lines = sum(max(2, *(math.ceil(n / counts[column]) for column, n in row)) for row in by_row.values())
        return lines + _EXTRA_STACK_COST * (sum(counts) - len(counts)), counts

    return min(_fitting_counts(demands, room), key=cost, default=(1,) * len(demands))


def _fitting_counts(demands: Sequence[_Demand], room: float) -> Iterator[tuple[int, ...]]:
    if not demands:
        yield ()
        return
    first, rest = demands[0], demands[1:]
    for count in range(1, min(_MAX_STACKS, max(1, first.fullest)) + 1):
        left = room - first.narrowest(count)
        if left < 0:
            return
        for others in _fitting_counts(rest, left):
            yield (count, *others)
