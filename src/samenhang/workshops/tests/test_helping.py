"""Who helps with laying together takes back the own last step, and never somebody else's work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.workshops import acts, clustering, steering, voting
from samenhang.workshops.columns import Phase
from samenhang.workshops.models import Board, Card, Participant
from samenhang.workshops.tests.conftest import write

PhoneOf = Callable[[Board, str], Client]
BUTTON = "Maak uw laatste stap ongedaan"


@pytest.fixture
def shown(board: Board, participant: Participant, leader: Person) -> list[Card]:
    """Three contributions that are being laid together."""
    cards = [write(participant, text) for text in ("Bellen", "Opbellen", "Samen eten")]
    steering.go_to(board, leader, 0, Phase.GROUP)
    board.refresh_from_db()
    return cards


@pytest.fixture
def helper(board: Board, shown: list[Card], phone_of: PhoneOf) -> Client:
    return appointed(board, phone_of, "Helper")


def appointed(board: Board, phone_of: PhoneOf, name: str) -> Client:
    phone = phone_of(board, name)
    board.participants.filter(name=name).update(is_helper=True)
    return phone


def lay_together(phone: Client, board: Board, *cards: Card) -> None:
    phone.post(reverse("maps:helping", args=[board.pk]), {"cards": [str(card.pk) for card in cards]})


def take_back(phone: Client, board: Board) -> str:
    """What the phone shows after it."""
    answer: Any = phone.post(reverse("maps:undo_helping", args=[board.pk]), follow=True)
    return str(answer.content.decode())


def lying(board: Board) -> list[set[str]]:
    return [{card.text for card in pile.cards.all()} for pile in board.clusters.present()]


def test_a_helper_takes_back_the_own_steps_one_by_one(board: Board, shown: list[Card], helper: Client) -> None:
    assert BUTTON not in helper.get(reverse("maps:helping", args=[board.pk])).content.decode()
    lay_together(helper, board, *shown[:2])
    lay_together(helper, board, *shown)
    assert lying(board) == [{"Bellen", "Opbellen", "Samen eten"}]
    page = take_back(helper, board)
    assert "Uw laatste stap is ongedaan gemaakt." in page
    assert BUTTON in page
    assert lying(board) == [{"Bellen", "Opbellen"}]
    assert BUTTON not in take_back(helper, board)
    assert lying(board) == []
    assert "U hebt niets samen gelegd dat er nog ligt." in take_back(helper, board)


def test_a_helper_does_not_take_back_what_another_helper_or_who_leads_did(
    board: Board, shown: list[Card], helper: Client, phone_of: PhoneOf, leader: Person
) -> None:
    lay_together(appointed(board, phone_of, "Nog een"), board, *shown[:2])
    clustering.word(board, leader, board.clusters.present().get(), "We bellen elkaar.", seen="")
    assert "U hebt niets samen gelegd dat er nog ligt." in take_back(helper, board)
    acts.undo(board, leader)
    assert lying(board) == [{"Bellen", "Opbellen"}]


@pytest.mark.parametrize("change", ["adds", "words", "takes apart", "gives dots"])
def test_what_somebody_changed_meanwhile_stays(
    board: Board, shown: list[Card], helper: Client, participant: Participant, leader: Person, change: str
) -> None:
    lay_together(helper, board, *shown[:2])
    pile = board.clusters.present().get()
    if change == "adds":
        clustering.lay_together(board, leader, shown[2:], pile)
    elif change == "words":
        clustering.word(board, leader, pile, "We bellen elkaar.", seen="")
    elif change == "takes apart":
        clustering.take_apart(board, leader, shown[:1])
    else:
        steering.go_to(board, leader, 0, Phase.CHOOSE)
        participant.board.refresh_from_db()
        voting.give_dots(participant, pile, 2)
        steering.go_to(board, leader, 0, Phase.GROUP)
    before = lying(board)
    page = take_back(helper, board)
    assert "Iemand anders heeft dit intussen veranderd. Daarom blijft het zo liggen." in page
    assert lying(board) == before
    pile.refresh_from_db()
    assert pile.removed_at is None


def test_a_helper_takes_back_nothing_once_the_map_went_on_or_is_fixed(
    board: Board, shown: list[Card], helper: Client, leader: Person
) -> None:
    lay_together(helper, board, *shown)
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    assert "Samen leggen is nu niet aan de beurt." in take_back(helper, board)
    steering.go_to(board, leader, 0, Phase.GROUP)
    steering.lock(board, leader, is_locked=True)
    assert "De begeleider heeft de kaart vastgezet." in take_back(helper, board)
    steering.lock(board, leader, is_locked=False)
    Participant.objects.update(is_helper=False)
    assert helper.post(reverse("maps:undo_helping", args=[board.pk])).status_code == 403
    assert lying(board) == [{"Bellen", "Opbellen", "Samen eten"}]
