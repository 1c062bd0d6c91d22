"""A map that lies open, and the product served by its own command."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.workshops.columns import Phase
from samenhang.workshops.models import Board, Workshop
from tests.faults.serving import Server


@pytest.fixture
def server(transactional_db: None, tmp_path: Path) -> Iterator[Server]:
    served = Server(tmp_path / "server.log")
    served.start()
    yield served
    served.clear_away()


@pytest.fixture
def board(transactional_db: None, initiative: Initiative, leader: Person) -> Board:
    """What is written is shown to everybody at once."""
    workshop = Workshop.objects.create(initiative=initiative, title="Samen de wijk in", goal="Hoe werken wij samen?")
    made: Board = Board.objects.create(
        initiative=initiative, workshop=workshop, facilitator=leader, door_is_open=True, phase=Phase.GROUP
    )
    return made
