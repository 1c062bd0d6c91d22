"""Likely duplicates among names of people and organisations, offered to the user and never merged silently.

Careful rather than complete: a wrong proposal costs trust. Two names are compared on the words that carry meaning;
what differs must be explained by one of five reasons: the same name, a slip in the spelling, an acronym, another
order of the words, or one name being a shorter form of the other. Own rules; edit distance by rapidfuzz (optimal
string alignment, Damerau 1964). Requirement A3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from samenhang.analysis.blocking import likely_pairs
from samenhang.analysis.compounds import split_compound
from samenhang.analysis.names import Candidate, Organisation, Person, Reading, initials, normalise, read
from samenhang.analysis.spelling import slip, sound
from samenhang.analysis.vocabulary import ADDITIONS, GENERAL_TAILS, LINKS, NAMED_BY_SUBJECT, PART_WORDS, RIVAL_FORMS

__all__ = ["Candidate", "Duplicate", "Match", "Reason", "likely_duplicates", "normalise", "similar"]

type Reason = Literal["same", "spelling", "acronym", "swapped", "subset"]


@dataclass(frozen=True, slots=True)
class Match:
    """How much two names look like one: `score` above 0 up to 1, and why."""

    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The new entry `new_key` may be the same as `other_key`, which exists already or is new as well."""

    new_key: str
    other_key: str
    other_is_new: bool
    score: float
    reason: Reason


def similar(one: Candidate, other: Candidate) -> Match | None:
    """Compare two candidates; None unless there is a reason to think that they are one. Symmetric."""
    return _compare(read(one), read(other))


def likely_duplicates(new: Sequence[Candidate], existing: Sequence[Candidate], *, limit: int = 1000) -> list[Duplicate]:
    """The likeliest duplicates of `new` among `existing` and among each other, best first, at most `limit`.

    Entries that read exactly alike form one group: each new one is paired with one of its group, and one of the group
    is compared with the others. So ten equal rows give nine proposals, not forty-five. Keys are unique within `new`
    and within `existing`. The order of the input does not matter. Time and memory grow with the number of names, not
    with its square. Raises ValueError for a negative limit.
    """
    if limit < 0:
        raise ValueError("limit must not be negative")
    found: list[Duplicate] = []
    for pair in likely_pairs(new, existing):
        match = _compare(pair.one_reading, pair.other_reading)
        if match:
            found.append(Duplicate(pair.one.key, pair.other.key, pair.other_is_new, match.score, match.reason))
    found.sort(key=lambda d: (-d.score, d.new_key, d.other_is_new, d.other_key))
    return found[:limit]


def _compare(one: Reading, other: Reading) -> Match | None:
    if not one.words or not other.words or one.numbers != other.numbers:
        return None
    if isinstance(one, Person) and isinstance(other, Person):
        return _compare_people(one, other)
    if isinstance(one, Organisation) and isinstance(other, Organisation):
        return _compare_organisations(one, other)
    return Match(0.8, "same") if len(one.words) > 1 and one.tokens == other.tokens else None


def _compare_organisations(one: Organisation, other: Organisation) -> Match | None:
    if one.parent and other.parent and one.parent != other.parent:
        return None
    if one.squashed == other.squashed or one.words == other.words:
        return _same_organisation(one, other)
    if len(one.words) > 1 and sorted(one.words) == sorted(other.words):
        return Match(0.85, "swapped")
    if _is_acronym_of(one, other) or _is_acronym_of(other, one):
        return Match(0.8, "acronym")
    if _starts_with_acronym(one, other) or _starts_with_acronym(other, one):
        return Match(0.75, "acronym")
    if _misspelt(one.words, other.words):
        return Match(_likeness(one.squashed, other.squashed), "spelling")
    if _is_shorter(one, other) or _is_shorter(other, one):
        return Match(0.75, "subset")
    return None


def _same_organisation(one: Organisation, other: Organisation) -> Match | None:
    forms = (RIVAL_FORMS.intersection(one.tokens), RIVAL_FORMS.intersection(other.tokens))
    if all(forms) and forms[0] != forms[1]:
        return None
    return Match(1.0 if one.tokens == other.tokens else 0.95, "same")


def _likeness(one: str, other: str) -> float:
    return round(min(0.95, 0.95 * float(OSA.normalized_similarity(one, other)) + 0.02), 3)


def _misspelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """True when at most one word has a slip and the others sound alike."""
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    unlike = sum(sound(a) != sound(b) for a, b in differing)
    return unlike <= 1 and all(slip(a, b) for a, b in differing)


def _is_acronym_of(short: Organisation, long: Organisation) -> bool:
    if not short.is_acronym or (len(short.words) > 1 and len(long.words) > 1 and short.words[0] != long.words[0]):
        return False
    return short.acronym == long.acronym or short.acronym in long.acronyms


def _starts_with_acronym(short: Organisation, long: Organisation) -> bool:
    """ "SV Vooruit" and "Sportvereniging Vooruit": the rest must be equal and say something."""
    rest = short.words[1:]
    if not short.lead or long.lead or len(long.words) <= len(rest) or long.words[-len(rest) :] != rest:
        return False
    telling = any(len(word) >= 4 and word not in PART_WORDS for word in rest)
    return telling and short.lead in initials(long.tokens[: _position(long.tokens, rest[0])])


def _position(tokens: Sequence[str], word: str) -> int:
    """Where the last `word` stands, before the small words that lead up to it are counted."""
    return len(tokens) - 1 - list(reversed(tokens)).index(word)


def _is_shorter(short: Organisation, long: Organisation) -> bool:
    if len(short.words) == len(long.words):
        return _lacks_tail(short.words, long.words)
    extra = long.words[len(short.words) :]
    if long.words[: len(short.words)] != short.words:
        return False
    if set(extra) <= ADDITIONS:
        return len(short.squashed) >= 3
    linked = not LINKS.isdisjoint(long.tokens[len(short.tokens) :])
    by_subject = len(short.words) > 1 and short.words[0] in NAMED_BY_SUBJECT
    return linked and by_subject and PART_WORDS.isdisjoint(extra)


def _lacks_tail(short: Sequence[str], long: Sequence[str]) -> bool:
    """ "Huisartsen De Linde" and "Huisartsenpraktijk De Linde": one word lost its general last part."""
    differing = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
    if len(differing) != 1:
        return False
    base, compound = differing[0]
    parts = split_compound(compound)
    shared = [word for word in short if word != base]
    telling = any(len(word) >= 3 and word not in PART_WORDS for word in shared)
    return bool(telling and parts and len(base) >= 5 and parts[0] == base and parts[1] in GENERAL_TAILS)


def _compare_people(one: Person, other: Person) -> Match | None:
    same_work = bool(one.organisation) and one.organisation == other.organisation
    elsewhere = bool(one.organisation and other.organisation) and not same_work
    match = _compare_person_names(one, other, same_work=same_work)
    return Match(round(match.score - 0.25, 3), match.reason) if match and elsewhere else match


def _compare_person_names(one: Person, other: Person, *, same_work: bool) -> Match | None:
    if len(one.words) < 2 or len(other.words) < 2:
        return Match(0.7, "same") if same_work and one.tokens == other.tokens else None
    particles = _particles_alike(one.particles, other.particles)
    if one.tokens == other.tokens:
        return Match(1.0, "same") if one.comma == other.comma else Match(0.95, "swapped")
    if particles and sorted(one.words) == sorted(other.words):
        order = "same" if one.words == other.words else "swapped"
        return Match(0.9, "swapped" if order == "swapped" or one.comma != other.comma else "spelling")
    if one.squashed == other.squashed:
        return Match(0.9, "spelling")
    if particles and _person_misspelt(one.words, other.words):
        return Match(_likeness(one.squashed, other.squashed), "spelling")
    if _is_shorter_person(one, other, same_work=same_work) or _is_shorter_person(other, one, same_work=same_work):
        return Match(0.75, "subset")
    return None


def _particles_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Equal, or both "van" with der, den, de or an abbreviation, which are mixed up all the time."""
    return tuple(one) == tuple(other) or (_is_van(one) and _is_van(other))


def _is_van(particles: Sequence[str]) -> bool:
    joined = "".join(particles)
    return joined in ("vd", "vdr", "vande", "vander", "vanden")


def _person_misspelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """A slip in one word; a first name is only another spelling of the same sound, since Jan and Jon are two people."""
    if not _misspelt(one, other):
        return False
    return one[0] == other[0] or sound(one[0]) == sound(other[0]) or min(len(one[0]), len(other[0])) >= 8


def _is_shorter_person(short: Person, long: Person, *, same_work: bool) -> bool:
    """A double surname, or with the same organisation an initial or a second first name."""
    if short.particles != long.particles[: len(short.particles)]:
        return False
    if len(short.words) < len(long.words):
        within = short.words[0] == long.words[0] and set(short.words) < set(long.words)
        return within and (long.hyphenated or (same_work and short.particles == long.particles))
    initial, name = short.words[0], long.words[0]
    initialled = len(initial) == 1 < len(name) and name.startswith(initial) and short.particles == long.particles
    return same_work and initialled and short.words[1:] == long.words[1:]
