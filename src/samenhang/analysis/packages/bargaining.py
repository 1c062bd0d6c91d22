"""Fair packages by named rules, among those that every party can accept.

A gain is what a party gets above its minimum. Nash (1950): the largest product of gains. Egalitarian (Kalai 1977): the
largest smallest gain, then the next smallest (leximin). Kalai and Smorodinsky (1975): the same with each gain as part
of the most that party could gain. Utilitarian: the most points in all.

All but one are found among efficient packages, since more for one and less for none is better by each rule. The one:
where some party can gain nothing, every product is zero and Nash tells no packages apart; then all are named.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np

from samenhang.analysis.packages.case import Case, Whole

# Closer than this, as a part of the best, is told apart with whole numbers.
NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule calls best: its value, and the points of the packages that have it (vectors × parties).

    `all_alike`: to this rule every feasible package is as good as any other.
    """

    value: Fraction
    points: Whole
    all_alike: bool = False


def nash(case: Case, feasible: Whole) -> Rule:
    """The largest product of gains; 0 when some party can gain nothing."""
    gains = feasible - case.minimum
    positive = (gains > 0).all(axis=1)
    if not positive.any():
        return Rule(Fraction(0), feasible, all_alike=True)
    logs = np.where(positive, np.log(np.maximum(gains, 1).astype(np.float64)).sum(axis=1), -np.inf)
    near = np.flatnonzero(logs >= logs.max() - NEAR * len(case.parties))
    best, value = exactly_best(near, lambda at: prod(map(int, gains[at])))
    return Rule(Fraction(value, case.scale ** len(case.parties)), feasible[best])


def egalitarian(case: Case, feasible: Whole) -> Rule:
    """The largest smallest gain; among equals the largest next smallest, and so on."""
    gains = np.sort(feasible - case.minimum, axis=1)
    near = np.flatnonzero(gains[:, 0] == gains[:, 0].max())
    best, value = exactly_best(near, lambda at: tuple(map(int, gains[at])))
    return Rule(Fraction(value[0], case.scale), feasible[best])


def kalai_smorodinsky(case: Case, feasible: Whole) -> Rule:
    """As egalitarian, with each gain as part of that party's best; who can gain nothing is left out of it."""
    gains = feasible - case.minimum
    most = gains.max(axis=0)
    able = np.flatnonzero(most > 0)
    if not len(able):
        return Rule(Fraction(0), feasible, all_alike=True)
    parts = (gains[:, able] / most[able]).min(axis=1)
    near = np.flatnonzero(parts >= parts.max() - NEAR)

    def sorted_parts(at: int) -> tuple[Fraction, ...]:
        return tuple(sorted(Fraction(int(gains[at, party]), int(most[party])) for party in able))

    best, value = exactly_best(near, sorted_parts)
    return Rule(value[0], feasible[best])


def utilitarian(case: Case, feasible: Whole) -> Rule:
    """The most points in all."""
    totals = feasible.sum(axis=1)
    best = np.flatnonzero(totals == totals.max())
    return Rule(case.unscaled(int(totals.max())), feasible[best])


def exactly_best[Value: (int, tuple[int, ...], tuple[Fraction, ...])](
    places: Iterable[int], value: Callable[[int], Value]
) -> tuple[Sequence[int], Value]:
    """The places with the largest value, and that value."""
    values = {int(at): value(int(at)) for at in places}
    best = max(values.values())
    return [at for at, one in values.items() if one == best], best


RULES: dict[str, Callable[[Case, Whole], Rule]] = {
    "nash": nash,
    "egalitarian": egalitarian,
    "kalai_smorodinsky": kalai_smorodinsky,
    "utilitarian": utilitarian,
}
