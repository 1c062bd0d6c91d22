"""Those who follow one thing together, and what each still has to read. Knows neither Django nor the network."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from samenhang.live.frames import Frame

# What a room remembers for who comes back.
MEMORY_BYTES = 256 * 1024
# Who leaves this much unread is cut off, and comes back by number.
BEHIND_BYTES = 256 * 1024


def is_too_much(changes: Sequence[bytes]) -> bool:
    """Whether these are more than may wait for one listener; a single change never is, however large."""
    return len(changes) > 1 and sum(map(len, changes)) > BEHIND_BYTES


@dataclass(frozen=True, slots=True)
class Parcel:
    """Changes that go to a listener together."""

    data: bytes
    is_too_much: bool

    @classmethod
    def of(cls, changes: Sequence[bytes]) -> Self:
        return cls(b"".join(changes), is_too_much(changes))


class Listener:
    """Somebody in a room.

    Has, or is about to read, every change up to `number`. `wake` is called with it when something waits to be taken.
    """

    def __init__(self, number: int, wake: "Callable[[Listener], None]") -> None:
        self.number = number
        self.is_cut = False
        self.must_reload = False
        self._wake = wake
        self._waiting: list[bytes] = []
        self._size = 0

    def put(self, data: bytes) -> None:
        """Let `data` wait; who did not take what was waiting, and is too far behind, is cut off instead."""
        if self._waiting and self._size + len(data) > BEHIND_BYTES:
            self.is_cut = True
        if not self.is_cut:
            self._waiting.append(data)
            self._size += len(data)
        self._wake(self)

    def receive(self, parcel: Parcel) -> None:
        """Let all of these changes wait; or none, when they are too much."""
        if parcel.is_too_much:
            self.let_reload()
        elif parcel.data:
            self.put(parcel.data)

    def let_reload(self) -> None:
        """Cut off who misses more changes than may wait: coming back by number would bring the same again."""
        self.is_cut = self.must_reload = True
        self._wake(self)

    def take(self) -> bytes:
        """All that waits, in order."""
        data = b"".join(self._waiting)
        self._waiting.clear()
        self._size = 0
        return data


class Room:
    """Hands every change to every listener once, in order; each is encoded once, for all.

    `number` is the last change that the listeners have; it begins at what the first one says to have.
    """

    def __init__(self, number: int, memory_bytes: int = MEMORY_BYTES) -> None:
        self.number = number
        self.memory_bytes = memory_bytes
        self.listeners: set[Listener] = set()
        # All visible changes after `_remembers_after`, up to `number`.
        self._memory: deque[tuple[int, bytes]] = deque()
        self._memory_size = 0
        self._remembers_after = number

    def remembers(self, after: int) -> bool:
        """Whether the room still has everything that came after this change."""
        return after >= self._remembers_after

    def join(self, after: int, wake: Callable[[Listener], None]) -> Listener:
        """A listener who has every change up to `after`, which the room must remember."""
        listener = Listener(max(after, self.number), wake)
        missed = b"".join(data for number, data in self._memory if number > after)
        if missed:
            listener.put(missed)
        self.listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        self.listeners.discard(listener)

    def reach_back(self, number: int) -> None:
        """Begin again after `number`, for who has less than the room remembers; the others get nothing twice.

        What a listener says to have cannot be checked: somebody who says too much may not keep it from the others.
        """
        self.number = self._remembers_after = min(number, self.number)
        self._memory.clear()
        self._memory_size = 0

    def publish(self, frames: Sequence[Frame], *, after: int, until: int) -> None:
        """Hand out `frames`: all visible changes after `after`, in order, and at least those up to `until`.

        Does nothing when the room is not at `after` any more: then the question is asked again.
        """
        if after != self.number:
            return
        messages = [(frame.number, frame.encode()) for frame in frames]
        self.number = max(after, until, *(number for number, _data in messages))
        everything = Parcel.of([data for _number, data in messages])
        for listener in self.listeners:
            # Nearly everybody has just what the room has; to make one for each would cost more than to send it.
            is_ahead = listener.number > after
            unread = (
                Parcel.of([data for number, data in messages if number > listener.number]) if is_ahead else everything
            )
            listener.number = max(listener.number, self.number)
            listener.receive(unread)
        self._remember(messages)

    def _remember(self, messages: Sequence[tuple[int, bytes]]) -> None:
        self._memory.extend(messages)
        self._memory_size += sum(len(data) for _number, data in messages)
        while self._memory_size > self.memory_bytes:
            self._remembers_after, forgotten = self._memory.popleft()
            self._memory_size -= len(forgotten)
