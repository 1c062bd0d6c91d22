"""The stream, from the request of a browser to what it reads, with Django's own application in between."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

import pytest
from django.core.asgi import get_asgi_application
from django.core.exceptions import ObjectDoesNotExist
from django.db import connections
from django.test import Client

from samenhang.live import hearing, stream
from samenhang.live import hub as hub_module
from samenhang.live.hearing import Ears
from samenhang.live.hub import Hub, hub
from samenhang.live.room import BEHIND_BYTES
from samenhang.live.stream import Streams
from samenhang.live.tests.visits import condition, in_passing, run, visit, writes
from samenhang.live.tests.wall import Wall

pytestmark = pytest.mark.django_db(transaction=True)

type ClientOf = Callable[[Any], Client]


@pytest.fixture
def application(wall: Wall) -> Streams:
    return Streams(get_asgi_application())


@pytest.fixture
def beats_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "SECONDS_BETWEEN_BEATS", 0.02)


def test_a_beat_comes_first_then_what_was_missed_then_what_others_write(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        await writes(wall, "één", "twee")
        async with visit(application, "/open-wall/?after=1") as reader:
            await reader.has("twee")
            await writes(wall, "drie")
            await reader.has("drie")
            assert reader.text.startswith("id: 1\nevent: beat\n")
            assert reader.numbers == [2, 3]

    run(story)


def test_what_the_browser_says_to_have_goes_before_the_address(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        await writes(wall, "één", "twee", "drie")
        async with visit(application, "/open-wall/?after=0", last_event_id="2") as reader:
            assert (await reader.has("drie")).numbers == [3]

    run(story)


def test_the_answer_is_a_stream_that_nobody_on_the_way_may_keep(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(application, accept_encoding="gzip") as reader:
            await reader.has("beat")
            assert reader.start["status"] == 200
            assert reader.headers["content-type"] == "text/event-stream"
            assert reader.headers["cache-control"] == "no-store"
            assert reader.headers["x-accel-buffering"] == "no"
            assert "default-src 'none'" in reader.headers["content-security-policy"]
            assert not {"content-length", "content-encoding"} & reader.headers.keys()

    run(story)


def test_ten_readers_do_not_ask_the_database_ten_times(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with AsyncExitStack() as stack:
            readers = [await stack.enter_async_context(visit(application)) for _ in range(10)]
            for reader in readers:
                await reader.has("beat")
            await writes(wall, "nieuw")
            for reader in readers:
                assert (await reader.has("nieuw")).numbers == [1]
            assert wall.times_read < 5

    run(story)


@pytest.fixture
def hears_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but what this process announces lets rooms look."""

    async def wait(_ears: Ears) -> None:
        await asyncio.Future()

    monkeypatch.setattr(hearing, "hear_others", wait)


@pytest.mark.usefixtures("hears_nobody_else")
def test_what_is_at_hand_is_not_read_again(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(application) as reader, visit(application, accept_language="en") as english:
            await condition(lambda: wall.times_read == 2)
            await in_passing(partial(wall.write_at_hand, "een"))
            await in_passing(partial(wall.write_at_hand, "twee"))
            await reader.has("<li>Naam twee, at hand</li>")
            await english.has("<li>Name twee, at hand</li>")
            assert reader.numbers == [1, 2]
            assert wall.times_read == 2

    run(story)


@pytest.mark.usefixtures("hears_nobody_else")
def test_what_is_at_hand_is_read_after_all_when_something_else_came_before_it(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(application) as reader:
            await condition(lambda: wall.times_read == 1)
            wall.lines.append("onaangekondigd")
            await in_passing(partial(wall.write_at_hand, "bij de hand"))
            await reader.has("<li>Naam bij de hand</li>")
            assert reader.numbers == [1, 2]

    run(story)


def test_everybody_reads_their_own_language(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(application) as dutch, visit(application, accept_language="en") as english:
            await writes(wall, "1")
            await dutch.has("<li>Naam 1</li>")
            await english.has("<li>Name 1</li>")

    run(story)


def test_what_comes_together_is_handed_out_in_order_and_once(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(application) as reader:
            await reader.has("beat")
            await asyncio.gather(*(writes(wall, f"a{number}", "unseen", f"b{number}") for number in range(10)))
            await writes(wall, "laatste")
            await reader.has("laatste")
            assert reader.numbers == [number for number, text in enumerate(wall.lines, 1) if text != "unseen"]

    run(story)


def test_who_says_to_have_more_than_there_is_keeps_nothing_from_others(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        await writes(wall, "één")
        async with visit(application, f"/open-wall/?after={10**30}") as boaster:
            await boaster.has("beat")
            async with visit(application, "/open-wall/?after=0") as reader:
                await reader.has("één")
                await writes(wall, "twee")
                assert (await reader.has("twee")).numbers == [1, 2]

    run(story)


def test_a_request_with_a_body_gets_no_stream(application: Streams, wall: Wall) -> None:
    """Waiting for a body that never comes may not keep others from opening theirs."""

    async def story() -> None:
        async with visit(application, content_length="5") as odd:
            await odd.ends()
            assert odd.start["status"] == 204

    run(story)


# Rights


def test_not_found_passes_through_as_django_answers_it(application: Streams, wall: Wall) -> None:
    wall.is_open = False

    async def story() -> None:
        async with visit(application) as stranger:
            await stranger.ends()
            assert stranger.start["status"] == 404
            assert "text/html" in stranger.headers["content-type"]

    run(story)


def test_who_is_not_signed_in_is_sent_to_sign_in(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(application, "/wall/") as visitor:
            await visitor.ends()
            assert visitor.start["status"] == 302
            assert "login" in visitor.headers["location"]

    run(story)


@pytest.mark.usefixtures("beats_fast")
def test_beats_go_on_as_long_as_one_may_read(application: Streams, client_of: ClientOf, leader: Any) -> None:
    client = client_of(leader)

    async def story() -> None:
        async with visit(application, "/wall/", client) as reader:
            await condition(lambda: reader.text.count("beat") > 3)
            assert not reader.answer.done()

    run(story)


@pytest.mark.usefixtures("beats_fast")
def test_a_stream_says_that_it_is_closed_when_one_may_not_read_on(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(application) as reader:
            await reader.has("beat")
            wall.is_open = False
            await reader.ends()
            assert reader.text.endswith("event: closed\ndata: closed\n\n")

    run(story)


@pytest.mark.usefixtures("beats_fast")
def test_a_stream_ends_when_its_reader_signs_out_elsewhere(
    application: Streams, client_of: ClientOf, leader: Any
) -> None:
    client = client_of(leader)

    async def story() -> None:
        async with visit(application, "/wall/", client) as reader:
            await reader.has("beat")
            await in_passing(client.logout)
            await reader.ends()
            # Only coming back shows what to do next.
            assert "closed" not in reader.text

    run(story)


@pytest.mark.usefixtures("beats_fast")
def test_a_stream_ends_when_its_reader_may_not_sign_in_any_more(
    application: Streams, client_of: ClientOf, leader: Any
) -> None:
    client = client_of(leader)

    async def story() -> None:
        async with visit(application, "/wall/", client) as reader:
            await reader.has("beat")
            await in_passing(lambda: type(leader).objects.filter(pk=leader.pk).update(is_active=False))
            await reader.ends()

    run(story)


def test_a_page_about_a_mistake_keeps_no_connection(application: Streams, wall: Wall) -> None:
    """Where it does, a few wrong addresses use up the pool."""
    wall.is_open = False

    async def story() -> None:
        async with visit(application) as stranger:
            await stranger.ends()
        here = asyncio.get_running_loop()
        assert await here.run_in_executor(None, lambda: connections["default"].connection) is None

    run(story)


# Ends


def test_who_leaves_takes_everything_along(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(application) as reader:
            await reader.has("beat")
            await condition(lambda: wall.times_read > 0)
            assert not hub.is_empty
        assert hub.is_empty
        await condition(lambda: asyncio.all_tasks() == {asyncio.current_task()})

    run(story)


def test_who_does_not_read_is_cut_off(application: Streams, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "SECONDS_BETWEEN_BEATS", 0.1)
    monkeypatch.setattr(stream, "SECONDS_FOR_LAST_WORDS", 0.1)
    large = "x" * (BEHIND_BYTES // 2)

    async def story() -> None:
        async with visit(application) as slow, visit(application) as other:
            await slow.has("beat")
            slow.is_stuck = True
            for number in range(4):
                await writes(wall, f"{number} {large}")
                await other.has(f"Naam {number} ")
            await slow.ends()

    run(story)


def test_who_misses_too_much_is_told_to_load_the_page_anew(application: Streams, wall: Wall) -> None:
    wall.lines += ["x" * (BEHIND_BYTES // 2)] * 3

    async def story() -> None:
        async with visit(application) as reader:
            await reader.has("event: reload")
            await reader.ends()
            assert "xxx" not in reader.text

    run(story)


def test_one_reader_leaves_places_for_others(application: Streams, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "MOST_OF_ONE_READER", 2)

    async def story() -> None:
        async with visit(application) as one, visit(application) as two:
            await one.has("beat")
            await two.has("beat")
            async with visit(application) as three:
                await three.ends()
                assert three.start["status"] == 503
                assert three.body == b""
        async with visit(application) as later:
            await later.has("beat")

    run(story)


def test_people_without_a_session_are_counted_as_the_view_knows_them(
    application: Streams, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "MOST_OF_ONE_READER", 1)

    async def story() -> None:
        async with (
            visit(application, "/open-wall/?reader=one") as one,
            visit(application, "/open-wall/?reader=two") as two,
        ):
            await one.has("beat")
            await two.has("beat")
            async with visit(application, "/open-wall/?reader=two") as three:
                await three.ends()
                assert three.start["status"] == 503

    run(story)


def test_streams_leave_places_for_pages(application: Streams, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "MOST_STREAMS", 0)

    async def story() -> None:
        async with visit(application) as reader:
            await reader.ends()
            assert reader.start["status"] == 503

    run(story)


def test_a_stream_that_cannot_read_what_changed_ends_and_coming_back_works(
    application: Streams, wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with visit(application) as reader:
            await reader.has("beat")
            await condition(lambda: wall.times_read > 0)
            wall.trouble = ConnectionError("the database is away")
            await writes(wall, "één")
            await reader.ends()
            wall.trouble = None
            async with visit(application) as again:
                await again.has("één")

    run(story)
    assert "could not read what changed" in caplog.text


def test_a_stream_of_what_was_erased_says_that_it_is_over_and_nothing_went_wrong(
    application: Streams, wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with visit(application) as reader:
            await reader.has("beat")
            await condition(lambda: wall.times_read > 0)
            wall.trouble = ObjectDoesNotExist()
            await writes(wall, "één")
            await reader.has("closed")
            await reader.ends()

    run(story)
    assert not caplog.records


def test_when_the_server_stops_all_streams_end_and_new_ones_too(application: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(application) as reader:
            await reader.has("beat")
            threading.Thread(target=application.end).start()
            await reader.ends()
            async with visit(application) as late:
                await late.ends()
                assert "beat" in late.text

    run(story)


def test_a_server_keeps_to_its_own_rooms(wall: Wall) -> None:
    elsewhere = Hub()

    async def story() -> None:
        async with visit(Streams(get_asgi_application(), elsewhere)) as reader:
            await reader.has("beat")
            assert hub.is_empty
            assert not elsewhere.is_empty
        assert elsewhere.is_empty

    run(story)
