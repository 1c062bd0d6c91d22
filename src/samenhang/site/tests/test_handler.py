"""How a request goes through the product."""

import asyncio
import threading
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from samenhang.live.stream import Message
from samenhang.live.tests.visits import run_apart
from samenhang.site.handler import THREADS, Handler

pytestmark = pytest.mark.django_db(transaction=True)


@login_not_required
def tell(request: HttpRequest) -> HttpResponse:
    return HttpResponse(threading.current_thread().name)


urlpatterns = [path("tell/", tell)]


async def ask(handler: Handler, address: str, language: str = "") -> str:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": address,
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"accept-language", language.encode())],
    }
    asked: list[Message] = [{"type": "http.request"}]
    answered: list[Message] = []

    async def receive() -> Message:
        return asked.pop() if asked else await asyncio.Future()

    async def send(message: Message) -> None:
        answered.append(message)

    await handler(scope, receive, send)
    return b"".join(message.get("body", b"") for message in answered).decode()


def test_many_requests_at_once_share_a_few_threads(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    handler = Handler()

    async def story() -> None:
        threads = set(await asyncio.gather(*(ask(handler, "/tell/") for _number in range(3 * THREADS))))
        assert len(threads) <= THREADS
        assert all(name.startswith("requests_") for name in threads)

    run_apart(story())


def test_a_request_leaves_nothing_of_its_language_to_the_next() -> None:
    handler = Handler()

    async def story() -> None:
        assert "Your code" in await ask(handler, "/join/", "en")
        assert "Uw code" in await ask(handler, "/join/")

    run_apart(story())
