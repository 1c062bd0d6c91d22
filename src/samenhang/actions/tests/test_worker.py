"""Overviews are mailed once: by real workers, on the database of the test, to a real mail server.

Workers race each other, are killed at the worst moments, and meet mail servers that refuse or hang up.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samenhang.accounts.models import Person
from samenhang.actions import digests, tasks
from samenhang.actions.models import Digest
from samenhang.actions.tests.examples import make_action
from samenhang.actions.tests.mail_server import PATIENCE, Gate, MailServer, mail_server
from samenhang.actions.tests.workers import (
    Process,
    end_of,
    installation,
    lose_patience,
    wait_out_delays,
    worker,
    zone_where_it_is_noon,
)
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative, Membership

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LONG_AGO = date(2026, 1, 5)

type Start = Callable[[], AbstractContextManager[Process]]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def start(server: MailServer, tmp_path: Path) -> Start:
    return lambda: worker(installation(tmp_path, server), "--once")


def run_once(start: Start) -> str:
    with start() as process:
        return end_of(process)


@pytest.fixture
def late(initiative: Initiative, leader: Person) -> None:
    """The leader has something to be told."""
    make_action(initiative, leader, due=LONG_AGO)


def only_digest() -> Digest:
    return Digest.objects.get()


@pytest.mark.usefixtures("late")
def test_a_worker_mails_and_stops_and_the_next_has_nothing_to_do(
    start: Start, server: MailServer, leader: Person
) -> None:
    run_once(start)
    run_once(start)

    [message] = server.messages
    assert message["To"] == leader.email
    assert message["Subject"] == "Samenhang: 1 actie te laat"
    assert {part.get_content_type() for part in message.walk()} >= {"text/plain", "text/html"}
    assert message["Message-ID"] == f"<{only_digest().pk}@127.0.0.1>"
    assert only_digest().sent_at


def test_two_workers_at_once_mail_everybody_once(start: Start, server: MailServer, initiative: Initiative) -> None:
    people = [Person.objects.create_user(f"p{number}@example.org", name="P") for number in range(12)]
    for person in people:
        Membership.objects.create(initiative=initiative, person=person, role=Role.PARTNER)
        make_action(initiative, person, due=LONG_AGO)
    # The first two conversations wait for each other: both workers are at work, each with a task of its own.
    first_two = threading.Barrier(2, action=lambda: setattr(server, "together", None))
    server.together = first_two

    with start() as one, start() as other:
        end_of(one)
        end_of(other)

    assert not first_two.broken
    assert server.readers == sorted(person.email for person in people)
    assert Digest.objects.filter(sent_at__isnull=False).count() == len(people)


def test_two_that_plan_at_once_make_one_task_for_each_person(
    initiative: Initiative, leader: Person, co_leader: Person, settings: Any
) -> None:
    settings.SMTP_HOST = "mail.example.org"
    settings.TIME_ZONE = zone_where_it_is_noon()
    for person in (leader, co_leader):
        make_action(initiative, person, due=LONG_AGO)
    together = threading.Barrier(4)

    def plan() -> None:
        try:
            people = list(digests.people_due(now))
            together.wait(PATIENCE)
            for person in people:
                tasks.claim(person, now)
        finally:
            connection.close()

    now = timezone.now()
    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(plan) for _each in range(4)]:
            done.result()

    assert Digest.objects.count() == DBTaskResult.objects.count() == 2


# Killed


@pytest.mark.usefixtures("late")
def test_a_worker_killed_before_it_began_to_mail_is_succeeded_by_another(start: Start, server: MailServer) -> None:
    server.gates["greeting"] = Gate()
    with start() as process:
        assert server.gates["greeting"].reached.wait(PATIENCE)
        process.kill()
    assert only_digest().begun_at is None
    server.gates.pop("greeting").open.set()

    run_once(start)
    assert server.messages == [], "another worker may still be busy with it"

    lose_patience()
    run_once(start)
    run_once(start)
    assert len(server.messages) == 1
    assert only_digest().sent_at


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize("moment", ["MAIL", "DATA", "message"])
def test_a_worker_killed_while_it_mails_is_not_succeeded(start: Start, server: MailServer, moment: str) -> None:
    server.gates[moment] = Gate()
    with start() as process:
        assert server.gates[moment].reached.wait(PATIENCE)
        process.kill()
    assert only_digest().begun_at
    server.gates.pop(moment).open.set()
    received = len(server.messages)

    lose_patience()
    log = run_once(start)
    run_once(start)

    assert len(server.messages) == received <= 1
    assert only_digest().sent_at is None
    assert f"Overview {only_digest().pk} was being mailed when a worker stopped." in log


@pytest.mark.usefixtures("late")
def test_a_worker_that_was_given_up_but_lives_does_not_mail_a_second_time(start: Start, server: MailServer) -> None:
    slow = server.gates["greeting"] = Gate()
    with start() as first:
        assert slow.reached.wait(PATIENCE)
        lose_patience()
        del server.gates["greeting"]
        run_once(start)
        assert len(server.messages) == 1

        slow.open.set()
        end_of(first)

    assert len(server.messages) == 1


# Refused


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("greeting", "554 not now"),
        ("MAIL", "451 try later"),
        ("RCPT", "550 nobody here"),
        ("DATA", "554 no"),
        ("message", "452 no room"),
    ],
)
def test_what_the_mail_server_refuses_is_offered_again_later(
    start: Start, server: MailServer, verb: str, answer: str
) -> None:
    server.answers[verb] = answer
    log = run_once(start)
    assert "was not taken by the mail server" in log
    assert "example.org" not in log
    assert only_digest().begun_at is None

    server.answers.clear()
    wait_out_delays()
    run_once(start)
    assert len(server.messages) == 1
    assert only_digest().sent_at


@pytest.mark.usefixtures("late")
def test_a_mail_server_that_is_away_is_asked_again_later(start: Start, server: MailServer) -> None:
    server.hangs_up_at = "greeting"
    run_once(start)
    assert only_digest().begun_at is None

    server.hangs_up_at = ""
    run_once(start)
    assert server.messages == [], "not before its time"

    wait_out_delays()
    run_once(start)
    run_once(start)
    assert len(server.messages) == 1


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize("verb", ["DATA", "message"])
def test_a_connection_that_breaks_meanwhile_is_not_tried_again(start: Start, server: MailServer, verb: str) -> None:
    """The mail server may have the message: what it says last was not heard."""
    server.hangs_up_at = verb
    log = run_once(start)
    assert "it is not known whether it was mailed" in log
    assert "example.org" not in log

    server.hangs_up_at = ""
    wait_out_delays()
    lose_patience()
    run_once(start)

    assert len(server.messages) == (verb == "message")
    assert only_digest().begun_at
    assert only_digest().sent_at is None


@pytest.mark.usefixtures("late")
def test_a_mail_server_that_does_not_say_goodbye_has_the_message_all_the_same(start: Start, server: MailServer) -> None:
    server.answers["QUIT"] = "500 what?"
    run_once(start)

    assert only_digest().sent_at
