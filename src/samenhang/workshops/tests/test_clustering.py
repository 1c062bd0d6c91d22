"""Laying together and wording: nothing is merged, every origin is kept, and two who word at once both stay."""

from dataclasses import replace
from datetime import date

import pytest

from samenhang.accounts.models import Person
from samenhang.workshops import acts, clustering, door, steering, voting
from samenhang.workshops.cards import ChangedMeanwhile, contribute
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.drawing import draw_card
from samenhang.workshops.models import Board, Card, Cluster, Participant, PartnerGroup, Workshop
from samenhang.workshops.sides import sides_of
from samenhang.workshops.tests.conftest import said, write
from samenhang.workshops.tests.finished import answer_all


@pytest.fixture
def shown(board: Board, participant: Participant, other: Participant, leader: Person) -> list[Card]:
    """Three contributions that everybody sees."""
    for who, text in [(participant, "We bellen eerst"), (other, "Eerst bellen"), (participant, "Samen eten")]:
        write(who, text)
    steering.go_to(board, leader, 0, Phase.GROUP)
    return list(board.cards.on_the_map().order_by("number"))


def test_contributions_laid_together_keep_their_words_and_their_group(
    board: Board, shown: list[Card], leader: Person
) -> None:
    pile = clustering.lay_together(board, leader, shown[:2])
    assert {card.text for card in pile.cards.all()} == {"We bellen eerst", "Eerst bellen"}
    assert len({card.group_id for card in pile.cards.all()}) == 2


def test_taking_back_leaves_them_loose_and_no_empty_pile(board: Board, shown: list[Card], leader: Person) -> None:
    clustering.lay_together(board, leader, shown[:2])
    acts.undo(board, leader)
    assert not board.clusters.present().exists()
    assert not board.cards.exclude(cluster=None).exists()


def test_a_pile_that_becomes_empty_goes_and_its_dots_go_along(
    board: Board, shown: list[Card], participant: Participant, leader: Person
) -> None:
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    first, second, _third = board.clusters.present()
    voting.give_dots(participant, first, 1)
    voting.give_dots(participant, second, 1)
    clustering.lay_together(board, leader, list(first.cards.all()), second)
    assert set(board.clusters.present()) == {second, _third}
    assert second.dots.get().count == 2


def test_when_two_word_a_pile_at_once_the_second_sees_both(
    board: Board, shown: list[Card], leader: Person, co_leader: Person
) -> None:
    pile = clustering.lay_together(board, leader, shown[:2])
    clustering.word(board, leader, pile, "We bellen elkaar eerst.", seen="")
    with pytest.raises(ChangedMeanwhile) as met:
        clustering.word(board, co_leader, pile, "Bellen gaat voor mailen.", seen="")
    assert met.value.now.statement == "We bellen elkaar eerst."  # type: ignore[union-attr]


def test_other_words_ask_for_agreement_anew(
    board: Board, shown: list[Card], participant: Participant, leader: Person
) -> None:
    pile = clustering.lay_together(board, leader, shown[:2])
    clustering.word(board, leader, pile, "We bellen.", seen="")
    steering.go_to(board, leader, 0, Phase.AGREE)
    pile.refresh_from_db()
    voting.answer(participant, pile, "agree", "", worded=pile.worded_number)
    clustering.word(board, leader, pile, "We bellen altijd eerst.", seen="We bellen.")
    with pytest.raises(voting.WordedMeanwhile):
        voting.answer(participant, pile, "agree", "", worded=pile.worded_number)


def test_who_and_when_of_an_action_can_change_without_asking_again(
    board: Board, shown: list[Card], leader: Person
) -> None:
    pile = clustering.lay_together(board, leader, shown[:2])
    clustering.word(board, leader, pile, "We bellen.", seen="")
    pile.refresh_from_db()
    before = pile.worded_number
    changed = clustering.word(board, leader, pile, "We bellen.", seen="We bellen.", who="Het wijkteam")
    assert (changed.worded_number, changed.who) == (before, "Het wijkteam")


def test_a_contribution_moved_to_another_column_lies_loose_there(
    board: Board, shown: list[Card], leader: Person
) -> None:
    clustering.lay_together(board, leader, shown[:2])
    clustering.move(board, leader, shown[0], Column.RELATIONS)
    moved = board.cards.get(pk=shown[0].pk)
    assert (moved.column, moved.cluster) == (Column.RELATIONS, None)
    assert board.clusters.present().exists(), "the other one still lies there"


# A series: each group first, then all together


@pytest.fixture
def of_groups(workshop: Workshop, residents: PartnerGroup, professionals: PartnerGroup, leader: Person) -> list[Board]:
    """Two maps of groups, each with one shared sentence and one contribution nobody worded."""
    made = []
    for group in (residents, professionals):
        board: Board = Board.objects.create(
            initiative_id=workshop.initiative_id, workshop=workshop, group=group, facilitator=leader, door_is_open=True
        )
        member = door.join(board, name="", group=None, is_table=False)
        write(member, f"Plezier, vinden {group.name}")
        write(member, f"Rust, vinden {group.name}")
        steering.go_to(board, leader, 0, Phase.GROUP)
        pile = clustering.lay_together(board, leader, list(board.cards.all()))
        clustering.word(board, leader, pile, f"Plezier en rust, zeggen {group.name}.", seen="")
        made.append(board)
    return made


def test_a_joint_map_begins_with_the_sentences_of_each_group_with_its_mark(
    board: Board, of_groups: list[Board], leader: Person
) -> None:
    assert clustering.bring_in(board, leader) == 2
    brought = list(board.cards.all())
    assert {card.group_id for card in brought} == {one.group_id for one in of_groups}
    assert all(card.origin and card.text == card.origin.statement for card in brought)


def test_who_and_when_of_an_action_and_how_far_the_group_agreed_come_along(
    board: Board, of_groups: list[Board], leader: Person
) -> None:
    one, other = of_groups
    member = one.participants.get()
    steering.go_to(one, leader, 4, Phase.WRITE)
    day = date(2026, 12, 15)
    member.board.refresh_from_db()
    contribute(member, replace(said("De zaal openen", Column.ACTIONS), who="Anouk", due=day))
    steering.go_to(one, leader, 4, Phase.AGREE)
    one.refresh_from_db()
    answer_all(one.clusters.get(column=Column.ACTIONS), [(member, "agree", "")])
    steering.close(one, leader)
    clustering.bring_in(board, leader)
    action = board.cards.get(column=Column.ACTIONS)
    assert (action.text, action.who, action.due, action.origin_state) == ("De zaal openen", "Anouk", day, "agreed")
    unasked = board.cards.get(group=other.group)
    assert unasked.origin_state == "not_asked"
    drawn = str(draw_card(action, board))
    assert "door Anouk · uiterlijk 15 december 2026 · in de groep: afgesproken" in drawn
    assert "in de groep: nog geen antwoorden" in str(draw_card(unasked, board))
    lanes = sides_of(board)
    assert [(one.state, one.who, one.due) for side in lanes[4].sides for one in side.statements] == [
        ("Afgesproken: 1 van 1 akkoord", "Anouk", day)
    ]


def test_bringing_in_again_adds_only_what_is_new(board: Board, of_groups: list[Board], leader: Person) -> None:
    clustering.bring_in(board, leader)
    assert clustering.bring_in(board, leader) == 0
    assert board.cards.count() == 2


def test_bringing_in_can_be_taken_back(board: Board, of_groups: list[Board], leader: Person) -> None:
    clustering.bring_in(board, leader)
    acts.undo(board, leader)
    assert not board.cards.on_the_map().exists()
    assert Cluster.objects.filter(board__in=of_groups).present().count() == 2


def test_nothing_is_blended_by_itself_and_people_say_what_a_pile_is(
    board: Board, of_groups: list[Board], leader: Person
) -> None:
    clustering.bring_in(board, leader)
    assert all(card.cluster is None for card in board.cards.all())
    pile = clustering.lay_together(board, leader, list(board.cards.all()))
    lane = sides_of(board)[0]
    assert [len(side.statements) for side in lane.sides] == [1, 1]
    assert "alle groepen" in lane.sorted[0].suggested
    clustering.sort(board, leader, pile, Cluster.Sorting.SHARED)
    lane = sides_of(board)[0]
    assert lane.sorted[0].suggested == ""
    assert {str(one.sorting) for side in lane.sides for one in side.statements} == {"Gedeeld"}
