"""Packages: the published cases, and the fast way against going through everything by hand."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.packages import Case, Fair, Row, Solution, program, read_case, solve
from samenhang.analysis.packages.bargaining import RULES


def rows_of(case: Mapping[str, Any]) -> list[Row]:
    """A case written as party → minimum and the points of each issue's options."""
    return [
        Row(party, f"issue {issue}", f"option {option}", Fraction(str(points)), Fraction(str(minimum)))
        for party, (minimum, *issues) in case.items()
        for issue, worth in enumerate(issues)
        for option, points in enumerate(worth)
    ]


TWO = {"Wijk": (3, (4, 0), (1, 3)), "Gemeente": (2, (0, 4), (2, 1))}


def deals(fair: Fair | None) -> list[tuple[str, ...]]:
    assert fair
    return [tuple(deal.choice.values()) for deal in fair.deals]


def test_two_parties_two_issues_by_hand() -> None:
    """Packages (Wijk, Gemeente): (5, 2) (7, 1) (1, 6) (3, 5); minima 3 and 2: the first and the last are feasible."""
    solution = solve(read_case(rows_of(TWO)))
    assert (solution.packages, solution.feasible) == (4, 2)
    assert solution.acceptable == {"Wijk": 3, "Gemeente": 3}
    assert (solution.efficient, solution.efficient_feasible) == (4, 2)
    assert {name: fair and fair.value for name, fair in solution.fair.items()} == {
        "nash": 0,
        "egalitarian": 0,
        "kalai_smorodinsky": 0,
        "utilitarian": 8,
    }
    assert deals(solution.fair["egalitarian"]) == [("option 1", "option 1")], "0 and 3 goes before 0 and 2"


def test_a_minimum_that_is_just_reached_counts_as_reached_with_decimals_too() -> None:
    case = {"A": ("0.3", ("0.1",), ("0.2",)), "B": (0, (1,), (1,))}
    assert solve(read_case(rows_of(case))).feasible == 1


def test_the_trade_is_named_both_ways() -> None:
    (trade,) = solve(read_case(rows_of({"A": (0, (9, 0), (1, 0)), "B": (0, (0, 1), (0, 9))}))).trades
    assert (trade.gives, trade.on, trade.gets_from, trade.for_issue) == ("A", "issue 1", "B", "issue 0")


def test_when_two_minima_cannot_be_reached_together_both_are_named_and_the_least_that_is_missed() -> None:
    """Packages (A, B): (4, 0) and (0, 3); A needs 2 and B needs 2."""
    solution = solve(read_case(rows_of({"A": (2, (4, 0)), "B": (2, (0, 3))})))
    assert (solution.feasible, solution.fair["nash"]) == (0, None)
    assert solution.blocked
    assert solution.blocked.shortfall == 2
    assert solution.blocked.impossible == ()
    assert solution.blocked.parties == ("A", "B")
    assert [opening.lower_by for opening in solution.blocked.openings] == [2, 2]


def test_one_minimum_lowered_by_how_much_opens_a_package() -> None:
    solution = solve(read_case(rows_of({"A": (6, (4, 0), (1, 0)), "B": (0, (0, 1), (0, 1))})))
    assert solution.blocked
    assert [(opening.party, opening.lower_by) for opening in solution.blocked.openings] == [("A", Fraction(1))]
    assert solution.blocked.impossible == ("A",)
    assert solution.blocked.shortfall == 1


def test_a_forbidden_option_is_in_no_feasible_package() -> None:
    rows = [
        Row("A", "i", "x", Fraction(9), Fraction(0), forbidden=True),
        Row("A", "i", "y", Fraction(1), Fraction(0)),
    ]
    solution = solve(read_case(rows))
    assert (solution.packages, solution.feasible, solution.efficient, solution.efficient_feasible) == (2, 1, 1, 1)
    assert deals(solution.fair["utilitarian"]) == [("y",)]


def test_when_everything_is_forbidden_that_is_what_blocks() -> None:
    solution = solve(read_case([Row("A", "i", "x", Fraction(9), Fraction(0), forbidden=True)]))
    assert solution.blocked
    assert (solution.blocked.forbidden_only, solution.blocked.shortfall) == (True, None)


def test_ties_are_all_named() -> None:
    solution = solve(read_case(rows_of({"A": (0, (1, 1, 0)), "B": (0, (1, 1, 0))})))
    assert all(len(deals(solution.fair[name])) == 2 for name in RULES)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "There are no rows."),
        ([Row("A", "i", "x", Fraction(1), Fraction(0))] * 2, "A, i, x: there twice."),
        (
            [Row("A", "i", "x", Fraction(1), Fraction(0)), Row("A", "i", "y", Fraction(1), Fraction(2))],
            "A: more than one minimum.",
        ),
        (
            [Row("A", "i", "x", Fraction(1), Fraction(0)), Row("B", "i", "y", Fraction(1), Fraction(0))],
            "A, i, y: no points.",
        ),
        ([Row("A", "i", "x", Fraction(10**18), Fraction(0))], "1e+18: too large, or too many decimals"),
    ],
)
def test_what_is_wrong_is_said_with_the_cell(rows: list[Row], said: str) -> None:
    with pytest.raises(ValueError, match="^" + said.replace(".", r"\.").replace("+", r"\+")):
        read_case(rows)


# Against going through everything


def cases(most: int = 8) -> st.SearchStrategy[list[Row]]:
    points = st.integers(0, most)

    @st.composite
    def build(draw: st.DrawFn) -> list[Row]:
        parties = draw(st.integers(1, 4))
        sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
        minima = [draw(st.integers(0, 2 * most)) for _party in range(parties)]
        barred = {
            (issue, option)
            for issue, size in enumerate(sizes)
            for option in range(size)
            if draw(st.integers(0, 11)) == 0
        }
        return [
            Row(
                f"p{party}",
                f"i{issue}",
                f"o{option}",
                Fraction(draw(points)),
                Fraction(minima[party]),
                (issue, option) in barred,
            )
            for party in range(parties)
            for issue, size in enumerate(sizes)
            for option in range(size)
        ]

    return build()


type Vector = tuple[int, ...]


def everything(case: Case) -> list[tuple[Vector, bool]]:
    """The points of each package, and whether nothing in it is forbidden."""
    found = []
    for places in product(*(range(len(options)) for options in case.options)):
        worth: Any = [table[:, at] for table, at in zip(case.points, places, strict=True)]
        barred = any(one[at] for one, at in zip(case.forbidden, places, strict=True))
        found.append((tuple(map(int, sum(worth))), not barred))
    return found


def reaches(vector: Vector, least: Vector) -> bool:
    return all(a >= b for a, b in zip(vector, least, strict=True))


def efficient(vectors: list[Vector]) -> int:
    def beats(one: Vector, other: Vector) -> bool:
        return one != other and reaches(one, other)

    return sum(not any(beats(other, one) for other in set(vectors)) for one in vectors)


def parts_of(gain: Vector, most: Sequence[int]) -> tuple[Fraction, ...]:
    return tuple(sorted(Fraction(g, m) for g, m in zip(gain, most, strict=True) if m))


@given(rows=cases())
@settings(max_examples=400, deadline=None)
def test_the_fast_way_finds_what_going_through_everything_finds(rows: list[Row]) -> None:
    case = read_case(rows)
    solution, all_packages = solve(case), everything(case)
    least = tuple(map(int, case.minimum))
    suits = [
        vector
        for vector, allowed in all_packages
        if allowed and all(a >= b for a, b in zip(vector, least, strict=True))
    ]
    assert solution.feasible == len(suits)
    assert solution.efficient == efficient([vector for vector, _allowed in all_packages])
    assert solution.efficient_feasible == efficient(suits)
    if not suits:
        assert solution.blocked
        return
    gains = [tuple(a - b for a, b in zip(vector, least, strict=True)) for vector in suits]
    most = [max(column) for column in zip(*gains, strict=True)]
    values: dict[str, list[Any]] = {
        "nash": [prod(gain) for gain in gains],
        "egalitarian": [tuple(sorted(gain)) for gain in gains],
        "utilitarian": [sum(vector) for vector in suits],
        "kalai_smorodinsky": [parts_of(gain, most) for gain in gains],
    }
    for name, of_each in values.items():
        best = max(of_each)
        fair = solution.fair[name]
        assert fair
        assert len(fair.deals) == of_each.count(best), name
        assert fair.value == (best if isinstance(best, int) else next(iter(best), 0)), name


@given(rows=cases())
@settings(max_examples=60, deadline=None)
def test_an_integer_program_finds_the_same_value(rows: list[Row]) -> None:
    case = read_case(rows)
    solution = solve(case)
    for name, find in [
        ("nash", program.nash),
        ("egalitarian", program.egalitarian),
        ("kalai_smorodinsky", program.kalai_smorodinsky),
        ("utilitarian", program.utilitarian),
    ]:
        best, fair = find(case), solution.fair[name]
        assert (best and best.value) == (fair and fair.value), name


def counts(solution: Solution) -> tuple[int | None, ...]:
    return solution.packages, solution.feasible, solution.efficient, solution.efficient_feasible


@given(rows=cases(), order=st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_and_names_change_nothing(rows: list[Row], order: Random) -> None:
    turned = list(rows)
    order.shuffle(turned)
    renamed = [Row("z" + row.party, row.issue, row.option, row.points, row.minimum, row.forbidden) for row in turned]
    one, other = solve(read_case(rows)), solve(read_case(renamed))
    assert counts(one) == counts(other)
    assert {name: fair and (fair.value, [deal.choice for deal in fair.deals]) for name, fair in one.fair.items()} == {
        name: fair and (fair.value, [deal.choice for deal in fair.deals]) for name, fair in other.fair.items()
    }


@given(rows=cases(), factor=st.integers(2, 9))
@settings(max_examples=100, deadline=None)
def test_scaling_one_party_changes_neither_nash_nor_efficiency(rows: list[Row], factor: int) -> None:
    def larger(row: Row) -> Row:
        by = factor if row.party == "p0" else 1
        return Row(row.party, row.issue, row.option, row.points * by, row.minimum * by, row.forbidden)

    one, other = solve(read_case(rows)), solve(read_case([larger(row) for row in rows]))
    assert (one.efficient, one.efficient_feasible) == (other.efficient, other.efficient_feasible)
    assert (one.fair["nash"] and deals(one.fair["nash"])) == (other.fair["nash"] and deals(other.fair["nash"]))


@given(rows=cases())
@settings(max_examples=100, deadline=None)
def test_an_option_that_is_worse_for_everybody_changes_no_best_package(rows: list[Row]) -> None:
    worse = [
        Row(row.party, row.issue, "worse", row.points - 1, row.minimum, row.forbidden)
        for row in rows
        if (row.issue, row.option) == ("i0", "o0")
    ]
    one, other = solve(read_case(rows)), solve(read_case([*rows, *worse]))
    for name in ("egalitarian", "utilitarian"):
        fair, beside = one.fair[name], other.fair[name]
        assert (fair and deals(fair)) == (beside and [deal for deal in deals(beside) if "worse" not in deal])


def test_very_many_packages_are_not_gone_through() -> None:
    rows = [
        Row(
            f"p{party}",
            f"i{issue:02d}",
            f"o{option}",
            Fraction((party * 7 + issue * 5 + option * 3) % 11),
            Fraction(20),
        )
        for party in range(2)
        for issue in range(12)
        for option in range(4)
    ]
    solution = solve(read_case(rows))
    assert (solution.method, solution.feasible, solution.efficient) == ("integer program", None, None)
    assert all(solution.fair.values())
