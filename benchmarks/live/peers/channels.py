"""A group of Django Channels on daphne, with the layer in memory, as its tutorial builds a chat."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.live.plans import Plan, notes_at, text_of
from benchmarks.live.processes import Unavailable, core_of_system, started, wait_until_open
from benchmarks.live.systems import Cell, Running
from benchmarks.live.websocket import TEXT, frame, upgrade
from tests.on_postgres import free_port


class Channels:
    name = "a group of Channels"

    @contextmanager
    def serving(self, cell: Cell, folder: Path) -> Iterator[Running]:
        if not importlib.util.find_spec("daphne"):
            raise Unavailable("channels and daphne are not installed: make bench does so")
        port = free_port()
        plan = Plan(
            openings=[[upgrade("/")]] * cell.people,
            notes=notes_at(cell.rate, cell.notes, cell.senders, message_of),
            warm_up=cell.warm_up,
        )
        command = [sys.executable, "-m", "daphne", "--bind", "127.0.0.1", "--port", str(port), "--verbosity", "0"]
        with started([*command, "benchmarks.live.peers.channels_chat:application"], core_of_system()) as process:
            wait_until_open(port, process)
            yield Running(port, process, plan)


def message_of(number: int, _sender: int) -> bytes:
    return frame(text_of(number).encode(), TEXT)
