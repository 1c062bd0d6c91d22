"""Sixty people of three partner groups, each on a phone of their own, finish a whole workshop over HTTP."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.live.tests.visits import run_apart
from samenhang.workshops.columns import Column, Naming, Phase, Tempo
from samenhang.workshops.models import Answer, Board, Cluster, Dots, PartnerGroup, SelfCheck, Workshop
from tests.faults.phones import TOKEN, Phone, following, until
from tests.faults.seen import Map
from tests.faults.serving import Server
from tests.faults.sockets import ask

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PEOPLE = 60
GROUPS = ("Bewoners", "Professionals", "Bestuurders")
NAMING = {
    Column.VALUES: Naming.NAMED,
    Column.RELATIONS: Naming.FACILITATOR,
    Column.ACTING: Naming.ANONYMOUS,
    Column.CONDITIONS: Naming.NAMED,
    Column.ACTIONS: Naming.ANONYMOUS,
}


@pytest.fixture
def server(transactional_db: None, tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "log")
    made.start()
    yield made
    made.clear_away()


@pytest.fixture(params=list(Tempo))
def board(transactional_db: None, initiative: Initiative, leader: Person, request: pytest.FixtureRequest) -> Board:
    workshop = Workshop.objects.create(
        initiative=initiative,
        title="Samen de wijk in",
        goal="Hoe werken wij samen?",
        tempo=request.param,
        naming={str(int(column)): naming for column, naming in NAMING.items()},
    )
    for mark, name in enumerate(GROUPS):
        PartnerGroup.objects.create(initiative=initiative, workshop=workshop, name=name, mark=mark)
    made: Board = Board.objects.create(
        initiative=initiative, workshop=workshop, facilitator=leader, door_is_open=True, room_for=PEOPLE
    )
    return made


@dataclass
class Desk:
    """Who leads, at the buttons of the desk."""

    port: int
    board: Board
    session: str

    async def press(self, name: str, *more: object, **form: str | Sequence[str]) -> None:
        path = reverse(f"workshops:{name}", args=[self.board.initiative_id, self.board.pk, *more])
        cookies = f"{settings.CSRF_COOKIE_NAME}={TOKEN}; {settings.SESSION_COOKIE_NAME}={self.session}"
        headers = {"Cookie": cookies, "X-Outbox": "1", "X-CSRFToken": TOKEN}
        answer = await ask(self.port, "POST", path, headers, form)
        assert answer.status in {204, 302}, answer.text

    async def go(self, stage: int, phase: Phase) -> None:
        await self.press("go", stage=str(stage), phase=phase)


@dataclass
class Gathering:
    port: int
    board: Board
    desk: Desk
    phones: list[Phone]

    @property
    def stages(self) -> tuple[tuple[Column, ...], ...]:
        return self.board.workshop.stages

    async def all_see(self, **says: str) -> None:
        """Wait until the top of every phone says this, and then that all show the same map as a fresh page."""
        wanted = {f"data-{name}": value for name, value in says.items()}
        await until(lambda: all(wanted.items() <= phone.map.state.items() for phone in self.phones))

    async def all_show(self, condition: Callable[[Map], bool]) -> None:
        await until(lambda: all(condition(phone.map) for phone in self.phones))


async def come_in(port: int, board: Board, at: int, groups: Sequence[PartnerGroup]) -> Phone:
    """By the code; every third one without a name."""
    path = reverse("join:join", args=[board.code])
    page = await ask(port, "GET", path, {})
    assert "Ga akkoord en doe mee" in page.text
    form = {"name": "" if at % 3 == 0 else f"Deelnemer {at}", "group": str(groups[at % len(groups)].pk)}
    headers = {"Cookie": f"{settings.CSRF_COOKIE_NAME}={TOKEN}", "X-CSRFToken": TOKEN}
    answer = await ask(port, "POST", path, headers, form)
    assert answer.status == 302, answer.text
    return Phone(port, board, dict(answer.head.cookies))


def test_sixty_people_finish_a_workshop_and_every_phone_shows_the_same_map_at_each_step(
    server: Server, board: Board, leader: Person, client_of: Callable[[Person | None], Client]
) -> None:
    session = client_of(leader).cookies[settings.SESSION_COOKIE_NAME].value
    groups = list(board.workshop.groups.all())

    async def story() -> None:
        phones = await asyncio.gather(*(come_in(server.port, board, at, groups) for at in range(PEOPLE)))
        gathering = Gathering(server.port, board, Desk(server.port, board, session), list(phones))
        async with following(phones):
            for stage, columns in enumerate(gathering.stages):
                await fill_columns(gathering, stage, columns)
            await look_back_and_close(gathering)

    run_apart(story())

    assert_all_is_there_as_promised(board)


async def fill_columns(gathering: Gathering, stage: int, columns: Sequence[Column]) -> None:
    desk, phones = gathering.desk, gathering.phones
    await desk.go(stage, Phase.WRITE)
    await gathering.all_see(columns=" ".join(str(int(column)) for column in columns), phase="write")
    for column in columns:
        for at in writers_of(column, columns):
            phones[at].write(f"{column.label} volgens {at}", column)
    await asyncio.gather(*(phone.send() for phone in phones))
    assert not any(" volgens " in text for phone in phones for text in now_on(phone))

    await desk.go(stage, Phase.REVEAL)
    await gathering.all_show(lambda seen: len(seen.of_now().cards) == PEOPLE)

    await desk.go(stage, Phase.GROUP)
    sentences = [await lay_together_and_word(gathering, column, columns) for column in columns]
    await gathering.all_show(lambda seen: set(sentences) <= set(seen.heads.values()))

    await desk.go(stage, Phase.CHOOSE)
    await gathering.all_see(phase="choose")
    await asyncio.gather(*(give_dots(phone, at, columns) for at, phone in enumerate(phones)))
    await desk.press("switch", dots="on")
    await gathering.all_show(lambda seen: sum("stip" in head for head in seen.heads.values()) >= len(columns))

    await desk.go(stage, Phase.AGREE)
    await gathering.all_see(phase="agree")
    await asyncio.gather(*(answer_all(phone, at) for at, phone in enumerate(phones)))
    await desk.press("switch", answers="on")
    await gathering.all_show(lambda seen: sum("akkoord" in head for head in seen.heads.values()) >= len(columns))
    await assert_all_show_the_same(gathering)


def now_on(phone: Phone) -> list[str]:
    return phone.map.of_now().texts


def writers_of(column: Column, columns: Sequence[Column]) -> list[int]:
    """Of several questions that are up, everybody answers one."""
    return [at for at in range(PEOPLE) if columns[at % len(columns)] is column]


async def lay_together_and_word(gathering: Gathering, column: Column, columns: Sequence[Column]) -> str:
    """The first of each group on one pile, with a sentence; returns the sentence."""
    cards = gathering.phones[0].map.cards
    of_first = [re.compile(rf"{column.label} volgens {at}\b") for at in writers_of(column, columns)[: len(GROUPS)]]
    keys = [key.removeprefix("card-") for key, seen in cards.items() if any(one.match(seen[1]) for one in of_first)]
    assert len(keys) == len(GROUPS)
    piles = set(gathering.phones[0].map.piles)
    await gathering.desk.press("together", cards=keys)
    await until(lambda: len(set(gathering.phones[0].map.piles) - piles) == 1)
    (pile,) = set(gathering.phones[0].map.piles) - piles
    sentence = f"Samen over {column.label}."
    await gathering.desk.press("word", pile.removeprefix("pile-"), statement=sentence, seen="")
    return sentence


async def give_dots(phone: Phone, at: int, columns: Sequence[Column]) -> None:
    """Two on the pile with the sentence, one on another; a fourth is refused, as some try."""
    for column in columns:
        piles = [key for key, into in phone.map.piles.items() if into == f"column-{int(column)}-piles"]
        (worded,) = [key for key in piles if phone.map.heads[f"{key}-head"].startswith("Samen over")]
        others = [key for key in piles if key != worded]
        given = [(worded, 2, 200), (others[at % len(others)], 1, 200)]
        for key, count, status in [*given, (others[0], 3, 422)] if at % 10 == 1 else given:
            answer = await phone.tell("dots", key.removeprefix("pile-"), form={"count": str(count)})
            assert answer.status == status, answer.text


async def answer_all(phone: Phone, at: int) -> None:
    """Say of each worded sentence what one thinks; every tenth one has a remark."""
    worded = {key: head for key, head in phone.map.of_now().heads.items() if head.startswith("Samen over")}
    for key in worded:
        pile = key.removeprefix("pile-").removesuffix("-head")
        verdict = Answer.Verdict.REMARK if at % 10 == 0 else Answer.Verdict.AGREE
        form = {
            "verdict": verdict,
            "remark": f"Opmerking van {at}" if at % 10 == 0 else "",
            "worded": phone.map.worded[key],
        }
        answer = await phone.tell("answer", pile, form=form)
        assert answer.status == 200, answer.text


async def assert_all_show_the_same(gathering: Gathering) -> None:
    """As each other, and as the page shows that is loaded now."""
    fresh = [Map.of((await phone.get(phone.path("map"))).text) for phone in gathering.phones[:: PEOPLE // 6]]
    for page in fresh:
        page.state = fresh[0].state
        assert page == fresh[0]
    for phone in gathering.phones:
        assert phone.map.of_now() == fresh[0]
        assert phone.repeated == []


async def look_back_and_close(gathering: Gathering) -> None:
    await gathering.desk.press("switch", self_check="on")
    marks = [{mark.value: str(1 + at % 4) for mark in SelfCheck.Mark} for at in range(PEOPLE)]
    looking_back = (phone.tell("self_check", form=form) for phone, form in zip(gathering.phones, marks, strict=True))
    assert {answer.status for answer in await asyncio.gather(*looking_back)} == {200}
    await gathering.desk.press("close")
    await gathering.all_see(ends="")
    results = await asyncio.gather(*(phone.get(phone.path("result")) for phone in gathering.phones))
    for result in results:
        assert [column for column in Column if f"Samen over {column.label}." not in result.text] == []


def assert_all_is_there_as_promised(board: Board) -> None:
    board.refresh_from_db()
    assert board.closed_at
    assert board.participants.count() == PEOPLE
    written = Counter(board.cards.values_list("column", flat=True))
    stages = board.workshop.stages
    assert written == {int(column): len(writers_of(column, columns)) for columns in stages for column in columns}
    anonymous = [int(column) for column, naming in NAMING.items() if naming is Naming.ANONYMOUS]
    assert board.cards.filter(author=None).count() == sum(written[column] for column in anonymous)
    assert not board.cards.exclude(author=None).filter(column__in=anonymous).exists()
    numbers = [*board.cards.values_list("number", flat=True), *board.clusters.values_list("number", flat=True)]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) <= board.last_number
    worded = Cluster.objects.filter(board=board, statement__startswith="Samen over")
    assert worded.count() == len(Column)
    assert Answer.objects.filter(cluster__in=worded).count() == len(Column) * PEOPLE
    assert Dots.objects.filter(cluster__board=board).aggregate(all=Sum("count"))["all"] == 3 * len(Column) * PEOPLE
    assert Dots.objects.filter(cluster__in=worded).aggregate(all=Sum("count"))["all"] == 2 * len(Column) * PEOPLE
    assert SelfCheck.objects.filter(board=board).count() == len(SelfCheck.Mark) * PEOPLE
