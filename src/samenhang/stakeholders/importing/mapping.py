"""Which column of somebody's sheet means what: recognised by its name and checked against its values."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from samenhang.documents.spreadsheets import unique_headers
from samenhang.stakeholders.columns import (
    COLUMN_BY_KEY,
    COLUMNS,
    ChoiceColumn,
    Column,
    DateColumn,
    ListColumn,
    LongColumn,
    YesNoColumn,
)
from samenhang.stakeholders.models import Kind

NOTE, SKIP = "note", "skip"
NAME_PARTS = ("first_name", "prefix", "last_name")
PART_HEADERS = {
    "first_name": ("voornaam", "first name", "firstname", "given name", "forename", "roepnaam", "voorletters"),
    "prefix": ("tussenvoegsel", "tussenvoegsels", "tussenv", "voorvoegsel", "prefix", "name prefix"),
    "last_name": ("achternaam", "familienaam", "last name", "lastname", "surname", "family name"),
}
WHOLE_OR_LAST_NAME = ("naam", "name")
DUTCH_FILLERS = ("van", "de", "het", "een", "en", "of", "uw", "hun", "huidige", "naam")
FILLERS = frozenset([*DUTCH_FILLERS, "the", "and", "your", "their", "current", "name"])
NEAR = 86  # of 100: one letter wrong in a word of eight
SHORTEST_NEAR = 5
LONGEST = 80  # what is longer is a text, not the name of a column
SAMPLE = 100


@dataclass(frozen=True)
class Recognised:
    """A column that a header may mean; the lower the rank, the surer."""

    target: str
    rank: int


def plain(text: str) -> str:
    """Small letters and digits with single spaces: accents, punctuation and case make no difference."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


@cache
def vocabulary() -> dict[str, list[Recognised]]:
    """From every header that is known, in any language, to what it may mean."""
    words: dict[str, list[Recognised]] = {}

    def learn(header: str, target: str, rank: int) -> None:
        meanings = words.setdefault(plain(header), [])
        if all(meaning.target != target for meaning in meanings):
            meanings.append(Recognised(target, rank))

    for column in COLUMNS:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                learn(str(column.label), column.key, 0)
        for rank, header in enumerate(column.headers):
            learn(header, column.key, rank)
    for target, headers in PART_HEADERS.items():
        for rank, header in enumerate(headers):
            learn(header, target, rank)
    return words


def recognise(header: str) -> tuple[Recognised, ...]:
    """What a header may mean; empty when it is not known."""
    if len(header) > LONGEST:
        return ()
    for attempt, penalty in readings(header):
        if attempt in vocabulary():
            found = vocabulary()[attempt]
            return tuple(
                sorted((Recognised(one.target, one.rank + penalty) for one in found), key=lambda one: one.rank)
            )
    near = process.extractOne(plain(header), nearable(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return tuple(Recognised(one.target, one.rank + 300) for one in vocabulary()[near[0]]) if near else ()


def readings(header: str) -> Iterable[tuple[str, int]]:
    """Ways to read a header, with how much less sure each is: whole, without brackets, its parts, its main words."""
    yield plain(header), 0
    bare = re.sub(r"\([^)]*\)?", " ", header)
    yield plain(bare), 50
    for part in re.split(r"[/|,&+]", bare):
        yield plain(part), 100
    words = plain(bare).split()
    yield " ".join(word for word in words if word not in FILLERS), 200


@cache
def nearable() -> tuple[str, ...]:
    return tuple(header for header in vocabulary() if len(header) >= SHORTEST_NEAR)


def is_known(header: str) -> bool:
    return bool(recognise(header))


def headers_of(rows: Sequence[Sequence[str]], header: int) -> list[str]:
    """A name for each column; nameless ones are called after their letter. `header` counts from 1; 0 is no header."""
    return unique_headers(rows[header - 1] if header else [], len(rows[0]) if rows else 0, prefix=_("Kolom"))


def suggest(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A target for each column: what its name says, if its values fit; otherwise its values are kept as notes."""
    targets = [NOTE] * len(headers)
    free = set(COLUMN_BY_KEY) | set(NAME_PARTS)
    meanings = sorted(
        (meaning.rank, index, meaning.target) for index, name in enumerate(headers) for meaning in recognise(name)
    )
    for _rank, index, target in meanings:
        if targets[index] == NOTE and target in free and takes(target, (row[index] for row in rows)):
            targets[index] = target
            if not is_many(target):
                free.remove(target)
    for index, row_values in enumerate(zip(*rows, strict=True) if rows else ()):
        if targets[index] == NOTE and not any(row_values) and not is_known(headers[index]):
            targets[index] = SKIP
    return with_a_name(targets, headers)


def is_many(target: str) -> bool:
    """Whether several columns of a sheet may go to this one."""
    return target in {NOTE, SKIP} or isinstance(COLUMN_BY_KEY.get(target), ListColumn | LongColumn)


def takes(target: str, values: Iterable[str]) -> bool:
    """Whether a column with a closed vocabulary understands at least half of these values."""
    column = COLUMN_BY_KEY.get(target)
    if not isinstance(column, ChoiceColumn | YesNoColumn | DateColumn):
        return True
    seen = [value for value in values if value.strip()][:SAMPLE]
    return sum(understands(column, value) for value in seen) * 2 >= len(seen)


def understands(column: Column, value: str) -> bool:
    try:
        column.parse(value)
    except ValidationError:
        return False
    return True


def with_a_name(targets: list[str], headers: Sequence[str]) -> list[str]:
    """Beside a first name, "Naam" is the last name; where nobody has a name, organisations are the stakeholders."""
    if "name" in targets and ("first_name" in targets or "last_name" in targets):
        index = targets.index("name")
        is_last_name = "last_name" not in targets and plain(headers[index]) in WHOLE_OR_LAST_NAME
        targets[index] = "last_name" if is_last_name else NOTE
    if "organisation" in targets and not {"name", "first_name", "last_name"} & set(targets):
        targets[targets.index("organisation")] = "name"
    return targets


def suggested_kind(targets: Sequence[str]) -> Kind:
    """Names beside organisations, or in parts, are names of people."""
    return Kind.PERSON if {"organisation", "job_title", *NAME_PARTS} & set(targets) else Kind.ORGANISATION


def check(targets: Sequence[str]) -> None:
    """Raises ValidationError when no stakeholder can be made of these columns."""
    parts = set(NAME_PARTS) & set(targets)
    if "name" not in targets and not parts - {"prefix"}:
        raise ValidationError(_("Kies bij één kolom “Partner”. Zonder naam kunnen wij niets inlezen."), code="nameless")
    if "name" in targets and parts:
        raise ValidationError(
            _("Kies de hele naam, of delen van de naam. Beide samen kan niet: zet er één op “Bewaar als notitie”."),
            code="two_names",
        )
    for target in set(targets):
        if targets.count(target) > 1 and not is_many(target):
            raise ValidationError(
                _("U koos “%(column)s” bij meer dan één kolom. Kies het één keer.") % {"column": label_of(target)},
                code="twice",
            )


def label_of(target: str) -> str:
    """What a target is called on screen."""
    labels = {
        "first_name": _("Voornaam"),
        "prefix": _("Tussenvoegsel"),
        "last_name": _("Achternaam"),
        NOTE: _("Bewaar als notitie"),
        SKIP: _("Sla over"),
    }
    return labels[target] if target in labels else str(COLUMN_BY_KEY[target].label)


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The options for a column, in groups."""
    names = ["name", *NAME_PARTS]
    others = [column.key for column in COLUMNS if column.key != "name"]
    return [
        (title, [(key, label_of(key)) for key in keys])
        for title, keys in ((_("Naam"), names), (_("Kolom van de tabel"), others), (_("Anders"), [NOTE, SKIP]))
    ]
