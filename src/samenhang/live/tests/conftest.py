from collections.abc import Iterator
from typing import Any

import pytest

from samenhang.live.tests.wall import Wall, walls


@pytest.fixture
def wall(settings: Any) -> Iterator[Wall]:
    """An empty wall, at /wall/ for who is signed in and at /open-wall/ for all."""
    settings.ROOT_URLCONF = "samenhang.live.tests.wall"
    walls.append(Wall())
    yield walls[-1]
    walls.clear()
