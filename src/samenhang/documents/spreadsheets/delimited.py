"""CSV, TSV and text with any of four separators and any of four encodings."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from samenhang.documents.injection import restore
from samenhang.documents.spreadsheets.grid import Budget, Grid
from samenhang.documents.spreadsheets.model import Sheet, SpreadsheetError

SEPARATORS = (";", "\t", "|", ",")
"""In order of preference: where all explain a file equally well, a comma is a decimal comma."""
SAMPLE = 50
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
MARKUP = ("<!doctype", "<html", "<table", "<?xml", "{\\rtf", "%pdf-")
MAX_CONTROL_SHARE = 0.05


def read_delimited(data: bytes, name: str, max_rows: int) -> list[Sheet]:
    """The one sheet, called `name`, or none; raises SpreadsheetError "unreadable" or "too_many_…".

    The apostrophe that `injection.neutralise` puts before a formula is taken away again.
    """
    text = _decode(data)
    _refuse_other_formats(text)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    separator, text = _declared_separator(text)
    separator = separator or _separator(text)
    grid = Grid(name, Budget(max_rows), {})
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            grid.add([restore(cell) for cell in row])
    except csv.Error as error:
        raise SpreadsheetError("unreadable") from error
    sheet = grid.finish()
    return [sheet] if sheet else []


def _decode(data: bytes) -> str:
    """As its byte order mark says, else utf-8, else cp1252: what Excel on a Dutch or Belgian Windows writes."""
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise SpreadsheetError("unreadable") from error
        return data.decode("cp1252", errors="replace")


def _refuse_other_formats(text: str) -> None:
    """Pictures, programs and web pages decode as text too."""
    head = text[:100_000]
    controls = sum(1 for character in head if character < " " and character not in "\t\r\n")
    if head.lstrip().lower().startswith(MARKUP) or controls > len(head) * MAX_CONTROL_SHARE:
        raise SpreadsheetError("unreadable")


def _declared_separator(text: str) -> tuple[str, str]:
    """The separator in Excel's first line "sep=;", "" when that names none that we know; and the text below it."""
    first, _, rest = text.partition("\n")
    name, _, declared = first.strip().partition("=")
    if name.lower() != "sep" or len(declared) > 1:
        return "", text
    separator = declared or "\t"
    return separator if separator in SEPARATORS else "", rest


def _separator(text: str) -> str:
    """The separator that cuts most rows of the sample in equally many parts; of those the one with most parts.

    First by the letter of the rules for quotes, where a wrong separator soon breaks one; then, if need be, leniently.
    """
    strict = {separator: _regularity(text, separator, strict=True) for separator in SEPARATORS}
    if not any(width for _, width in strict.values()):
        strict = {separator: _regularity(text, separator, strict=False) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: strict[separator])


def _regularity(text: str, separator: str, *, strict: bool) -> tuple[float, int]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    try:
        widths = [len(row) for row in islice((row for row in rows if any(row)), SAMPLE)]
    except csv.Error:
        return 0.0, 0
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual:
        return 0.0, 0
    width, rows_so_wide = usual[0]
    return rows_so_wide / len(widths), width
