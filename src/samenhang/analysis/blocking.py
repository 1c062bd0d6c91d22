"""Which pairs of names are worth comparing: those that share a key, such as sorted words or all letters but one.

Keys are kept as one sorted list of numbers, so that 20,000 names take seconds and a bounded amount of memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from samenhang.analysis.compounds import split_compound
from samenhang.analysis.names import Candidate, Organisation, Person, Reading, initials, read
from samenhang.analysis.vocabulary import ADDITIONS, GENERAL_TAILS, NAMED_BY_SUBJECT

_ID_BITS = 22
_HASH_MASK = (1 << 41) - 1
_WINDOW = 12  # a key shared by more names than this says little: then only neighbours are compared
_LONG_WORD = 12
_LONG_NAME = 80  # one slip in so long a name is found by its long words only


@dataclass(frozen=True, slots=True)
class Pair:
    """A new candidate and another one, existing or new, with what each reads as."""

    one: Candidate
    one_reading: Reading
    other: Candidate
    other_reading: Reading
    other_is_new: bool


@dataclass(slots=True)
class _Group:
    """Candidates that read exactly alike."""

    reading: Reading
    new: list[Candidate] = field(default_factory=list)
    existing: list[Candidate] = field(default_factory=list)


def likely_pairs(new: Sequence[Candidate], existing: Sequence[Candidate]) -> Iterator[Pair]:
    """Pairs with at least one new candidate that share a key, each pair once."""
    groups = _grouped(new, existing)
    for group in groups:
        yield from _within(group)
    for first, second in _sharing_a_key(groups):
        pair = _between(groups[first], groups[second])
        if pair:
            yield pair


def _grouped(new: Sequence[Candidate], existing: Sequence[Candidate]) -> list[_Group]:
    groups: dict[object, _Group] = {}
    for candidates, is_new in ((existing, False), (new, True)):
        for candidate in candidates:
            reading = read(candidate)
            identity = (type(reading).__name__, reading.tokens, _belongs_to(reading), _marks(reading))
            group = groups.setdefault(identity, _Group(reading))
            (group.new if is_new else group.existing).append(candidate)
    for group in groups.values():
        group.new.sort(key=lambda candidate: candidate.key)
        group.existing.sort(key=lambda candidate: candidate.key)
    return [groups[identity] for identity in sorted(groups, key=repr)]


def _belongs_to(reading: Reading) -> str:
    return reading.organisation if isinstance(reading, Person) else reading.parent


def _marks(reading: Reading) -> tuple[object, ...]:
    if isinstance(reading, Person):
        return (reading.comma, reading.hyphenated)
    return (reading.acronym, reading.is_acronym, reading.lead)


def _within(group: _Group) -> Iterator[Pair]:
    reading = group.reading
    if group.existing:
        yield from (Pair(candidate, reading, group.existing[0], reading, False) for candidate in group.new)
    else:
        yield from (Pair(candidate, reading, group.new[0], reading, True) for candidate in group.new[1:])


def _between(one: _Group, other: _Group) -> Pair | None:
    if one.new and other.existing:
        return Pair(one.new[0], one.reading, other.existing[0], other.reading, False)
    if other.new and one.existing:
        return Pair(other.new[0], other.reading, one.existing[0], one.reading, False)
    if one.new and other.new:
        first, second = sorted((one, other), key=lambda group: group.new[0].key)
        return Pair(second.new[0], second.reading, first.new[0], first.reading, True)
    return None


def _sharing_a_key(groups: Sequence[_Group]) -> Iterator[tuple[int, int]]:
    """Numbers of groups with a key in common, each pair once."""
    entries = sorted(
        (hash(key) & _HASH_MASK) << _ID_BITS | number
        for number, group in enumerate(groups)
        for key in _keys(group.reading)
    )
    seen: set[int] = set()
    start = 0
    for end in range(1, len(entries) + 1):
        if end < len(entries) and entries[end] >> _ID_BITS == entries[start] >> _ID_BITS:
            continue
        members = sorted({entry & ((1 << _ID_BITS) - 1) for entry in entries[start:end]}) if end - start > 1 else []
        for at, first in enumerate(members):
            for second in members[at + 1 : at + 1 + _WINDOW]:
                if first << _ID_BITS | second not in seen:
                    seen.add(first << _ID_BITS | second)
                    yield first, second
        start = end


def _keys(reading: Reading) -> Iterator[object]:
    yield reading.squashed
    yield "tokens", *reading.tokens
    yield "sorted", *sorted(reading.words)
    yield from _one_letter_less(reading.sounded)
    yield from _person_keys(reading) if isinstance(reading, Person) else _organisation_keys(reading)


def _one_letter_less(text: str) -> Iterator[str]:
    """`text` and what is left of it without one letter: two texts one slip apart share one of these (SymSpell)."""
    yield f"~{text}"
    for at in range(len(text) if len(text) <= _LONG_NAME else 0):
        yield f"~{text[:at]}{text[at + 1 :]}"


def _person_keys(person: Person) -> Iterator[tuple[str, ...]]:
    words = person.words
    if len(words) < 2:
        return
    for word in words[1:]:
        if person.organisation:
            yield "at work", words[0][0], word, person.organisation
        if len(words) == 2 or person.hyphenated:
            yield "surname", words[0], word


def _organisation_keys(name: Organisation) -> Iterator[tuple[str, ...]]:
    if name.acronym:
        yield "acronym", name.acronym
    for letters in name.acronyms:
        yield "acronym", letters
    yield from _lead_keys(name)
    yield from _shorter_keys(name)
    for at, word in enumerate(name.words):
        if len(word) >= _LONG_WORD - 2:
            yield "long word", *name.words[:at], word[:3], *name.words[at + 1 :]


def _lead_keys(name: Organisation) -> Iterator[tuple[str, ...]]:
    """The name with its first word or words as an acronym."""
    if name.lead:
        yield "lead", *name.words
        return
    for at in range(1, len(name.words)):
        head = name.tokens[: name.tokens.index(name.words[at])]
        for letters in initials(head):
            yield "lead", letters, *name.words[at:]


def _shorter_keys(name: Organisation) -> Iterator[tuple[str, ...]]:
    """The name without the general last part of one word, and the beginnings that may stand for it."""
    yield "whole", *name.words
    for at, word in enumerate(name.words):
        parts = split_compound(word)
        if parts and parts[1] in GENERAL_TAILS:
            yield "whole", *name.words[:at], parts[0], *name.words[at + 1 :]
    for end in range(1, len(name.words)):
        if set(name.words[end:]) <= ADDITIONS or (end > 1 and name.words[0] in NAMED_BY_SUBJECT):
            yield "whole", *name.words[:end]
