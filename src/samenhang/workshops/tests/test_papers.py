"""The papers of a workshop, as who leads takes them along."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override
from pptx import Presentation
from pypdf import PdfReader

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, door, steering
from samenhang.workshops.columns import GUIDES, Column, Phase
from samenhang.workshops.models import Board, Participant, PartnerGroup, ScriptRow, Workshop
from samenhang.workshops.papers import PAPERS, TYPES, papers_for
from samenhang.workshops.rules import RULES
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import close, go, pile
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
        if paper.only_in_series:
            continue
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


def test_the_groups_beside_each_other_are_offered_for_the_joint_map_of_a_series_only(board: Board) -> None:
    assert "sides" not in {paper.key for paper in papers_for(board)[1]}
    board.workshop.kind = Workshop.Kind.SERIES
    assert "sides" in {paper.key for paper in papers_for(board)[1]}
    board.group = board.workshop.groups.first()
    assert "sides" not in {paper.key for paper in papers_for(board)[1]}


def test_the_empty_map_asks_every_question_on_a3_and_a0(board: Board) -> None:
    for key, width in (("form-a3", 420), ("form-a0", 1189)):
        content = PAPERS[key].kinds["pdf"](board, "Leider")
        (page,) = PdfReader(io.BytesIO(content)).pages
        assert round(float(page.mediabox.width) * 25.4 / 72) == width
        told = text_of(content)
        for guide in GUIDES.values():
            assert all(squeeze(str(line)) in told for line in (guide.question, *guide.helps))


def test_there_is_a_card_for_every_contribution_and_an_empty_sheet_for_every_column(finished: Board) -> None:
    told = text(finished, "cards")
    for words in ("Luister naar elkaar", "Eerst luisteren", "Plezier", "Bewoners · Buurvrouw"):
        assert told.count(squeeze(words)) == 1, words
    empty = PdfReader(io.BytesIO(PAPERS["empty-cards"].kinds["pdf"](finished, "Leider")))
    assert len(empty.pages) == len(Column)


def test_there_is_a_slide_for_the_map_and_one_for_each_column(finished: Board) -> None:
    deck = Presentation(io.BytesIO(PAPERS["slides"].kinds["pptx"](finished, "Leider")))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides if slide.shapes.title]
    assert titles == ["Samen de wijk in", "1 Waarden", "2 Relaties", "3 Handelen", "4 Condities", "5 Acties"]
    told = text(finished, "slides", "pptx")
    for words in ("We luisteren eerst.", f"De kaart · {date_format(finished.day, 'DATE_FORMAT')}", "● Bewoners"):
        assert squeeze(words) in told, words


def test_the_groups_stand_beside_each_other_with_what_was_made_of_their_sentences(
    workshop: Workshop, board: Board, residents: PartnerGroup, other: Participant, leader: Person
) -> None:
    apart = Board.objects.create(
        initiative_id=board.initiative_id, workshop=workshop, group=residents, facilitator=leader, door_is_open=True
    )
    member = door.join(apart, name="", group=None, is_table=False)
    for words in ("Elke dag bellen", "Eerst luisteren"):
        write(member, words)
    go(apart, Column.VALUES, Phase.AGREE)
    clustering.bring_in(board, leader)
    write(other, "Nooit bellen")
    go(board, Column.VALUES, Phase.GROUP)
    clustering.sort(board, leader, pile(board, "Elke dag bellen", "Nooit bellen"), "odds")
    clustering.sort(board, leader, pile(board, "Eerst luisteren", statement="We luisteren."), "shared")
    write(member, "Nieuw")
    go(apart, Column.VALUES, Phase.CHOOSE)
    close(apart)
    told = text(Board.objects.get(pk=board.pk), "sides")
    (page,) = PdfReader(io.BytesIO(PAPERS["sides"].kinds["pdf"](board, "Leider"))).pages
    assert [round(float(side) * 25.4 / 72) for side in page.mediabox[2:]] == [420, 297]
    # A row for each subject, the shared ones first: how it stands, the sentence of all, and that of each group.
    assert squeeze("Zo staat het Onze zin Bewoners Professionals") in told
    shared, odds, waiting = (
        told.index(squeeze(row))
        for row in (
            "Gedeeld We luisteren. Eerst luisteren",
            "Botst Nog geen zin. Elke dag bellen Nooit bellen",
            "Nog niet samen gelegd Nog geen zin. Nieuw",
        )
    )
    assert shared < odds < waiting


def test_the_join_sheet_has_the_code_even_before_the_door_is_open(board: Board) -> None:
    Board.objects.update(door_is_open=False)
    board.refresh_from_db()
    told = text(board, "join")
    assert squeeze(board.code) in told
    assert told.index(squeeze("Doe mee Samen de wijk in Hoe werken wij samen?")) < told.index(squeeze(board.code))


def test_the_rules_are_all_five_there(board: Board) -> None:
    assert all(squeeze(str(rule)) in text(board, "rules") for rule in RULES)


def test_the_script_has_each_part_with_its_time(board: Board, workshop: Workshop) -> None:
    for position, (minutes, part) in enumerate([(10, "Welkom"), (20, "Waarden")]):
        ScriptRow.objects.create(
            initiative_id=workshop.initiative_id, workshop=workshop, position=position, minutes=minutes, part=part
        )
    for kind in ("pdf", "docx"):
        told = text(Board.objects.get(pk=board.pk), "script", kind)
        assert "13:30–13:40" in told
        assert "13:40–14:00" in told
        assert "waarden" in told


def test_the_filled_map_has_every_contribution_and_statement(finished: Board) -> None:
    told = text(finished, "map")
    for words in ("We luisteren eerst.", "Luister naar elkaar", "Eerst luisteren", "Plezier", "Buurvrouw"):
        assert squeeze(words) in told, words


def test_the_result_has_what_was_agreed_and_what_is_open(finished: Board) -> None:
    told = text(finished, "result")
    for words in (
        "We luisteren eerst.",
        "1 van 2 akkoord · 1 met opmerking",
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
