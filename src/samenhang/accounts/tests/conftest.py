"""Somebody with a browser who has just proved who they are, and codes as an authenticator app shows them."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client

from conftest import PASSWORD
from samenhang.accounts.models import Person


@pytest.fixture(autouse=True)
def _nobody_tried_before(db: None) -> Iterator[None]:
    """Attempts are counted in the cache, which outlives a test where the database is rolled back in another way."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A browser in which `person` typed the password twice, and so is not asked again in the next quarter."""

    def make(person: Person, **headers: str) -> Client:
        client = Client(headers={"accept-language": "nl"} | {name.replace("_", "-"): v for name, v in headers.items()})
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        return client

    return make


@pytest.fixture
def app_secret(leader: Person) -> str:
    """The leader's authenticator app is on."""
    secret: str = generate_totp_secret()
    TOTP.activate(leader, secret)
    return secret


@pytest.fixture
def recovery_codes(leader: Person, app_secret: str) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(leader).get_unused_codes()
    return codes


def app_code(secret: str) -> str:
    """The six digits an authenticator app shows now, and for long enough to type them over."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return code


def words(html: str) -> str:
    """What a person would read of a page."""
    text = re.sub(r"<(script|style|svg|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def authenticators(person: Person) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=person).order_by("pk"))
