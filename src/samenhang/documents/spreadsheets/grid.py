"""Cells become text, and rows become a sheet: the same rules for every file format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from samenhang.documents.spreadsheets.model import LAST_ROW, MAX_CHARACTERS, MAX_COLUMNS, Sheet, SpreadsheetError
from samenhang.documents.text import clean

type Spans = Mapping[tuple[int, int], int]
"""Merged cells: (row, column) of the top left one → the last row it covers, all counted from 0."""


def as_text(value: object) -> str:
    """A cell's value as its owner would type it: 3 and not 3.0, 2026-11-21, 14:30, ja/nee."""
    match value:
        case str():
            return clean(value)
        case bool():
            return "ja" if value else "nee"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="seconds" if value.second else "minutes")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            clock = f"{minutes // 60}:{minutes % 60:02}"
            return f"{clock}:{seconds:02}" if seconds else clock
        case _:
            return str(value)


def rectangular(sheet: Sheet) -> Sheet:
    """The sheet with all rows as long as the longest; empty rows share one list."""
    width = max(map(len, sheet.rows))
    blank = [""] * width
    return Sheet(sheet.name, [row + [""] * (width - len(row)) if row else blank for row in sheet.rows])


@dataclass
class Budget:
    """Counts the rows that hold something and their text, over all sheets of one file."""

    max_rows: int
    rows: int = 0
    characters: int = 0

    def spend_row(self) -> None:
        self.rows += 1
        if self.rows > self.max_rows:
            raise SpreadsheetError("too_many_rows", limit=self.max_rows)

    def spend_text(self, row: Sequence[str]) -> None:
        """Each copy counts: copies share their memory here, and no longer do once they are stored or sent."""
        self.characters += sum(map(len, row))
        if self.characters > MAX_CHARACTERS:
            raise SpreadsheetError("bomb")


@dataclass
class Grid:
    """Collects the rows of one sheet, from the top down, in time and memory that follow what they hold.

    A merged cell counts for each row it covers, in its first column: "Gemeente" beside four people is the organisation
    of all four. It does not fill columns to the right, so a title over the whole table stays one cell,
    and it does not wake a row that holds nothing of its own.
    """

    name: str
    budget: Budget
    spans: Spans
    _rows: list[list[str]] = field(default_factory=list)
    _blank: int = 0
    _covering: dict[int, tuple[int, str]] = field(default_factory=dict)

    def add(self, cells: Sequence[object]) -> None:
        """Put one row under the others."""
        row = [] if cells.count("") == len(cells) else [as_text(cell) for cell in cells]
        while row and not row[-1].strip():
            row.pop()
        if not row:
            self.skip(1)
            return
        self.budget.spend_row()
        if len(row) > MAX_COLUMNS:
            raise SpreadsheetError("too_many_columns", limit=MAX_COLUMNS, sheet=self.name)
        if self.height >= LAST_ROW:
            raise SpreadsheetError("too_many_rows", limit=LAST_ROW)
        self._rows.extend([] for _ in range(self._blank))
        self._blank = 0
        self._repeat_merged(row)
        self.budget.spend_text(row)
        self._rows.append(row)

    @property
    def height(self) -> int:
        """Rows so far, which is the index of the next one."""
        return len(self._rows) + self._blank

    def skip(self, count: int) -> None:
        """Put `count` empty rows under the others; they cost nothing unless something follows."""
        self._blank += count

    def finish(self) -> Sheet | None:
        """The sheet with its rows as long as what they hold, or None when no cell holds anything."""
        return Sheet(self.name, self._rows) if self._rows else None

    def _repeat_merged(self, row: list[str]) -> None:
        here = len(self._rows)
        own_width = len(row)
        for column, (last, text) in self._covering.items():
            if here <= last:
                row.extend([""] * (column + 1 - len(row)))
                row[column] = row[column] or text
        for column in range(own_width):
            if (here, column) in self.spans:
                self._covering[column] = (self.spans[here, column], row[column])
