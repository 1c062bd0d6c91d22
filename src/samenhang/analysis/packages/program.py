"""The best packages by each rule as integer programs, for cases with too many packages to go through (HiGHS).

One binary variable for each option, one option for each issue. The egalitarian rules are solved stage by stage
(leximin by the largest sums of the smallest gains: Ogryczak 1997), Nash by tangents to the
logarithm of each gain, which bound it from above, until the best package found reaches the bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log, prod
from typing import Any

import highspy
import numpy as np

from samenhang.analysis.packages.case import Case
from samenhang.analysis.solver import Solver

# Relative: what HiGHS can tell apart.
TOLERANCE = 1e-7
# Sums of whole numbers that differ, differ by more than this.
LESS_THAN_ONE = 0.5
MOST_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Best:
    """A package with the best value by a rule. There may be others: they are not looked for."""

    value: Fraction
    number: int


class Program:
    """The packages that every party can accept, as constraints; extra variables and rows come on top for a rule."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.solver: Any = Solver()
        self.columns: list[list[int]] = []
        for options, barred in zip(case.options, case.forbidden, strict=True):
            self.columns.append([self.add_option(is_barred=bool(barred[at])) for at in range(len(options))])
        for columns in self.columns:
            self.solver.addRow(1.0, 1.0, len(columns), columns, [1.0] * len(columns))
        for party in range(len(case.parties)):
            places, worth = self.gain_of(party)
            self.solver.addRow(float(case.minimum[party]), highspy.kHighsInf, len(places), places, worth)

    def add_column(self, low: float, high: float, *, integer: bool = False, cost: float = 0.0) -> int:
        self.solver.addCol(cost, low, high, 0, [], [])
        place = self.solver.getNumCol() - 1
        if integer:
            self.solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        return int(place)

    def add_option(self, *, is_barred: bool) -> int:
        return self.add_column(0.0, 0.0 if is_barred else 1.0, integer=True)

    def gain_of(self, party: int) -> tuple[list[int], list[float]]:
        """The points of a party as a sum over options."""
        places = [place for columns in self.columns for place in columns]
        worth = [float(value) for table in self.case.points for value in table[party]]
        return places, worth

    def add_sum_of_smallest(self, parts: Sequence[int], able: Sequence[int], count: int) -> dict[int, float]:
        """The terms of the sum of so many smallest gains: at its largest count × t − Σ how far each gain is under t."""
        level = self.add_column(-highspy.kHighsInf, highspy.kHighsInf)
        terms = {level: float(count)}
        for party in able:
            under = self.add_column(0.0, highspy.kHighsInf)
            terms[under] = -1.0
            places, worth = self.gain_of(party)
            least = float(self.case.minimum[party]) / parts[party]
            shares = [value / parts[party] for value in worth]
            self.solver.addRow(least, highspy.kHighsInf, len(places) + 2, [*places, level, under], [*shares, -1.0, 1.0])
        return terms

    def maximise(self, costs: dict[int, float]) -> int | None:
        """The number of a package that maximises this, or None when no package is left."""
        for place in range(self.solver.getNumCol()):
            self.solver.changeColCost(place, costs.get(place, 0.0))
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = self.solver.getSolution().col_value
        chosen = [int(np.argmax([values[place] for place in columns])) for columns in self.columns]
        return sum(at * stride for at, stride in zip(chosen, self.case.strides, strict=True))


def gains_of(case: Case, number: int) -> list[int]:
    """What each party gains in a package, scaled."""
    places = [number // stride % len(options) for stride, options in zip(case.strides, case.options, strict=True)]
    points = sum(table[:, at] for table, at in zip(case.points, places, strict=True))
    return [int(value) for value in np.asarray(points) - case.minimum]


def utilitarian(case: Case) -> Best | None:
    program = Program(case)
    costs: dict[int, float] = {}
    for party in range(len(case.parties)):
        for place, worth in zip(*program.gain_of(party), strict=True):
            costs[place] = costs.get(place, 0.0) + worth
    number = program.maximise(costs)
    if number is None:
        return None
    total = sum(gains_of(case, number)) + int(case.minimum.sum())
    return Best(case.unscaled(total), number)


def egalitarian(case: Case, most: Sequence[int] | None = None) -> Best | None:
    """The largest smallest gain, as part of `most` for each party where that is given (leximin).

    Of all packages that with the largest smallest gain, among those the largest sum of the two smallest, and so on.
    """
    parts = most or [1] * len(case.parties)
    # Who can gain nothing is left out.
    able = [party for party, part in enumerate(parts) if part]
    slack = TOLERANCE if most else LESS_THAN_ONE
    program = Program(case)
    number = program.maximise({})
    for count in range(1, len(able) + 1):
        together = program.add_sum_of_smallest(parts, able, count)
        number = program.maximise(together)
        if number is None:
            break
        reached = sum(smallest_of(gains_of(case, number), parts, able)[:count], Fraction(0))
        program.solver.addRow(
            float(reached) - slack, highspy.kHighsInf, len(together), list(together), list(together.values())
        )
    if number is None:
        return None
    smallest = min(smallest_of(gains_of(case, number), parts, able), default=Fraction(0))
    return Best(smallest if most else case.unscaled(int(smallest)), number)


def smallest_of(gains: Sequence[int], parts: Sequence[int], able: Sequence[int]) -> list[Fraction]:
    """The gains of these parties as parts of theirs, from small to large."""
    return sorted(Fraction(gains[party], parts[party]) for party in able)


def kalai_smorodinsky(case: Case) -> Best | None:
    most = [most_for(case, party) for party in range(len(case.parties))]
    if any(one is None for one in most):
        return None
    return egalitarian(case, [int(one or 0) for one in most])


def most_for(case: Case, party: int) -> int | None:
    """The most one party can gain in a feasible package."""
    program = Program(case)
    number = program.maximise(dict(zip(*program.gain_of(party), strict=True)))
    return None if number is None else gains_of(case, number)[party]


def nash(case: Case) -> Best | None:
    """The largest product of gains; a package with product 0 when some party can gain nothing."""
    start = egalitarian(case)
    if start is None or min(gains_of(case, start.number)) <= 0:
        return None if start is None else Best(Fraction(0), start.number)
    best, bound = start.number, Program(case)
    logs = [bound.add_column(-highspy.kHighsInf, highspy.kHighsInf) for _party in case.parties]
    cut(bound, logs, gains_of(case, best))
    for _round in range(MOST_ROUNDS):
        number = bound.maximise(dict.fromkeys(logs, 1.0))
        if number is None:
            break
        gains = [max(gain, 1) for gain in gains_of(case, number)]
        if prod(gains_of(case, number)) > prod(gains_of(case, best)):
            best = number
        reached = sum(log(gain) for gain in gains_of(case, best))
        if bound.solver.getInfo().objective_function_value <= reached + TOLERANCE:
            break
        cut(bound, logs, gains)
    return Best(Fraction(prod(gains_of(case, best)), case.scale ** len(case.parties)), best)


def cut(program: Program, logs: Sequence[int], gains: Sequence[int]) -> None:
    """The logarithm of a gain lies under its tangent at `gains`: log g + (x − g) / g."""
    for party, gain in enumerate(gains):
        places, worth = program.gain_of(party)
        slope = [-value / gain for value in worth]
        limit = log(gain) - 1 - float(program.case.minimum[party]) / gain
        program.solver.addRow(-highspy.kHighsInf, limit, len(places) + 1, [*places, logs[party]], [*slope, 1.0])
