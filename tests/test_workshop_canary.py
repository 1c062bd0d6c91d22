"""Until it is shown nobody reads what another wrote, at any address of a workshop; and the screen reaches nothing else.

The leader here does not read along. What is promised once something is shown: workshops/tests/test_leaks.py.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core import signing
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from uuid_utils.compat import uuid7

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.workshops import clustering, door, steering
from samenhang.workshops.acts import undo
from samenhang.workshops.cards import Contribution, contribute
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.entrance import SALT
from samenhang.workshops.frames import screen_frames
from samenhang.workshops.models import Board, Card, Invitee, Participant, PartnerGroup, ScriptRow, Workshop
from samenhang.workshops.papers import PAPERS
from tests.addresses import Address, addresses
from tests.test_canary import text_of
from tests.world_workshops import as_participant

CANARY = f"kanarie{secrets.token_hex(6)}"
OF_WORKSHOPS = ("workshops:", "maps:", "join:", "screen:")
# What a table is called after in a query.
TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"')
# The colours and the logo of the installation.
LOOK = {"samenhang_site_housestyle"}


@dataclass
class Writing:
    """A map on which somebody's words wait to be shown."""

    board: Board
    author: Participant
    values: dict[str, Any]

    def urls(self) -> Iterator[str]:
        for address in addresses().values():
            if address.name.startswith(OF_WORKSHOPS):
                yield from self.urls_of(address)

    def urls_of(self, address: Address) -> Iterator[str]:
        if address.name == "workshops:paper":
            for paper in PAPERS.values():
                yield from (address.url(self.values | {"key": paper.key, "kind": kind}) for kind in paper.kinds)
        elif address.name == "workshops:preset":
            yield address.url(self.values | {"key": "60"})
        else:
            yield address.url(self.values)


@pytest.fixture
def writing(initiative: Initiative, leader: Person) -> Writing:
    workshop = Workshop.objects.create(initiative=initiative, title="Samen de wijk in", goal="Hoe?")
    group = PartnerGroup.objects.create(initiative=initiative, workshop=workshop, name="Bewoners")
    board: Board = Board.objects.create(initiative=initiative, workshop=workshop, facilitator=leader, door_is_open=True)
    author = door.join(board, name="Deelnemer", group=group, is_table=False)
    values = {
        "initiative_id": initiative.pk,
        "workshop_id": workshop.pk,
        "board_id": board.pk,
        "group_id": group.pk,
        "invitee_id": Invitee.objects.create(initiative=initiative, workshop=workshop, name="Iemand").pk,
        "row_id": ScriptRow.objects.create(
            initiative=initiative, workshop=workshop, position=1, minutes=10, part="Welkom"
        ).pk,
        "pile_id": uuid7(),
        "key": board.screen_key,
        "code": board.code,
    }
    return Writing(board, author, values)


def say(writing: Writing, text: str, column: Column) -> Card:
    writing.author.board.refresh_from_db()
    card = contribute(writing.author, Contribution(uuid7(), column, text, on_behalf_of=f"{text}namens"))
    assert card
    writing.values["card_id"] = card.pk
    return card


def in_the_first_step(writing: Writing, leader: Person) -> None:
    say(writing, CANARY, Column.VALUES)


def without_names(writing: Writing, leader: Person) -> None:
    Workshop.objects.update(naming={str(int(Column.VALUES)): Naming.ANONYMOUS})
    writing.author.board = Board.objects.select_related("workshop").get()
    say(writing, CANARY, Column.VALUES)


def shown_and_taken_back(writing: Writing, leader: Person) -> None:
    in_the_first_step(writing, leader)
    steering.go_to(writing.board, leader, 0, Phase.REVEAL)
    undo(writing.board, leader)


def in_the_second_step(writing: Writing, leader: Person) -> None:
    """While what was said before lies there for all to read."""
    first = say(writing, "Eerder gezegd", Column.VALUES)
    steering.go_to(writing.board, leader, 0, Phase.AGREE)
    first.refresh_from_db()
    assert first.cluster
    clustering.word(writing.board, leader, first.cluster, "Onze zin", seen="")
    steering.go_to(writing.board, leader, 1, Phase.WRITE)
    say(writing, CANARY, Column.RELATIONS)
    writing.values["pile_id"] = first.cluster.pk


MOMENTS = [in_the_first_step, without_names, shown_and_taken_back, in_the_second_step]


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_until_it_is_shown_no_answer_to_anybody_holds_anothers_words(
    writing: Writing,
    leader: Person,
    co_leader: Person,
    client_of: Callable[[Person | None], Client],
    moment: Callable[[Writing, Person], None],
) -> None:
    moment(writing, leader)
    phone = client_of(None)
    code, group = reverse("join:join", args=[writing.board.code]), writing.values["group_id"]
    assert phone.post(code, {"name": "Ander", "group": str(group)}).status_code == 302
    readers = {"phone": phone, "nobody": client_of(None), "desk": client_of(leader), "co-leader": client_of(co_leader)}

    assert [(who, *asked) for who, client in readers.items() for asked in leaks(client, writing)] == []
    # The author does read it: so the search would see it elsewhere.
    own = as_participant(client_of(None), cookie_of(writing.author))
    assert CANARY in answer_to(own, "get", reverse("maps:map", args=[writing.board.pk]))


def test_what_a_leader_reads_along_is_seen_by_the_search(
    writing: Writing, leader: Person, client_of: Callable[[Person | None], Client]
) -> None:
    Workshop.objects.update(reads_along=True)
    in_the_first_step(writing, leader)
    assert leaks(client_of(leader), writing)


def leaks(client: Client, writing: Writing) -> list[tuple[str, str]]:
    """Where this browser gets the words that wait."""
    asked = [(method, url) for url in writing.urls() for method in ("get", "post")]
    return [(method, url) for method, url in asked if CANARY in answer_to(client, method, url)]


def answer_to(client: Client, method: str, url: str) -> str:
    """All of an answer; whatever it changed is taken back."""
    with transaction.atomic():
        before = SimpleCookie(client.cookies)
        answer = text_of(getattr(client, method)(url, headers={"accept-language": "nl"}))
        client.cookies = before
        transaction.set_rollback(True)
    return answer


def cookie_of(participant: Participant) -> str:
    return signing.dumps({participant.board_id.hex: participant.pk.hex}, salt=SALT)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_screen_asks_no_table_outside_workshops(
    writing: Writing, leader: Person, moment: Callable[[Writing, Person], None]
) -> None:
    moment(writing, leader)
    for phase in Phase:
        steering.go_to(writing.board, leader, writing.board.stage, phase)
        with CaptureQueriesContext(connection) as queries:
            for name in ("screen", "live"):
                assert Client().get(reverse(f"screen:{name}", args=[writing.board.screen_key])).status_code == 200
            assert screen_frames(writing.board.pk, 0)
        tables = {table for query in queries for table in TABLE.findall(query["sql"])}
        assert "workshops_card" in tables
        assert {table for table in tables - LOOK if not table.startswith("workshops_")} == set()
