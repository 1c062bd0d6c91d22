"""Begin, change, archive, reopen and delete an initiative."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.access import MAY_CHANGE_GOAL, MAY_DELETE, Role
from samenhang.initiatives.models import Initiative, Invitation, Membership

type Clients = Callable[[Person | None], Client]


def next_year() -> str:
    return (timezone.localdate() + timedelta(days=365)).isoformat()


def form(**fields: str) -> dict[str, str]:
    return {"name": "Samen wonen", "goal": "Iedereen een buur.", "retention_until": next_year()} | fields


def url(name: str, initiative: Initiative) -> str:
    return reverse(f"initiatives:{name}", args=[initiative.pk])


def test_who_begins_an_initiative_leads_it(stranger: Person, client_of: Clients) -> None:
    response = client_of(stranger).post(reverse("initiatives:create"), form())
    made = Initiative.objects.get(name="Samen wonen")
    assert response["Location"] == reverse("overview", args=[made.pk])
    assert [(one.person, one.role) for one in made.memberships.all()] == [(stranger, Role.LEADER)]


def test_an_initiative_is_kept_for_two_years_unless_somebody_says_otherwise(leader: Person) -> None:
    made = Initiative.begin(leader, name="Naam", goal="Doel.")
    assert made.retention_until == timezone.localdate() + timedelta(days=730)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Vul dit in."),
        ({"goal": " "}, "Vul dit in."),
        ({"name": "a" * 121}, "120"),
        ({"goal": "a" * 301}, "300"),
        ({"retention_until": "2020-01-01"}, "Kies een dag in de toekomst."),
        ({"retention_until": "morgen"}, "geldige datum"),
    ],
)
def test_a_form_with_a_mistake_says_what_to_do_and_keeps_what_was_typed(
    leader: Person, client_of: Clients, wrong: dict[str, str], says: str
) -> None:
    response = client_of(leader).post(reverse("initiatives:create"), form(goal="Een doel om te bewaren.") | wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "goal" in wrong or "Een doel om te bewaren." in page
    assert not Initiative.objects.exists()


def test_a_goal_is_one_line(leader: Person, client_of: Clients) -> None:
    client_of(leader).post(reverse("initiatives:create"), form(goal="Over\ntwee   regels."))
    assert Initiative.objects.get().goal == "Over twee regels."


@pytest.mark.parametrize("role", ["leader", "co_leader"])
def test_leaders_change_the_goal_and_it_is_known_who_did(
    initiative: Initiative, client_of: Clients, request: pytest.FixtureRequest, role: str
) -> None:
    person = request.getfixturevalue(role)
    client_of(person).post(url("change", initiative), form(goal="Een beter doel."))
    initiative.refresh_from_db()
    assert initiative.goal == "Een beter doel."
    assert initiative.history.first().history_user == person
    page = client_of(person).get(url("change", initiative)).content.decode()
    assert "Een beter doel." in page
    assert "Bewoners bewegen elke dag dicht bij huis." in page
    assert str(person) in page


def test_a_wrong_change_keeps_the_old_goal(initiative: Initiative, leader: Person, client_of: Clients) -> None:
    response = client_of(leader).post(url("change", initiative), form(goal=""))
    initiative.refresh_from_db()
    assert response.status_code == 422
    assert initiative.goal == "Bewoners bewegen elke dag dicht bij huis."


def test_a_partner_reads_the_goal_and_cannot_change_it(
    initiative: Initiative, partner: Person, client_of: Clients
) -> None:
    client = client_of(partner)
    assert client.get(url("change", initiative))["Location"] == reverse("overview", args=[initiative.pk])
    assert client.post(url("change", initiative), form()).status_code == 403
    initiative.refresh_from_db()
    assert initiative.name == "Gezond in de wijk"


def test_an_archived_initiative_says_so_and_does_not_change_until_it_is_reopened(
    initiative: Initiative, leader: Person, co_leader: Person, client_of: Clients
) -> None:
    client = client_of(leader)
    client.post(url("archive", initiative))
    initiative.refresh_from_db()
    assert initiative.archived_by == leader
    assert "staat sinds" in client.get(reverse("overview", args=[initiative.pk])).content.decode()
    for person in (leader, co_leader):
        assert client_of(person).post(url("change", initiative), form()).status_code == 403
    client.post(url("reopen", initiative))
    assert client.post(url("change", initiative), form()).status_code == 302
    initiative.refresh_from_db()
    assert initiative.archived_at is None
    assert initiative.archived_by is None


def test_only_the_leader_archives_reopens_and_deletes(
    initiative: Initiative, co_leader: Person, partner: Person, client_of: Clients
) -> None:
    for person in (co_leader, partner):
        for act in ("archive", "reopen", "delete"):
            assert client_of(person).post(url(act, initiative), {"name": initiative.name}).status_code == 403
    initiative.refresh_from_db()
    assert initiative.archived_at is None


def test_an_ability_needs_the_role_and_an_open_initiative(
    initiative: Initiative, leader: Person, partner: Person
) -> None:
    of_leader, of_partner = (Membership.objects.get(initiative=initiative, person=one) for one in (leader, partner))
    of_leader.require(MAY_CHANGE_GOAL)
    with pytest.raises(PermissionDenied):
        of_partner.require(MAY_CHANGE_GOAL)
    initiative.archive(by=leader)
    archived = Membership.objects.select_related("initiative").get(pk=of_leader.pk)
    with pytest.raises(PermissionDenied):
        archived.require(MAY_CHANGE_GOAL)
    archived.require_role(MAY_DELETE)


@pytest.mark.parametrize("typed", ["", "gezond in de wijk", "Gezond", "Gezond in de wijk!"])
def test_nothing_is_deleted_until_the_name_is_typed_precisely(
    initiative: Initiative, leader: Person, client_of: Clients, typed: str
) -> None:
    response = client_of(leader).post(url("delete", initiative), {"name": typed})
    assert response.status_code == 422
    assert Initiative.objects.filter(pk=initiative.pk).exists()


def test_a_name_with_two_spaces_can_be_typed_as_it_is_shown(leader: Person, client_of: Clients) -> None:
    made = Initiative.begin(leader, name="Samen  wonen", goal="Een doel.")
    client_of(leader).post(url("delete", made), {"name": "Samen wonen"})
    assert not Initiative.objects.exists()


def test_deleting_takes_everything_of_the_initiative_with_it_history_included(
    initiative: Initiative, stakeholder: Any, leader: Person, partner: Person, client_of: Clients
) -> None:
    kept = Initiative.begin(leader, name="Blijft", goal="Een doel.")
    Invitation.objects.create(initiative=initiative, role=Role.PARTNER, meant_for="Iemand", invited_by=leader)
    initiative.memberships.get(person=partner).delete()
    initiative.archive(by=leader)
    response = client_of(leader).post(url("delete", initiative), {"name": " Gezond in de wijk "}, follow=True)
    assert "is gewist" in response.content.decode()
    assert left_behind({initiative.pk, stakeholder.pk}) == []
    assert kept.history.count() == 1
    assert kept.memberships.get().history.count() == 1
    assert Person.objects.filter(pk__in=[leader.pk, partner.pk]).count() == 2


def left_behind(keys: set[Any]) -> list[str]:
    """Every row of the product, of history too, that still points at one of `keys`."""
    return [
        f"{model._meta.label} {row}"
        for model in apps.get_models()
        if model.__module__.startswith("samenhang.")
        for row in model._base_manager.values_list(*[field.attname for field in model._meta.local_concrete_fields])
        if keys & {value for value in row if value.__hash__}
    ]


def test_a_person_sees_the_initiatives_they_take_part_in_and_no_other(
    initiative: Initiative, leader: Person, partner: Person, stranger: Person, other_leader: Person
) -> None:
    for member in (leader, partner):
        assert list(Initiative.objects.visible_to(member)) == [initiative]
    assert not Initiative.objects.visible_to(stranger).exists()
    assert [one.name for one in Initiative.objects.visible_to(other_leader)] == ["Iets anders"]


def test_the_analysis_is_for_leaders(
    initiative: Initiative, leader: Person, co_leader: Person, partner: Person
) -> None:
    for person, sees in ((leader, True), (co_leader, True), (partner, False)):
        assert Membership.objects.get(initiative=initiative, person=person).sees_confidential is sees


def test_the_last_day_of_retention_still_counts(initiative: Initiative) -> None:
    today = timezone.localdate()
    initiative.retention_until = today
    initiative.save()
    assert not Initiative.objects.past_retention(today).exists()
    assert Initiative.objects.past_retention(today + timedelta(days=1)).get() == initiative


def test_a_co_leader_changes_the_goal_but_not_how_long_it_is_kept(
    initiative: Initiative, co_leader: Person, client_of: Clients
) -> None:
    kept = initiative.retention_until
    address = reverse("initiatives:change", args=[initiative.pk])
    soon = timezone.localdate() + timedelta(days=1)
    client_of(co_leader).post(address, {"name": "Nieuw", "goal": "Een doel.", "retention_until": soon.isoformat()})
    initiative.refresh_from_db()
    assert (initiative.name, initiative.retention_until) == ("Nieuw", kept)
