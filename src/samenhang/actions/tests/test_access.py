"""Who sees and does what. What one cannot see does not exist (404); what one sees but may not do is refused (403)."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.actions.entrance import actions_of
from samenhang.actions.models import Action
from samenhang.actions.tests.builders import day, private, shared, stands, typed, url
from samenhang.initiatives.models import Initiative, Membership
from samenhang.stakeholders.models import Stakeholder

type ClientOf = Callable[[Person | None], Client]

ACTS = ("change", "accept", "give_back", "done", "drop", "postpone", "move", "reopen", "remove", "put_back", "snooze")
OF_LEADERS = ("change", "drop", "postpone", "move", "remove", "put_back")
BODY = {"why": "x", "until": day(9).isoformat(), "day": day(9).isoformat()}


@pytest.mark.parametrize("name", ["detail", *ACTS])
def test_a_confidential_action_does_not_exist_for_partners_and_outsiders(
    name: str,
    client_of: ClientOf,
    initiative: Initiative,
    leader: Person,
    partner: Person,
    stranger: Person,
    other_leader: Person,
    administrator: Person,
) -> None:
    action = private(initiative, leader)
    for person in (partner, stranger, other_leader, administrator):
        assert client_of(person).get(url(name, action)).status_code == 404, person
        assert client_of(person).post(url(name, action), BODY).status_code == 404, person
    assert stands(action).changed_at == action.changed_at


def test_a_change_tells_a_partner_nothing_about_what_exists(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    """Neither by the answer nor by its words: an action that is there and one that is not are answered alike."""
    there, erased = private(initiative, leader), private(initiative, leader)
    address = url("change", erased)
    erased.delete()
    answers = [client_of(partner).post(one, {"seen": there.version}) for one in (url("change", there), address)]
    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize("name", ACTS)
def test_a_partner_does_with_an_action_of_another_only_what_concerns_nobody_else(
    name: str, client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action = shared(initiative, leader)
    expected = 302 if name == "snooze" else 403
    assert client_of(partner).post(url(name, action), BODY).status_code == expected
    assert stands(action).changed_at == action.changed_at


@pytest.mark.parametrize("name", OF_LEADERS)
def test_a_partner_does_not_manage_an_own_action_either(
    name: str, client_of: ClientOf, initiative: Initiative, partner: Person
) -> None:
    action = shared(initiative, partner)
    assert client_of(partner).get(url(name, action)).status_code == 403
    assert client_of(partner).post(url(name, action), BODY).status_code == 403


def test_a_partner_adds_nothing(client_of: ClientOf, initiative: Initiative, partner: Person, stranger: Person) -> None:
    fields = typed(shared_text="x", is_shared="on")
    for person, expected in ((partner, 403), (stranger, 404)):
        assert client_of(person).get(url("add", initiative)).status_code == expected
        assert client_of(person).post(url("add", initiative), fields).status_code == expected
    assert not Action.objects.exists()


@pytest.mark.parametrize("name", ["add", *ACTS])
def test_nothing_changes_in_the_archive(name: str, client_of: ClientOf, initiative: Initiative, leader: Person) -> None:
    action = private(initiative, leader, accepted_at=None)
    initiative.archive(by=leader)
    address = url("add", initiative) if name == "add" else url(name, action)
    assert client_of(leader).post(address, BODY).status_code == 403
    assert stands(action).changed_at == action.changed_at


def test_an_action_is_not_found_through_another_initiative_of_the_same_leader(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    elsewhere = Initiative.begin(leader, name="Elders", goal="Iets anders.")
    action = private(initiative, leader)
    for name in ("detail", *ACTS):
        address = url(name, action).replace(str(initiative.pk), str(elsewhere.pk))
        assert client_of(leader).get(address).status_code == 404, name


def test_what_is_private_never_reaches_a_partner(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person, stakeholder: Stakeholder
) -> None:
    action = shared(
        initiative,
        partner,
        private_text="Kanarie1",
        why="Kanarie2",
        origin="/Kanarie3/",
        stakeholder=stakeholder,
        hours=777,
        capacity="missing",
        created_by=leader,
        due=day(2),
    )
    client = client_of(partner)
    addresses = [url(name, action) for name in ("detail", "accept", "give_back", "done", "snooze")]
    addresses += [url("list", initiative), url("board", initiative), url("export", initiative) + "?kind=csv"]
    for address in [*addresses, "/actions/"]:
        page = client.get(address).content.decode()
        # A key or token may hold these digits too, though never as a number of its own.
        for hidden in ("Kanarie", "Huisartsenpraktijk", r"\b777\b", "tijd of ruimte"):
            assert not re.search(hidden, page), (address, hidden)
    client.post(url("done", action))
    answer = client.get(url("detail", action)).content.decode()
    assert "Kanarie" not in answer


def test_a_partner_sees_the_texts_of_the_list_without_decrypting_a_word(
    initiative: Initiative, partner: Person, leader: Person
) -> None:
    shared(initiative, partner)
    membership = Membership.objects.select_related("initiative").get(person=partner)
    found = actions_of(membership).get()
    assert {"private_text", "why"} <= found.get_deferred_fields()
