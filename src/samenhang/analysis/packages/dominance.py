"""Which points are not dominated: no other gives some party more and none less (Pareto).

Few are compared each with each. Many are compared with thousands at a time, as sets of bits: for each party, and each
number of points that it can get, the set of those that give it as much. The sets that belong to a point, one for each
party, have in common what dominates it (bitmaps for skylines: Tan, Eng & Ooi 2001).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from samenhang.analysis.packages.case import Whole

type Mask = NDArray[np.bool_]
type Places = NDArray[np.intp]
type Bits = NDArray[np.uint64]

# So few are compared each with each.
FEW = 200
# Points in one set: a set is a row of 512 bytes then, and those of nine parties stay in the cache of a processor.
TILE = 4096
# Points that are looked up in the sets at a time.
CHUNK = 512
# Numbers closer together than this are ranked without sorting them.
NARROW = 2**16
# More efficient points than this are not listed: nobody reads them, and comparing takes time by the square of it.
MOST_ON_FRONT = 300_000


class TooMany(Exception):
    """The front is larger than is listed."""


def undominated(points: Whole) -> Mask:
    """Which of these distinct points (points × parties) are not dominated by another. Raises TooMany."""
    if points.shape[1] <= 2:
        return two_parties(points)
    return each_with_each(points) if len(points) <= FEW else in_tiles(points)


def two_parties(points: Whole) -> Mask:
    """With one or two parties one walk is enough: what is best for the first so far must get better for the second."""
    by_first = np.lexsort(points.T[::-1])[::-1]
    second = points[by_first, -1]
    best_before = np.concatenate(([np.iinfo(np.int64).min], np.maximum.accumulate(second)[:-1]))
    mask = np.zeros(len(points), dtype=bool)
    mask[by_first[second > best_before]] = True
    return mask


def each_with_each(points: Whole) -> Mask:
    """Every point is at least as good as itself, and distinct: what dominates it is a second one."""
    as_good = np.ones((len(points), len(points)), dtype=bool)
    for party in points.T:
        as_good &= party[None, :] >= party[:, None]
    alone: Mask = as_good.sum(axis=1) == 1
    return alone


def in_tiles(points: Whole) -> Mask:
    """The best are taken from the top, as many as make a tile, and what they dominate goes at once.

    What dominates a point stands higher for some party and lower for none, so it has a larger sum of ranks and comes
    before it. Once the tiles before have been compared, only its own tile can hold what dominates it.
    """
    ranks = np.stack([ranks_of(party) for party in points.T])
    places = np.argsort(ranks.sum(axis=0))[::-1]
    ranks = ranks[:, places]
    sizes = ranks.max(axis=1) + 1
    mask, found = np.zeros(len(points), dtype=bool), 0
    while len(places):
        tile = Tile.of(ranks[:, :TILE], sizes)
        alone = tile.as_good(ranks[:, :TILE]) == 1
        mask[places[:TILE][alone]] = True
        found += int(alone.sum())
        if found > MOST_ON_FRONT:
            raise TooMany
        left = TILE + np.flatnonzero(tile.as_good(ranks[:, TILE:]) == 0)
        places, ranks = places[left], ranks[:, left]
    return mask


def ranks_of(values: Whole) -> Places:
    """The place of each value among the different ones, from 0 for the lowest."""
    low = values - values.min()
    if low.max() >= NARROW:
        return np.unique(values, return_inverse=True)[1]
    present = np.zeros(int(low.max()) + 1, dtype=bool)
    present[low] = True
    ranks: Places = (np.cumsum(present) - 1)[low]
    return ranks


@dataclass(frozen=True, slots=True)
class Tile:
    """For each party sets of the points in a tile, one bit for each point (sets × words), and rank → which set.

    The set of a rank holds the points of at least that rank; the first set is empty.
    """

    sets: tuple[Bits, ...]
    set_of: tuple[Places, ...]

    @classmethod
    def of(cls, ranks: Places, sizes: Places) -> Self:
        """From ranks (parties × points), of which each party has so many different ones in all."""
        pairs = [cls.sets_of(party, int(size)) for party, size in zip(ranks, sizes, strict=True)]
        return cls(tuple(sets for sets, _set_of in pairs), tuple(set_of for _sets, set_of in pairs))

    @staticmethod
    def sets_of(ranks: Places, size: int) -> tuple[Bits, Places]:
        """Each point is put in the set of its own rank, and then every set in the next: that of the rank below."""
        present = np.zeros(size, dtype=bool)
        present[ranks] = True
        set_of = np.cumsum(present[::-1])[::-1]
        own = set_of[ranks]
        sets = np.zeros((int(set_of[0]) + 1, -(-len(ranks) // 64) * 8), dtype=np.uint8)
        for bit in range(8):
            with_bit = own[bit::8]
            sets[with_bit, np.arange(len(with_bit))] |= np.uint8(1 << bit)
        return np.bitwise_or.accumulate(sets.view(np.uint64), axis=0), set_of

    def as_good(self, ranks: Places) -> NDArray[np.int64]:
        """How many points of the tile are for all parties at least as good as each of these (parties × points)."""
        counts = np.zeros(ranks.shape[1], dtype=np.int64)
        room = np.empty((2, CHUNK, self.sets[0].shape[1]), dtype=np.uint64)
        for begin in range(0, len(counts), CHUNK):
            chunk = ranks[:, begin : begin + CHUNK]
            common, one = room[:, : chunk.shape[1]]
            common.fill(~np.uint64(0))
            for sets, set_of, party in zip(self.sets, self.set_of, chunk, strict=True):
                sets.take(set_of[party], axis=0, out=one, mode="clip")
                np.bitwise_and(common, one, out=common)
            # Short numbers add up faster, and hold as many as a tile.
            counts[begin : begin + CHUNK] = np.bitwise_count(common).sum(axis=1, dtype=np.uint16)
        return counts
