"""Geometry of one relation in the picture of all relations: the steps from its first dimension to its last.

A dimension holds until the next decision, so the line is a staircase. Lengths in drawing units. Requirement B4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_RADIUS = 4.0


@dataclass(frozen=True, slots=True)
class Dot:
    """The first or last decision: its centre, its dimension and its day."""

    cx: float
    cy: float
    dimension: int
    day: date


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The staircase as corner points, up to the end of the period; `first` and `last` coincide after one decision.

    `steps` is how often the dimension changed, `levels` the y of dimension 1 to 4.
    """

    width: float
    height: float
    levels: tuple[float, float, float, float]
    vertices: tuple[tuple[float, float], ...]
    first: Dot
    last: Dot
    radius: float
    steps: int


def sparkline(
    decisions: Sequence[tuple[date, int]], start: date, end: date, *, width: float = 240.0, height: float = 44.0
) -> Sparkline | None:
    """Lay out (day, dimension) pairs in time order between `start` and `end`; None when there are none.

    Give every relation the same `start` and `end`, so that rows under each other can be compared. Of several decisions
    on one day the last in the sequence holds. Raises ValueError for a dimension outside 1 to 4, a day outside the
    period or a period that ends before it starts.
    """
    if end < start:
        raise ValueError(f"the period ends on {end} before it starts on {start}")
    for day, dimension in decisions:
        if dimension not in (1, 2, 3, 4):
            raise ValueError(f"{day}: dimension {dimension!r} is not 1 to 4")
        if not start <= day <= end:
            raise ValueError(f"{day} lies outside {start} to {end}")
    if not decisions:
        return None
    held = sorted(dict(sorted(decisions, key=lambda decision: decision[0])).items())
    pad = _RADIUS + 1.0
    days = max(1, (end - start).days)
    step = (height - 2 * pad) / 3
    one, two, three, four = (height - pad - number * step for number in range(4))
    levels = (one, two, three, four)
    dots = [
        Dot(pad + (day - start).days / days * (width - 2 * pad), levels[dimension - 1], dimension, day)
        for day, dimension in held
    ]
    return Sparkline(
        width=width,
        height=height,
        levels=levels,
        vertices=_staircase(dots, width - pad),
        first=dots[0],
        last=dots[-1],
        radius=_RADIUS,
        steps=sum(a.dimension != b.dimension for a, b in pairwise(dots)),
    )


def _staircase(dots: Sequence[Dot], right: float) -> tuple[tuple[float, float], ...]:
    corners = [(dots[0].cx, dots[0].cy)]
    for dot in dots[1:]:
        if dot.cy != corners[-1][1]:
            corners += [(dot.cx, corners[-1][1]), (dot.cx, dot.cy)]
    if corners[-1][0] < right:
        corners.append((right, corners[-1][1]))
    return tuple(corners)
