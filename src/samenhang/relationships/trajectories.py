"""The course of relations over time, as pictures and in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.accounts.models import Person
from samenhang.analysis import trajectory as geometry
from samenhang.analysis.flags import Mark
from samenhang.analysis.sparkline import sparkline
from samenhang.relationships.assessors import name_of
from samenhang.relationships.drawing import Text, number, path, texts_of
from samenhang.stakeholders.models import Dimension

YOU = "you"
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Point:
    """A decision in the picture."""

    dimension: int
    x: str
    y: str
    size: str


@dataclass(frozen=True, slots=True)
class Course:
    """One assessor's decisions, with the name at the last."""

    is_yours: bool
    line: str
    leader: str
    name: tuple[Text, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Today's proposal, until somebody decides."""

    cx: str
    cy: str
    radius: str
    line: str
    leader: str
    name: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """What was done on a day, or on days that stand near each other; its words are the numbers of `Done`."""

    x: str
    y: str
    width: str
    height: str
    words: tuple[Text, ...]
    poles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trajectory:
    width: str
    height: str
    levels: tuple[str, ...]
    level_names: tuple[Text, ...]
    months: tuple[Text, ...]
    courses: tuple[Course, ...]
    proposal: OpenPoint | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A deed with the number that its flag has."""

    number: int
    deed: Any


def numbered(deeds: Iterable[Any]) -> list[Done]:
    """In order of time; the picture and the words below it count the same way."""
    return [Done(number, deed) for number, deed in enumerate(sorted(deeds, key=lambda one: (one.on, one.pk)), start=1)]


def assessor_of(assessment: Any, viewer: Person) -> str:
    if assessment.by_id == viewer.pk:
        return YOU
    return str(assessment.by_id or GONE)


def trajectory(
    assessments: Sequence[Any],
    viewer: Person,
    proposed: int | None = None,
    *,
    done: Sequence[Done] = (),
    on_paper: bool = False,
) -> Trajectory | None:
    """The picture of one relation, `assessments` in any order; None when nobody decided anything.

    On paper everybody, `viewer` included, is called by name.
    """
    if not assessments:
        return None
    reader = None if on_paper else viewer
    names = {YOU: name_of(viewer, reader)} | {assessor_of(one, viewer): name_of(one.by, reader) for one in assessments}
    drawing = geometry.trajectory(
        [geometry.Assessment(str(one.pk), assessor_of(one, viewer), one.on, one.dimension) for one in assessments],
        assessors=names,
        dimension_labels={d.value: f"{d.value} · {d.label}" for d in Dimension},
        month_names=[str(MONTHS[month]) for month in range(1, 13)],
        today=timezone.localdate(),
        proposal=geometry.Proposal(_("Voorstel"), proposed, YOU) if proposed else None,
        marks=[Mark(str(one.deed.pk), one.deed.on, str(one.number)) for one in done],
    )
    return Trajectory(
        width=number(drawing.width),
        height=number(drawing.height),
        levels=tuple(path(level.line) for level in drawing.dimensions),
        level_names=tuple(text for level in drawing.dimensions for text in texts_of(level.label)),
        months=tuple(text for tick in drawing.ticks for text in texts_of(tick.label)),
        courses=tuple(map(drawn_course, drawing.courses)),
        proposal=drawn_proposal(drawing.proposal) if drawing.proposal else None,
        flags=tuple(map(drawn_flag, drawing.flags)),
    )


def drawn_course(course: geometry.Course) -> Course:
    return Course(
        is_yours=course.assessor == YOU,
        line=polyline(course.vertices),
        leader=path(course.leader) if course.leader else "",
        name=texts_of(course.label),
        points=tuple(
            Point(point.dimension, number(point.box.x), number(point.box.y), number(point.box.width))
            for point in course.points
        ),
    )


def drawn_proposal(proposal: geometry.PlacedProposal) -> OpenPoint:
    return OpenPoint(
        cx=number(proposal.point.cx),
        cy=number(proposal.point.cy),
        radius=number(proposal.point.radius),
        line=path(proposal.line) if proposal.line else "",
        leader=path(proposal.leader) if proposal.leader else "",
        name=texts_of(proposal.label),
    )


def drawn_flag(placed: geometry.PlacedFlag) -> Flag:
    box = placed.flag.box
    return Flag(
        x=number(box.x),
        y=number(box.y),
        width=number(box.width),
        height=number(box.height),
        words=texts_of(placed.flag.label),
        poles=tuple(map(path, placed.poles)),
    )


def polyline(vertices: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in vertices)


@dataclass(frozen=True, slots=True)
class Steps:
    """One relation in the picture of all: a staircase, and the same in words."""

    width: str
    height: str
    levels: tuple[str, ...]
    line: str
    dots: tuple[tuple[int, str, str, str], ...]
    says: str


def steps(decisions: Sequence[tuple[date, int]], start: date, end: date) -> Steps | None:
    """(day, dimension) pairs in time order between `start` and `end`; None when there are none."""
    drawing = sparkline(decisions, start, end)
    if drawing is None:
        return None
    ends = (drawing.first, drawing.last) if drawing.first != drawing.last else (drawing.last,)
    return Steps(
        width=number(drawing.width),
        height=number(drawing.height),
        levels=tuple(map(number, drawing.levels)),
        line=polyline(drawing.vertices),
        dots=tuple((dot.dimension, number(dot.cx), number(dot.cy), number(drawing.radius)) for dot in ends),
        says=steps_in_words(drawing.first.dimension, drawing.last.dimension, drawing.steps),
    )


def steps_in_words(first: int, last: int, changes: int) -> str:
    if not changes:
        return _("Steeds dimensie %(n)d") % {"n": last}
    return ngettext(
        "Van dimensie %(first)d naar %(last)d, %(count)d keer veranderd",
        "Van dimensie %(first)d naar %(last)d, %(count)d keer veranderd",
        changes,
    ) % {"first": first, "last": last, "count": changes}
