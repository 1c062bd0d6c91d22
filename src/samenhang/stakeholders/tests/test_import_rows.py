from typing import Any

from samenhang.documents.tables import MAX_CELL
from samenhang.stakeholders.importing.rows import Prepared, Reading, prepare


def read(targets: str, *rows: list[str], kind: str = "organisation") -> Prepared:
    names = targets.split()
    return prepare([[f"Kop {name}" for name in names], *rows], Reading(1, names, kind))


def values(targets: str, *cells: str, kind: str = "organisation") -> dict[str, Any]:
    prepared = read(targets, list(cells), kind=kind)
    assert not prepared.refused
    return prepared.rows[0].values


def test_a_name_in_parts_is_said_in_the_usual_order() -> None:
    assert values("last_name first_name prefix", "Berg", " Ama", "van den")["name"] == "Ama van den Berg"
    assert values("first_name last_name", "", "Jansen")["name"] == "Jansen"


def test_a_row_without_a_person_is_its_organisation() -> None:
    row = read("name organisation influence", ["", "Stad Hoogwater", "groot"], kind="person").rows[0]
    assert row.values == {"name": "Stad Hoogwater", "kind": "organisation", "influence": 3}
    assert row.remarks == ["Er staat geen naam. De organisatie is nu de partner."]


def test_what_a_column_does_not_understand_stays_as_a_note_with_a_remark() -> None:
    row = read("name influence notes", ["School", "enorm", "Belde zelf"]).rows[0]
    assert row.values["notes"] == "Belde zelf\nKop influence: enorm"
    assert "influence" not in row.values
    assert row.remarks == ["“enorm” past niet in “Kop influence”. Het staat nu in de notities."]


def test_unknown_columns_are_kept_and_skipped_ones_are_not() -> None:
    assert values("name note skip note", "School", "9", "weg", "12\n13")["notes"] == "Kop note: 9\nKop note (2): 12\n13"


def test_several_columns_may_bring_to_one() -> None:
    found = values("name interests interests needs needs", "School", "rust", "geld", "instemming", "geld")
    assert [item["text"] for item in found["interests"]] == ["rust", "geld"]
    assert [item["kind"] for item in found["needs"]] == ["consent", "money"]


def test_a_text_that_filled_a_cell_goes_on_in_the_next_column_without_a_break() -> None:
    first, rest = "a" * 4_000 + "\n", "b"
    full = (first * 9)[: MAX_CELL - len(rest)] + rest
    found = values("name interests interests", "School", full, "staart")
    assert found["interests"][-1]["text"].endswith("bstaart")


def test_empty_rows_are_passed_over_and_numbers_are_those_of_the_file() -> None:
    prepared = read("name influence", ["", " "], ["School", ""], ["", "4"])
    assert [row.number for row in prepared.rows] == [3]
    assert [refusal.number for refusal in prepared.refused] == [4]


def test_a_row_with_too_much_to_note_is_refused_rather_than_cut() -> None:
    prepared = read("name note note", ["School", "a" * 3_000, "b" * 3_000])
    assert not prepared.rows
    assert "samen te lang" in prepared.refused[0].reason


def test_formulas_names_from_right_to_left_and_emoji_are_only_text() -> None:
    for name in ('=HYPERLINK("https://example.org";"klik")', "مكتب الحي", "Buurthuis 🧵 De Draad", "<b>vet</b>"):
        assert values("name", name)["name"] == name
