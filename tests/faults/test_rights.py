"""Rights that end while a stream is open."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from samenhang.live import hub
from samenhang.live.tests.visits import in_passing, run_apart
from samenhang.workshops import door
from samenhang.workshops.models import Board, Participant
from tests.faults.phones import Phone, Refused, all_have, following, until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def port(asgi_server: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Of a server that asks ten times as often as in real life whether one may read on."""
    monkeypatch.setattr(hub, "SECONDS_BETWEEN_BEATS", hub.SECONDS_BETWEEN_BEATS / 10)
    return urlsplit(asgi_server).port or 0


@pytest.fixture
def people(board: Board) -> tuple[Participant, Participant]:
    stays, goes = (door.join(board, name=name, group=None, is_table=False) for name in ("Blijft", "Gaat"))
    return stays, goes


def test_who_left_reads_and_writes_no_more_and_the_others_go_on(
    port: int, board: Board, people: tuple[Participant, Participant]
) -> None:
    stays, goes = (Phone.of(port, one) for one in people)

    async def story() -> None:
        async with following([stays, goes]):
            await in_passing(lambda: door.leave(people[1]))
            await until(lambda: goes.is_closed)
            stays.write("Na het weggaan")
            goes.write("Van wie er niet meer is")
            await stays.send()
            await all_have([stays], board)
            with pytest.raises(Refused, match="weet niet meer wie u bent"):
                await goes.send()

    run_apart(story())

    assert stays.map.texts == ["Na het weggaan Blijft"]
    assert goes.map.texts == []


@pytest.mark.parametrize("erase", [Board.erase, lambda board: board.initiative.delete()], ids=["map", "initiative"])
def test_when_the_map_is_erased_all_streams_end_and_nothing_comes_after(
    port: int, board: Board, people: tuple[Participant, Participant], erase: Callable[[Board], None]
) -> None:
    phones = [Phone.of(port, one) for one in people]

    async def story() -> None:
        async with following(phones):
            await in_passing(lambda: erase(board))
            await until(lambda: all(phone.is_closed for phone in phones))
            phones[0].write("Te laat")
            with pytest.raises(Refused):
                await phones[0].send()

    run_apart(story())

    assert not Board.objects.exists()
