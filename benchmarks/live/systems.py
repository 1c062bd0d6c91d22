"""What a system is to this benchmark."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.live.plans import Plan
from benchmarks.live.processes import Process

# Of all those people, so many write.
SENDERS = 20
# Before it is measured, a system has time to bring its code to speed.
SECONDS_TO_WARM_UP = 2


@dataclass(frozen=True)
class Cell:
    """One size of room: so many people, who together send so many notes a second."""

    people: int
    rate: int
    seconds: float
    rounds: int
    # Names of those who are measured beside ours.
    peers: tuple[str, ...]

    @property
    def senders(self) -> int:
        return min(SENDERS, self.people)

    @property
    def warm_up(self) -> int:
        return self.rate * SECONDS_TO_WARM_UP

    @property
    def notes(self) -> int:
        return self.warm_up + int(self.rate * self.seconds)

    def __str__(self) -> str:
        return f"{self.people:,} people, {self.rate} notes/s"


@dataclass(frozen=True)
class Running:
    """A system that waits for its load. `stored` counts the notes it keeps, where that can be asked."""

    port: int
    process: Process
    plan: Plan
    stored: Callable[[], int] | None = None


class System(Protocol):
    @property
    def name(self) -> str: ...

    def serving(self, cell: Cell, folder: Path) -> AbstractContextManager[Running]:
        """The system with one empty board, and all that is needed in `folder`. Raises Unavailable."""
