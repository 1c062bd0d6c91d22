"""What happens in the background: twice a minute somebody may have to be mailed, and the queue is worked through."""

import time

from django.db import close_old_connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from samenhang.actions.tasks import plan

PAUSE = 30


class BackgroundWorker(Worker):
    """Plans, works until the queue is empty, and waits; with `once` it leaves then.

    A signal to stop lets the task that is being done finish. While it waits, it stops at once.
    """

    def __init__(self, *, once: bool) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=PAUSE,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        self.once = once

    def run(self) -> None:
        while self.running:
            close_old_connections()
            plan(timezone.now())
            super().run()
            if self.once:
                return
            if self.running:
                time.sleep(PAUSE)
