"""The database is locked, or full: nothing is acknowledged that is not stored, and it goes on by itself afterwards."""

import asyncio
from collections.abc import Sequence

import pytest

from samenhang.live.tests.visits import run_apart
from samenhang.workshops.models import Board
from tests.faults.databases import full, locked
from tests.faults.phones import Phone, all_have, following, pages_of, phones_of, until
from tests.faults.serving import Server

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults"), pytest.mark.django_db(transaction=True)]

WRITERS = 8


def assert_each_text_is_there_once(board: Board, phones: Sequence[Phone]) -> None:
    written = [text for phone in phones for text in phone.acknowledged.values()]
    assert sorted(board.cards.values_list("text", flat=True)) == sorted(written)
    board.refresh_from_db()
    assert sorted(board.cards.values_list("number", flat=True)) == list(range(1, board.last_number + 1))


def write(phones: Sequence[Phone], when: str) -> None:
    for number, phone in enumerate(phones):
        phone.write(f"{when}, van {number}")


def test_while_the_database_is_locked_contributions_wait_and_are_stored_once(server: Server, board: Board) -> None:
    phones = phones_of(server.port, board, WRITERS, patience=0.5)

    async def story() -> None:
        write(phones, "Ervoor")
        await asyncio.gather(*(phone.send() for phone in phones))
        write(phones, "Tijdens")
        with locked():
            sending = [asyncio.create_task(phone.send()) for phone in phones]
            # Each gave up waiting and sent the same again, more than once.
            await until(lambda: all(phone.troubles["TimeoutError"] > 1 for phone in phones))
            assert [len(phone.acknowledged) for phone in phones] == [1] * WRITERS
        await asyncio.gather(*sending)

    run_apart(story())

    assert [len(phone.acknowledged) for phone in phones] == [2] * WRITERS
    assert_each_text_is_there_once(board, phones)


def test_while_the_disk_is_full_nothing_is_acknowledged_and_nothing_is_lost(server: Server, board: Board) -> None:
    phones = phones_of(server.port, board, WRITERS)

    async def story() -> None:
        async with following(phones):
            write(phones, "Ervoor")
            await asyncio.gather(*(phone.send() for phone in phones))
            write(phones, "Tijdens")
            with full(server):
                answer = await phones[0].post_once(phones[0].waiting[0])
                assert answer.status == 503
                assert answer.head.headers["content-type"].startswith("text/plain")
                assert answer.text == "De server kan nu niets bewaren. Uw tekst blijft staan en gaat straks vanzelf."
                sending = [asyncio.create_task(phone.send()) for phone in phones]
                await until(lambda: all(phone.troubles[503] > 1 for phone in phones))
                assert [len(phone.acknowledged) for phone in phones] == [1] * WRITERS
            await asyncio.gather(*sending)
            await all_have(phones, board)
        assert [phone.map for phone in phones] == await pages_of(phones)

    run_apart(story())

    assert [len(phone.acknowledged) for phone in phones] == [2] * WRITERS
    assert_each_text_is_there_once(board, phones)
