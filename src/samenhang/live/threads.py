"""Threads that read and write the database."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import close_old_connections


class TidyThreads(ThreadPoolExecutor):
    """Threads that treat their database connection before and after each piece of work as Django does for a request.

    Where connections may live longer (CONN_MAX_AGE) each thread keeps its own, and loses it when it broke.
    """

    def submit[**Given, Answer](
        self, work: Callable[Given, Answer], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Answer]:
        def work_tidily() -> Answer:
            close_old_connections()
            try:
                return work(*args, **kwargs)
            finally:
                close_old_connections()

        return super().submit(work_tidily)
