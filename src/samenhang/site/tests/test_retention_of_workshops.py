"""What is kept of a workshop, and until when: names shorter than the map itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.site.retention import erase_what_is_past
from samenhang.workshops import clustering, door, steering, voting
from samenhang.workshops.cards import contribute
from samenhang.workshops.columns import Phase
from samenhang.workshops.models import (
    Act,
    Answer,
    Board,
    Card,
    Cluster,
    Dots,
    Invitee,
    Participant,
    PartnerGroup,
    ScriptRow,
    SelfCheck,
    SpentKey,
    Workshop,
)
from samenhang.workshops.tests.conftest import said


def day(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


@pytest.fixture
def board(initiative: Initiative, leader: Person) -> Board:
    """A map with everything on it that a map can hold."""
    of: dict[str, Any] = {"initiative": initiative}
    workshop = Workshop.objects.create(**of, title="Samen", goal="Hoe?", naming={"2": "anonymous"}, created_by=leader)
    of["workshop"] = workshop
    group = PartnerGroup.objects.create(**of, name="Bewoners")
    Invitee.objects.create(**of, group=group, name="Genodigde", say="decides")
    ScriptRow.objects.create(**of, position=1, minutes=10, part="Welkom")
    made: Board = Board.objects.create(**of, facilitator=leader, door_is_open=True)
    participant = door.join(made, name="Deelnemer", group=group, is_table=False)
    contribute(participant, said("Waarde", on_behalf_of="De buurt"))
    contribute(door.speak_as_participant(made, leader), said("Van de begeleider"))
    steering.go_to(made, leader, 0, Phase.GROUP)
    laid = clustering.lay_together(made, leader, list(made.cards.all()))
    clustering.word(made, leader, laid, "Onze zin.", seen="")
    steering.go_to(made, leader, 0, Phase.CHOOSE)
    voting.give_dots(participant, laid, 1)
    steering.go_to(made, leader, 0, Phase.AGREE)
    laid.refresh_from_db()
    voting.answer(participant, laid, "agree", "", worded=laid.worded_number)
    voting.recognise(participant, laid, fits=True, worded=laid.worded_number)
    steering.go_to(made, leader, 1, Phase.WRITE)
    contribute(participant, said("Relatie", 2))
    steering.go_to(made, leader, 1, Phase.REVEAL)
    steering.open_self_check(made, leader, is_open=True)
    voting.check(participant, {"power": 3})
    steering.close(made, leader)
    return made


def keep_until(board: Board, *, names: int, cards: int) -> None:
    Workshop.objects.filter(pk=board.workshop_id).update(names_until=day(names), cards_until=day(cards))


def erase() -> list[str]:
    return list(erase_what_is_past(dry_run=False))


def test_on_the_last_day_everything_is_there_still(board: Board) -> None:
    keep_until(board, names=0, cards=0)
    assert erase() == []
    assert Participant.objects.filter(name="Deelnemer").exists()
    assert Invitee.objects.exists()


def test_after_its_day_nothing_says_who_took_part_and_what_was_said_stays(board: Board) -> None:
    keep_until(board, names=-1, cards=300)
    would = list(erase_what_is_past(dry_run=True))
    assert Participant.objects.filter(name="Deelnemer").exists()
    told = erase()
    assert told == [line.replace("Would erase", "Erased") for line in would]
    assert not Participant.objects.exclude(name="", person=None).exists()
    assert not Card.objects.exclude(on_behalf_of="").exists()
    assert not Invitee.objects.exists()
    assert set(Card.objects.values_list("text", flat=True)) == {"Waarde", "Van de begeleider", "Relatie"}
    assert Answer.objects.count() == 1
    assert "Deelnemer" not in "".join(told)
    assert erase() == []


def test_after_the_last_day_of_the_map_nothing_of_it_is_left_but_the_plan(board: Board) -> None:
    keep_until(board, names=300, cards=-1)
    (told,) = erase()
    assert str(board.pk) in told
    for model in (Board, Card, Cluster, Participant, Dots, Answer, SelfCheck, SpentKey, Act):
        assert not model._default_manager.exists(), model
    assert Workshop.objects.filter(pk=board.workshop_id).exists()
    assert ScriptRow.objects.exists()


def test_a_map_that_is_kept_longer_is_left_alone(board: Board, initiative: Initiative, leader: Person) -> None:
    keep_until(board, names=-1, cards=-1)
    other = Workshop.objects.create(initiative=initiative, title="Later", goal="Hoe?", created_by=leader)
    kept = Board.objects.create(initiative=initiative, workshop=other, facilitator=leader, door_is_open=True)
    contribute(door.join(kept, name="Blijft", group=None, is_table=False), said("Blijft"))
    erase()
    assert set(Board.objects.all()) == {kept}
    assert Participant.objects.get().name == "Blijft"
