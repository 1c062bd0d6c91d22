"""Reading the database for a stream, in threads of its own."""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from samenhang.live.frames import Frame
from samenhang.live.opening import Opening, Standing
from samenhang.live.threads import TidyThreads

# Apart, so that a thousand questions about rights do not hold up what changed.
FETCHING = TidyThreads(2, thread_name_prefix="live-fetch")
ASKING = TidyThreads(1, thread_name_prefix="live-ask")


async def changes_after(opening: Opening, number: int, rows: Sequence[Any] = ()) -> tuple[Sequence[Frame], float]:
    """What changed after `number`, and the seconds of processor time it cost to find and draw that.

    `rows` are all that changed, where they are at hand.
    """
    read = partial(opening.changes_in, rows) if rows else partial(opening.changes_after, number)
    return await asyncio.get_running_loop().run_in_executor(FETCHING, partial(timed, read))


async def standings(openings: Sequence[Opening]) -> list[Standing]:
    """Whether these may still listen; asked together, as a connection costs more than a question."""

    def ask() -> list[Standing]:
        return [opening.standing() for opening in openings]

    return await asyncio.get_running_loop().run_in_executor(ASKING, ask)


def timed[Answer](read: Callable[[], Answer]) -> tuple[Answer, float]:
    begun = time.thread_time()
    answer = read()
    return answer, time.thread_time() - begun
