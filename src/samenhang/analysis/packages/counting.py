"""Going through all packages in blocks, in bounded memory: how many are feasible, and which have given points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samenhang.analysis.packages.case import Case, Whole

# Packages that are looked at together.
BLOCK = 200_000


@dataclass(frozen=True, slots=True)
class Counts:
    """How many packages every party can accept with nothing forbidden, and how many each party could accept."""

    feasible: int
    acceptable: dict[str, int]


def blocks(case: Case) -> Iterator[tuple[int, Whole, NDArray[np.bool_]]]:
    """The number of the first package of each block, the points (parties × packages), and which hold nothing forbidden.

    The last issues vary fastest; as many of them as fit in a block are put together once.
    """
    sizes = [len(options) for options in case.options]
    inner = len(sizes)
    count = 1
    while inner > 0 and count * sizes[inner - 1] <= BLOCK:
        inner -= 1
        count *= sizes[inner]
    tail, tail_barred = combined(case, range(inner, len(sizes)))
    head, head_barred = combined(case, range(inner))
    for at in range(head.shape[1]):
        allowed = np.zeros(count, dtype=bool) if head_barred[at] else ~tail_barred
        yield at * count, tail + head[:, at : at + 1], allowed


def combined(case: Case, issues: Sequence[int] | range) -> tuple[Whole, NDArray[np.bool_]]:
    """The points of all combinations of these issues (parties × combinations), and which hold something forbidden."""
    points = np.zeros((len(case.parties), 1), dtype=np.int64)
    barred = np.zeros(1, dtype=bool)
    for issue in issues:
        worth = case.points[issue]
        points = (points[:, :, None] + worth[:, None, :]).reshape(len(case.parties), -1)
        barred = (barred[:, None] | case.forbidden[issue][None, :]).reshape(-1)
    return points, barred


def count_packages(case: Case) -> Counts:
    feasible, acceptable = 0, np.zeros(len(case.parties), dtype=np.int64)
    for _first, points, allowed in blocks(case):
        reached = points >= case.minimum[:, None]
        acceptable += reached.sum(axis=1)
        feasible += int((reached.all(axis=0) & allowed).sum())
    return Counts(feasible, {party: int(n) for party, n in zip(case.parties, acceptable, strict=True)})


def numbers_with(case: Case, wanted: Sequence[Whole], most: int) -> list[list[int]]:
    """The numbers of allowed packages whose points are a column of `wanted` (parties × vectors), for each of these.

    At most so many of each.
    """
    found: list[list[int]] = [[] for _columns in wanted]
    for first, points, allowed in blocks(case):
        for numbers, columns in zip(found, wanted, strict=True):
            if len(numbers) < most:
                for column in columns.T:
                    same = (points == column[:, None]).all(axis=0) & allowed
                    numbers += (first + np.flatnonzero(same)).tolist()
        if all(len(numbers) >= most for numbers in found):
            break
    return [sorted(numbers)[:most] for numbers in found]
