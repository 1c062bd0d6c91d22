from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm
from samenhang.interventions.tests.brainstorming import (
    add,
    begin_url,
    read,
    url,
)
from samenhang.stakeholders.models import Basis, Dimension, Interest, Stakeholder

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def assessed(stakeholder: Stakeholder) -> Stakeholder:
    stakeholder.dimension = Dimension.SELF_INTEREST
    stakeholder.save()
    return stakeholder


def test_the_page_to_begin_says_where_the_relation_stands_and_what_is_one_up(
    assessed: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    Interest.objects.create(stakeholder=assessed, text="Minder volle spreekuren", author=leader, basis=Basis.SAID)
    page = read(client_of(leader), begin_url(assessed))
    assert "Eén stap omhoog" in page
    assert "U vraagt naar elkaar." in page
    assert "Minder volle spreekuren" in page
    assert "Begin de brainstorm" in page


def test_beginning_leads_to_a_brainstorm_one_dimension_up(
    assessed: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(begin_url(assessed), follow=True)
    begun = Brainstorm.objects.get()
    assert (begun.from_dimension, begun.to_dimension, begun.begun_by) == (2, 3, leader)
    assert "Van 2 · Eigenbelang naar 3 · Respect en interesse" in answer.content.decode()


def test_in_the_highest_dimension_the_aim_is_to_keep_it(
    assessed: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    Stakeholder.objects.update(dimension=Dimension.COHERENCE)
    client = client_of(leader)
    assert "Houd dit vast" in read(client, begin_url(assessed))
    assert "Houd 4 · Samenhang vast" in client.post(begin_url(assessed), follow=True).content.decode()


def test_a_relation_that_was_not_assessed_is_assessed_first(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    page = read(client, begin_url(stakeholder))
    assert "Beoordeel de relatie eerst." in page
    assert "Begin de brainstorm" not in page
    assert client.post(begin_url(stakeholder)).status_code == 409
    assert not Brainstorm.objects.exists()


def test_pressing_twice_begins_one(
    assessed: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    first, again = client.post(begin_url(assessed)), client.post(begin_url(assessed))
    assert first["Location"] == again["Location"]
    assert Brainstorm.objects.count() == 1
    client_of(co_leader).post(begin_url(assessed))
    Brainstorm.objects.update(begun_at=timezone.now() - timedelta(minutes=2))
    client.post(begin_url(assessed))
    assert Brainstorm.objects.count() == 3


def test_one_can_go_on_with_an_earlier_brainstorm(
    brainstorm: Brainstorm, assessed: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    add(brainstorm, by=leader)
    ideas.remove(add(brainstorm, by=leader), by=leader)
    page = read(client_of(co_leader), begin_url(assessed))
    assert "Ga verder" in page
    assert url(brainstorm) in page
    assert "1 idee<" in page


def test_the_page_of_a_relation_leads_to_it(assessed: Stakeholder, leader: Person, client_of: ClientOf) -> None:
    address = reverse("relationships:relation", args=[assessed.initiative_id, assessed.pk])
    assert begin_url(assessed) in read(client_of(leader), address)
