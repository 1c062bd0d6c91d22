"""Where a mark in a chart came from: the straight line that runs through the fewest marks and labels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samenhang.analysis.geometry import Box, Label, Line, edge_towards

MARK = 28.0
RADIUS = MARK / 2

_INSET = 8.0
_BETWEEN = RADIUS + 3.0  # from the middle of a mark to half-way the gap between two marks of a stack
_CROSSING_TESTS = 40_000  # per chart; keeps 500 moves within the time a page has


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark with its centre, its box (28 × 28), the cell it stands in and its label beside it."""

    key: str
    cx: float
    cy: float
    box: Box
    cell: Box
    label: Label


class Routes:
    """Chooses lines for the moves of one chart; after a fixed amount of searching it takes the first line it has."""

    def __init__(self, marks: Iterable[PlacedMark]) -> None:
        self._by_cell: dict[Box, list[PlacedMark]] = {}
        for mark in marks:
            self._by_cell.setdefault(mark.cell, []).append(mark)
        self._tests_left = _CROSSING_TESTS

    def clearest(self, mark: PlacedMark, earlier: Box) -> Line:
        """From a point inside the cell `earlier` to the edge of `mark`."""
        candidates = _candidates(mark, earlier)
        best = next(candidates)
        fewest = self._crossings(best, mark)
        while fewest and self._tests_left > 0 and (line := next(candidates, None)):
            crossings = self._crossings(line, mark)
            if crossings < fewest:
                best, fewest = line, crossings
        return best

    def _crossings(self, line: Line, own: PlacedMark) -> int:
        found = 0
        for cell, marks in self._by_cell.items():
            if not line.crosses(cell):
                continue
            self._tests_left -= 2 * len(marks)
            for mark in marks:
                found += line.crosses(mark.label.box) + (3 * line.crosses(mark.box) if mark is not own else 0)
        return found


def _candidates(mark: PlacedMark, earlier: Box) -> Iterator[Line]:
    """Lines from the middle or the quarters of the earlier cell, level with the mark where that is possible."""
    top, bottom = earlier.y + _INSET, earlier.bottom - _INSET
    level = min(max(mark.cy, top), bottom)
    for share in (0.5, 0.25, 0.75):
        x = earlier.x + share * earlier.width
        yield _to_edge(x, level, mark)
        if level == mark.cy:
            yield Line(x, max(top, level - _BETWEEN), mark.cx, mark.cy - RADIUS)
            yield Line(x, min(bottom, level + _BETWEEN), mark.cx, mark.cy + RADIUS)
        for y in (earlier.y + earlier.height / 2, top, bottom):
            yield _to_edge(x, y, mark)


def _to_edge(x: float, y: float, mark: PlacedMark) -> Line:
    return Line(x, y, *edge_towards(mark.cx, mark.cy, RADIUS, x, y))
