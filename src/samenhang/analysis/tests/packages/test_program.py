"""Integer programs beside going through everything: the same values, and packages that have them."""

from collections.abc import Mapping
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given, settings

from samenhang.analysis import packages
from samenhang.analysis.packages import Deal, Fair, Row, Solution, read_case, solve
from samenhang.analysis.tests.packages.test_packages import cases, rows_of


def by_program(rows: list[Row]) -> Solution:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "MOST_TO_GO_THROUGH", 0)
        return solve(read_case(rows))


def most_gains(fair: Fair) -> Mapping[str, Fraction]:
    return {party: max(deal.gains[party] for deal in fair.deals) for party in fair.deals[0].gains}


def value_by(name: str, deal: Deal, most: Mapping[str, Fraction]) -> Fraction:
    gains = deal.gains
    match name:
        case "nash":
            return prod(gains.values(), start=Fraction(1))
        case "egalitarian":
            return min(gains.values())
        case "kalai_smorodinsky":
            return min((gain / most[party] for party, gain in gains.items() if most[party]), default=Fraction(0))
        case _:
            return sum(deal.points.values(), Fraction(0))


@given(rows=cases())
@settings(max_examples=60, deadline=None)
def test_each_rule_names_one_package_that_has_the_value_and_is_among_the_best(rows: list[Row]) -> None:
    straight, found = solve(read_case(rows)), by_program(rows)
    assert found.method == "integer program"
    assert (found.packages, found.trades) == (straight.packages, straight.trades)
    assert (found.feasible, found.acceptable, found.efficient, found.efficient_feasible, found.blocked) == (None,) * 5
    for name, fair in found.fair.items():
        beside = straight.fair[name]
        if fair is None or beside is None:
            assert fair is beside
            continue
        assert fair.value == beside.value, name
        (deal,) = fair.deals
        assert deal in beside.deals, name


def test_the_value_of_a_rule_is_that_of_its_packages() -> None:
    rows = rows_of({"A": (2, ("1.5", 3), (0, 4), (2, 1)), "B": (1, (4, 0), (3, 1), (0, "2.25"))})
    feasible_most = most_gains(Fair(Fraction(0), every_feasible(rows)))
    for solution in (solve(read_case(rows)), by_program(rows)):
        for name, fair in solution.fair.items():
            assert fair
            assert {value_by(name, deal, feasible_most) for deal in fair.deals} == {fair.value}


def every_feasible(rows: list[Row]) -> tuple[Deal, ...]:
    return packages.every_feasible(read_case(rows))


def test_where_nobody_can_gain_every_feasible_package_is_named_and_no_more() -> None:
    """A must have its best on both issues together with B's, so all feasible packages gain A nothing."""
    rows = rows_of({"A": (2, (2, 2, 0), (0, 0, -1)), "B": (1, (1, 3, 9), (0, 1, 0))})
    solution = solve(read_case(rows))
    nash = solution.fair["nash"]
    assert nash
    assert nash.value == 0
    assert len(nash.deals) == 4
    assert all(deal.gains["A"] == 0 for deal in nash.deals)
    assert [deal.choice for deal in nash.deals] == [
        {"issue 0": f"option {one}", "issue 1": f"option {other}"} for one in (0, 1) for other in (0, 1)
    ]


def test_no_more_packages_are_named_than_are_read() -> None:
    rows = rows_of({"A": (0, (0,) * 6, (0,) * 6)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "MOST_DEALS", 10)
        patch.setattr("samenhang.analysis.packages.counting.BLOCK", 4)
        for fair in solve(read_case(rows)).fair.values():
            assert fair
            assert len(fair.deals) == 10
            assert len({tuple(deal.choice.items()) for deal in fair.deals}) == 10
