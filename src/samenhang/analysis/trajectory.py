"""Geometry of assessments over time: one relation in full, or one line in the picture of all relations.

x is the date, y the 4D dimension (1 at the bottom, 4 on top). Points that would cover each other stand in lanes just
above and below the line of their dimension and become smaller when there are many; they never change dimension or
order in time. Lengths in drawing units (text is 14 units high). Own method; requirements B3 and B4.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samenhang.analysis.calendar_axis import Tick, TimeAxis, ticks, time_axis
from samenhang.analysis.geometry import Box, Label, Line, edge_towards, place
from samenhang.analysis.lettering import LINE_HEIGHT, drawable, fit, text_width

DIMENSIONS = (1, 2, 3, 4)

_ROW = 64.0
_LANE_ROOM = 60.0  # of a row, for marks above each other
_RADIUS = 14.0
_GAP = 1.0
_MAX_SHIFT = 15.0  # how far a mark may stand from its date before one more lane is opened
_FEW_LANES = 6
_FLAG_HEIGHT = 24.0
_FLAG_STEP = 28.0
_FLAG_PAD = 8.0
_MAX_FLAG = 260.0
_MARGIN = 10.0
_AXIS_GAP = 12.0


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
class Event:
    """Something that happened, shown as a flag; keys are unique."""

    key: str
    label: str
    day: date


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
class Flag:
    """An event: the vertical line to draw first, the flag above it and the text inside."""

    key: str
    line: Line
    box: Box
    label: Label


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """The level of one dimension: grid line and label at the left."""

    dimension: int
    line: Line
    label: Label


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Everything to draw, `courses` in the order of `assessors`; assessors without a point are left out."""

    width: float
    height: float
    plot: Box
    dimensions: tuple[DimensionLine, ...]
    ticks: tuple[Tick, ...]
    courses: tuple[Course, ...]
    proposal: PlacedProposal | None
    flags: tuple[Flag, ...]


def trajectory(
    assessments: Sequence[Assessment],
    *,
    assessors: Mapping[str, str],
    dimension_labels: Mapping[int, str],
    month_names: Sequence[str],
    today: date,
    proposal: Proposal | None = None,
    events: Sequence[Event] = (),
    width: float = 800.0,
) -> Trajectory:
    """Lay out the time line of one relation, 276 units high when there is at most one row of event flags.

    `assessors` maps keys to labels in the order of drawing, the reader first; `dimension_labels` has an entry for 1 to
    4 and `month_names` twelve. The axis runs in whole months from the first date to the last, today included.
    Raises ValueError for a dimension outside 1 to 4, an unknown assessor or a repeated key.
    """
    _check(assessments, assessors, proposal)
    left = _AXIS_GAP + max(fit(dimension_labels[d], width * 0.3, max_lines=1).width for d in DIMENSIONS)
    days = [a.day for a in assessments] + [event.day for event in events] + [today]
    axis = time_axis(days, left, width - _MARGIN)
    flag_rows, flag_boxes = _flag_boxes(events, axis)
    top = max(34.0, flag_rows * _FLAG_STEP + 6.0)
    level = {d: top + (4 - d) * _ROW for d in DIMENSIONS}
    bottom = level[1] + 24.0
    points = _spread(_to_place(assessments, list(assessors), proposal, today, axis), level, axis)
    flags = tuple(
        _flag(event, axis.place_of(event.day), box, bottom) for event, box in zip(events, flag_boxes, strict=True)
    )
    plot = Box(left, top - _LANE_ROOM / 2, axis.right - left, bottom - top + _LANE_ROOM / 2)
    room = Box(left, top - 34.0, axis.right + _MARGIN - left, bottom - top + 34.0)
    courses, placed_proposal = _label_all(assessments, assessors, proposal, points, flags, room)
    return Trajectory(
        width=width,
        height=bottom + 26.0,
        plot=plot,
        dimensions=tuple(_dimension_line(d, dimension_labels[d], level[d], axis) for d in DIMENSIONS),
        ticks=ticks(axis, month_names, bottom + 5.0),
        courses=courses,
        proposal=placed_proposal,
        flags=flags,
    )
