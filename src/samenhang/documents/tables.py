"""Writing tables: XLSX and CSV that open in Excel and LibreOffice, and that `read_workbook` reads back.

Text is and stays text: no formula, no link, no number is made of it, whatever it looks like. Only what is given as a
number or a day becomes one, in XLSX. Line ends become "\\n", and characters that XML cannot hold are left out.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from samenhang.documents.injection import neutralise, restore
from samenhang.documents.text import clean

__all__ = ["MAX_CELL", "Cell", "Table", "neutralise", "restore", "write_csv", "write_xlsx"]

MAX_CELL = 32_767
"""UTF-16 units in one cell: Excel repairs a file with more, and loses text in doing so."""
NARROWEST, WIDEST = 10, 60
"""Column widths, in characters of Excel's default font."""
SAMPLE = 200
A4 = 9
SHORT_DAY = 14
"""The format of Excel that follows the country of who reads: "1-3-2027" or "01/03/2027"."""

type Cell = str | int | date


@dataclass(frozen=True)
class Table:
    """One sheet: its name, a header, and rows of text, numbers or days.

    A row shorter than the header ends in empty cells.

    `widths`: of the columns, in characters; without them they follow the text.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()


def write_xlsx(tables: Sequence[Table], *, title: str, author: str) -> bytes:
    """A workbook with one sheet for each table: bold frozen header, filter, wrapped text, ready to print.

    Text of more than 32,767 characters goes on in a column to the right of the table, named "<header> (2)",
    and so on: nothing is cut off. Names that Excel does not allow are made to fit.
    All in memory: xlsxwriter's `constant_memory` would write confidential text to temporary files.
    Raises ValueError without tables.
    """
    if not tables:
        raise ValueError("a workbook needs at least one table")
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as workbook:
        workbook.set_properties({"title": clean(title), "author": clean(author)})
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": SHORT_DAY, "align": "left", "valign": "top"})
        taken: set[str] = set()
        for table in tables:
            _write_sheet(workbook.add_worksheet(_sheet_name(table.name, taken)), _in_cells(table), bold, wrapped, day)
    return output.getvalue()


def write_csv(table: Table, *, separator: str = ";") -> bytes:
    """The table as CSV that a Dutch or Belgian Excel opens by double click: utf-8 with BOM, CRLF, all cells quoted.

    Text that a spreadsheet program could run gets an apostrophe (`neutralise`), which `read_workbook` takes away again.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output, delimiter=separator, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for row in (table.header, *table.rows):
        padding = [""] * (len(table.header) - len(row))
        writer.writerow([neutralise(clean(str(cell))) for cell in (*row, *padding)])
    return output.getvalue().encode("utf-8-sig")


def _write_sheet(sheet: Worksheet, table: Table, bold: Format, wrapped: Format, day: Format) -> None:
    for column, name in enumerate(table.header):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell, wrapped)
            elif isinstance(cell, int):
                sheet.write_number(number, column, cell, wrapped)
            else:
                sheet.write_datetime(number, column, cell, day)
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    last_row, last_column = len(table.rows), max(len(table.header) - 1, 0)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last_row, last_column)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _in_cells(table: Table) -> Table:
    """The table with clean text, columns for what goes beyond a cell, and a width for every column."""
    header = [clean(name)[:255] for name in table.header]
    rows = [[clean(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows]
    for column in range(len(header)):
        parts = [list(_parts(row[column])) if column < len(row) else [""] for row in rows]
        for extra in range(1, max(map(len, parts), default=1)):
            header.append(f"{header[column]} ({extra + 1})")
            for row, split in zip(rows, parts, strict=True):
                row.extend([""] * (len(header) - 1 - len(row)))
                row.append(split[extra] if extra < len(split) else "")
        for row, split in zip(rows, parts, strict=True):
            if column < len(row):
                row[column] = split[0]
    widths = [*table.widths, *(_width(header, rows, column) for column in range(len(table.widths), len(header)))]
    return Table(table.name, header, rows, widths)


def _parts(text: Cell) -> Iterator[Cell]:
    """The text in pieces that each fit in a cell; Excel counts a character outside the first plane twice."""
    if not isinstance(text, str) or len(text) * 2 <= MAX_CELL:
        yield text
        return
    start = size = 0
    for index, character in enumerate(text):
        units = 2 if character > "\uffff" else 1
        if size + units > MAX_CELL:
            yield text[start:index]
            start, size = index, 0
        size += units
    yield text[start:]


def _width(header: Sequence[str], rows: Sequence[Sequence[Cell]], column: int) -> int:
    texts = [header[column], *(str(row[column]) for row in rows[:SAMPLE] if column < len(row))]
    longest = max(len(line) for text in texts for line in text[:1000].split("\n"))
    return min(max(longest + 2, NARROWEST), WIDEST)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel allows: 31 characters, no []:*?/\\, no apostrophe at either end, different from the others."""
    base = re.sub(r"[\[\]:*?/\\\n\t]", " ", clean(wanted)).strip(" '")[:31].strip(" '") or "1"
    if base.casefold() == "history":
        base += " 1"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base[: 31 - len(f' ({number})')]} ({number})"
    taken.add(name.casefold())
    return name
