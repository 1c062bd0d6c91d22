"""Nothing tells more of who wrote something than was promised: no page, stream, paper, file or row.

A map holds a step of each promise, and a marked word in everything that could tell: names, on whose behalf, hours,
keys, what was hidden, taken back or not shown yet. Whatever comes out for somebody is searched for what that reader
may not know.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, door, revealing, steering, voting
from samenhang.workshops.acts import undo
from samenhang.workshops.cards import Contribution, contribute, withdraw
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.entrance import keep
from samenhang.workshops.frames import desk_frames, phone_frames, screen_frames
from samenhang.workshops.models import Board, Card, Cluster, Participant, PartnerGroup, SpentKey, Workshop
from samenhang.workshops.papers import BEFORE, PAPERS
from samenhang.workshops.tests.conftest import said
from samenhang.workshops.tests.finished import answer_all, close, go, leads, pile
from samenhang.workshops.tests.unpacking import squeeze, text_of

type ClientOf = Callable[[Person | None], Client]

# An hour at which no test runs by chance twice: 03:17:42 in Amsterdam.
HOUR = datetime(2026, 4, 14, 1, 17, 42, 987654, tzinfo=UTC)
TRACES_OF_HOUR = ("03:17", "01:17", "17:42", "987654", str(int(HOUR.timestamp())))
PROMISED = {Column.VALUES: Naming.NAMED, Column.RELATIONS: Naming.FACILITATOR, Column.ACTING: Naming.ANONYMOUS}


def canary(of: str) -> str:
    return f"kanarie{of}{secrets.token_hex(4)}"


@dataclass
class Cast:
    """A map, and what may not be told about it to whom."""

    board: Board
    people: dict[str, Participant]
    # Told to nobody at all; to nobody but who leads; to nobody but who leads once it was hidden.
    never: list[str] = field(default_factory=list)
    leader_only: list[str] = field(default_factory=list)
    waiting: str = ""

    def forbidden(self, *, leader: bool) -> list[str]:
        not_yet = [] if self.board.closed_at else [self.waiting]
        return [squeeze(word) for word in self.never + not_yet + ([] if leader else self.leader_only)]


@pytest.fixture
def cast(workshop: Workshop, board: Board, residents: PartnerGroup, professionals: PartnerGroup) -> Cast:
    """Up to the fourth column, which is being written in."""
    workshop.naming = {str(column): naming for column, naming in PROMISED.items()}
    workshop.save()
    board.refresh_from_db()
    groups = {
        "named": residents,
        "facilitator": residents,
        "anonymous": residents,
        "second": residents,
        "lone": professionals,
    }
    people = {who: door.join(board, name=canary(who), group=group, is_table=False) for who, group in groups.items()}
    made = Cast(board, people)
    fill_named(made)
    fill_for_facilitator(made)
    fill_anonymous(made)
    fill_waiting(made)
    return made


def say(cast: Cast, who: str, column: Column, text: str) -> Card:
    """A contribution on behalf of a canary."""
    cast.board.refresh_from_db()
    contribution = said(text, column, on_behalf_of=canary(f"namens{who}"))
    card = contribute(Participant.objects.get(pk=cast.people[who].pk), contribution)
    assert card
    return card


def agree_on(cast: Cast, column: Column, *texts: str) -> Cluster:
    """Lay these together, word them, and let everybody give dots, answers and remarks that are shown."""
    board = cast.board
    laid = pile(board, *texts, statement=f"Zin van kolom {column}.")
    go(board, column, Phase.CHOOSE)
    for participant in cast.people.values():
        participant.board.refresh_from_db()
        voting.give_dots(participant, laid, 1)
    steering.show_dots(board, leads(board), shown=True)
    go(board, column, Phase.AGREE)
    # A remark in a step with names has one: there only those make one who also write there.
    remark = ["named"] if column in {Column.VALUES, Column.CONDITIONS} else list(cast.people)
    given = {who: ("remark", f"Opmerking van {column}.") if who in remark else ("agree", "") for who in cast.people}
    answer_all(laid, [(cast.people[who], *said_of_it) for who, said_of_it in given.items()])
    steering.show_answers(board, leads(board), shown=True)
    board.refresh_from_db()
    return laid


def fill_named(cast: Cast) -> None:
    say(cast, "named", Column.VALUES, "Met naam een")
    say(cast, "named", Column.VALUES, "Met naam twee")
    hidden = say(cast, "named", Column.VALUES, canary("verborgen"))
    taken_back = say(cast, "named", Column.VALUES, canary("ingetrokken"))
    withdraw(cast.people["named"], taken_back)
    go(cast.board, Column.VALUES, Phase.GROUP)
    why = canary("waarom")
    steering.hide(cast.board, leads(cast.board), hidden, why)
    cast.leader_only += [hidden.text, hidden.on_behalf_of, why]
    cast.never += [taken_back.text, taken_back.on_behalf_of]
    agree_on(cast, Column.VALUES, "Met naam een", "Met naam twee")


def fill_for_facilitator(cast: Cast) -> None:
    go(cast.board, Column.RELATIONS, Phase.WRITE)
    cards = [say(cast, "facilitator", Column.RELATIONS, f"Voor de begeleider {number}") for number in range(3)]
    go(cast.board, Column.RELATIONS, Phase.GROUP)
    cast.leader_only += [cast.people["facilitator"].name, *(card.on_behalf_of for card in cards)]
    agree_on(cast, Column.RELATIONS, "Voor de begeleider 0", "Voor de begeleider 1")
    # In a column with names it is still without.
    clustering.move(cast.board, leads(cast.board), cards[2], Column.VALUES)


def fill_anonymous(cast: Cast) -> None:
    go(cast.board, Column.ACTING, Phase.WRITE)
    cards = [say(cast, who, Column.ACTING, f"Van niemand {who}") for who in ("anonymous", "second", "lone")]
    taken_back = say(cast, "second", Column.ACTING, canary("ingetrokken"))
    withdraw(cast.people["second"], taken_back)
    cast.never += [taken_back.text, taken_back.on_behalf_of]
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(created_at=HOUR)
    go(cast.board, Column.ACTING, Phase.GROUP)
    late = said("Van niemand te laat", Column.ACTING, on_behalf_of=canary("namenslaat"))
    cast.board.refresh_from_db()
    contribute(Participant.objects.get(pk=cast.people["anonymous"].pk), late)
    names = [cast.people[who].name for who in ("anonymous", "second", "lone")]
    cast.never += [*names, *(card.on_behalf_of for card in cards), late.on_behalf_of, *TRACES_OF_HOUR]
    for key in (*(card.pk for card in cards), late.key):
        cast.never += [str(key), key.hex]
    agree_on(cast, Column.ACTING, "Van niemand anonymous", "Van niemand second")


def fill_waiting(cast: Cast) -> None:
    go(cast.board, Column.CONDITIONS, Phase.WRITE)
    cast.waiting = say(cast, "named", Column.CONDITIONS, canary("wacht")).text
    cast.board = Board.objects.select_related("workshop", "group").get(pk=cast.board.pk)


def phone_of(participant: Participant, client: Client) -> Client:
    answer = HttpResponse()
    keep(answer, {participant.board_id.hex: participant.pk.hex})
    client.cookies.load(answer.cookies.output(header=""))
    return client


def everything(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return text_of(answer.getvalue()) + squeeze(headers)


type Found = Iterator[tuple[str, str]]


def for_everybody(cast: Cast, phone: Client, leader: Client) -> Found:
    """(what it is, all that is in it) of all that others than who leads get to see; papers are handed out."""
    board = cast.board
    for name in ("map", "list", *(["result"] if board.closed_at else [])):
        yield name, everything(phone.get(reverse(f"maps:{name}", args=[board.pk])))
    yield "away", everything(phone.get(reverse("maps:away", args=[board.pk])))
    yield "screen", everything(Client().get(reverse("screen:screen", args=[board.screen_key])))
    for fetch in (phone_frames, screen_frames):
        yield fetch.__name__, squeeze("".join(frame.encode().decode() for frame in fetch(board.pk, 0)))
    yield "leader's result", everything(leader.get(of_leader(board, "result")))
    if board.closed_at:
        yield "result.pdf", everything(phone.get(reverse("maps:result_pdf", args=[board.pk])))
    yield from papers_of(board, leader)


def papers_of(board: Board, leader: Client) -> Found:
    """Every paper there is, in each kind of file."""
    for paper in PAPERS.values():
        for kind in paper.kinds:
            url = reverse("workshops:paper", args=[board.initiative_id, board.pk, paper.key, kind])
            yield f"{paper.key}.{kind}", everything(leader.get(url))


def for_who_leads(cast: Cast, leader: Client) -> Found:
    """The same of what only who leads gets; without the list of who is there, which tells of nobody what they wrote."""
    board = cast.board
    for name in ("everything_xlsx", "everything_json"):
        yield name, everything(leader.get(of_leader(board, name)))
    for name in ("desk", "sides"):
        yield name, of_contributions(leader.get(of_leader(board, name)).content.decode())
    yield "desk_frames", of_contributions("".join(frame.html for frame in desk_frames(board.pk, 0)))


def of_contributions(page: str) -> str:
    return squeeze("".join(re.findall(r'<li class="contribution.*?</li>', page, re.DOTALL)))


def of_leader(board: Board, name: str) -> str:
    return reverse(f"workshops:{name}", args=[board.initiative_id, board.pk])


def leaks(found: Found, words: Iterable[str]) -> dict[str, list[str]]:
    forbidden = list(words)
    told = {name: [word for word in forbidden if word in text] for name, text in found}
    return {name: words for name, words in told.items() if words}


@pytest.fixture
def phone(cast: Cast, residents: PartnerGroup, client_of: ClientOf) -> Client:
    """Of somebody who wrote nothing: in one's own list one reads more."""
    reader = door.join(cast.board, name="", group=residents, is_table=False)
    return phone_of(reader, client_of(None))


@pytest.fixture
def desk(leader: Person, client_of: ClientOf) -> Client:
    return client_of(leader)


@pytest.fixture(params=["under way", "closed"])
def moment(request: pytest.FixtureRequest, cast: Cast) -> str:
    if request.param == "closed":
        close(cast.board)
    return str(request.param)


MOMENTS = pytest.mark.parametrize("is_closed", [False, True], ids=["under way", "closed"])


@MOMENTS
def test_nobody_reads_more_than_was_promised(is_closed: bool, cast: Cast, phone: Client, desk: Client) -> None:
    if is_closed:
        close(cast.board)
    found = dict(for_everybody(cast, phone, desk))
    # So that finding nothing means something: what may be told is told.
    assert squeeze(cast.people["named"].name) in found["list"]
    # Cards hold contributions only, and the map on a phone what is worked on now.
    others = {"map", "away", "cards.pdf", *(f"{paper.key}.{kind}" for paper in BEFORE for kind in paper.kinds)}
    # The screen only thanks everybody in the end.
    others |= {"screen", "screen_frames"} if is_closed else set()
    about_the_map = found.keys() - others
    assert [name for name in about_the_map if "zinvankolom1." not in found[name]] == []
    assert leaks(iter(found.items()), cast.forbidden(leader=False)) == {}


@MOMENTS
def test_who_leads_reads_no_name_of_what_was_anonymous_and_nothing_that_waits(
    is_closed: bool, cast: Cast, desk: Client
) -> None:
    if is_closed:
        close(cast.board)
    found = dict(for_who_leads(cast, desk))
    for name in ("everything_xlsx", "everything_json", "desk", "desk_frames"):
        assert squeeze(cast.people["facilitator"].name) in found[name], name
    assert leaks(iter(found.items()), cast.forbidden(leader=True)) == {}


def test_a_group_too_small_to_hide_in_is_nowhere_beside_anonymous_words(cast: Cast, desk: Client) -> None:
    told = desk.get(of_leader(cast.board, "everything_json")).json()
    acting = told["columns"][Column.ACTING - 1]
    groups = {
        one["text"]: one["group"]
        for part in (acting["statements"], acting["piles"])
        for pile in part
        for one in pile["contributions"]
    }
    assert groups["Van niemand anonymous"] == "Bewoners"
    assert groups["Van niemand lone"] is None


# Faults on purpose: the search has to see each of them.


@pytest.mark.parametrize(
    "where",
    [
        "list",
        "result",
        "phone_frames",
        "screen_frames",
        "leader's result",
        "result.pdf",
        "map.pdf",
        "slides.pptx",
        "sides.pdf",
    ],
)
def test_a_promise_that_is_broken_is_seen(where: str, cast: Cast, phone: Client, desk: Client) -> None:
    if where != "screen_frames":
        close(cast.board)
    name = canary("fout")
    Cluster.objects.filter(column=Column.RELATIONS).update(statement=name)
    cast.never.append(name)
    assert where in leaks(for_everybody(cast, phone, desk), cast.forbidden(leader=False))


def test_a_name_shown_to_everybody_is_seen(cast: Cast, phone: Client, desk: Client) -> None:
    Card.objects.filter(naming=Naming.FACILITATOR).update(naming=Naming.NAMED)
    seen = leaks(for_everybody(cast, phone, desk), cast.forbidden(leader=False))
    assert {"list", "phone_frames", "leader's result", "map.pdf", "cards.pdf"} <= seen.keys()


def test_an_author_left_at_anonymous_words_is_seen(cast: Cast, desk: Client) -> None:
    late = Card.objects.filter(text="Van niemand te laat")
    late.update(author=cast.people["anonymous"], naming=Naming.FACILITATOR)
    seen = leaks(for_who_leads(cast, desk), cast.forbidden(leader=True))
    assert seen.keys() == {"everything_xlsx", "everything_json", "desk", "desk_frames"}


# In the database


def rows_with(*words: str) -> list[str]:
    """Every row of the product in which one of these stands, in whatever way it is written."""
    found = []
    for model in apps.get_models():
        for values in model._default_manager.values():
            told = squeeze(" ".join(f"{plain(value)}" for value in values.values()))
            if any(squeeze(word) in told for word in words):
                found.append(model.__name__)
    return sorted(set(found))


def plain(value: object) -> str:
    return f"{value} {value.hex}" if isinstance(value, UUID) else str(value)


@pytest.fixture
def anonymous_column(
    workshop: Workshop, board: Board, residents: PartnerGroup
) -> list[tuple[Participant, Contribution]]:
    """Three people wrote in an anonymous column that is not shown yet."""
    workshop.naming = {str(Column.VALUES): Naming.ANONYMOUS}
    workshop.save()
    board.refresh_from_db()
    wrote = []
    for number in range(3):
        participant = door.join(board, name=canary("naam"), group=residents, is_table=False)
        wrote.append((participant, said(f"Tekst {number}", on_behalf_of=canary("namens"))))
        contribute(*wrote[-1])
    Card.objects.update(created_at=HOUR)
    return wrote


def test_after_the_reveal_no_row_connects_anonymous_words_with_who_wrote_them(
    board: Board, anonymous_column: list[tuple[Participant, Contribution]]
) -> None:
    participant, contribution = anonymous_column[0]
    keys = [str(contribution.key), contribution.key.hex]
    # Before it there are rows that do: else the search would not see them after it either.
    assert rows_with(str(participant.pk)) == ["Card", "Participant"]
    assert rows_with(*keys) == ["Card"]
    assert rows_with(contribution.on_behalf_of) == ["Card"]
    assert rows_with("01:17:42") == ["Card"]
    go(board, Column.VALUES, Phase.REVEAL)
    assert rows_with(str(participant.pk), participant.pk.hex) == ["Participant"]
    assert rows_with(*keys, contribution.on_behalf_of, *TRACES_OF_HOUR) == []
    assert SpentKey.objects.count() == 3
    cards = Card.objects.filter(board=board)
    assert {card.text for card in cards} == {"Tekst 0", "Tekst 1", "Tekst 2"}
    assert len({card.created_at for card in cards}) == 1
    assert len({card.revealed_at for card in cards}) == 1


def test_what_was_taken_back_without_a_name_goes_with_its_author_at_the_reveal(
    board: Board, anonymous_column: list[tuple[Participant, Contribution]]
) -> None:
    participant, contribution = anonymous_column[0]
    withdraw(participant, Card.objects.get(pk=contribution.key))
    assert rows_with(str(participant.pk)) == ["Card", "Participant"]
    go(board, Column.VALUES, Phase.REVEAL)
    assert rows_with(str(participant.pk), participant.pk.hex) == ["Participant"]
    assert rows_with(contribution.text, str(contribution.key), contribution.key.hex, contribution.on_behalf_of) == []
    # A phone that never heard that it arrived sends it once more.
    participant.board.refresh_from_db()
    assert contribute(participant, contribution) is None
    assert {card.text for card in Card.objects.all()} == {"Tekst 1", "Tekst 2"}


def test_what_was_taken_back_stays_its_authors_until_the_reveal(
    board: Board, anonymous_column: list[tuple[Participant, Contribution]], client_of: ClientOf
) -> None:
    participant, contribution = anonymous_column[0]
    phone = phone_of(participant, client_of(None))
    at = [board.pk, contribution.key]
    said = phone.post(reverse("maps:withdraw_card", args=at), follow=True).content.decode()
    assert "Tot de bijdragen getoond worden, kunt u haar terugzetten." in said
    phone.post(reverse("maps:put_back_card", args=at))
    phone.post(reverse("maps:withdraw_card", args=at))
    go(board, Column.VALUES, Phase.REVEAL)
    assert "Ingetrokken" not in phone.get(reverse("maps:map", args=[board.pk])).content.decode()
    refused = phone.post(reverse("maps:put_back_card", args=at))
    assert refused.status_code == 404
    assert "Deze bijdrage is niet meer van u." in refused.content.decode()


def test_neither_keys_nor_numbers_keep_the_order_of_writing(
    board: Board, anonymous_column: list[tuple[Participant, Contribution]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Backwards:
        def shuffle(self, cards: list[Card]) -> None:
            cards.reverse()

    monkeypatch.setattr(revealing, "SystemRandom", Backwards)
    go(board, Column.VALUES, Phase.REVEAL)
    for order in ("id", "number"):
        assert [card.text for card in Card.objects.order_by(order)] == ["Tekst 2", "Tekst 1", "Tekst 0"]


def test_what_comes_in_late_is_nobodys_from_the_first_moment(
    board: Board, anonymous_column: list[tuple[Participant, Contribution]]
) -> None:
    go(board, Column.VALUES, Phase.REVEAL)
    participant = Participant.objects.get(pk=anonymous_column[0][0].pk)
    late = said("Te laat", on_behalf_of=canary("namens"))
    assert contribute(participant, late) is not None
    assert rows_with(str(participant.pk), participant.pk.hex) == ["Participant"]
    assert rows_with(str(late.key), late.key.hex, late.on_behalf_of) == []


def test_taking_the_reveal_back_does_not_bring_the_author_back(
    board: Board, anonymous_column: list[tuple[Participant, Contribution]], leader: Person
) -> None:
    go(board, Column.VALUES, Phase.REVEAL)
    undo(board, leader)
    assert not Card.objects.exclude(author=None, revealed_at=None).exists()
