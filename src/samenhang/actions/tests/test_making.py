from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Capacity
from samenhang.actions.tests.builders import PRIVATE, SHARED, day, private, share, shared, stands, typed, url
from samenhang.initiatives.models import Initiative, Membership
from samenhang.stakeholders.models import Stakeholder

type ClientOf = Callable[[Person | None], Client]


def test_ones_own_action_is_an_appointment_at_once(client_of: ClientOf, initiative: Initiative, leader: Person) -> None:
    answer = client_of(leader).post(url("add", initiative), typed(private_text=PRIVATE, owner=str(leader.pk)))
    made = Action.objects.get()
    assert answer["Location"] == url("detail", made)
    assert made.is_appointment
    assert (made.accepted_by, made.created_by) == (leader, leader)
    assert "Nog geen afspraak" not in client_of(leader).get(url("detail", made)).content.decode()


def test_somebody_elses_action_is_no_appointment_yet(
    client_of: ClientOf, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    client_of(leader).post(url("add", initiative), typed(private_text=PRIVATE, owner=str(co_leader.pk)))
    made = Action.objects.get()
    assert not made.is_appointment
    assert "Nog geen afspraak" in client_of(leader).get(url("list", initiative)).content.decode()


def test_an_action_may_be_nobodys_yet(client_of: ClientOf, initiative: Initiative, leader: Person) -> None:
    client_of(leader).post(url("add", initiative), typed(private_text=PRIVATE))
    assert not Action.objects.get().has_owner
    assert "Nog niemand" in client_of(leader).get(url("list", initiative)).content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Schrijf op wat er gaat gebeuren."),
        ({"is_shared": "on", "private_text": "Geheim"}, "Schrijf hier hoe partners de actie lezen."),
        ({"private_text": "x", "due": "gisteren"}, "Schrijf de datum als 14-04-2026."),
        ({"private_text": "x", "due": day(-1).isoformat()}, "Deze dag is voorbij. Kies vandaag of later."),
        ({"private_text": "x", "due": "2999-01-01"}, "Kies een dag binnen tien jaar."),
        ({"private_text": "x", "hours": "-1"}, "Vul een getal vanaf 0 in."),
        ({"private_text": "x", "owner": "organisation"}, "Vul de naam van de organisatie in."),
        (
            {"private_text": "x", "owner": "organisation", "organisation": "Wijkteam"},
            "Een organisatie kan alleen iets doen dat partners zien. Deel de actie eerst.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client_of: ClientOf, initiative: Initiative, leader: Person, fields: dict[str, str], says: str
) -> None:
    answer = client_of(leader).post(url("add", initiative), typed(**fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert all(text in page for text in fields.values())
    assert not Action.objects.exists()


def test_a_partner_cannot_own_what_partners_do_not_see(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person, stranger: Person
) -> None:
    fields = typed(private_text=PRIVATE, owner=str(partner.pk))
    answer = client_of(leader).post(url("add", initiative), fields)
    assert "Partner ziet alleen gedeelde acties. Deel de actie, of kies iemand anders." in answer.content.decode()
    assert share(client_of(leader), url("add", initiative), fields | {"is_shared": "on", "shared_text": SHARED})
    assert Action.objects.get().owner == partner
    assert client_of(leader).post(url("add", initiative), fields | {"owner": str(stranger.pk)}).status_code == 422


def test_sharing_shows_the_exact_words_first_and_asks(
    client_of: ClientOf, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    action, client = private(initiative, leader, shared_text=SHARED, due=day(3)), client_of(leader)
    fields = typed(
        seen=action.version,
        private_text=PRIVATE,
        shared_text=SHARED,
        is_shared="on",
        owner=str(leader.pk),
        due=day(3).isoformat(),
    )
    asked = client.post(url("change", action), fields)
    preview = asked.context["form"].preview
    assert asked.status_code == 422
    assert (preview.text, preview.who, preview.due) == (SHARED, "Leider", day(3))
    assert "Dit gaan partners zien" in asked.content.decode()
    assert not stands(action).is_shared
    # Other words or another owner than were read: asked again.
    for other in ({"shared_text": "Iets anders"}, {"owner": str(co_leader.pk)}, {"due": day(4).isoformat()}):
        assert client.post(url("change", action), fields | other | {"share_ok": preview.mark}).status_code == 422
    assert client.post(url("change", action), fields | {"share_ok": preview.mark}).status_code == 302
    assert stands(action).is_shared


def test_a_shared_action_is_changed_without_being_asked_again(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action = shared(initiative, leader)
    fields = typed(seen=action.version, shared_text="Nieuw", is_shared="on", owner=str(leader.pk))
    assert client_of(leader).post(url("change", action), fields).status_code == 302
    assert stands(action).shared_text == "Nieuw"


def test_what_nobody_has_time_for_is_asked_about_before_it_is_promised(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    fields, client = typed(private_text=PRIVATE, owner=str(leader.pk), capacity="missing"), client_of(leader)
    asked = client.post(url("add", initiative), fields)
    assert asked.status_code == 422
    assert "Er is geen tijd of ruimte. Maak de actie kleiner" in asked.content.decode()
    assert client.post(url("add", initiative), fields | {"anyway": "on"}).status_code == 302
    made = Action.objects.get()
    assert made.capacity == Capacity.MISSING
    assert "Beloofd, maar er is geen tijd of ruimte voor." in client.get(url("list", initiative)).content.decode()
    # What was confirmed once is not asked again; for another owner it is.
    change = fields | {"seen": made.version, "private_text": "Anders"}
    assert client.post(url("change", made), change).status_code == 302


def test_a_wish_of_nobody_is_no_promise(client_of: ClientOf, initiative: Initiative, leader: Person) -> None:
    client = client_of(leader)
    assert client.post(url("add", initiative), typed(private_text="x", capacity="missing")).status_code == 302
    assert "Beloofd" not in client.get(url("list", initiative)).content.decode()


def test_hours_without_knowing_the_room_for_them_are_doubted(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action = private(initiative, leader, hours=6)
    assert "Kost 6 uur. Is daar tijd en ruimte voor?" in client_of(leader).get(url("detail", action)).content.decode()


def test_the_same_form_sent_twice_makes_one_action_and_a_changed_one_another(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    client, form = client_of(leader), typed(private_text="Eerste")
    answers = [client.post(url("add", initiative), form) for _time in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Action.objects.count() == 1
    client.post(url("add", initiative), form | {"private_text": "Tweede"})
    assert sorted(one.private_text for one in Action.objects.all()) == ["Eerste", "Tweede"]


def test_a_form_cannot_write_over_the_action_of_another_initiative(
    client_of: ClientOf, initiative: Initiative, leader: Person, other_leader: Person
) -> None:
    theirs = private(Initiative.objects.exclude(pk=initiative.pk).get(), other_leader)
    client_of(leader).post(url("add", initiative), typed(key=str(theirs.pk), private_text="Overschreven"))
    assert stands(theirs).private_text == PRIVATE
    assert Action.objects.count() == 2


def test_an_action_can_be_about_a_partner_in_the_table(
    client_of: ClientOf, initiative: Initiative, stakeholder: Stakeholder, leader: Person
) -> None:
    client = client_of(leader)
    address = f"{url('add', initiative)}?about={stakeholder.pk}"
    assert "Over: " in client.get(address).content.decode().replace("Over:\n", "Over: ")
    client.post(url("add", initiative), typed(private_text=PRIVATE, about=str(stakeholder.pk)))
    made = Action.objects.get()
    assert made.stakeholder == stakeholder
    assert "Huisartsenpraktijk" in client.get(url("detail", made)).content.decode()
    for unknown in (str(uuid4()), "onzin"):
        assert client.post(url("add", initiative), typed(private_text="x", about=unknown)).status_code == 404


def test_another_owner_has_to_say_yes_again(
    client_of: ClientOf, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    action = private(initiative, leader)
    fields = typed(seen=action.version, private_text=PRIVATE, owner=str(co_leader.pk))
    client_of(leader).post(url("change", action), fields)
    assert (stands(action).owner, stands(action).accepted_at) == (co_leader, None)
    # Taking it over oneself is saying yes.
    fields |= {"seen": stands(action).version, "owner": str(leader.pk)}
    client_of(leader).post(url("change", action), fields)
    assert (stands(action).owner, stands(action).accepted_by) == (leader, leader)


def test_another_day_asks_for_a_new_yes_unless_the_owner_chose_it(
    client_of: ClientOf, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    action = private(initiative, co_leader, due=day(2))
    fields = typed(private_text=PRIVATE, owner=str(co_leader.pk))
    client_of(co_leader).post(
        url("change", action), fields | {"seen": stands(action).version, "due": day(3).isoformat()}
    )
    assert (stands(action).due, bool(stands(action).accepted_at)) == (day(3), True)
    client_of(leader).post(url("change", action), fields | {"seen": stands(action).version, "due": day(1).isoformat()})
    assert (stands(action).due, stands(action).accepted_at) == (day(1), None)


def test_other_words_keep_the_yes(
    client_of: ClientOf, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    action = private(initiative, co_leader)
    fields = typed(seen=action.version, private_text="Duidelijker", owner=str(co_leader.pk))
    client_of(leader).post(url("change", action), fields)
    assert (stands(action).private_text, stands(action).is_appointment) == ("Duidelijker", True)


def test_an_overdue_action_can_be_changed_without_choosing_another_day(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action = private(initiative, leader, due=day(-4))
    fields = typed(seen=action.version, private_text="Anders", owner=str(leader.pk), due=day(-4).isoformat())
    assert client_of(leader).post(url("change", action), fields).status_code == 302


def test_an_owner_who_left_stays_the_owner_until_somebody_else_is_chosen(
    client_of: ClientOf, initiative: Initiative, leader: Person, partner: Person
) -> None:
    action = shared(initiative, partner)
    Membership.objects.get(initiative=initiative, person=partner).delete()
    client = client_of(leader)
    assert "Partner (doet niet meer mee)" in client.get(url("change", action)).content.decode()
    fields = typed(seen=action.version, shared_text="Anders", is_shared="on", owner=str(partner.pk))
    assert client.post(url("change", action), fields).status_code == 302
    assert stands(action).owner == partner


def test_a_stale_form_shows_both_versions_and_saves_after_all(
    client_of: ClientOf, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    action = private(initiative, leader)
    mine = typed(seen=action.version, private_text="Van mij", owner=str(leader.pk))
    theirs = typed(seen=action.version, private_text="Van de ander", owner=str(leader.pk))
    assert client_of(co_leader).post(url("change", action), theirs).status_code == 302
    client = client_of(leader)
    answer = client.post(url("change", action), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Medeleider wijzigde deze actie ook." in page
    assert page.count("Van mij") == 2  # beside the other's, and in the form
    assert "Van de ander" in page
    assert stands(action).private_text == "Van de ander"
    again = mine | {"seen": answer.context["form"]["seen"].value()}
    assert client.post(url("change", action), again).status_code == 302
    assert stands(action).private_text == "Van mij"


def test_sending_the_same_change_twice_is_no_conflict(
    client_of: ClientOf, initiative: Initiative, leader: Person
) -> None:
    action, client = private(initiative, leader), client_of(leader)
    fields = typed(seen=action.version, private_text="Nieuw", owner=str(leader.pk))
    assert [client.post(url("change", action), fields).status_code for _time in range(2)] == [302, 302]


@pytest.mark.parametrize("how", ["removed", "erased", "its partner removed", "its partner erased"])
def test_what_was_typed_for_an_action_that_is_gone_becomes_a_new_one(
    how: str, client_of: ClientOf, initiative: Initiative, stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    action, client = private(initiative, leader, stakeholder=stakeholder), client_of(leader)
    address = url("change", action)
    fields = typed(seen=action.version, private_text="Half af verhaal", owner=str(leader.pk), due=day(5).isoformat())
    if how == "removed":
        client_of(co_leader).post(url("remove", action))
    elif how == "erased":
        action.delete()
    elif how == "its partner removed":
        client_of(co_leader).post(f"/initiatives/{initiative.pk}/stakeholders/{stakeholder.pk}/remove/")
    else:
        stakeholder.delete()
    answer: Any = client.post(address, fields)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Half af verhaal" in page
    assert "Maak er een nieuwe actie van" in page
    kept = {name: answer.context["form"][name].value() for name in ("private_text", "owner", "due", "key")}
    assert client.post(url("add", initiative), typed(**kept)).status_code == 302
    made = Action.objects.get(pk=kept["key"])
    assert (made.private_text, made.due, made.owner) == ("Half af verhaal", day(5), leader)
