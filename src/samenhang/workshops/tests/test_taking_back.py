"""Undo puts back all that a step changed, and nothing that somebody else changed or took away meanwhile."""

import pytest

from samenhang.accounts.models import Person
from samenhang.workshops import acts, clustering, steering, voting
from samenhang.workshops.acts import Gone, NothingToUndo
from samenhang.workshops.cards import withdraw
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.frames import desk_frames, phone_frames
from samenhang.workshops.models import Board, Card, Cluster, Participant
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import pile


@pytest.fixture
def shown(board: Board, participant: Participant, other: Participant, leader: Person) -> list[Card]:
    """Three contributions that everybody sees."""
    for who, text in [(participant, "Bellen"), (other, "Eten"), (participant, "Wandelen")]:
        write(who, text)
    steering.go_to(board, leader, 0, Phase.GROUP)
    board.refresh_from_db()
    return list(board.cards.on_the_map().order_by("number"))


def test_moving_to_another_column_is_taken_back_whole(board: Board, shown: list[Card], leader: Person) -> None:
    laid = pile(board, "Bellen", "Eten")
    clustering.move(board, leader, shown[0], Column.RELATIONS)
    acts.undo(board, leader)
    card = Card.objects.get(pk=shown[0].pk)
    assert (card.column, card.cluster_id) == (Column.VALUES, laid.pk)


def test_wording_is_taken_back_with_who_agreed_to_the_words_before(
    board: Board, shown: list[Card], participant: Participant, leader: Person
) -> None:
    laid = pile(board, "Bellen", "Eten", statement="We bellen.", who="Ada")
    steering.go_to(board, leader, 0, Phase.AGREE)
    laid.refresh_from_db()
    voting.answer(participant, laid, "agree", "", worded=laid.worded_number)
    clustering.word(board, leader, laid, "We eten.", seen="We bellen.", who="")
    acts.undo(board, leader)
    laid.refresh_from_db()
    assert (laid.statement, laid.who) == ("We bellen.", "Ada")
    assert laid.answers.get().worded_number == laid.worded_number


def test_hiding_is_taken_back_with_its_reason(board: Board, shown: list[Card], leader: Person) -> None:
    steering.hide(board, leader, shown[0], "Over een persoon")
    acts.undo(board, leader)
    card = Card.objects.get(pk=shown[0].pk)
    assert (card.hidden_at, card.hidden_by, card.hidden_why) == (None, None, "")


def test_dots_are_back_where_they_were_given(
    board: Board, shown: list[Card], participant: Participant, other: Participant, leader: Person
) -> None:
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    first, second, _third = board.clusters.present()
    voting.give_dots(participant, first, 2)
    voting.give_dots(participant, second, 1)
    voting.give_dots(other, first, 3)
    before = given(board)
    clustering.lay_together(board, leader, list(first.cards.all()), second)
    assert sum(given(board).values()) == 6
    acts.undo(board, leader)
    assert given(board) == before


def given(board: Board) -> dict[tuple[Cluster, Participant], int]:
    return {
        (dots.cluster, dots.participant): dots.count
        for one in board.clusters.present()
        for dots in one.dots.select_related("cluster", "participant")
    }


def test_everybody_who_saw_it_hears_that_showing_was_taken_back(
    board: Board, participant: Participant, leader: Person
) -> None:
    card = write(participant, "Te vroeg")
    steering.go_to(board, leader, 0, Phase.REVEAL)
    board.refresh_from_db()
    before = board.last_number
    acts.undo(board, leader)
    for fetch in (phone_frames, desk_frames):
        told = "".join(frame.html for frame in fetch(board.pk, before))
        assert f'id="card-{card.pk}" data-gone' in told


def test_a_pile_comes_back_before_what_lies_on_it(board: Board, shown: list[Card], leader: Person) -> None:
    laid = pile(board, "Bellen")
    clustering.move(board, leader, shown[0], Column.RELATIONS)
    acts.undo(board, leader)
    assert Cluster.objects.get(pk=laid.pk).number < Card.objects.get(pk=shown[0].pk).number


def test_one_press_takes_apart_all_that_was_ticked_and_one_puts_them_back(
    board: Board, shown: list[Card], leader: Person
) -> None:
    laid = pile(board, "Bellen", "Eten")
    clustering.take_apart(board, leader, shown[:2])
    assert not board.clusters.present().exists()
    acts.undo(board, leader)
    assert laid.cards.count() == 2


def test_what_is_gone_for_good_is_not_put_in_the_spotlight_again(
    board: Board, shown: list[Card], participant: Participant, leader: Person, co_leader: Person
) -> None:
    steering.put_in_spotlight(board, co_leader, shown[0])
    steering.put_in_spotlight(board, co_leader, None)
    withdraw(participant, shown[0])
    steering.close(board, leader)
    steering.reopen(board)
    with pytest.raises(NothingToUndo):
        acts.undo(board, co_leader)


def test_reopening_is_heard_by_everybody_and_undo_goes_on_with_the_step_before_closing(
    board: Board, shown: list[Card], leader: Person
) -> None:
    steering.dim(board, leader, is_dimmed=True)
    steering.close(board, leader)
    board.refresh_from_db()
    before = board.last_number
    steering.reopen(board)
    state = [frame.html for frame in phone_frames(board.pk, before)]
    assert state
    assert "data-closed" not in state[-1]
    acts.undo(board, leader)
    board.refresh_from_db()
    assert not board.is_dimmed


# Two who lead do something at the same moment


def test_a_pile_that_somebody_else_took_away_is_gone(board: Board, shown: list[Card], leader: Person) -> None:
    laid = pile(board, "Bellen")
    clustering.take_apart(board, leader, shown[:1])
    with pytest.raises(Gone):
        clustering.word(board, leader, laid, "We bellen.", seen="")
    with pytest.raises(Gone):
        clustering.sort(board, leader, laid, Cluster.Sorting.SHARED)
    with pytest.raises(Gone):
        clustering.lay_together(board, leader, shown[1:2], laid)


def test_contributions_that_were_hidden_meanwhile_are_not_laid_together(
    board: Board, shown: list[Card], leader: Person
) -> None:
    for card in shown[:2]:
        steering.hide(board, leader, card, "Dubbel")
    with pytest.raises(Gone):
        clustering.lay_together(board, leader, shown[:2])
