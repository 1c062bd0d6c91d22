"""What another process changes; here it has rooms of its own, so that no word reaches them inside this process."""

import asyncio

import pytest
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection

from samenhang.live import hearing
from samenhang.live.hub import Hub
from samenhang.live.stream import Streams
from samenhang.live.tests.visits import in_passing, run, visit, writes
from samenhang.live.tests.wall import Wall

pytestmark = pytest.mark.django_db(transaction=True)

ON_POSTGRES = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"
only_on_postgres = pytest.mark.skipif(
    not ON_POSTGRES, reason="SQLite has no NOTIFY; python -m tests.on_postgres runs it"
)


@pytest.fixture
def elsewhere(wall: Wall) -> Streams:
    """The same product in another process."""
    return Streams(get_asgi_application(), Hub())


@pytest.fixture
def only_words_wake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms do not look by themselves."""
    monkeypatch.setattr(hearing, "SECONDS_BETWEEN_LOOKS", {connection.vendor: 3600})


def test_a_room_looks_by_itself_now_and_then(elsewhere: Streams, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "SECONDS_BETWEEN_LOOKS", {connection.vendor: 0.05})

    async def story() -> None:
        async with visit(elsewhere) as reader:
            await reader.has("beat")
            wall.lines.append("stil")
            assert (await reader.has("stil")).numbers == [1]

    run(story)


async def backends(command: str) -> int:
    """How many connections of this database listen, each asked to end when `command` says so."""
    query = (
        f"SELECT count({command}) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%%'"
    )

    def ask() -> int:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return int(cursor.fetchone()[0])

    return await in_passing(ask)


async def somebody_listens() -> None:
    async with asyncio.timeout(10):
        while not await backends("pid"):
            await asyncio.sleep(0.01)


@only_on_postgres
@pytest.mark.usefixtures("only_words_wake")
def test_another_process_hears_what_was_committed(elsewhere: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(elsewhere) as reader:
            await somebody_listens()
            await writes(wall, "een")
            await writes(wall, "twee", "drie")
            assert (await reader.has("drie")).numbers == [1, 2, 3]

    run(story)


@only_on_postgres
@pytest.mark.usefixtures("only_words_wake")
def test_after_a_lost_connection_nothing_is_missed(
    elsewhere: Streams, wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with visit(elsewhere) as reader:
            await somebody_listens()
            await backends("pg_terminate_backend(pid)")
            # Said to nobody.
            wall.lines.append("gemist")
            await reader.has("gemist")
            await somebody_listens()
            await writes(wall, "gehoord")
            assert (await reader.has("gehoord")).numbers == [1, 2]

    run(story)
    assert "live connection to the database was lost" in caplog.text


@only_on_postgres
def test_nobody_listens_when_there_is_no_reader(elsewhere: Streams, wall: Wall) -> None:
    async def story() -> None:
        async with visit(elsewhere):
            await somebody_listens()
        async with asyncio.timeout(10):
            while await backends("pid"):
                await asyncio.sleep(0.01)

    run(story)
