"""Who is invited, with what say, and what is lacking."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.workshops.inviting import say_of
from samenhang.workshops.models import Invitee, PartnerGroup, Workshop
from samenhang.workshops.tests.preparing import seen, take_out, url

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def client(client_of: ClientOf, leader: Person) -> Client:
    return client_of(leader)


def invited(workshop: Workshop, group: PartnerGroup | None = None, **fields: str) -> Invitee:
    made: Invitee = Invitee.objects.create(
        initiative_id=workshop.initiative_id, workshop=workshop, group=group, **{"name": "Iemand"} | fields
    )
    return made


def lacks(workshop: Workshop, group: PartnerGroup | None = None) -> str:
    return next(one.lacks for one in say_of(workshop) if one.group == group)


def test_several_names_come_on_the_list_at_once(client: Client, workshop: Workshop, residents: PartnerGroup) -> None:
    names = "Buurvrouw\n\n  Buur   man \nbuurvrouw"
    data = {"names": names, "group": str(residents.pk), "say": "reports", "reports_to": "de bewonersraad"}
    page = client.post(url("invitees", workshop), data, follow=True)
    assert "2 mensen toegevoegd." in page.text
    assert {one.name for one in residents.invitees.all()} == {"buurvrouw", "Buur man"}
    assert page.text.count("rapporteert aan de bewonersraad") == 2


def test_names_are_not_readable_in_the_database(workshop: Workshop, client: Client) -> None:
    client.post(url("invitees", workshop), {"names": "Buurvrouw", "say": "decides"})
    assert Invitee.objects.get().name == "Buurvrouw"
    assert not Invitee.objects.extra(where=["name like %s"], params=["%uurvrouw%"]).exists()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"names": " \n "}, "Schrijf minstens één naam op."),
        ({"names": "x" * 121}, "Maak elke naam hoogstens 120 tekens."),
        ({"names": "Iemand\nAnders"}, "Deze naam staat al op de lijst: Iemand."),
        ({"names": "Anders", "say": "reports"}, "Vul in aan wie."),
        ({"names": "Anders", "group": "0191d1d0-0000-7000-8000-000000000000"}, "Deze groep is er niet meer."),
        ({"names": "\n".join(f"Naam {number}" for number in range(500))}, "Een workshop heeft er hoogstens 500."),
    ],
)
def test_what_is_wrong_with_names_is_said_and_they_stay(
    client: Client, workshop: Workshop, fields: dict[str, str], says: str
) -> None:
    invited(workshop)
    answer = client.post(url("invitees", workshop), {"say": "decides"} | fields)
    assert answer.status_code == 422
    assert says in answer.text
    assert fields["names"].strip() in answer.text
    assert Invitee.objects.count() == 1


def test_the_gap_in_say_is_told_for_each_group(
    workshop: Workshop, residents: PartnerGroup, professionals: PartnerGroup
) -> None:
    assert lacks(workshop, residents) == "Van Bewoners is nog niemand uitgenodigd."
    invited(workshop, residents, say="none")
    invited(workshop, professionals, say="decides")
    assert lacks(workshop, residents) == "Van Bewoners beslist niemand zelf."
    assert lacks(workshop, professionals) == ""
    invited(workshop, professionals, say="unknown")
    assert lacks(workshop, professionals) == "Van 1 persoon weet u nog niet wat die mag beslissen."


@pytest.mark.parametrize(
    ("says", "to_do"),
    [
        (["decides", "none"], ""),
        (["reports", "none"], "Vraag vooraf aan wie beslist: hoe ver mag deze vertegenwoordiger gaan?"),
        (["none"], "Nodig ook iemand uit die beslist, of spreek af wie aan wie rapporteert."),
        (["unknown", "none"], "Vraag het vóór de workshop, niet erin."),
    ],
)
def test_with_each_gap_stands_what_to_do(
    workshop: Workshop, residents: PartnerGroup, says: list[str], to_do: str
) -> None:
    for say in says:
        invited(workshop, residents, say=say)
    assert say_of(workshop)[0].to_do == to_do


def test_without_groups_the_whole_workshop_needs_somebody_who_decides(workshop: Workshop) -> None:
    assert lacks(workshop) == "In deze workshop is nog niemand uitgenodigd."
    invited(workshop, say="none")
    assert lacks(workshop) == "In deze workshop beslist niemand zelf."


def test_who_has_no_group_stands_apart_and_nothing_is_asked_of_them(
    client: Client, workshop: Workshop, residents: PartnerGroup
) -> None:
    invited(workshop, say="none", name="Losse gast")
    assert lacks(workshop, None) == ""
    page = client.get(url("invitees", workshop)).text
    assert "Zonder groep" in page
    assert "heeft geen zeggenschap" in page


def test_who_is_invited_can_be_changed_and_taken_off(
    client: Client, workshop: Workshop, residents: PartnerGroup
) -> None:
    invitee = invited(workshop, say="reports", reports_to="het bestuur")
    address = url("invitee", workshop, invitee)
    data = {"name": "Ander", "group": str(residents.pk), "say": "decides", "reports_to": "het bestuur"}
    assert client.post(address, data | {"seen": seen(client, address)}).status_code == 302
    invitee.refresh_from_db()
    # To whom somebody reports is not kept of who decides.
    assert (invitee.name, invitee.group, invitee.say, invitee.reports_to) == ("Ander", residents, "decides", "")
    page = client.get(url("invitees", workshop)).text
    assert take_out(client, "remove_invitee", invitee, page).status_code == 302
    assert not workshop.invitees.exists()


def test_who_was_changed_meanwhile_is_shown_before_the_name_goes(
    client: Client, client_of: ClientOf, co_leader: Person, workshop: Workshop, residents: PartnerGroup
) -> None:
    invitee = invited(workshop)
    before, address = client.get(url("invitees", workshop)).text, url("invitee", workshop, invitee)
    other = client_of(co_leader)
    data = {"name": "Iemand", "group": str(residents.pk), "say": "decides"}
    other.post(address, data | {"seen": seen(other, address)})
    answer = take_out(client, "remove_invitee", invitee, before)
    assert answer.status_code == 409
    told = re.findall(r"<dt>(.*?)</dt>.*?Er staat nu</span> <span dir=\"auto\">(.*?)</span>", answer.text)
    assert told == [("Groep", "Bewoners"), ("Zeggenschap", "Beslist zelf")]
    assert workshop.invitees.exists()


def test_two_leaders_who_change_one_person_see_both(
    client: Client, client_of: ClientOf, co_leader: Person, workshop: Workshop
) -> None:
    address, other = url("invitee", workshop, invited(workshop)), client_of(co_leader)
    before = seen(client, address)
    other.post(address, {"name": "Iemand", "say": "decides", "seen": before})
    answer = client.post(address, {"name": "Iemand", "say": "none", "seen": before})
    assert answer.status_code == 409
    assert "Beslist zelf" in answer.text.partition("Er staat nu")[2][:80]
    assert Invitee.objects.get().say == "decides"
