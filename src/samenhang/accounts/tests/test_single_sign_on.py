"""Signing in with the account of one's organisation. No test leaves this machine."""

import html
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from requests import ConnectionError as NoConnection

from samenhang.accounts.models import Person
from samenhang.accounts.tests.conftest import words

NAME = "Gemeente Voorbeeld"
ADAPTER = "allauth.socialaccount.providers.openid_connect.views.OpenIDConnectOAuth2Adapter.openid_config"
SERVER = {
    "authorization_endpoint": "https://sso.example.org/authorize",
    "token_endpoint": "https://sso.example.org/token",
}


@pytest.fixture
def organisation(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Single sign-on is set, and the server of the organisation has said where to go."""
    app = {
        "provider_id": "sso",
        "name": NAME,
        "client_id": "samenhang",
        "secret": "secret",
        "settings": {"server_url": "https://sso.example.org"},
    }
    settings.OIDC_NAME = NAME
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    monkeypatch.setattr(ADAPTER, SERVER)


def test_it_is_not_offered_where_it_is_not_set(leader: Person, client_of: Callable[[Person | None], Client]) -> None:
    assert "/single-sign-on/" not in client_of(None).get("/accounts/login/").content.decode()
    assert "/accounts/3rdparty/" not in client_of(leader).get("/security/").content.decode()


def test_it_is_offered_where_it_is_set(
    organisation: None, leader: Person, client_of: Callable[[Person | None], Client]
) -> None:
    page = client_of(None).get("/accounts/login/?next=/profile/").content.decode()
    assert f"Log in met {NAME}" in page
    assert 'action="/single-sign-on/"' in page
    assert NAME in client_of(leader).get("/security/").content.decode()


def test_it_leads_to_the_server_of_the_organisation(organisation: None, client_of: Callable[[None], Client]) -> None:
    page = client_of(None).post("/single-sign-on/", {"next": "/profile/"}).content.decode()
    found = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert found
    address = urlsplit(html.unescape(found[1]))
    asked = parse_qs(address.query)
    assert address.netloc == "sso.example.org"
    assert asked["client_id"] == ["samenhang"]
    assert asked["redirect_uri"] == ["http://testserver/accounts/oidc/sso/login/callback/"]
    assert asked["code_challenge_method"] == ["S256"]
    assert f"Ga verder naar {NAME}" in words(page)


def test_a_browser_really_gets_there_from_the_form(
    organisation: None,
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    elsewhere = live_server.url.replace("localhost", "127.0.0.1") + "/about/"
    monkeypatch.setattr(ADAPTER, SERVER | {"authorization_endpoint": elsewhere})
    page = new_context(base_url=live_server.url).new_page()
    page.goto("/accounts/login/")
    page.get_by_role("button", name=f"Log in met {NAME}").click()
    expect(page).to_have_url(re.compile(re.escape(elsewhere)))


def test_a_server_that_does_not_answer_is_told_in_a_sentence(
    organisation: None, client_of: Callable[[None], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(self: object) -> None:
        raise NoConnection

    monkeypatch.setattr(ADAPTER, property(no_answer))
    response = client_of(None).post("/single-sign-on/")
    assert response.status_code == 502
    assert "Inloggen is niet gelukt" in response.content.decode()


def test_where_it_is_not_set_there_is_nothing(client_of: Callable[[None], Client]) -> None:
    assert client_of(None).post("/single-sign-on/").status_code == 404
