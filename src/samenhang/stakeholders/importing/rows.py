"""A row of somebody's sheet becomes a stakeholder-to-be, or is refused with a reason. Nothing in it gets lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import uuid_utils.compat as uuids
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samenhang.documents.tables import MAX_CELL
from samenhang.stakeholders.columns import COLUMN_BY_KEY, TEXT_LIMIT, ListColumn, LongColumn, NeedsColumn
from samenhang.stakeholders.importing.mapping import NAME_PARTS, NOTE, SKIP, headers_of
from samenhang.stakeholders.models import Kind

QUOTED = 60

type Cell = tuple[str, str]
"""A header and the text below it."""


@dataclass(frozen=True)
class Reading:
    """How a sheet is read: `header` is the row number of the names (0 for none), `targets` what each column means."""

    header: int
    targets: Sequence[str]
    kind: str


@dataclass(frozen=True)
class Row:
    """A stakeholder-to-be. Its key is given now, so that other rows can point at it and none is made twice."""

    id: str
    number: int
    values: dict[str, Any]
    remarks: list[str]


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be imported, by its number in the file."""

    number: int
    reason: str
    cells: list[str]


@dataclass
class Prepared:
    """All rows of a sheet as they will be imported, and those that will not."""

    headers: list[str]
    rows: list[Row] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def prepare(rows: Sequence[list[str]], reading: Reading) -> Prepared:
    prepared = Prepared(headers_of(rows, reading.header))
    for number, cells in enumerate(rows[reading.header :], start=reading.header + 1):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            prepared.rows.append(read_row(number, cells, prepared.headers, reading))
        except ValidationError as error:
            prepared.refused.append(Refusal(number, " ".join(error.messages), cells))
    return prepared


def read_row(number: int, cells: Sequence[str], headers: Sequence[str], reading: Reading) -> Row:
    """Raises ValidationError with the reason when the row cannot be a stakeholder."""
    parts = by_target(cells, headers, reading.targets)
    kind, remarks = reading.kind, []
    if not name_of(parts) and "organisation" in parts:
        parts["name"], kind = parts.pop("organisation"), Kind.ORGANISATION.value
        remarks.append(_("Er staat geen naam. De organisatie is nu de partner."))
    values: dict[str, Any] = {"name": parsed_name(name_of(parts)), "kind": kind}
    notes = [joined("notes", parts.pop("notes"))] if "notes" in parts else []
    notes += as_notes(parts.pop(NOTE, []))
    for key in ("name", *NAME_PARTS):
        parts.pop(key, None)
    for key, found in parts.items():
        try:
            values[key] = COLUMN_BY_KEY[key].parse(joined(key, found))
        except ValidationError:
            notes += as_notes(found)
            remarks += [not_understood(header, cell) for header, cell in found]
    if notes:
        values["notes"] = parsed_notes("\n".join(notes))
    return Row(str(uuids.uuid7()), number, values, remarks)


def by_target(cells: Sequence[str], headers: Sequence[str], targets: Sequence[str]) -> dict[str, list[Cell]]:
    """The cells that hold anything, with their headers, for each target in the order of the sheet."""
    parts: dict[str, list[Cell]] = {}
    for target, header, cell in zip(targets, headers, cells, strict=True):
        if cell.strip() and target != SKIP:
            parts.setdefault(target, []).append((header, cell))
    return parts


def name_of(parts: dict[str, list[Cell]]) -> str:
    """The whole name, or its parts in the order in which they are said."""
    if "name" in parts:
        return joined("name", parts["name"])
    return " ".join(cell.strip() for key in NAME_PARTS for _header, cell in parts.get(key, []))


def parsed_name(text: str) -> str:
    if not text.strip():
        raise ValidationError(_("Deze rij heeft geen naam."))
    return str(COLUMN_BY_KEY["name"].parse(text))


def parsed_notes(text: str) -> str:
    try:
        return str(COLUMN_BY_KEY["notes"].parse(text))
    except ValidationError as error:
        raise ValidationError(
            _("De notities van deze rij zijn samen te lang: %(length)d tekens. Het mogen er %(limit)d zijn.")
            % {"length": len(text), "limit": TEXT_LIMIT}
        ) from error


def joined(key: str, cells: Sequence[Cell]) -> str:
    """The text of all cells that go to one column. What our export cut because a cell was full is pasted together."""
    column = COLUMN_BY_KEY[key]
    between = ", " if isinstance(column, NeedsColumn) else "\n" if isinstance(column, ListColumn | LongColumn) else " "
    text = ""
    for index, (_header, cell) in enumerate(cells):
        was_full = index > 0 and len(cells[index - 1][1].encode("utf-16-le")) // 2 >= MAX_CELL - 1
        text += cell if was_full or not index else between + cell
    return text


def as_notes(cells: Sequence[Cell]) -> list[str]:
    return [f"{header}: {cell.strip()}" for header, cell in cells]


def not_understood(header: str, cell: str) -> str:
    shown = cell.strip() if len(cell) <= QUOTED else cell[:QUOTED] + "…"
    return _("“%(text)s” past niet in “%(header)s”. Het staat nu in de notities.") % {"text": shown, "header": header}
