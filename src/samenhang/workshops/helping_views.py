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
from samenhang.workshops.choosing import chosen, is_key
from samenhang.workshops.columns import Phase
from samenhang.workshops.entrance import enter_map, in_words
from samenhang.workshops.piles import lanes_of


@login_not_required
@in_words
def helping(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Tick contributions and lay them together, on a new pile or on one there is, while that is what everybody does."""
    participant = enter_map(request, board_id)
    if not participant.is_helper:
        raise PermissionDenied
    board, now = participant.board, participant.board.columns_now
    if request.method == "POST":
        if board.is_locked:
            raise Locked
        cards, pile = [one for one in chosen(request.POST.getlist("cards"), board) if one.column in now], None
        if is_key(request.POST.get("onto", "")):
            pile = board.clusters.present().filter(pk=request.POST["onto"], column__in=now).first()
        if board.phase != Phase.GROUP:
            messages.warning(request, _("Samen leggen is nu niet aan de beurt."))
        elif len(cards) < (1 if pile else 2):
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
