"""Who takes part: inviting by a link, accepting, withdrawing, removing."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import INVITATION_LASTS, Initiative, Invitation, Membership

type Clients = Callable[[Person | None], Client]


@pytest.fixture
def invitation(initiative: Initiative, leader: Person) -> Invitation:
    made: Invitation = Invitation.objects.create(
        initiative=initiative, role=Role.CO_LEADER, meant_for="De buurvrouw", invited_by=leader
    )
    return made


def link(invitation: Invitation) -> str:
    return reverse("initiatives:invitation", args=[invitation.token])


def members_url(initiative: Initiative) -> str:
    return reverse("initiatives:members", args=[initiative.pk])


def role_of(person: Person, initiative: Initiative) -> str | None:
    found = Membership.objects.filter(initiative=initiative, person=person).first()
    return found.role if found else None


def test_the_leader_makes_a_link_to_copy_that_works_without_mail(
    initiative: Initiative, leader: Person, stranger: Person, client_of: Clients
) -> None:
    invite = reverse("initiatives:invite", args=[initiative.pk])
    client = client_of(leader)
    page = client.post(invite, {"meant_for": "De wijkagent", "role": "partner"}, follow=True).content.decode()
    made = initiative.invitations.get()
    assert "De wijkagent" in page
    assert f"http://testserver{link(made)}" in page
    client_of(stranger).post(urlsplit(f"http://testserver{link(made)}").path)
    assert role_of(stranger, initiative) == Role.PARTNER


def test_nobody_is_invited_to_lead(initiative: Initiative, leader: Person, client_of: Clients) -> None:
    invite = reverse("initiatives:invite", args=[initiative.pk])
    response = client_of(leader).post(invite, {"meant_for": "Iemand", "role": "leader"})
    assert response.status_code == 422
    assert not initiative.invitations.exists()


def test_following_the_link_tells_what_one_joins_and_changes_nothing(
    initiative: Initiative, invitation: Invitation, stranger: Person, client_of: Clients
) -> None:
    """Mail programs follow links to preview them."""
    page = client_of(stranger).get(link(invitation)).content.decode()
    assert "Gezond in de wijk" in page
    assert "U wordt medeleider" in page
    assert role_of(stranger, initiative) is None
    assert Invitation.objects.open().get() == invitation


def test_a_press_on_the_button_makes_one_a_member_once(
    initiative: Initiative, invitation: Invitation, stranger: Person, other_leader: Person, client_of: Clients
) -> None:
    response = client_of(stranger).post(link(invitation))
    assert response["Location"] == reverse("overview", args=[initiative.pk])
    assert role_of(stranger, initiative) == Role.CO_LEADER
    again = client_of(other_leader).post(link(invitation))
    assert again.status_code == 404
    assert "werkt niet meer" in again.content.decode()
    assert role_of(other_leader, initiative) is None


def test_two_people_who_press_at_once_are_not_both_let_in(
    invitation: Invitation, initiative: Initiative, stranger: Person, other_leader: Person
) -> None:
    first, second = Invitation.find(invitation.token), Invitation.find(invitation.token)
    first.accept(by=stranger)
    with pytest.raises(Invitation.DoesNotExist):
        second.accept(by=other_leader)
    assert role_of(other_leader, initiative) is None


def test_a_member_keeps_the_role_there_is(
    initiative: Initiative, invitation: Invitation, leader: Person, partner: Person, client_of: Clients
) -> None:
    client_of(partner).post(link(invitation))
    assert role_of(partner, initiative) == Role.PARTNER


def test_who_is_not_signed_in_signs_in_first_and_comes_back(
    initiative: Initiative, invitation: Invitation, client_of: Clients
) -> None:
    client = client_of(None)
    assert "Gezond in de wijk" in client.get(link(invitation)).content.decode()
    for pressed, page in (({"has_account": ""}, "account_login"), ({}, "account_signup")):
        response = client.post(link(invitation), pressed)
        assert urlsplit(response["Location"]).path == reverse(page)
        assert link(invitation).replace(":", "%3A") in response["Location"].replace("%2F", "/")
    assert initiative.memberships.count() == 3


def test_a_withdrawn_link_does_not_work(
    initiative: Initiative, invitation: Invitation, leader: Person, stranger: Person, client_of: Clients
) -> None:
    revoke = reverse("initiatives:revoke", args=[initiative.pk, invitation.pk])
    client = client_of(leader)
    assert "werkt niet meer" in client.post(revoke, follow=True).content.decode()
    assert client_of(stranger).get(link(invitation)).status_code == 404
    assert client_of(stranger).post(link(invitation)).status_code == 404
    assert "De buurvrouw" not in client.get(members_url(initiative)).content.decode()
    assert client.post(revoke).status_code == 404


def test_a_link_lasts_two_weeks(invitation: Invitation, stranger: Person, client_of: Clients) -> None:
    made = Invitation.objects.filter(pk=invitation.pk)
    made.update(created_at=timezone.now() - INVITATION_LASTS + timedelta(hours=1))
    assert client_of(stranger).get(link(invitation)).status_code == 200
    made.update(created_at=timezone.now() - INVITATION_LASTS - timedelta(hours=1))
    assert client_of(stranger).get(link(invitation)).status_code == 404


def test_nobody_joins_an_initiative_in_the_archive_until_it_is_reopened(
    initiative: Initiative, invitation: Invitation, leader: Person, stranger: Person, client_of: Clients
) -> None:
    initiative.archive(by=leader)
    assert client_of(stranger).post(link(invitation)).status_code == 404
    initiative.reopen()
    assert client_of(stranger).post(link(invitation)).status_code == 302
    assert role_of(stranger, initiative) == Role.CO_LEADER


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: token.split(":")[0], lambda _token: "x"])
def test_a_link_that_was_made_up_finds_nothing(
    invitation: Invitation, client_of: Clients, change: Callable[[str], str]
) -> None:
    forged = reverse("initiatives:invitation", args=[change(invitation.token)])
    assert client_of(None).get(forged).status_code == 404


def test_only_the_leader_sees_and_manages_invitations(
    initiative: Initiative,
    invitation: Invitation,
    leader: Person,
    co_leader: Person,
    partner: Person,
    client_of: Clients,
) -> None:
    assert invitation.token in client_of(leader).get(members_url(initiative)).content.decode()
    for person in (co_leader, partner):
        page = client_of(person).get(members_url(initiative)).content.decode()
        assert str(leader) in page
        assert "De buurvrouw" not in page
        assert invitation.token not in page


def test_the_leader_removes_a_member_who_then_sees_nothing_more(
    initiative: Initiative, leader: Person, co_leader: Person, client_of: Clients
) -> None:
    membership = initiative.memberships.get(person=co_leader)
    browser_of_member = client_of(co_leader)
    overview = reverse("overview", args=[initiative.pk])
    assert browser_of_member.get(overview).status_code == 200
    remove = reverse("initiatives:remove_member", args=[initiative.pk, membership.pk])
    page = client_of(leader).post(remove, follow=True).content.decode()
    assert "Medeleider doet niet meer mee." in page
    assert browser_of_member.get(overview).status_code == 404
    assert Membership.history.filter(id=membership.pk, history_type="-").get().history_user == leader


def test_an_initiative_never_loses_its_last_leader(initiative: Initiative, leader: Person, client_of: Clients) -> None:
    own = initiative.memberships.get(person=leader)
    remove = reverse("initiatives:remove_member", args=[initiative.pk, own.pk])
    assert client_of(leader).post(remove).status_code == 404
    assert role_of(leader, initiative) == Role.LEADER
    assert Initiative.objects.led_alone_by(leader).get() == initiative


def test_a_person_has_one_role_in_an_initiative(initiative: Initiative, partner: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(initiative=initiative, person=partner, role=Role.CO_LEADER)


def test_what_is_wrong_with_a_choice_is_announced_with_its_group(
    initiative: Initiative, leader: Person, client_of: Clients
) -> None:
    invite = reverse("initiatives:invite", args=[initiative.pk])
    page = client_of(leader).post(invite, {"meant_for": "Anna", "role": "leader"}).content.decode()
    assert '<fieldset class="field__group" aria-describedby="id_role_error">' in page
    assert 'id="id_role_error"' in page
