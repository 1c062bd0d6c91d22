"""Groups of a workshop: adding, changing, taking out and putting back."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from html import unescape

import pytest
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.workshops import preparing
from samenhang.workshops.models import Invitee, Participant, PartnerGroup, Workshop
from samenhang.workshops.tests.preparing import seen, take_out, url

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def client(client_of: ClientOf, leader: Person) -> Client:
    return client_of(leader)


def test_without_groups_the_page_says_what_comes_there(client: Client, workshop: Workshop) -> None:
    page = client.get(url("groups", workshop)).text
    assert "Hier komen de groepen." in page
    assert "Bijvoorbeeld: Bewoners, Professionals en Bestuur." in page


def test_a_group_gets_a_mark_that_is_free(client: Client, workshop: Workshop, residents: PartnerGroup) -> None:
    page = client.get(url("groups", workshop))
    assert [value for value, _label in page.context["form"].fields["mark"].choices] == [1, 2, 3, 4, 5, 6, 7]
    assert client.post(url("groups", workshop), {"name": " Professionals ", "mark": "3"}).status_code == 302
    assert [(one.name, one.mark) for one in workshop.groups.all()] == [("Bewoners", 0), ("Professionals", 3)]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": "", "mark": "1"}, "Geef de groep een naam."),
        ({"name": "BEWONERS", "mark": "1"}, "Deze groep is er al. Kies een andere naam."),
        ({"name": "Bestuur", "mark": "0"}, "Dit teken is al van een andere groep. Kies een ander."),
        ({"name": "x" * 61, "mark": "1"}, "60"),
    ],
)
def test_what_is_wrong_with_a_group_is_said(
    client: Client, workshop: Workshop, residents: PartnerGroup, fields: dict[str, str], says: str
) -> None:
    answer = client.post(url("groups", workshop), fields)
    assert answer.status_code == 422
    assert says in answer.text
    assert fields["name"] in answer.text
    assert workshop.groups.count() == 1


def test_there_are_no_more_groups_than_marks(client: Client, workshop: Workshop) -> None:
    for mark in range(8):
        preparing.add_group(workshop, f"Groep {mark}", mark)
    assert "Meer tekens zijn er niet." in client.get(url("groups", workshop)).text
    assert client.post(url("groups", workshop), {"name": "Nog een", "mark": "1"}).status_code == 422
    with pytest.raises(preparing.Enough):
        preparing.add_group(workshop, "Nog een", 1)


def test_a_group_gets_another_name_and_mark(client: Client, workshop: Workshop, residents: PartnerGroup) -> None:
    address = url("group", workshop, residents)
    data = {"name": "Buurtbewoners", "mark": "5", "seen": seen(client, address)}
    assert client.post(address, data).status_code == 302
    residents.refresh_from_db()
    assert (residents.name, residents.mark) == ("Buurtbewoners", 5)


def test_two_leaders_who_change_one_group_see_both_names(
    client: Client, client_of: ClientOf, co_leader: Person, workshop: Workshop, residents: PartnerGroup
) -> None:
    address, other = url("group", workshop, residents), client_of(co_leader)
    before = seen(client, address)
    other.post(address, {"name": "Buren", "mark": "0", "seen": before})
    answer = client.post(address, {"name": "Inwoners", "mark": "0", "seen": before})
    assert answer.status_code == 409
    assert "Buren" in answer.text
    assert 'value="Inwoners"' in answer.text


def test_a_group_that_nobody_is_in_is_taken_out_and_put_back_with_who_was_invited(
    client: Client, workshop: Workshop, residents: PartnerGroup
) -> None:
    invitee = Invitee.objects.create(
        initiative_id=workshop.initiative_id, workshop=workshop, name="Iemand", group=residents
    )
    page = take_out(client, "remove_group", residents, client.get(url("groups", workshop)).text, follow=True)
    assert "“Bewoners” is weggehaald." in page.text
    assert not workshop.groups.exists()
    assert "Zet de groep terug" not in client.get(url("groups", workshop)).text
    page = client.post(url("put_group_back", workshop), follow=True)
    assert "Bewoners doet weer mee." in page.text
    invitee.refresh_from_db()
    assert (invitee.group, invitee.group and invitee.group.mark) == (workshop.groups.get(), 0)
    # Pressing once more puts back nothing more.
    client.post(url("put_group_back", workshop))
    assert workshop.groups.count() == 1


def test_in_a_series_a_group_meets_on_a_day_of_its_own(client: Client, workshop: Workshop) -> None:
    assert "Dag van hun eigen bijeenkomst" not in client.get(url("groups", workshop)).text
    workshop.kind, workshop.day = Workshop.Kind.SERIES, date(2027, 3, 12)
    workshop.save()
    fields = {"name": "Bewoners", "mark": "0"}
    answer = client.post(url("groups", workshop), fields | {"day": "2027-03-13"})
    assert "Op 12 maart 2027 komt iedereen samen. Kies die dag of eerder." in answer.text
    client.post(url("groups", workshop), fields | {"day": "2027-03-05"})
    group = workshop.groups.get()
    assert group.boards.get().day == date(2027, 3, 5)
    assert workshop.boards.get(group=None).day == date(2027, 3, 12)
    for page in ("groups", "workshop"):
        assert "5 maart 2027" in client.get(url(page, workshop)).text
    take_out(client, "remove_group", group, client.get(url("groups", workshop)).text)
    client.post(url("put_group_back", workshop))
    assert workshop.groups.get().day == date(2027, 3, 5)


def test_a_group_is_not_put_back_beside_a_new_one_of_that_name(
    client: Client, workshop: Workshop, residents: PartnerGroup
) -> None:
    take_out(client, "remove_group", residents, client.get(url("groups", workshop)).text)
    preparing.add_group(workshop, "Bewoners", 4)
    page = client.post(url("put_group_back", workshop), follow=True)
    assert "Er is intussen een groep met deze naam" in page.text
    assert workshop.groups.get().mark == 4


def test_what_was_taken_out_of_one_workshop_is_not_put_back_in_another(
    client: Client, workshop: Workshop, residents: PartnerGroup
) -> None:
    other = Workshop.objects.create(initiative=workshop.initiative, title="Anders", goal="x")
    take_out(client, "remove_group", residents, client.get(url("groups", workshop)).text)
    client.post(url("put_group_back", other))
    assert not PartnerGroup.objects.exists()


def test_a_group_that_was_changed_meanwhile_is_shown_before_it_goes(
    client: Client, client_of: ClientOf, co_leader: Person, workshop: Workshop, residents: PartnerGroup
) -> None:
    before = client.get(url("groups", workshop)).text
    address = url("group", workshop, residents)
    other = client_of(co_leader)
    other.post(address, {"name": "Buurt", "mark": "0", "seen": seen(other, address)})
    answer = take_out(client, "remove_group", residents, before)
    assert answer.status_code == 409
    assert "Iemand anders wijzigde dit intussen." in answer.text
    assert "Buurt" in answer.text.partition("Er staat nu")[2][:80]
    assert "Rondje" not in answer.text
    again = re.search(r'name="reading" value="([^"]*)"', answer.text)
    assert again
    assert client.post(url("remove_group", workshop, residents), {"reading": unescape(again[1])}).status_code == 302
    assert not workshop.groups.exists()


def test_a_group_that_takes_part_stays(
    client: Client, workshop: Workshop, residents: PartnerGroup, participant: Participant
) -> None:
    answer = client.post(url("remove_group", workshop, residents))
    assert answer.status_code == 409
    assert "Bewoners blijft: er doet al iemand mee" in answer.text
    assert residents in workshop.groups.all()


@pytest.mark.django_db(transaction=True)
def test_two_leaders_who_add_the_same_group_at_once_add_one(workshop: Workshop) -> None:
    def add(mark: int) -> bool:
        try:
            preparing.add_group(workshop, "Bewoners", mark)
        except preparing.NameTaken:
            return False
        return True

    assert sorted(all_at_once([partial(add, mark) for mark in (0, 1)])) == [False, True]
    assert workshop.groups.count() == 1
