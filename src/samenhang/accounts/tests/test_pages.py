"""Every page of accounts: Dutch to the last word, and without barriers in both colour schemes."""

import re
from collections.abc import Callable

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from conftest import PASSWORD
from samenhang.accounts.models import Person
from samenhang.accounts.tests.barriers import barriers
from samenhang.accounts.tests.conftest import app_code, words

SIGNED_OUT = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/x-y/",
    "/accounts/password/reset/key/done/",
    "/accounts/3rdparty/login/cancelled/",
    "/invitation/unknown/",
]
SIGNED_IN = [
    "/profile/",
    "/profile/email/",
    "/profile/delete/",
    "/security/",
    "/accounts/2fa/",
    "/accounts/email/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/password/change/",
    "/security/sessions/",
    "/accounts/3rdparty/",
    "/accounts/3rdparty/login/error/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
]
WITH_APP = [
    "/security/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/reauthenticate/",
]

ENGLISH = re.compile(
    r"\b(the|and|your|you|please|passwords?|sign(ed)?|email|address|with|from|this|that|enter|change|remove|add|back|"
    r"next|cancel|confirm|invalid|incorrect|required|keys?|security|recovery|sessions?|current|again|new|forgot|"
    r"successfully|third-party|unknown|submit|continue|are|have|has|will|an)\b",
    re.IGNORECASE,
)
INFORMAL = re.compile(r"\b(je|jij|jouw|jou|jullie)\b", re.IGNORECASE)


def assert_formal_dutch(html: str) -> None:
    text = words(html).replace("@example.org", "")
    assert '<html lang="nl">' in html
    assert ENGLISH.findall(text) == []
    assert INFORMAL.findall(text) == []


@pytest.mark.parametrize("free", [True, False], ids=["free sign-up", "by invitation"])
@pytest.mark.parametrize("mail", ["mail.example.org", ""], ids=["mail", "no mail"])
@pytest.mark.parametrize("address", SIGNED_OUT)
def test_pages_for_visitors_are_dutch(
    client_of: Callable[[None], Client], settings: Settings, address: str, mail: str, *, free: bool
) -> None:
    settings.SMTP_HOST, settings.FREE_SIGN_UP = mail, free
    assert_formal_dutch(client_of(None).get(address, follow=True).content.decode())


@pytest.mark.parametrize("address", SIGNED_IN)
def test_pages_for_people_are_dutch(leader: Person, sign_in: Callable[[Person], Client], address: str) -> None:
    response = sign_in(leader).get(address)
    assert "Location" not in response.headers
    assert_formal_dutch(response.content.decode())


def signed_in_with_code(client: Client, person: Person, secret: str) -> Client:
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("address", WITH_APP)
def test_pages_of_the_second_step_are_dutch(
    leader: Person, app_secret: str, recovery_codes: list[str], client_of: Callable[[None], Client], address: str
) -> None:
    response = signed_in_with_code(client_of(None), leader, app_secret).get(address)
    assert response.status_code == 200
    assert_formal_dutch(response.content.decode())


def test_the_second_step_itself_is_dutch(leader: Person, app_secret: str, client_of: Callable[[None], Client]) -> None:
    client = client_of(None)
    response = client.post("/accounts/login/", {"login": leader.email, "password": PASSWORD}, follow=True)
    assert "Nog één stap" in response.content.decode()
    assert_formal_dutch(response.content.decode())
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "x"})
    assert_formal_dutch(wrong.content.decode())


@pytest.fixture
def passkey(leader: Person) -> Authenticator:
    return Authenticator.objects.create(user=leader, type="webauthn", data={"name": "Laptop", "credential": {}})


@pytest.mark.parametrize("address", ["", "keys/{}/edit/", "keys/{}/remove/"])
def test_pages_of_a_passkey_are_dutch(
    passkey: Authenticator, leader: Person, client_of: Callable[[None], Client], address: str
) -> None:
    client = client_of(None)
    client.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    response = client.get("/accounts/2fa/webauthn/" + address.format(passkey.pk))
    assert response.status_code == 200
    assert_formal_dutch(response.content.decode())


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/accounts/login/", {"login": "x", "password": ""}),
        ("/accounts/login/", {"login": "x@example.org", "password": "x"}),
        ("/accounts/signup/", {"email": "x", "name": "x" * 201, "password1": "x"}),
        ("/accounts/signup/", {"email": "partner@example.org", "name": "X", "password1": PASSWORD}),
        ("/accounts/password/reset/", {"email": "x"}),
    ],
)
def test_mistakes_of_visitors_are_answered_in_dutch(
    partner: Person, client_of: Callable[[None], Client], settings: Settings, address: str, typed: dict[str, str]
) -> None:
    settings.SMTP_HOST, settings.FREE_SIGN_UP = "mail.example.org", True
    page = client_of(None).post(address, typed).content.decode()
    assert "field__error" in page or 'role="alert"' in page
    assert_formal_dutch(re.sub(r"\bX+\b", "", page))


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/accounts/password/change/", {"oldpassword": "x", "password1": "x"}),
        ("/accounts/reauthenticate/", {"password": "x"}),
        ("/accounts/2fa/totp/activate/", {"code": "x"}),
        ("/accounts/2fa/webauthn/add/", {"credential": "{}"}),
        ("/accounts/email/", {"action_add": "1", "email": "leider@example.org"}),
        ("/profile/email/", {"email": "x"}),
        ("/profile/delete/", {"email": "x"}),
    ],
)
def test_mistakes_of_people_are_answered_in_dutch(
    leader: Person, sign_in: Callable[[Person], Client], settings: Settings, address: str, typed: dict[str, str]
) -> None:
    settings.SMTP_HOST = "mail.example.org" if address == "/accounts/email/" else ""
    page = sign_in(leader).post(address, typed).content.decode()
    assert "field__error" in page
    assert_formal_dutch(page)


# Axe


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_axe_finds_no_barriers_for_visitors(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, leader: Person, settings: Settings
) -> None:
    settings.SMTP_HOST, settings.FREE_SIGN_UP = "mail.example.org", True
    key = f"{user_pk_to_url_str(leader)}-{default_token_generator.make_token(leader)}"
    reset = f"/accounts/password/reset/key/{key}/"
    assert barriers(new_context(base_url=live_server.url), [*SIGNED_OUT, reset]) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_axe_finds_no_barriers_for_people(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, leader: Person
) -> None:
    context = new_context(base_url=live_server.url)
    page = type_password(context, leader)
    prove(page)
    assert barriers(context, SIGNED_IN) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_axe_finds_no_barriers_in_the_second_step(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    leader: Person,
    app_secret: str,
    recovery_codes: list[str],
) -> None:
    context = new_context(base_url=live_server.url)
    page = type_password(context, leader)
    found = barriers(context, ["/accounts/2fa/authenticate/"])
    page.get_by_label("Code").fill(recovery_codes[0])
    page.get_by_role("button", name="Log in", exact=True).click()
    page.locator("details.menu").wait_for()
    prove(page)
    assert found + barriers(context, WITH_APP) == []


def type_password(context: BrowserContext, person: Person) -> Page:
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mailadres").fill(person.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    return page


def prove(page: Page) -> None:
    """Type the password once more, so that the next quarter needs no proof."""
    page.goto("/accounts/reauthenticate/?next=/security/")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Ga verder").click()
    page.wait_for_url("**/security/")
