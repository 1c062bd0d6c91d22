"""Counting coalitions that lose without a member and win with it, by their size; exact, and not one by one.

One weighted game is counted by `one_game`.
Rules of several games: two halves of the members, each half's coalitions sorted by the weight that varies most, and
counted against each other (Horowitz & Sahni 1974); or all `side_by_side`, where several weights vary.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise, product

import numpy as np

from samenhang.analysis.voting.one_game import OneGame, Sizes, TooMuch
from samenhang.analysis.voting.rules import Game, Vector
from samenhang.analysis.voting.side_by_side import FAR, Table, decisive, suits, written_out

# Members of whom every coalition can be looked at.
FEW = 18
# Members of whom all coalitions of one half are written out.
MOST_IN_HALVES = 34


class Counts:
    """How often members of a game decide. `order`: by all their weights, the strongest first."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.order = sorted(game.members, key=lambda member: game.vectors[member], reverse=True)
        self.nobody_is_needed = game.wins((0,) * len(game.quotas))

    @cached_property
    def one_game(self) -> OneGame:
        return OneGame([self.game.vectors[member][0] for member in self.order], self.game.quotas[0])

    @cached_property
    def halves(self) -> "Halves":
        if len(self.order) > MOST_IN_HALVES:
            raise TooMuch("too_many_members", most=MOST_IN_HALVES)
        return Halves(self.game, self.order)

    def decisive(self) -> dict[str, Sizes]:
        """Member → size of a coalition of others → how many lose without the member and win with it.

        Raises TooMuch.
        """
        if self.nobody_is_needed:
            return {member: {} for member in self.game.members}
        if suits(self.game):
            return decisive(self.game)
        by_kind: dict[Vector, Sizes] = {}
        for member in self.order:
            vector = self.game.vectors[member]
            if vector not in by_kind:
                by_kind[vector] = self._decisive_for(member, vector)
        return {member: by_kind[self.game.vectors[member]] for member in self.game.members}

    def _decisive_for(self, member: str, vector: Vector) -> Sizes:
        if len(vector) == 1:
            return self.one_game.decisive(vector[0])
        return self.halves.decisive([one for one in self.order if one != member], vector)

    def minimal_winning(self) -> int | None:
        """In how many coalitions everybody is needed; None when that cannot be counted.

        Where members can be put in order of all their weights, a coalition is one when its weakest member is needed: so
        each member in turn is the weakest, with a coalition of stronger ones.
        """
        if self.nobody_is_needed:
            return 1
        if len(self.game.quotas) == 1:
            return self.one_game.minimal_winning
        vectors = [self.game.vectors[member] for member in self.order]
        if not all(is_as_strong(one, other) for one, other in pairwise(vectors)):
            return None if len(self.order) > FEW else one_by_one(self.game)
        return sum(sum(self.halves.decisive(self.order[:at], vector).values()) for at, vector in enumerate(vectors))


def is_as_strong(one: Vector, other: Vector) -> bool:
    return all(a >= b for a, b in zip(one, other, strict=True))


def one_by_one(game: Game) -> int:
    """For few members whose weights do not go together: every coalition is looked at."""
    found = 0
    for chosen in product((False, True), repeat=len(game.members)):
        inside = [member for member, is_in in zip(game.members, chosen, strict=True) if is_in]
        sums = game.total(inside)
        if game.wins(sums) and not any(game.wins(minus(sums, game.vectors[member])) for member in inside):
            found += 1
    return found


def minus(sums: Vector, vector: Vector) -> Vector:
    return tuple(a - b for a, b in zip(sums, vector, strict=True))


# Several games


class Halves:
    """The members of a game in two fixed halves; the coalitions of each are written out once and sorted."""

    def __init__(self, game: Game, order: Sequence[str]) -> None:
        self.game = game
        self.first = frozenset(order[: len(order) // 2])
        # The game whose sums differ most; by those of the others coalitions are put together.
        self.main = max(range(len(game.quotas)), key=lambda at: (len({one[at] for one in game.vectors.values()}), -at))
        self._written: dict[tuple[str, ...], dict[tuple[int, Vector], Table]] = {}

    def decisive(self, others: Sequence[str], vector: Vector) -> Sizes:
        """Size → how many coalitions of `others` lose, and win together with a member of this kind."""
        left = self.coalitions(tuple(one for one in others if one in self.first))
        right = self.coalitions(tuple(one for one in others if one not in self.first))
        found: Counter[int] = Counter()
        for (size, sums), weights in left.items():
            for (other_size, other_sums), other_weights in right.items():
                low, high = self.window(plus(sums, other_sums), vector)
                if low < high:
                    found[size + other_size] += pairs_between(weights, other_weights, low, high)
        return +found

    def window(self, sums: Vector, vector: Vector) -> tuple[int, int]:
        """From which sum in the main game on a coalition wins with the member, and from which on without."""
        joined = threshold(self.game, plus(sums, vector), self.main)
        return joined - vector[self.main], threshold(self.game, sums, self.main)

    def coalitions(self, members: tuple[str, ...]) -> dict[tuple[int, Vector], Table]:
        """All coalitions of these members: (size, sums in the games but the main one) → their sums in that, sorted."""
        if members not in self._written:
            self._written[members] = by_sums(self.game, members, self.main)
        return self._written[members]


def plus(one: Vector, other: Vector) -> Vector:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def by_sums(game: Game, members: Sequence[str], main: int) -> dict[tuple[int, Vector], Table]:
    sums = written_out(game, members)
    weights = sums[:, main + 1].copy()
    sums[:, main + 1] = 0
    order = np.lexsort((weights, *sums.T))
    keys, weights = sums[order], weights[order]
    starts = np.flatnonzero(np.concatenate(([True], (keys[1:] != keys[:-1]).any(axis=1))))
    return {
        (int(keys[begin, 0]), tuple(map(int, keys[begin, 1:]))): part
        for begin, part in zip(starts, np.split(weights, starts[1:]), strict=True)
    }


def threshold(game: Game, sums: Vector, main: int) -> int:
    """The least sum in the main game with which a coalition wins, with these sums in the others."""
    if game.wins(tuple(-FAR if at == main else total for at, total in enumerate(sums))):
        return -FAR
    quota = game.quotas[main]
    return quota if game.wins(tuple(quota if at == main else total for at, total in enumerate(sums))) else FAR


def pairs_between(one: Table, other: Table, low: int, high: int) -> int:
    """How many pairs of these sums, one of each, add up to at least `low` and less than `high`."""
    below = np.searchsorted(other, high - one, side="left") - np.searchsorted(other, low - one, side="left")
    return int(below.sum())
