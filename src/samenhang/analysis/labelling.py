"""Finds a free place for a label near a round mark. Lengths in drawing units."""

from collections.abc import Iterator, Sequence

from samenhang.analysis.geometry import Anchor, Box, Label, Line, edge_towards, place
from samenhang.analysis.lettering import LINE_HEIGHT, Fitted

_NEAR = 4.0
_RING = 18.0
_RINGS = 9


def label_near(
    text: Fitted, mark: Box, taken: Sequence[Box], lines: Sequence[Line], room: Box
) -> tuple[Label, Line | None] | None:
    """The label above, below, beside or, when it is crowded, further from the round `mark`.

    Never overlaps a box in `taken` nor leaves `room`; among the places at one distance it crosses as few `lines` as
    possible. The second part is a leader from the mark to a label that is not right beside it. None when no place is
    free.
    """
    for ring in range(_RINGS):
        places = _places(text, mark, _NEAR + ring * _RING, diagonal=ring > 0)
        free = [p for p in places if room.contains(p.box) and not any(p.box.overlaps(box) for box in taken)]
        if free:
            best = min(free, key=lambda p: sum(line.crosses(p.box) for line in lines))
            return best, _leader(mark, best.box) if ring else None
    return None


def _places(text: Fitted, mark: Box, distance: float, *, diagonal: bool) -> Iterator[Label]:
    middle, height = mark.x + mark.width / 2, LINE_HEIGHT * len(text.lines)
    above, below = mark.y - distance - height + _NEAR / 2, mark.bottom + distance - _NEAR / 2
    beside = mark.y + (mark.height - height) / 2
    sides: list[tuple[float, Anchor]] = [(mark.right + distance, "start"), (mark.x - distance, "end")]
    yield place(text, middle, above, "middle")
    yield place(text, middle, below, "middle")
    for x, anchor in sides:
        yield place(text, x, beside, anchor)
    if diagonal:
        for x, anchor in sides:
            yield place(text, x, above, anchor)
            yield place(text, x, below, anchor)


def _leader(mark: Box, label: Box) -> Line:
    cx, cy = mark.x + mark.width / 2, mark.y + mark.height / 2
    x, y = min(max(cx, label.x), label.right), min(max(cy, label.y), label.bottom)
    return Line(*edge_towards(cx, cy, mark.width / 2, x, y), x, y)
