"""Choosing, changing and forgetting a password."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from conftest import PASSWORD
from samenhang.accounts.models import Person

NEW = "nog een lang wachtwoord"


@pytest.fixture
def with_mail(settings: Settings) -> None:
    settings.SMTP_HOST = "mail.example.org"


def change(client: Client, **typed: str) -> str:
    page = client.post("/accounts/password/change/", {"oldpassword": PASSWORD} | typed, follow=True)
    return page.content.decode()


def test_a_password_is_changed_after_typing_the_old_one(leader: Person, sign_in: Callable[[Person], Client]) -> None:
    assert "Uw wachtwoord is gewijzigd." in change(sign_in(leader), password1=NEW)
    leader.refresh_from_db()
    assert leader.check_password(NEW)


def test_without_the_old_password_nothing_changes(leader: Person, sign_in: Callable[[Person], Client]) -> None:
    assert "Dit is niet uw wachtwoord van nu." in change(sign_in(leader), oldpassword="onzin", password1=NEW)
    leader.refresh_from_db()
    assert leader.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("elf tekens!", "Gebruik minstens 12 tekens."),
        ("qwertyqwerty", "Dit wachtwoord is te bekend."),
        ("leider@example.org", "Het wachtwoord lijkt te veel op uw gegevens"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(
    leader: Person, sign_in: Callable[[Person], Client], password: str, sentence: str
) -> None:
    assert sentence in change(sign_in(leader), password1=password)


@pytest.mark.parametrize("password", ["123456789012345678", "een zin met spaties en é", "x" * 7 + "y" * 121])
def test_any_long_password_is_good(leader: Person, sign_in: Callable[[Person], Client], password: str) -> None:
    change(sign_in(leader), password1=password)
    leader.refresh_from_db()
    assert leader.check_password(password)


def test_password_managers_know_every_field(leader: Person, sign_in: Callable[[Person], Client]) -> None:
    page = sign_in(leader).get("/accounts/password/change/").content.decode()
    assert re.findall(r'autocomplete="([^"]*)"', page) == ["username", "current-password", "new-password"]


def test_somebody_without_a_password_chooses_one(leader: Person, client_of: Callable[[Person], Client]) -> None:
    leader.set_unusable_password()
    leader.save()
    client = client_of(leader)
    assert "Kies een wachtwoord" in client.get("/accounts/password/set/").content.decode()
    client.post("/accounts/password/set/", {"password1": NEW})
    leader.refresh_from_db()
    assert leader.check_password(NEW)


def test_a_forgotten_password_is_replaced_through_a_link(
    leader: Person, client_of: Callable[[None], Client], with_mail: None
) -> None:
    client = client_of(None)
    client.post("/accounts/password/reset/", {"email": leader.email})
    message = mail.outbox[0]
    assert message.subject == "Samenhang: Kies een nieuw wachtwoord"
    assert "Met deze link kiest u een nieuw wachtwoord:" in message.body
    (link,) = re.findall(r"http://testserver(\S+)", str(message.body))
    form = client.get(link, follow=True)
    assert "Kies een nieuw wachtwoord" in form.content.decode()
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW}, follow=True)
    assert "Uw wachtwoord is gewijzigd" in done.content.decode()
    leader.refresh_from_db()
    assert leader.check_password(NEW)
    assert "Deze link werkt niet meer" in client_of(None).get(link, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_page_and_a_letter_that_says_so(
    leader: Person, client_of: Callable[[None], Client], with_mail: None
) -> None:
    known = client_of(None).post("/accounts/password/reset/", {"email": leader.email}, follow=True)
    unknown = client_of(None).post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert "Bij dit adres hoort geen account." in mail.outbox[1].body


def test_without_mail_no_letter_is_promised(leader: Person, client_of: Callable[[None], Client]) -> None:
    page = client_of(None).get("/accounts/password/reset/").content.decode()
    assert "Vraag de beheerder" in page
    assert 'name="email"' not in page


def test_a_change_is_told_by_mail_in_the_language_of_the_person(
    leader: Person, sign_in: Callable[[Person], Client]
) -> None:
    change(sign_in(leader), password1=NEW)
    message = mail.outbox[0]
    assert message.to == [leader.email]
    assert message.subject == "Samenhang: Uw wachtwoord is gewijzigd"
    assert "Was u dit niet?" in message.body
