from collections.abc import Callable

import pytest
from django.test import Client

from samenhang.accounts.models import Person
from tests.world import World, build


@pytest.fixture
def world(
    leader: Person,
    co_leader: Person,
    partner: Person,
    other_leader: Person,
    stranger: Person,
    administrator: Person,
    client_of: Callable[[Person | None], Client],
) -> World:
    """An initiative with something in every corner, and everyone who may or may not see it."""
    people = {
        "leader": leader,
        "co_leader": co_leader,
        "partner": partner,
        "other_leader": other_leader,
        "stranger": stranger,
        "administrator": administrator,
        "nobody": None,
    }
    return build(people, client_of)
