"""How this process hears what other processes changed, as long as it has listeners.

On PostgreSQL they say so (NOTIFY). SQLite cannot, so there every room looks by itself every few seconds.
"""

import asyncio
import logging
from typing import Any, Protocol

import psycopg
from django.db import connection, connections

logger = logging.getLogger(__name__)

CHANNEL = "samenhang_live"
# For what nobody could tell: a process that ended between its commit and its word, a pooler that keeps words back.
SECONDS_BETWEEN_LOOKS = {"postgresql": 15.0, "sqlite": 3.0}
SECONDS_UNTIL_CHECK = 15.0
SECONDS_UNTIL_RETRY = (0.2, 5.0)


class Ears(Protocol):
    def announce(self, topic: str, number: int | None = None) -> None: ...
    def wake(self) -> None: ...


def tell_others(topic: str, number: int) -> None:
    """Say to other processes that change `number` of `topic` is there."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{number} {topic}"])


async def hear_others(ears: Ears) -> None:
    """Pass on what others tell, until cancelled."""
    vendor = connection.vendor
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(look_now_and_then(ears, SECONDS_BETWEEN_LOOKS[vendor]))
        if vendor == "postgresql":
            tasks.create_task(listen(ears))


async def look_now_and_then(ears: Ears, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        ears.wake()


async def listen(ears: Ears) -> None:
    """Listen on one connection; when it is lost, get another and look what was missed."""
    shortest, longest = SECONDS_UNTIL_RETRY
    wait = shortest
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**parameters(), autocommit=True) as heard:
                await heard.execute(f"LISTEN {CHANNEL}")
                wait = shortest
                ears.wake()
                while True:
                    async for notice in heard.notifies(timeout=SECONDS_UNTIL_CHECK):
                        number, topic = notice.payload.split(" ", 1)
                        ears.announce(topic, int(number))
                    # Silence, or a connection that is gone? This tells.
                    await heard.execute("SELECT 1")
        except psycopg.Error as error:
            logger.warning("The live connection to the database was lost: %s", error)
        await asyncio.sleep(wait)
        wait = min(2 * wait, longest)


def parameters() -> dict[str, Any]:
    """Those of Django's own connections, without what belongs to its cursors."""
    own: dict[str, Any] = connections["default"].get_connection_params()
    return {name: value for name, value in own.items() if name not in {"cursor_factory", "context"}}
