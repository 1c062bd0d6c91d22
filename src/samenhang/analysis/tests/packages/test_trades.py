"""Trades: every pair of issues that two parties weigh in opposite order, and no other."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings

from samenhang.analysis.packages import Case, Row, Trade, read_case
from samenhang.analysis.packages.trades import trades
from samenhang.analysis.tests.packages.test_packages import cases, rows_of


def test_a_trade_tells_how_much_each_issue_weighs_for_both() -> None:
    """For A the spans are 1 and 3, for B 4 and 1."""
    (trade,) = trades(read_case(rows_of({"A": (0, (5, 4), (0, 3)), "B": (0, (0, 4), (7, 6))})))
    assert trade == Trade(
        "A", "issue 0", "B", "issue 1", (Fraction(1, 4), Fraction(4, 5), Fraction(3, 4), Fraction(1, 5))
    )


def test_who_gives_on_a_later_issue_is_named_too() -> None:
    (trade,) = trades(read_case(rows_of({"A": (0, (0, 3), (5, 4)), "B": (0, (7, 6), (0, 4))})))
    assert (trade.gives, trade.on, trade.gets_from, trade.for_issue) == ("A", "issue 1", "B", "issue 0")
    assert trade.weights == (Fraction(1, 4), Fraction(4, 5), Fraction(3, 4), Fraction(1, 5))


def test_who_weighs_two_issues_the_same_has_nothing_to_trade_between_them() -> None:
    assert list(trades(read_case(rows_of({"A": (0, (0, 2), (0, 2)), "B": (0, (0, 1), (0, 5))})))) == []
    assert list(trades(read_case(rows_of({"A": (0, (1, 1), (2, 2)), "B": (0, (0, 1), (0, 5))})))) == []


def by_hand(case: Case) -> Iterator[tuple[str, str, str, str]]:
    """Each of the two gives on one issue and gets on the other; told once, of the first by name."""

    def weight(party: int, issue: int) -> Fraction:
        spans = [int(worth[party].max() - worth[party].min()) for worth in case.points]
        return Fraction(spans[issue], sum(spans) or 1)

    for one, other in permutations(range(len(case.parties)), 2):
        for give, get in permutations(range(len(case.issues)), 2):
            mine_is_light = weight(one, give) < weight(one, get)
            if one < other and mine_is_light and weight(other, give) > weight(other, get):
                yield case.parties[one], case.issues[give], case.parties[other], case.issues[get]


@given(rows=cases())
@settings(max_examples=100, deadline=None)
def test_every_trade_is_found_once(rows: list[Row]) -> None:
    case = read_case(rows)
    found = [(one.gives, one.on, one.gets_from, one.for_issue) for one in trades(case)]
    assert sorted(found) == sorted(by_hand(case))
