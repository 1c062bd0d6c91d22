"""The rooms of this process, each open as long as somebody is in it."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import cycle
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from samenhang.live import hearing
from samenhang.live.frames import CLOSED, beat
from samenhang.live.opening import Opening, Standing
from samenhang.live.pace import rest_after
from samenhang.live.reading import changes_after, standings
from samenhang.live.room import Listener, Room

logger = logging.getLogger(__name__)

# Shorter than what is written together collects (batches.py): such a batch then finds the room ready to hand it out.
LONGEST_REST = 0.02
# Of one process. A browser has one stream for each page that is open; who has more asks every few seconds instead.
MOST_STREAMS = 3_000
MOST_OF_ONE_READER = 12
SECONDS_BETWEEN_BEATS = 15.0
# Not all at the same moment, though they came together after a restart; nor each alone, as asking about rights takes
# a connection to the database.
TURNS = 15


class Guest:
    """Somebody who has a stream from this room. `home` has their last words once they must go."""

    def __init__(self, opening: Opening, turn: int) -> None:
        self.opening = opening
        self.turn = turn
        self.listener: Listener | None = None
        self.home: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def go_home(self, last_words: bytes = b"") -> None:
        if not self.home.done():
            self.home.set_result(last_words)

    def heed(self, now: Standing) -> None:
        """Read on, or not any longer."""
        if now is Standing.MAY_NOT:
            self.go_home(CLOSED)
        elif now is Standing.MUST_COME_BACK:
            self.go_home()
        elif self.listener:
            self.listener.put(beat(self.listener.number))


class OpenRoom:
    """A room with its own task, which looks once for everybody when something was announced."""

    def __init__(self, opening: Opening) -> None:
        self.room = Room(opening.after)
        self.opening = opening
        self.guests: set[Guest] = set()
        self._turns = cycle(range(TURNS))
        self._heard = 0
        # Rows that were announced and are not handed out yet, by number.
        self._at_hand: dict[int, Any] = {}
        self._must_read = True
        self._wanted = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._task = self._loop.create_task(self._serve())
        # Between the page and the stream something may have changed.
        self._wanted.set()

    def enter(self, opening: Opening) -> Guest:
        self.opening = opening
        guest = Guest(opening, next(self._turns))
        self.guests.add(guest)
        return guest

    def hear(self, number: int | None, rows: Sequence[Any] = ()) -> None:
        """Look for what is new, unless up to `number` that was done already. From any thread."""
        with suppress(RuntimeError):  # The loop has ended, and its listeners with it.
            self._loop.call_soon_threadsafe(self._hear, number, rows)

    def _hear(self, number: int | None, rows: Sequence[Any]) -> None:
        if self.opening.draw:
            self._at_hand.update((row.number, row) for row in rows)
        if number is None:
            self._must_read = True
            self._wanted.set()
        elif number > max(self._heard, self.room.number):
            self._heard = number
            self._wanted.set()

    def join(self, guest: Guest, after: int, wake: Callable[[Listener], None]) -> Listener:
        """A place for a guest who has every change up to `after`."""
        if not self.room.remembers(after):
            self.room.reach_back(after)
            self._must_read = True
            self._wanted.set()
        guest.listener = self.room.join(after, wake)
        return guest.listener

    def end(self) -> None:
        """Send everybody home; they come back by themselves. From any thread."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._send_home)

    def _send_home(self, last_words: bytes = b"") -> None:
        for guest in self.guests:
            guest.go_home(last_words)

    @property
    def is_broken(self) -> bool:
        return self._task.done()

    def close(self) -> None:
        self._task.cancel()

    async def _serve(self) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._hand_out())
                tasks.create_task(self._beat())
        except* ObjectDoesNotExist:
            # What they follow was erased.
            self._send_home(CLOSED)
        except* Exception:
            # They come back to the view, which knows what to tell them.
            logger.exception("A live room could not read what changed, or who may read on.")
            self._send_home()

    async def _hand_out(self) -> None:
        while True:
            await self._wanted.wait()
            await asyncio.sleep(rest_after(await self._look(), LONGEST_REST))

    async def _beat(self) -> None:
        """Ask for everybody in turn whether they may read on."""
        for turn in cycle(range(TURNS)):
            await asyncio.sleep(SECONDS_BETWEEN_BEATS / TURNS)
            guests = [guest for guest in self.guests if guest.turn == turn]
            if guests:
                now = await standings([guest.opening for guest in guests])
                for guest, standing in zip(guests, now, strict=True):
                    guest.heed(standing)

    async def _look(self) -> float:
        """Hand out what is new; returns the seconds of processor time it took."""
        self._wanted.clear()
        after, heard = self.room.number, self._heard
        frames, cost = await changes_after(self.opening, after, self._take_rows(after, heard))
        begun = time.thread_time()
        self.room.publish(frames, after=after, until=heard)
        return cost + time.thread_time() - begun

    def _take_rows(self, after: int, until: int) -> list[Any]:
        """The rows of every change after `after` until `until`; none when one of them has to be read."""
        at_hand, self._at_hand = self._at_hand, {}
        must_read, self._must_read = self._must_read, False
        numbers = range(after + 1, until + 1)
        if must_read or not all(number in at_hand for number in numbers):
            return []
        return [at_hand[number] for number in numbers]


class Hub:
    """Finds the room of a stream, and wakes rooms by topic."""

    def __init__(self) -> None:
        self._rooms: dict[tuple[str, str, str | None], OpenRoom] = {}
        self._ears: asyncio.Task[None] | None = None
        self._streams: Counter[str] = Counter()

    def has_place_for(self, opening: Opening) -> bool:
        """Whether one more stream leaves connections for other people, and for pages."""
        return self._streams[opening.reader] < MOST_OF_ONE_READER and self._streams.total() < MOST_STREAMS

    @contextmanager
    def enter(self, opening: Opening) -> Iterator[tuple[OpenRoom, Guest]]:
        """The room of this stream, and who has it as a guest of that room."""
        here = self._rooms.get(opening.room)
        if here is None or here.is_broken:
            here = self._open(opening)
        guest = here.enter(opening)
        self._streams[opening.reader] += 1
        try:
            yield here, guest
        finally:
            self._streams.subtract([opening.reader])
            self._streams += Counter()  # forgets who has none
            here.guests.discard(guest)
            if not here.guests:
                self._close(opening.room, here)

    def announce(self, topic: str, number: int | None = None, rows: Sequence[Any] = ()) -> None:
        """Wake the rooms of this topic, with what changed where that is at hand. From any thread."""
        for key, room in list(self._rooms.items()):
            if key[0] == topic:
                room.hear(number, rows)

    @property
    def is_empty(self) -> bool:
        return not self._rooms

    def wake(self) -> None:
        """Let all rooms look, as something may have escaped them."""
        for room in list(self._rooms.values()):
            room.hear(None)

    def end(self) -> None:
        """End all streams. From any thread."""
        for room in list(self._rooms.values()):
            room.end()

    def _open(self, opening: Opening) -> OpenRoom:
        self._rooms[opening.room] = room = OpenRoom(opening)
        if self._ears is None or self._ears.done():
            self._ears = asyncio.get_running_loop().create_task(hearing.hear_others(self))
        return room

    def _close(self, key: tuple[str, str, str | None], room: OpenRoom) -> None:
        room.close()
        if self._rooms.get(key) is room:
            del self._rooms[key]
        if not self._rooms and self._ears:
            self._ears.cancel()
            self._ears = None


# The one of this process.
hub = Hub()
