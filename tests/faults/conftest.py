"""A map that lies open, and the product served by its own command."""

from collections.abc import Iterator

import pytest

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.workshops.columns import Phase
from samenhang.workshops.models import Board, Workshop
from tests.faults.serving import Server


@pytest.fixture(scope="module")
def product(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("server") / "log")
    yield made
    made.clear_away()


@pytest.fixture
def server(product: Server, transactional_db: None) -> Server:
    """One that runs, whatever the test before did to it."""
    if not product.is_running:
        product.start()
    return product


@pytest.fixture
def board(transactional_db: None, initiative: Initiative, leader: Person) -> Board:
    """What is written is shown to everybody at once."""
    workshop = Workshop.objects.create(initiative=initiative, title="Samen de wijk in", goal="Hoe werken wij samen?")
    made: Board = Board.objects.create(
        initiative=initiative, workshop=workshop, facilitator=leader, door_is_open=True, phase=Phase.GROUP
    )
    return made
