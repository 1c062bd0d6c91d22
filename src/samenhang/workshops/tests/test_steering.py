"""Where the map goes: forward and back, with everything that was given kept, and each step to be taken back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.workshops import acts, clustering, steering, voting
from samenhang.workshops.acts import Closed, NothingToUndo
from samenhang.workshops.cards import withdraw
from samenhang.workshops.columns import Column, Phase, Tempo
from samenhang.workshops.models import Board, Card, Participant
from samenhang.workshops.tests.conftest import write


def places(board: Board) -> list[tuple[int, Phase]]:
    """All places the map comes through, from the beginning."""
    found = [(board.stage, Phase(board.phase))]
    while after := steering.place_after(board):
        board.stage, board.phase = after
        found.append(after)
    return found


@pytest.mark.parametrize(("tempo", "stages"), [(Tempo.EACH, 5), (Tempo.TOGETHER, 2)])
def test_every_column_goes_through_five_phases_and_all_can_be_walked_back(
    board: Board, tempo: Tempo, stages: int
) -> None:
    board.workshop.tempo = tempo
    forward = places(board)
    assert len(forward) == 5 * stages
    back = [forward[-1]]
    while before := steering.place_before(board):
        board.stage, board.phase = before
        back.append(before)
    assert back == forward[::-1]


def test_showing_much_takes_no_more_questions_to_the_database_than_showing_little(
    board: Board, participant: Participant, leader: Person
) -> None:
    asked = []
    for count in (2, 40):
        for number in range(count):
            write(participant, f"Bijdrage {number}")
        with CaptureQueriesContext(connection) as queries:
            steering.go_to(board, leader, 0, Phase.REVEAL)
        asked.append(len(queries))
        assert not Card.objects.filter(revealed_at=None).exists()
        steering.go_to(board, leader, 0, Phase.WRITE)
        board.refresh_from_db()
    assert asked[0] == asked[1]


def test_a_column_that_was_left_is_agreed_on_and_one_to_come_has_no_phase(board: Board) -> None:
    board.stage, board.phase = 1, Phase.GROUP
    assert board.phase_of(Column.VALUES) is Phase.AGREE
    assert board.phase_of(Column.RELATIONS) is Phase.GROUP
    assert board.phase_of(Column.ACTIONS) is None


def test_undo_takes_back_showing(board: Board, participant: Participant, leader: Person) -> None:
    card = write(participant, "Nog niet")
    steering.go_to(board, leader, 0, Phase.REVEAL)
    assert board.cards.on_the_map().exists()
    acts.undo(board, leader)
    assert not board.cards.on_the_map().exists()
    card.refresh_from_db()
    board.refresh_from_db()
    assert card.revealed_at is None
    assert board.phase == Phase.WRITE


@pytest.mark.parametrize(
    ("field", "step"),
    [
        ("is_dimmed", lambda board, by: steering.dim(board, by, is_dimmed=True)),
        ("is_locked", lambda board, by: steering.lock(board, by, is_locked=True)),
        ("door_is_open", lambda board, by: steering.open_door(board, by, is_open=False)),
        ("timer_ends_at", lambda board, by: steering.start_timer(board, by, 5)),
        ("self_check_is_open", lambda board, by: steering.open_self_check(board, by, is_open=True)),
        ("dots_shown", lambda board, by: steering.show_dots(board, by, shown=True)),
        ("answers_shown", lambda board, by: steering.show_answers(board, by, shown=True)),
        ("second_id", lambda board, by: steering.hand_over(board, by, facilitator=by, second=Person.objects.last())),
        ("kept_apart", lambda board, by: clustering.keep_apart(board, by, ["a", "b"])),
    ],
)
def test_each_switch_can_be_taken_back(
    board: Board, leader: Person, co_leader: Person, field: str, step: object
) -> None:
    before = getattr(board, field)
    step(board, leader)  # type: ignore[operator]
    board.refresh_from_db()
    assert getattr(board, field) != before
    acts.undo(board, leader)
    board.refresh_from_db()
    assert getattr(board, field) == before


def test_undo_is_ones_own(board: Board, leader: Person, co_leader: Person) -> None:
    steering.dim(board, leader, is_dimmed=True)
    with pytest.raises(NothingToUndo):
        acts.undo(board, co_leader)
    board.refresh_from_db()
    assert board.is_dimmed


def test_undo_leaves_alone_what_somebody_changed_since(board: Board, leader: Person, co_leader: Person) -> None:
    steering.start_timer(board, leader, 5)
    steering.start_timer(board, co_leader, 8)
    with pytest.raises(NothingToUndo):
        acts.undo(board, leader)
    board.refresh_from_db()
    assert board.seconds_left
    assert board.seconds_left > 400


def test_undo_again_takes_back_the_step_before(board: Board, leader: Person) -> None:
    steering.dim(board, leader, is_dimmed=True)
    steering.lock(board, leader, is_locked=True)
    acts.undo(board, leader)
    acts.undo(board, leader)
    board.refresh_from_db()
    assert (board.is_dimmed, board.is_locked) == (False, False)
    with pytest.raises(NothingToUndo):
        acts.undo(board, leader)


def test_the_timer_rests_and_goes_on_where_it_was(board: Board, leader: Person) -> None:
    steering.start_timer(board, leader, 5)
    steering.pause_timer(board, leader)
    board.refresh_from_db()
    assert board.timer_ends_at is None
    assert board.timer_left in {299, 300}
    steering.add_minute(board, leader)
    steering.go_on_timer(board, leader)
    board.refresh_from_db()
    assert board.seconds_left in {359, 360}


def test_a_minute_more_after_the_time_is_up_begins_now(board: Board, leader: Person) -> None:
    board.timer_ends_at = timezone.now() - timedelta(minutes=10)
    board.save()
    steering.add_minute(board, leader)
    board.refresh_from_db()
    assert board.seconds_left in {59, 60}


def test_something_hidden_is_off_every_screen_with_a_reason_and_comes_back(
    board: Board, participant: Participant, leader: Person
) -> None:
    card = write(participant, "Over een persoon")
    steering.go_to(board, leader, 0, Phase.REVEAL)
    steering.put_in_spotlight(board, leader, card)
    steering.hide(board, leader, card, "Gaat over een persoon")
    board.refresh_from_db()
    assert not board.cards.on_the_map().exists()
    assert board.spotlight is None
    steering.show_again(board, leader, card)
    assert board.cards.on_the_map().exists()


def test_closing_shows_what_was_not_shown_and_forgets_what_was_withdrawn(
    board: Board, participant: Participant, leader: Person
) -> None:
    write(participant, "Blijft")
    gone = write(participant, "Ingetrokken")
    withdraw(participant, gone)
    steering.close(board, leader)
    assert [card.text for card in Card.objects.all()] == ["Blijft"]
    assert board.cards.on_the_map().exists()
    with pytest.raises(Closed):
        steering.dim(board, leader, is_dimmed=True)


def test_going_back_keeps_dots_and_answers(board: Board, participant: Participant, leader: Person) -> None:
    write(participant, "Blijft gekozen")
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    pile = board.clusters.present().get()
    voting.give_dots(participant, pile, 2)
    steering.go_to(board, leader, 0, Phase.AGREE)
    pile.refresh_from_db()
    voting.answer(participant, pile, "agree", "", worded=pile.worded_number)
    for phase in (Phase.GROUP, Phase.WRITE, Phase.CHOOSE):
        steering.go_to(board, leader, 0, phase)
    assert pile.dots.get().count == 2
    assert pile.answers.get().verdict == "agree"
