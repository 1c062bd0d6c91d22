"""What stands in the way when no package suits everybody."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from samenhang.analysis.packages.case import Case
from samenhang.analysis.packages.counting import blocks

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Opening:
    """One party whose minimum, lowered by so many points, would open a package, the other minima as they are."""

    party: str
    lower_by: Fraction


@dataclass(frozen=True, slots=True)
class Blocked:
    """`impossible`: parties whose minimum no allowed package reaches. `openings`: whose minimum alone is in the way.

    `shortfall` is the least that all parties together miss in any allowed package; None when all packages hold
    something forbidden.
    """

    shortfall: Fraction | None
    impossible: tuple[str, ...]
    openings: tuple[Opening, ...]
    forbidden_only: bool

    @property
    def parties(self) -> tuple[str, ...]:
        """Who blocks: whose minimum cannot be reached at all; else whose alone stands in the way; else nobody alone."""
        return self.impossible or tuple(opening.party for opening in self.openings)


def what_blocks(case: Case) -> Blocked:
    """For a case without a feasible package; goes through all packages."""
    count = len(case.parties)
    shortfall, lower = NEVER, np.full(count, NEVER, dtype=np.int64)
    reachable, some_allowed, some_suits = np.zeros(count, dtype=bool), False, False
    for _first, points, allowed in blocks(case):
        missing = np.maximum(case.minimum[:, None] - points, 0)
        some_suits = some_suits or bool((missing == 0).all(axis=0).any())
        missing = missing[:, allowed]
        if not missing.shape[1]:
            continue
        some_allowed = True
        shortfall = min(shortfall, int(missing.sum(axis=0).min()))
        short = missing > 0
        reachable |= ~short.all(axis=1)
        alone = short.sum(axis=0) == 1
        for party in range(count):
            only = missing[party, alone & short[party]]
            if len(only):
                lower[party] = min(int(lower[party]), int(only.min()))
    openings = [Opening(case.parties[at], case.unscaled(int(lower[at]))) for at in range(count) if lower[at] != NEVER]
    return Blocked(
        shortfall=case.unscaled(shortfall) if some_allowed else None,
        impossible=tuple(case.parties[at] for at in range(count) if some_allowed and not reachable[at]),
        openings=tuple(sorted(openings, key=lambda one: (one.lower_by, one.party))),
        forbidden_only=some_suits,
    )
