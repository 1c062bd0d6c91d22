"""The balance of power between two parties (Emerson 1962; Casciaro & Piskorski 2005).

How far A depends on B: for each need of A that B serves, how important it is × the part that B serves × how far there
is no alternative. The difference between the two is the imbalance, the sum their mutual dependence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_IMPORTANT = 3
# Up to this mutual dependence (each need counts at most 3) there is little reason to work together.
LITTLE = 1.0
# From this difference on, as a part of the mutual dependence, the balance is uneven.
UNEVEN = 1 / 3


class Reading(StrEnum):
    """What a balance tells."""

    LOW = "low"
    STABLE = "stable"
    UNEVEN = "uneven"


class Move(StrEnum):
    """The four ways to even out a balance, for the party that depends most (Emerson 1962)."""

    NEED_LESS = "need_less"
    FIND_ALTERNATIVES = "find_alternatives"
    GIVE_VALUE = "give_value"
    JOIN_FORCES = "join_forces"


@dataclass(frozen=True, slots=True)
class Need:
    """A need that the other serves: importance 0 to 3, the part the other serves 0 to 1, alternatives 0 to 1."""

    what: str
    importance: float
    share: float
    alternatives: float

    @property
    def weight(self) -> float:
        return self.importance * self.share * (1 - self.alternatives)


@dataclass(frozen=True, slots=True)
class Balance:
    """Of A and B. `weaker` is who depends most ("a" or "b"), None when they are even; `moves` are for that party.

    `heaviest` is the need on which most of the dependence of the weaker party hangs.
    """

    a_on_b: float
    b_on_a: float
    reading: Reading
    weaker: str | None
    heaviest: str | None
    moves: tuple[Move, ...]

    @property
    def imbalance(self) -> float:
        return abs(self.a_on_b - self.b_on_a)

    @property
    def mutual(self) -> float:
        return self.a_on_b + self.b_on_a


def balance(needs_of_a: Sequence[Need], needs_of_b: Sequence[Need]) -> Balance:
    """From what A needs of B, and B of A. Raises ValueError naming the need with a number outside its scale."""
    a_on_b, b_on_a = dependence(needs_of_a), dependence(needs_of_b)
    mutual, difference = a_on_b + b_on_a, abs(a_on_b - b_on_a)
    weaker = None if a_on_b == b_on_a else "a" if a_on_b > b_on_a else "b"
    even = Reading.UNEVEN if difference >= UNEVEN * mutual else Reading.STABLE
    reading = Reading.LOW if mutual <= LITTLE else even
    needs = needs_of_a if weaker == "a" else needs_of_b
    heaviest = max(needs, key=lambda need: (need.weight, need.what), default=None) if weaker else None
    moves = tuple(Move) if reading is Reading.UNEVEN else ()
    return Balance(a_on_b, b_on_a, reading, weaker, heaviest.what if heaviest else None, moves)


def dependence(needs: Sequence[Need]) -> float:
    for need in needs:
        for name, value, most in [
            ("importance", need.importance, MOST_IMPORTANT),
            ("share", need.share, 1),
            ("alternatives", need.alternatives, 1),
        ]:
            if not 0 <= value <= most:
                raise ValueError(f"{need.what}, {name}: {value:g} is not between 0 and {most}.")
    return sum(need.weight for need in needs)
