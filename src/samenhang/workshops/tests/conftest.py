"""A workshop with two groups and one map that lies open, for every test of this folder."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from uuid_utils.compat import uuid7

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.workshops import door
from samenhang.workshops.cards import Contribution, contribute
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.models import Board, Card, Participant, PartnerGroup, Workshop
from samenhang.workshops.tests.finished import answer_all, close, go, pile
from samenhang.workshops.tests.phones import OpenPhone, open_map


@pytest.fixture
def workshop(initiative: Initiative, leader: Person) -> Workshop:
    made: Workshop = Workshop.objects.create(
        initiative=initiative, title="Samen de wijk in", goal="Hoe werken wij samen?", created_by=leader
    )
    return made


@pytest.fixture
def residents(workshop: Workshop) -> PartnerGroup:
    return PartnerGroup.objects.create(initiative_id=workshop.initiative_id, workshop=workshop, name="Bewoners", mark=0)


@pytest.fixture
def professionals(workshop: Workshop) -> PartnerGroup:
    return PartnerGroup.objects.create(
        initiative_id=workshop.initiative_id, workshop=workshop, name="Professionals", mark=1
    )


@pytest.fixture
def board(workshop: Workshop, residents: PartnerGroup, professionals: PartnerGroup, leader: Person) -> Board:
    """The map of all together; its door is open and the leader leads."""
    made: Board = Board.objects.create(
        initiative_id=workshop.initiative_id, workshop=workshop, facilitator=leader, door_is_open=True
    )
    return made


@pytest.fixture
def participant(board: Board, residents: PartnerGroup) -> Participant:
    return door.join(board, name="Buurvrouw", group=residents, is_table=False)


@pytest.fixture
def other(board: Board, professionals: PartnerGroup) -> Participant:
    return door.join(board, name="Wijkverpleger", group=professionals, is_table=False)


@pytest.fixture
def third(board: Board, residents: PartnerGroup) -> Participant:
    return door.join(board, name="Buurman", group=residents, is_table=False)


@pytest.fixture
def open_phone(live_page_of: Callable[..., Page]) -> OpenPhone:
    return lambda participant: open_map(
        live_page_of(None, viewport={"width": 360, "height": 740}, has_touch=True), participant
    )


def said(text: str, column: int = Column.VALUES, **more: str) -> Contribution:
    return Contribution(key=uuid7(), column=column, text=text, **more)  # type: ignore[arg-type]


def write(participant: Participant, text: str, column: int = Column.VALUES) -> Card:
    participant.board.refresh_from_db()
    card = contribute(participant, said(text, column))
    assert card
    return card


@pytest.fixture
def phone_of(client_of: Callable[[Person | None], Client]) -> Callable[[Board, str], Client]:
    """The phone of somebody who came in by the door, as a browser without JavaScript."""

    def make(board: Board, name: str = "") -> Client:
        client = client_of(None)
        group = board.workshop.groups.first()
        told = {"name": name, "group": str(group.pk) if group else ""}
        answer = client.post(reverse("join:join", args=[board.code]), told)
        assert answer.status_code == 302, answer.content.decode()
        return client

    return make


@pytest.fixture
def finished(board: Board, participant: Participant, other: Participant) -> Board:
    """Two contributions became one sentence that both answered; a third one lies beside it."""
    write(participant, "Luister naar elkaar")
    write(other, "Eerst luisteren")
    write(other, "Plezier")
    go(board, Column.VALUES, Phase.GROUP)
    laid = pile(board, "Luister naar elkaar", "Eerst luisteren", statement="We luisteren eerst.")
    go(board, Column.VALUES, Phase.AGREE)
    answer_all(laid, [(participant, "agree", ""), (other, "remark", "Ook naar wie stil is.")])
    close(board)
    return Board.objects.select_related("workshop", "group").get(pk=board.pk)
