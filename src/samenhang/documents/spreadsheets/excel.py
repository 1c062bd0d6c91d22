"""XLSX and XLS, through calamine.

calamine holds the whole rectangle between the first and the last filled cell: one stray cell at XFD1048576 asks for
hundreds of gigabytes, and ends the process. Call this only from the worker, which is allowed to die.
"""

import io

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from samenhang.documents.spreadsheets.grid import Budget, Grid
from samenhang.documents.spreadsheets.model import Sheet, SpreadsheetError


def read_excel(data: bytes, max_rows: int) -> list[Sheet]:
    """The sheets that hold anything; raises SpreadsheetError "encrypted", "unreadable", "too_many_…"."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [each.name for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        budget = Budget(max_rows)
        sheets = (_sheet(workbook.get_sheet_by_name(name), budget) for name in names)
        return [sheet for sheet in sheets if sheet]
    except PasswordError as error:
        raise SpreadsheetError("encrypted") from error
    except CalamineError as error:
        raise SpreadsheetError("unreadable") from error


def _sheet(source: CalamineSheet, budget: Budget) -> Sheet | None:
    spans = {start: end[0] for start, end in source.merged_cell_ranges or () if end[0] > start[0]}
    grid = Grid(source.name, budget, spans)
    before = [""] * (source.start[1] if source.start else 0)
    for row in source.iter_rows():
        grid.add([*before, *row])
    return grid.finish()
