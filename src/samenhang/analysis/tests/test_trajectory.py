"""Assessments over time: no mark covers another, labels stay apart, months are few and readable."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.flags import Mark
from samenhang.analysis.geometry import Box
from samenhang.analysis.sparkline import sparkline
from samenhang.analysis.trajectory import Assessment, Proposal, Trajectory, trajectory

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
DIMENSIONS = {1: "1 · Automatische piloot", 2: "2 · Eigenbelang", 3: "3 · Respect en interesse", 4: "4 · Samenhang"}
ASSESSORS = {"u": "U", "j": "Joost", "s": "Samira"}
TODAY = date(2026, 11, 12)


def draw(assessments: list[Assessment], **options: object) -> Trajectory:
    chosen: dict[str, object] = {"assessors": ASSESSORS, "today": TODAY} | options
    return trajectory(assessments, dimension_labels=DIMENSIONS, month_names=MONTHS, **chosen)  # type: ignore[arg-type]


def boxes(drawn: Trajectory) -> list[Box]:
    found = [point.box for course in drawn.courses for point in course.points]
    found += [course.label.box for course in drawn.courses if course.label]
    found += [tick.label.box for tick in drawn.ticks]
    found += [level.label.box for level in drawn.dimensions]
    if drawn.proposal:
        found.append(drawn.proposal.point.box)
        found += [drawn.proposal.label.box] if drawn.proposal.label else []
    return found + [placed.flag.box for placed in drawn.flags]


DAYS = st.dates(date(2026, 9, 1), TODAY) | st.dates(date(2015, 1, 1), date(2030, 1, 1)) | st.just(TODAY)
ASSESSMENTS = st.lists(
    st.builds(
        Assessment,
        key=st.uuids().map(str),
        assessor=st.sampled_from(list(ASSESSORS)),
        day=DAYS,
        dimension=st.integers(1, 4),
    ),
    max_size=30,
    unique_by=lambda assessment: assessment.key,
)


def marks_on(days: list[date]) -> list[Mark]:
    return [Mark(f"m{number}", day, str(number)) for number, day in enumerate(sorted(days), start=1)]


@given(ASSESSMENTS, st.none() | st.integers(1, 4), st.lists(DAYS, max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_nothing_overlaps_and_order_does_not_matter(assessments, proposed, days, chance) -> None:  # type: ignore[no-untyped-def]
    proposal = Proposal("Voorstel", proposed, "u") if proposed else None
    marks = marks_on(days)
    drawn = draw(assessments, proposal=proposal, marks=marks)
    everything = boxes(drawn)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(everything, 2))
    assert not any(piece.crosses(box) for placed in drawn.flags for piece in placed.poles for box in everything)
    assert [mark for placed in drawn.flags for mark in placed.flag.marks] == marks
    whole = Box(0, 0, drawn.width, drawn.height)
    assert all(whole.contains(box) for box in everything)
    assert sum(len(course.points) for course in drawn.courses) == len(assessments)
    chance.shuffle(assessments)
    assert draw(assessments, proposal=proposal, marks=marks) == drawn


def test_a_lone_point_stands_on_its_date_and_its_dimension() -> None:
    drawn = draw([Assessment("a", "u", date(2026, 6, 15), 3)])
    (point,) = drawn.courses[0].points
    assert point.cy == next(level.line.y1 for level in drawn.dimensions if level.dimension == 3)
    assert point.radius == 14
    june = next(tick for tick in drawn.ticks if tick.day == date(2026, 6, 1))
    assert point.cx == pytest.approx(june.label.box.x + june.label.box.width / 2, abs=3)


def test_two_of_one_day_stand_above_each_other() -> None:
    drawn = draw([Assessment("a", "u", TODAY, 2), Assessment("b", "j", TODAY, 2)])
    first, second = (course.points[0] for course in drawn.courses)
    assert first.cx == second.cx
    assert abs(first.cy - second.cy) >= 28


def test_each_assessor_has_a_line_and_a_label_in_the_order_given() -> None:
    days = [TODAY - timedelta(90), TODAY - timedelta(10), TODAY - timedelta(60)]
    drawn = draw([Assessment(str(n), "js"[n % 2], day, 2 + n % 2) for n, day in enumerate(days)])
    assert [course.assessor for course in drawn.courses] == ["j", "s"]
    assert [point.key for point in drawn.courses[0].points] == ["0", "2"]
    assert [course.label.lines[0].text for course in drawn.courses if course.label] == ["Joost", "Samira"]


def test_the_proposal_is_tied_to_the_last_point_of_whom_it_follows() -> None:
    drawn = draw([Assessment("a", "u", date(2026, 4, 1), 2)], proposal=Proposal("Voorstel", 3, "u"))
    assert drawn.proposal
    assert drawn.proposal.line
    assert drawn.proposal.line.x1 < drawn.proposal.line.x2 < drawn.proposal.point.cx
    alone = draw([], proposal=Proposal("Voorstel", 3, "u")).proposal
    assert alone
    assert alone.line is None


def test_a_mark_has_a_flag_at_its_day_and_a_pole_down_to_the_axis() -> None:
    drawn = draw([Assessment("a", "u", date(2026, 6, 15), 3)], marks=[Mark("walk", date(2026, 9, 15), "1")])
    (placed,) = drawn.flags
    (pole,) = placed.poles
    september = next(tick for tick in drawn.ticks if tick.day == date(2026, 9, 1))
    assert pole.x1 == pole.x2 == pytest.approx(september.label.box.x + september.label.box.width / 2, abs=3)
    assert placed.flag.box.x < pole.x1 < placed.flag.box.right
    assert (pole.y1, pole.y2) == (placed.flag.box.bottom, drawn.height - 24)
    assert placed.flag.label.lines[0].text == "1"
    assert drawn.height == 300
    assert draw([Assessment("a", "u", date(2026, 6, 15), 3)]).height == 276


def test_a_wide_flag_on_the_first_or_last_day_stays_beside_the_names_of_the_dimensions() -> None:
    days = [date(2026, 3, 1)] * 12 + [date(2026, 11, 30)] * 40
    drawn = draw([], marks=marks_on(days))
    first, last = (placed.flag.box for placed in drawn.flags)
    assert first.x >= drawn.plot.x
    assert last.right <= drawn.width


def test_a_pole_leaves_out_the_point_of_the_same_day() -> None:
    drawn = draw([Assessment("a", "u", TODAY, 3)], marks=[Mark("walk", TODAY, "1")])
    (point,) = drawn.courses[0].points
    above, below = drawn.flags[0].poles
    assert above.y2 == point.box.y - 2
    assert below.y1 == point.box.bottom + 2


def test_marks_of_one_day_share_a_flag_and_near_days_keep_their_poles() -> None:
    drawn = draw([], marks=marks_on([TODAY] * 12))
    assert [placed.flag.label.lines[0].text for placed in drawn.flags] == ["1–12"]
    assert len(drawn.flags[0].flag.days) == 1
    days = [date(2026, 3, 1), date(2026, 9, 1), date(2026, 9, 3), date(2026, 9, 5)]
    drawn = draw([], marks=marks_on(days))
    assert [placed.flag.label.lines[0].text for placed in drawn.flags] == ["1", "2–4"]
    assert len(drawn.flags[1].poles) == 3


@pytest.mark.parametrize(
    ("first", "labels"),
    [
        (date(2026, 11, 1), ["november"]),
        (date(2026, 9, 30), ["september", "oktober", "november"]),
        (date(2025, 12, 1), ["januari 2026", "maart", "mei", "juli", "september", "november"]),
        (date(2020, 1, 1), ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]),
        (date(1990, 1, 1), ["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
    ],
)
def test_the_axis_has_at_most_eight_labels(first: date, labels: list[str]) -> None:
    drawn = draw([Assessment("a", "u", first, 1)])
    assert [tick.label.lines[0].text for tick in drawn.ticks] == labels


def test_impossible_dates_and_nothing_at_all_still_draw() -> None:
    assert draw([]).courses == ()
    assert draw([Assessment("a", "u", date.max, 1), Assessment("b", "u", date.min, 1)]).courses
    assert draw([], marks=marks_on([date.min, date.max])).flags


def test_what_makes_no_sense_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="assessment 'a': dimension 5"):
        draw([Assessment("a", "u", TODAY, 5)])
    with pytest.raises(ValueError, match="assessor 'x'"):
        draw([Assessment("a", "x", TODAY, 1)])
    with pytest.raises(ValueError, match="more than once"):
        draw([Assessment("a", "u", TODAY, 1), Assessment("a", "u", TODAY, 2)])


def test_a_sparkline_is_a_staircase_from_first_to_last() -> None:
    drawn = sparkline(
        [(date(2026, 1, 1), 1), (date(2026, 3, 1), 2), (date(2026, 3, 1), 3), (date(2026, 5, 1), 3)],
        date(2026, 1, 1),
        date(2026, 7, 1),
    )
    assert drawn
    assert (drawn.first.dimension, drawn.last.dimension, drawn.steps) == (1, 3, 1)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(drawn.vertices))
    assert drawn.vertices[-1][0] == drawn.width - 5
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in drawn.vertices)


def test_a_sparkline_refuses_what_lies_outside_its_period() -> None:
    assert sparkline([], TODAY, TODAY) is None
    with pytest.raises(ValueError, match="outside"):
        sparkline([(date(2025, 1, 1), 1)], TODAY, TODAY)
    with pytest.raises(ValueError, match="dimension 0"):
        sparkline([(TODAY, 0)], TODAY, TODAY)
    with pytest.raises(ValueError, match="before it starts"):
        sparkline([], TODAY, date(2020, 1, 1))
