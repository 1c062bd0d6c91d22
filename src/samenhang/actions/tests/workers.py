"""Real workers for tests: processes on the database of the test, that mail to a mail server of the test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samenhang.actions.tests.mail_server import PATIENCE, MailServer

COMMAND = Path(sys.executable).with_name("samenhang")
INHERITED = {"PATH", "HOME", "LANG", "PYTHONPATH", "SAMENHANG_KEYS"}

type Process = subprocess.Popen[str]


def installation(folder: Path, server: MailServer | None) -> dict[str, str]:
    """Its environment. There it is noon, whenever tests run: past seven in the morning, and midnight is far."""
    env = {name: value for name, value in os.environ.items() if name in INHERITED} | {
        "SAMENHANG_DATA_DIR": str(folder),
        "DATABASE_URL": address_of_database(),
        "SAMENHANG_TIME_ZONE": zone_where_it_is_noon(),
    }
    if server:
        env |= {"SAMENHANG_SMTP_HOST": "127.0.0.1", "SAMENHANG_SMTP_PORT": str(server.port)}
        env |= {"SAMENHANG_SMTP_TLS": "false"}
    return env


def address_of_database() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    who = f"{settings['USER']}:{quote(settings['PASSWORD'])}"
    return f"postgres://{who}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def zone_where_it_is_noon() -> str:
    return f"Etc/GMT{timezone.now().hour - 12:+d}"


@contextmanager
def worker(env: dict[str, str], *options: str) -> Iterator[Process]:
    """`samenhang worker`, ended at the latest when the block is."""
    process = subprocess.Popen(
        [COMMAND, "worker", *options], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def end_of(process: Process) -> str:
    """What it told and logged, once it is done with everything."""
    told, log = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, log
    return told + log


def lose_patience() -> None:
    """Two minutes and more go by for who works on something, or never will again."""
    for result in DBTaskResult.objects.exclude(started_at=None):
        result.started_at -= timedelta(minutes=3)
        result.save()


def wait_out_delays() -> None:
    """What is to be tried again later, is to be tried now."""
    DBTaskResult.objects.filter(run_after__gt=timezone.now(), run_after__year__lt=9999).update(run_after=timezone.now())
