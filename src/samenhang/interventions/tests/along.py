"""People who think along, to test with."""

from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.interventions import ideas, thinking
from samenhang.interventions.models import Brainstorm, Door, Idea
from samenhang.stakeholders.models import Dimension, Stakeholder

QUESTION = "Hoe leren wij elkaar beter kennen?"


def brainstorm_of(stakeholder: Stakeholder, by: Person) -> Brainstorm:
    stakeholder.dimension = Dimension.SELF_INTEREST
    stakeholder.save()
    return Brainstorm.begin(stakeholder, by=by)


def door_of(brainstorm: Brainstorm, by: Person) -> Door:
    return thinking.open_door(brainstorm, question=QUESTION, by=by)


def own_of_leader(brainstorm: Brainstorm, text: str, **fields: Any) -> Idea:
    return ideas.add(brainstorm, key=uuids.uuid7(), text=text, by=brainstorm.begun_by, **fields)


def think(door: Door) -> str:
    return f"/think/{door.code}/"


def joined(door: Door, name: str = "") -> Client:
    """The phone of somebody who came in, reading Dutch."""
    client = Client(headers={"accept-language": "nl"})
    answer = client.post(think(door) + "join/", {"name": name})
    assert answer.status_code == 302, answer.content
    return client


def send(client: Client, door: Door, text: str, key: UUID | None = None, *, outbox: bool = True) -> Any:
    """Send an idea, as the outbox does or as a form without JavaScript."""
    headers = {"X-Outbox": "1"} if outbox else None
    return client.post(think(door) + "ideas/", {"text": text, "key": str(key or uuids.uuid7())}, headers=headers)


def added(client: Client, door: Door, text: str) -> Idea:
    key = uuids.uuid7()
    assert send(client, door, text, key).status_code == 201
    found: Idea = Idea.objects.get(pk=key)
    return found


def words(answer: Any) -> str:
    return str(answer.content.decode())
