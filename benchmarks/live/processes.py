"""Processes that are measured: started on a core of their own, and what they used."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SECONDS_TO_START = 60
SECONDS_TO_STOP = 30

type Process = subprocess.Popen[bytes]


class Unavailable(Exception):
    """A peer, or what it takes to measure it, cannot be had here; says why."""


def core_of_system() -> int:
    return min(os.sched_getaffinity(0))


def core_of_load() -> int:
    """Another than the system's, where there is one."""
    return max(os.sched_getaffinity(0))


@contextmanager
def started(
    command: Sequence[object],
    core: int | None,
    *,
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
    pipes: bool = False,
) -> Iterator[Process]:
    """The process of this command on this core, or on all; it is ended afterwards."""
    everywhere = os.sched_getaffinity(0)
    pipe = subprocess.PIPE if pipes else subprocess.DEVNULL
    # What is started inherits where it may run.
    os.sched_setaffinity(0, everywhere if core is None else {core})
    try:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=env,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe if pipes else None,
        )
    finally:
        os.sched_setaffinity(0, everywhere)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=SECONDS_TO_STOP)


def processor_seconds(pid: int) -> float:
    """What this process and those it started used so far; 0 where the system does not tell."""
    used = 0.0
    for one in family(pid):
        fields = re.sub(r"^.*\) ", "", Path(f"/proc/{one}/stat").read_text()).split()[11:13]
        used += sum(map(int, fields)) / os.sysconf("SC_CLK_TCK")
    return used


def megabytes(pid: int) -> float:
    """The memory of this process and those it started; what they share with others counts for their part (PSS)."""
    kilobytes = 0
    for one in family(pid):
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE)
        kilobytes += int(found[1]) if found else 0
    return kilobytes / 1024


def family(pid: int) -> Iterator[int]:
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from family(int(child))


def compiled(source: Path, folder: Path, *options: str) -> Path:
    """The program of this C source, or with `-shared` what one preloads, made in `folder`. Raises Unavailable."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise Unavailable("there is no C compiler here")
    program = folder / source.stem
    if not program.exists():
        subprocess.run([compiler, "-O2", *options, "-o", str(program), str(source)], check=True)
    return program


def wait_until_open(port: int, process: Process) -> None:
    """Wait until this process takes connections."""
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Unavailable("it did not start")
