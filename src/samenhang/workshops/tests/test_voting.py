"""Dots and answers: three to five each, movable, hidden until shown; agreement is asked and never assumed."""

import pytest

from samenhang.accounts.models import Person
from samenhang.workshops import steering, voting
from samenhang.workshops.cards import NotOpenYet
from samenhang.workshops.columns import Naming, Phase
from samenhang.workshops.models import Board, Cluster, Participant, SelfCheck
from samenhang.workshops.piles import said_of
from samenhang.workshops.tests.conftest import write


@pytest.fixture
def piles(board: Board, participant: Participant, other: Participant, leader: Person) -> list[Cluster]:
    for who, text in [(participant, "Bellen"), (other, "Eten"), (participant, "Wandelen")]:
        write(who, text)
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    return list(board.clusters.present())


def test_nobody_gives_more_dots_than_there_are(participant: Participant, piles: list[Cluster]) -> None:
    assert voting.give_dots(participant, piles[0], 2) == 1
    with pytest.raises(voting.NoDotsLeft):
        voting.give_dots(participant, piles[1], 2)
    assert voting.give_dots(participant, piles[1], 1) == 0


def test_a_dot_can_be_moved_until_they_are_shown(
    participant: Participant, piles: list[Cluster], board: Board, leader: Person
) -> None:
    voting.give_dots(participant, piles[0], 3)
    voting.give_dots(participant, piles[0], 1)
    assert voting.give_dots(participant, piles[1], 2) == 0
    steering.show_dots(board, leader, shown=True)
    with pytest.raises(NotOpenYet):
        voting.give_dots(participant, piles[0], 0)


def test_totals_are_hidden_until_they_are_shown(
    participant: Participant, piles: list[Cluster], board: Board, leader: Person
) -> None:
    voting.give_dots(participant, piles[0], 2)
    board.refresh_from_db()
    assert said_of(board, piles)[piles[0].pk].dots is None
    steering.show_dots(board, leader, shown=True)
    board.refresh_from_db()
    assert said_of(board, piles)[piles[0].pk].dots == 2


def test_answers_are_private_first_and_then_a_distribution_with_remarks(
    participant: Participant, other: Participant, piles: list[Cluster], board: Board, leader: Person
) -> None:
    steering.go_to(board, leader, 0, Phase.AGREE)
    voting.answer(participant, piles[0], "agree", "", worded=0)
    voting.answer(other, piles[0], "remark", "Niet op maandag", worded=0)
    board.refresh_from_db()
    before = said_of(board, piles)[piles[0].pk]
    assert (before.verdicts, list(before.remarks), before.answered) == (None, [], 2)
    steering.show_answers(board, leader, shown=True)
    board.refresh_from_db()
    after = said_of(board, piles)[piles[0].pk]
    assert after.verdicts == {"agree": 1, "remark": 1}
    assert after.remarks == [("Niet op maandag", "Wijkverpleger")]


def test_remarks_have_no_name_where_none_was_promised(
    participant: Participant, piles: list[Cluster], board: Board, leader: Person
) -> None:
    board.workshop.naming = {"1": Naming.FACILITATOR}
    board.workshop.save()
    steering.go_to(board, leader, 0, Phase.AGREE)
    voting.answer(participant, piles[0], "remark", "Niet op maandag", worded=0)
    steering.show_answers(board, leader, shown=True)
    board = Board.objects.get(pk=board.pk)
    assert said_of(board, piles)[piles[0].pk].remarks == [("Niet op maandag", "")]


def test_only_who_has_something_in_a_pile_says_whether_its_sentence_fits(
    participant: Participant, other: Participant, piles: list[Cluster]
) -> None:
    mine = next(pile for pile in piles if pile.cards.get().author == participant)
    voting.recognise(participant, mine, fits=True, worded=0)
    with pytest.raises(NotOpenYet):
        voting.recognise(other, mine, fits=False, worded=0)
    assert mine.recognitions.get().fits


def test_the_closing_check_is_open_when_it_is_opened(participant: Participant, board: Board, leader: Person) -> None:
    with pytest.raises(NotOpenYet):
        voting.check(participant, {"power": 3})
    steering.open_self_check(board, leader, is_open=True)
    voting.check(participant, {"power": 3, "autonomy": 4})
    voting.check(participant, {"power": 2})
    assert dict(SelfCheck.objects.values_list("mark", "extent")) == {"power": 2, "autonomy": 4}
