"""What is about to happen, before it happens: the first rows as they will become, and what is remarkable about any."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from samenhang.stakeholders.columns import COLUMNS, Column, ListColumn, NeedsColumn
from samenhang.stakeholders.importing.models import ImportRun

SHOWN = 20
REMARKS = 50


@dataclass(frozen=True)
class PreviewRow:
    """A row of the file by its number, with a text for each column of the preview."""

    number: int
    cells: list[tuple[Column, str]]


@dataclass(frozen=True)
class Preview:
    columns: list[Column]
    rows: list[PreviewRow]
    remarks: list[dict[str, Any]]
    remark_count: int

    @classmethod
    def of(cls, run: ImportRun) -> Self:
        block = run.blocks.first()
        rows = block.rows[:SHOWN] if block else []
        columns = [column for column in COLUMNS if any(row["values"].get(column.key) for row in rows)]
        remarks = run.remarks or []
        shown = [PreviewRow(row["number"], cells_of(row["values"], columns)) for row in rows]
        return cls(columns, shown, remarks[:REMARKS], len(remarks))


def cells_of(values: dict[str, Any], columns: Sequence[Column]) -> list[tuple[Column, str]]:
    return [(column, spelled(column, values.get(column.key))) for column in columns]


def spelled(column: Column, value: Any) -> str:
    """The value as it will stand in the table."""
    if value is None:
        return ""
    if isinstance(column, ListColumn):
        items: Sequence[dict[str, Any]] = value
        return (", " if isinstance(column, NeedsColumn) else "\n").join(column.spell(item) for item in items)
    return column.spell(value)
