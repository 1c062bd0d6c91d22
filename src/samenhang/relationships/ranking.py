"""Which relation to work on first, and why. Pure: the same facts always give the same list. Requirement A6.

Two questions are asked of every relation. How much can it gain? Most in dimension 2, where a step to 3 is nearest
(the source advises to begin there); much when there is no contact yet or nobody looked; little in 3; least in 4.
And how much depends on it? That follows from what they are needed for, their influence, preconditions that are not
met, and how long nobody has looked. The weight is the product, so that a relation comes first when both are high.
The numbers are ours: see docs/methods/relationships.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from samenhang.relationships.proposal import RECENT_DAYS

GAIN = {2: 6, 1: 4, None: 4, 3: 2, 4: 1}
ESSENTIAL, NEEDED = 4, 2
INFLUENCE = {4: 3, 3: 2, 2: 1, 1: 0, None: 1}
ABSOLUTE_NOT_MET, OTHER_NOT_MET = 2, 1
NOT_SEEN_LATELY = 1
LARGE = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one relation; `key` tells it from others, `dimension` and `influence` are 1 to 4 or None.

    `needed_for`: how many things. Preconditions are counted: `absolute_open` are those without which they do not join
    and that are not met, `other_open` the other unmet ones, `met` those arranged. `days_since_seen` is the age of the
    last observation, None when there is none.
    """

    key: str
    dimension: int | None = None
    is_impression: bool = False
    essential: bool = False
    needed_for: int = 0
    influence: int | None = None
    absolute_open: int = 0
    other_open: int = 0
    met: int = 0
    days_since_seen: int | None = None


class Why(Enum):
    """A kind of reason; wording.py gives each its sentence."""

    SELF_INTEREST = auto()
    NO_CONTACT = auto()
    UNKNOWN_DIMENSION = auto()
    RESPECT = auto()
    COHERENCE = auto()
    ESSENTIAL = auto()
    NEEDED = auto()
    VERY_LARGE_INFLUENCE = auto()
    LARGE_INFLUENCE = auto()
    UNKNOWN_INFLUENCE = auto()
    ABSOLUTE_OPEN = auto()
    OTHER_OPEN = auto()
    ALL_MET = auto()
    NEVER_SEEN = auto()
    SEEN_LONG_AGO = auto()
    IMPRESSION = auto()


BY_DIMENSION = {
    2: Why.SELF_INTEREST,
    1: Why.NO_CONTACT,
    None: Why.UNKNOWN_DIMENSION,
    3: Why.RESPECT,
    4: Why.COHERENCE,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """`count` is what the sentence counts: preconditions, or days."""

    why: Why
    count: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    facts: Facts
    weight: int
    reasons: tuple[Reason, ...]


def rank(relations: Iterable[Facts]) -> list[Ranked]:
    """All relations, the one to begin with first; equals by dimension, influence and then key."""
    ranked = [Ranked(facts, GAIN[facts.dimension] * stake(facts), reasons(facts)) for facts in relations]
    return sorted(ranked, key=place)


def place(ranked: Ranked) -> tuple[int, int, int, str]:
    facts = ranked.facts
    return (-ranked.weight, -GAIN[facts.dimension], -(facts.influence or 0), facts.key)


def stake(facts: Facts) -> int:
    """How much depends on this relation: 1 at least."""
    return (
        1
        + (ESSENTIAL if facts.essential else NEEDED if facts.needed_for else 0)
        + INFLUENCE[facts.influence]
        + (ABSOLUTE_NOT_MET if facts.absolute_open else OTHER_NOT_MET if facts.other_open else 0)
        + (0 if seen_lately(facts) else NOT_SEEN_LATELY)
    )


def seen_lately(facts: Facts) -> bool:
    return facts.days_since_seen is not None and facts.days_since_seen <= RECENT_DAYS


def reasons(facts: Facts) -> tuple[Reason, ...]:
    """What made the weight what it is, in the order of the method."""
    found = [Reason(BY_DIMENSION[facts.dimension])]
    if facts.essential:
        found.append(Reason(Why.ESSENTIAL))
    elif facts.needed_for:
        found.append(Reason(Why.NEEDED))
    found += influence_reasons(facts.influence)
    found += precondition_reasons(facts)
    if facts.days_since_seen is None:
        found.append(Reason(Why.NEVER_SEEN))
    elif not seen_lately(facts):
        found.append(Reason(Why.SEEN_LONG_AGO, facts.days_since_seen))
    elif facts.dimension and facts.is_impression:
        found.append(Reason(Why.IMPRESSION))
    return tuple(found)


def influence_reasons(influence: int | None) -> list[Reason]:
    if influence is None:
        return [Reason(Why.UNKNOWN_INFLUENCE)]
    if influence > LARGE:
        return [Reason(Why.VERY_LARGE_INFLUENCE)]
    return [Reason(Why.LARGE_INFLUENCE)] if influence == LARGE else []


def precondition_reasons(facts: Facts) -> list[Reason]:
    if facts.absolute_open:
        return [Reason(Why.ABSOLUTE_OPEN, facts.absolute_open)]
    if facts.other_open:
        return [Reason(Why.OTHER_OPEN, facts.other_open)]
    return [Reason(Why.ALL_MET, facts.met)] if facts.met else []
