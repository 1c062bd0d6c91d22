"""The front of many points: cut into parts or not, against comparing each with each."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.packages import Row, Solution, efficiency, read_case, solve
from samenhang.analysis.packages.case import Whole
from samenhang.analysis.packages.efficiency import Front, TooMany, added, undominated_mask
from samenhang.analysis.tests.packages.test_packages import cases, rows_of


def by_hand(points: Whole) -> list[bool]:
    return [not any((other >= one).all() and (other > one).any() for other in points) for one in points]


@st.composite
def distinct(draw: st.DrawFn) -> Whole:
    parties, most = draw(st.integers(1, 5)), draw(st.sampled_from([2, 4, 9, 2**40]))
    vector = st.tuples(*[st.integers(-most, most)] * parties)
    drawn = draw(st.lists(vector, min_size=1, max_size=60, unique=True))
    return np.array(drawn, dtype=np.int64).reshape(len(drawn), parties)


@pytest.mark.parametrize("few", [1, 3, 16_000])
@pytest.mark.parametrize("chunk", [2, 512])
@given(points=distinct())
@settings(max_examples=120, deadline=None)
def test_cut_up_or_not_the_front_is_what_comparing_each_with_each_leaves(few: int, chunk: int, points: Whole) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(efficiency, "FEW", few)
        patch.setattr(efficiency, "CHUNK", chunk)
        assert undominated_mask(points).tolist() == by_hand(points)


def test_equal_points_are_counted_together() -> None:
    front = Front(np.array([[0, 1], [1, 0]]), np.array([2, 3]))
    found = added(front, np.array([[0, 1], [1, 0]]))
    assert found.points.tolist() == [[0, 2], [1, 1], [2, 0]]
    assert found.counts.tolist() == [2, 5, 3]
    assert found.packages == 10


def crowded() -> Solution:
    """A front of all packages: what one party wins with each option, the other loses, and a third lives in between."""
    issues = [tuple(range(3)), tuple(3 * value for value in range(3)), tuple(9 * value for value in range(3))]
    falling = [tuple(-value for value in issue) for issue in issues]
    third = [(0, 0, 0)] * 3
    return solve(read_case(rows_of({"A": (0, *issues), "B": (-99, *falling), "C": (0, *third)})))


def test_a_front_that_is_too_large_is_not_counted_and_the_best_are_found_all_the_same() -> None:
    straight = crowded()
    assert (straight.efficient, straight.efficient_feasible) == (27, 27)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(efficiency, "FEW", 2)
        patch.setattr(efficiency, "MOST_ON_FRONT", 10)
        found = crowded()
    assert (found.feasible, found.efficient, found.efficient_feasible) == (27, None, None)
    for name, fair in straight.fair.items():
        beside = found.fair[name]
        assert fair
        assert beside
        assert beside.value == fair.value


def test_too_many_is_told_by_an_exception_of_its_own() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(efficiency, "FEW", 2)
        patch.setattr(efficiency, "MOST_ON_FRONT", 3)
        with pytest.raises(TooMany):
            undominated_mask(np.array([[at, 20 - at, at % 3] for at in range(20)]))


@given(rows=cases())
@settings(max_examples=60, deadline=None)
def test_small_blocks_and_cut_up_fronts_change_no_answer(rows: list[Row]) -> None:
    case = read_case(rows)
    straight = solve(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(efficiency, "FEW", 1)
        patch.setattr("samenhang.analysis.packages.counting.BLOCK", 2)
        assert solve(case) == straight
