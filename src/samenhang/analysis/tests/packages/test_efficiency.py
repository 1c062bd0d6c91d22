"""The front of many points: each with each or in tiles of any size, against a front made by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samenhang.analysis.packages import Row, Solution, counting, dominance, read_case, solve
from samenhang.analysis.packages.case import Whole
from samenhang.analysis.packages.counting import blocks
from samenhang.analysis.packages.dominance import TooMany, ranks_of, undominated
from samenhang.analysis.packages.efficiency import Front, added, keys_of
from samenhang.analysis.tests.packages.test_packages import cases, rows_of


def by_hand(points: Whole) -> list[bool]:
    return [not any((other >= one).all() and (other > one).any() for other in points) for one in points]


@st.composite
def distinct(draw: st.DrawFn) -> Whole:
    parties, most = draw(st.integers(1, 5)), draw(st.sampled_from([2, 4, 9, 2**40]))
    vector = st.tuples(*[st.integers(-most, most)] * parties)
    drawn = draw(st.lists(vector, min_size=1, max_size=60, unique=True))
    return np.array(drawn, dtype=np.int64).reshape(len(drawn), parties)


@pytest.mark.parametrize("few", [0, 3, 200])
@pytest.mark.parametrize(("tile", "chunk"), [(1, 1), (7, 2), (30, 512), (4096, 512)])
@given(points=distinct())
@settings(max_examples=120, deadline=None)
def test_in_tiles_or_not_the_front_is_what_comparing_each_with_each_leaves(
    few: int, tile: int, chunk: int, points: Whole
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "FEW", few)
        patch.setattr(dominance, "TILE", tile)
        patch.setattr(dominance, "CHUNK", chunk)
        assert undominated(points).tolist() == by_hand(points)


@pytest.mark.parametrize("spread", [20, 10**6])
def test_thousands_of_points_in_tiles_of_the_real_size_leave_the_same_front(spread: int) -> None:
    """With few different numbers for each party, and with nearly as many as points."""
    chance = np.random.default_rng(3)
    points = np.unique(chance.integers(0, spread, (4600, 4)), axis=0)
    points[:4000, 3] -= points[:4000, :3].sum(axis=1) // 2
    points = np.unique(points, axis=0)
    beaten = [((points >= one).all(axis=1) & (points > one).any(axis=1)).any() for one in points]
    assert len(points) > dominance.TILE
    assert undominated(points).tolist() == np.logical_not(beaten).tolist()


def test_equal_points_are_counted_together() -> None:
    front = Front(np.array([[0, 1], [1, 0]]), np.array([2, 3]))
    found = added(front, np.array([[0, 1], [1, 0]]))
    assert found.points.tolist() == [[0, 2], [1, 1], [2, 0]]
    assert found.counts.tolist() == [2, 5, 3]
    assert found.packages == 10


@given(points=distinct(), twice=st.booleans())
@example(points=np.array([[0, 2**61, 1], [0, 0, 2], [2**61, 0, 0]]), twice=True)
@settings(max_examples=60, deadline=None)
def test_points_with_an_option_added_come_once_each_in_rising_order(points: Whole, twice: bool) -> None:
    front = Front(points, np.arange(1, len(points) + 1))
    found = added(front, np.zeros((1 + twice, points.shape[1]), dtype=np.int64))
    in_order = sorted(zip(points.tolist(), front.counts.tolist(), strict=True))
    assert found.points.tolist() == [point for point, _count in in_order]
    assert found.counts.tolist() == [count * (1 + twice) for _point, count in in_order]


@given(points=distinct())
@settings(max_examples=120, deadline=None)
def test_keys_stand_in_the_order_of_the_points_and_differ_where_these_do(points: Whole) -> None:
    keys = np.stack(keys_of(points), axis=1).tolist()
    by_key = [points[at].tolist() for at in sorted(range(len(points)), key=keys.__getitem__)]
    assert by_key == sorted(points.tolist())
    assert len({tuple(key) for key in keys}) == len(points)


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
        patch.setattr(dominance, "FEW", 2)
        patch.setattr(dominance, "MOST_ON_FRONT", 10)
        found = crowded()
    assert (found.feasible, found.efficient, found.efficient_feasible) == (27, None, None)
    for name, fair in straight.fair.items():
        beside = found.fair[name]
        assert fair
        assert beside
        assert beside.value == fair.value


@pytest.mark.parametrize("tile", [2, 4096])
def test_one_more_than_is_listed_is_too_many_in_one_tile_or_in_several(tile: int) -> None:
    twenty = np.array([[at, 20 - at, at % 3] for at in range(20)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "FEW", 2)
        patch.setattr(dominance, "TILE", tile)
        patch.setattr(dominance, "MOST_ON_FRONT", 20)
        assert undominated(twenty).all()
        patch.setattr(dominance, "MOST_ON_FRONT", 19)
        with pytest.raises(TooMany):
            undominated(twenty)


@pytest.mark.parametrize("count", [1, 63, 64, 65, 127, 128, 129])
def test_a_tile_of_as_many_points_as_fill_a_word_or_one_more_loses_none(count: int) -> None:
    """All but the last are on the front; the last is as good as the first for two parties and worse for one."""
    points = np.array([*([at, count - at, at % 3] for at in range(count)), [0, count, -1]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "FEW", 0)
        assert undominated(points[:-1]).tolist() == [True] * count
        assert undominated(points).tolist() == [True] * count + [False]


@pytest.mark.parametrize("step", [1, 2**40])
def test_ranks_count_different_numbers_from_zero_however_far_apart(step: int) -> None:
    assert ranks_of(np.array([5, 9, 5, -2, 6]) * step).tolist() == [1, 3, 1, 0, 2]


@given(rows=cases())
@settings(max_examples=60, deadline=None)
def test_small_blocks_and_small_tiles_change_no_answer(rows: list[Row]) -> None:
    case = read_case(rows)
    straight = solve(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "FEW", 0)
        patch.setattr(dominance, "TILE", 2)
        patch.setattr("samenhang.analysis.packages.counting.BLOCK", 2)
        assert solve(case) == straight


def test_as_many_issues_are_put_together_as_just_fit_in_a_block() -> None:
    """Three times two times two packages, four at a time; what is forbidden in the first issue is a block by itself."""
    rows = rows_of({"A": (0, (0, 40, 80), (0, 20), (0, 10))})
    barred = [replace(row, forbidden=row.option == "option 1" and row.issue == "issue 0") for row in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "BLOCK", 4)
        found = [(first, *points.tolist(), allowed.tolist()) for first, points, allowed in blocks(read_case(barred))]
    assert found == [
        (0, [0, 10, 20, 30], [True] * 4),
        (4, [40, 50, 60, 70], [False] * 4),
        (8, [80, 90, 100, 110], [True] * 4),
    ]
