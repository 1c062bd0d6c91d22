"""Many people writing on one brainstorm at the same moment."""

from functools import partial

import pytest
import uuid_utils.compat as uuids
from django.db import transaction

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Idea

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 10
IDEAS_EACH = 5


def test_ten_people_adding_ideas_at_once_are_numbered_without_a_gap(brainstorm: Brainstorm, leader: Person) -> None:
    def write(writer: int) -> None:
        mine = Brainstorm.objects.select_related("stakeholder").get(pk=brainstorm.pk)
        for order in range(IDEAS_EACH):
            ideas.add(mine, key=uuids.uuid7(), text=f"Idee {order} van {writer}", by=leader)

    all_at_once([partial(write, writer) for writer in range(WRITERS)])

    brainstorm.refresh_from_db()
    count = WRITERS * IDEAS_EACH
    assert sorted(brainstorm.ideas.values_list("number", flat=True)) == list(range(1, count + 1))
    assert brainstorm.last_number == count
    assert {idea.text for idea in brainstorm.ideas.all()} == {
        f"Idee {order} van {writer}" for order in range(IDEAS_EACH) for writer in range(WRITERS)
    }


def test_the_same_idea_sent_ten_times_at_once_is_there_once(brainstorm: Brainstorm, leader: Person) -> None:
    key = uuids.uuid7()

    def write(_writer: int) -> None:
        mine = Brainstorm.objects.select_related("stakeholder").get(pk=brainstorm.pk)
        ideas.add(mine, key=key, text="Samen koffie drinken", by=leader)

    all_at_once([partial(write, writer) for writer in range(WRITERS)])

    assert Idea.objects.get().number == 1


def test_what_fails_takes_no_number(brainstorm: Brainstorm, leader: Person) -> None:
    with transaction.atomic():
        ideas.add(brainstorm, key=uuids.uuid7(), text="Gaat niet door", by=leader)
        transaction.set_rollback(True)

    mine = Brainstorm.objects.select_related("stakeholder").get(pk=brainstorm.pk)
    assert ideas.add(mine, key=uuids.uuid7(), text="Gaat door", by=leader).number == 1
