import io
import zipfile
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from samenhang.documents.spreadsheets import read_workbook
from samenhang.documents.spreadsheets.excel import read_excel
from samenhang.documents.spreadsheets.grid import rectangular
from samenhang.documents.tables import MAX_CELL, Cell, Table, neutralise, restore, write_csv, write_xlsx
from samenhang.documents.text import clean

HARD = [
    "=1+1",
    "'=1+1",
    "''=1",
    "'s ochtends",
    "-",
    "\t@",
    "_x0041_",
    ";",
    '"',
    '""',
    "a;b\t,|",
    "\r\n",
    "0012",
    "1,5",
    "🧵",
    "שלום",
]
CELLS = st.one_of(st.sampled_from(HARD), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
NAMES = st.text("abcdefgh;,|\t'\" ", min_size=1, max_size=8).filter(str.strip)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 4))
    header = draw(st.lists(NAMES, min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5))
    return Table("Lijst", header, rows)


def as_read(table: Table) -> list[list[str]]:
    """What may be expected back: clean text, without empty rows at the end."""
    rows = [[clean(str(cell)) for cell in row] for row in (table.header, *table.rows)]
    while not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return [row if any(cell.strip() for cell in row) else [""] * len(row) for row in rows]


def without_trailing_space(rows: list[list[str]]) -> list[list[str]]:
    """Reading drops cells of mere white space at the end of a row."""
    kept = []
    for row in rows:
        last = max((index for index, cell in enumerate(row) if cell.strip()), default=-1)
        kept.append(row[: last + 1])
    return kept


@given(tables())
def test_a_table_comes_back_from_xlsx_as_it_was(table: Table) -> None:
    data = write_xlsx([table], title="Lijst", author="A. Bakker")
    [sheet] = read_excel(data, 100)
    assert without_trailing_space(rectangular(sheet).rows) == without_trailing_space(as_read(table))


@given(tables())
@example(Table("x", ["a\tb\tc", "d"], []))
def test_a_table_comes_back_from_csv_as_it_was(table: Table) -> None:
    [sheet] = read_workbook(write_csv(table), "lijst.csv").sheets
    assert without_trailing_space(sheet.rows) == without_trailing_space(as_read(table))


@given(st.text())
def test_restore_takes_back_what_neutralise_did_and_nothing_else(text: str) -> None:
    assert restore(neutralise(text)) == text
    assert neutralise(text) in (text, "'" + text)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝"])
def test_no_cell_of_a_csv_starts_a_formula(start: str) -> None:
    data = write_csv(Table("x", ["naam"], [[start + "HYPERLINK(0)"]]), separator=",").decode("utf-8-sig")
    assert data.splitlines()[1].startswith("\"'")


def test_ordinary_text_has_no_apostrophe_in_csv() -> None:
    data = write_csv(Table("x", ["naam"], [["'s-Hertogenbosch"], ["a=b"]]))
    assert data == '\ufeff"naam"\r\n"\'s-Hertogenbosch"\r\n"a=b"\r\n'.encode()


def test_xlsx_holds_no_formula_and_no_link() -> None:
    rows = [["=1+1", "https://example.org", "mailto:a@example.org", "{=SUM(A1)}", "0012"]]
    data = write_xlsx([Table("x", list("abcde"), rows)], title="x", author="y")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert read_workbook(data, "x.xlsx").sheets[0].rows[1] == rows[0]


def test_only_what_is_given_as_a_number_or_a_day_becomes_one() -> None:
    rows: list[list[Cell]] = [["12", "2027-03-01", 12, date(2027, 3, 1)]]
    data = write_xlsx([Table("x", list("abcd"), rows)], title="x", author="y")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.get_sheet_by_index(0).to_python()[1] == rows[0]
    assert b'"12";"2027-03-01"\r\n' in write_csv(Table("x", list("ab"), [[12, date(2027, 3, 1)]]))


def test_text_beyond_what_a_cell_holds_goes_on_in_a_column_to_the_right() -> None:
    text = "n🧵" * 30_000
    data = write_xlsx(
        [Table("x", ["naam", "notitie", "rol"], [["a", text, "r"], ["b", "kort"]])], title="x", author="y"
    )
    header, first, second = read_workbook(data, "x.xlsx").sheets[0].rows
    assert header == ["naam", "notitie", "rol", "notitie (2)", "notitie (3)"]
    assert first[1] + first[3] + first[4] == text
    assert all(len(cell.encode("utf-16-le")) <= MAX_CELL * 2 for cell in first)
    assert second == ["b", "kort", "", "", ""]


def test_sheet_names_that_excel_refuses_are_made_to_fit() -> None:
    names = ["a/b: [c]", "A/B: [C]", "x" * 40, "x" * 40, "", "'quoted'", "History"]
    data = write_xlsx([Table(name, ["naam"], []) for name in names], title="x", author="y")
    read = [sheet.name for sheet in read_workbook(data, "x.xlsx").sheets]
    assert read == ["a b   c", "A B   C (2)", "x" * 31, "x" * 27 + " (2)", "1", "quoted", "History 1"]


def test_a_workbook_without_tables_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        write_xlsx([], title="x", author="y")
