import pytest
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.interventions.models import Brainstorm, Door, Idea
from samenhang.interventions.tests.along import door_of
from samenhang.interventions.tests.brainstorming import begun
from samenhang.interventions.tests.weighed import interest_of
from samenhang.stakeholders.models import Interest, Stakeholder


@pytest.fixture
def brainstorm(stakeholder: Stakeholder, leader: Person) -> Brainstorm:
    return begun(stakeholder, by=leader)


@pytest.fixture
def idea(brainstorm: Brainstorm) -> Idea:
    """The first one, in a test whose brainstorm has any."""
    found: Idea = brainstorm.ideas.order_by("id")[0]
    return found


@pytest.fixture
def interest(stakeholder: Stakeholder) -> Interest:
    return interest_of(stakeholder, "Minder volle spreekuren")


@pytest.fixture
def door(brainstorm: Brainstorm, leader: Person) -> Door:
    return door_of(brainstorm, leader)


@pytest.fixture
def phone() -> Client:
    """Of somebody who thinks along."""
    return Client(headers={"accept-language": "nl"})
