"""Who leads may change while a desk is open: then it says so in words, and steps are one's own."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, steering
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.models import Board, Participant, Workshop
from samenhang.workshops.standing import promise
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import go

type ClientOf = Callable[[Person | None], Client]

BY_SCRIPT = {"X-Outbox": "1"}


def address(board: Board, name: str = "desk") -> str:
    return reverse(f"workshops:{name}", args=[board.initiative_id, board.pk])


@pytest.fixture
def desk(client_of: ClientOf, leader: Person) -> Client:
    return client_of(leader)


@pytest.mark.parametrize("step", ["go", "timer", "switch", "undo", "together", "no_spotlight", "close", "reopen"])
def test_a_desk_that_was_left_open_hears_who_leads_now(
    desk: Client, board: Board, leader: Person, co_leader: Person, step: str
) -> None:
    steering.hand_over(board, leader, facilitator=co_leader, second=None)
    answer = desk.post(address(board, step), {"dim": "on"}, headers=BY_SCRIPT)
    assert (answer.status_code, answer["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert answer.text == "Medeleider begeleidt nu. Laad het begeleidersscherm opnieuw."
    page = desk.post(address(board, step), {"dim": "on"})
    assert page.status_code == 403
    assert "Medeleider begeleidt nu." in page.text
    assert f'href="{address(board)}"' in page.text


def test_on_an_archived_initiative_a_desk_hears_a_sentence_too(desk: Client, board: Board, leader: Person) -> None:
    board.initiative.archive(by=leader)
    answer = desk.post(address(board, "switch"), {"dim": "on"}, headers=BY_SCRIPT)
    assert (answer.status_code, answer.text) == (403, "Dit mag u hier niet meer. Laad de bladzijde opnieuw.")


def test_who_no_longer_helps_reads_why_laying_together_does_not_work(
    board: Board, phone_of: Callable[[Board, str], Client]
) -> None:
    phone = phone_of(board, "Helper")
    page = phone.get(reverse("maps:helping", args=[board.pk]))
    assert page.status_code == 403
    assert "U helpt nu niet met samen leggen." in page.text


def test_who_takes_the_lead_reads_what_that_does_to_who_has_it(
    desk: Client, client_of: ClientOf, board: Board, co_leader: Person
) -> None:
    takes = client_of(co_leader)
    assert "Dan ziet Leider dat meteen en kan die niets meer bedienen." in takes.get(address(board, "hand_over")).text
    assert "niets meer bedienen" not in desk.get(address(board, "hand_over")).text
    takes.post(address(board, "hand_over"), {"facilitator": co_leader.pk, "second": ""})
    board.refresh_from_db()
    assert board.facilitator == co_leader


def test_undo_tells_who_did_nothing_that_it_is_about_own_steps(
    client_of: ClientOf, board: Board, leader: Person, co_leader: Person
) -> None:
    steering.hand_over(board, leader, facilitator=leader, second=co_leader)
    answer = client_of(co_leader).post(address(board, "undo"), headers=BY_SCRIPT)
    assert answer.status_code == 409
    assert answer.text == "U deed hier nog geen stap die terug kan. Een stap van een ander maakt die ander ongedaan."


def test_undo_names_what_somebody_else_changed_since(
    desk: Client, board: Board, participant: Participant, leader: Person, co_leader: Person
) -> None:
    for text in ("Eerst bellen", "Wij bellen eerst"):
        write(participant, text)
    go(board, Column.VALUES, Phase.GROUP)
    clustering.lay_together(board, leader, list(board.cards.all()))
    clustering.take_apart(board, co_leader, list(board.cards.all()))
    answer = desk.post(address(board, "undo"), headers=BY_SCRIPT)
    assert answer.status_code == 409
    assert answer.text == (
        "Dit kan niet meer ongedaan: samen leggen (“Eerst bellen”, “Wij bellen eerst”). "
        "Een ander veranderde dit intussen."
    )


def test_a_leader_who_looks_on_sees_names_only_as_far_as_was_promised_where_one_writes(
    client_of: ClientOf, board: Board, participant: Participant, co_leader: Person
) -> None:
    Workshop.objects.update(naming={str(int(column)): Naming.FACILITATOR for column in Column})
    board = Board.objects.get(pk=board.pk)
    promised = promise(board, Column.VALUES)
    assert "Alleen de begeleider en de netwerkleiders van dit initiatief zien uw naam." in promised
    participant.board.workshop.refresh_from_db()
    write(participant, "Eerst bellen")
    go(board, Column.VALUES, Phase.REVEAL)
    assert "Buurvrouw" in client_of(co_leader).get(address(board)).text
