"""The overview a person is mailed: on which mornings, about what, in which words, and in whose language."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from samenhang.accounts.models import Person
from samenhang.actions import digests
from samenhang.actions.models import Action, Digest, ReminderChoice, Snooze
from samenhang.actions.tasks import plan
from samenhang.actions.tests.examples import SECRETS, made_before, make_action
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.models import Stakeholder

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# A Tuesday.
TODAY = date(2026, 6, 2)
YESTERDAY = TODAY - timedelta(days=1)

type At = Callable[..., None]


def local(day: date, hour: int, minute: int = 0, zone: ZoneInfo = AMSTERDAM) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    settings.SMTP_HOST = "mail.example.org"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Set the clock, and let a worker look once."""

    def work(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(UTC))
        plan(timezone.now())
        work_through_queue()

    return work


def work_through_queue() -> None:
    """As a worker does, but within the transaction of the test."""
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
    )
    while result := DBTaskResult.objects.ready().first():
        result.claim(worker.worker_id)
        worker.run_task(result)
        assert result.status == TaskResultStatus.SUCCESSFUL, result.traceback


def made_in_time(initiative: Initiative, owner: Person, **fields: Any) -> Action:
    return made_before(make_action(initiative, owner, **fields), local(date(2026, 1, 5), 12))


def only_mail() -> Any:
    [message] = mail.outbox
    return message


# On which mornings


def test_nobody_is_mailed_before_seven_and_everybody_once_after(
    initiative: Initiative, leader: Person, co_leader: Person, at: At
) -> None:
    made_in_time(initiative, leader, due=YESTERDAY)
    made_in_time(initiative, co_leader, due=YESTERDAY)

    at(local(TODAY, 6, 59))
    assert mail.outbox == []
    for hour, minute in ((7, 0), (7, 1), (12, 0), (23, 59)):
        at(local(TODAY, hour, minute))

    assert sorted(one.to[0] for one in mail.outbox) == sorted([leader.email, co_leader.email])
    assert Digest.objects.filter(on=TODAY, begun_at__isnull=False, sent_at__isnull=False).count() == 2


def test_a_worker_that_starts_later_in_the_day_still_mails(initiative: Initiative, leader: Person, at: At) -> None:
    made_in_time(initiative, leader, due=YESTERDAY)

    at(local(TODAY, 16))

    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("day", "seven_in_utc"), [(date(2026, 3, 29), 5), (date(2026, 10, 25), 6)])
def test_there_is_one_mail_at_seven_on_the_day_the_clock_changes(
    initiative: Initiative, leader: Person, at: At, day: date, seven_in_utc: int
) -> None:
    made_in_time(initiative, leader, due=day - timedelta(days=9))
    midnight = local(day, 0).astimezone(UTC)
    seven = datetime(day.year, day.month, day.day, seven_in_utc, tzinfo=UTC)

    sent_at: list[datetime] = []
    for minutes in range(0, 26 * 60, 30):
        moment = midnight + timedelta(minutes=minutes)
        at(moment)
        sent_at += [moment] * (len(mail.outbox) - len(sent_at))

    assert sent_at == [seven]
    at(local(day + timedelta(days=1), 7))
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "America/Paramaribo", "Pacific/Pago_Pago"])
def test_the_morning_and_the_day_are_those_of_the_installation(
    initiative: Initiative, leader: Person, at: At, settings: Any, name: str
) -> None:
    settings.TIME_ZONE = name
    zone = ZoneInfo(name)
    made_in_time(initiative, leader, due=TODAY)

    at(local(TODAY, 6, 59, zone))
    assert mail.outbox == []
    at(local(TODAY, 7, 0, zone))

    assert only_mail().subject == "Samenhang: 1 actie binnen een week"
    assert Digest.objects.get().on == TODAY


@pytest.mark.parametrize(("rhythm", "mornings"), [(None, 7), ("daily", 7), ("weekly", 1), ("never", 0)])
def test_a_person_chooses_the_rhythm(
    initiative: Initiative, leader: Person, at: At, rhythm: str | None, mornings: int
) -> None:
    if rhythm:
        ReminderChoice.objects.create(person=leader, rhythm=rhythm)
    made_in_time(initiative, leader, due=YESTERDAY)

    for days in range(7):
        at(local(TODAY + timedelta(days=days), 7))

    assert len(mail.outbox) == mornings
    if rhythm == "weekly":
        assert Digest.objects.get().on.isoweekday() == 1


def test_what_changes_after_seven_waits_for_the_next_morning(initiative: Initiative, leader: Person, at: At) -> None:
    action = made_in_time(initiative, leader, due=YESTERDAY)
    made_before(action, local(TODAY, 9))

    at(local(TODAY, 10))
    assert mail.outbox == []

    at(local(TODAY + timedelta(days=1), 7))
    assert len(mail.outbox) == 1


def test_without_a_mail_server_there_is_no_task_and_nothing_fails(
    initiative: Initiative, leader: Person, at: At, settings: Any
) -> None:
    settings.SMTP_HOST = ""
    made_in_time(initiative, leader, due=YESTERDAY)

    at(local(TODAY, 8))

    assert mail.outbox == []
    assert not DBTaskResult.objects.exists()
    assert not Digest.objects.exists()


def test_a_mail_server_that_was_taken_away_again_gets_nothing(
    initiative: Initiative, leader: Person, at: At, settings: Any
) -> None:
    made_in_time(initiative, leader, due=YESTERDAY)
    plan(local(TODAY, 7))
    settings.SMTP_HOST = ""

    at(local(TODAY, 8))

    assert mail.outbox == []
    assert Digest.objects.get().sent_at is None


# About what


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({"due": YESTERDAY}, "1 actie te laat"),
        ({"due": TODAY}, "1 actie binnen een week"),
        ({"due": TODAY + timedelta(days=7)}, "1 actie binnen een week"),
        ({"due": TODAY + timedelta(days=8)}, None),
        ({"due": None}, None),
        ({"due": None, "is_accepted": False}, "1 actie wacht op uw ja"),
        ({"due": YESTERDAY, "is_accepted": False}, "1 actie wacht op uw ja"),
        ({"due": TODAY + timedelta(days=90), "is_accepted": False}, "1 actie wacht op uw ja"),
        ({"due": YESTERDAY, "postponed_until": TODAY + timedelta(days=1)}, None),
        ({"due": YESTERDAY, "postponed_until": TODAY + timedelta(days=1), "is_accepted": False}, None),
        ({"due": YESTERDAY, "postponed_until": TODAY}, "1 actie binnen een week"),
        ({"due": YESTERDAY - timedelta(days=1), "postponed_until": YESTERDAY}, "1 actie te laat"),
        ({"due": TODAY + timedelta(days=3), "postponed_until": YESTERDAY}, "1 actie binnen een week"),
        ({"due": None, "postponed_until": TODAY}, "1 actie binnen een week"),
        ({"due": None, "postponed_until": TODAY - timedelta(days=7)}, "1 actie binnen een week"),
        ({"due": None, "postponed_until": TODAY - timedelta(days=8)}, None),
        ({"due": YESTERDAY, "ended_at": local(TODAY, 1), "outcome": "done"}, None),
        ({"due": YESTERDAY, "removed_at": local(TODAY, 1)}, None),
    ],
)
def test_what_a_person_is_reminded_of(
    initiative: Initiative, leader: Person, at: At, fields: dict[str, Any], subject: str | None
) -> None:
    made_in_time(initiative, leader, **fields)

    at(local(TODAY, 7))

    assert [one.subject for one in mail.outbox] == ([f"Samenhang: {subject}"] if subject else [])


def test_late_begins_at_midnight_of_the_installation(initiative: Initiative, leader: Person) -> None:
    made_in_time(initiative, leader, due=TODAY)

    for moment, late in [(local(TODAY, 23, 59), 0), (local(TODAY + timedelta(days=1), 0, 0), 1)]:
        overview = digests.overview_of(leader, timezone.localdate(moment))
        assert overview
        assert len(overview.late) == late


def test_the_subject_tells_all_counts_and_the_mail_every_action_once(
    initiative: Initiative, leader: Person, at: At
) -> None:
    for text in ("Te laat 1", "Te laat 2"):
        made_in_time(initiative, leader, due=YESTERDAY, shared_text=text)
    made_in_time(initiative, leader, due=TODAY, shared_text="Vandaag")
    made_in_time(initiative, leader, due=TODAY, shared_text="Gevraagd", is_accepted=False)

    at(local(TODAY, 7))

    message = only_mail()
    assert message.subject == "Samenhang: 2 acties te laat, 1 actie binnen een week, 1 actie wacht op uw ja"
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    for text in ("Te laat 1", "Te laat 2", "Vandaag", "Gevraagd"):
        assert message.body.count(f"- {text}\n") == 1
        assert html.count(f">{text}</a>") == 1


def test_a_snoozed_action_is_not_told_until_its_day_and_only_to_who_snoozed_it(
    initiative: Initiative, leader: Person, at: At
) -> None:
    action = made_in_time(initiative, leader, due=YESTERDAY)
    Snooze.objects.create(action=action, person=leader, until=TODAY + timedelta(days=1))

    at(local(TODAY, 7))
    assert mail.outbox == []

    at(local(TODAY + timedelta(days=1), 7))
    assert len(mail.outbox) == 1


def test_the_snooze_of_somebody_else_changes_nothing(
    initiative: Initiative, leader: Person, co_leader: Person, at: At
) -> None:
    action = made_in_time(initiative, leader, due=YESTERDAY)
    Snooze.objects.create(action=action, person=co_leader, until=TODAY + timedelta(days=9))

    at(local(TODAY, 7))

    assert only_mail().to == [leader.email]


def test_nobody_is_reminded_of_what_they_may_not_see_any_more(
    initiative: Initiative, co_leader: Person, stakeholder: Stakeholder, at: At
) -> None:
    made_in_time(initiative, co_leader, due=YESTERDAY, is_shared=False)
    initiative.memberships.filter(person=co_leader).update(role=Role.PARTNER)
    at(local(TODAY, 7))
    assert mail.outbox == []

    made_in_time(initiative, co_leader, due=YESTERDAY, stakeholder=stakeholder)
    Stakeholder.objects.update(removed_at=timezone.now())
    at(local(TODAY, 8))
    assert mail.outbox == []

    made_in_time(initiative, co_leader, due=YESTERDAY)
    Initiative.objects.update(archived_at=timezone.now())
    at(local(TODAY, 9))
    assert mail.outbox == []

    Initiative.objects.update(archived_at=None)
    Person.objects.update(is_active=False)
    at(local(TODAY, 10))
    assert mail.outbox == []

    Person.objects.update(is_active=True)
    at(local(TODAY, 11))
    assert only_mail().subject == "Samenhang: 1 actie te laat"


def test_what_is_done_between_planning_and_mailing_is_not_told(initiative: Initiative, leader: Person, at: At) -> None:
    action = made_in_time(initiative, leader, due=YESTERDAY)
    plan(local(TODAY, 7))
    Action.objects.filter(pk=action.pk).update(ended_at=timezone.now())

    at(local(TODAY, 7, 1))
    at(local(TODAY, 8))

    assert mail.outbox == []
    assert Digest.objects.get().begun_at is None


def test_a_task_that_is_a_day_late_mails_nothing(initiative: Initiative, leader: Person, at: At) -> None:
    made_in_time(initiative, leader, due=YESTERDAY)
    plan(local(TODAY, 7))

    at(local(TODAY + timedelta(days=1), 6))
    assert mail.outbox == []

    at(local(TODAY + timedelta(days=1), 7))
    assert len(mail.outbox) == 1


# In which words


def everything_in(message: Any) -> str:
    html: str = message.alternatives[0].content
    return "\n".join([message.subject, message.body, html, message.message().as_string()])


def test_nothing_confidential_is_mailed_or_logged_or_kept_in_the_queue(
    initiative: Initiative, leader: Person, stakeholder: Stakeholder, at: At, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    made_in_time(initiative, leader, due=YESTERDAY, is_shared=False, shared_text="", stakeholder=stakeholder)

    at(local(TODAY, 7))

    message = only_mail()
    queue = str([vars(one) for one in DBTaskResult.objects.all()])
    for secret in SECRETS:
        assert secret not in everything_in(message)
        assert secret not in queue
        assert secret not in caplog.text
    assert "Vertrouwelijke actie" in message.body
    assert "Gezond in de wijk" in message.body


def test_the_mail_is_in_the_language_of_its_reader(
    initiative: Initiative, leader: Person, co_leader: Person, at: At
) -> None:
    Person.objects.filter(pk=leader.pk).update(language="en")
    for person in (leader, co_leader):
        made_in_time(initiative, person, due=YESTERDAY)

    at(local(TODAY, 7))

    by_reader: dict[str, Any] = {one.to[0]: one for one in mail.outbox}
    assert "1 June 2026" in by_reader[leader.email].body
    assert '<html lang="en">' in by_reader[leader.email].alternatives[0].content
    assert "1 juni 2026" in by_reader[co_leader.email].body


def test_marks_in_a_text_stay_marks(initiative: Initiative, leader: Person, at: At) -> None:
    Initiative.objects.update(name="A & B")
    made_in_time(initiative, leader, due=YESTERDAY, shared_text="Zeg <b>'nee'</b> & 🧵")

    at(local(TODAY, 7))

    message = only_mail()
    assert "- Zeg <b>'nee'</b> & 🧵\n  A & B, 1 juni 2026\n" in message.body
    assert "Zeg &lt;b&gt;&#x27;nee&#x27;&lt;/b&gt; &amp; 🧵</a>" in message.alternatives[0].content


def test_the_mail_leads_to_the_action_and_to_stopping(initiative: Initiative, leader: Person, at: At) -> None:
    action = made_in_time(initiative, leader, due=YESTERDAY)

    at(local(TODAY, 7))

    message = only_mail()
    site = "http://127.0.0.1:8000"
    for text in (message.body, message.alternatives[0].content):
        assert f"{site}/initiatives/{initiative.pk}/actions/{action.pk}/" in text
        assert f"{site}/actions/reminders/" in text
    headers = message.message()
    assert headers["List-Unsubscribe"] == f"<{site}/actions/reminders/>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"] == f"<{Digest.objects.get().pk}@127.0.0.1>"


# Keeping house


def test_digests_are_forgotten_after_ninety_days(leader: Person) -> None:
    for days in (0, 90, 91, 400):
        Digest.objects.create(person=leader, on=TODAY - timedelta(days=days))

    assert digests.forget_old(TODAY) == 2

    assert set(Digest.objects.values_list("on", flat=True)) == {TODAY, TODAY - timedelta(days=90)}


def test_looking_who_is_due_asks_one_question_however_many_there_are(
    initiative: Initiative, leader: Person, partner: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for person in (leader, partner):
        for _each in range(5):
            made_in_time(initiative, person, due=YESTERDAY)
        with django_assert_num_queries(1):
            assert person in list(digests.people_due(local(TODAY, 7)))


def test_an_overview_asks_one_question_whatever_its_size(
    initiative: Initiative, leader: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 30):
        for _each in range(count):
            made_in_time(initiative, leader, due=YESTERDAY)
        with django_assert_num_queries(1):
            digests.overview_of(leader, TODAY)
