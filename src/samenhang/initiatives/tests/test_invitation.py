"""The link of an invitation, from copying it to taking part, for people with and without an account."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import Settings

from conftest import PASSWORD
from samenhang.accounts.adapters import INVITED_LASTS, INVITED_SESSION_KEY
from samenhang.accounts.models import Person
from samenhang.accounts.tests.barriers import barriers
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import INVITATION_LASTS, Initiative, Invitation

GONE = "Deze uitnodiging werkt niet meer"


@pytest.fixture
def invitation(initiative: Initiative, leader: Person) -> Invitation:
    made: Invitation = Invitation.objects.create(
        initiative=initiative, role=Role.PARTNER, meant_for="Iemand van de huisartsen", invited_by=leader
    )
    return made


def address(invitation: Invitation) -> str:
    return f"/invitation/{invitation.token}/"


def role_of(person: Person, initiative: Initiative) -> str | None:
    return initiative.memberships.filter(person=person).values_list("role", flat=True).first()


def test_the_leader_copies_a_link_that_works(
    initiative: Initiative, leader: Person, client_of: Callable[[Person | None], Client]
) -> None:
    client = client_of(leader)
    client.post(f"/initiatives/{initiative.pk}/invitations/", {"meant_for": "Iemand", "role": "partner"})
    members = client.get(f"/initiatives/{initiative.pk}/members/").content.decode()
    link = f"http://testserver{address(Invitation.objects.get())}"
    assert link in members
    page = client_of(None).get(link).content.decode()
    assert "Leider nodigt u uit voor" in page
    assert "Gezond in de wijk" in page
    assert "U doet mee als partner." in page


def test_the_note_of_the_leader_stays_with_the_leaders(
    invitation: Invitation, client_of: Callable[[None], Client]
) -> None:
    assert "huisartsen" not in client_of(None).get(address(invitation)).content.decode()


def test_looking_at_the_link_uses_nothing_up(
    invitation: Invitation, stranger: Person, client_of: Callable[[Person | None], Client]
) -> None:
    for who in [None, stranger]:
        client_of(who).get(address(invitation))
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_somebody_who_signed_in_takes_part_with_one_press(
    invitation: Invitation, stranger: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(stranger)
    assert "Doe mee" in client.get(address(invitation)).content.decode()
    response = client.post(address(invitation))
    assert response.headers["Location"] == f"/initiatives/{invitation.initiative_id}/"
    assert role_of(stranger, invitation.initiative) == "partner"


def test_somebody_with_an_account_signs_in_and_comes_back(
    invitation: Invitation, stranger: Person, client_of: Callable[[None], Client]
) -> None:
    client = client_of(None)
    to_sign_in = client.post(address(invitation), {"has_account": ""}).headers["Location"]
    assert to_sign_in.startswith("/accounts/login/?next=")
    back = sent(client, to_sign_in, login=stranger.email, password=PASSWORD)
    assert back == address(invitation)
    client.post(back)
    assert role_of(stranger, invitation.initiative) == "partner"


def test_somebody_without_an_account_makes_one_and_comes_back(
    invitation: Invitation, client_of: Callable[[None], Client]
) -> None:
    client = client_of(None)
    to_sign_up = client.post(address(invitation)).headers["Location"]
    assert to_sign_up.startswith("/accounts/signup/?next=")
    back = sent(client, to_sign_up, name="Nieuwe Partner", email="New@example.org", password1=PASSWORD)
    assert back == address(invitation)
    client.post(back)
    person = Person.objects.get(email="new@example.org")
    assert person.name == "Nieuwe Partner"
    assert role_of(person, invitation.initiative) == "partner"


def sent(client: Client, page: str, **typed: str) -> str:
    """Where the browser goes after filling in the form on `page`, hidden fields included."""
    form = client.get(page)
    hidden = {"next": form.context["redirect_field_value"]}
    return client.post(page.split("?")[0], typed | hidden).headers["Location"]


def test_signing_up_is_closed_again_after_taking_part(
    invitation: Invitation, client_of: Callable[[None], Client]
) -> None:
    client = client_of(None)
    to_sign_up = client.post(address(invitation)).headers["Location"]
    client.post(sent(client, to_sign_up, name="Nieuw", email="new@example.org", password1=PASSWORD))
    client.post("/accounts/logout/")
    assert "U hebt een uitnodiging nodig" in client.get("/accounts/signup/").content.decode()


def test_signing_up_closes_by_itself_after_an_hour(invitation: Invitation, client_of: Callable[[None], Client]) -> None:
    client = client_of(None)
    client.post(address(invitation))
    assert "Uw naam" in client.get("/accounts/signup/").content.decode()
    session = client.session
    session[INVITED_SESSION_KEY] -= INVITED_LASTS.total_seconds()
    session.save()
    assert "U hebt een uitnodiging nodig" in client.get("/accounts/signup/").content.decode()


def test_an_address_in_use_is_refused_in_neutral_words(
    invitation: Invitation, stranger: Person, client_of: Callable[[None], Client]
) -> None:
    client = client_of(None)
    page = client.post(address(invitation)).headers["Location"]
    response = client.post(page, {"name": "X", "email": stranger.email, "password1": PASSWORD})
    assert "Dit e-mailadres kunnen wij niet gebruiken." in response.content.decode()
    assert Person.objects.filter(email=stranger.email).count() == 1


def test_somebody_can_take_another_account(
    invitation: Invitation, stranger: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(stranger)
    assert "Gebruik een ander account" in client.get(address(invitation)).content.decode()
    response = client.post("/accounts/logout/", {"next": address(invitation)}, follow=True)
    assert "Ik heb al een account" in response.content.decode()


def test_an_invitation_works_once(
    invitation: Invitation, stranger: Person, other_leader: Person, client_of: Callable[[Person], Client]
) -> None:
    client_of(stranger).post(address(invitation))
    late = client_of(other_leader)
    assert GONE in late.get(address(invitation)).content.decode()
    assert late.post(address(invitation)).status_code == 404
    assert role_of(other_leader, invitation.initiative) is None


def test_of_two_people_at_the_same_moment_one_gets_in(
    invitation: Invitation, stranger: Person, other_leader: Person
) -> None:
    first, second = Invitation.find(invitation.token), Invitation.find(invitation.token)
    first.accept(by=stranger)
    with pytest.raises(Invitation.DoesNotExist):
        second.accept(by=other_leader)


def test_a_member_who_tries_the_link_does_not_use_it_up(
    invitation: Invitation, leader: Person, stranger: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(leader)
    assert "U doet al mee aan dit initiatief." in client.get(address(invitation)).content.decode()
    client.post(address(invitation))
    assert role_of(leader, invitation.initiative) == "leader"
    client_of(stranger).post(address(invitation))
    assert role_of(stranger, invitation.initiative) == "partner"


def withdrawn(invitation: Invitation) -> None:
    invitation.revoke()


def too_old(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(
        created_at=timezone.now() - INVITATION_LASTS - timedelta(minutes=1)
    )


def of_an_archive(invitation: Invitation) -> None:
    invitation.initiative.archive(by=invitation.invited_by)  # type: ignore[arg-type]


@pytest.mark.parametrize("end", [withdrawn, too_old, of_an_archive])
def test_an_ended_invitation_lets_nobody_in(
    invitation: Invitation, stranger: Person, client_of: Callable[[Person | None], Client], end: Any
) -> None:
    end(invitation)
    for who in [None, stranger]:
        for response in [client_of(who).get(address(invitation)), client_of(who).post(address(invitation))]:
            assert response.status_code == 404
            assert GONE in response.content.decode()
    assert role_of(stranger, invitation.initiative) is None


def test_a_withdrawn_invitation_opens_no_sign_up(invitation: Invitation, client_of: Callable[[None], Client]) -> None:
    invitation.revoke()
    client = client_of(None)
    client.post(address(invitation))
    assert "U hebt een uitnodiging nodig" in client.get("/accounts/signup/").content.decode()


@pytest.mark.parametrize("token", ["onzin", "0199a0c0-0000-7000-8000-000000000000:vals"])
def test_a_link_cannot_be_made_up(initiative: Initiative, client_of: Callable[[None], Client], token: str) -> None:
    assert client_of(None).get(f"/invitation/{token}/").status_code == 404


def test_the_id_of_an_invitation_is_not_enough(invitation: Invitation, client_of: Callable[[None], Client]) -> None:
    assert client_of(None).get(f"/invitation/{invitation.pk}/").status_code == 404


def test_only_the_leader_withdraws(
    invitation: Invitation, leader: Person, co_leader: Person, client_of: Callable[[Person], Client]
) -> None:
    revoke = f"/initiatives/{invitation.initiative_id}/invitations/{invitation.pk}/revoke/"
    assert client_of(co_leader).post(revoke).status_code == 403
    client_of(leader).post(revoke)
    with pytest.raises(Invitation.DoesNotExist):
        Invitation.find(invitation.token)


@pytest.mark.slow
def test_axe_finds_no_barriers(
    initiative: Initiative, leader: Person, stranger: Person, page_of: Callable[[Person | None], Page]
) -> None:
    link = address(Invitation.objects.create(initiative=initiative, role=Role.CO_LEADER, invited_by=leader))
    assert [one for who in (None, stranger, leader) for one in barriers(page_of(who).context, [link])] == []


def test_signing_up_freely_proves_the_address_first_where_mail_can_be_sent(
    client_of: Callable[[None], Client], settings: Settings, mailoutbox: list[Any]
) -> None:
    settings.FREE_SIGN_UP, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    client = client_of(None)
    typed = {"name": "Nieuw", "email": "new@example.org", "password1": PASSWORD}
    page = client.post("/accounts/signup/", typed, follow=True).content.decode()
    assert "Typ de code uit uw e-mail" in page
    assert client.get("/profile/").status_code == 302
    code = mailoutbox[0].body.split("openstaat:")[1].split()[0]
    client.post("/accounts/confirm-email/", {"code": code})
    assert client.get("/profile/").status_code == 200


def signed_up(client: Client, email: str) -> Any:
    return client.post("/accounts/signup/", {"name": "Nieuw", "email": email, "password1": PASSWORD})


def test_an_invitation_is_good_for_one_account(invitation: Invitation, client_of: Callable[[None], Client]) -> None:
    first, second = client_of(None), client_of(None)
    for visitor in (first, second):
        visitor.post(address(invitation))
    assert signed_up(first, "one@example.org").status_code == 302
    assert role_of(Person.objects.get(email="one@example.org"), invitation.initiative) == "partner"
    first.post("/accounts/logout/")
    signed_up(first, "two@example.org")
    assert signed_up(second, "three@example.org").status_code == 404
    assert not Person.objects.filter(email__in=["two@example.org", "three@example.org"]).exists()


def test_after_signing_up_the_link_leads_to_the_initiative(
    invitation: Invitation, client_of: Callable[[None], Client]
) -> None:
    client = client_of(None)
    client.post(address(invitation))
    signed_up(client, "new@example.org")
    assert client.get(address(invitation)).headers["Location"] == f"/initiatives/{invitation.initiative_id}/"


def test_of_two_invitations_of_one_person_at_the_same_moment_the_first_counts(
    invitation: Invitation, stranger: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Invitation.objects.create(initiative=invitation.initiative, role=Role.CO_LEADER, meant_for="Dezelfde")
    invitation.accept(by=stranger)
    monkeypatch.setattr(Invitation, "membership_of", lambda _self, _person: None)
    assert other.accept(by=stranger).role == Role.PARTNER
    other.refresh_from_db()
    assert other.accepted_at is None


def test_an_invited_person_who_proves_the_address_first_takes_part_too(
    invitation: Invitation, client_of: Callable[[None], Client], settings: Settings, mailoutbox: list[Any]
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    client = client_of(None)
    to_sign_up = client.post(address(invitation)).headers["Location"]
    sent(client, to_sign_up, name="Nieuw", email="new@example.org", password1=PASSWORD)
    assert client.get("/profile/").status_code == 302
    code = mailoutbox[0].body.split("openstaat:")[1].split()[0]
    page = client.post("/accounts/confirm-email/", {"code": code}, follow=True)
    assert page.redirect_chain[-1][0] == f"/initiatives/{invitation.initiative_id}/"
    assert page.status_code == 200
