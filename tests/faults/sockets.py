"""HTTP over plain sockets, as bare as it gets: what goes wrong on the way is not smoothed over."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

HOST = "127.0.0.1"
LARGEST = 2**22

# A field may be there several times.
type Form = Mapping[str, str | Sequence[str]]


class Broken(ConnectionError):
    """The connection ended before the answer did."""


@dataclass(frozen=True, slots=True)
class Head:
    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, str]

    @classmethod
    def of(cls, data: bytes) -> Self:
        first, *lines = data.decode("latin-1").split("\r\n")
        pairs = [line.split(": ", 1) for line in lines if line]
        headers = {name.lower(): value for name, value in pairs}
        set_cookies = [value.split(";", 1)[0].split("=", 1) for name, value in pairs if name.lower() == "set-cookie"]
        return cls(int(first.split()[1]), headers, {name: value.strip('"') for name, value in set_cookies})


@dataclass(frozen=True, slots=True)
class Answer:
    head: Head
    body: bytes

    @property
    def status(self) -> int:
        return self.head.status

    @property
    def text(self) -> str:
        return self.body.decode()


class Reading:
    """An answer whose head is here, and whose body comes in parts."""

    def __init__(self, head: Head, reader: asyncio.StreamReader) -> None:
        self.head = head
        self.reader = reader

    async def parts(self) -> AsyncIterator[bytes]:
        """The body as it comes. Raises Broken when it is cut off."""
        try:
            if self.head.headers.get("transfer-encoding") == "chunked":
                while size := int(await self.reader.readuntil(b"\r\n"), 16):
                    yield (await self.reader.readexactly(size + 2))[:-2]
            else:
                yield await self.reader.readexactly(int(self.head.headers.get("content-length", "0")))
        except (asyncio.IncompleteReadError, ValueError) as error:
            raise Broken from error


@asynccontextmanager
async def asked(
    port: int, method: str, path: str, headers: Mapping[str, str], form: Form | None = None
) -> AsyncIterator[Reading]:
    """Ask on a connection of its own. Raises OSError when that does not work."""
    body = urlencode(form, doseq=True).encode() if form is not None else b""
    more = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))} if body else {}
    said = {"Host": f"{HOST}:{port}", "Accept-Language": "nl", "Connection": "close", **headers, **more}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items()), "", ""]
    reader, writer = await asyncio.open_connection(HOST, port, limit=LARGEST)
    try:
        writer.write("\r\n".join(lines).encode() + body)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            raise Broken from error
        yield Reading(Head.of(head.removesuffix(b"\r\n\r\n")), reader)
    finally:
        writer.close()


async def ask(port: int, method: str, path: str, headers: Mapping[str, str], form: Form | None = None) -> Answer:
    async with asked(port, method, path, headers, form) as reading:
        return Answer(reading.head, b"".join([part async for part in reading.parts()]))
