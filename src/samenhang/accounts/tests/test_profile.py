"""A person's own name, language, address and data, and leaving for good."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from conftest import PASSWORD
from samenhang.accounts.models import Person


def test_a_name_is_changed(leader: Person, client_of: Callable[[Person], Client]) -> None:
    response = client_of(leader).post("/profile/", {"name": "Samira Bakker", "language": ""}, follow=True)
    assert "Uw gegevens zijn bewaard." in response.content.decode()
    leader.refresh_from_db()
    assert leader.name == "Samira Bakker"


def test_a_name_cannot_be_empty(leader: Person, client_of: Callable[[Person], Client]) -> None:
    response = client_of(leader).post("/profile/", {"name": " ", "language": ""})
    assert response.status_code == 422
    assert "Vul dit in." in response.content.decode()


# Language


def language_of(client: Client, address: str = "/accounts/login/") -> str:
    found = re.search(r'<html lang="(\w+)"', client.get(address).content.decode())
    assert found
    return found[1]


def test_the_browser_chooses_the_language_until_somebody_does(client: Client) -> None:
    assert language_of(Client(headers={"accept-language": "nl"})) == "nl"
    assert language_of(Client(headers={"accept-language": "en"})) == "en"
    assert language_of(Client(headers={"accept-language": "fr"})) == "nl"


def test_a_visitor_keeps_the_language_in_a_cookie(client_of: Callable[[None], Client]) -> None:
    client = client_of(None)
    response = client.post("/language/", {"language": "en", "next": "/about/"})
    assert response.headers["Location"] == "/about/"
    assert language_of(client) == "en"


def test_a_person_keeps_the_language_in_every_browser(leader: Person, client_of: Callable[[Person], Client]) -> None:
    client_of(leader).post("/language/", {"language": "en", "next": "/"})
    assert language_of(client_of(leader), "/profile/") == "en"


def test_a_person_can_go_back_to_the_language_of_the_browser(
    leader: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(leader)
    client.post("/language/", {"language": "en", "next": "/"})
    client.post("/profile/", {"name": "Leider", "language": ""})
    assert language_of(client, "/profile/") == "nl"


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_to_another_site(client: Client, address: str) -> None:
    assert client.post("/language/", {"language": "en", "next": address}).headers["Location"] == "/"


# E-mail address


def test_without_mail_an_address_changes_at_once(leader: Person, sign_in: Callable[[Person], Client]) -> None:
    client = sign_in(leader)
    client.get("/accounts/email/")
    assert EmailAddress.objects.filter(email=leader.email).exists()
    response = client.post("/profile/email/", {"email": "New@Example.org"}, follow=True)
    assert "Uw e-mailadres is gewijzigd." in response.content.decode()
    again = Client()
    again.post("/accounts/login/", {"login": "new@example.org", "password": PASSWORD})
    assert again.get("/profile/").status_code == 200
    old = Client()
    old.post("/accounts/login/", {"login": "leider@example.org", "password": PASSWORD})
    assert old.get("/profile/").status_code == 302


def test_an_address_in_use_is_refused_without_telling_whose(
    leader: Person, partner: Person, sign_in: Callable[[Person], Client]
) -> None:
    response = sign_in(leader).post("/profile/email/", {"email": partner.email.upper()})
    assert response.status_code == 422
    assert "Dit adres kunnen wij niet gebruiken." in response.content.decode()


def test_changing_an_address_asks_first_who_is_there(leader: Person, client_of: Callable[[Person], Client]) -> None:
    response = client_of(leader).get("/profile/email/")
    assert response.headers["Location"].startswith("/accounts/reauthenticate/")


def test_with_mail_an_address_changes_after_the_code_that_was_sent(
    leader: Person, sign_in: Callable[[Person], Client], settings: Settings
) -> None:
    settings.SMTP_HOST, settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = "mail.example.org", True
    client = sign_in(leader)
    assert client.get("/profile/email/").headers["Location"] == "/accounts/email/"
    page = client.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"}, follow=True)
    assert "Typ de code uit uw e-mail" in page.content.decode()
    leader.refresh_from_db()
    assert leader.email == "leider@example.org"
    message = mail.outbox[0]
    assert message.to == ["new@example.org"]
    code = message.body.split("openstaat:")[1].split()[0]
    client.post("/accounts/confirm-email/", {"code": code})
    leader.refresh_from_db()
    assert leader.email == "new@example.org"
    assert "leider@example.org" in mail.outbox[1].to


# One's own data


def test_own_data_is_downloaded_as_a_file(initiative: Any, leader: Person, sign_in: Callable[[Person], Client]) -> None:
    response = sign_in(leader).get("/profile/data/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="samenhang.json"'
    data = json.loads(response.content)
    assert data["account"]["email"] == leader.email
    assert [(one["initiative"], one["role"]) for one in data["memberships"]] == [("Gezond in de wijk", "leader")]
    assert data["sessions"][0]["ip"] == "127.0.0.1"


def test_own_data_holds_no_secrets(leader: Person, app_secret: str, client_of: Callable[[Person], Client]) -> None:
    content = client_of(leader).get("/profile/data/").content.decode()
    assert "Authenticator-app" in content
    assert app_secret not in content
    assert "gAAAAA" not in content
    assert leader.password not in content


# Leaving


def test_an_account_is_deleted_after_typing_the_address(
    initiative: Any, partner: Person, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(partner)
    response = client.post("/profile/delete/", {"email": "Partner@example.org"}, follow=True)
    assert "Uw account is gewist." in response.content.decode()
    assert not Person.objects.filter(pk=partner.pk).exists()
    assert initiative.memberships.count() == 2
    assert client.get("/profile/").status_code == 302


def test_another_address_deletes_nothing(partner: Person, sign_in: Callable[[Person], Client]) -> None:
    response = sign_in(partner).post("/profile/delete/", {"email": "leider@example.org"})
    assert response.status_code == 422
    assert "Dit is niet uw e-mailadres." in response.content.decode()
    assert Person.objects.filter(pk=partner.pk).exists()


def test_the_only_leader_is_told_which_initiatives_are_in_the_way(
    initiative: Any, leader: Person, sign_in: Callable[[Person], Client]
) -> None:
    type(initiative).begin(leader, name="Eén tafel", goal="Een doel.")
    response = sign_in(leader).post("/profile/delete/", {"email": leader.email})
    assert response.status_code == 422
    page = response.content.decode()
    assert "U bent de enige netwerkleider van deze initiatieven:" in page
    assert "<li>Eén tafel</li><li>Gezond in de wijk</li>" in page
    assert Person.objects.filter(pk=leader.pk).exists()


def test_a_leader_beside_another_leader_may_leave(
    initiative: Any, leader: Person, co_leader: Person, sign_in: Callable[[Person], Client]
) -> None:
    initiative.memberships.filter(person=co_leader).update(role="leader")
    sign_in(leader).post("/profile/delete/", {"email": leader.email})
    assert not Person.objects.filter(pk=leader.pk).exists()
    assert initiative.memberships.count() == 2


def test_deleting_asks_first_who_is_there(partner: Person, client_of: Callable[[Person], Client]) -> None:
    response = client_of(partner).post("/profile/delete/", {"email": partner.email})
    assert response.headers["Location"].startswith("/accounts/reauthenticate/")
    assert Person.objects.filter(pk=partner.pk).exists()


@pytest.mark.parametrize("back", ["foo", "?x", "[", "é", "//[", "//example.org", "http://[::1"])
def test_choosing_a_language_leads_to_a_page_of_this_site_only(client_of: Callable[[None], Client], back: str) -> None:
    response = client_of(None).post("/language/", {"language": "en", "next": back})
    assert response.headers["Location"] == "/"
