import pytest

from samenhang.documents.spreadsheets import column_letter, find_header, unique_headers

KNOWN = {"naam", "organisatie", "rol", "telefoon"}


def known(text: str) -> bool:
    return text.lower() in KNOWN


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Naam", "Rol"], ["A. Bakker", "wethouder"]], 0),
        ([["Organisatie", "", ""], ["", "", ""], ["versie 2", "", ""], ["", "", ""], ["Naam", "Rol", "?"]], 4),
        ([["Naam", "", "Contact"], ["Naam", "Rol", "Telefoon"], ["A. Bakker", "x", "y"]], 1),
        ([["Wie", "Wat", "Waar"], ["a", "b", "c"]], 0),
        ([["Partners van het netwerk", "", ""], ["Wie", "Wat", "Waar"], ["a", "b", "c"]], 1),
        ([["Naam", "", "", "", "Rol"], ["a", "b", "c", "d", "e"]], 0),
        ([["", ""], ["", ""], ["a", "b"]], 2),
        ([], 0),
    ],
    ids=["first", "row five", "two storeys", "unknown", "unknown under a title", "nameless columns", "late", "nothing"],
)
def test_the_header_is_found(rows: list[list[str]], expected: int) -> None:
    assert find_header(rows, known) == expected


def test_nameless_and_repeated_columns_get_names_of_their_own() -> None:
    header = ["Naam", "", "Naam", "Naam (2)", " E-mail\nadres ", "Kolom G"]
    assert unique_headers(header, 8, "Kolom") == [
        "Naam",
        "Kolom B",
        "Naam (3)",
        "Naam (2)",
        "E-mail adres",
        "Kolom G",
        "Kolom G (2)",
        "Kolom H",
    ]


def test_column_letters_are_those_of_excel() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
