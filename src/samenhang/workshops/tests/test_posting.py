"""What a phone sends reaches the map, whatever else its browser sends along; what cannot be read is refused."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.core import signing
from django.urls import reverse
from uuid_utils.compat import uuid7

from samenhang.workshops.entrance import COOKIE, SALT
from samenhang.workshops.models import Participant

TOKEN = "a" * 32
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def server(asgi_server: str) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(asgi_server.removeprefix("http://"), timeout=30)
    yield connection
    connection.close()


def said(text: str) -> bytes:
    return urlencode({"text": text, "column": "1", "key": str(uuid7())}).encode()


def status_of(
    server: http.client.HTTPConnection, participant: Participant, body: bytes, *, kind: str = FORM, others: str = ""
) -> int:
    """Of a post as the outbox makes it; `others` are cookies of other programs on the same host."""
    known = signing.dumps({participant.board_id.hex: participant.pk.hex}, salt=SALT)
    headers = {
        "Cookie": f"{others}{COOKIE}={known}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "X-Outbox": "1",
        "Content-Type": kind,
    }
    server.request("POST", reverse("maps:add_card", args=[participant.board_id]), body, headers)
    answer = server.getresponse()
    answer.read()
    return answer.status


@pytest.mark.parametrize("others", ["", "a:b=1; ", "x/y=2; ", 'z="; ', "[1]=; ", "path=/; ", "geen; "])
def test_cookies_of_other_programs_keep_no_contribution_away(
    others: str, server: http.client.HTTPConnection, participant: Participant
) -> None:
    assert status_of(server, participant, said("Bellen"), others=others) == 201
    assert [card.text for card in participant.cards.all()] == ["Bellen"]


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=é",
        "multipart/form-data; boundary=x",
        f"{FORM}; charset=utf-16",
        "application/json",
        "x",
    ],
)
def test_what_cannot_be_read_is_refused(
    kind: str, server: http.client.HTTPConnection, participant: Participant
) -> None:
    assert status_of(server, participant, said("Bellen"), kind=kind) in {400, 403, 422}
    assert not participant.cards.exists()
