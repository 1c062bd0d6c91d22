"""The stream itself: a small ASGI application around Django's.

Django decides: its view finds what is asked for among what this person may see, and opens a stream or answers as it
always does (see opening.py). Only then the answer goes on here, and holds no thread and no connection while it waits.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from signal import Signals
from typing import Any

from samenhang.live.ending import first_on
from samenhang.live.frames import RELOAD, beat
from samenhang.live.hub import Guest, Hub, OpenRoom, hub
from samenhang.live.opening import SLOT, Opening, Slot
from samenhang.live.reading import changes_after
from samenhang.live.room import Listener, is_too_much
from samenhang.live.threads import TidyThreads

type Scope = dict[str, Any]
type Message = Mapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# After a break everybody comes back together; a thousand threads at once would take twice the work.
OPENING_AT_ONCE = 8
# Service unavailable: the browser then asks every few seconds.
NO_PLACE = 503
# To a reader who does not take anything any more.
SECONDS_FOR_LAST_WORDS = 1.0


class Streams:
    """An ASGI application that lets views of `django` open streams; `ends_on` are the signals that end them."""

    def __init__(self, django: Application, rooms: Hub = hub, ends_on: Iterable[Signals] = ()) -> None:
        self.django = django
        self.rooms = rooms
        self.ends_on = ends_on
        self.is_ending = False
        self.loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.settle_in(asyncio.get_running_loop())
        if not asks_for_stream(scope):
            await self.django(scope, receive, send)
            return
        slot, starts = Slot(), list[Message]()

        async def send_unless_stream(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] != 200:
                slot.opening = None  # Something went wrong after the view.
            if slot.opening is None:
                await send(message)
            elif message["type"] == "http.response.start":
                starts.append(message)

        extensions = {**(scope.get("extensions") or {}), SLOT: slot}
        async with self.turns:
            # A task of its own: what Django remembers with a request goes with the task, and not first with the stream.
            await asyncio.create_task(self.ask_django({**scope, "extensions": extensions}, receive, send_unless_stream))
        if slot.opening and starts:
            self.heed_signals()
            if not self.rooms.has_place_for(slot.opening):
                await send({**starts[0], "status": NO_PLACE})
                await send({"type": "http.response.body", "body": b""})
                return
            await send(without_length(starts[0]))
            await Stream(slot.opening, receive, send).run(None if self.is_ending else self.rooms)

    async def ask_django(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.django(scope, receive, send)

    def settle_in(self, loop: asyncio.AbstractEventLoop) -> None:
        if loop is not self.loop:
            self.loop = loop
            self.turns = asyncio.Semaphore(OPENING_AT_ONCE)
            # Django draws error pages in the threads of the loop, and would leave a connection open in each of them.
            loop.set_default_executor(TidyThreads(thread_name_prefix="pages"))

    def heed_signals(self) -> None:
        for number in self.ends_on:
            first_on(number, self.end)
        self.ends_on = ()

    def end(self) -> None:
        """End all streams, and at once those that still begin: a server that stops waits for them."""
        self.is_ending = True
        self.rooms.end()


def asks_for_stream(scope: Scope) -> bool:
    """Whether it is a browser's EventSource that asks; such a request never has a body to wait for."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = dict(scope["headers"])
    has_body = b"content-length" in headers or b"transfer-encoding" in headers
    return b"text/event-stream" in headers.get(b"accept", b"") and not has_body


def without_length(start: Message) -> Message:
    headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    return {**start, "headers": headers}


class Stream:
    """One answer that goes on until the reader leaves, may not read on, falls behind, or the server stops."""

    def __init__(self, opening: Opening, receive: Receive, send: Send) -> None:
        self.opening = opening
        self.receive = receive
        self.send = send
        self.loop = asyncio.get_running_loop()
        self.sending: asyncio.Task[None] | None = None

    async def run(self, rooms: Hub | None) -> None:
        # At once, so that the browser knows that nothing on the way holds the stream back.
        await self.write(beat(self.opening.after))
        last_words: bytes | None = b""
        if rooms:
            with rooms.enter(self.opening) as (here, guest):
                last_words = await self.stay(here, guest)
        if last_words is not None:
            await self.finish(last_words)

    async def stay(self, here: OpenRoom, guest: Guest) -> bytes | None:
        """Follow what happens in the room; what it does not remember is read and sent here first.

        Returns the last words to say, or None when nobody is there to hear.
        """
        after = self.opening.after
        if not here.room.remembers(after):
            frames, _cost = await changes_after(self.opening, after)
            missed = [frame.encode() for frame in frames]
            if is_too_much(missed):
                # More than may wait for a listener: the whole page takes less.
                return RELOAD
            if missed:
                await self.write(b"".join(missed))
                after = frames[-1].number
        leaving = asyncio.ensure_future(self.receive())
        listener = here.join(guest, after, partial(self.pass_on, guest))
        ends: set[asyncio.Future[Any]] = {leaving, guest.home}
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            return None if leaving.done() else guest.home.result()
        finally:
            here.room.leave(listener)
            leaving.cancel()
            if self.sending:
                self.sending.cancel()

    def pass_on(self, guest: Guest, listener: Listener) -> None:
        """Send what waits for the listener, or let them go when they are too far behind.

        It is sent here and now as far as the server takes it at once, which it nearly always does: to wake a task for
        each listener costs more than to send.
        """
        if listener.is_cut:
            guest.go_home(RELOAD if listener.must_reload else b"")
        elif self.sending is None or self.sending.done():
            self.sending = asyncio.Task(self.send_all(listener), loop=self.loop, eager_start=True)

    async def send_all(self, listener: Listener) -> None:
        while data := listener.take():
            await self.write(data)

    async def write(self, data: bytes) -> None:
        await self.send({"type": "http.response.body", "body": data, "more_body": True})

    async def finish(self, last_words: bytes) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_FOR_LAST_WORDS):
                await self.send({"type": "http.response.body", "body": last_words, "more_body": False})
