"""Threads that read the database now and then."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connections


class TidyThreads(ThreadPoolExecutor):
    """Threads that give their database connection back after each piece of work, as a request does at its end."""

    def submit[**Given, Answer](
        self, work: Callable[Given, Answer], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Answer]:
        def work_tidily() -> Answer:
            try:
                return work(*args, **kwargs)
            finally:
                connections.close_all()

        return super().submit(work_tidily)
