"""A block of cells copied from a spreadsheet, written over the table from one cell on."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY, READ_ONLY, Column
from samenhang.stakeholders.models import Kind, Stakeholder

# Larger blocks belong in an import, which shows progress and can stop half-way.
CELLS_LIMIT = 5_000
CHARACTERS_LIMIT = 1_000_000


class BlockTooLarge(Exception):
    """The block has more cells or longer texts than pasting is meant for."""


@dataclass
class Pasted:
    """How many cells were written, and one sentence for each line that could not be."""

    written: int = 0
    problems: list[str] = field(default_factory=list)


def read_block(text: str) -> list[list[str]]:
    """The cells of a block as spreadsheets copy them: tabs between, quotes around cells with line breaks.

    Raises BlockTooLarge.
    """
    if len(text) > CHARACTERS_LIMIT:
        raise BlockTooLarge
    try:
        block = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error as error:
        raise BlockTooLarge from error
    if sum(len(line) for line in block) > CELLS_LIMIT:
        raise BlockTooLarge
    return block


def paste(
    initiative: Initiative, block: Sequence[Sequence[str]], rows: Sequence[UUID], keys: Sequence[str], *, by: Person
) -> Pasted:
    """Write `block` over `rows` (stakeholders, top to bottom) and `keys` (columns, left to right) as one act.

    Lines past the last row become new stakeholders. A line that cannot be written is named; the others are.
    """
    act = uuids.uuid7()
    pasted = Pasted()
    known = set(Stakeholder.objects.filter(initiative=initiative, pk__in=rows).values_list("pk", flat=True))
    for number, line in enumerate(block):
        cells = [(COLUMN_BY_KEY[key], text) for key, text in zip(keys, line, strict=False) if key not in READ_ONLY]
        row = rows[number] if number < len(rows) else None
        with transaction.atomic():
            if not row:
                written, problems = write_new(initiative, cells, by, act)
            elif row in known:
                written, problems = write_over(row, cells, by, act)
            else:
                written, problems = 0, [_("deze partner is verwijderd.")]
        pasted.written += written
        pasted.problems += [f"{_('Regel')} {number + 1}: {problem}" for problem in problems]
    return pasted


def write_over(row: UUID, cells: Sequence[tuple[Column, str]], by: Person, act: UUID) -> tuple[int, list[str]]:
    """How many cells of a stakeholder were written, and what is wrong with the others."""
    problems = []
    for column, text in cells:
        try:
            editing.change_cell(row, column, text, by=by, seen=None, act=act)
        except ValidationError as error:
            problems.append(f"{column.label}. {' '.join(error.messages)}")
        except editing.RowRemoved:
            return 0, [_("deze partner is verwijderd.")]
    return len(cells) - len(problems), problems


def write_new(
    initiative: Initiative, cells: Sequence[tuple[Column, str]], by: Person, act: UUID
) -> tuple[int, list[str]]:
    """Add a stakeholder with the cells that can be written; without a name there is none."""
    if not any(text.strip() for _column, text in cells):
        return 0, []
    values: dict[str, Any] = {"kind": Kind.ORGANISATION.value}
    problems = []
    for column, text in cells:
        try:
            values[column.key] = column.parse(text)
        except ValidationError as error:
            problems.append(f"{column.label}. {' '.join(error.messages)}")
    if "name" not in values:
        return 0, problems or [_("een nieuwe rij begint met een naam.")]
    editing.add(initiative, values, by=by, act=act)
    return len(cells) - len(problems), problems
