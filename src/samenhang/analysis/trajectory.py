"""Geometry of the assessments of one relation over time, to be drawn as SVG.

x is the date, y the 4D dimension (1 at the bottom, 4 on top). Points that would cover each other stand in lanes just
above and below the line of their dimension and become smaller when there are many. What was done in the relation has
a flag on top and a pole down through its day; see `flags`.

Lengths in drawing units (text is 14 units high). Own method; requirements B3 and B4.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from samenhang.analysis.calendar_axis import Tick, ticks, time_axis
from samenhang.analysis.flags import ROOM_FOR_FLAGS, Flag, Mark, poles, raised
from samenhang.analysis.geometry import Box, Label, Line, edge_towards, place
from samenhang.analysis.labelling import label_near
from samenhang.analysis.lanes import spread
from samenhang.analysis.lettering import LINE_HEIGHT, fit

DIMENSIONS = (1, 2, 3, 4)

_ROW = 64.0
_ABOVE = 36.0  # room for a name above a mark on the highest line
_INSET = 14.0
_MAX_NAME = 160.0
_MARGIN = 10.0
_AXIS_GAP = 12.0
_PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one assessor made of the relation on one day; `dimension` is 1 to 4, keys are unique."""

    key: str
    assessor: str
    day: date
    dimension: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The dimension the tool proposes today; `follows` is the assessor from whose last point the dashed line comes."""

    label: str
    dimension: int
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A placed assessment: centre and radius."""

    key: str
    cx: float
    cy: float
    radius: float
    dimension: int

    @property
    def box(self) -> Box:
        return Box(self.cx - self.radius, self.cy - self.radius, 2 * self.radius, 2 * self.radius)


@dataclass(frozen=True, slots=True)
class Course:
    """All points of one assessor in time order, with the label at the last one.

    `label` is None where no free place was found; `leader` ties a label that had to stand further off to its point.
    """

    assessor: str
    points: tuple[Point, ...]
    label: Label | None
    leader: Line | None

    @property
    def vertices(self) -> tuple[tuple[float, float], ...]:
        return tuple((point.cx, point.cy) for point in self.points)


@dataclass(frozen=True, slots=True)
class PlacedProposal:
    """The open point of today, its label, and the line from the last point of the assessor it follows."""

    point: Point
    label: Label | None
    leader: Line | None
    line: Line | None


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """The level of one dimension: grid line and label at the left."""

    dimension: int
    line: Line
    label: Label


@dataclass(frozen=True, slots=True)
class PlacedFlag:
    """A flag with its poles, which may be in pieces."""

    flag: Flag
    poles: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Everything to draw, `courses` in the order of `assessors`; assessors without a point are left out.

    No flag or pole lies over a point or a name.
    """

    width: float
    height: float
    plot: Box
    dimensions: tuple[DimensionLine, ...]
    ticks: tuple[Tick, ...]
    courses: tuple[Course, ...]
    proposal: PlacedProposal | None
    flags: tuple[PlacedFlag, ...]


def trajectory(
    assessments: Sequence[Assessment],
    *,
    assessors: Mapping[str, str],
    dimension_labels: Mapping[int, str],
    month_names: Sequence[str],
    today: date,
    proposal: Proposal | None = None,
    marks: Sequence[Mark] = (),
    width: float = 800.0,
) -> Trajectory:
    """Lay out the time line of one relation: 276 units high when little stands above each other, 24 more with `marks`.

    `assessors` maps keys to labels in the order of drawing, the reader first; `dimension_labels` has an entry for 1 to
    4 and `month_names` twelve. The axis runs in whole months from the first date to the last, today included.
    Raises ValueError for a dimension outside 1 to 4, an unknown assessor or a repeated key.
    """
    _check(assessments, assessors, proposal)
    gutter = max(fit(dimension_labels[d], width * 0.3, max_lines=1).width for d in DIMENSIONS) + _AXIS_GAP
    days = [*(a.day for a in assessments), *(mark.day for mark in marks), today]
    axis = time_axis(days, gutter + _INSET, width - _MARGIN - _INSET)
    ordered = sorted(assessments, key=lambda a: (a.day, list(assessors).index(a.assessor), a.key))
    wanted = [(a.key, a.dimension, a.day) for a in ordered]
    if proposal:
        wanted.append((_PROPOSAL, proposal.dimension, today))
    places = spread(
        [dimension for _, dimension, _ in wanted],
        [axis.place_of(day) for _, _, day in wanted],
        gutter,
        width - _MARGIN,
    )
    reach = places.radius + max((abs(below) for _, below in places.places), default=0.0)
    plot = Box(gutter, _ABOVE + (ROOM_FOR_FLAGS if marks else 0.0), width - _MARGIN - gutter, 3 * _ROW)
    bottom = plot.bottom + max(24.0, reach + 4.0)
    points = [
        Point(key, x, _level(dimension, plot) + below, places.radius, dimension)
        for (key, dimension, _), (x, below) in zip(wanted, places.places, strict=True)
    ]
    proposed = points.pop() if proposal else None
    by_assessor = {key: [p for a, p in zip(ordered, points, strict=True) if a.assessor == key] for key in assessors}
    flags = raised(marks, axis, gutter, width)
    upright = [Line(x, 0.0, x, bottom) for flag in flags for x in flag.days]
    courses, placed = _labelled(assessors, by_assessor, proposal, proposed, plot, upright)
    drawn = list(_boxes(courses, placed))
    return Trajectory(
        width=width,
        height=bottom + 24.0,
        plot=plot,
        dimensions=tuple(_dimension_line(d, dimension_labels[d], plot) for d in DIMENSIONS),
        ticks=ticks(axis, month_names, bottom + 5.0),
        courses=courses,
        proposal=placed,
        flags=tuple(PlacedFlag(flag, poles(flag, bottom, drawn)) for flag in flags),
    )


def _boxes(courses: Iterable[Course], proposal: PlacedProposal | None) -> Iterator[Box]:
    """Every point and every name."""
    for course in courses:
        yield from (point.box for point in course.points)
    for named in (*courses, proposal):
        if named and named.label:
            yield named.label.box
    if proposal:
        yield proposal.point.box


def _check(assessments: Sequence[Assessment], assessors: Mapping[str, str], proposal: Proposal | None) -> None:
    seen: set[str] = set()
    for assessment in assessments:
        if assessment.dimension not in DIMENSIONS:
            raise ValueError(f"assessment {assessment.key!r}: dimension {assessment.dimension!r} is not 1 to 4")
        if assessment.assessor not in assessors:
            raise ValueError(f"assessment {assessment.key!r}: assessor {assessment.assessor!r} is not known")
        if assessment.key in seen:
            raise ValueError(f"assessment {assessment.key!r} occurs more than once")
        seen.add(assessment.key)
    if proposal and proposal.dimension not in DIMENSIONS:
        raise ValueError(f"the proposed dimension {proposal.dimension!r} is not 1 to 4")


def _level(dimension: int, plot: Box) -> float:
    return plot.bottom - (dimension - 1) * _ROW


def _dimension_line(dimension: int, text: str, plot: Box) -> DimensionLine:
    y = _level(dimension, plot)
    label = place(fit(text, plot.x - _AXIS_GAP + 0.5, max_lines=1), 0.0, y - LINE_HEIGHT / 2)
    return DimensionLine(dimension, Line(plot.x, y, plot.right, y), label)


def _labelled(
    assessors: Mapping[str, str],
    points: Mapping[str, Sequence[Point]],
    proposal: Proposal | None,
    proposed: Point | None,
    plot: Box,
    upright: Sequence[Line],
) -> tuple[tuple[Course, ...], PlacedProposal | None]:
    """Name the last point of each assessor, the reader's first, and the proposal; best off the `upright` poles."""
    line = _proposal_line(proposal, proposed, points)
    lines = [*upright, line] if line else [*upright]
    lines += [segment for own in points.values() for segment in _segments(own)]
    taken = [point.box for own in points.values() for point in own]
    taken += [proposed.box] if proposed else []
    room = Box(plot.x, plot.y - _ABOVE, plot.width + _MARGIN, plot.height + _ABOVE + 24.0)

    def name(text: str, point: Point) -> tuple[Label | None, Line | None]:
        found = label_near(fit(text, _MAX_NAME, max_lines=1), point.box, taken, lines, room)
        if found is None:
            return None, None
        taken.append(found[0].box)
        return found

    courses = tuple(
        Course(assessor, tuple(points[assessor]), *name(label, points[assessor][-1]))
        for assessor, label in assessors.items()
        if points[assessor]
    )
    if proposal is None or proposed is None:
        return courses, None
    return courses, PlacedProposal(proposed, *name(proposal.label, proposed), line)


def _segments(points: Sequence[Point]) -> list[Line]:
    return [Line(a.cx, a.cy, b.cx, b.cy) for a, b in pairwise(points)]


def _proposal_line(
    proposal: Proposal | None, proposed: Point | None, points: Mapping[str, Sequence[Point]]
) -> Line | None:
    """From edge to edge; None when the two are the same place or there is nothing to come from."""
    before = points.get(proposal.follows or "") if proposal else None
    if not before or proposed is None:
        return None
    last, r = before[-1], proposed.radius
    if math.hypot(last.cx - proposed.cx, last.cy - proposed.cy) <= 2 * r + 2:
        return None
    start = edge_towards(last.cx, last.cy, r, proposed.cx, proposed.cy)
    return Line(*start, *edge_towards(proposed.cx, proposed.cy, r, last.cx, last.cy))
