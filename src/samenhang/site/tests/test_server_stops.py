"""A server with open streams stops when it is asked to."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPResponse, IncompleteRead

import pytest

from samenhang.site.tests.test_cli import COMMAND, free_port, installation, running, wait_until_it_answers

# Less than the server allows its workers before it ends them.
SECONDS = 4
# Makes a brainstorm; prints the address of its stream and the cookie of its leader.
PREPARE = """
from samenhang.site.installation import start_django
start_django()
from django.test import Client
from django.urls import reverse
from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.interventions.models import Brainstorm
from samenhang.stakeholders.models import Kind, Stakeholder
leader = Person.objects.create_user("leider@voorbeeld.example", name="Leider")
initiative = Initiative.begin(leader, name="Gezond in de wijk", goal="Bewegen")
stakeholder = Stakeholder.objects.create(initiative=initiative, name="Huisarts", kind=Kind.PERSON, dimension=2)
brainstorm = Brainstorm.begin(stakeholder, by=leader)
client = Client()
client.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
print(reverse("interventions:live", args=[initiative.pk, brainstorm.pk]), client.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], str, str]:
    """The environment of an installation, the address of a stream in it, and the session of who may read it."""
    env = installation(tmp_path_factory.mktemp("installation"))
    subprocess.run([COMMAND, "migrate"], env=env, check=True)
    done = subprocess.run([sys.executable, "-c", PREPARE], env=env, check=True, capture_output=True, text=True)
    address, session = done.stdout.split()
    return env, address, session


def streams(site: str, address: str, session: str, count: int) -> Iterator[HTTPResponse]:
    """Browsers that read a stream; each has had its first beat."""
    headers = {"Accept": "text/event-stream", "Cookie": f"sessionid={session}"}
    for _number in range(count):
        stream = urllib.request.urlopen(urllib.request.Request(site + address, headers=headers), timeout=10)
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert [stream.readline(), stream.readline()] == [b"id: 0\n", b"event: beat\n"]
        yield stream


@pytest.mark.slow
@pytest.mark.parametrize(("number", "workers"), [(signal.SIGTERM, 1), (signal.SIGTERM, 2), (signal.SIGINT, 1)])
def test_open_streams_end_and_the_server_stops(
    prepared: tuple[dict[str, str], str, str], number: signal.Signals, workers: int
) -> None:
    env, address, session = prepared
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    with running("serve", "--port", str(port), "--workers", str(workers), env=env) as server:
        wait_until_it_answers(f"{site}/healthz", server)
        opened = list(streams(site, address, session, count=4))

        asked = time.monotonic()
        server.send_signal(number)

        assert server.wait(timeout=30) == 0
        took = time.monotonic() - asked
        for stream in opened:
            # Raises when it was broken off instead of ended; of several processes one may be ended by the others.
            with suppress(*([IncompleteRead] if workers > 1 else [])):
                stream.read()
    assert took < SECONDS, f"took {took:.1f} s"


@pytest.mark.slow
def test_the_server_may_have_more_connections_open_than_a_shell_does() -> None:
    code = (
        "import resource; from samenhang.site.server import allow_files;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]));"
        "allow_files(1000); print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, check=True, capture_output=True, text=True)

    assert int(done.stdout) >= 1000
