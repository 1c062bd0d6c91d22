"""A passkey of a real browser: made, used instead of a password, used as second step, renamed and removed."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect
from pytest_django.live_server_helper import LiveServer

from conftest import PASSWORD
from samenhang.accounts.models import Person
from samenhang.accounts.tests.conftest import authenticators

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], live_server: LiveServer) -> Page:
    """A browser at an address with a name, as passkeys need."""
    assert live_server.url.startswith("http://localhost:")
    return new_context(base_url=live_server.url).new_page()


@pytest.fixture
def authenticator(page: Page) -> Iterator[CDPSession]:
    """The fingerprint reader of this browser, where the finger is always there."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield devices
    devices.detach()


def sign_in(page: Page, person: Person) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mailadres").fill(person.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def prove(page: Page) -> None:
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Ga verder").click()


def add_passkey(page: Page, person: Person, name: str) -> None:
    sign_in(page, person)
    expect(page.locator("details.menu")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/add/")
    prove(page)
    page.get_by_label("Naam van de passkey").fill(name)
    page.get_by_role("button", name="Maak een passkey").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Log uit").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_a_passkey_is_made_and_signs_in_without_a_password(
    page: Page, authenticator: CDPSession, leader: Person
) -> None:
    add_passkey(page, leader, "Laptop van de zaak")
    assert [str(one) for one in authenticators(leader) if one.type == "webauthn"] == ["Laptop van de zaak"]
    sign_out(page)
    page.goto("/accounts/login/?next=/security/")
    page.get_by_role("button", name="Log in met een passkey").click()
    expect(page.get_by_role("heading", name="Beveiliging", exact=True)).to_be_visible()
    expect(page.get_by_text("U hebt 1 passkey.")).to_be_visible()


def test_after_a_password_the_passkey_is_the_second_step(page: Page, authenticator: CDPSession, leader: Person) -> None:
    add_passkey(page, leader, "Laptop")
    sign_out(page)
    sign_in(page, leader)
    expect(page.get_by_role("heading", name="Nog één stap")).to_be_visible()
    page.get_by_role("button", name="Gebruik uw passkey").click()
    expect(page.locator("details.menu")).to_be_visible()


def test_a_passkey_is_renamed_and_removed(page: Page, authenticator: CDPSession, leader: Person) -> None:
    add_passkey(page, leader, "Laptop")
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Wijzig de naam van Laptop").click()
    page.get_by_label("Naam van de passkey").fill("Oude laptop")
    page.get_by_role("button", name="Bewaar de naam").click()
    page.get_by_role("link", name="Verwijder Oude laptop").click()
    page.get_by_role("button", name="Verwijder de passkey").click()
    expect(page.get_by_text("De passkey is verwijderd.")).to_be_visible()
    assert [one for one in authenticators(leader) if one.type == "webauthn"] == []


def test_who_cancels_is_told_what_to_do(page: Page, authenticator: CDPSession, leader: Person) -> None:
    page.goto("/accounts/login/")
    # The reader knows no passkey for this address, so the browser refuses.
    page.get_by_role("button", name="Log in met een passkey").click()
    expect(page.get_by_role("alert").filter(has_text="Dat is niet gelukt.")).to_be_visible()


def test_on_a_bare_ip_address_the_page_says_why_it_does_not_work(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, leader: Person
) -> None:
    page = new_context(base_url=live_server.url.replace("localhost", "127.0.0.1")).new_page()
    page.goto("/accounts/login/")
    expect(page.get_by_role("button", name="Log in met een passkey")).to_be_hidden()
    sign_in(page, leader)
    expect(page.locator("details.menu")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/add/")
    prove(page)
    expect(page.get_by_text("Passkeys werken hier niet.")).to_be_visible()


def test_a_password_can_be_shown_and_is_sent_all_the_same(page: Page, leader: Person) -> None:
    page.goto("/accounts/login/")
    field = page.get_by_label("Wachtwoord")
    field.fill(PASSWORD)
    page.get_by_role("button", name="Toon wachtwoord").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_label("E-mailadres").fill(leader.email)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.locator("details.menu")).to_be_visible()
