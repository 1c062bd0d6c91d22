"""The page of the desk, and how its acts are answered: shared by all that who leads can do."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samenhang.initiatives.models import Membership
from samenhang.live.outbox import is_from_outbox, sentence
from samenhang.workshops.attitudes import ATTITUDES
from samenhang.workshops.carrying import beginning_of
from samenhang.workshops.columns import Phase
from samenhang.workshops.desk_forms import TimerForm
from samenhang.workshops.hearing import who_was_heard
from samenhang.workshops.looking_back import looked_back_on
from samenhang.workshops.models import Board
from samenhang.workshops.piles import lanes_of
from samenhang.workshops.screen import way_in
from samenhang.workshops.standing import now_in_milliseconds, standing_of


def desk_page(
    request: HttpRequest, membership: Membership, board: Board, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    phase = Phase(board.phase)
    page: dict[str, Any] = {
        "membership": membership,
        "board": board,
        "number": board.last_number,
        "now": now_in_milliseconds(),
        "standing": standing_of(board),
        "beginning": beginning_of(board),
        "lanes": lanes_of(board, hidden=True),
        "heard": who_was_heard(board),
        "looked_back": looked_back_on(board),
        "attitudes": [one for one in ATTITUDES if phase in one.phases],
        "timer": TimerForm(),
        "may_steer": may_steer(membership, board),
        "may_reopen": not membership.initiative.archived_at and board.may_be_led_by(membership.person),
        "as_list": request.GET.get("view") == "list",
        "trouble": trouble,
        **way_in(board),
    }
    return render(request, "workshops/desk.html", page, status=status)


def may_steer(membership: Membership, board: Board) -> bool:
    is_open = not board.closed_at and not membership.initiative.archived_at
    return is_open and board.may_be_led_by(membership.person)


def done(request: HttpRequest, board: Board, *, at: str = "") -> HttpResponse:
    """The step was made: the stream shows it, or the page drawn anew does, at the place with this id."""
    if is_from_outbox(request):
        return HttpResponse(status=204)
    back = request.POST.get("next", "")
    page = back if back in {"suggestions", "sides"} else "desk"
    response = redirect(f"workshops:{page}", board.initiative_id, board.pk)
    if at:
        response["Location"] += f"#{at}"
    return response


def refused(request: HttpRequest, membership: Membership, board: Board, why: str, status: int) -> HttpResponse:
    if is_from_outbox(request):
        return sentence(why, status)
    return desk_page(request, membership, board, trouble=why, status=status)


def first_error(form: BaseForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
