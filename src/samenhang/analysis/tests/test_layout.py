"""The chart of two ordinal axes: nothing overlaps, nothing leaves its cell, order of input does not matter."""

import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.geometry import Box
from samenhang.analysis.layout import Axis, Chart, Mark, chart

INFLUENCE = Axis("Invloed ↑", (("4", "Zeer groot"), ("3", "Groot"), ("2", "Middel"), ("1", "Klein")), "Onbekend")
ATTITUDE = Axis(
    "Houding →",
    (("1", "Tegen"), ("2", "Terughoudend"), ("3", "Afwachtend"), ("4", "Welwillend"), ("5", "Voor")),
    "Onbekend",
)
NAMES = (
    "Zorgverzekeraar Meerzorg",
    "Karim Aydin",
    "Bewonersplatform Oost",
    "Departement Mobiliteit en Openbare Werken",
    "GGD Lindermeer",
    "Huisartsenpraktijk De Linde",
    "بلدية أمستردام",
    "东京都环境局",
    "👨‍👩‍👧‍👦 Buurtgezinnen",
    "Z\u0301\u0302\u0303\u0304\u0305\u0306algo",
    "",
    "Lang" * 2500,
)


def filled(count: int, seed: int = 1, *, moved: float = 0.3) -> list[Mark]:
    chance = random.Random(seed)
    rows, columns = ("1", "2", "3", "4"), ("1", "2", "3", "4", "5")
    return [
        Mark(
            f"m{number}",
            f"{NAMES[number % len(NAMES)]} {number}",
            chance.choice(rows),
            chance.choice(columns),
            sort_key=NAMES[number % len(NAMES)],
            earlier=(chance.choice(rows), chance.choice(columns)) if chance.random() < moved else None,
        )
        for number in range(count)
    ]


def boxes(drawn: Chart) -> list[Box]:
    bands = [band.label.box for band in (*drawn.rows, *drawn.columns)]
    return [
        *(mark.box for mark in drawn.marks),
        *(mark.label.box for mark in drawn.marks),
        *bands,
        drawn.row_title.box,
        drawn.column_title.box,
    ]


def assert_sound(drawn: Chart, marks: list[Mark]) -> None:
    assert {mark.key for mark in drawn.marks} == {mark.key for mark in marks}
    everything = boxes(drawn)
    whole = Box(0, 0, drawn.width, drawn.height)
    assert all(whole.contains(box) for box in everything)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(everything, 2))
    rows = {band.key: band for band in drawn.rows}
    columns = {band.key: band for band in drawn.columns}
    wanted = {mark.key: (mark.row, mark.column) for mark in marks}
    for mark in drawn.marks:
        row, column = wanted[mark.key]
        cell = Box(columns[column].start, rows[row].start, columns[column].size, rows[row].size)
        assert mark.cell == cell
        assert cell.contains(mark.box)
        assert cell.contains(mark.label.box)


MARKS = st.lists(
    st.builds(
        Mark,
        key=st.uuids().map(str),
        label=st.sampled_from(NAMES) | st.text(max_size=60),
        row=st.sampled_from(["1", "2", "3", "4", None]),
        column=st.sampled_from(["1", "2", "3", "4", "5", None]),
        sort_key=st.sampled_from(["", "a", "b"]),
        earlier=st.none() | st.tuples(st.sampled_from(["1", "4"]), st.sampled_from(["1", "5", None])),
    ),
    max_size=40,
    unique_by=lambda mark: mark.key,
)


@given(MARKS, st.sampled_from([240.0, 640.0, 800.0, 1180.0, 2000.0]), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_nothing_overlaps_and_order_does_not_matter(marks: list[Mark], width: float, chance: random.Random) -> None:
    drawn = chart(marks, INFLUENCE, ATTITUDE, width=width)
    assert_sound(drawn, marks)
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert chart(shuffled, INFLUENCE, ATTITUDE, width=width) == drawn


@pytest.mark.parametrize("count", [0, 1, 60, 200])
def test_sixty_and_more_stakeholders_stay_apart(count: int) -> None:
    marks = filled(count)
    drawn = chart(marks, INFLUENCE, ATTITUDE)
    assert_sound(drawn, marks)
    assert drawn.width == pytest.approx(1180)


def test_all_in_one_cell_stand_in_stacks_side_by_side() -> None:
    marks = [Mark(str(number), f"Partner {number}", "3", "3") for number in range(40)]
    drawn = chart(marks, INFLUENCE, ATTITUDE)
    assert_sound(drawn, marks)
    assert len({mark.cx for mark in drawn.marks}) > 1
    assert drawn.height < 1000  # one stack would need 1,600


def test_few_marks_look_like_a_chart() -> None:
    drawn = chart([Mark("a", "Karim Aydin", "4", "5")], INFLUENCE, ATTITUDE, width=800)
    assert len({round(band.size, 6) for band in drawn.columns}) == 1
    assert all(band.size >= 90 for band in drawn.rows)
    (mark,) = drawn.marks
    assert mark.cy == pytest.approx(mark.cell.y + mark.cell.height / 2)
    assert [line.text for line in mark.label.lines] == ["Karim Aydin"]


def test_the_unknown_band_is_drawn_only_when_needed() -> None:
    assert [band.key for band in chart(filled(3), INFLUENCE, ATTITUDE).columns] == ["1", "2", "3", "4", "5"]
    drawn = chart([Mark("a", "A", None, "5"), Mark("b", "B", "1", None)], INFLUENCE, ATTITUDE)
    assert [band.key for band in drawn.columns][-1] is None
    assert [band.key for band in drawn.rows][-1] is None
    assert drawn.plot.right < drawn.columns[-1].start
    assert len(drawn.frames) == 4


def test_marks_stand_by_sort_key_within_a_cell() -> None:
    marks = [Mark("1", "Z", "1", "1", "c"), Mark("2", "Y", "1", "1", "a"), Mark("3", "X", "1", "1", "b")]
    assert [mark.key for mark in chart(marks, INFLUENCE, ATTITUDE).marks] == ["2", "3", "1"]


def test_a_long_name_is_shortened_and_says_so() -> None:
    (mark,) = chart([Mark("a", "Bewoners" * 1000, "1", "1")], INFLUENCE, ATTITUDE).marks
    assert len(mark.label.lines) == 2
    assert mark.label.truncated
    assert mark.label.lines[1].text.endswith("…")


def test_a_move_runs_from_the_earlier_cell_to_the_edge_of_the_mark() -> None:
    marks = filled(60, moved=1)
    drawn = chart(marks, INFLUENCE, ATTITUDE)
    rows = {band.key: band for band in drawn.rows}
    columns = {band.key: band for band in drawn.columns}
    earlier = {mark.key: mark.earlier for mark in marks}
    placed = {mark.key: mark for mark in drawn.marks}
    for move in drawn.moves:
        cell = earlier[move.key]
        assert cell is not None
        assert columns[cell[1]].start < move.line.x1 < columns[cell[1]].end
        assert rows[cell[0]].start < move.line.y1 < rows[cell[0]].end
        mark = placed[move.key]
        assert (move.line.x2 - mark.cx) ** 2 + (move.line.y2 - mark.cy) ** 2 == pytest.approx(14**2)


def test_a_move_keeps_clear_of_labels_when_it_can() -> None:
    marks = [Mark("a", "Karim Aydin", "2", "1", earlier=("2", "5")), Mark("b", "GGD Lindermeer", "2", "3")]
    drawn = chart(marks, INFLUENCE, ATTITUDE)
    (move,) = drawn.moves
    assert not any(move.line.crosses(mark.label.box) for mark in drawn.marks)


def test_no_move_within_a_cell_or_from_the_unknown() -> None:
    marks = [
        Mark("a", "A", "1", "1", earlier=("1", "1")),
        Mark("b", "B", "1", "1", earlier=(None, "2")),
        Mark("c", "C", None, "1", earlier=("1", "2")),
    ]
    assert chart(marks, INFLUENCE, ATTITUDE).moves == ()


def test_what_is_not_on_the_axes_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="mark 'a': column 'x' is not on the axis"):
        chart([Mark("a", "A", "1", "x")], INFLUENCE, ATTITUDE)
    with pytest.raises(ValueError, match="occurs more than once"):
        chart([Mark("a", "A", "1", "1"), Mark("a", "A", "2", "1")], INFLUENCE, ATTITUDE)
    with pytest.raises(ValueError, match="earlier cell"):
        chart([Mark("a", "A", "1", "1", earlier=("9", "1"))], INFLUENCE, ATTITUDE)
    with pytest.raises(ValueError, match="no values"):
        chart([], Axis("Invloed", (), "Onbekend"), ATTITUDE)


@pytest.mark.parametrize(("count", "seconds"), [(60, 0.02), (500, 0.15)])
def test_it_is_quick_enough_to_draw_on_request(count: int, seconds: float) -> None:
    marks = filled(count)
    times = []
    for _ in range(3):
        start = time.process_time()
        chart(marks, INFLUENCE, ATTITUDE)
        times.append(time.process_time() - start)
    assert min(times) < 5 * seconds  # room for a slow machine
