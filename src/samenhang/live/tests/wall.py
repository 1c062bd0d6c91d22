"""A wall to write on, for these tests: what stands on it, who may read it, and its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.translation import gettext as _

from samenhang.live.announcing import announce
from samenhang.live.frames import Frame
from samenhang.live.opening import open_stream

TOPIC = "wall"


@dataclass(frozen=True)
class Line:
    number: int
    text: str


class Wall:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.is_open = True
        self.times_read = 0
        self.trouble: Exception | None = None

    def write(self, text: str) -> None:
        with transaction.atomic():
            self.lines.append(text)
            announce(TOPIC, len(self.lines))

    def write_at_hand(self, text: str) -> None:
        """As `write`, and give along what was written."""
        with transaction.atomic():
            self.lines.append(text)
            announce(TOPIC, len(self.lines), [Line(len(self.lines), text)])

    def draw(self, lines: Sequence[Line]) -> Sequence[Frame]:
        return [Frame(line.number, f"<li>{_('Naam')} {line.text}, at hand</li>") for line in lines]

    def read(self, after: int) -> Sequence[Frame]:
        self.times_read += 1
        if self.trouble:
            raise self.trouble
        word = _("Naam")
        return [
            Frame(number, f"<li>{word} {text}</li>")
            for number, text in enumerate(self.lines[after:], after + 1)
            if text != "unseen"
        ]


# The one of the test that runs; see the fixture `wall`.
walls: list[Wall] = []


def stream(request: HttpRequest) -> HttpResponse:
    wall = walls[-1]
    if not wall.is_open:
        raise Http404
    after = request.GET.get("after", "0")
    return open_stream(
        request,
        topic=TOPIC,
        audience="everybody",
        after=int(after),
        fetch=wall.read,
        draw=wall.draw,
        still_allowed=lambda: wall.is_open,
        reader=request.GET.get("reader"),
    )


@login_not_required
def open_to_all(request: HttpRequest) -> HttpResponse:
    return stream(request)


urlpatterns: list[Any] = [
    path("wall/", stream),
    path("open-wall/", open_to_all),
    path("", include("samenhang.site.urls")),
]
