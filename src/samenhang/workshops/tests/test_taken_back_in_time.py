"""An author changes or takes back words that others agreed to, gave dots to, or look at on every screen."""

import pytest
from django.db import connection

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, steering, voting
from samenhang.workshops.cards import put_back, reword, withdraw
from samenhang.workshops.columns import Phase
from samenhang.workshops.frames import desk_frames, phone_frames, screen_frames
from samenhang.workshops.models import Board, Card, Cluster, Participant
from samenhang.workshops.piles import said_of
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import answer_all, close


@pytest.fixture
def euros(board: Board, participant: Participant, other: Participant, leader: Person) -> Cluster:
    """A pile of one contribution, that of the participant, and another one beside it."""
    write(participant, "Ieder betaalt 10 euro.")
    write(other, "We eten samen.")
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    board.refresh_from_db()
    found: Cluster = board.clusters.get(cards__text="Ieder betaalt 10 euro.")
    return found


def card_on(pile: Cluster) -> Card:
    found: Card = Card.objects.get(cluster=pile)
    return found


def answers_to(board: Board, pile: Cluster) -> int:
    pile.refresh_from_db()
    return said_of(board, [pile])[pile.pk].answered


def test_who_agreed_to_a_contribution_is_asked_again_when_its_author_gives_it_other_words(
    board: Board, euros: Cluster, participant: Participant, other: Participant, leader: Person
) -> None:
    steering.go_to(board, leader, 0, Phase.AGREE)
    answer_all(euros, [(other, "agree", "")])
    assert answers_to(board, euros) == 1
    card = card_on(euros)
    reword(participant, card, {"text": "Ieder betaalt 1000 euro."}, seen=card.number)
    assert answers_to(board, euros) == 0


def test_who_agreed_to_one_contribution_did_not_agree_to_the_one_that_came_in_its_place(
    board: Board, euros: Cluster, other: Participant, leader: Person
) -> None:
    steering.go_to(board, leader, 0, Phase.AGREE)
    answer_all(euros, [(other, "agree", "")])
    mine, theirs = card_on(euros), Card.objects.get(text="We eten samen.")
    clustering.lay_together(board, leader, [theirs], euros)
    clustering.take_apart(board, leader, [mine])
    assert euros.cards.get() == theirs
    assert answers_to(board, euros) == 0


def test_a_shared_sentence_stays_agreed_when_a_contribution_below_it_changes(
    board: Board, euros: Cluster, participant: Participant, other: Participant, leader: Person
) -> None:
    clustering.word(board, leader, euros, "We delen de kosten.", seen="")
    steering.go_to(board, leader, 0, Phase.AGREE)
    answer_all(euros, [(other, "agree", "")])
    card = card_on(euros)
    reword(participant, card, {"text": "Ieder betaalt 12 euro."}, seen=card.number)
    withdraw(participant, card)
    assert answers_to(board, euros) == 1


@pytest.mark.parametrize("who", ["author", "leader"])
def test_dots_on_what_nobody_can_read_any_more_can_be_given_again(
    who: str, board: Board, euros: Cluster, participant: Participant, other: Participant, leader: Person
) -> None:
    voting.give_dots(other, euros, 3)
    beside = board.clusters.get(cards__text="We eten samen.")
    if who == "author":
        withdraw(participant, card_on(euros))
    else:
        steering.hide(board, leader, card_on(euros), "Dubbel")
    assert voting.give_dots(other, beside, 3) == 0
    if who == "author":
        put_back(participant, card_on(euros))
    else:
        steering.show_again(board, leader, card_on(euros))
    with pytest.raises(voting.NoDotsLeft):
        voting.give_dots(other, euros, 1)


def test_phones_lose_a_pile_of_which_nothing_can_be_read_and_get_it_back(
    board: Board, euros: Cluster, participant: Participant
) -> None:
    card = card_on(euros)
    withdraw(participant, card)
    before = told_after(board, 0)
    assert f'id="pile-{euros.pk}" data-gone' in before
    board.refresh_from_db()
    put_back(participant, card)
    again = told_after(board, board.last_number)
    assert again.index(f'id="pile-{euros.pk}"') < again.index(f'id="card-{card.pk}"')


def told_after(board: Board, number: int) -> str:
    return "".join(frame.html for frame in phone_frames(board.pk, number))


def test_words_in_the_spotlight_go_from_every_screen_when_they_are_taken_back(
    board: Board, euros: Cluster, participant: Participant, leader: Person, co_leader: Person
) -> None:
    card = card_on(euros)
    steering.put_in_spotlight(board, leader, card)
    withdraw(participant, card)
    for fetch in (phone_frames, desk_frames, screen_frames):
        assert "10 euro" not in "".join(frame.html for frame in fetch(board.pk, 0)), fetch.__name__
    # Also not when somebody takes back that something else came in the spotlight.
    Board.objects.filter(pk=board.pk).update(spotlight=card)
    for fetch in (phone_frames, desk_frames, screen_frames):
        assert "10 euro" not in "".join(frame.html for frame in fetch(board.pk, 0)), fetch.__name__


def test_other_words_in_the_spotlight_are_on_every_screen(
    board: Board, euros: Cluster, participant: Participant, leader: Person
) -> None:
    card = card_on(euros)
    steering.put_in_spotlight(board, leader, card)
    board.refresh_from_db()
    reword(participant, card, {"text": "Ieder betaalt 12 euro."}, seen=card.number)
    state = [frame.html for frame in phone_frames(board.pk, board.last_number) if 'id="state"' in frame.html]
    assert "12 euro" in state[0]


def test_a_workshop_can_be_closed_with_words_in_the_spotlight_that_were_taken_back(
    board: Board, euros: Cluster, participant: Participant, leader: Person
) -> None:
    card = card_on(euros)
    withdraw(participant, card)
    # As it could stand since before taking back reached the spotlight.
    Board.objects.filter(pk=board.pk).update(spotlight=card)
    close(board)
    connection.check_constraints()
    assert board.spotlight is None
