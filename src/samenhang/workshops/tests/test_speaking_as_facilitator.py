"""Who leads and speaks as a participant too does so for as long as the role lasts."""

import http.client
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from uuid_utils.compat import uuid7

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative, Membership
from samenhang.workshops import door
from samenhang.workshops.entrance import COOKIE, SALT
from samenhang.workshops.models import Board, Participant

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def voice(board: Board, co_leader: Person, client_of: ClientOf) -> Client:
    """The browser of a second facilitator who takes part."""
    Board.objects.filter(pk=board.pk).update(second=co_leader)
    browser = client_of(co_leader)
    answer = browser.post(reverse("workshops:speak", args=[board.initiative_id, board.pk]))
    assert browser.get(answer["Location"]).status_code == 200
    return browser


def contribution(text: str) -> dict[str, str]:
    return {"text": text, "column": "1", "key": str(uuid7())}


@pytest.mark.parametrize("what", ["out", "partner"])
def test_who_is_no_leader_any_more_neither_reads_nor_writes(
    what: str, board: Board, voice: Client, co_leader: Person
) -> None:
    # Of another initiative one may lead still.
    Initiative.begin(co_leader, name="Iets anders", goal="Een ander doel.")
    of_this = Membership.objects.filter(person=co_leader, initiative=board.initiative_id)
    _gone = of_this.delete() if what == "out" else of_this.update(role="partner")
    assert voice.get(reverse("maps:map", args=[board.pk])).status_code == 302
    assert voice.get(reverse("maps:live", args=[board.pk])).status_code == 302
    voice.post(reverse("maps:add_card", args=[board.pk]), contribution("Toch nog"))
    assert not board.cards.exists()


def test_nor_by_the_way_in_for_many_at_once(asgi_server: str, board: Board, leader: Person) -> None:
    spoken = door.speak_as_participant(board, leader)
    known = signing.dumps({board.pk.hex: spoken.pk.hex}, salt=SALT)
    server = http.client.HTTPConnection(asgi_server.removeprefix("http://"), timeout=30)
    headers = {
        "Cookie": f"{COOKIE}={known}; csrftoken={'a' * 32}",
        "X-CSRFToken": "a" * 32,
        "X-Outbox": "1",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    for status in (201, 403):
        server.request("POST", reverse("maps:add_card", args=[board.pk]), urlencode(contribution("Iets")), headers)
        answer = server.getresponse()
        answer.read()
        assert answer.status == status
        Membership.objects.filter(person=leader).delete()
    server.close()
    assert Participant.objects.get(pk=spoken.pk).cards.count() == 1
