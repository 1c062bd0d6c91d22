"""Helping with laying together, on the phone of a participant whom the facilitator appointed (F4)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samenhang.workshops import clustering
from samenhang.workshops.acts import Locked
from samenhang.workshops.choosing import chosen
from samenhang.workshops.columns import Phase
from samenhang.workshops.entrance import enter_map, in_words
from samenhang.workshops.piles import lanes_of


@login_not_required
@in_words
def helping(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Tick contributions and lay them together, on a new pile or on one there is."""
    participant = enter_map(request, board_id)
    if not participant.is_helper:
        raise PermissionDenied
    board = participant.board
    if request.method == "POST":
        if board.is_locked:
            raise Locked
        cards, pile = chosen(request.POST.getlist("cards"), board), None
        if request.POST.get("onto"):
            pile = board.clusters.present().filter(pk=request.POST["onto"]).first()
        if len(cards) < (1 if pile else 2):
            messages.warning(request, _("Kies eerst twee of meer bijdragen uit dezelfde kolom."))
        else:
            clustering.lay_together(board, None, cards, pile)
            messages.success(request, _("Zij liggen nu samen."))
        return redirect("maps:helping", board_id)
    page = {
        "board": board,
        "lanes": [lane for lane in lanes_of(board) if lane.state == "now"],
        "is_up": board.phase == Phase.GROUP,
    }
    return render(request, "workshops/helping.html", page)
