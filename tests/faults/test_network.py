"""What happens on the way: answers get lost, streams are cut or held back, the network is gone, a phone sleeps."""

import asyncio
from collections.abc import Iterator

import pytest
from uuid_utils.compat import uuid7

from samenhang.live.tests.visits import in_passing, run_apart
from samenhang.workshops.cards import Contribution, contribute_all
from samenhang.workshops.columns import Column
from samenhang.workshops.models import Board, Participant
from tests.faults.phones import Refused, all_have, following, pages_of, phones_of, until
from tests.faults.proxy import Mode, Proxy, proxy_before
from tests.faults.serving import Server
from tests.faults.test_database import assert_each_text_is_there_once, write

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults"), pytest.mark.django_db(transaction=True)]

WRITERS = 8


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with proxy_before(server.port) as between:
        yield between


def test_an_answer_that_gets_lost_makes_no_second_card(proxy: Proxy, board: Board) -> None:
    phones = phones_of(proxy.port, board, WRITERS)

    async def story() -> None:
        proxy.become(Mode.LOSES_ANSWERS)
        write(phones, "Antwoord kwijt")
        sending = [asyncio.create_task(phone.send()) for phone in phones]
        await until(lambda: all(phone.troubles.total() > 1 for phone in phones))
        assert await in_passing(board.cards.count) == WRITERS
        proxy.become(Mode.PASSES)
        await asyncio.gather(*sending)

    run_apart(story())

    assert_each_text_is_there_once(board, phones)


def test_the_network_is_gone_for_everybody_and_all_come_back_to_the_same_map(proxy: Proxy, board: Board) -> None:
    phones = phones_of(proxy.port, board, WRITERS)

    async def story() -> None:
        async with following(phones):
            write(phones, "Ervoor")
            await asyncio.gather(*(phone.send() for phone in phones))
            proxy.become(Mode.GONE)
            write(phones, "Zonder netwerk")
            sending = [asyncio.create_task(phone.send()) for phone in phones]
            await until(lambda: proxy.spoilt > 4 * WRITERS)
            proxy.become(Mode.PASSES)
            await asyncio.gather(*sending)
            await all_have(phones, board)
        assert [phone.map for phone in phones] == await pages_of(phones)

    run_apart(story())

    assert [phone.repeated for phone in phones] == [[]] * WRITERS
    assert_each_text_is_there_once(board, phones)


@pytest.mark.parametrize("mode", [Mode.CUTS, Mode.BUFFERS])
def test_a_stream_that_is_cut_or_held_back_leaves_nobody_behind(proxy: Proxy, board: Board, mode: Mode) -> None:
    phones = phones_of(proxy.port, board, WRITERS)

    async def story() -> None:
        proxy.become(mode)
        for phone in phones:
            await phone.load()
        following_anyhow = [asyncio.create_task(phone.follow()) for phone in phones]
        for time in range(3):
            write(phones, f"Onderweg {time}")
            await asyncio.gather(*(phone.send() for phone in phones))
            await all_have(phones, board)
        assert mode is Mode.CUTS or min(phone.polls for phone in phones) > 0
        proxy.become(Mode.PASSES)
        write(phones, "Daarna")
        await asyncio.gather(*(phone.send() for phone in phones))
        await all_have(phones, board)
        await until(lambda: all(phone.beats for phone in phones))
        for task in following_anyhow:
            task.cancel()
        assert [phone.map for phone in phones] == await pages_of(phones)

    run_apart(story())

    assert proxy.spoilt >= WRITERS
    assert [phone.repeated for phone in phones] == [[]] * WRITERS
    assert_each_text_is_there_once(board, phones)


@pytest.mark.parametrize(("missed", "loads_again"), [(20, False), (900, True)], ids=["a little", "too much"])
def test_a_phone_that_slept_has_everything_once(server: Server, board: Board, missed: int, loads_again: bool) -> None:
    awake, sleeper = phones_of(server.port, board, 2)
    loads: list[int] = []

    async def story() -> None:
        async with following([awake]):
            async with following([sleeper]):
                awake.write("Voor het slapen")
                await awake.send()
                await all_have([sleeper], board)
            await in_passing(lambda: fill(board, missed))
            await all_have([awake], board)
            load = sleeper.load
            sleeper.load = lambda: loads.append(sleeper.number) or load()  # type: ignore[method-assign, func-returns-value]
            sleeping = asyncio.create_task(sleeper.follow())
            await all_have([sleeper], board)
            sleeping.cancel()
        assert [awake.map, sleeper.map] == await pages_of([awake, sleeper])

    run_apart(story())

    assert bool(loads) is loads_again
    assert len(sleeper.map.cards) == missed + 1
    assert awake.repeated == sleeper.repeated == []


def fill(board: Board, count: int) -> None:
    """Contributions of others, each as long as it may be, fewer than would make a listener who is there fall behind."""
    others = Participant.objects.bulk_create(
        Participant(initiative_id=board.initiative_id, board=board) for _number in range(count // 100 + 1)
    )
    for at, other in enumerate(others):
        said = [
            Contribution(key=uuid7(), column=Column.VALUES, text=f"{number:04d} ".ljust(480, "x"))
            for number in range(100 * at, min(100 * (at + 1), count))
        ]
        contribute_all([(board.pk, other.pk, one) for one in said])


def test_a_server_that_is_asked_to_stop_does_so_with_streams_open_and_everybody_comes_back(
    server: Server, board: Board
) -> None:
    phones = phones_of(server.port, board, 40)
    took = []

    async def story() -> None:
        async with following(phones):
            took.append(await asyncio.to_thread(server.stop))
            write(phones, "Terwijl de server weg is")
            sending = [asyncio.create_task(phone.send()) for phone in phones]
            await asyncio.to_thread(server.start)
            await asyncio.gather(*sending)
            await all_have(phones, board)
        assert [phone.map for phone in phones] == await pages_of(phones)

    run_apart(story())

    assert took[0] < 4
    assert_each_text_is_there_once(board, phones)


def test_the_same_contribution_sent_twenty_times_at_once_is_there_once(server: Server, board: Board) -> None:
    (phone,) = phones_of(server.port, board, 1)
    phone.write("Twintig keer")

    async def story() -> list[int]:
        answers = await asyncio.gather(*(phone.post_once(phone.waiting[0]) for _time in range(20)))
        return [answer.status for answer in answers]

    assert run_apart(story()) == [201] * 20
    assert board.cards.count() == 1


def test_one_key_from_two_people_is_one_card_and_the_other_hears_that_it_was_not_kept(
    server: Server, board: Board
) -> None:
    first, second = phones_of(server.port, board, 2)
    first.write("Van de een")
    entry = first.waiting[0]
    second.waiting.append(type(entry)(entry.key, entry.column, "Van de ander"))

    async def story() -> list[object]:
        return list(await asyncio.gather(first.send(), second.send(), return_exceptions=True))

    outcomes = run_apart(story())

    (refused,) = [one for one in outcomes if isinstance(one, Refused)]
    assert refused.args[0] == 422
    assert "Stuur haar nog eens" in refused.args[1]
    assert board.cards.count() == 1
