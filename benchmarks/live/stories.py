"""What happens to a whole room at once: everybody comes in, loses the network and comes back, or the server stops."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.urls import reverse
from uuid_utils.compat import uuid7

from benchmarks.live.ours import Ours, make_board, make_people, product, request, stream_of
from benchmarks.live.plans import Plan, Step, text_of
from benchmarks.live.processes import Unavailable
from benchmarks.live.runs import generator, seconds_to_open
from benchmarks.measures import Measure
from samenhang.workshops.cards import Contribution, contribute_all
from samenhang.workshops.models import Board, Participant

SECONDS_TO_JOIN = 10
SECONDS_TO_STOP = 2
# So many contributions come in while everybody is away.
MISSED = 10
OF_OURSELVES = "of ourselves: nothing to compare with"


def measure_stories(ours: Ours, programs: Path, people: int, cards: int) -> Iterator[Measure]:
    """So many people, and a map with so many contributions."""
    join = f"{people:,} people join, page and stream, {cards:,} contributions"
    come_back = f"{people:,} people come back together and have what they missed"
    stop = f"stopping with {people:,} open streams"
    times: Sequence[float | None] = [None] * 3
    reason = OF_OURSELVES
    try:
        times = times_of(ours, programs, people, cards)
    except Unavailable as error:
        reason = str(error)
    budgets = [SECONDS_TO_JOIN, SECONDS_TO_JOIN, SECONDS_TO_STOP]
    for name, seconds, budget in zip([join, come_back, stop], times, budgets, strict=True):
        yield Measure(name, "s", seconds, None, None, 1, budget=budget, reason=reason)


def times_of(ours: Ours, programs: Path, people: int, cards: int) -> tuple[float, float, float]:
    """Seconds until all have joined, until all are back, and until the server has stopped. Raises Unavailable."""
    board = make_board(ours.leader)
    everybody = make_people(board, people)
    write(everybody, 0, cards)
    board.refresh_from_db()
    with TemporaryDirectory(prefix="samenhang-live-") as name, product(ours.folder) as (port, process):
        folder = Path(name)
        with generator(port, joining(board, everybody), programs, folder) as load:
            joined = seconds_to_open(load)
        write(everybody, cards, MISSED)
        with generator(port, coming_back(board, everybody, cards + MISSED - 1), programs, folder) as load:
            back = seconds_to_open(load)
            begun = time.perf_counter()
            process.terminate()
            process.wait()
            return joined, back, time.perf_counter() - begun


def write(people: list[Participant], first: int, count: int) -> None:
    numbers = range(first, first + count)
    writers = [people[at % len(people)] for at in numbers]
    said = [Contribution(uuid7(), 1, text_of(at)) for at in numbers]
    contribute_all([(one.board_id, one.pk, what) for one, what in zip(writers, said, strict=True)])


def joining(board: Board, people: list[Participant]) -> Plan:
    page = f"GET {reverse('maps:map', args=[board.pk])}"
    return Plan(
        [[Step(request(page, one, []), b"</html>"), Step(stream_of(board, one), b"event: beat")] for one in people], []
    )


def coming_back(board: Board, people: list[Participant], last: int) -> Plan:
    """All at the same moment, with the number they had; each waits for the last contribution it missed."""
    words = text_of(last)[:9].encode()
    return Plan([[Step(stream_of(board, one), words)] for one in people], [], at_once=len(people))
