"""The papers of a workshop, as who leads takes them along."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from samenhang.accounts.models import Person
from samenhang.workshops import steering
from samenhang.workshops.models import Board, ScriptRow, Workshop
from samenhang.workshops.papers import PAPERS, TYPES
from samenhang.workshops.rules import RULES
from samenhang.workshops.tests.unpacking import squeeze, text_of

type ClientOf = Callable[[Person | None], Client]

EVERY_PAPER = [(paper.key, kind) for paper in PAPERS.values() for kind in paper.kinds]


def address(board: Board, key: str, kind: str) -> str:
    return reverse("workshops:paper", args=[board.initiative_id, board.pk, key, kind])


def text(board: Board, key: str, kind: str = "pdf") -> str:
    return text_of(PAPERS[key].kinds[kind](board, "Leider"))


def test_the_page_tells_of_each_paper_what_it_is_for(finished: Board, leader: Person, client_of: ClientOf) -> None:
    page = client_of(leader).get(reverse("workshops:papers", args=[finished.initiative_id, finished.pk]))
    told = page.content.decode()
    for paper in PAPERS.values():
        assert str(paper.purpose) in told
        for kind in paper.kinds:
            assert address(finished, paper.key, kind) in told
    assert "De bijeenkomst is nog niet afgelopen." not in told


@pytest.mark.parametrize(("key", "kind"), EVERY_PAPER)
def test_each_paper_is_a_file_to_keep_named_after_the_workshop(
    key: str, kind: str, finished: Board, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).get(address(finished, key, kind))
    assert (answer.status_code, answer["Content-Type"]) == (200, TYPES[kind])
    assert answer["Content-Disposition"].startswith('attachment; filename="samen-de-wijk-in-')


@pytest.mark.parametrize(("key", "kind"), [("result", "docx"), ("nonsense", "pdf")])
def test_a_paper_that_does_not_exist_is_not_found(
    key: str, kind: str, finished: Board, leader: Person, client_of: ClientOf
) -> None:
    assert client_of(leader).get(address(finished, key, kind)).status_code == 404


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_paper_is_in_the_language_of_its_reader(language: str, finished: Board) -> None:
    with override(language):
        content = PAPERS["result"].kinds["pdf"](finished, "Leider")
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/Lang"].startswith(language)  # type: ignore[index]


def test_the_join_sheet_has_the_code_even_before_the_door_is_open(board: Board) -> None:
    Board.objects.update(door_is_open=False)
    board.refresh_from_db()
    assert squeeze(board.code) in text(board, "join")


def test_the_rules_are_all_five_there(board: Board) -> None:
    assert all(squeeze(str(rule)) in text(board, "rules") for rule in RULES)


def test_the_script_has_each_part_with_its_time(board: Board, workshop: Workshop) -> None:
    for position, (minutes, part) in enumerate([(10, "Welkom"), (20, "Waarden")]):
        ScriptRow.objects.create(
            initiative_id=workshop.initiative_id, workshop=workshop, position=position, minutes=minutes, part=part
        )
    told = text(Board.objects.get(pk=board.pk), "script")
    assert "13:30–13:4010welkom" in told
    assert "13:40–14:0020waarden" in told


def test_the_filled_map_has_every_contribution_and_statement(finished: Board) -> None:
    told = text(finished, "map")
    for words in ("We luisteren eerst.", "Luister naar elkaar", "Eerst luisteren", "Plezier", "Buurvrouw"):
        assert squeeze(words) in told, words


def test_the_result_has_what_was_agreed_and_what_is_open(finished: Board) -> None:
    told = text(finished, "result")
    for words in (
        "We luisteren eerst.",
        "1 akkoord · 1 met opmerking",
        "Ook naar wie stil is.",
        "1 bijdrage is nog niet samen besproken.",
        "Wat kost het, en wie betaalt wat?",
    ):
        assert squeeze(words) in told, words


def test_answers_that_were_not_shown_are_on_no_paper(finished: Board) -> None:
    steering.reopen(finished)
    board = Board.objects.select_related("workshop", "group").get(pk=finished.pk)
    for key, kind in EVERY_PAPER:
        told = text(board, key, kind)
        assert squeeze("Ook naar wie stil is.") not in told, key
        assert "metopmerking" not in told, key
