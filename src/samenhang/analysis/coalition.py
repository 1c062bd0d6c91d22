"""The easiest set of partners that serves everything needed, with enough influence (E6).

Weighted set cover with exclusions, by HiGHS. Beside it all minimal covers, from which nobody can be missed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import Any

import highspy

from samenhang.analysis.errors import BadInput
from samenhang.analysis.solver import Solver

# Minimal covers that are looked for, and steps of the search.
MOST_COVERS = 100
MOST_STEPS = 200_000


@dataclass(frozen=True, slots=True)
class Party:
    """`cost`: how hard it is to bring in (0 or more). `serves`: which needs."""

    name: str
    cost: Fraction
    influence: Fraction
    serves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Coalition:
    """What there is to choose. All lists in the order of names.

    `cheapest`: covers of the least cost, at most MOST_COVERS; empty when there is none. `minimal`: covers from which
    nobody can be missed; `all_minimal` says whether these are all. `single`: need → the only party that serves it.
    `gaps`: needs that nobody serves.
    """

    cost: Fraction | None
    cheapest: tuple[tuple[str, ...], ...]
    minimal: tuple[tuple[str, ...], ...]
    all_minimal: bool
    single: dict[str, str]
    gaps: tuple[str, ...]


def coalition(
    parties: Sequence[Party],
    needs: Sequence[str],
    *,
    exclude: Sequence[tuple[str, str]] = (),
    influence: Fraction = Fraction(0),
    most: int = MOST_COVERS,
) -> Coalition:
    """Who together serve all `needs` with at least this much influence; pairs in `exclude` do not go together.

    Needs that nobody serves are gaps, and the others are covered. Raises ValueError for parties named twice, pairs of
    who is not there, or costs below zero.
    """
    known = {party.name: party for party in sorted(parties, key=lambda party: party.name)}
    check(parties, known, exclude)
    gaps = tuple(sorted(need for need in set(needs) if not any(need in party.serves for party in parties)))
    wanted = sorted(set(needs) - set(gaps))
    apart = {frozenset(pair) for pair in exclude}
    servers = {need: [name for name, party in known.items() if need in party.serves] for need in wanted}
    least = cheapest_cost(known, servers, apart, influence)
    covers, complete = minimal_covers(known, servers, apart, influence, most)
    best = cheapest_covers(known, servers, apart, influence, least) if least is not None else ()
    return Coalition(
        cost=least,
        cheapest=best,
        minimal=covers,
        all_minimal=complete,
        single={need: names[0] for need, names in servers.items() if len(names) == 1},
        gaps=gaps,
    )


def check(parties: Sequence[Party], known: Mapping[str, Party], exclude: Sequence[tuple[str, str]]) -> None:
    if len(known) != len(parties):
        twice = next(party.name for at, party in enumerate(parties) if party.name in {one.name for one in parties[:at]})
        raise BadInput("party_twice", party=twice)
    for party in parties:
        if party.cost < 0 or party.influence < 0:
            raise BadInput("below_zero", party=party.name)
    for one, other in exclude:
        if one not in known or other not in known or one == other:
            raise BadInput("not_two_parties", one=one, other=other)


type Servers = Mapping[str, Sequence[str]]
type Apart = set[frozenset[str]]


class Program:
    """A binary choice for each party: every need served, nobody beside who excludes them, enough influence."""

    def __init__(self, known: Mapping[str, Party], servers: Servers, apart: Apart, influence: Fraction) -> None:
        self.names = list(known)
        self.scale = lcm(1, *(party.cost.denominator for party in known.values()))
        self.costs = [int(party.cost * self.scale) for party in known.values()]
        self.solver: Any = Solver()
        place = {name: at for at, name in enumerate(self.names)}
        for cost in self.costs:
            self.solver.addCol(float(cost), 0.0, 1.0, 0, [], [])
            self.solver.changeColIntegrality(self.solver.getNumCol() - 1, highspy.HighsVarType.kInteger)
        for names in servers.values():
            self.row(1.0, [(place[name], 1.0) for name in names])
        for pair in apart:
            self.row(-1.0, [(place[name], -1.0) for name in pair])
        if influence > 0:
            scale = lcm(influence.denominator, *(party.influence.denominator for party in known.values()))
            weights = [
                (place[name], float(party.influence * scale)) for name, party in known.items() if party.influence
            ]
            self.row(float(influence * scale), weights)

    def row(self, least: float, terms: Sequence[tuple[int, float]]) -> None:
        places, factors = [at for at, _factor in terms], [factor for _at, factor in terms]
        self.solver.addRow(least, highspy.kHighsInf, len(places), places, factors)

    def solve(self) -> frozenset[int] | None:
        """The places of a cheapest choice, or None when there is no choice (any more)."""
        if not self.names:
            return frozenset() if self.solver.getNumRow() == 0 else None
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return frozenset(at for at, value in enumerate(self.solver.getSolution().col_value) if value > 0.5)

    def forbid(self, names: Sequence[str]) -> None:
        """Not all of these together again."""
        self.row(1 - len(names), [(self.names.index(name), -1.0) for name in names])


def cheapest_cost(known: Mapping[str, Party], servers: Servers, apart: Apart, influence: Fraction) -> Fraction | None:
    program = Program(known, servers, apart, influence)
    chosen = program.solve()
    return None if chosen is None else Fraction(sum(program.costs[at] for at in chosen), program.scale)


def cheapest_covers(
    known: Mapping[str, Party], servers: Servers, apart: Apart, influence: Fraction, least: Fraction
) -> tuple[tuple[str, ...], ...]:
    """Choices of the least cost from which nobody can be missed, at most MOST_COVERS.

    Whoever can be missed in a choice of the least cost costs nothing, so leaving them out keeps it cheapest.
    """
    program, found = Program(known, servers, apart, influence), list[tuple[str, ...]]()
    while len(found) < MOST_COVERS:
        chosen = program.solve()
        if chosen is None or Fraction(sum(program.costs[at] for at in chosen), program.scale) > least:
            break
        names = without_spare([program.names[at] for at in sorted(chosen)], known, servers, influence)
        found.append(names)
        if not names:
            break
        program.forbid(names)
    return tuple(sorted(found))


def covers(names: Sequence[str], known: Mapping[str, Party], servers: Servers, influence: Fraction) -> bool:
    served = frozenset().union(*(known[name].serves for name in names)) if names else frozenset()
    enough = sum((known[name].influence for name in names), Fraction(0)) >= influence
    return enough and all(need in served for need in servers)


def without_spare(
    names: Sequence[str], known: Mapping[str, Party], servers: Servers, influence: Fraction
) -> tuple[str, ...]:
    """The same cover without those who can be missed, one after the other."""
    kept = list(names)
    for name in names:
        fewer = [one for one in kept if one != name]
        if covers(fewer, known, servers, influence):
            kept = fewer
    return tuple(kept)


def minimal_covers(
    known: Mapping[str, Party], servers: Servers, apart: Apart, influence: Fraction, most: int
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Minimal covers by growing size, at most so many; and whether these are all."""
    names, found, steps = list(known), list[tuple[str, ...]](), 0
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            steps += 1
            if steps > MOST_STEPS:
                return tuple(found), False
            if any(set(one) <= set(chosen) for one in found) or any(pair <= set(chosen) for pair in apart):
                continue
            if covers(chosen, known, servers, influence):
                if len(found) == most:
                    return tuple(found), False
                found.append(chosen)
    return tuple(found), True
