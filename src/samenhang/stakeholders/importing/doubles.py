"""Rows that may be a stakeholder there is already, or an earlier row again. A person decides: nothing just merges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenhang.analysis.matching import Candidate, Duplicate, likely_duplicates
from samenhang.stakeholders.importing.rows import Row
from samenhang.stakeholders.models import Kind, Stakeholder

PAIRS_PER_ROW = 3


class Choice(models.TextChoices):
    BOTH = "both", _("Houd beide")
    MERGE = "merge", _("Voeg samen")
    SKIP = "skip", _("Sla deze rij over")


REASONS = {
    "same": _("dezelfde naam"),
    "spelling": _("bijna dezelfde spelling"),
    "acronym": _("een afkorting"),
    "swapped": _("dezelfde woorden in een andere volgorde"),
    "subset": _("een kortere naam"),
}


@dataclass
class Double:
    """A row (`id`, `number`, `name`) that looks like `other`: an earlier row, or a stakeholder without a number."""

    id: str
    number: int
    name: str
    other: str
    other_name: str
    other_number: int | None
    reason: str
    choice: str = Choice.BOTH.value

    @classmethod
    def all_of(cls, stored: Sequence[Mapping[str, Any]] | None) -> list[Self]:
        return [cls(**one) for one in stored or ()]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def why(self) -> str:
        return str(REASONS[self.reason])


def find_doubles(rows: Sequence[Row], existing: Iterable[Stakeholder]) -> list[Double]:
    """For each row the likeliest stakeholder or earlier row that it may repeat, in the order of the file."""
    by_id = {row.id: row for row in rows}
    known = {str(stakeholder.pk): stakeholder for stakeholder in existing}
    found: dict[str, Double] = {}
    there = [
        Candidate(key=key, name=one.name, organisation=one.organisation, is_person=one.kind == Kind.PERSON)
        for key, one in known.items()
    ]
    for pair in pairs_of([candidate(row.id, row.values) for row in rows], there):
        row = by_id[pair.new_key]
        if pair.other_is_new:
            first, row = sorted((row, by_id[pair.other_key]), key=lambda each: each.number)
            other, other_name, other_number = first.id, named(first), first.number
        else:
            other, other_name, other_number = pair.other_key, known[pair.other_key].name, None
        found.setdefault(row.id, Double(row.id, row.number, named(row), other, other_name, other_number, pair.reason))
    return sorted(found.values(), key=lambda double: double.number)


def pairs_of(new: Sequence[Candidate], there: Sequence[Candidate]) -> list[Duplicate]:
    """The likely pairs, best first. A person without an organisation may well be an organisation in a mixed sheet.

    Such a name is read as that of an organisation too, so that "ABB" meets "Agentschap Binnenlands Bestuur".
    """
    limit = PAIRS_PER_ROW * len(new)
    found = likely_duplicates(new, there, limit=limit)
    if any(map(is_doubtful, new)):
        found += likely_duplicates(as_organisations(new), as_organisations(there), limit=limit)
    return found


def is_doubtful(one: Candidate) -> bool:
    return one.is_person and not one.organisation


def as_organisations(candidates: Sequence[Candidate]) -> list[Candidate]:
    return [replace(one, is_person=False) for one in candidates if not one.is_person or is_doubtful(one)]


def candidate(key: str, values: Mapping[str, Any]) -> Candidate:
    return Candidate(
        key=key,
        name=values["name"],
        organisation=values.get("organisation", ""),
        is_person=values["kind"] == Kind.PERSON,
    )


def named(row: Row) -> str:
    return str(row.values["name"])


def destinations(doubles: Sequence[Double]) -> dict[str, str | None]:
    """For each row that does not become a stakeholder: which one it is merged into, or None when it is skipped."""
    decided = {double.id: double for double in doubles if double.choice != Choice.BOTH}
    return {
        double.id: last_of(double, decided) if double.choice == Choice.MERGE else None for double in decided.values()
    }


def last_of(double: Double, decided: Mapping[str, Double]) -> str:
    """Where a chain ends: what is merged into a row that is itself merged or skipped goes to where that one went."""
    while double.other in decided:
        double = decided[double.other]
    return double.other
