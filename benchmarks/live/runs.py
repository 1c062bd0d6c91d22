"""One system under one load, and what was seen of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.live.plans import Plan
from benchmarks.live.processes import Process, compiled, core_of_load, megabytes, processor_seconds, started
from benchmarks.live.systems import Cell, Running, System

HERE = Path(__file__).parent
NEVER = np.iinfo(np.uint32).max
# When the machine stood still for longer than this, the run tells about the machine.
STALLED_MS = 40

type Times = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Run:
    """Times in milliseconds; None where there is nothing to tell."""

    p50: float | None
    p95: float | None
    # From the moment a note is due until it is acknowledged, where it is.
    answer_p95: float | None
    lost: int
    doubled: int
    refused: int
    # Acknowledged, and not there afterwards.
    forgotten: int | None
    # Milliseconds of processor for a thousand deliveries.
    processor: float | None
    megabytes: float
    seconds_to_open: float
    stalled: float


def run(system: System, cell: Cell, programs: Path) -> Run:
    """Measure; once more when the machine stood still meanwhile. Raises Unavailable."""
    found = run_once(system, cell, programs)
    return found if found.stalled < STALLED_MS else run_once(system, cell, programs)


def run_once(system: System, cell: Cell, programs: Path) -> Run:
    stalls = compiled(HERE / "stalls.c", programs)
    with TemporaryDirectory(prefix="samenhang-live-") as name:
        folder = Path(name)
        with (
            system.serving(cell, folder) as running,
            generator(running.port, running.plan, programs, folder) as load,
            started([stalls], core_of_load(), pipes=True) as watch,
        ):
            return measured(running, load, watch, folder / "result")


@contextmanager
def generator(port: int, plan: Plan, programs: Path, folder: Path) -> Iterator[Process]:
    """The load generator, which opens its connections and then waits. Raises Unavailable."""
    (folder / "plan").write_bytes(plan.encode())
    command = [compiled(HERE / "load.c", programs), port, folder / "plan", folder / "result"]
    with started(command, core_of_load(), pipes=True) as process:
        yield process


def seconds_to_open(load: Process) -> float:
    """Wait until all its connections are open. Raises RuntimeError."""
    return float(said_by(load).split()[1])


def measured(running: Running, load: Process, watch: Process, result: Path) -> Run:
    pid = running.process.pid
    opened = seconds_to_open(load)
    said_by(watch)
    say(load)
    said_by(load)
    used = processor_seconds(pid)
    counted: dict[str, Any] = json.loads(said_by(load))
    used = processor_seconds(pid) - used
    memory = megabytes(pid)
    watch.terminate()
    stalled = float(said_by(watch))
    load.wait()
    answered, arrived = read_result(running, result)
    counted_notes, counted_answers = arrived[running.plan.warm_up :], answered[running.plan.warm_up :]
    came = counted_notes[counted_notes != NEVER]
    acknowledged = int((answered != NEVER).sum())
    sent = running.plan.deliveries - counted["refused"] * len(running.plan.openings)
    return Run(
        p50=quantile(came, 50),
        p95=quantile(came, 95),
        answer_p95=quantile(counted_answers[counted_answers != NEVER], 95),
        lost=sent - int((arrived != NEVER).sum()),
        doubled=counted["doubled"],
        refused=counted["refused"],
        forgotten=acknowledged - running.stored() if running.stored else None,
        processor=used * 1e6 / len(came) if used and len(came) else None,
        megabytes=memory,
        seconds_to_open=opened,
        stalled=stalled,
    )


def said_by(process: Process) -> str:
    """The next line of its output; raises RuntimeError with its last words when it ended instead."""
    assert process.stdout
    line = process.stdout.readline().decode()
    if not line:
        raise RuntimeError(process.communicate()[1].decode())
    return line


def say(process: Process) -> None:
    assert process.stdin
    process.stdin.write(b"go\n")
    process.stdin.flush()


def read_result(running: Running, result: Path) -> tuple[Times, Times]:
    """Microseconds until each note was answered, and until each listener had it (notes × listeners)."""
    notes, listeners = len(running.plan.notes), len(running.plan.openings)
    numbers = np.fromfile(result, dtype=np.uint32)
    return numbers[:notes], numbers[notes:].reshape(notes, listeners)


def quantile(microseconds: Times, percent: float) -> float | None:
    return float(np.percentile(microseconds, percent)) / 1000 if microseconds.size else None
