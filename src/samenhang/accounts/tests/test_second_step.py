"""An authenticator app and recovery codes: switched on, asked for, kept secret."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.db import connection
from django.test import Client
from pytest_django import Settings

from conftest import PASSWORD
from samenhang.accounts.models import Person
from samenhang.accounts.tests.conftest import app_code
from samenhang.privacy.rotation import reencrypt


def half_way(client: Client, person: Person) -> None:
    """The password was right; the second step is still to come."""
    response = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert response.headers["Location"] == "/accounts/2fa/authenticate/"


def test_the_app_is_switched_on_with_a_code_it_shows(leader: Person, sign_in: Callable[[Person], Client]) -> None:
    client = sign_in(leader)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    response = client.post("/accounts/2fa/totp/activate/", {"code": app_code(secret)}, follow=True)
    assert "Bewaar deze codes op een veilige plek" in response.content.decode()
    assert "Staat aan. U typt bij het inloggen een code" in client.get("/security/").content.decode()


def test_a_wrong_code_does_not_switch_it_on(leader: Person, sign_in: Callable[[Person], Client]) -> None:
    client = sign_in(leader)
    client.get("/accounts/2fa/totp/activate/")
    response = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "Deze code klopt niet." in response.content.decode()
    assert not Authenticator.objects.exists()


def test_switching_it_on_asks_first_who_is_there(leader: Person, client_of: Callable[[Person], Client]) -> None:
    response = client_of(leader).get("/accounts/2fa/totp/activate/")
    assert response.headers["Location"].startswith("/accounts/reauthenticate/")


def test_signing_in_takes_a_code_of_the_app(leader: Person, app_secret: str, client: Client) -> None:
    half_way(client, leader)
    assert client.get("/profile/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": app_code(app_secret)})
    assert client.get("/profile/").status_code == 200


def test_a_code_that_somebody_saw_does_not_work_again(
    leader: Person, app_secret: str, client_of: Callable[[None], Client]
) -> None:
    code = app_code(app_secret)
    first, second = client_of(None), client_of(None)
    half_way(first, leader)
    first.post("/accounts/2fa/authenticate/", {"code": code})
    half_way(second, leader)
    response = second.post("/accounts/2fa/authenticate/", {"code": code})
    assert "Deze code klopt niet." in response.content.decode()
    assert second.get("/profile/").status_code == 302


def test_a_recovery_code_works_once(
    leader: Person, recovery_codes: list[str], client_of: Callable[[None], Client]
) -> None:
    first, second = client_of(None), client_of(None)
    half_way(first, leader)
    first.post("/accounts/2fa/authenticate/", {"code": recovery_codes[0]})
    assert first.get("/profile/").status_code == 200
    half_way(second, leader)
    second.post("/accounts/2fa/authenticate/", {"code": recovery_codes[0]})
    assert second.get("/profile/").status_code == 302


def test_guessing_codes_is_stopped(leader: Person, app_secret: str, client: Client) -> None:
    half_way(client, leader)
    wrong = "000000" if app_code(app_secret) != "000000" else "000001"
    for _attempt in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": wrong})
    client.post("/accounts/2fa/authenticate/", {"code": app_code(app_secret)})
    assert client.get("/profile/").status_code == 302


def test_codes_are_shown_downloaded_and_made_anew(
    recovery_codes: list[str], sign_in_with_code: Callable[[], Client]
) -> None:
    client = sign_in_with_code()
    shown = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert all(code in shown for code in recovery_codes)
    file = client.get("/accounts/2fa/recovery-codes/download/")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.content.decode().split()[-len(recovery_codes) :] == recovery_codes
    made = client.post("/accounts/2fa/recovery-codes/generate/", follow=True).content.decode()
    assert made.count("<li><code>") == len(recovery_codes)
    assert not any(code in made for code in recovery_codes)


def test_the_app_is_switched_off(leader: Person, app_secret: str, sign_in_with_code: Callable[[], Client]) -> None:
    response = sign_in_with_code().post("/accounts/2fa/totp/deactivate/", follow=True)
    assert "De authenticator-app staat uit." in response.content.decode()
    assert not Authenticator.objects.filter(user=leader).exists()


@pytest.fixture
def sign_in_with_code(leader: Person, app_secret: str, client_of: Callable[[None], Client]) -> Callable[[], Client]:
    """The leader's browser, after both steps and a fresh proof."""

    def make() -> Client:
        client = client_of(None)
        half_way(client, leader)
        client.post("/accounts/2fa/authenticate/", {"code": app_code(app_secret)})
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        return client

    return make


def stored(person: Person) -> str:
    """What the database itself has of the second step."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator ORDER BY id")
        return " ".join(str(row[0]) for row in cursor.fetchall())


def test_secrets_are_not_readable_in_the_database(leader: Person, app_secret: str, recovery_codes: list[str]) -> None:
    in_database = stored(leader)
    assert app_secret not in in_database
    assert in_database.count("gAAAAA") == 2


def test_a_new_encryption_key_covers_them(leader: Person, app_secret: str, client: Client, settings: Settings) -> None:
    before = stored(leader)
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *settings.ENCRYPTION_KEYS]
    reencrypt()
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    assert stored(leader) != before
    half_way(client, leader)
    client.post("/accounts/2fa/authenticate/", {"code": app_code(app_secret)})
    assert client.get("/profile/").status_code == 200
