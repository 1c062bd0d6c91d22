"""The pages of a map without JavaScript: everything can be done by plain forms, and mistakes keep what was typed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from threading import Barrier, BrokenBarrierError
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from uuid_utils.compat import uuid7

from samenhang.accounts.models import Person
from samenhang.live.frames import Frame
from samenhang.workshops import clustering, door, phone_map, steering
from samenhang.workshops.cards import withdraw
from samenhang.workshops.columns import Column, Phase, Tempo
from samenhang.workshops.frames import desk_frames, phone_frames, screen_frames
from samenhang.workshops.models import Board, Card, Participant, PartnerGroup
from samenhang.workshops.piles import lanes_of
from samenhang.workshops.tests.conftest import write

type ClientOf = Callable[[Person | None], Client]
type PhoneOf = Callable[..., Client]
# More than any page of the product may ask.
MOST_QUERIES = 12


def at(board: Board, name: str, *more: object) -> str:
    return reverse(f"maps:{name}", args=[board.pk, *more])


def desk_at(board: Board, name: str = "desk", *more: object) -> str:
    return reverse(f"workshops:{name}", args=[board.initiative_id, board.pk, *more])


def typed(text: str, column: int = Column.VALUES, **more: str) -> dict[str, str]:
    return {"key": str(uuid7()), "column": str(column), "text": text, **more}


# The phone


def test_a_participant_writes_changes_withdraws_and_puts_back_with_plain_forms(board: Board, phone_of: PhoneOf) -> None:
    phone = phone_of(board)
    assert phone.post(at(board, "add_card"), typed("Wij eten samen")).status_code == 302
    card = Card.objects.get()
    phone.post(at(board, "change_card", card.pk), {"text": "Wij eten buiten", "seen": card.number})
    card.refresh_from_db()
    assert card.text == "Wij eten buiten"
    phone.post(at(board, "withdraw_card", card.pk))
    page = phone.get(at(board, "map")).content.decode()
    assert "Ingetrokken" in page
    phone.post(at(board, "put_back_card", card.pk))
    assert board.cards.present().get().text == "Wij eten buiten"


def test_a_mistake_keeps_what_was_typed(board: Board, phone_of: PhoneOf) -> None:
    answer = phone_of(board).post(at(board, "add_card"), typed("", on_behalf_of="de buurman"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Schrijf eerst uw bijdrage." in page
    assert 'value="de buurman"' in page


def test_something_too_long_is_refused_with_how_long_it_may_be(board: Board, phone_of: PhoneOf) -> None:
    answer = phone_of(board).post(at(board, "add_card"), typed("x" * 501), headers={"X-Outbox": "1"})
    assert (answer.status_code, answer.content.decode()) == (422, "Maak uw bijdrage korter: hoogstens 500 tekens.")


def test_two_devices_of_one_person_see_both_texts(board: Board, phone_of: PhoneOf) -> None:
    phone = phone_of(board)
    phone.post(at(board, "add_card"), typed("Eerst"))
    card = Card.objects.get()
    phone.post(at(board, "change_card", card.pk), {"text": "Op de tablet", "seen": card.number})
    answer = phone.post(at(board, "change_card", card.pk), {"text": "Op de telefoon", "seen": card.number})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Op de tablet" in page
    assert "Op de telefoon" in page


def test_dots_and_answers_work_as_plain_forms(board: Board, phone_of: PhoneOf, leader: Person) -> None:
    phone = phone_of(board)
    phone.post(at(board, "add_card"), typed("Wij eten samen"))
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    pile = board.clusters.present().get()
    for _press in range(2):
        phone.post(at(board, "dots", pile.pk), {"step": "1"})
    phone.post(at(board, "dots", pile.pk), {"step": "-1"})
    assert pile.dots.get().count == 1
    steering.go_to(board, leader, 0, Phase.AGREE)
    phone.post(at(board, "answer", pile.pk), {"verdict": "remark", "remark": "", "worded": "0"})
    assert not pile.answers.exists(), "a remark without words says nothing"
    phone.post(at(board, "answer", pile.pk), {"verdict": "remark", "remark": "Niet te laat", "worded": "0"})
    assert pile.answers.get().remark == "Niet te laat"
    page = phone.get(at(board, "map")).content.decode()
    assert ">Niet te laat</textarea>" in page


def test_of_several_questions_a_participant_chooses_one(board: Board, phone_of: PhoneOf, leader: Person) -> None:
    board.workshop.tempo = Tempo.TOGETHER
    board.workshop.save()
    steering.go_to(board, leader, 1, Phase.WRITE)
    page = phone_of(board).get(at(board, "map"), {"column": "4"}).content.decode()
    assert 'name="column" value="4"' in page
    assert page.count('data-asked="') == 4


def test_who_comes_back_reads_in_a_line_what_happened(
    board: Board, phone_of: PhoneOf, participant: Participant, leader: Person
) -> None:
    phone = phone_of(board)
    write(participant, "Nieuw")
    board.refresh_from_db()
    before = board.last_number
    steering.go_to(board, leader, 0, Phase.REVEAL)
    said = phone.get(at(board, "away"), {"after": before}).content.decode()
    assert said == "We zijn nu bij: tonen. 1 bijdrage is nieuw of verlegd."
    board.refresh_from_db()
    assert phone.get(at(board, "away"), {"after": board.last_number}).content == b""


def test_an_appointed_helper_lays_together_and_another_does_not(
    board: Board, phone_of: PhoneOf, participant: Participant, leader: Person
) -> None:
    for text in ("Eén", "Twee"):
        write(participant, text)
    steering.go_to(board, leader, 0, Phase.GROUP)
    phone = phone_of(board)
    keys = [str(card.pk) for card in board.cards.all()]
    assert phone.post(at(board, "helping"), {"cards": keys}).status_code == 403
    Participant.objects.update(is_helper=True)
    phone.post(at(board, "helping"), {"cards": keys})
    assert board.clusters.present().get().cards.count() == 2


@pytest.mark.parametrize("name", ["map", "list", "helping"])
def test_a_page_of_a_phone_asks_no_more_when_there_is_more(
    board: Board, phone_of: PhoneOf, participant: Participant, leader: Person, name: str
) -> None:
    phone = phone_of(board)
    Participant.objects.update(is_helper=True)
    asked = []
    for _round in range(2):
        for number in range(6):
            write(participant, f"Bijdrage {number}")
        steering.go_to(board, leader, 0, Phase.CHOOSE)
        with CaptureQueriesContext(connection) as queries:
            phone.get(at(board, name))
        asked.append(len(queries))
        steering.go_to(board, leader, 0, Phase.WRITE)
    assert asked[0] == asked[1]
    phone.get(at(board, name))
    with CaptureQueriesContext(connection) as queries:
        phone.get(at(board, name))
    assert len(queries) <= MOST_QUERIES, "once the map is drawn for somebody"


# The desk


def test_only_who_leads_steers_and_another_leader_may_take_over(
    board: Board, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    helper = client_of(co_leader)
    assert helper.post(desk_at(board, "switch"), {"dim": "on"}).status_code == 403
    helper.post(desk_at(board, "hand_over"), {"facilitator": co_leader.pk, "second": leader.pk})
    assert helper.post(desk_at(board, "switch"), {"dim": "on"}).status_code == 302
    board.refresh_from_db()
    assert (board.facilitator, board.second, board.is_dimmed) == (co_leader, leader, True)


def test_pressing_next_twice_is_one_step(board: Board, leader: Person, client_of: ClientOf) -> None:
    desk, there = client_of(leader), {"stage": "0", "phase": "reveal", "seen": "0-write"}
    assert desk.post(desk_at(board, "go"), there).status_code == 302
    again = desk.post(desk_at(board, "go"), there, headers={"X-Outbox": "1"})
    assert again.status_code == 409
    assert "al verder" in again.content.decode()


@pytest.mark.parametrize("reads_along", [True, False])
def test_the_preview_shows_texts_only_when_that_was_promised(
    board: Board, participant: Participant, leader: Person, client_of: ClientOf, reads_along: bool
) -> None:
    board.workshop.reads_along = reads_along
    board.workshop.save()
    write(participant, "Nog niet voor anderen")
    page = client_of(leader).get(desk_at(board, "preview")).content.decode()
    assert ("Nog niet voor anderen" in page) is reads_along
    assert "1 bijdrage wordt in één keer zichtbaar" in page


def test_who_is_silent_is_said_per_group_and_without_names_in_an_anonymous_step(
    board: Board, participant: Participant, other: Participant, leader: Person, client_of: ClientOf
) -> None:
    write(other, "Ik zei iets")
    desk = client_of(leader)
    page = desk.get(desk_at(board)).content.decode()
    assert "1 van 1 nog stil" in page
    assert "Buurvrouw" in page
    board.workshop.naming = {"1": "anonymous"}
    board.workshop.save()
    page = desk.get(desk_at(board)).content.decode()
    assert "1 van 1 nog stil" in page
    assert "Buurvrouw" not in page


def test_a_second_facilitator_who_words_at_the_same_time_sees_both(
    board: Board, participant: Participant, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    write(participant, "Bellen")
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    steering.hand_over(board, leader, facilitator=leader, second=co_leader)
    pile = board.clusters.present().get()
    client_of(leader).post(desk_at(board, "word", pile.pk), {"statement": "We bellen.", "seen": ""})
    answer = client_of(co_leader).post(desk_at(board, "word", pile.pk), {"statement": "Eerst bellen.", "seen": ""})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "We bellen." in page
    assert "Eerst bellen." in page


def test_the_leader_speaks_as_a_participant_apart_from_leading(
    board: Board, leader: Person, client_of: ClientOf
) -> None:
    desk = client_of(leader)
    assert desk.post(desk_at(board, "speak"))["Location"] == at(board, "map")
    desk.post(at(board, "add_card"), typed("Ik ook"))
    assert Card.objects.get().author.person == leader  # type: ignore[union-attr]


def test_a_contribution_is_moved_onto_a_pile_or_hidden_with_a_reason(
    board: Board, participant: Participant, leader: Person, client_of: ClientOf
) -> None:
    first, second, third = (write(participant, text) for text in ("Eén", "Twee", "Drie"))
    steering.go_to(board, leader, 0, Phase.GROUP)
    pile = clustering.lay_together(board, leader, [first, second])
    desk = client_of(leader)
    desk.post(desk_at(board, "card", third.pk), {"do": "move", "to": f"pile-{pile.pk}"})
    assert pile.cards.count() == 3
    assert desk.post(desk_at(board, "card", third.pk), {"do": "hide", "why": ""}).status_code == 422
    desk.post(desk_at(board, "card", third.pk), {"do": "hide", "why": "Over een persoon"})
    third.refresh_from_db()
    assert (third.hidden_why, third.hidden_by) == ("Over een persoon", leader)


def test_the_desk_asks_no_more_when_there_is_more(
    board: Board, participant: Participant, leader: Person, client_of: ClientOf
) -> None:
    desk, asked = client_of(leader), []
    for _round in range(2):
        for number in range(6):
            write(participant, f"Bijdrage {number}")
        steering.go_to(board, leader, 0, Phase.CHOOSE)
        with CaptureQueriesContext(connection) as queries:
            desk.get(desk_at(board))
        asked.append(len(queries))
        steering.go_to(board, leader, 0, Phase.WRITE)
    assert asked[0] == asked[1]


@pytest.mark.django_db(transaction=True)
def test_who_comes_at_the_same_moment_waits_for_the_drawing_of_the_first(
    board: Board, participant: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.refresh_from_db()
    drawings, both = list[Board](), Barrier(2)

    def draw_and_wait_for_another(given: Board, **how: Any) -> Any:
        drawings.append(given)
        with suppress(BrokenBarrierError):
            both.wait(timeout=1)
        return lanes_of(given, **how)

    def load() -> None:
        phone_map.phone_map(board, participant)
        connection.close()

    monkeypatch.setattr(phone_map, "lanes_of", draw_and_wait_for_another)
    with ThreadPoolExecutor(4) as phones:
        for loaded in [phones.submit(load) for _phone in range(4)]:
            loaded.result()

    assert len(drawings) == 1


def test_the_map_is_not_drawn_again_for_who_comes_and_goes(
    board: Board, participant: Participant, leader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings = []

    def draw(given: Board, **how: Any) -> Any:
        drawings.append(given)
        return lanes_of(given, **how)

    def load() -> int:
        phone_map.phone_map(Board.objects.select_related("workshop").get(pk=board.pk), participant)
        return len(drawings)

    monkeypatch.setattr(phone_map, "lanes_of", draw)
    steering.open_door(board, leader, is_open=True)
    group = board.workshop.groups.first()
    before = load()
    late = door.join(board, name="Laat", group=group, is_table=False)
    assert load() == before
    door.leave(late)
    assert load() == before
    write(participant, "Nieuw")
    assert load() == before + 1
    door.forget_names(board)
    assert load() == before + 2


# The streams


def test_before_showing_nobody_hears_more_than_a_number(board: Board, participant: Participant, leader: Person) -> None:
    write(participant, "Geheim tot het tonen")
    for frames in (phone_frames, desk_frames, screen_frames):
        assert "Geheim" not in "".join(frame.html for frame in frames(board.pk, 0))
    assert "1 bijdrage geschreven" in screen_frames(board.pk, 0)[-1].html


def test_each_number_has_one_frame_and_they_come_in_order(
    board: Board, participant: Participant, other: Participant, leader: Person
) -> None:
    for who in (participant, other):
        write(who, "Iets")
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    clustering.lay_together(board, leader, list(board.cards.all()))
    for frames in (phone_frames, desk_frames, screen_frames):
        numbers = [frame.number for frame in frames(board.pk, 0)]
        assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("frames", [phone_frames, desk_frames])
@pytest.mark.parametrize("query", range(1, 6))
def test_what_changes_between_two_queries_is_heard_all_the_same(
    query: int, frames: Callable[[UUID, int], list[Frame]], board: Board, participant: Participant, leader: Person
) -> None:
    for text in ("Eerst", "Daarna"):
        write(participant, text)
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    queries = count(1)

    def lay_together_first(execute: Callable[..., object], sql: str, *more: object) -> object:
        if next(queries) == query:
            clustering.lay_together(board, leader, list(board.cards.all()))
        return execute(sql, *more)

    with connection.execute_wrapper(lay_together_first):
        heard = frames(board.pk, 0)
    heard += frames(board.pk, heard[-1].number)

    pile = board.clusters.present().get()
    html = "".join(frame.html for frame in heard)
    assert html.count(f'data-into="pile-{pile.pk}-cards"') == 2
    assert html.index(f'id="pile-{pile.pk}"') < html.index(f'data-into="pile-{pile.pk}-cards"')


def test_a_listener_who_has_everything_hears_nothing(board: Board, participant: Participant) -> None:
    board.refresh_from_db()
    for frames in (phone_frames, desk_frames, screen_frames):
        assert frames(board.pk, board.last_number) == []


def test_what_is_hidden_leaves_the_phones_and_what_was_never_seen_does_not_tell_that_it_went(
    board: Board, participant: Participant, leader: Person
) -> None:
    unseen = write(participant, "Nooit gezien")
    withdraw(participant, unseen)
    shown = write(participant, "Gezien")
    steering.go_to(board, leader, 0, Phase.REVEAL)
    board.refresh_from_db()
    steering.hide(board, leader, shown, "Reden")
    html = "".join(frame.html for frame in phone_frames(board.pk, 0))
    assert f'id="card-{shown.pk}" data-gone' in html
    assert str(unseen.pk) not in html
    assert "Reden" not in html


def test_the_mark_of_a_group_goes_with_its_words(
    board: Board, participant: Participant, residents: PartnerGroup, leader: Person
) -> None:
    write(participant, "Met teken")
    steering.go_to(board, leader, 0, Phase.REVEAL)
    html = "".join(frame.html for frame in phone_frames(board.pk, 0))
    assert f"#mark-{residents.mark}" in html
    assert "Bewoners" in html


def test_the_desk_promises_to_tell_why_only_where_an_author_is_known(
    board: Board, participant: Participant, client_of: Callable[[Person | None], Client], leader: Person
) -> None:
    write(participant, "Met naam")
    steering.go_to(board, leader, 0, Phase.REVEAL)
    card = board.cards.get()
    address = reverse("workshops:card", args=[board.initiative_id, board.pk, card.pk])
    desk = client_of(leader)
    assert "Wie de bijdrage schreef, leest de reden" in desk.get(address).content.decode()
    board.cards.update(author=None)
    page = desk.get(address).content.decode()
    assert "Wie de bijdrage schreef, leest de reden" not in page
    assert "Alleen wie begeleidt, leest de reden." in page
