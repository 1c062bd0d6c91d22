"""What comes in while something is being written is written together, next.

A disk takes as long to make one thing durable as a hundred: with one transaction each, a busy room waits for the disk.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

from samenhang.live.pace import rest_after
from samenhang.live.reading import timed
from samenhang.live.threads import TidyThreads

# The largest batch, so that a flood does not become one long transaction.
MOST_AT_ONCE = 200
# In seconds. A batch costs hardly more than a single item, and so does handing it out to everybody who listens.
LONGEST_REST = 0.045


class Batches[Item, Answer]:
    """Hands items to `write`, in one thread and in order; each caller gets the answer to the own item.

    `write` gives one answer for each item; an exception it raises goes to all callers of that batch.
    """

    def __init__(self, write: Callable[[Sequence[Item]], Sequence[Answer]]) -> None:
        self.write = write
        self._waiting: list[tuple[Item, asyncio.Future[Answer]]] = []
        self._thread = TidyThreads(1, thread_name_prefix="batches")
        self._task: asyncio.Task[None] | None = None

    async def put(self, item: Item) -> Answer:
        """The answer to `item`, once its batch is written."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Answer] = loop.create_future()
        self._waiting.append((item, answer))
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._write_all())
        return await answer

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            cost = await self._write(batch)
            await asyncio.sleep(rest_after(cost, LONGEST_REST))

    async def _write(self, batch: Sequence[tuple[Item, asyncio.Future[Answer]]]) -> float:
        """Returns the seconds of processor time it took."""
        work = partial(timed, partial(self.write, [item for item, _answer in batch]))
        try:
            answers, cost = await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except Exception as error:
            for _item, answer in batch:
                if not answer.done():
                    answer.set_exception(error)
            return 0
        for (_item, answer), given in zip(batch, answers, strict=True):
            if not answer.done():
                answer.set_result(given)
        return cost
