"""Browsers that read a stream, on the interface between server and application."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, Self

from asgiref.sync import sync_to_async
from django.db import connections
from django.test import Client

from samenhang.live.hub import hub
from samenhang.live.stream import Application
from samenhang.live.tests.wall import Wall

SECONDS = 10


class Visit:
    """What one browser got so far."""

    def __init__(self) -> None:
        self.start: Mapping[str, Any] = {}
        self.body = b""
        self.news = asyncio.Event()
        self.has_left = asyncio.Event()
        self.is_stuck = False
        self.requests = [{"type": "http.request", "body": b"", "more_body": False}]
        self.answer: asyncio.Task[None]

    async def receive(self) -> Mapping[str, Any]:
        if self.requests:
            return self.requests.pop()
        await self.has_left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Mapping[str, Any]) -> None:
        if self.is_stuck:
            await asyncio.Event().wait()
        if message["type"] == "http.response.start":
            self.start = message
        self.body += message.get("body", b"")
        self.news.set()

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode().lower(): value.decode() for name, value in self.start["headers"]}

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def numbers(self) -> list[int]:
        """Of the changes that came, in the order they came."""
        changes = [message for message in self.text.split("\n\n") if message and "event: " not in message]
        return [int(message.splitlines()[0].removeprefix("id: ")) for message in changes]

    async def has(self, words: str) -> Self:
        """Wait until these words came."""
        async with asyncio.timeout(SECONDS):
            while words not in self.text:
                await self.news.wait()
                self.news.clear()
        return self

    async def ends(self) -> Self:
        async with asyncio.timeout(SECONDS):
            await self.answer
        return self

    async def leaves(self) -> None:
        self.has_left.set()
        await self.ends()


@asynccontextmanager
async def visit(
    application: Application, path: str = "/open-wall/", client: Client | None = None, **headers: str
) -> AsyncIterator[Visit]:
    """Somebody who asks for a stream, with the cookies of `client`; leaves at the end."""
    address, _mark, query = path.partition("?")
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items()) if client else ""
    said = {"host": "testserver", "accept": "text/event-stream", "accept-language": "nl", "cookie": cookies}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": address,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in said.items()],
    }
    visitor = Visit()
    visitor.answer = asyncio.ensure_future(application(scope, visitor.receive, visitor.send))
    try:
        yield visitor
    finally:
        await visitor.leaves()


async def writes(wall: Wall, *texts: str) -> None:
    def write() -> None:
        for text in texts:
            wall.write(text)

    await in_passing(write)


async def in_passing[Answer](act: Callable[[], Answer]) -> Answer:
    """As a view does: in a thread of its own, which keeps no connection."""

    def acted() -> Answer:
        try:
            return act()
        finally:
            connections.close_all()

    return await sync_to_async(acted, thread_sensitive=False)()


async def condition(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not holds():
            await asyncio.sleep(0.01)


def run_apart[Answer](story: Coroutine[Any, Any, Answer]) -> Answer:
    """In an event loop of its own: the driver of a browser may keep one running in the thread of the tests."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()


def run(story: Callable[[], Awaitable[None]]) -> None:
    """Tell the story, after which nobody listens any more."""

    async def told() -> None:
        await story()

    run_apart(told())
    assert hub.is_empty
