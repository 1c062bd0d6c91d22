"""Signing in with a password, out again, and what a stranger learns from trying."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from conftest import PASSWORD
from samenhang.accounts.models import Person


def attempt(client: Client, email: str, password: str) -> str:
    return client.post("/accounts/login/", {"login": email, "password": password}).content.decode()


def test_a_person_signs_in_with_address_and_password(leader: Person, client: Client) -> None:
    response = client.post("/accounts/login/", {"login": "Leider@Example.org", "password": PASSWORD}, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert client.get("/").status_code == 200


def test_signing_in_leads_on_to_the_page_that_was_asked_for(leader: Person, client: Client) -> None:
    response = client.get("/profile/")
    assert response.headers["Location"] == "/accounts/login/?next=/profile/"
    response = client.post(
        response.headers["Location"], {"login": leader.email, "password": PASSWORD, "next": "/profile/"}
    )
    assert response.headers["Location"] == "/profile/"


def test_signing_in_never_leads_to_another_site(leader: Person, client: Client) -> None:
    response = client.post(
        "/accounts/login/", {"login": leader.email, "password": PASSWORD, "next": "https://example.com/"}
    )
    assert response.headers["Location"] == "/"


def test_without_the_tick_a_session_ends_with_the_browser(leader: Person, client: Client) -> None:
    client.post("/accounts/login/", {"login": leader.email, "password": PASSWORD})
    assert client.cookies["sessionid"]["max-age"] == ""


def test_with_the_tick_a_session_lasts_two_weeks(leader: Person, client: Client) -> None:
    client.post("/accounts/login/", {"login": leader.email, "password": PASSWORD, "remember": "on"})
    assert client.cookies["sessionid"]["max-age"] == 14 * 24 * 60 * 60


def test_a_wrong_password_and_an_unknown_address_give_the_same_answer(
    leader: Person, client_of: Callable[[None], Client]
) -> None:
    client = client_of(None)
    wrong = attempt(client, leader.email, "een heel ander wachtwoord")
    unknown = attempt(client, "nobody@example.org", PASSWORD)
    sentence = "Het e-mailadres of het wachtwoord klopt niet."
    assert sentence in wrong
    assert sentence in unknown


def test_what_was_typed_stays_except_the_password(leader: Person, client_of: Callable[[None], Client]) -> None:
    page = attempt(client_of(None), leader.email, "een heel ander wachtwoord")
    assert f'value="{leader.email}"' in page
    assert "een heel ander wachtwoord" not in page


def test_somebody_whose_account_is_off_is_told_so(leader: Person, client_of: Callable[[None], Client]) -> None:
    Person.objects.filter(pk=leader.pk).update(is_active=False)
    response = client_of(None).post("/accounts/login/", {"login": leader.email, "password": PASSWORD}, follow=True)
    assert "Dit account staat uit" in response.content.decode()


def test_signing_out_asks_first_and_then_ends_the_session(leader: Person, sign_in: Callable[[Person], Client]) -> None:
    client = sign_in(leader)
    assert "Wilt u uitloggen?" in client.get("/accounts/logout/").content.decode()
    response = client.post("/accounts/logout/", follow=True)
    assert "U bent uitgelogd." in response.content.decode()
    assert client.get("/profile/").status_code == 302


# Throttling


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(
    leader: Person, client_of: Callable[[None], Client]
) -> None:
    client = client_of(None)
    for _attempt in range(5):
        attempt(client, leader.email, "een heel ander wachtwoord")
    assert "Er is te vaak geprobeerd" in attempt(client, leader.email, PASSWORD)
    assert client.get("/profile/").status_code == 302


def test_another_person_is_not_stopped_by_it(
    leader: Person, partner: Person, client_of: Callable[[None], Client]
) -> None:
    for _attempt in range(5):
        attempt(client_of(None), leader.email, "een heel ander wachtwoord")
    client = client_of(None)
    attempt(client, partner.email, PASSWORD)
    assert client.get("/profile/").status_code == 200


def test_many_attempts_from_one_address_get_the_page_that_says_wait(
    leader: Person, client_of: Callable[[None], Client]
) -> None:
    client = client_of(None)
    for number in range(30):
        attempt(client, f"nobody{number}@example.org", PASSWORD)
    response = client.post("/accounts/login/", {"login": leader.email, "password": PASSWORD})
    assert response.status_code == 429
    assert "Wacht even" in response.content.decode()


def test_attempts_are_counted_in_the_database_so_that_all_processes_count_together() -> None:
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]


# What the page offers


def test_without_mail_the_page_says_whom_to_ask(client_of: Callable[[None], Client]) -> None:
    page = client_of(None).get("/accounts/login/").content.decode()
    assert "Vraag de beheerder" in page
    assert "/accounts/password/reset/" not in page


def test_with_mail_the_page_leads_to_a_new_password(client_of: Callable[[None], Client], settings: Settings) -> None:
    settings.SMTP_HOST = "mail.example.org"
    page = client_of(None).get("/accounts/login/").content.decode()
    assert "/accounts/password/reset/" in page


@pytest.mark.parametrize(("free", "offered"), [(True, True), (False, False)])
def test_making_an_account_is_offered_only_where_that_is_free(
    client_of: Callable[[None], Client], settings: Settings, *, free: bool, offered: bool
) -> None:
    settings.FREE_SIGN_UP = free
    assert ("/accounts/signup/" in client_of(None).get("/accounts/login/").content.decode()) is offered


def test_signing_up_is_closed_without_an_invitation(client_of: Callable[[None], Client]) -> None:
    client = client_of(None)
    assert "U hebt een uitnodiging nodig" in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {"email": "new@example.org", "name": "Nieuw", "password1": PASSWORD})
    assert not Person.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("back", ["//[", "http://[::1"])
def test_an_address_that_cannot_be_read_is_not_gone_back_to(
    leader: Person, client_of: Callable[[None], Client], back: str
) -> None:
    client = client_of(None)
    assert client.get("/accounts/login/", {"next": back}).status_code == 200
    response = client.post("/accounts/login/", {"login": leader.email, "password": PASSWORD, "next": back})
    assert response.headers["Location"] == "/"
