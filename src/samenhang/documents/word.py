"""Word documents that a screen reader can walk through: real headings, header rows that repeat, a language.

Made with python-docx; Office Open XML (ISO/IEC 29500).
"""

import io
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from samenhang.documents.text import clean
from samenhang.documents.workshop_papers import Script, ScriptTable

FONT = "Atkinson Hyperlegible Next"
"""Word takes its own sans-serif where this is not installed."""
A4_LONG, A4_SHORT, MARGIN = Mm(297), Mm(210), Mm(15)


def make_script(data: Script) -> bytes:
    """A script (draaiboek) as a Word document, A4 landscape: a heading and a table for each gathering."""
    document = Document()
    lay_out(document, data["lang"])
    document.core_properties.title, document.core_properties.language = clean(data["title"]), data["lang"]
    document.core_properties.author = clean(data["exporter"])
    document.add_heading(clean(data["title"]), level=1)
    document.add_paragraph(clean(data["subtitle"]))
    for table in data["tables"]:
        if table["heading"]:
            document.add_heading(clean(table["heading"]), level=2)
        if table["aim"]:
            document.add_paragraph(clean(table["aim"]))
        add_table(document, data, table)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def lay_out(document: WordDocument, lang: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = A4_LONG, A4_SHORT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(9.5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), {"nl": "nl-NL", "en": "en-GB"}.get(lang, lang))
    normal.element.get_or_add_rPr().append(language)


def add_table(document: WordDocument, data: Script, given: ScriptTable) -> None:
    table = document.add_table(rows=1, cols=len(data["names"]))
    table.style, table.autofit = "Table Grid", False
    for cell, name in zip(table.rows[0].cells, data["names"], strict=True):
        fill(cell, name, bold=True)
    repeat_on_each_page(table)
    for row in given["rows"]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            fill(cell, text)
    room = A4_LONG - 2 * MARGIN
    for column, weight in zip(table.columns, data["weights"], strict=True):
        for cell in column.cells:
            cell.width = int(room * weight / sum(data["weights"]))


def fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(clean(text))
    run.bold = bold


def repeat_on_each_page(table: Table) -> None:
    """Mark the first row as the header of its table."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
