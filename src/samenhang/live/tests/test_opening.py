"""The same view without a stream: for browsers that ask again, and for servers that cannot keep an answer open."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries

from samenhang.live.opening import Opening, Standing
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


@pytest.mark.parametrize("reader", ["participant 1", None])
def test_who_has_no_session_costs_the_database_nothing(
    django_assert_num_queries: DjangoAssertNumQueries, reader: str | None
) -> None:
    request = RequestFactory().get("/")
    request.session = SessionStore()

    opening = Opening(
        request=request,
        topic="wall",
        audience="everybody",
        language="nl",
        after=0,
        fetch=lambda _after: (),
        still_allowed=lambda: True,
        known_reader=reader,
    )

    with django_assert_num_queries(0):
        assert opening.standing() is Standing.MAY_STAY
        assert opening.reader == (reader or "127.0.0.1")
