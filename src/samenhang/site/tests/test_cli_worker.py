"""`samenhang worker`, as an administrator meets it."""

import signal
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Digest
from samenhang.actions.tests.examples import make_action
from samenhang.actions.tests.mail_server import PATIENCE, Gate, MailServer, mail_server
from samenhang.actions.tests.workers import COMMAND, Process, end_of, installation, worker
from samenhang.initiatives.models import Initiative
from samenhang.site.cli import main


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def late(initiative: Initiative, leader: Person) -> None:
    make_action(initiative, leader, due=date(2026, 1, 5))


def seconds_to_stop(process: Process) -> float:
    """How long it takes to leave in good order after a request to stop."""
    asked = timezone.now()
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    return (timezone.now() - asked).total_seconds()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("late")
def test_the_worker_mails_waits_for_more_and_stops_at_once_when_asked(server: MailServer, tmp_path: Path) -> None:
    server.gates["QUIT"] = mailed = Gate()
    with worker(installation(tmp_path, server)) as process:
        assert mailed.reached.wait(PATIENCE)
        mailed.open.set()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)

        assert seconds_to_stop(process) < 15

    assert len(server.messages) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("late")
def test_a_worker_that_is_asked_to_stop_while_it_mails_finishes_that_mail_first(
    server: MailServer, tmp_path: Path
) -> None:
    server.gates["message"] = busy = Gate()
    with worker(installation(tmp_path, server)) as process:
        assert busy.reached.wait(PATIENCE)
        process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        busy.open.set()
        assert process.wait(PATIENCE) == 0

    assert Digest.objects.get().sent_at


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("late")
def test_without_a_mail_server_the_worker_says_so_and_nothing_fails(tmp_path: Path) -> None:
    with worker(installation(tmp_path, server=None), "--once") as process:
        told = end_of(process)

    assert "SAMENHANG_SMTP_HOST is not set" in told
    assert not Digest.objects.exists()


def test_the_worker_does_not_start_on_a_database_that_is_behind(tmp_path: Path) -> None:
    env = {"SAMENHANG_DATA_DIR": str(tmp_path), "PATH": ""}
    result = subprocess.run([COMMAND, "worker", "--once"], env=env, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert "samenhang migrate" in result.stderr


@pytest.mark.django_db
def test_check_tells_of_how_many_mails_it_is_not_known_whether_they_were_sent(
    leader: Person, co_leader: Person
) -> None:
    sentence = "it is not known whether they were sent, in the past week: 1."
    now, today = timezone.now(), timezone.localdate()
    Digest.objects.create(person=leader, on=today, begun_at=now)
    Digest.objects.create(person=leader, on=today - timedelta(days=1), begun_at=now, sent_at=now)
    Digest.objects.create(person=leader, on=today - timedelta(days=30), begun_at=now - timedelta(days=30))
    assert "it is not known" not in CliRunner().invoke(main, ["check"]).stderr

    Digest.objects.create(person=co_leader, on=today, begun_at=now - timedelta(hours=1))
    assert sentence in CliRunner().invoke(main, ["check"]).stderr
