from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Outcome, Snooze
from samenhang.actions.tests.builders import SHARED, day, private, shared, stands, typed, url
from samenhang.initiatives.models import Initiative

type ClientOf = Callable[[Person | None], Client]


def said(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_a_partner_says_yes(client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person) -> None:
    action = shared(initiative, partner, accepted_at=None)
    client = client_of(partner)
    assert "Zeg ja tegen deze actie" in client.get(url("detail", action)).content.decode()
    answer = client.post(url("accept", action), {"seen": action.version})
    assert answer["Location"] == url("detail", action)
    assert (stands(action).is_appointment, stands(action).accepted_by) == (True, partner)
    page = client_of(leader).get(url("detail", action)).content.decode()
    assert "Afgesproken" in page
    assert "Nog geen afspraak" not in page


def test_one_says_yes_only_to_what_one_read(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action = shared(initiative, partner, accepted_at=None, due=day(9))
    client_of(leader).post(url("move", action), {"day": day(2).isoformat()})
    answer = client_of(partner).post(url("accept", action), {"seen": action.version})
    assert answer.status_code == 409
    assert "Deze actie is net gewijzigd" in answer.content.decode()
    assert stands(action).accepted_at is None
    client_of(partner).post(url("accept", action), {"seen": stands(action).version})
    assert stands(action).is_appointment


def test_a_yes_that_comes_after_somebody_else_was_chosen_says_so(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action = shared(initiative, partner, accepted_at=None)
    fields = typed(seen=action.version, shared_text=SHARED, is_shared="on", owner=str(leader.pk))
    client_of(leader).post(url("change", action), fields)
    answer = client_of(partner).post(url("accept", action), {"seen": action.version})
    assert answer.status_code == 409
    assert stands(action).accepted_by == leader


def test_a_leader_records_the_yes_of_an_organisation(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action = shared(initiative, organisation="Thuis in Oost", accepted_at=None)
    client = client_of(leader)
    assert "Thuis in Oost heeft hier geen account." in client.get(url("detail", action)).content.decode()
    assert "U legt namens hen vast" in client.get(url("accept", action)).content.decode()
    assert client_of(partner).post(url("accept", action)).status_code == 403
    client.post(url("accept", action), {"seen": action.version})
    assert (stands(action).is_appointment, stands(action).accepted_by) == (True, leader)
    assert "vastgelegd door Leider" in client.get(url("detail", action)).content.decode()
    assert "vastgelegd door" not in client_of(partner).get(url("detail", action)).content.decode()


def test_a_leader_does_not_say_yes_for_a_person(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action = shared(initiative, partner, accepted_at=None)
    assert client_of(leader).post(url("accept", action)).status_code == 403
    assert client_of(leader).post(url("give_back", action), {"why": "x"}).status_code == 403


def test_who_gives_back_says_why_and_only_leaders_read_it(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action, client = shared(initiative, partner), client_of(partner)
    assert "Schrijf kort waarom." in client.post(url("give_back", action), {"why": " "}).content.decode()
    assert client.post(url("give_back", action), {"why": "Onze voorzitter is ziek."}).status_code == 302
    now = stands(action)
    assert (now.owner, now.accepted_at, now.why) == (None, None, "Onze voorzitter is ziek.")
    assert "Onze voorzitter is ziek." in client_of(leader).get(url("detail", action)).content.decode()
    page = client.get(url("detail", action)).content.decode()
    assert "Nog niemand" in page
    assert "voorzitter" not in page


def test_done_and_the_way_back(client_of: ClientOf, initiative: Initiative, partner: Person) -> None:
    action, client = shared(initiative, partner, postponed_until=None), client_of(partner)
    answer = client.post(url("done", action), {"next": "/actions/"})
    assert answer["Location"] == "/actions/"
    assert (stands(action).outcome, stands(action).ended_by) == (Outcome.DONE, partner)
    assert f'<a href="{url("reopen", action)}?next=%2Factions%2F">Maak ongedaan</a>' in said(answer)
    assert "Heropen de actie" in client.get(f"{url('reopen', action)}?next=/actions/").content.decode()
    client.post(url("reopen", action))
    assert (stands(action).outcome, stands(action).ended_at, stands(action).ended_by) == ("", None, None)


def test_dropping_asks_for_a_reason_and_can_be_undone(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action, client = shared(initiative, partner), client_of(leader)
    assert client.post(url("drop", action)).status_code == 422
    client.post(url("drop", action), {"why": "De subsidie ging niet door."})
    assert stands(action).outcome == Outcome.DROPPED
    assert "De subsidie ging niet door." in client.get(url("detail", action)).content.decode()
    page = client_of(partner).get(url("detail", action)).content.decode()
    assert "Vervallen" in page
    assert "subsidie" not in page
    assert client_of(partner).post(url("reopen", action)).status_code == 403
    client.post(url("reopen", action))
    assert (stands(action).outcome, stands(action).why) == ("", "")
    assert stands(action).is_appointment


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("", "Kies een dag."),
        (day(0).isoformat(), "Dat is vandaag. Kies morgen of later."),
        (day(-1).isoformat(), "Deze dag is voorbij. Kies vandaag of later."),
        ("morgen", "Schrijf de datum als 14-04-2026."),
    ],
)
def test_one_postpones_to_a_day_that_is_still_to_come(
    client_of: ClientOf, initiative: Initiative, leader: Person, until: str, says: str
) -> None:
    action = private(initiative, leader)
    answer = client_of(leader).post(url("postpone", action), {"until": until, "why": "Eerst de vakantie."})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Eerst de vakantie." in answer.content.decode()


def test_what_is_postponed_is_not_too_late_and_comes_back_as_it_was(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action, client = private(initiative, leader, due=day(-2)), client_of(leader)
    client.post(url("postpone", action), {"until": day(7).isoformat(), "why": "Na de vakantie."})
    page = client.get(url("detail", action)).content.decode()
    assert "Uitgesteld tot" in page
    assert "Na de vakantie." in page
    assert "Te laat" not in page
    client.post(url("reopen", action))
    now = stands(action)
    assert (now.postponed_until, now.due, now.is_appointment) == (None, day(-2), True)


def test_removing_is_soft_and_can_be_undone(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action, client = shared(initiative, partner), client_of(leader)
    answer = client.post(url("remove", action))
    assert answer["Location"] == url("list", initiative)
    assert url("put_back", action) in said(answer)
    assert client.get(url("list", initiative)).context["lines"] == []
    assert client_of(partner).get(url("detail", action)).status_code == 404
    assert "Verwijderd door Leider" in client.get(url("detail", action)).content.decode()
    client.post(url("put_back", action))
    assert stands(action).removed_at is None
    assert client_of(partner).get(url("detail", action)).status_code == 200


def test_moving_the_action_of_another_asks_for_a_new_yes(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action = shared(initiative, partner, due=day(1))
    answer = client_of(leader).post(url("move", action), {"to": "next_week"})
    assert "Wij vragen Partner opnieuw om een ja." in said(answer)
    assert f"{url('move', action)}?day={day(1).isoformat()}" in said(answer)
    assert not stands(action).is_appointment


def test_moving_ones_own_keeps_the_yes_and_takes_up_what_was_postponed(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action = private(initiative, leader, due=day(1), postponed_until=day(30))
    client_of(leader).post(url("move", action), {"to": "none"})
    assert (stands(action).due, stands(action).postponed_until, stands(action).is_appointment) == (None, None, True)
    assert client_of(leader).post(url("move", action), {"day": ""}).status_code == 422
    assert client_of(leader).post(url("move", action), {"day": day(-1).isoformat()}).status_code == 422
    client_of(leader).post(url("move", action), {"day": day(4).isoformat()})
    assert stands(action).due == day(4)


def test_a_reminder_is_put_off_for_oneself_alone(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action, client = shared(initiative, partner), client_of(partner)
    client.post(url("snooze", action), {"to": "tomorrow"})
    client.post(url("snooze", action), {"day": day(6).isoformat()})
    assert [(one.person, one.until) for one in Snooze.objects.all()] == [(partner, day(6))]
    assert "U krijgt pas weer een herinnering vanaf" in client.get(url("detail", action)).content.decode()
    assert "herinnering vanaf" not in client_of(leader).get(url("detail", action)).content.decode()
    assert client.post(url("snooze", action), {"day": day(0).isoformat()}).status_code == 422
    client.post(url("snooze", action), {"to": "none"})
    assert not Snooze.objects.exists()


@pytest.mark.parametrize("act", ["accept", "give_back", "done", "drop", "postpone", "move"])
def test_what_has_ended_is_reopened_first(
    act: str, client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action = private(initiative, leader, outcome=Outcome.DROPPED, ended_at=timezone.now())
    answer = client_of(leader).post(url(act, action), {"why": "x", "until": day(3).isoformat(), "to": "none"})
    assert said(answer) == "Deze actie is al afgerond. Heropen de actie eerst."
    assert stands(action).outcome == Outcome.DROPPED


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_one_is_never_sent_to_another_host(
    elsewhere: str, client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action = private(initiative, leader)
    assert client_of(leader).post(url("done", action), {"next": elsewhere})["Location"] == url("detail", action)
    page = client_of(leader).get(f"{url('reopen', action)}?next={elsewhere}").content.decode()
    assert elsewhere not in page.split("<main")[1]


def test_markup_in_an_action_stays_text_in_the_message(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action = private(initiative, leader, private_text="<script>alert(1)</script>")
    answer: Any = client_of(leader).post(url("done", action), follow=True)
    assert "&lt;script&gt;alert(1)" in answer.content.decode()
    assert "<script>alert(1)" not in answer.content.decode()


def test_every_act_has_a_page_that_says_what_it_does(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action: Action = private(initiative, leader, accepted_at=None, postponed_until=day(3))
    for act in ("accept", "give_back", "done", "drop", "postpone", "reopen", "move", "remove", "put_back", "snooze"):
        page = client_of(leader).get(url(act, action)).content.decode()
        assert "<h1>" in page, act
        assert 'name="seen"' in page, act
    assert stands(action).changed_at == action.changed_at
