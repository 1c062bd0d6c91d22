"""How contributions of phones come in when a room is writing: many at once, each durable before it is acknowledged.

A small ASGI application around Django's. What it can take it writes together with what came in at the same moment, by
the same rules as the page (`cards.contribute_all`); for all else, also for whatever is refused, it lets Django answer,
whose views know the words.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponse, parse_cookie
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from samenhang.live.batches import Batches
from samenhang.workshops.cards import Contribution, Outcome, contribute_all
from samenhang.workshops.entrance import key_on
from samenhang.workshops.map_forms import ContributionForm
from samenhang.workshops.models import Card

logger = logging.getLogger(__name__)

type Scope = dict[str, Any]
type Message = Mapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Application = Callable[[Scope, Receive, Send], Awaitable[None]]
type Item = tuple[UUID, UUID, Contribution]

PATH = re.compile(r"/map/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/cards/")
LARGEST_BODY = 16 * 1024
HTML, PLAIN = b"text/html; charset=utf-8", b"text/plain; charset=utf-8"
HEADERS = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'"),
]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    kind: bytes
    text: str

    @property
    def content(self) -> bytes:
        return self.text.encode()


class Posting:
    """An ASGI application that takes contributions to maps, and leaves everything else to `django`."""

    def __init__(self, django: Application) -> None:
        self.django = django
        self.batches: Batches[Item, Outcome] = Batches(contribute_all)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = PATH.fullmatch(scope.get("path", "")) if is_short_post(scope) else None
        if found is None:
            await self.django(scope, receive, send)
            return
        body = await read(receive)
        answer = await self.take(scope, UUID(found[1]), body) if body is not None else None
        if answer is None:
            await self.django(scope, replay(body or b"", receive), send)
            return
        headers = [*HEADERS, (b"content-type", answer.kind), (b"content-length", str(len(answer.content)).encode())]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.content})

    async def take(self, scope: Scope, board_id: UUID, body: bytes) -> Answer | None:
        """What to answer; None for what Django has to answer."""
        request = ASGIRequest(scope, BytesIO(body))
        request.COOKIES = cookies_of(scope)
        try:
            request.get_host()
            if CsrfViewMiddleware(no_response).process_view(request, no_response, (), {}):
                return None
            key, form = key_on(request, board_id), ContributionForm(request.POST)
        except (SuspiciousOperation, BadRequest, MultiPartParserError):
            return None
        if key is None or not form.is_valid():
            return None
        try:
            card = await self.batches.put((board_id, UUID(key), form.contribution()))
        except (OperationalError, InterfaceError, IntegrityError):
            # Full, locked for too long, or away; or one key came to two maps at the same moment. The phone keeps
            # what it has, and tries again.
            logger.exception("Contributions could not be stored.")
            with translation.override(translation.get_language_from_request(request)):
                return Answer(
                    503, PLAIN, _("De server kan nu niets bewaren. Uw tekst blijft staan en gaat straks vanzelf.")
                )
        if not isinstance(card, Card):
            return None
        if card.author_id is None:
            return Answer(201, HTML, "")
        with translation.override(translation.get_language_from_request(request)):
            page = {"card": card, "board": card.board}
            return Answer(201, HTML, render_to_string("workshops/own_card.html", page))


def is_short_post(scope: Scope) -> bool:
    """Whether the outbox of a phone posts something of an ordinary size."""
    if scope["type"] != "http" or scope["method"] != "POST":
        return False
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    return b"x-outbox" in headers and length.isdigit() and int(length) <= LARGEST_BODY


async def read(receive: Receive) -> bytes | None:
    """The whole body; None when the browser has gone."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def replay(body: bytes, receive: Receive) -> Receive:
    """The body once more for who reads it next, and after it what really comes."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def cookies_of(scope: Scope) -> dict[str, str]:
    """As Django reads them, without the whole request."""
    text = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    return parse_cookie(text)


def no_response(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    return HttpResponse()
