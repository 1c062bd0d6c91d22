"""The product as `samenhang serve` runs it, with a map that many fill: all is checked, drawn and durable.

The map is being laid together, so that what somebody sends is shown to everybody at once.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse
from uuid_utils.compat import uuid7

from benchmarks.live.plans import Plan, Step, notes_at, text_of
from benchmarks.live.processes import Process, core_of_system, started
from benchmarks.live.systems import Cell, Running
from benchmarks.server import wait_for
from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.entrance import COOKIE, SALT
from samenhang.workshops.models import Board, Participant, Workshop
from tests.on_postgres import free_port

TOKEN = "t" * 32
EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Ours:
    """`folder` has the database that this process knows too; each cell gets a map of its own.

    `slow_disk` is what is preloaded to let the disk take its time.
    """

    name: ClassVar[str] = "Samenhang"

    leader: Person
    folder: Path
    workers: int = 1
    is_pinned: bool = True
    slow_disk: Path | None = None

    @contextmanager
    def serving(self, cell: Cell, folder: Path) -> Iterator[Running]:
        board = make_board(self.leader)
        people = make_people(board, cell.people)
        env = {"LD_PRELOAD": str(self.slow_disk)} if self.slow_disk else {}
        with product(self.folder, self.workers, is_pinned=self.is_pinned, env=env) as (port, process):
            yield Running(port, process, plan_of(cell, board, people), stored=board.cards.count)


def make_board(leader: Person) -> Board:
    initiative = Initiative.begin(leader, name="Live", goal="Samen bedenken.")
    workshop = Workshop.objects.create(initiative=initiative, title="Samen", goal="Hoe werken wij samen?")
    made: Board = Board.objects.create(initiative=initiative, workshop=workshop, phase=Phase.GROUP, door_is_open=True)
    return made


def make_people(board: Board, count: int) -> list[Participant]:
    new = (Participant(initiative_id=board.initiative_id, board=board, name=f"Deelnemer {at}") for at in range(count))
    made: list[Participant] = Participant.objects.bulk_create(new)
    return made


def plan_of(cell: Cell, board: Board, people: Sequence[Participant]) -> Plan:
    senders = people[: cell.senders]

    def post(number: int, sender: int) -> bytes:
        return post_of(board, senders[sender], number)

    return Plan(
        openings=[[Step(stream_of(board, one), b"event: beat")] for one in people],
        notes=notes_at(cell.rate, cell.notes, len(senders), post),
        warm_up=cell.warm_up,
        posters=len(senders),
    )


def stream_of(board: Board, participant: Participant) -> bytes:
    path = reverse("maps:live", args=[board.pk])
    return request(f"GET {path}?after={board.last_number}", participant, ["Accept: text/event-stream"])


def post_of(board: Board, sender: Participant, number: int) -> bytes:
    told = {"key": uuid7(), "column": int(Column.VALUES), "text": text_of(number)}
    body = urlencode(told)
    lines = [
        "X-Outbox: 1",
        f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return request(f"POST {reverse('maps:add_card', args=[board.pk])}", sender, lines) + body.encode()


def request(what: str, participant: Participant, lines: Sequence[str]) -> bytes:
    """As this participant's browser asks it, who is known by a cookie."""
    known = signing.dumps({participant.board_id.hex: participant.pk.hex}, salt=SALT)
    cookies = f"Cookie: {COOKIE}={known}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return "\r\n".join([f"{what} HTTP/1.1", "Host: 127.0.0.1", cookies, *lines, "", ""]).encode()


@contextmanager
def product(
    folder: Path, workers: int = 1, *, is_pinned: bool = True, env: Mapping[str, str] = EMPTY
) -> Iterator[tuple[int, Process]]:
    """The product by its own command, on the database in `folder`: its port and process."""
    port = free_port()
    env = {**os.environ, **env, "DJANGO_SETTINGS_MODULE": "samenhang.site.settings", "SAMENHANG_DATA_DIR": str(folder)}
    command = [Path(sys.executable).with_name("samenhang"), "serve", "--port", port, "--workers", workers]
    with started(command, core_of_system() if is_pinned else None, env=env) as process:
        wait_for(port, process)
        yield port, process
