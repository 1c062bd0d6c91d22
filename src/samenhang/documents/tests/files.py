"""Small files, honest and hostile, for the tests."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
)


def xlsx(*fill: Callable[[Worksheet], object]) -> bytes:
    """A workbook with a sheet for each function, named Blad1, Blad2, …"""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        for number, each in enumerate(fill, start=1):
            each(workbook.add_worksheet(f"Blad{number}"))
    return output.getvalue()


def raw_xlsx(sheet_data: str, *, before: str = "") -> bytes:
    """A workbook whose one sheet has exactly this content between <sheetData> tags."""
    sheet = f"{DECLARATION}{before}<worksheet {MAIN}><sheetData>{sheet_data}</sheetData></worksheet>"
    return with_member(xlsx(lambda sheet: sheet.write(0, 0, "x")), "xl/worksheets/sheet1.xml", sheet.encode())


def with_member(archive: bytes, name: str, content: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return output.getvalue()


def ods(rows: str, *, before: str = "", manifest: str = "") -> bytes:
    """A spreadsheet whose one table "Blad1" holds these rows."""
    content = (
        f"{DECLARATION}{before}<office:document-content {ODS_NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blad1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
        archive.writestr("content.xml", content)
    return output.getvalue()


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"
