"""The cells, who is measured in each, and how it is told."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.live.ours import Ours
from benchmarks.live.peers import PEERS, Channels, Hocuspocus, Relay, YWebsocket
from benchmarks.live.processes import Unavailable, compiled
from benchmarks.live.runs import HERE, Run, run
from benchmarks.live.several import measure_several
from benchmarks.live.stories import measure_stories
from benchmarks.live.systems import Cell, System
from benchmarks.measures import Measure
from samenhang.accounts.models import Person
from samenhang.site.server import MOST_CONNECTIONS, allow_files

FAST = (Relay.name, Hocuspocus.name, YWebsocket.name)
CELLS: dict[str, Sequence[Cell]] = {
    "full": (
        Cell(people=200, rate=20, seconds=6, rounds=1, peers=(*FAST, Channels.name)),
        Cell(people=1000, rate=50, seconds=8, rounds=3, peers=FAST),
        Cell(people=1000, rate=100, seconds=8, rounds=2, peers=(Relay.name, Hocuspocus.name)),
    ),
    "quick": (
        Cell(people=200, rate=20, seconds=3, rounds=1, peers=(Channels.name,)),
        Cell(people=1000, rate=50, seconds=6, rounds=1, peers=FAST),
    ),
    "smoke": (Cell(people=5, rate=10, seconds=1, rounds=1, peers=()),),
}
# With a disk that takes 5 ms to make something durable.
SLOW = Cell(people=1000, rate=100, seconds=8, rounds=2, peers=())
# How many notes a second each gets through to everybody, one rate after another.
RATES = (50, 100, 150, 200, 300, 400)
TOO_SLOW_MS = 250
# Of the stories: people, and contributions on their map.
ROOM = {"full": (500, 1000), "quick": (500, 1000), "smoke": (5, 5)}
TOO_LATE = "nothing of what is counted came in time"
OF_OURSELVES = "of ourselves: nothing to compare with"

# A run, or why there is none.
type Found = Run | str


def measure_live(folder: Path, leader: Person, size: str) -> Iterator[Measure]:
    allow_files(2 * MOST_CONNECTIONS)
    ours = Ours(leader, folder)
    with tempfile.TemporaryDirectory(prefix="samenhang-load-") as programs:
        for cell in CELLS[size]:
            yield from told(cell, measure_cell(cell, ours, Path(programs)))
        if size == "full":
            yield from measure_slow_disk(ours, Path(programs))
            yield measure_capacity(ours, Path(programs))
        people, cards = ROOM[size]
        yield from measure_stories(ours, Path(programs), people, cards)
    if size != "smoke":
        yield from measure_several()


def measure_cell(cell: Cell, ours: Ours, programs: Path) -> dict[str, list[Found]]:
    """What each system did in each round; the next round begins only when all had their turn."""
    systems: list[System] = [ours, *(PEERS[name] for name in cell.peers)]
    found: dict[str, list[Found]] = {system.name: [] for system in systems}
    for _ in range(cell.rounds):
        for system in systems:
            found[system.name].append(run_or_reason(system, cell, programs))
    return found


def run_or_reason(system: System, cell: Cell, programs: Path) -> Found:
    try:
        return run(system, cell, programs)
    except Unavailable as error:
        return str(error)


def measure_slow_disk(ours: Ours, programs: Path) -> Iterator[Measure]:
    try:
        slow_disk = compiled(HERE / "slow_disk.c", programs, "-shared", "-fPIC")
    except Unavailable as error:
        yield Measure("arrival p95 with a slow disk", "ms", None, None, None, 0, reason=str(error))
        return
    found = measure_cell(SLOW, replace(ours, slow_disk=slow_disk), programs)[ours.name]
    arrival = median_of([value_of(one, "p95") for one in found])
    name = f"arrival p95, {SLOW}, with a disk of 5 ms"
    yield Measure(name, "ms", arrival, None, None, len(found), budget=150, reason=reason_of(found) or OF_OURSELVES)


def measure_capacity(ours: Ours, programs: Path) -> Measure:
    peer = PEERS[YWebsocket.name]
    name = "highest rate that arrives in time, 1,000 people"
    try:
        own, theirs = (highest_rate(system, programs) for system in (ours, peer))
    except Unavailable as error:
        return Measure(name, "notes/s", None, peer.name, None, 0, better="higher", reason=str(error))
    return Measure(name, "notes/s", own, peer.name, theirs, 1, better="higher")


def highest_rate(system: System, programs: Path) -> int:
    """The last of the rates at which all notes arrive, nearly all of them in time. Raises Unavailable."""
    highest = 0
    for rate in RATES:
        found = run(system, Cell(people=1000, rate=rate, seconds=5, rounds=1, peers=()), programs)
        if found.lost or found.refused or found.p95 is None or found.p95 > TOO_SLOW_MS:
            break
        highest = rate
    return highest


def told(cell: Cell, found: Mapping[str, Sequence[Found]]) -> Iterator[Measure]:
    ours = found[Ours.name]
    for name in cell.peers:
        yield from beside(cell, ours, name, found[name])
    yield from alone(cell, ours)


def beside(cell: Cell, ours: Sequence[Found], peer: str, theirs: Sequence[Found]) -> Iterator[Measure]:
    for what, unit, field in [
        ("arrival p50", "ms", "p50"),
        ("arrival p95", "ms", "p95"),
        ("processor per 1,000 deliveries", "ms", "processor"),
        ("memory", "MB", "megabytes"),
        ("all open", "s", "seconds_to_open"),
        ("lost", "notes", "lost"),
    ]:
        pairs = [(value_of(one, field), value_of(other, field)) for one, other in zip(ours, theirs, strict=True)]
        known = median_of([other for _one, other in pairs])
        yield Measure(
            f"{what}, {cell}, beside {peer}",
            unit,
            median_of([one for one, _other in pairs]),
            peer,
            known,
            len(pairs),
            reason=reason_of([*ours, *theirs]) or (TOO_LATE if known is None else ""),
            ratios=tuple(one / other for one, other in pairs if one is not None and other),
        )


def alone(cell: Cell, ours: Sequence[Found]) -> Iterator[Measure]:
    """What may not happen in any round, and how long it takes until a note is durable."""
    for what, field in [
        ("lost", "lost"),
        ("doubled", "doubled"),
        ("refused", "refused"),
        ("acknowledged but not stored", "forgotten"),
    ]:
        counts = [value for one in ours if (value := value_of(one, field)) is not None]
        worst = max(counts, default=None)
        reason = reason_of(ours) or OF_OURSELVES
        yield Measure(f"{what}, {cell}", "notes", worst, None, None, len(ours), budget=0, reason=reason)
    answers = median_of([value_of(one, "answer_p95") for one in ours])
    yield Measure(f"durable p95, {cell}", "ms", answers, None, None, len(ours), reason=reason_of(ours) or OF_OURSELVES)


def value_of(found: Found, field: str) -> float | None:
    return None if isinstance(found, str) else getattr(found, field)


def median_of(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def reason_of(found: Sequence[Found]) -> str:
    return next((one for one in found if isinstance(one, str)), "")
