import asyncio
from collections.abc import Sequence

import pytest

from samenhang.live.batches import Batches
from samenhang.live.pace import rest_after
from samenhang.live.tests.visits import run_apart


def test_a_rest_is_in_proportion_to_the_work_and_never_long() -> None:
    assert rest_after(0.001, longest=0.05) == pytest.approx(0.02)
    assert rest_after(10, longest=0.05) == 0.05


def test_what_comes_in_while_one_writes_or_rests_is_written_together() -> None:
    written: list[list[int]] = []

    def write(items: Sequence[int]) -> Sequence[int]:
        written.append(list(items))
        return [item * 2 for item in items]

    async def story() -> list[int]:
        batches = Batches(write)
        first = asyncio.ensure_future(batches.put(0))
        await asyncio.sleep(0)
        return await asyncio.gather(first, *(batches.put(number) for number in range(1, 6)))

    assert run_apart(story()) == [0, 2, 4, 6, 8, 10]
    assert written == [[0], [1, 2, 3, 4, 5]]


def test_an_error_goes_to_everybody_of_that_batch_and_the_next_is_written() -> None:
    def write(items: Sequence[int]) -> Sequence[int]:
        if 1 in items:
            raise ConnectionError("the database is away")
        return items

    async def story() -> None:
        batches = Batches(write)
        with pytest.raises(ConnectionError):
            await batches.put(1)
        assert await batches.put(2) == 2

    run_apart(story())
