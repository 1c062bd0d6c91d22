"""Actions beside each other: the list and the board of an initiative, and one's own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samenhang.accounts.visitor import signed_in
from samenhang.actions.board import board_of
from samenhang.actions.lists import Listing
from samenhang.actions.own_actions import own_actions
from samenhang.actions.rights import may_add
from samenhang.initiatives.entrance import enter


def listing(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    shown = Listing(request.GET, membership)
    page = shown.page(request.GET.get("page"))
    content = {
        "membership": membership,
        "listing": shown,
        "counts": shown.counts,
        "page": page,
        "lines": shown.lines(page.object_list),
        "may_add": may_add(membership),
    }
    return render(request, "actions/list.html", content)


def board(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    columns = board_of(membership)
    content = {
        "membership": membership,
        "columns": columns,
        "is_empty": not any(column.total for column in columns),
        "may_add": may_add(membership),
    }
    return render(request, "actions/board.html", content)


def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "actions/mine.html", {"own": own_actions(signed_in(request))})
