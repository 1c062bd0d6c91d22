"""What the desk says and offers, step by step."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.workshops import steering
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.models import Board, Participant
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import go

type ClientOf = Callable[[Person | None], Client]

FILLED = re.compile(r'<(?:button|a) class="button"[^>]*>([^<]+)<')


def address(board: Board, name: str = "desk") -> str:
    return reverse(f"workshops:{name}", args=[board.initiative_id, board.pk])


def state_of(page: str) -> str:
    return page.partition('id="state"')[2].partition('<div class="split">')[0]


@pytest.fixture
def desk(client_of: ClientOf, leader: Person) -> Client:
    return client_of(leader)


def main_button(client: Client, board: Board) -> list[str]:
    """The words of what is filled: one thing to do at a time."""
    return FILLED.findall(state_of(client.get(address(board)).text))


def test_opening_the_door_is_what_to_do_until_it_is_open(desk: Client, board: Board, leader: Person) -> None:
    steering.open_door(board, leader, is_open=False)
    assert main_button(desk, board) == ["Open de deur"]
    assert "Open de deur en toon de code." in desk.get(address(board)).text
    steering.open_door(board, leader, is_open=True)
    assert main_button(desk, board) == ["Toon alle bijdragen"]
    page = desk.get(address(board)).text
    assert "Open de deur" not in page
    assert "Er doet nog niemand mee. Toon de code op het scherm voor de zaal." in page


def test_a_door_that_is_closed_after_the_beginning_is_no_reason_to_open_it(
    desk: Client, board: Board, participant: Participant, leader: Person
) -> None:
    write(participant, "Samen")
    steering.open_door(board, leader, is_open=False)
    assert main_button(desk, board) == ["Toon alle bijdragen"]


def test_what_everybody_gave_is_shown_before_one_goes_on(
    desk: Client, board: Board, participant: Participant, leader: Person
) -> None:
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.CHOOSE)
    assert main_button(desk, board) == ["Sluit en toon de stippen"]
    steering.show_dots(board, leader, shown=True)
    assert main_button(desk, board) == ["Ga naar afspreken"]
    go(board, Column.VALUES, Phase.AGREE)
    assert main_button(desk, board) == ["Toon de antwoorden"]
    steering.show_answers(board, leader, shown=True)
    assert main_button(desk, board) == ["Ga naar 2 Relaties"]
    go(board, Column.ACTIONS, Phase.AGREE)
    assert main_button(desk, board) == ["Toon de antwoorden"]
    steering.show_answers(board, leader, shown=True)
    assert main_button(desk, board) == ["Sluit de bijeenkomst af"]


def test_who_looks_on_finds_the_way_back_from_what_will_be_shown(
    client_of: ClientOf, board: Board, co_leader: Person
) -> None:
    page = client_of(co_leader).get(address(board, "preview")).text
    assert f'href="{address(board)}"' in page
    assert "Toon ze nu" not in page
