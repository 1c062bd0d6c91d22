"""Reads names of people and organisations as they stand in Dutch and Flemish spreadsheets.

A reading holds what two names are compared on: the words that carry meaning, without accents, titles, legal forms
and articles. It never throws away what tells two things apart: numbers, "gemeente" or "provincie", north or south.
"""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache

from samenhang.analysis.compounds import split_compound
from samenhang.analysis.spelling import sound
from samenhang.analysis.vocabulary import BODIES, CONNECTORS, LEGAL_FORMS, LONG_FORMS, PARTICLES, TITLES


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stakeholder as imported or present: `organisation` is where a person works or what a unit is part of."""

    key: str
    name: str
    organisation: str = ""
    is_person: bool = False


_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_WORD = re.compile(r"\w+")
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?|\bv/d\b|\bv\.d\b\.?")
_ALIAS = re.compile(r"^(?P<first>[^()]+?)\s*(?:\(|\s[-–—|]\s)\s*(?P<second>[^()]+?)\s*\)?$")
_ACRONYM = re.compile(r"^(?:[A-Z][a-z]{0,2}){2,7}$|^[bcdfghjklmnpqrstvwxz]{3,6}$")
_MAX_READ = 300
_MAX_INITIALS = 64


@lru_cache(maxsize=1024)
def tokens(name: str) -> tuple[str, ...]:
    """The words of `name` in order: lower case, no accents or punctuation, "B.V." as one word.

    What comes after 300 characters counts as one number, so that two long names are alike only when they are equal.
    """
    plain = name[:_MAX_READ].casefold()
    if len(name) > _MAX_READ:
        plain += f" {zlib.crc32(name[_MAX_READ:].encode(errors='replace'))}"
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
        plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = plain.replace("&", " en ").replace("+", " en ").replace("'", "").replace("’", "")
    plain = _DOTTED.sub(lambda match: match[0].replace(".", "").replace("/", ""), plain)
    return tuple(_WORD.findall(plain.replace("_", " ")))


def normalise(name: str) -> str:
    """`name` in lower case without accents, punctuation and legal forms: "Stichting Zorg-Nabij B.V." is "zorg nabij".

    Keeps "gemeente", "provincie", "stad", numbers and directions. A name of legal forms only stays whole.
    """
    words = tokens(name)
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)


def numbers(words: tuple[str, ...]) -> tuple[int, ...]:
    """All numbers in `words`, in order: things with different numbers are different things."""
    return tuple(int(digits) for word in words for digits in re.findall(r"\d+", word) if digits.isdecimal())


@dataclass(frozen=True)
class Organisation:
    """An organisation's name: all `tokens`, the `words` that carry meaning, and the acronym it is or gives itself."""

    tokens: tuple[str, ...]
    words: tuple[str, ...]
    parent: str
    acronym: str
    is_acronym: bool
    lead: str

    @cached_property
    def squashed(self) -> str:
        """All but the legal form, without spaces."""
        return "".join(token for token in self.tokens if token not in LEGAL_FORMS) or "".join(self.tokens)

    @cached_property
    def sounded(self) -> str:
        return "".join(map(sound, self.words))

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        return numbers(self.tokens)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """What its initials may spell, three letters or more."""
        if self.is_acronym:
            return frozenset()
        return frozenset(letters for letters in initials(self.tokens) if len(letters) >= 3)


@dataclass(frozen=True)
class Person:
    """A person's name in written order, family name last when a comma told so: `words` without `particles`."""

    tokens: tuple[str, ...]
    words: tuple[str, ...]
    particles: tuple[str, ...]
    organisation: str
    comma: bool
    hyphenated: bool

    @cached_property
    def squashed(self) -> str:
        return "".join(self.tokens)

    @cached_property
    def sounded(self) -> str:
        return "".join(map(sound, self.tokens))

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        return numbers(self.tokens)


type Reading = Organisation | Person


def read(candidate: Candidate) -> Reading:
    """What to compare `candidate` on."""
    return _read_person(candidate) if candidate.is_person else _read_organisation(candidate)


def _read_person(candidate: Candidate) -> Person:
    plain = re.sub(r"\([^)]*\)", " ", candidate.name)
    family, comma, given = plain.partition(",")
    before, after = _without_titles(tokens(family)), _without_titles(tokens(given))
    in_order = (
        tuple(w for w in after if w not in PARTICLES) + tuple(w for w in after if w in PARTICLES) + before
        if after
        else before
    )
    words = tuple(word for word in in_order if word not in PARTICLES)
    particles = tuple(word for word in in_order if word in PARTICLES)
    return Person(in_order, words, particles, normalise(candidate.organisation), bool(comma and after), "-" in plain)


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in TITLES)


def _read_organisation(candidate: Candidate) -> Organisation:
    name, acronym = _split_alias(candidate.name.strip())
    found = tuple(LONG_FORMS.get(word, word) for word in tokens(name))
    kept = [word for word in found if word not in LEGAL_FORMS] or list(found)
    words = tuple(word for word in kept if word not in CONNECTORS) or tuple(kept)
    first = _leading_acronym(name)
    alone = _lone_acronym(name, words)
    return Organisation(
        tokens=found,
        words=words,
        parent=normalise(candidate.organisation),
        acronym=acronym or alone,
        is_acronym=bool(alone),
        lead=first if len(words) > 1 and words[0] == first else "",
    )


def _lone_acronym(name: str, words: tuple[str, ...]) -> str:
    """The acronym that is all of the name, save for a body: "VWS" and "Ministerie van VWS"."""
    if not words or len(words) > 2 or (len(words) == 2 and words[0] not in BODIES):
        return ""
    found = [letters for letters in map(_acronym_of, name.split()) if letters == words[-1] and len(letters) >= 3]
    return found[-1] if found and not (len(words) == 2 and name.isupper()) else ""


def _leading_acronym(name: str) -> str:
    first, _, rest = name.partition(" ")
    shouted = bool(rest) and name.isupper() and not _ACRONYM.match(first.casefold())
    return "" if shouted else _acronym_of(first)


def _acronym_of(word: str) -> str:
    letters = word.replace(".", "").strip(",;:")
    return letters.casefold() if _ACRONYM.match(letters) else ""


def _split_alias(name: str) -> tuple[str, str]:
    """(long name, acronym) when a name gives both, as in "Vlaamse Milieumaatschappij (VMM)"; else (name, "")."""
    match = _ALIAS.match(name) if len(name) <= _MAX_READ else None
    if match:
        for short, long in ((match["second"], match["first"]), (match["first"], match["second"])):
            letters = _acronym_of(short)
            if letters and letters in initials(tokens(long)):
                return long, letters
    return name, ""


@lru_cache(maxsize=4096)
def initials(words: tuple[str, ...]) -> frozenset[str]:
    """Acronyms `words` may have: a letter per word, two for a compound; small words and a leading body may drop out."""
    spelled = {""}
    for position, word in enumerate(words[:12]):
        options = {word[0]} | _compound_initials(word)
        if word in CONNECTORS or word in LEGAL_FORMS or (position == 0 and word in BODIES):
            options |= {""}
        spelled = {start + letters for start in spelled for letters in options}
        if len(spelled) > _MAX_INITIALS:
            return frozenset()
    return frozenset(letters for letters in spelled if 2 <= len(letters) <= 8)


def _compound_initials(word: str) -> set[str]:
    parts = split_compound(word)
    if not parts:
        return set()
    first, last = parts
    return {letters + last[0] for letters in {first[0]} | _compound_initials(first)}
