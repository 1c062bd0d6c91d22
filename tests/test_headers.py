"""What every answer carries, whatever it is: a page, a form with a mistake, a download, an error."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client, override_settings
from django.urls import reverse

from conftest import PASSWORD
from samenhang.accounts.models import Person
from tests.addresses import addresses
from tests.folders import PACKAGE
from tests.test_architecture import faults
from tests.test_canary import ENTRANCES
from tests.world import World

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
# The address of these changes with their content, and they hold nothing confidential.
MAY_BE_KEPT = {"house_style_css", "house_style_logo"}


def policy_of(response: Any) -> dict[str, str]:
    directives = [part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";") if part]
    return {name: value for name, _space, value in directives}


def wrong_headers(name: str, response: Any) -> list[str]:
    wrong = [f"{name}: {header}" for header, value in HEADERS.items() if response.get(header) != value]
    if policy_of(response) != POLICY:
        wrong.append(f"{name}: Content-Security-Policy")
    if "camera=()" not in response["Permissions-Policy"]:
        wrong.append(f"{name}: Permissions-Policy")
    if (name not in MAY_BE_KEPT or response.status_code != 200) and "no-store" not in response["Cache-Control"]:
        wrong.append(f"{name}: Cache-Control")
    if "Server" in response or "X-Powered-By" in response:
        wrong.append(f"{name}: tells what it runs on")
    return wrong


@pytest.mark.parametrize("role", ["leader", "partner", "administrator", "nobody"])
def test_every_answer_protects_its_reader_and_touches_no_other_host(world: World, role: str) -> None:
    client = world.client(role)
    wrong = []
    for name in sorted(addresses().keys() - ENTRANCES):
        response = client.get(world.address(name))
        wrong += wrong_headers(name, response)
        if is_page(response):
            wrong += [f"{name}: {fault}" for fault in faults(response.text)]
    assert wrong == []


def is_page(response: Any) -> bool:
    return str(response.get("Content-Type", "")).startswith("text/html")


def test_a_form_with_a_mistake_and_a_refused_request_carry_them_too(world: World) -> None:
    leader = world.client("leader")
    mistake = leader.post(reverse("initiatives:create"), {"name": ""})
    assert (mistake.status_code, wrong_headers("mistake", mistake)) == (422, [])
    refused = world.client("partner").post(world.address("initiatives:archive"))
    assert (refused.status_code, wrong_headers("refused", refused)) == (403, [])
    leader.handler.enforce_csrf_checks = True
    forged = leader.post(world.address("stakeholders:add"), {"name": "x"})
    assert (forged.status_code, wrong_headers("forged", forged)) == (403, [])


def test_a_mistake_of_ours_shows_a_plain_page_and_no_details(world: World, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.broken_urls"
    client = world.client("leader")
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    assert wrong_headers("broken", response) == []
    page = response.content.decode()
    assert "ZeroDivisionError" not in page
    assert "Traceback" not in page
    assert faults(page) == []


OUTSIDE = re.compile(r"""(?:url\(|@import|import|from|fetch\(|src=)\s*["'(]*(?:[a-z]+:)?//[^\s"')]+""")


@pytest.mark.parametrize(
    "path",
    [path for path in (PACKAGE / "site" / "static").rglob("*") if path.suffix in {".css", ".js", ".svg"}],
    ids=lambda path: path.name,
)
def test_no_static_file_loads_anything_from_another_host(path: Path) -> None:
    assert OUTSIDE.findall(path.read_text()) == []


def test_the_check_of_static_files_sees_what_it_should() -> None:
    for source in (
        '@import "https://elsewhere.example/x.css"',
        "src: url(//elsewhere.example/x.woff2)",
        'import x from "https://elsewhere.example/x.js"',
        'fetch("http://elsewhere.example")',
    ):
        assert OUTSIDE.search(source)


def test_every_static_file_a_page_names_is_there(world: World) -> None:
    client = world.client("leader")
    names = ["home", "overview", "stakeholders:table", "relationships:relation", "relationships:chart", "mfa_index"]
    pages = [client.get(world.address(name)).text for name in names]
    named = {path for page in pages for path in re.findall(r'(?:src|href)="/static/([^"#?]+)', page)}
    assert {"css/samenhang.css", "icons/samenhang.svg", "vendor/htmx.min.js"} <= named
    assert [path for path in named if not find(path)] == []


# On a real installation

SECURE = """
import json
import django
django.setup()
from django.conf import settings
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME",
         "LANGUAGE_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "CSRF_TRUSTED_ORIGINS", "ALLOWED_HOSTS")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.fixture
def of_a_real_installation(tmp_path: Path) -> dict[str, Any]:
    """The settings as they are for an address that begins with https."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "samenhang.site.settings",
        "SAMENHANG_DATA_DIR": str(tmp_path),
        "SAMENHANG_URL": "https://samenhang.example.org",
    }
    printed = subprocess.run(
        [sys.executable, "-c", SECURE], env=os.environ | environment, capture_output=True, check=True
    ).stdout
    found: dict[str, Any] = json.loads(printed)
    return found


def test_cookies_of_a_real_installation_stay_on_its_own_host_and_out_of_scripts(
    leader: Person, of_a_real_installation: dict[str, Any]
) -> None:
    assert of_a_real_installation["ALLOWED_HOSTS"] == ["samenhang.example.org"]
    host = {"host": "samenhang.example.org"}
    with override_settings(**of_a_real_installation):
        client = Client(headers=host)
        page = client.get(reverse("account_login"), secure=True)
        assert page["Strict-Transport-Security"].startswith("max-age=31536000")
        form = {"login": leader.email, "password": PASSWORD}
        client.post(reverse("account_login"), form, secure=True)
        client.post(reverse("accounts:language"), {"language": "en"}, secure=True)
        cookies = {name: cookie for name, cookie in client.cookies.items() if cookie.value}
    assert {"__Host-sessionid", "__Host-csrftoken", "django_language"} <= cookies.keys()
    for name, cookie in cookies.items():
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] in {"Lax", "Strict"}, name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name


def test_another_host_name_is_refused(leader: Person, client_of: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["samenhang.example.org"]
    assert client_of(leader).get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_security_txt_says_whom_to_tell_and_until_when(client_of: Any, settings: Any) -> None:
    """RFC 9116: `Contact` and one `Expires`, less than a year away."""
    address = reverse("security_txt")
    assert client_of(None).get(address).status_code == 404
    settings.SECURITY_CONTACT = "mailto:veilig@example.org"
    response = client_of(None).get(address)
    lines = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:veilig@example.org"
    assert timedelta(0) < datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC) < timedelta(days=365)
    assert lines["Canonical"].endswith("/.well-known/security.txt")
