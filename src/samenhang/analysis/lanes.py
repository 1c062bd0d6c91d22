"""Marks on horizontal lines that would cover each other: lanes above and below the line, smaller marks when many.

Lengths in drawing units. Own method: the fewest lanes in which every mark stays near its own place.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

_LANE_ROOM = 60.0  # height for all lanes of one line
_RADIUS = 14.0
_MAX_SHIFT = 15.0  # how far a mark may stand from its place before one more lane is opened
_FEW_LANES = 6


@dataclass(frozen=True, slots=True)
class Spread:
    """One radius for all marks and, per mark in the order given, its x and its distance below the line."""

    radius: float
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Lanes:
    radius: float
    pitch: float
    count: int
    left: float
    right: float
    max_shift: float


def spread(lines: Sequence[int], wanted: Sequence[float], left: float, right: float) -> Spread:
    """Find places between `left` and `right` so that no two marks on the same line overlap.

    `lines[i]` is the line mark i stands on and `wanted[i]` its x; marks at one x take lanes in the order given. Marks
    on different lines never meet when the lines are at least 62 units apart. Raises ValueError for unequal lengths.
    """
    if len(lines) != len(wanted):
        raise ValueError(f"{len(lines)} lines for {len(wanted)} marks")
    for count in itertools.count(1):
        lanes = _lanes(count, left, right)
        places = _spread_all(lines, wanted, lanes)
        if places is not None:
            return Spread(lanes.radius, places)
    raise AssertionError("lanes become smaller until everything fits")


def _lanes(count: int, left: float, right: float) -> _Lanes:
    radius = min(_RADIUS, _LANE_ROOM / count / 2 * 0.97)
    max_shift = _MAX_SHIFT if count < _FEW_LANES else right - left
    return _Lanes(radius, 2 * radius * 1.03, count, left + radius, right - radius, max_shift)


def _spread_all(lines: Sequence[int], wanted: Sequence[float], lanes: _Lanes) -> tuple[tuple[float, float], ...] | None:
    places = [(0.0, 0.0)] * len(wanted)
    for line in sorted(set(lines)):
        marks = sorted((i for i in range(len(wanted)) if lines[i] == line), key=lambda i: wanted[i])
        xs = [min(max(wanted[i], lanes.left), lanes.right) for i in marks]
        found = _from_left(xs, lanes) or _from_right(xs, lanes)
        if found is None:
            return None
        for i, place in zip(marks, found, strict=True):
            places[i] = place
    return tuple(places)


def _from_right(xs: Sequence[float], lanes: _Lanes) -> list[tuple[float, float]] | None:
    """The mirror image of `_from_left`: marks pressed against the right edge give way to the left."""
    mirrored = [lanes.left + lanes.right - x for x in reversed(xs)]
    found = _from_left(mirrored, lanes)
    return found and [(lanes.left + lanes.right - x, -below) for x, below in reversed(found)]


def _from_left(xs: Sequence[float], lanes: _Lanes) -> list[tuple[float, float]] | None:
    """Place marks in order of x; None when one would shift too far or leave the drawing."""
    places: list[tuple[float, float]] = []
    cluster: list[tuple[float, int]] = []
    free_from: list[float] = []
    for x in xs:
        if cluster and x >= max(free_from):
            places += _centred(cluster, lanes)
            cluster, free_from = [], []
        lane = next((number for number, free in enumerate(free_from) if free <= x), len(free_from))
        if lane == lanes.count:
            lane = min(range(lanes.count), key=lambda number: free_from[number])
        elif lane == len(free_from):
            free_from.append(x)
        at = max(x, free_from[lane])
        if at - x > lanes.max_shift or at > lanes.right + 1e-9:
            return None
        free_from[lane] = at + lanes.pitch
        cluster.append((at, lane))
    return places + _centred(cluster, lanes)


def _centred(cluster: Sequence[tuple[float, int]], lanes: _Lanes) -> list[tuple[float, float]]:
    """Lane numbers to distances below the line, so that a mark without neighbours stands on the line itself."""
    used = max((lane for _, lane in cluster), default=0)
    return [(x, (lane - used / 2) * lanes.pitch) for x, lane in cluster]
