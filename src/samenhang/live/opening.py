"""How a view opens a stream for somebody it has let in."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse

from samenhang.live.frames import Frame


def open_stream(
    request: HttpRequest,
    *,
    topic: str,
    audience: str,
    after: int,
    fetch: Callable[[int], Sequence[Frame]],
    still_allowed: Callable[[], bool],
) -> HttpResponse:
    frames = fetch(after)
    if not frames:
        return HttpResponse(status=204)
    answer = HttpResponse("".join(frame.html for frame in frames))
    answer.headers["Live-Number"] = str(frames[-1].number)
    return answer
