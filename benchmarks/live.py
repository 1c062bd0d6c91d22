"""Thinking along live: how long until everybody has an idea that somebody sent, and whether none is lost.

On one process of the product as `samenhang serve` runs it: its own checks, rendering and database, every idea durable
before it is answered. Times count from the moment an idea is due until each receiver has it, over all receivers.
"""

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse

from benchmarks.listeners import Listener, Load, Sender, all_arrived, open_listeners, send_all
from benchmarks.measures import Measure
from benchmarks.server import wait_for
from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.interventions.models import Brainstorm, Door, Idea
from samenhang.interventions.thinking import open_door
from samenhang.stakeholders.models import Kind, Stakeholder
from tests.on_postgres import free_port

RATE = 20
SECONDS = 5
SENDERS = 20
PEERS = "other systems follow with the workshops"
OF_OURSELVES = "of ourselves: nothing to compare with"


@dataclass(frozen=True)
class Run:
    """What one cell measured."""

    load: Load
    listeners: Sequence[Listener]
    seconds_to_open: float
    # Of one core, while ideas were sent.
    processor: float | None
    stored: int

    @property
    def milliseconds(self) -> list[float]:
        return [
            (at - self.load.due[key]) * 1000
            for listener in self.listeners
            for key, at in listener.arrived.items()
            if key in self.load.due
        ]

    @property
    def lost(self) -> int:
        return sum(key not in listener.arrived for listener in self.listeners for key in self.load.acknowledged)

    @property
    def doubled(self) -> int:
        return sum(count - 1 for listener in self.listeners for count in listener.times.values())


def measure_live(folder: Path, leader: Person, audiences: Sequence[int]) -> Iterator[Measure]:
    """Each size of audience gets a brainstorm of its own; afterwards the server is stopped with all streams open."""
    initiative = Initiative.begin(leader, name="Live", goal="Samen bedenken.")
    with serving(folder) as (port, server):
        for count in audiences:
            door = make_door(initiative, leader)
            senders = [joined(port, door) for _ in range(SENDERS)]
            cookies = sessions_as(senders[0].cookie, count)
            run = asyncio.run(measure(door, senders, cookies, server.pid))
            yield from told(f"{count:,} listeners, {RATE} ideas/s", run)
        took = asyncio.run(stop_with_streams(door, port, cookies, server))
    yield Measure(f"stopping with {count:,} open streams", "s", took, None, None, 1, budget=2, reason=OF_OURSELVES)


def make_door(initiative: Initiative, leader: Person) -> Door:
    stakeholder = Stakeholder.objects.create(
        initiative=initiative, name="Huisartsenpraktijk", kind=Kind.ORGANISATION, dimension=2
    )
    return open_door(Brainstorm.begin(stakeholder, by=leader), question="Wat helpt?", by=leader)


def joined(port: int, door: Door) -> Sender:
    """Somebody who came in by this door; the cookies are made here, the server takes them."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.post(reverse("thinking:join", args=[door.code]), {"name": ""})
    client.get(reverse("thinking:think", args=[door.code]))
    cookie = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    return Sender(port, reverse("thinking:add_idea", args=[door.code]), cookie, client.cookies["csrftoken"].value)


def sessions_as(cookie: str, count: int) -> list[str]:
    """Cookies of as many sessions that know what this one knows: one has few streams."""
    key = re.search(r"sessionid=(\w+)", cookie)
    assert key
    known = SessionStore(key[1]).load()
    made = []
    for _ in range(count):
        session = SessionStore()
        session.update(known)
        session.create()
        made.append(f"sessionid={session.session_key}")
    return made


async def measure(door: Door, senders: Sequence[Sender], cookies: Sequence[str], server: int) -> Run:
    """What the listeners got of what the senders sent; `server` is its process."""
    begun = time.perf_counter()
    listeners = await open_listeners(senders[0].port, stream_of(door), cookies)
    opened = time.perf_counter() - begun
    used, begun = processor_seconds(server), time.perf_counter()
    load = await send_all(senders, RATE, SECONDS)
    await all_arrived(listeners, load)
    used, took = processor_seconds(server) - used, time.perf_counter() - begun
    for listener in listeners:
        listener.transport.close()
    stored = await asyncio.to_thread(Idea.objects.filter(brainstorm=door.brainstorm_id).count)
    return Run(load, listeners, opened, used / took if used else None, stored)


async def stop_with_streams(door: Door, port: int, cookies: Sequence[str], server: "subprocess.Popen[bytes]") -> float:
    """Seconds until the server has stopped, with this many streams open."""
    await open_listeners(port, stream_of(door), cookies)
    asked = time.perf_counter()
    server.terminate()
    await asyncio.to_thread(server.wait, 30)
    return time.perf_counter() - asked


def stream_of(door: Door) -> str:
    return reverse("thinking:live", args=[door.code])


def told(name: str, run: Run) -> Iterator[Measure]:
    times = run.milliseconds
    cuts = quantiles(times, n=20) if len(times) > 1 else [None] * 19
    n = len(run.load.acknowledged)
    yield Measure(f"arrival p50, {name}", "ms", cuts[9], None, None, n, reason=PEERS)
    yield Measure(f"arrival p95, {name}", "ms", cuts[18], None, None, n, budget=250, reason=PEERS)
    missing = len(run.load.acknowledged) - run.stored
    for what, count in [
        ("lost", run.lost),
        ("doubled", run.doubled),
        ("refused", run.load.refused),
        ("acknowledged but not stored", missing),
    ]:
        yield Measure(f"{what}, {name}", "ideas", count, None, None, n, budget=0, reason=OF_OURSELVES)
    yield Measure(f"processor, {name}", "cores", run.processor, None, None, 1, reason=PEERS)
    yield Measure(f"all open, {name}", "s", run.seconds_to_open, None, None, 1, reason=PEERS)


@contextmanager
def serving(folder: Path) -> "Iterator[tuple[int, subprocess.Popen[bytes]]]":
    """The product by its own command, on the database in `folder`: its port and process."""
    port = free_port()
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "samenhang.site.settings", "SAMENHANG_DATA_DIR": str(folder)}
    command: list[str | Path] = [Path(sys.executable).with_name("samenhang"), "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def processor_seconds(pid: int) -> float:
    """What this process and those it started used so far; 0 where the system does not tell."""
    tasks = Path(f"/proc/{pid}/task/{pid}")
    if not tasks.exists():
        return 0
    used = re.sub(r"^.*\) ", "", Path(f"/proc/{pid}/stat").read_text()).split()[11:13]
    children = (tasks / "children").read_text().split()
    own = sum(map(int, used)) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for child in children)
