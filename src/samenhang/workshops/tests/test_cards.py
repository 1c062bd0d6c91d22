"""Contributions: written once, one's own until shown without a name, never lost to somebody else's change."""

from types import NoneType
from typing import Any
from uuid import uuid4

import pytest
from django.template.loader import render_to_string

from samenhang.accounts.models import Person
from samenhang.workshops import cards, steering
from samenhang.workshops.acts import Closed, Locked
from samenhang.workshops.cards import contribute, contribute_all
from samenhang.workshops.clustering import lay_together, take_apart
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.frames import arrived_frames, phone_frames
from samenhang.workshops.models import Board, Card, Participant, Workshop
from samenhang.workshops.tests.conftest import said, write


def test_a_contribution_sent_twice_is_there_once(participant: Participant) -> None:
    once = said("Wij bellen elkaar.")
    assert contribute(participant, once) == contribute(participant, once)
    assert Card.objects.count() == 1


def test_a_contribution_sent_again_is_drawn_without_asking_the_database(
    participant: Participant, board: Board, django_assert_num_queries: Any
) -> None:
    again = [(board.pk, participant.pk, said("Wij bellen elkaar."))]
    contribute_all(again)
    (card,) = contribute_all(again)
    assert isinstance(card, Card)
    with django_assert_num_queries(0):
        render_to_string("workshops/own_card.html", {"card": card, "board": card.board})


def test_two_devices_cannot_take_each_others_key(participant: Participant, other: Participant) -> None:
    once = said("Wij bellen elkaar.")
    contribute(participant, once)
    with pytest.raises(cards.KeyTaken):
        contribute(other, once)
    assert Card.objects.get().author == participant


def test_what_comes_in_together_has_numbers_without_a_gap_and_an_outcome_each(
    participant: Participant, other: Participant, board: Board
) -> None:
    first, second, early = said("Eén"), said("Twee"), said("Te vroeg", Column.ACTIONS)
    before = board.participants.count()
    nobody, elsewhere = uuid4(), uuid4()
    taken = contribute_all(
        [
            (board.pk, participant.pk, first),
            (board.pk, other.pk, second),
            (board.pk, nobody, said("Van niemand")),
            (board.pk, participant.pk, first),
            (elsewhere, other.pk, said("Elders")),
            (board.pk, other.pk, early),
        ]
    )
    assert [type(one) for one in taken] == [Card, Card, NoneType, Card, NoneType, cards.NotOpenYet]
    assert sorted(Card.objects.values_list("number", flat=True)) == [before + 1, before + 2]
    board.refresh_from_db()
    assert board.last_number == before + 2


@pytest.mark.parametrize("phase", [Phase.WRITE, Phase.GROUP])
@pytest.mark.parametrize("naming", list(Naming))
def test_what_comes_in_is_handed_out_as_it_would_be_read(
    participant: Participant, other: Participant, board: Board, naming: Naming, phase: Phase
) -> None:
    Workshop.objects.update(naming={str(int(Column.VALUES)): naming})
    Board.objects.update(phase=phase)
    board.refresh_from_db()
    before = board.last_number
    taken = contribute_all([(board.pk, one.pk, said(f"Van {one.name}")) for one in (participant, other)])
    arrived = arrived_frames([card for card in taken if isinstance(card, Card)])
    assert arrived == phone_frames(board.pk, before)
    assert len(arrived) == (0 if phase is Phase.WRITE else 2)


def test_one_key_from_two_people_in_one_moment_is_refused_for_the_second(
    participant: Participant, other: Participant, board: Board
) -> None:
    once = said("Wij bellen elkaar.")
    _first, second = contribute_all([(board.pk, participant.pk, once), (board.pk, other.pk, once)])
    assert isinstance(second, cards.KeyTaken)
    assert Card.objects.get().author == participant


def test_a_column_that_is_not_up_yet_takes_nothing(participant: Participant) -> None:
    with pytest.raises(cards.NotOpenYet):
        contribute(participant, said("Te vroeg", Column.RELATIONS))


def test_a_locked_or_closed_map_takes_nothing_and_says_which(
    participant: Participant, board: Board, leader: Person
) -> None:
    steering.lock(board, leader, is_locked=True)
    with pytest.raises(Locked):
        write(participant, "Vast")
    steering.lock(board, leader, is_locked=False)
    steering.close(board, leader)
    with pytest.raises(Closed):
        write(participant, "Dicht")
    assert not Card.objects.exists()


def test_there_is_an_end_to_what_one_device_sends(participant: Participant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MOST_CARDS", 2)
    write(participant, "Eén")
    write(participant, "Twee")
    with pytest.raises(cards.Enough):
        write(participant, "Drie")


def test_what_a_phone_kept_without_a_network_still_comes_in_and_is_shown_as_promised(
    participant: Participant, board: Board, leader: Person
) -> None:
    steering.go_to(board, leader, 0, Phase.GROUP)
    late = write(participant, "Laat, maar niet kwijt")
    assert late.revealed_at
    assert late.author == participant


def test_other_words_for_something_that_was_changed_meanwhile_keep_both(participant: Participant) -> None:
    card = write(participant, "Eerst")
    cards.reword(participant, card, {"text": "Op de tablet"}, seen=card.number)
    with pytest.raises(cards.ChangedMeanwhile) as met:
        cards.reword(participant, card, {"text": "Op de telefoon"}, seen=card.number)
    assert met.value.now.text == "Op de tablet"  # type: ignore[union-attr]


def test_only_who_wrote_it_changes_or_withdraws_it(participant: Participant, other: Participant) -> None:
    card = write(participant, "Van mij")
    for act in (cards.withdraw, cards.put_back):
        with pytest.raises(cards.NotYours):
            act(other, card)
    with pytest.raises(cards.NotYours):
        cards.reword(other, card, {"text": "Van mij nu"}, seen=card.number)


def test_something_withdrawn_stays_in_ones_own_list_and_can_be_put_back(participant: Participant, board: Board) -> None:
    card = write(participant, "Toch niet")
    cards.withdraw(participant, card)
    assert not board.cards.present().exists()
    assert participant.cards.get().text == "Toch niet"
    cards.put_back(participant, card)
    assert board.cards.present().get().text == "Toch niet"


def test_something_put_back_is_to_be_seen_also_when_its_pile_went_meanwhile(
    participant: Participant, other: Participant, board: Board, leader: Person
) -> None:
    card, beside = write(participant, "Eén"), write(other, "Twee")
    steering.go_to(board, leader, 0, Phase.GROUP)
    lay_together(board, leader, [card, beside])
    card.refresh_from_db()
    cards.withdraw(participant, card)
    beside.refresh_from_db()
    take_apart(board, leader, [beside])
    cards.put_back(participant, card)
    assert {one.text for one in board.cards.on_the_map().filter(cluster=None)} == {"Eén", "Twee"}


def test_something_written_under_another_promise_about_names_is_not_taken(
    participant: Participant, board: Board
) -> None:
    with pytest.raises(cards.OtherPromise):
        contribute(participant, said("Ik dacht dat dit anoniem was", promise=Naming.ANONYMOUS))
    assert contribute(participant, said("Met mijn naam", promise=Naming.NAMED))


# Without a name


@pytest.fixture
def anonymous(board: Board) -> Board:
    board.workshop.naming = {str(Column.VALUES.value): Naming.ANONYMOUS}
    board.workshop.save()
    return board


def test_showing_without_names_destroys_who_wrote_what(
    anonymous: Board, participant: Participant, other: Participant, leader: Person
) -> None:
    keys = {write(one, text).pk for one, text in [(participant, "Eén"), (participant, "Twee"), (other, "Drie")]}
    steering.go_to(anonymous, leader, 0, Phase.REVEAL)
    shown = list(anonymous.cards.on_the_map())
    assert {card.text for card in shown} == {"Eén", "Twee", "Drie"}
    assert {card.author_id for card in shown} == {None}
    assert not keys & {card.pk for card in shown}, "a key tells the moment at which it was made"
    assert {card.created_at.minute for card in shown} == {0}


def test_there_is_an_end_to_what_one_device_sends_without_a_name_after_showing(
    anonymous: Board, participant: Participant, other: Participant, leader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MOST_CARDS", 2)
    steering.go_to(anonymous, leader, 0, Phase.GROUP)
    for text in ("Eén", "Twee"):
        assert write(participant, text).author is None
    with pytest.raises(cards.Enough):
        write(participant, "Drie")
    write(other, "Een ander mag wel")


def test_a_group_of_few_has_no_mark_on_what_is_without_a_name(
    anonymous: Board, participant: Participant, leader: Person
) -> None:
    write(participant, "Alleen ik ben bewoner")
    steering.go_to(anonymous, leader, 0, Phase.REVEAL)
    assert anonymous.cards.get().group is None


def test_something_without_a_name_that_is_sent_again_after_showing_is_not_there_twice(
    anonymous: Board, participant: Participant, leader: Person
) -> None:
    once = said("De bevestiging kwam niet aan")
    contribute(participant, once)
    steering.go_to(anonymous, leader, 0, Phase.REVEAL)
    participant.board.refresh_from_db()
    assert contribute(participant, once) is None
    assert anonymous.cards.count() == 1


def test_what_comes_in_late_without_a_name_is_nobodys_at_once(
    anonymous: Board, participant: Participant, leader: Person
) -> None:
    steering.go_to(anonymous, leader, 0, Phase.REVEAL)
    once = said("Laat")
    contribute(participant, once)
    contribute(participant, once)
    late = anonymous.cards.get()
    assert late.author is None
    assert late.pk != once.key


def test_nobody_can_change_what_is_nobodys(anonymous: Board, participant: Participant, leader: Person) -> None:
    write(participant, "Weg van mij")
    steering.go_to(anonymous, leader, 0, Phase.REVEAL)
    with pytest.raises(cards.NotYours):
        cards.withdraw(participant, anonymous.cards.get())
