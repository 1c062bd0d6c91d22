"""How a view opens a stream for somebody it has let in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from samenhang.live.frames import Frame

# Where the server leaves room for a stream, among the extensions of the ASGI scope.
SLOT = "samenhang.live"
# The largest number both databases know.
LARGEST = 2**63 - 1


class Standing(Enum):
    """What became of somebody's right to listen."""

    MAY_STAY = auto()
    MAY_NOT = auto()
    # Signed out, or in again with another session: coming back shows which.
    MUST_COME_BACK = auto()


@dataclass(frozen=True, slots=True)
class SignIn:
    """With which session somebody was signed in, and as whom."""

    sessions: type[SessionBase]
    key: str
    person: Any

    @classmethod
    def of(cls, request: HttpRequest) -> "SignIn | None":
        """None for a visitor without an account; without a cookie of a session the database is not asked."""
        key = request.session.session_key
        if key is None or not request.user.is_authenticated:
            return None
        return cls(type(request.session), key, request.user.pk)

    def still_holds(self) -> bool:
        """Whether the session still belongs to the same person, who may still sign in."""
        now = HttpRequest()
        now.session = self.sessions(self.key)
        return bool(get_user(now).pk == self.person)


@dataclass(frozen=True, slots=True)
class Opening:
    """A stream that a view allows: of what, for whom, and from where. Keeps nothing of the request it came with."""

    topic: str
    audience: str
    language: str | None
    after: int
    # Whose stream it is, as far as one can tell.
    reader: str
    sign_in: SignIn | None
    fetch: Callable[[int], Sequence[Frame]]
    still_allowed: Callable[[], bool]
    draw: Callable[[Sequence[Any]], Sequence[Frame]] | None = None

    @property
    def room(self) -> tuple[str, str, str | None]:
        """Those with the same room read the same bytes."""
        return self.topic, self.audience, self.language

    def changes_after(self, number: int) -> Sequence[Frame]:
        with translation.override(self.language):
            return self.fetch(number)

    def changes_in(self, rows: Sequence[Any]) -> Sequence[Frame]:
        with translation.override(self.language):
            return self.draw(rows) if self.draw else []

    def standing(self) -> Standing:
        if self.sign_in and not self.sign_in.still_holds():
            return Standing.MUST_COME_BACK
        try:
            return Standing.MAY_STAY if self.still_allowed() else Standing.MAY_NOT
        except (Http404, PermissionDenied):
            return Standing.MAY_NOT


@dataclass(slots=True)
class Slot:
    """Filled by the view that opens a stream."""

    opening: Opening | None = None


def open_stream(
    request: HttpRequest,
    *,
    topic: str,
    audience: str,
    after: int,
    fetch: Callable[[int], Sequence[Frame]],
    still_allowed: Callable[[], bool],
    draw: Callable[[Sequence[Any]], Sequence[Frame]] | None = None,
    reader: str | None = None,
) -> HttpResponse:
    """Answer with all that changed after `after`, and where the server can with what changes from now on.

    `fetch` gives the visible changes after a number in the order of their numbers; the same for everybody of this
    `audience`. `still_allowed` is asked every 15 seconds, and may say no by Http404 too. Both read the database in a
    thread of their own, after the request has ended.
    `draw` gives the visible changes in rows that were announced themselves, in the order of their numbers.
    `reader` is who the stream is counted to, where the view knows better than the session or else the address.
    A browser that resumes says itself what it has: its `Last-Event-ID` goes before `after`.

    Without a stream the answer is 200 with the changes and their last number in `Live-Number`, or 204 without any.
    """
    opening = Opening(
        topic=topic,
        audience=audience,
        language=translation.get_language(),
        after=min(max(last_event_id(request, after), 0), LARGEST),
        reader=str(reader or request.session.session_key or request.META.get("REMOTE_ADDR", "")),
        sign_in=SignIn.of(request),
        fetch=fetch,
        still_allowed=still_allowed,
        draw=draw,
    )
    slot: Any = getattr(request, "scope", {}).get("extensions", {}).get(SLOT)
    if slot is None:
        return answer_at_once(opening)
    slot.opening = opening
    return HttpResponse(
        content_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )


def last_event_id(request: HttpRequest, otherwise: int) -> int:
    said = request.headers.get("Last-Event-ID", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else otherwise


def answer_at_once(opening: Opening) -> HttpResponse:
    frames = opening.changes_after(opening.after)
    if not frames:
        return HttpResponse(status=204)
    answer = HttpResponse("".join(frame.html for frame in frames))
    answer.headers["Live-Number"] = str(frames[-1].number)
    return answer
