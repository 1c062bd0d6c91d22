"""Several processes on PostgreSQL: how much later others hear, and what happens when one of them is killed.

They run on all cores, beside the load. A program of its own, since a process knows one database: `measure_several`
starts it on a new PostgreSQL.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

from benchmarks.measures import Measure
from tests.on_postgres import postgres

PROCESSES = 3
PEOPLE = 100
RATE = 10
SECONDS = 5
ROUNDS = 3
SECONDS_TO_COME_BACK = 30
OF_OURSELVES = "of ourselves: nothing to compare with"


def measure_several() -> Iterator[Measure]:
    """One process beside three, in turns; then one of three is killed."""
    with postgres() as url:
        env = os.environ | {"DATABASE_URL": url}
        command = [sys.executable, "-m", "benchmarks.live.several"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found = json.loads(done.stdout.splitlines()[-1])
    name = f"arrival p50 on PostgreSQL, {PEOPLE} people, {RATE} notes/s, {PROCESSES} processes"
    pairs = list(zip(found["several"], found["one"], strict=True))
    ratios = tuple(ours / theirs for ours, theirs in pairs)
    later = median(ours - theirs for ours, theirs in pairs)
    three, one = median(found["several"]), median(found["one"])
    yield Measure(name, "ms", three, "ours in one process", one, ROUNDS, ratios=ratios)
    yield Measure("heard later by other processes", "ms", later, None, None, ROUNDS, budget=10, reason=OF_OURSELVES)
    killed = f"{PEOPLE} listeners have all again, one of {PROCESSES} processes killed"
    yield Measure(killed, "s", found["back"], None, None, 1, budget=5, reason=OF_OURSELVES)
    yield Measure("doubled meanwhile", "notes", found["doubled"], None, None, 1, budget=0, reason=OF_OURSELVES)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="samenhang-several-") as name:
        folder = Path(name)
        prepare(folder)
        found = compare(folder) | asyncio.run(kill_one(folder))
    print(json.dumps(found))


def prepare(folder: Path) -> None:
    os.environ |= {"SAMENHANG_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "samenhang.site.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def compare(folder: Path) -> dict[str, list[float | None]]:
    from benchmarks.live.ours import Ours
    from benchmarks.live.runs import run_once
    from benchmarks.live.systems import Cell
    from samenhang.accounts.models import Person

    leader = Person.objects.create_user("leider@voorbeeld.example", name="Leider")
    cell = Cell(people=PEOPLE, rate=RATE, seconds=SECONDS, rounds=ROUNDS, peers=())
    found: dict[str, list[float | None]] = {"one": [], "several": []}
    for _ in range(ROUNDS):
        found["one"].append(run_once(Ours(leader, folder, is_pinned=False), cell, folder).p50)
        found["several"].append(run_once(Ours(leader, folder, PROCESSES, is_pinned=False), cell, folder).p50)
    return found


class Listener:
    """A browser that comes back by itself, with the number of the last change it has."""

    def __init__(self, port: int, request: bytes) -> None:
        self.port = port
        self.request = request
        self.number = b""
        self.seen: Counter[bytes] = Counter()
        self.is_open = asyncio.Event()

    async def listen(self) -> None:
        while True:
            with suppress(OSError):
                await self.read()
            await asyncio.sleep(0.1)

    async def read(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        last = b"Last-Event-ID: " + self.number + b"\r\n" if self.number else b""
        writer.write(self.request.removesuffix(b"\r\n") + last + b"\r\n")
        while line := await reader.readline():
            if line.startswith(b"id: "):
                self.number = line.removeprefix(b"id: ").strip()
            elif line.startswith(b"event: beat"):
                self.is_open.set()
            elif b"ZQX" in line:
                self.seen[line[line.index(b"ZQX") :][:9]] += 1
        writer.close()


async def kill_one(folder: Path) -> dict[str, float]:
    """Seconds from the end of a process until every listener has what came in since."""
    from benchmarks.live.ours import make_board, make_people, product, stream_of
    from benchmarks.live.plans import text_of
    from benchmarks.live.stories import write
    from samenhang.accounts.models import Person
    from samenhang.workshops.models import Participant

    def prepared() -> tuple[list[bytes], list[Participant]]:
        board = make_board(Person.objects.get())
        people = make_people(board, PEOPLE)
        return [stream_of(board, one) for one in people], people

    requests, people = await asyncio.to_thread(prepared)
    with product(folder, PROCESSES, is_pinned=False) as (port, process):
        listeners = [Listener(port, request) for request in requests]
        async with asyncio.TaskGroup() as tasks:
            listening = [tasks.create_task(listener.listen()) for listener in listeners]
            await asyncio.gather(*(listener.is_open.wait() for listener in listeners))
            await asyncio.to_thread(write, people, 0, 5)
            await all_have(listeners, text_of(4)[:9].encode())
            os.kill(child_of(process.pid), signal.SIGKILL)
            begun = time.perf_counter()
            await asyncio.to_thread(write, people, 5, 5)
            await all_have(listeners, text_of(9)[:9].encode())
            back = time.perf_counter() - begun
            for task in listening:
                task.cancel()
    return {"back": back, "doubled": sum(sum(one.seen.values()) - len(one.seen) for one in listeners)}


async def all_have(listeners: Sequence[Listener], mark: bytes) -> None:
    async with asyncio.timeout(SECONDS_TO_COME_BACK):
        while not all(mark in listener.seen for listener in listeners):
            await asyncio.sleep(0.01)


def child_of(pid: int) -> int:
    """A process that answers requests."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0])


if __name__ == "__main__":
    main()
