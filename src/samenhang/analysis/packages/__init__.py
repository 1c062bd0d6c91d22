"""Packages that leave all parties better off: which there are, which are efficient, which are fair by named rules (D5).

Nash 1950; Kalai and Smorodinsky 1975; Kalai 1977; Raiffa 1982.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from samenhang.analysis.packages import program
from samenhang.analysis.packages.bargaining import RULES, Rule
from samenhang.analysis.packages.blocking import Blocked, what_blocks
from samenhang.analysis.packages.case import Case, Row, read_case
from samenhang.analysis.packages.counting import blocks, count_packages, numbers_with
from samenhang.analysis.packages.dominance import TooMany
from samenhang.analysis.packages.efficiency import Front, efficient
from samenhang.analysis.packages.trades import Trade, trades

__all__ = ["MOST_TO_GO_THROUGH", "Blocked", "Case", "Deal", "Fair", "Row", "Solution", "Trade", "read_case", "solve"]

# Beyond this the packages are not gone through one by one.
MOST_TO_GO_THROUGH = 10_000_000
# Packages that are named when a rule calls many equally good.
MOST_DEALS = 1_000


@dataclass(frozen=True, slots=True)
class Deal:
    """One package: issue → option, what each party gets, and how far that is above its minimum."""

    choice: dict[str, str]
    points: dict[str, Fraction]
    gains: dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class Fair:
    """What a rule calls best, with all packages that are so; in the order of their choices."""

    value: Fraction
    deals: tuple[Deal, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """What there is to agree on. Counts are None where the packages were not gone through one by one.

    `fair` has None for each rule when nothing is feasible; `blocked` says why then.
    """

    packages: int
    feasible: int | None
    acceptable: dict[str, int] | None
    efficient: int | None
    efficient_feasible: int | None
    fair: dict[str, Fair | None]
    blocked: Blocked | None
    trades: tuple[Trade, ...]
    method: Literal["enumeration", "integer program"]


def solve(case: Case) -> Solution:
    """Everything about a case. Up to ten million packages by going through them, beyond that by integer programs."""
    if case.packages > MOST_TO_GO_THROUGH:
        return by_program(case)
    counts = count_packages(case)
    among_all = front_of(case, allowed_only=False)
    allowed = front_of(case, allowed_only=True) if any(one.any() for one in case.forbidden) else among_all
    suits = of_feasible(case, allowed) if allowed else None
    fair: dict[str, Fair | None] = dict.fromkeys(RULES)
    if counts.feasible:
        fair = fairest(case, suits)
    return Solution(
        packages=case.packages,
        feasible=counts.feasible,
        acceptable=counts.acceptable,
        efficient=among_all.packages if among_all else None,
        efficient_feasible=suits.packages if suits else None,
        fair=fair,
        blocked=None if counts.feasible else what_blocks(case),
        trades=tuple(trades(case)),
        method="enumeration",
    )


def front_of(case: Case, *, allowed_only: bool) -> Front | None:
    """The efficient packages; None when there are more than are listed."""
    try:
        return efficient(case, allowed_only=allowed_only)
    except TooMany:
        return None


def of_feasible(case: Case, allowed: Front) -> Front:
    """What dominates a feasible package is feasible too: their front is the part of the front that suits everybody."""
    suits = (allowed.points >= case.minimum).all(axis=1)
    return Front(allowed.points[suits], allowed.counts[suits])


def fairest(case: Case, suits: Front | None) -> dict[str, Fair | None]:
    """What each rule calls best; from the front of the feasible packages, where that was counted."""
    if suits is None:
        return {name: by_one_program(case, name) for name in RULES}
    best: dict[str, Rule] = {name: rule(case, suits.points) for name, rule in RULES.items()}
    telling = {name: rule for name, rule in best.items() if not rule.all_alike}
    numbers = numbers_with(case, [rule.points.T for rule in telling.values()], MOST_DEALS)
    deals = {name: tuple(deal_of(case, one) for one in found) for name, found in zip(telling, numbers, strict=True)}
    return {
        name: Fair(rule.value, every_feasible(case) if rule.all_alike else deals[name]) for name, rule in best.items()
    }


def every_feasible(case: Case) -> tuple[Deal, ...]:
    """The feasible packages, where a rule tells none of them apart."""
    found: list[int] = []
    for first, points, allowed in blocks(case):
        suits = (points >= case.minimum[:, None]).all(axis=0) & allowed
        found += (first + np.flatnonzero(suits)).tolist()
        if len(found) >= MOST_DEALS:
            break
    return tuple(deal_of(case, number) for number in found[:MOST_DEALS])


def deal_of(case: Case, number: int) -> Deal:
    gains = program.gains_of(case, number)
    return Deal(
        choice=case.choice(number),
        points={
            party: case.unscaled(gain + int(least))
            for party, gain, least in zip(case.parties, gains, case.minimum, strict=True)
        },
        gains={party: case.unscaled(gain) for party, gain in zip(case.parties, gains, strict=True)},
    )


def by_program(case: Case) -> Solution:
    return Solution(
        packages=case.packages,
        feasible=None,
        acceptable=None,
        efficient=None,
        efficient_feasible=None,
        fair={name: by_one_program(case, name) for name in RULES},
        blocked=None,
        trades=tuple(trades(case)),
        method="integer program",
    )


def by_one_program(case: Case, name: str) -> Fair | None:
    best = PROGRAMS[name](case)
    return Fair(best.value, (deal_of(case, best.number),)) if best else None


PROGRAMS = {
    "nash": program.nash,
    "egalitarian": program.egalitarian,
    "kalai_smorodinsky": program.kalai_smorodinsky,
    "utilitarian": program.utilitarian,
}
