"""What the load generator does: who listens, who sends which note, and when. Written for load.c."""

import random
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# As people would: eighty characters, of which the first nine tell which note it is.
SENTENCE = "we moeten elkaar vaker spreken, en dan met de bewoners erbij aan tafel."
# So many connections are being opened at the same time, unless a plan says otherwise.
AT_ONCE = 32


@dataclass(frozen=True)
class Step:
    """Something a listener sends while it opens its connection, and the words it then waits for."""

    send: bytes
    then_waits_for: bytes = b""


@dataclass(frozen=True)
class Note:
    microseconds: int
    sender: int
    data: bytes


@dataclass(frozen=True)
class Plan:
    """With posters, they send the notes as requests; without, listeners send them over their own connections.

    The first `warm_up` notes are sent and must arrive, but what they take is not counted.
    """

    openings: Sequence[Sequence[Step]]
    notes: Sequence[Note]
    posters: int = 0
    at_once: int = AT_ONCE
    warm_up: int = 0

    @property
    def deliveries(self) -> int:
        """How many times a note arrives when none is lost: nobody is sent what they sent over that connection."""
        return len(self.notes) * (len(self.openings) - (0 if self.posters else 1))

    def encode(self) -> bytes:
        return b"".join(self.parts())

    def parts(self) -> Iterator[bytes]:
        yield struct.pack("<5I", len(self.openings), self.posters, self.at_once, len(self.notes), self.warm_up)
        for steps in self.openings:
            yield struct.pack("<I", len(steps))
            for step in steps:
                yield blob(step.send)
                yield blob(step.then_waits_for)
        for note in self.notes:
            yield struct.pack("<2I", note.microseconds, note.sender)
            yield blob(note.data)


def blob(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def text_of(number: int) -> str:
    return f"ZQX{number:06} {SENTENCE}"


def notes_at(rate: int, count: int, senders: int, data_of: Callable[[int, int], bytes]) -> list[Note]:
    """`rate` notes a second, each at a moment of chance within its turn; `data_of` a number and its sender."""
    chance = random.Random(42)
    return [
        Note(int((number + chance.random()) / rate * 1e6), number % senders, data_of(number, number % senders))
        for number in range(count)
    ]
