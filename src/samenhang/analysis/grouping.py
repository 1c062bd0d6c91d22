"""Which short notes may belong together: suggestions from their words alone, for people to decide on.

Lexical similarity: the cosine of stems weighed by how rare they are (Salton & Buckley 1988), and groups by complete
linkage (Sorensen 1948), so that each note in a group is like each other one and no chain leads from one thought to
another. A note and its denial are never together; two that differ only in whom they serve are asked about.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from samenhang.analysis.note_words import Said, take_apart

type Floats = NDArray[np.float32]
type Truths = NDArray[np.bool_]

# From this likeness on (0 to 1) notes are suggested together. A wrong suggestion costs more than a missed one.
ALIKE = 0.5
# Shared stems that a suggestion must rest on, unless both notes have no more than this many themselves.
LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Note:
    """A short text under a key of the caller's own; the key has no influence on what is suggested."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notes, the first of them first by text, with what they share."""

    keys: tuple[str, str]
    words: tuple[str, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class Suggested:
    """Notes that may belong together: the words they share, and how alike the least alike two are (0 to 1).

    `cluster` names the pile they may go on. `asks`: they differ in whom they serve, so ask before laying together.
    """

    keys: tuple[str, ...]
    words: tuple[str, ...]
    strength: float
    cluster: str | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups, pairs to ask about first, and pairs that are kept apart because one denies the other."""

    groups: tuple[Suggested, ...]
    to_ask: tuple[Pair, ...]
    apart: tuple[Pair, ...]


def group_notes(notes: Sequence[Note]) -> Grouping:
    """Suggest groups among `notes`; the same ones in whatever order they come. Strongest first."""
    likeness = Likeness(notes)
    groups = [suggestion(likeness, group) for group in linked(likeness, range(len(likeness.notes)))]
    return Grouping(
        groups=tuple(sorted(groups, key=lambda one: (-one.strength, likeness.texts_of(one.keys)))),
        to_ask=tuple(likeness.pair(pair) for pair in likeness.to_ask),
        apart=tuple(likeness.pair(pair) for pair in likeness.denied),
    )


def suggest_for(
    notes: Sequence[Note], *, kept_apart: Sequence[tuple[str, str]] = (), clusters: Mapping[str, str] | None = None
) -> list[Suggested]:
    """Suggest what is new where people are laying notes together already; strongest first.

    `kept_apart` are pairs of keys that somebody said are not alike; `clusters` says of a key on which pile it lies.
    """
    piles = clusters or {}
    likeness = Likeness(notes, kept_apart)
    loose = [at for at, note in enumerate(likeness.notes) if note.key not in piles]
    members: dict[str, list[int]] = defaultdict(list)
    for at, note in enumerate(likeness.notes):
        if note.key in piles:
            members[piles[note.key]].append(at)
    found, placed = [], set()
    for at in loose:
        if best := best_pile(likeness, at, members):
            found.append(best)
            placed.add(at)
    rest = [at for at in loose if at not in placed]
    found += [suggestion(likeness, group) for group in linked(likeness, rest)]
    found += [asking(likeness, pair) for pair in likeness.to_ask if not set(pair) - set(rest)]
    return sorted(found, key=lambda one: (-one.strength, one.asks, likeness.texts_of(one.keys)))


class Likeness:
    """How alike each two notes are. They stand in the order of their texts: nothing depends on how they came."""

    def __init__(self, notes: Sequence[Note], kept_apart: Sequence[tuple[str, str]] = ()) -> None:
        self.notes = sorted(notes, key=lambda note: (note.text, note.key))
        self.said = [take_apart(note.text) for note in self.notes]
        self.weights = rarity(self.said)
        self.cosines = cosines(self.said, self.weights)
        alike = (self.cosines >= ALIKE) & rest_on_enough(self.said)
        place = {note.key: at for at, note in enumerate(self.notes)}
        for one, other in kept_apart:
            if one in place and other in place:
                alike[place[one], place[other]] = alike[place[other], place[one]] = False
        denies = np.array([one.denies for one in self.said], dtype=bool)
        served = {people: number for number, people in enumerate(dict.fromkeys(one.served for one in self.said))}
        serves = np.array([served[one.served] for one in self.said], dtype=np.int64)
        contrary = (denies[:, None] != denies[None, :]) | self.deny_otherwise(alike)
        elsewhere = serves[:, None] != serves[None, :]
        self.denied = pairs_of(alike & contrary)
        self.to_ask = pairs_of(alike & ~contrary & elsewhere)
        self.together = alike & ~contrary & ~elsewhere

    def deny_otherwise(self, alike: Truths) -> Truths:
        """Of notes that are alike: whether one denies of what they share what the other does not."""
        has_denied = np.array([bool(one.denied) for one in self.said], dtype=bool)
        found = np.zeros_like(alike)
        for one, other in pairs_of(alike & (has_denied[:, None] | has_denied[None, :])):
            shared = self.said[one].stems.keys() & self.said[other].stems.keys()
            found[one, other] = found[other, one] = bool((self.said[one].denied ^ self.said[other].denied) & shared)
        return found

    def of(self, one: int, other: int) -> float:
        """How far these two may lie together: 0 when they are not alike, or must not."""
        return float(self.cosines[one, other]) if self.together[one, other] else 0.0

    def shared(self, group: Sequence[int]) -> tuple[str, ...]:
        """The words that all of a group share, as the first of them writes them; the rarest first."""
        stems = set.intersection(*(set(self.said[at].stems) for at in group))
        written = self.said[group[0]].stems
        return tuple(written[one] for one in sorted(stems, key=lambda one: (-self.weights[one], one)))

    def pair(self, pair: tuple[int, int]) -> Pair:
        one, other = pair
        return Pair((self.notes[one].key, self.notes[other].key), self.shared(pair), float(self.cosines[pair]))

    def texts_of(self, keys: Sequence[str]) -> list[str]:
        texts = {note.key: note.text for note in self.notes}
        return [texts[key] for key in keys]


def rarity(said: Sequence[Said]) -> dict[str, float]:
    """For each stem how much sharing it says: the logarithm of in how few notes it is."""
    counts = Counter(stem for one in said for stem in one.stems)
    return {stem: math.log(1 + len(said) / count) for stem, count in counts.items()}


def stems_in(said: Sequence[Said]) -> tuple[list[str], Floats]:
    """The stems that more than one note has, and a row for each note with 1 where it has one (notes × stems)."""
    counts = Counter(stem for one in said for stem in one.stems)
    shared = sorted(stem for stem, count in counts.items() if count > 1)
    place = {stem: at for at, stem in enumerate(shared)}
    table = np.zeros((len(said), len(shared)), dtype=np.float32)
    for row, one in enumerate(said):
        table[row, [place[stem] for stem in one.stems if stem in place]] = 1
    return shared, table


def cosines(said: Sequence[Said], weights: Mapping[str, float]) -> Floats:
    """How alike each two notes are by the weighed stems they share (notes × notes, 0 to 1)."""
    shared, table = stems_in(said)
    table *= np.array([weights[stem] for stem in shared], dtype=np.float32)
    lengths = [math.sqrt(sum(weights[stem] ** 2 for stem in one.stems)) or 1.0 for one in said]
    table /= np.array(lengths, dtype=np.float32)[:, None]
    # Rounded, so that the order in which a processor adds up decides nothing.
    return np.round(table @ table.T, 4)


def rest_on_enough(said: Sequence[Said]) -> Truths:
    """Which two share enough stems, or all that both have (notes × notes); no note with itself."""
    _shared, table = stems_in(said)
    count, own = table @ table.T, np.array([len(one.stems) for one in said])
    all_of_both = (count == own[:, None]) & (count == own[None, :]) & (count > 0)
    enough: Truths = (count >= LEAST_SHARED) | all_of_both
    np.fill_diagonal(enough, val=False)
    return enough


def pairs_of(table: Truths) -> list[tuple[int, int]]:
    return [(int(one), int(other)) for one, other in np.argwhere(np.triu(table, k=1))]


def linked(likeness: Likeness, among: Sequence[int]) -> list[list[int]]:
    """Groups in which each two are alike, made from the strongest pair on (complete linkage)."""
    chosen = np.zeros(len(likeness.notes), dtype=bool)
    chosen[list(among)] = True
    together = np.triu(likeness.together & chosen[:, None] & chosen[None, :], k=1)
    first, second = np.nonzero(together)
    order = np.lexsort((second, first, -likeness.cosines[first, second]))
    groups: dict[int, Group] = {at: Group.of_one(likeness, at) for at in among}
    for one, other in zip(first[order].tolist(), second[order].tolist(), strict=True):
        here, there = groups[one], groups[other]
        if here is there or here.members & ~there.alike_with:
            continue
        merged = Group(here.members | there.members, here.alike_with & there.alike_with)
        groups |= dict.fromkeys(merged.places(), merged)
    distinct = {id(group): group.places() for group in groups.values()}
    return sorted(places for places in distinct.values() if len(places) > 1)


@dataclass(frozen=True, slots=True)
class Group:
    """Notes as the bits of a number, and the notes that are alike with each of them."""

    members: int
    alike_with: int

    @classmethod
    def of_one(cls, likeness: Likeness, at: int) -> "Group":
        row = np.packbits(likeness.together[at], bitorder="little").tobytes()
        return cls(1 << at, int.from_bytes(row, "little"))

    def places(self) -> list[int]:
        return [at for at in range(self.members.bit_length()) if self.members >> at & 1]


def suggestion(likeness: Likeness, group: Sequence[int]) -> Suggested:
    strength = min(likeness.of(one, other) for one, other in combinations(group, 2))
    return Suggested(tuple(likeness.notes[at].key for at in group), likeness.shared(group), strength)


def asking(likeness: Likeness, pair: tuple[int, int]) -> Suggested:
    asked = likeness.pair(pair)
    return Suggested(asked.keys, asked.words, asked.strength, asks=True)


def best_pile(likeness: Likeness, at: int, members: Mapping[str, Sequence[int]]) -> Suggested | None:
    """The pile of which each note is alike with this one, if there is any; the most alike."""
    found = []
    for pile, there in members.items():
        strength = min(likeness.of(at, one) for one in there)
        if strength:
            first = min(there)
            found.append(
                (-strength, first, Suggested((likeness.notes[at].key,), likeness.shared([at, first]), strength, pile))
            )
    return min(found, key=lambda one: one[:2])[2] if found else None
