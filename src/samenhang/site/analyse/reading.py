"""What is in the file: rows with names, and numbers with a comma or point; what is wrong is told by its place."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from samenhang.documents.spreadsheets import SpreadsheetError, column_letter, read_workbook
from samenhang.site.analyse.telling import Told
from samenhang.site.analyse.telling import gettext as _

PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
# More digits than anybody measures; a number beyond that is a mistake.
MOST_DIGITS = 30


@dataclass(frozen=True)
class Grid:
    """The first sheet of a file, as text. `rows[i]` is row i + 1 of the file."""

    file: str
    rows: Sequence[Sequence[str]]

    def told(self, row: int, column: str, what: str) -> Told:
        """What is wrong, with its place; `row` counts from 1 as in the file."""
        place = {"file": self.file, "row": row, "column": column, "what": what}
        return Told(_("%(file)s, rij %(row)d, kolom %(column)s: %(what)s") % place)

    def number(self, row: int, column: str, text: str) -> Fraction:
        value = number_in(text)
        if value is None:
            raise self.told(row, column, _("“%(text)s” is geen getal.") % {"text": text[:40]})
        return value


@dataclass(frozen=True)
class Row:
    """A row with the names of its columns; `number` is its place in the file."""

    grid: Grid
    number: int
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        """Raises Told when it is empty."""
        found = self.cells.get(name, "").strip()
        if not found:
            raise self.grid.told(self.number, name, _("hier staat niets."))
        return found

    def value(self, name: str) -> Fraction:
        return self.grid.number(self.number, name, self.text(name))


def read_grid(file: str) -> Grid:
    """Raises Told for a file that is not there, or cannot be read as a sheet."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise Told(_("%(file)s: dit bestand kan niet worden gelezen.") % {"file": file}) from error
    name = "stdin.csv" if file == "-" and not data.startswith((b"PK", b"\xd0\xcf")) else file
    try:
        sheet = read_workbook(data, name).sheets[0]
    except SpreadsheetError as error:
        raise Told(f"{file}: {reasons()[error.reason]}") from error
    return Grid(file, sheet.rows)


def reasons() -> dict[str, str]:
    return {
        "too_large": _("dit bestand is te groot."),
        "bomb": _("dit bestand is te groot."),
        "too_many_rows": _("dit bestand heeft te veel rijen."),
        "too_many_columns": _("dit bestand heeft te veel kolommen."),
        "encrypted": _("dit bestand heeft een wachtwoord. Haal dat er eerst af."),
        "unreadable": _("dit is geen CSV of XLSX die gelezen kan worden."),
        "empty": _("dit bestand is leeg."),
    }


type Names = Mapping[str, Sequence[str]]
"""Name of a column → what else it may be called."""


def read_rows(file: str, needed: Names, optional: Names | None = None) -> list[Row]:
    """The rows under the first row that holds anything, by the names of columns; other names of a column may be used.

    Raises Told for a column that is missing, or when there are no rows.
    """
    grid = read_grid(file)
    head = next(at for at, row in enumerate(grid.rows) if any(cell.strip() for cell in row))
    names = [cell.strip().casefold() for cell in grid.rows[head]]
    place: dict[str, int] = {}
    for name, others in {**needed, **(optional or {})}.items():
        known = [at for at, found in enumerate(names) if found in {name, *others}]
        if len(known) > 1:
            raise grid.told(head + 1, name, _("deze kolom is er twee keer."))
        if known:
            place[name] = known[0]
        elif name in needed:
            raise grid.told(head + 1, name, _("deze kolom is er niet."))
    rows = [
        Row(grid, at + 1, {name: row[column] for name, column in place.items()})
        for at, row in enumerate(grid.rows)
        if at > head and any(cell.strip() for cell in row)
    ]
    if not rows:
        raise Told(_("%(file)s: onder de namen van de kolommen staat niets.") % {"file": file})
    return rows


def number_in(text: str) -> Fraction | None:
    """A number with a decimal comma or point, and points, commas or spaces between thousands; None when it is none."""
    plain = text.strip().replace("\u00a0", "").replace(" ", "").replace("−", "-")
    if "," in plain and "." in plain:
        between = "," if plain.rfind(".") > plain.rfind(",") else "."
        plain = plain.replace(between, "")
    plain = plain.replace(",", ".")
    if not PLAIN.fullmatch(plain) or len(plain) > MOST_DIGITS:
        return small_exponent(plain)
    return Fraction(plain)


def small_exponent(plain: str) -> Fraction | None:
    """A number as programs write very large and small ones: 1.5e-7."""
    base, _e, power = plain.casefold().partition("e")
    is_power = power.lstrip("+-").isdigit() and power.isascii() and len(power) <= 3 and abs(int(power)) <= MOST_DIGITS
    value = number_in(base) if is_power and "e" not in base else None
    return value * Fraction(10) ** int(power) if value is not None else None


def read_matrix(file: str) -> tuple[list[str], list[str], list[list[Fraction]], Grid]:
    """Names of rows and of columns, and the numbers. Without names in the file they are 1, 2, 3 …"""
    grid = read_grid(file)
    rows = [(at + 1, list(row)) for at, row in enumerate(grid.rows) if any(cell.strip() for cell in row)]
    has_names = number_in(rows[0][1][-1]) is None or not rows[0][1][0].strip()
    columns = [cell.strip() for cell in rows[0][1][1:]] if has_names else [str(at + 1) for at in range(len(rows[0][1]))]
    body = rows[1:] if has_names else rows
    names = [row[0].strip() for _number, row in body] if has_names else [str(at + 1) for at in range(len(body))]
    if not body:
        raise Told(_("%(file)s: onder de namen van de kolommen staat niets.") % {"file": file})
    values = [list(numbers_of(grid, number, row[1:] if has_names else row, columns)) for number, row in body]
    return names, columns, values, grid


def numbers_of(grid: Grid, number: int, cells: Sequence[str], columns: Sequence[str]) -> Iterator[Fraction]:
    for at, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if not cell.strip():
            raise grid.told(number, column or column_letter(at + 1), _("hier staat niets."))
        yield grid.number(number, column or column_letter(at + 1), cell)


def is_yes(text: str) -> bool:
    return text.strip().casefold() in {"1", "yes", "ja", "true", "waar", "x", "y", "j"}


def listed(text: str) -> list[str]:
    """Names with a bar or semicolon between them."""
    return [part.strip() for part in text.replace(";", "|").split("|") if part.strip()]
