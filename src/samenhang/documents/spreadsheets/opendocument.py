"""ODS, read row by row.

Not through calamine, which in this format knows nothing of merged cells and drops what stands after a long run of
empty cells. Source of the names: OASIS, Open Document Format 1.3, part 3, sections 9 and 19.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from samenhang.documents.spreadsheets.grid import Budget, Grid, as_text
from samenhang.documents.spreadsheets.model import LAST_ROW, MAX_COLUMNS, Sheet, SpreadsheetError

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
PARAGRAPHS = (TEXT + "p", TEXT + "h")
ASIDES = (OFFICE + "annotation", TEXT + "note")
DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:\.\d+)?S")


def read_opendocument(archive: zipfile.ZipFile, max_rows: int) -> list[Sheet]:
    """The sheets that hold anything; raises SpreadsheetError "encrypted", "unreadable", "too_many_…"."""
    names = archive.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise SpreadsheetError("encrypted")
    if "content.xml" not in names:
        raise SpreadsheetError("unreadable")
    with archive.open("content.xml") as content:
        events = ElementTree.iterparse(content, ("start", "end"))  # noqa: S314 (expat bounds entities, the worker memory)
        grids = _grids(events, Budget(max_rows))
        return [sheet for grid in grids if (sheet := grid.finish())]


def _grids(events: Iterator[tuple[str, Element]], budget: Budget) -> Iterator[Grid]:
    """One filled grid for each table; a table inside a cell is not a sheet."""
    depth = 0
    for event, element in events:
        if element.tag == TABLE + "table":
            depth += 1 if event == "start" else -1
            if depth == 1 and event == "start":
                spans: dict[tuple[int, int], int] = {}
                grid = Grid(element.get(TABLE + "name", ""), budget, spans)
            elif depth == 0:
                yield grid
        elif element.tag == TABLE + "table-row" and event == "end" and depth == 1:
            _add_row(grid, element, spans)
            element.clear()


def _add_row(grid: Grid, element: Element, spans: dict[tuple[int, int], int]) -> None:
    row: list[str] = []
    for cell in element:
        if cell.tag in CELLS:
            covers = _count(cell, "number-rows-spanned")
            if covers > 1:
                spans[grid.height, len(row)] = grid.height + covers - 1
            row.extend([_text(cell)] * min(_count(cell, "number-columns-repeated"), MAX_COLUMNS + 1))
    repeated = _count(element, "number-rows-repeated")
    if any(row):
        for _ in range(repeated):
            grid.add(row)
    else:
        grid.skip(repeated)


def _count(element: Element, name: str) -> int:
    number = element.get(TABLE + name, "1")
    return min(max(int(number), 1), LAST_ROW) if number.isdecimal() and len(number) < 20 else 1


def _text(cell: Element) -> str:
    if cell.tag == TABLE + "covered-table-cell":
        return ""
    typed = _typed(cell)
    return typed if typed is not None else "\n".join(_paragraph(child) for child in cell if child.tag in PARAGRAPHS)


def _typed(cell: Element) -> str | None:
    """The value behind what is shown, which may be rounded or written in any fashion; None when only text is there."""
    match cell.get(OFFICE + "value-type"):
        case "float" | "percentage" | "currency":
            return _converted(cell, "value", float)
        case "date":
            return _converted(cell, "date-value", datetime.fromisoformat)
        case "time":
            return _converted(cell, "time-value", _duration)
        case "boolean":
            return as_text(cell.get(OFFICE + "boolean-value") == "true")
        case _:
            return cell.get(OFFICE + "string-value") or None


def _converted(cell: Element, name: str, convert: Callable[[str], object]) -> str | None:
    raw = cell.get(OFFICE + name)
    if raw is None:
        return None
    try:
        return as_text(convert(raw))
    except ValueError:
        return raw


def _duration(text: str) -> timedelta:
    if not (match := DURATION.fullmatch(text)):
        raise ValueError(text)
    hours, minutes, seconds = (int(part) for part in match.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _paragraph(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == TEXT + "s":
            parts.append(" " * min(int(child.get(TEXT + "c", "1")), 1000))
        elif child.tag == TEXT + "tab":
            parts.append("\t")
        elif child.tag == TEXT + "line-break":
            parts.append("\n")
        elif child.tag not in ASIDES:
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
