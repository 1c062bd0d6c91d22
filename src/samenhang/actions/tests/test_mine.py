from collections.abc import Callable
from typing import Any

from django.test import Client

from samenhang.accounts.models import Person
from samenhang.actions.models import Snooze
from samenhang.actions.tests.builders import PRIVATE, SHARED, day, private, shared, stands, url
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative, Membership

type ClientOf = Callable[[Person | None], Client]


def groups(answer: Any) -> dict[str, list[str]]:
    return {name: [one.line.text for one in found] for name, found in answer.context["own"].groups}


def test_ones_own_actions_of_every_initiative_stand_by_when_they_are_due(
    client_of: ClientOf, leader: Person, co_leader: Person, initiative: Initiative
) -> None:
    second = Initiative.begin(leader, name="Tweede", goal="Nog een doel.")
    private(initiative, leader, private_text="te laat", due=day(-1))
    private(second, leader, private_text="vandaag", due=day(0))
    private(second, leader, private_text="volgende week", due=day(10))
    private(initiative, leader, private_text="ooit")
    private(initiative, leader, private_text="rust", postponed_until=day(4))
    private(initiative, co_leader, private_text="van een ander")
    answer = client_of(leader).get("/actions/")
    assert groups(answer) == {
        "Te laat": ["te laat"],
        "Deze week": ["vandaag"],
        "Later": ["volgende week"],
        "Zonder datum": ["ooit"],
        "Uitgesteld": ["rust"],
    }
    assert "Tweede" in answer.content.decode()
    assert "van een ander" not in answer.content.decode()


def test_what_waits_for_a_yes_stands_on_top_with_both_buttons(
    client_of: ClientOf, partner: Person, initiative: Initiative
) -> None:
    action, client = shared(initiative, partner, accepted_at=None, due=day(-1)), client_of(partner)
    answer = client.get("/actions/")
    page = answer.content.decode()
    assert [one.line.text for one in answer.context["own"].waiting] == [SHARED]
    assert groups(answer) == {}
    assert url("accept", action) in page
    assert url("give_back", action) in page
    client.post(url("accept", action), {"seen": action.version, "next": "/actions/"})
    assert groups(client.get("/actions/")) == {"Te laat": [SHARED]}


def test_one_person_reads_as_leader_here_and_as_partner_there(
    client_of: ClientOf, leader: Person, other_leader: Person, initiative: Initiative
) -> None:
    elsewhere = Initiative.objects.exclude(pk=initiative.pk).get()
    Membership.objects.create(initiative=elsewhere, person=leader, role=Role.PARTNER)
    shared(initiative, leader, private_text="mag ik lezen")
    shared(elsewhere, leader, private_text="mag ik niet lezen", hours=3)
    page = client_of(leader).get("/actions/").content.decode()
    assert "mag ik lezen" in page
    assert "mag ik niet lezen" not in page
    assert SHARED in page
    assert "Kost 3 uur" not in page


def test_who_left_the_initiative_has_no_action_there(
    client_of: ClientOf, partner: Person, initiative: Initiative
) -> None:
    shared(initiative, partner)
    Membership.objects.get(initiative=initiative, person=partner).delete()
    assert client_of(partner).get("/actions/").context["own"].is_empty


def test_a_leader_who_becomes_partner_loses_sight_of_confidential_actions(
    client_of: ClientOf, co_leader: Person, initiative: Initiative
) -> None:
    private(initiative, co_leader)
    Membership.objects.filter(initiative=initiative, person=co_leader).update(role=Role.PARTNER)
    assert PRIVATE not in client_of(co_leader).get("/actions/").content.decode()


def test_when_one_is_reminded_again_stands_there(
    client_of: ClientOf, leader: Person, co_leader: Person, initiative: Initiative
) -> None:
    action = private(initiative, leader)
    Snooze.objects.create(action=action, person=co_leader, until=day(3))
    assert "herinnering vanaf" not in client_of(leader).get("/actions/").content.decode()
    client_of(leader).post(url("snooze", action), {"day": day(5).isoformat()})
    assert "herinnering vanaf" in client_of(leader).get("/actions/").content.decode()


def test_nothing_to_do_is_said_in_words(client_of: ClientOf, stranger: Person) -> None:
    page = client_of(stranger).get("/actions/").content.decode()
    assert "U hebt nu niets te doen." in page
    assert "Zet ze in uw agenda" in page
    assert "Kies uw herinneringen" in page


def test_done_from_ones_own_list_returns_there(client_of: ClientOf, leader: Person, initiative: Initiative) -> None:
    action = private(initiative, leader)
    answer = client_of(leader).post(url("done", action), {"next": "/actions/"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/actions/"
    assert "Maak ongedaan" in answer.content.decode()
    assert stands(action).ended_at
