"""Browsers that keep a stream open, and browsers that send ideas: light enough to be a thousand in one process."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import uuid_utils.compat as uuids

IDEA = re.compile(rb'id="idea-([0-9a-f-]{36})"')
SENTENCE = "Een idee van ongeveer tachtig tekens, zoals iemand dat opschrijft"
SECONDS_TO_ARRIVE = 20
FIRST_WITHIN = 60


@dataclass
class Load:
    """What is sent at which moment, and when each receiver has it."""

    due: dict[bytes, float] = field(default_factory=dict)
    acknowledged: dict[bytes, float] = field(default_factory=dict)
    refused: int = 0


class Listener(asyncio.Protocol):
    """Reads a stream and notes when each idea came."""

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.unread = b""
        self.arrived: dict[bytes, float] = {}
        self.times: Counter[bytes] = Counter()
        self.is_open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        whole, end, self.unread = (self.unread + data).rpartition(b"\n\n")
        if end and not self.is_open.done() and b"event: beat" in whole:
            self.is_open.set_result(None)
        for key in IDEA.findall(whole):
            self.arrived.setdefault(key, now)
            self.times[key] += 1

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.is_open.done():
            self.is_open.set_exception(ConnectionError("The stream did not open."))


@dataclass(frozen=True)
class Sender:
    """Somebody who thinks along, with an own connection and session."""

    port: int
    path: str
    cookie: str
    token: str

    async def send(self, load: Load, due: Sequence[float]) -> None:
        """One idea at each of these moments, or as soon as the one before was answered."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        for moment in due:
            await asyncio.sleep(max(moment - time.perf_counter(), 0))
            key = str(uuids.uuid7())
            load.due[key.encode()] = moment
            body = urlencode(
                {"key": key, "text": f"Een idee van tachtig tekens, zoals iemand dat opschrijft {key[-12:]}"}
            )
            writer.write(self.request(body))
            if await status_of(reader) == 201:
                load.acknowledged[key.encode()] = time.perf_counter()
            else:
                load.refused += 1
        writer.close()

    def request(self, body: str) -> bytes:
        lines = [
            f"POST {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Cookie: {self.cookie}",
            f"X-CSRFToken: {self.token}",
            "X-Outbox: 1",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


async def status_of(reader: asyncio.StreamReader) -> int:
    """Read one whole answer, and give its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = re.search(r"content-length: (\d+)", head)
    if length:
        await reader.readexactly(int(length[1]))
    else:
        await reader.readuntil(b"0\r\n\r\n")
    return int(head.split(" ", 2)[1])


async def open_listeners(port: int, path: str, cookies: Sequence[str]) -> list[Listener]:
    """A stream for each of the cookies; all have had their first beat."""
    listeners = [await open_listener(port, path, cookie) for cookie in cookies]
    async with asyncio.timeout(FIRST_WITHIN):
        await asyncio.gather(*(listener.is_open for listener in listeners))
    return listeners


async def open_listener(port: int, path: str, cookie: str) -> Listener:
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Cookie: {cookie}", "Accept: text/event-stream"]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    here = asyncio.get_running_loop()
    _transport, listener = await here.create_connection(lambda: Listener(request), "127.0.0.1", port)
    return listener


async def send_all(senders: Sequence[Sender], rate: int, seconds: float) -> Load:
    """Let the senders in turn send `rate` ideas a second."""
    load, begun = Load(), time.perf_counter() + 0.5
    moments = [begun + number / rate for number in range(int(rate * seconds))]
    turns = [moments[turn :: len(senders)] for turn in range(len(senders))]
    await asyncio.gather(*(sender.send(load, due) for sender, due in zip(senders, turns, strict=True) if due))
    return load


async def all_arrived(listeners: Sequence[Listener], load: Load) -> None:
    """Wait until everybody has everything, or it takes too long."""
    deadline = time.perf_counter() + SECONDS_TO_ARRIVE
    wanted = len(load.acknowledged)
    while time.perf_counter() < deadline and any(len(one.arrived) < wanted for one in listeners):
        await asyncio.sleep(0.05)
