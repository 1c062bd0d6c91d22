"""The workbook and the JSON of a map."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from python_calamine import CalamineWorkbook

from samenhang.documents.spreadsheets import read_workbook
from samenhang.documents.tables import write_xlsx
from samenhang.workshops import door, steering
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.exports import everything_of, to_json, to_tables
from samenhang.workshops.models import Board, Card, Participant, PartnerGroup, Workshop
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import answer_all, close, go, leads

SHAPE = Path(__file__).parents[4] / "docs" / "map-export.md"


def fields(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for child in value.values():
            yield from fields(child)
    elif isinstance(value, list):
        for child in value:
            yield from fields(child)


def test_every_field_of_the_json_is_documented(finished: Board) -> None:
    steering.reopen(finished)
    go(finished, Column.VALUES, Phase.REVEAL)
    steering.hide(finished, leads(finished), Card.objects.get(text="Plezier"), "Dubbel")
    close(finished)
    documented = set(re.findall(r"`([a-z_]+)`", SHAPE.read_text()))
    assert set(fields(everything_of(finished))) - documented == set()


def test_the_json_holds_statements_with_their_contributions_and_answers(finished: Board) -> None:
    told = json.loads(to_json(finished))
    assert (told["format"], told["version"], told["is_closed"]) == ("samenhang-map", 2, True)
    (statement,) = told["columns"][0]["statements"]
    assert statement["text"] == "We luisteren eerst."
    assert statement["answers"] == {"agree": 1, "remark": 1, "not_yet": 0, "silent": 0}
    assert [(one["text"], one["by"], one["group"]) for one in statement["contributions"]] == [
        ("Luister naar elkaar", "Buurvrouw", "Bewoners"),
        ("Eerst luisteren", "Wijkverpleger", "Professionals"),
    ]


def test_no_key_and_no_hour_is_in_it(finished: Board) -> None:
    text = to_json(finished).decode()
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}|\d\d:\d\d|T\d\d", text)


def test_a_hidden_contribution_is_there_for_who_leads_with_who_hid_it_and_why(finished: Board) -> None:
    steering.reopen(finished)
    steering.hide(finished, leads(finished), Card.objects.get(text="Plezier"), "Staat er dubbel")
    (hidden,) = everything_of(finished)["hidden"]
    assert (hidden["text"], hidden["by"], hidden["hidden_by"], hidden["hidden_why"]) == (
        "Plezier",
        "Wijkverpleger",
        "Leider",
        "Staat er dubbel",
    )
    assert "Plezier" not in str(everything_of(finished)["columns"])


def test_what_was_not_shown_yet_is_not_in_it_not_even_for_who_leads(board: Board, participant: Participant) -> None:
    write(participant, "Nog geheim")
    assert "Nog geheim" not in to_json(board).decode()
    assert "Nog geheim" not in str(to_tables(board))


def test_who_leads_gets_the_names_that_were_for_the_facilitator_and_never_anonymous_ones(
    board: Board, workshop: Workshop, participant: Participant, residents: PartnerGroup
) -> None:
    workshop.naming = {"1": Naming.FACILITATOR, "2": Naming.ANONYMOUS}
    workshop.save()
    board.refresh_from_db()
    write(participant, "Waarde")
    go(board, Column.RELATIONS, Phase.WRITE)
    write(door.join(board, name="Nachtwaker", group=residents, is_table=False), "Relatie", Column.RELATIONS)
    go(board, Column.RELATIONS, Phase.REVEAL)
    values, relations = everything_of(board)["columns"][:2]
    assert [one["by"] for one in values["loose"]] == ["Buurvrouw"]
    assert [(one["text"], one["by"], one["group"]) for one in relations["loose"]] == [("Relatie", "", None)]
    assert "Nachtwaker" not in to_json(board).decode()
    assert "Nachtwaker" not in str(to_tables(board))


def test_numbers_and_days_are_that_in_the_workbook_and_what_somebody_wrote_is_never_a_formula(
    board: Board, participant: Participant
) -> None:
    go(board, Column.ACTIONS, Phase.WRITE)
    write(participant, "=1+1", Column.ACTIONS)
    write(participant, "12", Column.ACTIONS)
    Card.objects.filter(text="12").update(due=date(2027, 3, 1))
    go(board, Column.ACTIONS, Phase.AGREE)
    one = board.clusters.get(cards__text="12")
    answer_all(one, [(participant, "agree", "")])
    close(board)
    content = write_xlsx(to_tables(board), title="Kaart", author="Leider")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    (row,) = (row for row in sheets["Zinnen"] if row[1] == "12")
    told = dict(zip(sheets["Zinnen"][0], row, strict=True))
    assert (told["Akkoord"], told["Zonder antwoord"], told["Bijdragen"]) == (1, 0, 1)
    assert told["Wanneer?"] == date(2027, 3, 1)
    assert ["Bewoners", 1, 2, 0] in [row[:4] for row in sheets["Groepen"]]
    assert {row[5] for row in sheets["Bijdragen"][1:]} == {timezone.localdate()}
    assert "=1+1" in [row[1] for row in sheets["Bijdragen"]]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_the_workbook_opens_and_has_a_sheet_for_each_part(finished: Board) -> None:
    workbook = read_workbook(write_xlsx(to_tables(finished), title="Kaart", author="Leider"), "kaart.xlsx")
    sheets = {sheet.name: sheet.rows for sheet in workbook.sheets}
    assert list(sheets) == ["Bijdragen", "Zinnen", "Voor een convenant", "Groepen", "Terugblik", "Verborgen"]
    assert ["Luister naar elkaar", "Bewoners", "Buurvrouw"] in [row[1:4] for row in sheets["Bijdragen"]]
    assert ["Bewoners", "1", "1", "1"] in [row[:4] for row in sheets["Groepen"]]
    assert ["1 Waarden", "We luisteren eerst.", "ja"] in [row[:3] for row in sheets["Zinnen"]]
