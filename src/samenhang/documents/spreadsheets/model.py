"""What a read spreadsheet is, what may be wrong with one, and how large one may be."""

from dataclasses import dataclass
from typing import Literal, get_args

Reason = Literal[
    "too_large",  # limit: bytes
    "bomb",  # unpacks, or needs memory or time, far beyond what a sheet needs
    "too_many_rows",  # limit: rows
    "too_many_columns",  # limit: columns; sheet: name
    "encrypted",  # asks for a password
    "unreadable",  # damaged, or not a spreadsheet at all
    "empty",  # readable, but no cell holds anything
]
REASONS: tuple[Reason, ...] = get_args(Reason)


class SpreadsheetError(ValueError):
    """A file that cannot be read. `reason` is stable; the application has a sentence in Dutch for each.

    `details` holds what that sentence may want to name: `limit` (int) and `sheet` (str), where they apply.
    """

    def __init__(self, reason: Reason, **details: int | str) -> None:
        super().__init__(reason, details)
        self.reason = reason
        self.details = details


MAX_BYTES = 20_000_000
"""Of the file as uploaded."""
MAX_ROWS = 50_000
"""Rows that hold something, all sheets of a file together."""
MAX_COLUMNS = 500
"""Width of one sheet."""
MAX_CHARACTERS = 40_000_000
"""Text of all cells of a file together, each copy of a repeated or merged cell included."""
LAST_ROW = 1_048_576
"""The highest row number that may hold something: Excel's own."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as text.

    `rows[i]` is row i + 1 of the file, empty rows included, so that a row can be named by the number its owner sees.
    All rows are equally long, and `rows[i][j]` is column j (0 is A). Trailing empty rows and columns are gone.
    Empty rows may be one and the same list: do not write into rows.
    """

    name: str
    rows: list[list[str]]


@dataclass(frozen=True)
class Workbook:
    """The sheets that hold anything, in the order of the file; at least one."""

    sheets: tuple[Sheet, ...]
