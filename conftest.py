"""The same cast in every test: an initiative with its leader, co-leader and partner, and people from outside."""

import asyncio
import os
import shutil
import time
import urllib.request
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from queue import Queue
from threading import Thread
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.cache import cache
from django.test import Client
from granian.constants import Interfaces
from granian.server.embed import Server
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from samenhang.accounts.models import Person
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative, Membership
from samenhang.live.stream import Streams
from samenhang.site.asgi import around
from samenhang.site.handler import Handler
from samenhang.stakeholders.models import Kind, Stakeholder
from tests.on_postgres import free_port

PASSWORD = "een lang genoeg wachtwoord"


def person(name: str, **fields: Any) -> Person:
    return Person.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, name=name, **fields)


@pytest.fixture
def leader(db: None) -> Person:
    return person("Leider")


@pytest.fixture
def co_leader(db: None) -> Person:
    return person("Medeleider")


@pytest.fixture
def partner(db: None) -> Person:
    return person("Partner")


@pytest.fixture
def stranger(db: None) -> Person:
    return person("Vreemde")


@pytest.fixture
def administrator(db: None) -> Person:
    return person("Beheerder", is_administrator=True)


@pytest.fixture
def other_leader(db: None) -> Person:
    """Leads an initiative of their own, and no other."""
    other = person("Andere Leider")
    Initiative.begin(other, name="Iets anders", goal="Een ander doel.")
    return other


@pytest.fixture
def initiative(leader: Person, co_leader: Person, partner: Person) -> Initiative:
    made = Initiative.begin(leader, name="Gezond in de wijk", goal="Bewoners bewegen elke dag dicht bij huis.")
    Membership.objects.create(initiative=made, person=co_leader, role=Role.CO_LEADER)
    Membership.objects.create(initiative=made, person=partner, role=Role.PARTNER)
    return made


@pytest.fixture
def stakeholder(initiative: Initiative) -> Stakeholder:
    made: Stakeholder = Stakeholder.objects.create(
        initiative=initiative, name="Huisartsenpraktijk", kind=Kind.ORGANISATION
    )
    return made


@pytest.fixture
def client_of(db: None) -> Callable[[Person | None], Client]:
    """A signed-in browser without JavaScript, reading Dutch."""

    def make(who: Person | None) -> Client:
        client = Client(headers={"accept-language": "nl"})
        if who:
            client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


@pytest.fixture(autouse=True)
def _forgotten_guesses(request: pytest.FixtureRequest) -> Iterator[None]:
    """Wrong codes and words are counted in the cache; its table is not emptied after a test that commits."""
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        yield
        cache.clear()
    else:
        yield


# The browser's driver keeps an event loop in the thread of the test; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A machine that is busy with something else takes its time.
expect.set_options(timeout=15_000)

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
BROWSER_STAYS_QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser_name" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of this machine, or else the one Playwright installed."""
    of_machine = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    arguments = [*BROWSER_STAYS_QUIET, "--no-sandbox"] if os.geteuid() == 0 else BROWSER_STAYS_QUIET
    chosen = {"executable_path": of_machine} if of_machine else {}
    return browser_type_launch_args | chosen | {"args": arguments}


@pytest.fixture(scope="session")
def base_url() -> None:
    """There is no one address for all tests: each has a live server of its own (see `page_of`)."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


type Pages = Callable[..., Page]


@pytest.fixture
def page_of(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    client_of: Callable[[Person | None], Client],
) -> Pages:
    """A browser of its own for each person, signed in; `page.goto("/")` is their home.

    The server behind it answers and is done: pages that change by themselves ask again every few seconds. For a page
    with a stream, as in real life, take `live_page_of`.
    """
    return partial(open_page, new_context, live_server.url, client_of)


@pytest.fixture
def live_page_of(
    new_context: Callable[..., BrowserContext],
    asgi_server: str,
    client_of: Callable[[Person | None], Client],
) -> Pages:
    """As `page_of`, with the server of real life behind it: streams stay open."""
    return partial(open_page, new_context, asgi_server, client_of)


def open_page(
    new_context: Callable[..., BrowserContext],
    address: str,
    client_of: Callable[[Person | None], Client],
    who: Person | None,
    **options: Any,
) -> Page:
    context = new_context(base_url=address, **options)
    for name, cookie in client_of(who).cookies.items():
        context.add_cookies([{"name": name, "value": cookie.value, "url": address}])
    return context.new_page()


@pytest.fixture
def asgi_server(transactional_db: None) -> Iterator[str]:
    """The address of the product on granian, in a thread of this process and on the database of the test."""
    # The source files of scripts and styles, as the live server of page_of hands them out.
    product = around(ASGIStaticFilesHandler(Handler()))
    port, begun = free_port(), Queue[tuple[AbstractEventLoop, Server]]()
    thread = Thread(target=asyncio.run, args=[serve_on(port, product, begun)], daemon=True)
    thread.start()
    loop, server = begun.get(timeout=30)
    address = f"http://127.0.0.1:{port}"
    wait_until_it_answers(address)
    yield address
    product.end()
    loop.call_soon_threadsafe(server.stop)
    thread.join(timeout=30)
    assert not thread.is_alive()


async def serve_on(port: int, product: Streams, begun: "Queue[tuple[AbstractEventLoop, Server]]") -> None:
    server = Server(product, port=port, interface=Interfaces.ASGINL, websockets=False, log_enabled=False)
    begun.put((asyncio.get_running_loop(), server))
    await server.serve()


def wait_until_it_answers(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError):
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return
        time.sleep(0.02)
    raise RuntimeError("The server did not start.")
