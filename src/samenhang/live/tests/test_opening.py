"""The same view without a stream: for browsers that ask again, and for servers that cannot keep an answer open."""

from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries

from samenhang.live.opening import SLOT, Slot, Standing, open_stream
from samenhang.live.tests.wall import Wall

pytestmark = pytest.mark.django_db


def test_the_changes_are_answered_at_once_with_their_last_number(client: Client, wall: Wall) -> None:
    wall.lines = ["één", "twee", "unseen", "drie"]

    answer = client.get("/open-wall/?after=1", headers={"accept-language": "nl"})

    assert answer.status_code == 200
    assert answer.content.decode() == "<li>Naam twee</li><li>Naam drie</li>"
    assert answer.headers["Live-Number"] == "4"


def test_without_changes_the_answer_is_empty(client: Client, wall: Wall) -> None:
    wall.lines = ["één"]

    assert client.get("/open-wall/?after=1").status_code == 204


def test_who_may_not_read_gets_what_the_view_says(client: Client, wall: Wall) -> None:
    wall.is_open = False

    assert client.get("/open-wall/").status_code == 404


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "²", "1e3", "9" * 40])
def test_a_number_that_is_none_is_passed_over(client: Client, wall: Wall, nonsense: str) -> None:
    wall.lines = ["één"]

    assert client.get("/open-wall/", headers={"last-event-id": nonsense}).status_code == 200


def test_who_has_no_session_costs_the_database_nothing(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request: Any = rf.get("/")
    request.session, slot = SessionStore(), Slot()
    request.scope = {"extensions": {SLOT: slot}}

    with django_assert_num_queries(0):
        open_stream(
            request,
            topic="wall",
            audience="everybody",
            after=0,
            fetch=lambda _after: (),
            still_allowed=lambda: True,
            reader="participant 7",
        )
        assert slot.opening
        assert slot.opening.reader == "participant 7"
        assert slot.opening.standing() is Standing.MAY_STAY
