"""Brainstorms to test with, and what a browser sends and gets."""

import re
from typing import Any

import uuid_utils.compat as uuids
from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Degree, Door, Family, Idea, Weighing
from samenhang.stakeholders.models import Dimension, Interest, Stakeholder


def begun(stakeholder: Stakeholder, by: Person) -> Brainstorm:
    """A brainstorm from dimension 2 to 3."""
    stakeholder.dimension = Dimension.SELF_INTEREST
    stakeholder.save()
    return Brainstorm.begin(stakeholder, by=by)


def opened(brainstorm: Brainstorm) -> Door:
    made: Door = Door.objects.create(
        initiative=brainstorm.stakeholder.initiative, brainstorm=brainstorm, question="Wat zou helpen?"
    )
    return made


def url(brainstorm: Brainstorm, name: str = "brainstorm", *more: Any) -> str:
    return reverse(f"interventions:{name}", args=[brainstorm.stakeholder.initiative_id, brainstorm.pk, *more])


def begin_url(stakeholder: Stakeholder) -> str:
    return reverse("interventions:begin", args=[stakeholder.initiative_id, stakeholder.pk])


def add(brainstorm: Brainstorm, text: str = "Een ochtend meelopen", **fields: Any) -> Idea:
    return ideas.add(brainstorm, text=text, **{"key": uuids.uuid7()} | fields)


def typed(text: str = "Een ochtend meelopen", **fields: Any) -> dict[str, Any]:
    """What the form sends."""
    return {"key": str(uuids.uuid7()), "family": Family.ASKING.value, "text": text} | fields


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def piece(html: str, key: str) -> str:
    """The element with this id, up to where it closes."""
    found = re.search(rf'<(\w+)[^>]* id="{key}".*?</\1>', html, re.DOTALL)
    assert found, f"no element {key}"
    return found[0]


def idea_in(html: str, idea: Idea) -> str:
    return piece(html, f"idea-{idea.pk}")


def weigh(idea: Idea, by: Person, *interests: Interest, **fields: Any) -> None:
    fits = {str(interest.pk): Degree.CLEARLY.value for interest in interests}
    Weighing.objects.create(initiative_id=idea.initiative_id, idea=idea, by=by, fits=fits, **fields)
