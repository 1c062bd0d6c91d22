"""The command `samenhang`, as an administrator meets it."""

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.site.cli import main
from samenhang.site.server import SECONDS_TO_FINISH
from samenhang.stakeholders.importing.models import ImportRun
from samenhang.stakeholders.models import Stakeholder

COMMAND = Path(sys.executable).with_name("samenhang")
PASSWORD = "een lang genoeg wachtwoord"


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def test_help_names_every_command_with_a_sentence() -> None:
    result = run("--help")

    assert result.exit_code == 0
    for name in ["serve", "demo", "migrate", "create-leader", "import-stakeholders", "retention", "rotate-keys"]:
        assert name in result.output


@pytest.mark.parametrize("name", [name for name in main.commands if name not in {"manage", "import-stakeholders"}])
def test_every_command_explains_itself(name: str) -> None:
    assert "Usage: main " + name in run(name, "--help").output


def test_help_does_not_wait_for_django() -> None:
    code = "import sys, samenhang.site.cli; sys.exit('django.db' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_command_of_django_is_pointed_to_manage() -> None:
    result = run("collectstatic")

    assert result.exit_code == 2
    assert "samenhang manage collectstatic" in result.stderr


# create-leader


@pytest.mark.django_db
def test_create_leader_asks_for_a_password_and_the_leader_can_sign_in() -> None:
    result = run("create-leader", "Anna@Voorbeeld.example", "--name", "Anna", typed=f"{PASSWORD}\n{PASSWORD}\n")

    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    anna = Person.objects.get(email="anna@voorbeeld.example")
    assert anna.check_password(PASSWORD)
    assert not anna.is_administrator


@pytest.mark.django_db
def test_a_password_that_is_too_easy_makes_no_account() -> None:
    result = run("create-leader", "anna@voorbeeld.example", "--name", "Anna", typed="welkom\nwelkom\n")

    assert result.exit_code == 1
    assert "too short" in result.stderr
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_nobody_gets_a_second_account(leader: Person) -> None:
    result = run("create-leader", leader.email.upper(), "--name", "Anna", "--link")

    assert result.exit_code == 1
    assert "already exists" in result.stderr


@pytest.mark.django_db
def test_the_link_sets_a_password_once(client: Client) -> None:
    result = run("create-leader", "anna@voorbeeld.example", "--name", "Anna", "--link", "--administrator")
    link = result.output.split()[-1]

    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})

    anna = Person.objects.get(email="anna@voorbeeld.example")
    assert anna.is_administrator
    assert anna.check_password(PASSWORD)
    assert Client().get(link, follow=True).context["token_fail"]


@pytest.mark.django_db
def test_who_forgot_a_password_chooses_another_by_a_link(leader: Person, client: Client) -> None:
    link = run("password-link", leader.email.upper()).output.split()[-1]

    address = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": "nog een lang genoeg wachtwoord"})

    leader.refresh_from_db()
    assert leader.check_password("nog een lang genoeg wachtwoord")
    assert Client().get(link, follow=True).context["token_fail"]


@pytest.mark.django_db
def test_a_stranger_gets_no_link() -> None:
    result = run("password-link", "nobody@example.org")

    assert result.exit_code == 1
    assert "nobody@example.org" in result.stderr
    assert "http" not in result.output


# import-stakeholders


def test_the_import_explains_itself_before_there_is_a_database(tmp_path: Path) -> None:
    for arguments, code in ((["--help"], 0), (["list.csv", "--initiative", "x"], 1)):
        result = subprocess.run(
            [COMMAND, "import-stakeholders", *arguments],
            env=installation(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == code
        assert ("Usage: samenhang import-stakeholders" in result.stdout) is (code == 0)
    assert "samenhang migrate" in result.stderr


# retention


@pytest.mark.django_db
def test_retention_erases_what_is_past_its_date_and_nothing_else(initiative: Initiative, leader: Person) -> None:
    past = Initiative.begin(
        leader, name="Geheim plan", goal="Voorbij.", retention_until=timezone.localdate() - timedelta(days=1)
    )
    kept = Stakeholder.objects.create(initiative=initiative, name="Blijft", removed_at=timezone.now())
    gone = Stakeholder.objects.create(
        initiative=initiative, name="Verdwijnt", removed_at=timezone.now() - timedelta(days=31)
    )

    told = run("retention", "--dry-run").output
    assert Initiative.objects.filter(pk=past.pk).exists()
    assert told == run("retention").output.replace("Erased", "Would erase")

    assert set(Initiative.objects.all()) == {initiative}
    assert set(Stakeholder.objects.all()) == {kept}
    assert str(past.pk) in told
    assert str(gone.pk) in told
    assert "Geheim plan" not in told
    assert "Verdwijnt" not in told


@pytest.mark.django_db
def test_retention_wipes_an_import_that_nobody_finished(initiative: Initiative, leader: Person) -> None:
    left = ImportRun.objects.create(initiative=initiative, by=leader, filename="geheim.xlsx", sheets=[["Blad", []]])
    ImportRun.objects.update(created_at=timezone.now() - timedelta(days=31))
    recent = ImportRun.objects.create(initiative=initiative, by=leader, filename="nieuw.xlsx")

    told = run("retention").output

    assert set(ImportRun.objects.all()) == {recent}
    assert str(left.pk) in told
    assert "geheim" not in told


@pytest.mark.django_db
def test_retention_ends_expired_sessions(client: Client, leader: Person) -> None:
    client.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.session.set_expiry(-1)
    session = SessionStore(client.session.session_key)
    session.set_expiry(-1)
    session["x"] = 1
    session.save()

    assert "Erased 1 expired sessions" in run("retention").output
    assert run("retention").output == ""


# rotate-keys, check


@pytest.mark.django_db
def test_confidential_text_can_be_read_after_keys_were_rotated(stakeholder: Stakeholder) -> None:
    result = run("rotate-keys")

    assert result.exit_code == 0, result.output
    stakeholder.refresh_from_db()
    assert stakeholder.name == "Huisartsenpraktijk"


@pytest.mark.django_db
def test_keys_from_the_environment_are_not_dropped() -> None:
    result = run("rotate-keys", "--drop-old")

    assert result.exit_code == 1
    assert "SAMENHANG_KEYS" in result.stderr


@pytest.mark.django_db
def test_check_tells_that_the_address_is_not_safe() -> None:
    result = run("check")

    assert result.exit_code == 1
    assert "SESSION_COOKIE_SECURE" in result.stderr


# The real thing


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def installation(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of an installation of its own, with nothing of that of these tests."""
    inherited = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "SSL_CERT_FILE"}}
    return inherited | {"SAMENHANG_DATA_DIR": str(folder)} | settings


@contextmanager
def running(*arguments: str, env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [COMMAND, *arguments], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def wait_until_it_answers(url: str, process: subprocess.Popen[str]) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[1]
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{url} never answered")


def assert_assets_are_kept_for_years(site: str, server: subprocess.Popen[str]) -> None:
    """Every style sheet and script is compressed, and named by its content."""
    page = wait_until_it_answers(f"{site}/accounts/login/", server)
    for path in re.findall(r'"(/static/[^"]+\.(?:css|js))"', page):
        request = urllib.request.Request(site + path, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as answer:
            assert "immutable" in answer.headers["Cache-Control"], path
            assert answer.headers["Content-Encoding"] == "gzip", path
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'", path
            own = gzip.decompress(answer.read()).decode()
        imported = re.findall(r'(?:@import url\(|from )"([^"]+)"', own) if "vendor" not in path else []
        assert all(re.search(r"\.[0-9a-f]{12}\.(css|js)$", name) for name in imported), path


@pytest.mark.slow
def test_serve_says_what_to_do_first_then_serves_and_stops_at_once(tmp_path: Path) -> None:
    port = free_port()
    env = installation(tmp_path / "data")
    first = subprocess.run(
        [COMMAND, "serve", "--port", str(port)], env=env, capture_output=True, text=True, check=False
    )
    assert first.returncode == 1
    assert "samenhang migrate" in first.stderr

    subprocess.run([COMMAND, "migrate"], env=env, check=True)
    with running("serve", "--port", str(port), env=env) as server:
        assert '"status": "ok"' in wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", server)

        assert_assets_are_kept_for_years(f"http://127.0.0.1:{port}", server)

        taken = subprocess.run(
            [COMMAND, "serve", "--port", str(port)], env=env, capture_output=True, text=True, check=False
        )
        assert taken.returncode == 1
        assert f"Port {port}" in taken.stderr

        asked = time.monotonic()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
        assert time.monotonic() - asked < SECONDS_TO_FINISH


@pytest.mark.slow
def test_demo_makes_its_own_example_and_starts_again(tmp_path: Path) -> None:
    port = free_port()
    folder = tmp_path / "demo"
    for _time in ["first", "again"]:
        with running("demo", "--port", str(port), env=installation(folder)) as server:
            wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", server)
            page = wait_until_it_answers(f"http://127.0.0.1:{port}/accounts/login/", server)
            assert f"http://127.0.0.1:{port}" in (server.stdout.readline() if server.stdout else "")
            assert "demo/sign-in" in page
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "settings",
    [{"DATABASE_URL": "postgres://samenhang@db/samenhang"}, {"SAMENHANG_URL": "https://samenhang.voorbeeld.example"}],
)
def test_demo_does_not_start_beside_a_real_installation(tmp_path: Path, settings: dict[str, str]) -> None:
    env = installation(tmp_path, **settings)

    result = subprocess.run([COMMAND, "demo"], env=env, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert next(iter(settings)) in result.stderr
    assert "Traceback" not in result.stderr


def test_demo_does_not_take_over_the_folder_of_a_real_installation(tmp_path: Path) -> None:
    (tmp_path / "samenhang.sqlite3").touch()

    result = subprocess.run([COMMAND, "demo"], env=installation(tmp_path), capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert "real installation" in result.stderr


def test_serve_does_not_start_in_demo_mode(tmp_path: Path) -> None:
    env = installation(tmp_path, SAMENHANG_DEMO="1")

    result = subprocess.run([COMMAND, "serve"], env=env, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert "samenhang demo" in result.stderr
