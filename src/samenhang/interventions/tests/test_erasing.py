"""A partner erased while people think along: it goes, and nobody gets a page about a mistake of ours."""

from collections.abc import Callable
from functools import partial

import pytest
import uuid_utils.compat as uuids
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.interventions.models import Brainstorm, Door, Idea
from samenhang.interventions.tests.along import door_of, joined, think
from samenhang.stakeholders.models import Stakeholder

THINKERS, IDEAS = 4, 6


@pytest.mark.django_db(transaction=True)
def test_a_partner_is_erased_while_people_think_along(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    door = door_of(brainstorm, leader)
    stakeholder = brainstorm.stakeholder

    def write(phone: Client) -> list[int]:
        return [send(phone, door, number) for number in range(IDEAS)]

    def erase() -> list[int]:
        address = f"/initiatives/{stakeholder.initiative_id}/stakeholders/{stakeholder.pk}/everything/"
        return [client_of(leader).post(address, {"name": stakeholder.name}).status_code]

    acts: list[Callable[[], list[int]]] = [partial(write, joined(door)) for _one in range(THINKERS)]
    answers = all_at_once([*acts, erase])
    assert answers[-1] == [302]
    assert {status for written in answers[:-1] for status in written} <= {201, 410, 404, 409}
    assert not Stakeholder.objects.exists()
    assert not Idea.objects.exists()


def send(phone: Client, door: Door, number: int) -> int:
    said = {"text": f"Idee {number}", "key": str(uuids.uuid7())}
    return phone.post(think(door) + "ideas/", said, headers={"X-Outbox": "1"}).status_code
