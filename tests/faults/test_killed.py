"""The server is killed while everybody writes: what was acknowledged is there, once, and everybody sees the same."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from samenhang.live.tests.visits import run_apart
from samenhang.workshops.models import Board
from tests.faults.phones import Phone, all_have, following, pages_of, phones_of, until
from tests.faults.seen import Map
from tests.faults.serving import Server
from tests.faults.sizes import SIZE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults"), pytest.mark.django_db(transaction=True)]

logger = logging.getLogger(__name__)


def kill_all(server: Server) -> None:
    server.kill()
    server.start()


def test_after_a_kill_in_full_flight_every_acknowledged_card_is_there_once(server: Server, board: Board) -> None:
    write_and_compare(server, board, kill_all, SIZE.kills)


def test_when_the_process_that_answers_is_killed_the_server_starts_another_and_nothing_is_lost(
    server: Server, board: Board
) -> None:
    # Once: the server takes a second time within seconds for a fault of the program, and stops.
    write_and_compare(server, board, Server.kill_worker, kills=1)


def write_and_compare(server: Server, board: Board, kill: Callable[[Server], None], kills: int) -> None:
    """Everybody writes all they have to say while the server is killed; then look what there is, and who sees it."""
    phones = phones_of(server.port, board, SIZE.writers)

    pages = run_apart(write_while_killed(server, board, phones, kill, kills))

    acknowledged = {key for phone in phones for key in phone.acknowledged}
    stored = list(board.cards.values_list("pk", flat=True))
    missing, doubled = len(acknowledged - set(stored)), sum(len(phone.repeated) for phone in phones)
    told = "%s kills × %s writers: %s acknowledged, %s missing, %s doubled"
    logger.info(told, kills, SIZE.writers, len(acknowledged), missing, doubled)
    assert len(acknowledged) == SIZE.writers * SIZE.cards
    assert set(stored) == acknowledged
    board.refresh_from_db()
    assert sorted(board.cards.values_list("number", flat=True)) == list(range(1, board.last_number + 1))
    assert doubled == 0
    assert [phone.map for phone in phones] == pages


async def write_while_killed(
    server: Server, board: Board, phones: Sequence[Phone], kill: Callable[[Server], None], kills: int
) -> list[Map]:
    """Returns what the page of each phone shows in the end."""
    for at in range(SIZE.cards):
        for number, phone in enumerate(phones):
            phone.write(f"Bijdrage {at} van {number}")

    async def kill_now_and_then() -> None:
        for time in range(1, kills + 1):
            await until(partial(have_sent, phones, SIZE.writers * SIZE.cards * time // (kills + 1)))
            await asyncio.to_thread(kill, server)

    async with following(phones):
        await asyncio.gather(kill_now_and_then(), *(phone.send() for phone in phones))
        await all_have(phones, board)
    return await pages_of(phones)


def have_sent(phones: Sequence[Phone], count: int) -> bool:
    return sum(len(phone.acknowledged) for phone in phones) >= count
