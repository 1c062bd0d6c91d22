"""A proxy between phones and the server, which does what proxies and mobile networks do."""

import asyncio
import random
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum, auto
from queue import Queue
from threading import Thread

HOST = "127.0.0.1"
BLOCK = 2**16
# Bytes: in the head, in the first beat, in the middle of a card.
CUT_AFTER = (50, 400, 1_000, 2_000, 4_000)


class Mode(StrEnum):
    """What it does to connections from now on; those there were are dropped when it changes."""

    PASSES = auto()
    # A stream is held back until it ends, which is never.
    BUFFERS = auto()
    # The server has the request, its answer gets lost.
    LOSES_ANSWERS = auto()
    # A stream breaks off in the middle of something.
    CUTS = auto()
    # Nobody is there.
    GONE = auto()


class Proxy:
    def __init__(self, target: int) -> None:
        self.target = target
        self.mode = Mode.PASSES
        self.port = 0
        # How often it did something else than pass on.
        self.spoilt = 0
        self.writers: set[StreamWriter] = set()

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def become(self, mode: Mode) -> None:
        """From any thread."""
        self.mode = mode
        self.loop.call_soon_threadsafe(self.drop_all)

    def drop_all(self) -> None:
        for writer in self.writers:
            writer.transport.abort()

    async def serve(self, begun: "Queue[None]") -> None:
        self.loop = asyncio.get_running_loop()
        self.ending = asyncio.Event()
        server = await asyncio.start_server(self.accept, HOST, self.port)
        self.port = server.sockets[0].getsockname()[1]
        begun.put(None)
        await self.ending.wait()
        server.close()
        self.drop_all()

    async def accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        if self.mode is Mode.GONE:
            self.spoilt += 1
            writer.transport.abort()
            return
        with suppress(OSError):
            there, to_there = await asyncio.open_connection(HOST, self.target)
            self.writers |= {writer, to_there}
            pumps = [self.pass_on(reader, to_there), self.bring_back(there, writer)]
            tasks = [asyncio.create_task(pump) for pump in pumps]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.writers -= {writer, to_there}
            to_there.close()
            writer.close()

    async def pass_on(self, reader: StreamReader, writer: StreamWriter) -> None:
        while data := await reader.read(BLOCK):
            writer.write(data)
            await writer.drain()

    async def bring_back(self, reader: StreamReader, writer: StreamWriter) -> None:
        most: int | None = None
        while data := await reader.read(BLOCK):
            if self.mode is Mode.LOSES_ANSWERS:
                self.spoilt += 1
                return
            if b"text/event-stream" in data:
                most = self.most_of_stream()
            if most is None:
                writer.write(data)
            elif most > 0:
                writer.write(data[:most])
                most -= len(data)
            await writer.drain()
            if most is not None and most <= 0 and self.mode is Mode.CUTS:
                return

    def most_of_stream(self) -> int | None:
        """How many bytes of a stream may pass."""
        if self.mode not in {Mode.BUFFERS, Mode.CUTS}:
            return None
        self.spoilt += 1
        return random.choice(CUT_AFTER) if self.mode is Mode.CUTS else 0


@contextmanager
def proxy_before(port: int) -> Iterator[Proxy]:
    """In a thread of its own."""
    made, begun = Proxy(port), Queue[None]()
    thread = Thread(target=asyncio.run, args=[made.serve(begun)], daemon=True)
    thread.start()
    begun.get(timeout=10)
    yield made
    made.loop.call_soon_threadsafe(made.ending.set)
    thread.join(timeout=10)
