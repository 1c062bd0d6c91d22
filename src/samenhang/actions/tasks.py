"""What the worker does: at seven a task for each person to be mailed, and what befalls such a task.

A task may be run twice, by two workers or after one was lost: `digests.begin` lets only one of them mail.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samenhang.accounts.models import Person
from samenhang.actions import digests
from samenhang.actions.models import Digest

logger = logging.getLogger(__name__)

# Longer than a mail server is ever waited for.
LOST_AFTER = timedelta(minutes=2)
MOST_RUNS = 5
# 5 minutes, 15, 45, …: six times between seven in the morning and the evening.
FIRST_DELAY = timedelta(minutes=5)
LONGER_EACH_TIME = 3


@task
def send_digest(digest_id: str, attempt: int = 0) -> None:
    today = timezone.localdate()
    digest = Digest.objects.filter(pk=digest_id, on=today, sent_at=None).select_related("person").first()
    if not digest or not settings.SMTP_HOST:
        return
    if digest.begun_at:
        logger.warning("Overview %s was being mailed when a worker stopped. It is not mailed again.", digest.pk)
        return
    try:
        digests.send(digest)
    except digests.NotHandedOver as error:
        logger.warning("Overview %s was not taken by the mail server (%s).", digest.pk, error)
        try_later(digest, attempt)


def try_later(digest: Digest, attempt: int) -> None:
    """Offer it again, less and less often, until its day is over."""
    later = timezone.now() + FIRST_DELAY * LONGER_EACH_TIME**attempt
    if timezone.localdate(later) == digest.on:
        send_digest.using(run_after=later).enqueue(str(digest.pk), attempt + 1)
    else:
        logger.error("Overview %s could not be mailed all day.", digest.pk)


def plan(now: datetime) -> None:
    """Put into the queue what is due. Any number of workers may do so at once."""
    take_up_again(now)
    for person in digests.people_due(now):
        claim(person, now)


def claim(person: Person, now: datetime) -> None:
    """Make the one digest of this day together with its task, or neither."""
    with transaction.atomic():
        digest, is_new = Digest.objects.get_or_create(person=person, on=timezone.localdate(now))
        if is_new:
            send_digest.enqueue(str(digest.pk))


def take_up_again(now: datetime) -> None:
    """Put back what a lost worker left undone, or what failed by a fault of our own, a few times only."""
    left = DBTaskResult.objects.filter(
        task_path=send_digest.module_path,
        status__in=[TaskResultStatus.RUNNING, TaskResultStatus.FAILED],
        started_at__range=(now - timedelta(days=1), now - LOST_AFTER),
    )
    for one in left:
        if len(one.worker_ids) < MOST_RUNS:
            same = DBTaskResult.objects.filter(pk=one.pk, status=one.status, started_at=one.started_at)
            same.update(status=TaskResultStatus.READY)
