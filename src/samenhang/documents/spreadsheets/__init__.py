"""Reading what people call "the Excel sheet": XLSX, XLS, ODS, CSV, TSV and text, from untrusted hands.

    workbook = read_workbook(upload.read(), upload.name)
    rows = workbook.sheets[0].rows
    header = find_header(rows, known=columns.recognise)
    names = unique_headers(rows[header], len(rows[header]), prefix=_("Kolom"))

Everything that can be wrong with a file is a `SpreadsheetError` with a stable `reason`.
"""

from samenhang.documents.spreadsheets.headers import column_letter, find_header, unique_headers
from samenhang.documents.spreadsheets.model import Sheet, SpreadsheetError, Workbook
from samenhang.documents.spreadsheets.reading import read_workbook

__all__ = [
    "Sheet",
    "SpreadsheetError",
    "Workbook",
    "column_letter",
    "find_header",
    "read_workbook",
    "unique_headers",
]
