"""Efficient packages: those than which no other gives some party more and none less (Pareto).

Points add up over issues, so what is dominated halfway can never become efficient: the front is made issue by issue,
and what is dominated goes at once. Equal points are counted and kept once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samenhang.analysis.packages.case import Case, Whole
from samenhang.analysis.packages.dominance import undominated

# What fits in one of numpy's whole numbers.
LARGEST_KEY = 2**62


@dataclass(frozen=True, slots=True)
class Front:
    """Distinct efficient points (vectors × parties), and how many packages have each."""

    points: Whole
    counts: Whole

    @property
    def packages(self) -> int:
        return int(self.counts.sum())


def efficient(case: Case, *, allowed_only: bool) -> Front:
    """The efficient packages among all, or among those that hold nothing forbidden. Raises TooMany."""
    front = Front(np.zeros((1, len(case.parties)), dtype=np.int64), np.ones(1, dtype=np.int64))
    for issue in by_size(case):
        worth = case.points[issue].T
        if allowed_only:
            worth = worth[~case.forbidden[issue]]
        if not len(worth):
            return Front(np.zeros((0, len(case.parties)), dtype=np.int64), np.zeros(0, dtype=np.int64))
        candidates = added(front, worth)
        keep = undominated(candidates.points)
        front = Front(candidates.points[keep], candidates.counts[keep])
    return front


def by_size(case: Case) -> Sequence[int]:
    """Issues with few options first: fewer candidates while there is most to leave out."""
    return sorted(range(len(case.issues)), key=lambda issue: (len(case.options[issue]), issue))


def added(front: Front, worth: Whole) -> Front:
    """Every point of the front with every option, equal ones counted together; in rising order."""
    points = (front.points[:, None, :] + worth[None, :, :]).reshape(-1, front.points.shape[1])
    counts = np.repeat(front.counts, len(worth))
    keys = keys_of(points)
    order = np.lexsort(keys[::-1])
    first = np.ones(len(points), dtype=bool)
    first[1:] = np.any([key[order[1:]] != key[order[:-1]] for key in keys], axis=0)
    return Front(points[order[first]], np.add.reduceat(counts[order], np.flatnonzero(first)))


def keys_of(points: Whole) -> list[Whole]:
    """Numbers that are in the order of these points (points × parties), with as many parties in each as fit."""
    keys, room = list[Whole](), LARGEST_KEY
    for party in points.T:
        low = party - party.min()
        size = int(low.max()) + 1
        room *= size
        if room < LARGEST_KEY:
            keys[-1] = keys[-1] * size + low
        else:
            keys.append(low)
            room = size
    return keys
