"""Efficient packages: those than which no other gives some party more and none less (Pareto).

Points add up over issues, so what is dominated halfway can never become efficient: the front is made issue by issue,
and what is dominated goes at once. Equal points are counted and kept once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samenhang.analysis.packages.case import Case, Whole

# So few are compared without cutting them up first: with nine parties there are up to 512 parts, each of few points.
FEW = 16_000

type Places = NDArray[np.int64]
type Table = NDArray[np.signedinteger[Any]]

# Compared at a time: as much as stays in the cache of a processor.
CHUNK = 512
# More efficient vectors than this are not listed: nobody reads them, and comparing takes as long as the square of it.
MOST_ON_FRONT = 300_000


class TooMany(Exception):
    """The front is larger than is listed."""


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
        front = undominated(added(front, worth))
    return front


def by_size(case: Case) -> Sequence[int]:
    """Issues with few options first: fewer candidates while there is most to leave out."""
    return sorted(range(len(case.issues)), key=lambda issue: (len(case.options[issue]), issue))


def added(front: Front, worth: Whole) -> Front:
    """Every point of the front with every option, equal ones counted together."""
    points = (front.points[:, None, :] + worth[None, :, :]).reshape(-1, front.points.shape[1])
    counts = np.repeat(front.counts, len(worth))
    distinct, place = np.unique(points, axis=0, return_inverse=True)
    return Front(distinct, np.bincount(place.reshape(-1), weights=counts).astype(np.int64))


def undominated(front: Front) -> Front:
    """Without points than which another is at least as good for all and better for one. They must be distinct."""
    keep = undominated_mask(front.points)
    return Front(front.points[keep], front.counts[keep])


def undominated_mask(points: Whole) -> NDArray[np.bool_]:
    """Which of these distinct points (points × parties) are not dominated by another."""
    order = np.lexsort((*points.T[::-1], points.sum(axis=1)))[::-1]
    ranked = points[order]
    keep = two_parties(ranked) if points.shape[1] <= 2 else more_parties(ranked)
    mask = np.zeros(len(points), dtype=bool)
    mask[order[keep]] = True
    return mask


def two_parties(ranked: Whole) -> NDArray[np.bool_]:
    """With one or two parties one walk is enough: what is best for the first so far must get better for the second."""
    by_first = np.lexsort(ranked.T[::-1])[::-1]
    second = ranked[by_first, -1]
    best_before = np.concatenate(([np.iinfo(np.int64).min], np.maximum.accumulate(second)[:-1]))
    keep = np.zeros(len(ranked), dtype=bool)
    keep[by_first[second > best_before]] = True
    return keep


def more_parties(ranked: Whole) -> NDArray[np.bool_]:
    keep = np.zeros(len(ranked), dtype=bool)
    keep[front_places(compact(ranked), np.arange(len(ranked)))] = True
    return keep


def front_places(points: Table, places: Places) -> Places:
    """Which of these places hold an undominated point; the points stand in falling order of their sum.

    Many are cut in two by the middle of each party. A point can only be dominated from a part that is at least as high
    for every party, and there only the parties need comparing for whom both are on the same side (Zhang, Mamoulis &
    Cheung 2009; Lee & Hwang 2010).
    """
    if len(places) <= FEW:
        return among_few(points, places)
    middle = np.median(points[places], axis=0)
    sides = (points[places] > middle) @ (1 << np.arange(points.shape[1]))
    if len(np.unique(sides)) == 1:
        return among_few(points, places)
    fronts: dict[int, Places] = {}
    for side in sorted(set(sides.tolist()), key=lambda one: (-int(one).bit_count(), one)):
        alive = places[sides == side]
        for higher, front in fronts.items():
            if higher & side == side:
                alive = survivors(points, alive, front, parties_on_one_side(higher, side, points.shape[1]))
        if len(alive):
            fronts[side] = front_places(points, alive)
            if sum(map(len, fronts.values())) > MOST_ON_FRONT:
                raise TooMany
    return np.sort(np.concatenate(list(fronts.values())))


def parties_on_one_side(higher: int, side: int, count: int) -> list[int]:
    return [party for party in range(count) if not (higher ^ side) >> party & 1]


def survivors(points: Table, places: Places, by: Places, parties: Sequence[int]) -> Places:
    """Without the places that one of `by` dominates; only these parties can differ the wrong way."""
    for at in range(0, len(by), CHUNK):
        others = points[by[at : at + CHUNK]]
        for begin in range(0, len(places), CHUNK):
            chunk = places[begin : begin + CHUNK]
            places[begin : begin + CHUNK] = np.where(at_least(points[chunk], others, parties).any(axis=1), -1, chunk)
        places = places[places >= 0]
        if not len(places):
            break
    return places


def among_few(points: Table, places: Places) -> Places:
    """In the order of their sum: only what has more in all can dominate, and it has been looked at before."""
    everybody = range(points.shape[1])
    kept: list[Places] = []
    for begin in range(0, len(places), CHUNK):
        alive = places[begin : begin + CHUNK].copy()
        for front in kept:
            alive = survivors(points, alive, front, everybody)
        better = at_least(points[alive], points[alive], everybody)
        np.fill_diagonal(better, val=False)
        kept.append(alive[~better.any(axis=1)])
    return np.concatenate(kept)


def at_least(points: Table, by: Table, parties: Sequence[int]) -> NDArray[np.bool_]:
    """Which of `by` have for all these parties at least as much as which of `points` (points × by)."""
    found = np.ones((len(points), len(by)), dtype=bool)
    for party in parties:
        found &= by[None, :, party] >= points[:, None, party]
    return found


def compact(points: Whole) -> Table:
    """The same order in half the room, where the numbers allow it: comparing is then twice as fast."""
    limits = np.iinfo(np.int32)
    fits = len(points) == 0 or (points.min() >= limits.min and points.max() <= limits.max)
    return np.ascontiguousarray(points, dtype=np.int32 if fits else np.int64)
