"""Several people who do something at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def all_at_once[T](acts: Sequence[Callable[[], T]]) -> list[T]:
    """What each act gave. Each is done in a thread and on a database connection of its own, and they begin together."""
    ready = Barrier(len(acts), timeout=10)

    def run(act: Callable[[], T]) -> T:
        try:
            ready.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts))
