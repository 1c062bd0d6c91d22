"""The screen in the room: it shows the map to whoever has its address, and reaches nothing else."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samenhang.live.opening import open_stream
from samenhang.live.outbox import number_in
from samenhang.workshops.entrance import enter_screen
from samenhang.workshops.frames import screen_frames
from samenhang.workshops.models import Board
from samenhang.workshops.screen import screen_of
from samenhang.workshops.standing import now_in_milliseconds


@login_not_required
@require_GET
def screen(request: HttpRequest, key: str) -> HttpResponse:
    board = enter_screen(key)
    page = {"number": board.last_number, "now": now_in_milliseconds(), **screen_of(board)}
    return render(request, "workshops/screen.html", page)


@login_not_required
@require_GET
def live(request: HttpRequest, key: str) -> HttpResponse:
    board = enter_screen(key)
    return open_stream(
        request,
        topic=str(board.pk),
        audience="screen",
        after=number_in(request.GET.get("after", "")),
        fetch=partial(screen_frames, board.pk),
        still_allowed=Board.objects.filter(screen_key=key).exists,
        reader=f"screen {key}",
    )
