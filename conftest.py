"""The same cast in every test: an initiative with its leader, co-leader and partner, and people from outside."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative, Membership
from samenhang.stakeholders.models import Kind, Stakeholder

PASSWORD = "een lang genoeg wachtwoord"


def person(name: str, **fields: Any) -> Person:
    return Person.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, name=name, **fields)


@pytest.fixture
def leader(db: None) -> Person:
    return person("Leider")


@pytest.fixture
def co_leader(db: None) -> Person:
    return person("Medeleider")


@pytest.fixture
def partner(db: None) -> Person:
    return person("Partner")


@pytest.fixture
def stranger(db: None) -> Person:
    return person("Vreemde")


@pytest.fixture
def administrator(db: None) -> Person:
    return person("Beheerder", is_administrator=True)


@pytest.fixture
def other_leader(db: None) -> Person:
    """Leads an initiative of their own, and no other."""
    other = person("Andere Leider")
    Initiative.begin(other, name="Iets anders", goal="Een ander doel.")
    return other


@pytest.fixture
def initiative(leader: Person, co_leader: Person, partner: Person) -> Initiative:
    made = Initiative.begin(leader, name="Gezond in de wijk", goal="Bewoners bewegen elke dag dicht bij huis.")
    Membership.objects.create(initiative=made, person=co_leader, role=Role.CO_LEADER)
    Membership.objects.create(initiative=made, person=partner, role=Role.PARTNER)
    return made


@pytest.fixture
def stakeholder(initiative: Initiative) -> Stakeholder:
    made: Stakeholder = Stakeholder.objects.create(
        initiative=initiative, name="Huisartsenpraktijk", kind=Kind.ORGANISATION
    )
    return made


@pytest.fixture
def client_of(db: None) -> Callable[[Person | None], Client]:
    """A signed-in browser without JavaScript, reading Dutch."""

    def make(who: Person | None) -> Client:
        client = Client(headers={"accept-language": "nl"})
        if who:
            client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
