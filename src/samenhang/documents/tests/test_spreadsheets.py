"""What people have, and what somebody might send."""

import datetime
import io
import struct
import time
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from samenhang.documents.spreadsheets import SpreadsheetError, read_workbook, reading
from samenhang.documents.tests.files import ods, ods_cell, ods_row, raw_xlsx, with_member, xlsx


def rows_of(data: bytes, name: str = "lijst.xlsx") -> list[list[str]]:
    return read_workbook(data, name).sheets[0].rows


def reason_of(data: bytes, name: str = "lijst.xlsx", **limits: int) -> str:
    with pytest.raises(SpreadsheetError) as caught:
        read_workbook(data, name, **limits)
    return caught.value.reason


def test_cells_become_the_text_their_owner_knows() -> None:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Naam", 3, 2.5, 123456789012, True, False])
        for column, (value, shown) in enumerate(
            [
                (datetime.date(2026, 11, 21), "d mmm yyyy"),
                (
                    datetime.datetime(2026, 11, 21, 14, 30),  # noqa: DTZ001 (Excel has no zones)
                    "dd-mm-yyyy hh:mm",
                ),
                (datetime.time(9, 5), "hh:mm"),
                (datetime.timedelta(hours=30), "[h]:mm"),
            ]
        ):
            sheet.write_datetime(1, column, value, workbook.add_format({"num_format": shown}))
    assert rows_of(output.getvalue()) == [
        ["Naam", "3", "2.5", "123456789012", "ja", "nee"],
        ["2026-11-21", "2026-11-21 14:30", "09:05", "30:00", "", ""],
    ]


def test_a_formula_counts_as_what_it_showed() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '=HYPERLINK("https://example.org";"klik")', None, "klik")
        sheet.write_string(0, 2, "=1+1")

    assert rows_of(xlsx(fill)) == [["2", "klik", "=1+1"]]


def test_a_merged_organisation_counts_for_each_of_its_people_and_wakes_no_empty_row() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_range("A1:C1", "Partners van het jeugdnetwerk")
        sheet.write_row("A2", ["Organisatie", "Naam", "Rol"])
        sheet.merge_range("A3:A6", "Gemeente")
        for row, name in ((2, "A. Bakker"), (3, "B. Yilmaz"), (5, "C. de Wit")):
            sheet.write(row, 1, name)
        sheet.write("B7", "D. Peeters")

    assert rows_of(xlsx(fill)) == [
        ["Partners van het jeugdnetwerk", "", ""],
        ["Organisatie", "Naam", "Rol"],
        ["Gemeente", "A. Bakker", ""],
        ["Gemeente", "B. Yilmaz", ""],
        ["", "", ""],
        ["Gemeente", "C. de Wit", ""],
        ["", "D. Peeters", ""],
    ]


def test_merged_cells_in_opendocument_count_the_same() -> None:
    data = ods(
        ods_row(ods_cell("Gemeente", 'table:number-rows-spanned="2"'), ods_cell("A. Bakker"))
        + ods_row("<table:covered-table-cell/>", ods_cell("B. Yilmaz"))
        + ods_row("<table:table-cell/>", ods_cell("D. Peeters"))
    )
    assert rows_of(data, "lijst.ods") == [["Gemeente", "A. Bakker"], ["Gemeente", "B. Yilmaz"], ["", "D. Peeters"]]


def test_opendocument_values_come_from_what_is_stored_and_not_from_what_is_shown() -> None:
    def typed(kind: str, attribute: str, value: str) -> str:
        return (
            f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">'
            "<text:p>anders</text:p></table:table-cell>"
        )

    data = ods(
        ods_row(
            typed("float", "value", "3"),
            typed("percentage", "value", "0.5"),
            typed("date", "date-value", "2026-11-21"),
            typed("date", "date-value", "2026-11-21T14:30:00"),
            typed("time", "time-value", "PT09H05M00S"),
            typed("boolean", "boolean-value", "true"),
            "<table:table-cell><office:annotation><text:p>opmerking</text:p></office:annotation>"
            "<text:p>een<text:s text:c='2'/>twee<text:line-break/>drie</text:p>"
            "<text:p>vier</text:p></table:table-cell>",
        )
    )
    assert rows_of(data) == [
        ["3", "0.5", "2026-11-21", "2026-11-21 14:30", "9:05", "ja", "een  twee\ndrie\nvier"],
    ]


def test_several_sheets_keep_their_order_and_empty_ones_are_left_out() -> None:
    data = xlsx(lambda sheet: sheet.write("A1", "een"), lambda sheet: None, lambda sheet: sheet.write("A1", "drie"))
    assert [sheet.name for sheet in read_workbook(data, "x.xlsx").sheets] == ["Blad1", "Blad3"]


def test_row_and_column_numbers_stay_those_of_the_file() -> None:
    rows = rows_of(xlsx(lambda sheet: sheet.write("C4", "hier")))
    assert rows == [["", "", ""]] * 3 + [["", "", "hier"]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_files_in_every_usual_shape(separator: str, encoding: str) -> None:
    lines = [
        separator.join(["Naam", "Bedrag", "Notitie"]),
        separator.join(["Zoë Müller", '"1,5"', '"regel een\r\nregel ""twee"""']),
        separator.join(["€-fonds", "7", f'"a{separator}b"']),
    ]
    assert rows_of("\r\n".join(lines).encode(encoding), "lijst.csv") == [
        ["Naam", "Bedrag", "Notitie"],
        ["Zoë Müller", "1,5", 'regel een\nregel "twee"'],
        ["€-fonds", "7", f"a{separator}b"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("naam;bedrag\na;1,5\nb;2,5\nc;3,5", ["naam", "bedrag"]),
        ("Lijst van partners, versie 2, concept\n\nnaam;rol\na;b\nc;d\ne;f", ["naam", "rol"]),
        ("sep=|\nnaam|rol, of taak\na|b, c", ["naam", "rol, of taak"]),
        ("sep=\t\nnaam\trol, of taak", ["naam", "rol, of taak"]),
        ('sep="\nnaam;rol\na;b', ["naam", "rol"]),
        ("sep=x\nnaam;rol\na;b", ["naam", "rol"]),
        ("alleen namen\nJan\nPiet", ["alleen namen"]),
        ('naam,quote\nJan,"zei "ja" tegen"\nPiet,x', ["naam", "quote"]),
    ],
)
def test_the_separator_is_found_among_other_signs(text: str, expected: list[str]) -> None:
    assert expected in [[cell for cell in row if cell] for row in rows_of(text.encode(), "lijst.csv")]


def test_content_decides_and_not_the_name() -> None:
    assert rows_of(xlsx(lambda sheet: sheet.write("A1", "x")), "lijst.csv") == [["x"]]
    assert rows_of(b"a;b", "lijst.xlsx") == [["a", "b"]]


@pytest.mark.parametrize("long", ["n" * 12_000, "🧵" * 10_000, "שלום وسلام", "a\tb\nc"])
def test_odd_text_survives(long: str) -> None:
    assert rows_of(xlsx(lambda sheet: sheet.write_string("A1", long))) == [[long]]
    assert rows_of(f'"{long}";x'.encode(), "x.csv") == [[long, "x"]]


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert rows_of(xlsx(lambda sheet: sheet.write_string("A1", "a\x00b\x07c"))) == [["abc"]]
    assert rows_of(("veel gewone tekst " * 9 + "a\x00b\x07c").encode(), "x.csv")[0][0].endswith("abc")


def test_two_million_empty_rows_cost_little() -> None:
    empty = "".join(f'<row r="{row}"><c r="A{row}"/></row>' for row in range(2, 300_000))
    excel = raw_xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row>{empty}')
    repeated = "<table:table-cell table:number-columns-repeated='1024'/>"
    office = ods(ods_row(ods_cell("1")) + ods_row(repeated, attributes='table:number-rows-repeated="2000000"'))
    start = time.monotonic()
    for data in (excel, office, b"1;\r\n" + b";\r\n" * 2_000_000):
        assert [row[0] for row in rows_of(data)] == ["1"]
    assert time.monotonic() - start < 40


def test_a_stray_cell_in_the_last_corner_is_refused_and_we_live() -> None:
    corner = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert reason_of(raw_xlsx(corner)) == "bomb"
    assert reason_of(ods(ods_row(ods_cell("x", 'table:number-columns-repeated="2000000000"')))) == "too_many_columns"
    assert (
        reason_of(ods(ods_row(ods_cell("x"), attributes='table:number-rows-repeated="2000000000"'))) == "too_many_rows"
    )


def test_repeated_text_counts_each_time_it_stands_somewhere() -> None:
    columns, rows = 'table:number-columns-repeated="500"', 'table:number-rows-repeated="8"'
    assert reason_of(ods(ods_row(ods_cell("n" * 200_000, columns), attributes=rows))) == "bomb"
    merged = ods_cell("n" * 200_000, 'table:number-rows-spanned="300"')
    below = ods_row("<table:covered-table-cell/>", ods_cell("x"), attributes='table:number-rows-repeated="299"')
    assert reason_of(ods(ods_row(merged, ods_cell("x")) + below)) == "bomb"


def test_short_text_repeated_millions_of_times_is_held_once() -> None:
    data = ods(ods_row(ods_cell("Gemeente", 'table:number-columns-repeated="50"')) * 2)
    assert len({id(cell) for row in rows_of(data) for cell in row}) == 1


def test_a_worker_that_answers_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    data = ods(ods_row(ods_cell("n" * 2_000), attributes='table:number-rows-repeated="1000"'))
    monkeypatch.setattr(reading, "MAX_ANSWER", 100_000)
    assert reason_of(data) == "bomb"
    monkeypatch.setattr(reading, "MAX_ANSWER", 1_000)
    assert reason_of(data) == "bomb"


def test_a_worker_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0)
    assert reason_of(xlsx(lambda sheet: sheet.write("A1", "x"))) == "bomb"


def test_50_megabytes_are_refused_before_they_are_read() -> None:
    with pytest.raises(SpreadsheetError) as caught:
        read_workbook(b"a;b\n" * 12_500_000, "x.csv")
    assert (caught.value.reason, caught.value.details) == ("too_large", {"limit": 20_000_000})


def test_rows_are_counted_over_all_sheets_and_only_when_they_hold_something() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write_column(5, 0, ["x"] * 3)

    assert len(read_workbook(xlsx(fill), "x.xlsx", max_rows=3).sheets[0].rows) == 8
    assert reason_of(xlsx(fill, fill), max_rows=5) == "too_many_rows"
    assert reason_of(b"a\nb\nc", max_rows=2) == "too_many_rows"


def test_a_zip_bomb_is_refused() -> None:
    bomb = with_member(xlsx(lambda sheet: None), "xl/media/big.bin", bytes(60_000_000))
    assert len(bomb) < 200_000
    assert reason_of(bomb) == "bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(with_member(xlsx(lambda sheet: None), "xl/media/big.bin", bytes(60_000_000)))
    claim = struct.pack("<I", 100)
    real = struct.pack("<I", 60_000_000)
    assert bomb.count(real) == 2
    assert reason_of(bytes(bomb.replace(real, claim))) == "bomb"


BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "data",
    [
        raw_xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>', before=BILLION_LAUGHS),
        ods(ods_row(ods_cell("&j;")), before=BILLION_LAUGHS),
    ],
    ids=["xlsx", "ods"],
)
def test_an_entity_bomb_is_refused(data: bytes) -> None:
    assert reason_of(data) == "unreadable"


def test_an_external_entity_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    assert reason_of(ods(ods_row(ods_cell("&e;")), before=doctype)) == "unreadable"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing of a zip",
        xlsx(lambda sheet: sheet.write("A1", "x"))[:-200],
        with_member(xlsx(lambda sheet: None), "xl/workbook.xml", b"<kapot"),
        ods("<table:table-row>"),
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
        b"%PDF-1.7 something",
        b"<!DOCTYPE html><html><table><tr><td>x</td></tr></table>",
        bytes(range(32)) * 20,
    ],
    ids=["no zip", "cut off", "no workbook", "open tag", "old excel", "pdf", "html", "binary"],
)
def test_damaged_files_and_other_files_are_unreadable(data: bytes) -> None:
    assert reason_of(data) == "unreadable"


def test_a_file_with_a_password_says_so() -> None:
    office = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    open_document = ods(ods_row(ods_cell("x")), manifest="<manifest:encryption-data/>")
    assert [reason_of(office), reason_of(open_document)] == ["encrypted", "encrypted"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", xlsx(lambda sheet: None), ods(""), b";;;\n;;;"])
def test_a_file_without_content_is_empty(data: bytes) -> None:
    assert reason_of(data) == "empty"
