"""Interests and preconditions as lines of text: one a line, with its marks between brackets at the end.

    Minder volle spreekuren (persoonlijk; zelf gezegd; bron: telefoon; 2026-11-12)

So a cell, a pasted block, a CSV file and a spreadsheet all carry the same facts, and a person can type them.
Only marks that differ from the default are written. Marks are read in every language of the product.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Choices
from django.utils import translation
from django.utils.translation import gettext as _

from samenhang.stakeholders.models import Basis, InterestKind, PreconditionState, Sensitivity

INSIDE_BRACKETS = re.compile(r"(?:\\.|[^()\\])*", re.DOTALL)
MARK = re.compile(r"(?:\\.|[^;\\])+", re.DOTALL)
DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)$|^(\d\d?)[-/](\d\d?)[-/](\d{4})$")


@dataclass(frozen=True)
class Mark:
    """One choice that a line can carry: the name of the attribute, its choices and what it is when not written."""

    attribute: str
    choices: type[Choices]
    default: str


INTEREST_MARKS = (
    Mark("kind", InterestKind, InterestKind.ORGANISATIONAL.value),
    Mark("basis", Basis, Basis.ASSUMED.value),
    Mark("sensitivity", Sensitivity, Sensitivity.TEAM.value),
)
PRECONDITION_MARKS = (Mark("state", PreconditionState, PreconditionState.OPEN.value),)


@cache
def words_of(choices: type[Choices]) -> dict[str, Any]:
    """From every label and value, in small letters and in every language, to the value."""
    words: dict[str, Any] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {str(label).casefold(): value for value, label in choices.choices}
    return words | {str(value).casefold(): value for value in choices.values}


@cache
def in_every_language(text: str) -> frozenset[str]:
    """A Dutch source text and its translations, in small letters."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(_(text).casefold())
    return frozenset(found)


def read_day(text: str) -> date | None:
    """A day written as 2026-11-12, 12-11-2026 or 12/11/2026; None when it is not one."""
    found = DAY.match(text.strip())
    if not found:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def escaped(text: str) -> str:
    return re.sub(r"([\\;()])", r"\\\1", text)


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def write_line(text: str, marks: Sequence[str], read: Callable[[str], dict[str, Any]]) -> str:
    """Empty brackets keep a text whose own last brackets would be taken for marks apart from them."""
    if marks or read(text)["text"] != text:
        return f"{text} ({'; '.join(marks)})"
    return text


def write_interest(item: Mapping[str, Any]) -> str:
    marks = [
        str(mark.choices(item[mark.attribute]).label) for mark in INTEREST_MARKS if item[mark.attribute] != mark.default
    ]
    if item["source"]:
        marks.append(f"{_('bron')}: {escaped(item['source'])}")
    if item["stated_on"]:
        marks.append(item["stated_on"])
    return write_line(item["text"], marks, read_interest)


def write_precondition(item: Mapping[str, Any]) -> str:
    marks = [_("absoluut")] if item["absolute"] else []
    marks += [
        str(mark.choices(item[mark.attribute]).label)
        for mark in PRECONDITION_MARKS
        if item[mark.attribute] != mark.default
    ]
    return write_line(item["text"], marks, read_precondition)


def read_interest(line: str) -> dict[str, Any]:
    plain = {mark.attribute: mark.default for mark in INTEREST_MARKS} | {"source": "", "stated_on": None}
    return read_line(line, plain, interest_mark)


def read_precondition(line: str) -> dict[str, Any]:
    plain = {"absolute": False} | {mark.attribute: mark.default for mark in PRECONDITION_MARKS}
    return read_line(line, plain, precondition_mark)


def read_line(line: str, plain: dict[str, Any], read_mark: Any) -> dict[str, Any]:
    """The text and marks of a line. Brackets that hold anything but known marks belong to the text."""
    text, inside = at_last_brackets(line.strip())
    if not text:
        return {"text": line.strip(), **plain}
    marks: dict[str, Any] = {}
    for part in filter(None, (part.strip() for part in MARK.findall(inside))):
        read = read_mark(part)
        if read is None:
            return {"text": line.strip(), **plain}
        marks |= read
    return {"text": text, **plain, **marks}


def at_last_brackets(line: str) -> tuple[str, str]:
    """What stands before and inside the brackets that end a line; two empty texts when it ends otherwise."""
    start = line.rfind("(") if line.endswith(")") else -1
    while start > 0 and (start - len(line[:start].rstrip("\\"))) % 2:
        start = line.rfind("(", 0, start)
    if start < 0 or not INSIDE_BRACKETS.fullmatch(line, start + 1, len(line) - 1):
        return "", ""
    return line[:start].strip(), line[start + 1 : -1]


def interest_mark(mark: str) -> dict[str, Any] | None:
    name, colon, rest = mark.partition(":")
    if colon and name.strip().casefold() in in_every_language("bron"):
        return {"source": unescaped(rest.strip())}
    day = read_day(mark)
    if day:
        return {"stated_on": day.isoformat()}
    return choice_mark(mark, INTEREST_MARKS)


def precondition_mark(mark: str) -> dict[str, Any] | None:
    if mark.casefold() in in_every_language("absoluut"):
        return {"absolute": True}
    return choice_mark(mark, PRECONDITION_MARKS)


def choice_mark(mark: str, known: Iterable[Mark]) -> dict[str, Any] | None:
    for candidate in known:
        value = words_of(candidate.choices).get(mark.casefold())
        if value is not None:
            return {candidate.attribute: value}
    return None
