"""Trades: two issues that two parties weigh in opposite order: each gives where it costs little (Raiffa 1982)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from samenhang.analysis.packages.case import Case


@dataclass(frozen=True, slots=True)
class Trade:
    """`gives` can give in on the issue `on`, and in return gets `for_issue` from `gets_from`; the weights say why.

    A weight is the span of points of an issue as part of the span of all issues for that party.
    """

    gives: str
    on: str
    gets_from: str
    for_issue: str
    weights: tuple[Fraction, Fraction, Fraction, Fraction]


def trades(case: Case) -> Iterator[Trade]:
    """All trades, in the order of names."""
    weights = [weights_of(case, party) for party in range(len(case.parties))]
    for one, other in combinations(range(len(case.parties)), 2):
        for first, second in combinations(range(len(case.issues)), 2):
            mine, theirs = weights[one], weights[other]
            if mine[first] < mine[second] and theirs[first] > theirs[second]:
                yield made(case, weights, one, other, first, second)
            if mine[first] > mine[second] and theirs[first] < theirs[second]:
                yield made(case, weights, one, other, second, first)


def made(case: Case, weights: list[list[Fraction]], one: int, other: int, give: int, get: int) -> Trade:
    mine, theirs = weights[one], weights[other]
    return Trade(
        case.parties[one],
        case.issues[give],
        case.parties[other],
        case.issues[get],
        (mine[give], theirs[give], mine[get], theirs[get]),
    )


def weights_of(case: Case, party: int) -> list[Fraction]:
    """How much of what a party can win or lose hangs on each issue; zeros for one to whom all is the same."""
    spans = [int(worth[party].max() - worth[party].min()) for worth in case.points]
    total = sum(spans)
    return [Fraction(span, total) if total else Fraction(0) for span in spans]
