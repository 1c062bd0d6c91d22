"""The floor: bytes passed on by a small program in C."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.live.plans import Plan, Step, notes_at, text_of
from benchmarks.live.processes import compiled, core_of_system, started, wait_until_open
from benchmarks.live.systems import Cell, Running
from tests.on_postgres import free_port

SOURCE = Path(__file__).with_name("relay.c")


class Relay:
    name = "a relay of bytes in C"

    @contextmanager
    def serving(self, cell: Cell, folder: Path) -> Iterator[Running]:
        port = free_port()
        plan = Plan(
            openings=[[Step(b"HI\n", b"OK\n")]] * cell.people,
            notes=notes_at(cell.rate, cell.notes, cell.senders, line_of),
            warm_up=cell.warm_up,
        )
        with started([compiled(SOURCE, folder), str(port)], core_of_system()) as process:
            wait_until_open(port, process)
            yield Running(port, process, plan)


def line_of(number: int, sender: int) -> bytes:
    """As large as what ours sends for a note."""
    note = f'<article class="card" id="card-{number:036}" data-from="{sender}"><p>{text_of(number)}</p></article>\n'
    return note.encode()
