"""Rules of several games with weights that differ, for up to 28 members: all coalitions of one half of the members
beside all of the other half, as a table of which pairs win."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from samenhang.analysis.voting.one_game import Sizes, TooMuch
from samenhang.analysis.voting.rules import Game, decide

type Table = NDArray[np.int64]

# Members of whom the table can be made: 2 to this power of pairs.
MOST_SIDE_BY_SIDE = 28
# Of the table, at a time.
ROWS = 256
# More than any sum of weights.
FAR = 2**62


def suits(game: Game) -> bool:
    """Whether several games have more than two different weights, of few enough members.

    Else sums are the same for so many coalitions that counting them by their sums is faster.
    """
    weights = {tuple(vector[at] for vector in game.vectors.values()) for at in range(len(game.quotas))}
    return len(game.members) <= MOST_SIDE_BY_SIDE and sum(len(set(one)) > 2 for one in weights) > 1


def written_out(game: Game, members: Sequence[str]) -> Table:
    """A row for each coalition of these members: its size, and its sum in each game.

    Bit m of the number of a row tells whether member m is in it. Raises TooMuch.
    """
    if max(game.total(game.members)) >= FAR // 4:
        raise TooMuch("weights_too_large")
    sums = np.zeros((1, len(game.quotas) + 1), dtype=np.int64)
    for member in members:
        sums = np.concatenate([sums, sums + np.array([1, *game.vectors[member]])])
    return sums


def decisive(game: Game) -> dict[str, Sizes]:
    """Member → size of a coalition of others → how many lose without the member and win with it.

    What wins goes on winning when somebody joins. So of that size as many are decided by a member as win with it, less
    those of the others that win already. Raises TooMuch.
    """
    halves = game.members[: len(game.members) // 2], game.members[len(game.members) // 2 :]
    sums = [written_out(game, half) for half in halves]
    found = dict[str, Sizes]()
    for half, own, won in zip(halves, sums, wins_by_size(game, *sums), strict=True):
        everybody = by_size(own, won)
        for at, member in enumerate(half):
            inside = np.flatnonzero(np.arange(len(own)) >> at & 1)
            with_it = by_size(own[inside], won[inside])
            counts = (with_it[1:] - (everybody - with_it)[:-1])[: len(game.members)]
            found[member] = {size: int(count) for size, count in enumerate(counts) if count}
    return found


def wins_by_size(game: Game, one: Table, other: Table) -> tuple[Table, Table]:
    """For each coalition of one half: with how many of each size of the other half it wins. And the other way round."""
    # Counts stay below 2^24, so that these are exact and can be multiplied fast.
    one_sizes, other_sizes = (np.eye(table[-1, 0] + 1, dtype=np.float32)[table[:, 0]] for table in (one, other))
    of_one = np.zeros((len(one), other_sizes.shape[1]), dtype=np.int64)
    of_other = np.zeros((len(other), one_sizes.shape[1]), dtype=np.int64)
    for begin in range(0, len(one), ROWS):
        rows = slice(begin, begin + ROWS)
        reached = [np.add.outer(one[rows, at], other[:, at]) >= quota for at, quota in enumerate(game.quotas, start=1)]
        wins = np.asarray(decide(game.tree, reached)).astype(np.float32)
        of_one[rows] = wins @ other_sizes
        of_other += (wins.T @ one_sizes[rows]).astype(np.int64)
    return of_one, of_other


def by_size(own: Table, won: Table) -> Table:
    """How many coalitions of each size win, from those of one half (`own`) and what each wins with (`won`)."""
    sizes = np.zeros(won.shape[1] + int(own[:, 0].max()) + 1, dtype=np.int64)
    np.add.at(sizes, own[:, :1] + np.arange(won.shape[1]), won)
    return sizes
