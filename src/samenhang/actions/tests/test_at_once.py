"""What happens when two people do something at the same moment, with a real database between them."""

from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.actions.models import Action
from samenhang.actions.tests.builders import day, private, shared, stands, typed, url
from samenhang.initiatives.models import Initiative

pytestmark = pytest.mark.django_db(transaction=True)

type ClientOf = Callable[[Person | None], Client]
type Request = tuple[Client, str, dict[str, str]]


def at_once(*requests: Request) -> list[int]:
    """The answers to requests that leave at the same moment."""
    return all_at_once([partial(sent, *request) for request in requests])


def sent(client: Client, address: str, fields: dict[str, str]) -> int:
    return client.post(address, fields).status_code


def test_two_leaders_who_record_the_same_yes_record_it_once(
    client_of: ClientOf, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    action = shared(initiative, organisation="Wijkteam", accepted_at=None)
    yes = {"seen": action.version}
    answers = at_once(*((client_of(one), url("accept", action), yes) for one in (leader, co_leader)))
    assert answers == [302, 302]
    assert stands(action).accepted_by in {leader, co_leader}


def test_a_yes_and_another_day_at_once_never_make_an_appointment_for_a_day_nobody_accepted(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action = shared(initiative, partner, accepted_at=None, due=day(9))
    answers = at_once(
        (client_of(partner), url("accept", action), {"seen": action.version}),
        (client_of(leader), url("move", action), {"day": day(1).isoformat()}),
    )
    assert answers[1] == 302
    assert answers[0] in {302, 409}
    assert (stands(action).due, stands(action).accepted_at) == (day(1), None)


def test_two_who_change_the_same_action_are_one_change_and_one_conflict(
    client_of: ClientOf, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    action = private(initiative, leader)
    texts = {leader: "Van de leider", co_leader: "Van de medeleider"}
    answers = at_once(
        *(
            (
                client_of(person),
                url("change", action),
                typed(seen=action.version, private_text=text, owner=str(leader.pk)),
            )
            for person, text in texts.items()
        )
    )
    assert sorted(answers) == [302, 409]
    assert stands(action).private_text == list(texts.values())[answers.index(302)]


def test_a_change_and_a_removal_at_once_leave_it_removed_and_lose_no_text(
    client_of: ClientOf, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    action = private(initiative, leader)
    answers = at_once(
        (
            client_of(leader),
            url("change", action),
            typed(seen=action.version, private_text="Half af", owner=str(leader.pk)),
        ),
        (client_of(co_leader), url("remove", action), {}),
    )
    assert answers[1] == 302
    assert stands(action).removed_at
    assert (answers[0], stands(action).private_text == "Half af") in {(302, True), (410, False)}


def test_the_same_form_from_two_tabs_makes_one_action(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    fields = typed(private_text="Eén keer")
    answers = at_once(*((client_of(leader), url("add", initiative), fields) for _tab in range(3)))
    assert answers == [302, 302, 302]
    assert Action.objects.count() == 1


def test_done_twice_at_once_is_done_once(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action = shared(initiative, partner)
    answers = at_once(*((client_of(one), url("done", action), {}) for one in (leader, partner)))
    assert answers == [302, 302]
    assert stands(action).ended_by in {leader, partner}
