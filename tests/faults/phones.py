"""Simulated participants: each does what outbox.js and live.js do on a phone, only with less patience."""

import asyncio
import random
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from uuid_utils.compat import uuid7

from samenhang.live.tests.visits import in_passing
from samenhang.workshops.columns import Column
from samenhang.workshops.entrance import COOKIE, SALT
from samenhang.workshops.models import Board, Participant
from tests.faults.seen import Map
from tests.faults.sizes import PACE, SECONDS
from tests.faults.sockets import Answer, Broken, Form, ask, asked

TOKEN = "t" * 32
# As in outbox.js, in seconds.
PATIENCE = 20.0
SHORTEST_WAIT = 1.0 * PACE
LONGEST_WAIT = 30.0 * PACE
# As in live.js.
FIRST_BEAT_WITHIN = 2.0
BEFORE_NEXT_STREAM = (0.5 * PACE, 2.5 * PACE)
BETWEEN_POLLS = (3.0 * PACE, 5.0 * PACE)
TRY_STREAM_AGAIN = 60.0 * PACE
MAY_NOT = {401, 403, 404, 410}
# To where one comes in.
ELSEWHERE = 302


class Refused(Exception):
    """The server will not have it, so that sending it again is no use."""


@dataclass(frozen=True, slots=True)
class Entry:
    key: UUID
    column: int
    text: str


async def until(condition: Callable[[], bool], *, seconds: float = SECONDS) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


class Phone:
    """What is written waits in line until the server has it; the map follows the stream, or asks now and then."""

    def __init__(self, port: int, board: Board, cookies: dict[str, str], patience: float = PATIENCE) -> None:
        self.port = port
        self.board_id = board.pk
        self.cookies = {settings.CSRF_COOKIE_NAME: TOKEN} | cookies
        self.patience = patience
        self.waiting: deque[Entry] = deque()
        self.acknowledged: dict[UUID, str] = {}
        # What was answered to the sending that did not work, and how often.
        self.troubles: Counter[int | str] = Counter()
        self.map = Map()
        self.number = 0
        # Changes that came though the phone had said to have them.
        self.repeated: list[int] = []
        self.beats = 0
        self.polls = 0
        self.is_closed = False

    @classmethod
    def of(cls, port: int, participant: Participant, patience: float = PATIENCE) -> "Phone":
        known = signing.dumps({participant.board_id.hex: participant.pk.hex}, salt=SALT)
        return cls(port, participant.board, {COOKIE: known}, patience)

    def path(self, name: str, *more: object) -> str:
        return reverse(f"maps:{name}", args=[self.board_id, *more])

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    # The outbox

    def write(self, text: str, column: int = Column.VALUES) -> UUID:
        entry = Entry(uuid7(), column, text)
        self.waiting.append(entry)
        return entry.key

    async def send(self) -> None:
        """Send what waits, in order; the same again until it is acknowledged. Raises Refused."""
        wait = SHORTEST_WAIT
        while self.waiting:
            entry = self.waiting[0]
            if await self.post(entry):
                self.waiting.popleft()
                self.acknowledged[entry.key] = entry.text
                wait = SHORTEST_WAIT
            else:
                await asyncio.sleep(wait * random.uniform(0.75, 1.25))
                wait = min(2 * wait, LONGEST_WAIT)

    async def post(self, entry: Entry) -> bool:
        try:
            async with asyncio.timeout(self.patience):
                answer = await self.post_once(entry)
        except (OSError, TimeoutError) as error:
            self.troubles[type(error).__name__] += 1
            return False
        if answer.status >= 500:
            self.troubles[answer.status] += 1
            return False
        if answer.status != 201:
            raise Refused(answer.status, answer.text)
        return True

    async def post_once(self, entry: Entry) -> Answer:
        form = {"key": str(entry.key), "column": str(int(entry.column)), "text": entry.text}
        return await self.tell("add_card", form=form)

    async def tell(self, name: str, *more: object, form: Form) -> Answer:
        headers = self.headers | {"X-Outbox": "1", "X-CSRFToken": TOKEN}
        return await ask(self.port, "POST", self.path(name, *more), headers, form)

    # The map

    async def load(self) -> None:
        """Load the page, which carries the number it was drawn at."""
        page = (await self.get(self.path("map"))).text
        self.map = Map.of(page)
        self.number = int(page.split('data-number="', 1)[1].split('"', 1)[0])

    async def get(self, path: str) -> Answer:
        """Raises Broken for anything but a page."""
        answer = await ask(self.port, "GET", path, self.headers)
        if answer.status != 200:
            raise Broken(answer.status)
        return answer

    async def follow(self) -> None:
        """Keep the map up to date until it is closed for this phone: by the stream, or else by asking now and then."""
        while not self.is_closed:
            before = self.beats
            try:
                async with asyncio.timeout(FIRST_BEAT_WITHIN) as limit:
                    await self.read_stream(limit)
            except (OSError, TimeoutError) as error:
                self.troubles[type(error).__name__] += 1
            if self.beats > before:
                await asyncio.sleep(random.uniform(*BEFORE_NEXT_STREAM))
            elif not self.is_closed:
                await self.poll_for_a_while()

    async def poll_for_a_while(self) -> None:
        tried = time.monotonic()
        while time.monotonic() - tried < TRY_STREAM_AGAIN and not self.is_closed:
            try:
                await self.poll()
            except OSError:
                # Out of reach; as soon as it is not, the stream comes first.
                tried = 0
            await asyncio.sleep(random.uniform(*BETWEEN_POLLS))

    async def read_stream(self, limit: asyncio.Timeout) -> None:
        headers = self.headers | {"Accept": "text/event-stream", "Last-Event-ID": str(self.number)}
        async with asked(self.port, "GET", self.path("live"), headers) as reading:
            if reading.head.status in MAY_NOT:
                self.is_closed = True
                return
            rest = b""
            async for part in reading.parts():
                limit.reschedule(None)
                *events, rest = (rest + part).split(b"\n\n")
                for event in events:
                    await self.take(event.decode())
                if self.is_closed:
                    return

    async def take(self, event: str) -> None:
        fields = [line.split(": ", 1) for line in event.split("\n")]
        said = {name: value for name, value in fields if name != "data"}
        match said.get("event"):
            case "beat":
                self.beats += 1
                self.number = max(self.number, int(said["id"]))
            case "reload":
                await self.load()
            case "closed":
                self.is_closed = True
            case None:
                self.change(int(said["id"]), "\n".join(value for name, value in fields if name == "data"))

    def change(self, number: int, html: str) -> None:
        if number <= self.number:
            self.repeated.append(number)
        self.number = max(self.number, number)
        self.map.merge(html)

    async def poll(self) -> None:
        answer = await ask(self.port, "GET", f"{self.path('live')}?after={self.number}", self.headers)
        self.polls += 1
        self.is_closed = answer.status in MAY_NOT | {ELSEWHERE}
        if answer.status == 200:
            self.number = int(answer.head.headers["live-number"])
            self.map.merge(answer.text)


def phones_of(port: int, board: Board, count: int, patience: float = PATIENCE) -> list[Phone]:
    """So many people who came in already."""
    new = (Participant(initiative_id=board.initiative_id, board=board, name=f"Deelnemer {at}") for at in range(count))
    return [Phone.of(port, one, patience) for one in Participant.objects.bulk_create(new)]


@asynccontextmanager
async def following(phones: Sequence[Phone]) -> AsyncIterator[None]:
    """All of them load the page and follow the map meanwhile."""
    await asyncio.gather(*(phone.load() for phone in phones))
    async with asyncio.TaskGroup() as tasks:
        listening = [tasks.create_task(phone.follow()) for phone in phones]
        await until(lambda: all(phone.beats or phone.polls for phone in phones))
        yield
        for task in listening:
            task.cancel()


async def all_have(phones: Sequence[Phone], board: Board) -> None:
    """Wait until each of them has every change of this map."""
    last = await in_passing(lambda: Board.objects.get(pk=board.pk).last_number)
    await until(lambda: all(phone.number >= last for phone in phones))


async def pages_of(phones: Sequence[Phone]) -> list[Map]:
    """What each of them sees who loads the page now."""
    pages = await asyncio.gather(*(phone.get(phone.path("map")) for phone in phones))
    return [Map.of(page.text) for page in pages]
