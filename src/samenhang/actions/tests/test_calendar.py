"""The calendar of a person: what it tells, to whom, and that a program which is not the writer can read it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from samenhang.accounts.models import Person
from samenhang.actions.feeds import secret_address
from samenhang.actions.models import CalendarFeed
from samenhang.actions.tests.examples import SECRETS, make_action
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative, Invitation
from samenhang.stakeholders.models import Stakeholder

DUE = date(2026, 12, 31)

type ClientOf = Callable[[Person | None], Client]


def fetch(feed: CalendarFeed) -> Any:
    """What a calendar program gets, that is signed in nowhere."""
    return Client().get(secret_address(feed))


def calendar_of(person: Person) -> Any:
    feed, _is_new = CalendarFeed.objects.get_or_create(person=person, revoked_at=None)
    return vobject.readOne(fetch(feed).content.decode())


def events_of(person: Person) -> list[Any]:
    return list(calendar_of(person).contents.get("vevent", []))


def summaries(person: Person) -> list[str]:
    return [event.summary.value for event in events_of(person)]


def test_a_person_reads_their_own_actions_without_signing_in(initiative: Initiative, leader: Person) -> None:
    action = make_action(initiative, leader, due=DUE, shared_text="Bel, mail; en\\of app 🧵")

    [event] = events_of(leader)

    assert event.summary.value == "Bel, mail; en\\of app 🧵"
    assert (event.dtstart.value, event.dtend.value) == (DUE, DUE + timedelta(days=1))
    assert event.status.value == "CONFIRMED"
    assert "Gezond in de wijk" in event.description.value
    assert event.url.value.startswith("http://127.0.0.1:8000/initiatives/")
    assert str(action.pk) in event.url.value


def test_the_answer_is_a_calendar_that_is_kept_nowhere(leader: Person) -> None:
    answer = fetch(CalendarFeed.objects.create(person=leader))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert answer.cookies == {}


def test_nothing_confidential_leaves_by_the_calendar(initiative: Initiative, leader: Person, stakeholder: Any) -> None:
    make_action(initiative, leader, due=DUE, is_shared=False, shared_text="", stakeholder=stakeholder)
    make_action(initiative, leader, due=DUE, is_shared=False, shared_text="Bel iemand", stakeholder=stakeholder)

    content = fetch(CalendarFeed.objects.create(person=leader)).content.decode()

    assert [secret for secret in SECRETS if secret in content.replace("\r\n ", "")] == []
    assert sorted(summaries(leader)) == ["Bel iemand", "Vertrouwelijke actie"]
    assert content.count("CLASS:PRIVATE") == 2


def test_the_calendar_speaks_the_language_of_its_person(initiative: Initiative, leader: Person) -> None:
    make_action(initiative, leader, due=DUE, is_accepted=False)

    for language in ("nl", "en"):
        Person.objects.filter(pk=leader.pk).update(language=language)
        with translation.override(language):
            expected = translation.gettext("Nog geen afspraak.")
        assert expected in events_of(leader)[0].description.value


def test_what_is_not_accepted_is_tentative(initiative: Initiative, leader: Person) -> None:
    make_action(initiative, leader, due=DUE, is_accepted=False)

    assert events_of(leader)[0].status.value == "TENTATIVE"


def test_a_postponed_action_stands_on_its_new_day(initiative: Initiative, leader: Person) -> None:
    later = DUE + timedelta(days=30)
    make_action(initiative, leader, due=DUE, postponed_until=later)
    make_action(initiative, leader, due=None, postponed_until=later)

    assert [event.dtstart.value for event in events_of(leader)] == [later, later]


def test_a_changed_action_stays_the_same_event_with_a_higher_sequence(initiative: Initiative, leader: Person) -> None:
    action = make_action(initiative, leader, due=DUE)
    [before] = events_of(leader)
    assert before.sequence.value == "0"

    action.shared_text = "Bel morgen"
    action.save()

    [after] = events_of(leader)
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.last_modified.value > before.last_modified.value


def test_a_clock_that_was_put_back_breaks_no_calendar(initiative: Initiative, leader: Person) -> None:
    action = make_action(initiative, leader, due=DUE)
    type(action).objects.update(changed_at=action.created_at - timedelta(hours=1))

    assert events_of(leader)[0].sequence.value == "0"


@pytest.mark.parametrize(
    "change",
    [
        {"ended_at": timezone.now(), "outcome": "done"},
        {"removed_at": timezone.now()},
        {"owner": None},
        {"due": None},
    ],
)
def test_an_action_that_is_no_longer_to_be_done_leaves_the_calendar(
    initiative: Initiative, leader: Person, change: dict[str, Any]
) -> None:
    action = make_action(initiative, leader, due=DUE)
    assert len(events_of(leader)) == 1

    type(action).objects.filter(pk=action.pk).update(**change)

    assert events_of(leader) == []


def test_an_action_leaves_the_calendar_with_the_stakeholder_it_is_about(
    initiative: Initiative, leader: Person, stakeholder: Stakeholder
) -> None:
    make_action(initiative, leader, due=DUE, stakeholder=stakeholder)
    assert len(events_of(leader)) == 1

    Stakeholder.objects.update(removed_at=timezone.now())

    assert events_of(leader) == []


def test_who_may_see_what_is_asked_at_every_fetch(initiative: Initiative, co_leader: Person) -> None:
    make_action(initiative, co_leader, due=DUE, shared_text="Gedeeld")
    make_action(initiative, co_leader, due=DUE, shared_text="Besloten", is_shared=False)
    assert sorted(summaries(co_leader)) == ["Besloten", "Gedeeld"]

    membership = initiative.memberships.get(person=co_leader)
    membership.role = Role.PARTNER
    membership.save()
    assert summaries(co_leader) == ["Gedeeld"]

    initiative.archive(by=co_leader)
    assert summaries(co_leader) == []
    initiative.reopen()

    membership.delete()
    assert summaries(co_leader) == []


def test_somebody_elses_actions_are_not_in_it(initiative: Initiative, leader: Person, co_leader: Person) -> None:
    make_action(initiative, co_leader, due=DUE)

    assert events_of(leader) == []


def test_an_address_that_was_made_up_or_signed_for_something_else_does_not_exist(leader: Person) -> None:
    feed = CalendarFeed.objects.create(person=leader)
    invitation = Invitation(id=feed.pk)
    good = feed.token

    for token in [str(feed.pk), good[:-1], good.replace(":", ":x"), invitation.token, "x:y", "x"]:
        assert Client().get(f"/calendar/{token}.ics").status_code == 404, token
    assert Client().get(f"/calendar/{good}.ics").status_code == 200


def test_an_address_of_nobody_here_does_not_exist(leader: Person, co_leader: Person) -> None:
    feed = CalendarFeed.objects.create(person=leader)
    other = CalendarFeed.objects.create(person=co_leader)

    Person.objects.filter(pk=leader.pk).update(is_active=False)
    assert fetch(feed).status_code == 404

    co_leader.delete()
    assert fetch(other).status_code == 404


def test_a_feed_asks_the_same_number_of_questions_whatever_its_size(
    initiative: Initiative, leader: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    feed = CalendarFeed.objects.create(person=leader)
    for count in (1, 30):
        for _each in range(count):
            make_action(initiative, leader, due=DUE)
        with django_assert_num_queries(2):
            fetch(feed)


# The page with addresses


def test_a_person_makes_an_address_copies_it_and_withdraws_it(leader: Person, client_of: ClientOf) -> None:
    client = client_of(leader)
    page = reverse("own_actions:feeds")
    assert b".ics" not in client.get(page).content

    client.post(reverse("own_actions:new_feed"))
    feed = CalendarFeed.objects.get(person=leader)
    assert secret_address(feed) in client.get(page).content.decode()
    assert fetch(feed).status_code == 200

    client.post(reverse("own_actions:revoke_feed", args=[feed.pk]))
    assert fetch(feed).status_code == 404
    assert secret_address(feed) not in client.get(page).content.decode()


def test_nobody_sees_or_withdraws_the_address_of_somebody_else(
    leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    feed = CalendarFeed.objects.create(person=leader)
    client = client_of(co_leader)

    assert secret_address(feed) not in client.get(reverse("own_actions:feeds")).content.decode()
    assert client.post(reverse("own_actions:revoke_feed", args=[feed.pk])).status_code == 404
    assert fetch(feed).status_code == 200


def test_an_address_is_made_and_withdrawn_by_pressing_a_button_only(leader: Person, client_of: ClientOf) -> None:
    feed = CalendarFeed.objects.create(person=leader)
    client = client_of(leader)

    assert client.get(reverse("own_actions:new_feed")).status_code == 405
    assert client.get(reverse("own_actions:revoke_feed", args=[feed.pk])).status_code == 405
    assert Client().post(secret_address(feed)).status_code == 405


# One action as a file

SEES = {"leader": (200, 200), "co_leader": (200, 200), "partner": (200, 404)}
SEES |= dict.fromkeys(["stranger", "other_leader", "administrator"], (404, 404)) | {"nobody": (302, 302)}


@pytest.mark.parametrize("role", SEES)
def test_one_action_is_a_file_for_whoever_may_see_it(
    role: str, initiative: Initiative, leader: Person, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    who = None if role == "nobody" else request.getfixturevalue(role)
    shared, confidential = (make_action(initiative, leader, due=DUE, is_shared=shared) for shared in (True, False))

    answers = [
        client_of(who).get(reverse("actions:ics", args=[initiative.pk, action.pk])) for action in (shared, confidential)
    ]

    assert tuple(answer.status_code for answer in answers) == SEES[role]
    for answer in answers:
        assert not any(secret in answer.content.decode() for secret in SECRETS)
    if answers[0].status_code == 200:
        assert vobject.readOne(answers[0].content.decode()).vevent.summary.value == "Bel de praktijk"


def test_an_action_without_a_day_is_no_file(initiative: Initiative, leader: Person, client_of: ClientOf) -> None:
    action = make_action(initiative, leader, due=None)

    assert client_of(leader).get(reverse("actions:ics", args=[initiative.pk, action.pk])).status_code == 404


def test_an_action_is_not_found_in_another_initiative(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    other = Initiative.begin(leader, name="Iets anders", goal="Een ander doel.")
    action = make_action(initiative, leader, due=DUE)

    assert client_of(leader).get(reverse("actions:ics", args=[other.pk, action.pk])).status_code == 404
