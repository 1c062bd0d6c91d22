"""Helping with laying together, on the phone of a participant whom the facilitator appointed (F4)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samenhang.workshops import acts, clustering
from samenhang.workshops.acts import Locked
from samenhang.workshops.choosing import chosen, is_key
from samenhang.workshops.columns import Phase
from samenhang.workshops.entrance import enter_map, in_words
from samenhang.workshops.models import Participant
from samenhang.workshops.piles import lanes_of


def enter_to_help(request: HttpRequest, board_id: UUID) -> Participant:
    """The helper who asks. Raises NotJoined, PermissionDenied, or Locked for a change of a map that is fixed."""
    participant = enter_map(request, board_id)
    if not participant.is_helper:
        raise PermissionDenied(_("U helpt nu niet met samen leggen. De begeleider kan u daarvoor vragen."))
    if request.method == "POST" and participant.board.is_locked:
        raise Locked
    return participant


@login_not_required
@in_words
def helping(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Tick contributions and lay them together, on a new pile or on one there is, while that is what everybody does."""
    helper = enter_to_help(request, board_id)
    board, now = helper.board, helper.board.columns_now
    if request.method == "POST":
        cards, pile = [one for one in chosen(request.POST.getlist("cards"), board) if one.column in now], None
        if is_key(request.POST.get("onto", "")):
            pile = board.clusters.present().filter(pk=request.POST["onto"], column__in=now).first()
        if board.phase != Phase.GROUP:
            messages.warning(request, not_up())
        elif len(cards) < (1 if pile else 2):
            messages.warning(request, _("Kies eerst twee of meer bijdragen uit dezelfde kolom."))
        else:
            clustering.lay_together(board, helper, cards, pile)
            messages.success(request, _("Zij liggen nu samen."))
        return redirect("maps:helping", board_id)
    page = {
        "board": board,
        "lanes": [lane for lane in lanes_of(board) if lane.state == "now"],
        "is_up": board.phase == Phase.GROUP,
        "may_undo": acts.last_step(board, helper) is not None,
    }
    return render(request, "workshops/helping.html", page)


@login_not_required
@require_POST
@in_words
def undo(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Take back the own last step."""
    helper = enter_to_help(request, board_id)
    if helper.board.phase != Phase.GROUP:
        messages.warning(request, not_up())
        return redirect("maps:helping", board_id)
    try:
        acts.undo(helper.board, helper)
    except acts.ChangedSince:
        messages.warning(request, _("Iemand anders heeft dit intussen veranderd. Daarom blijft het zo liggen."))
    except acts.NothingToUndo:
        messages.warning(request, _("U hebt niets samen gelegd dat er nog ligt."))
    else:
        messages.success(request, _("Uw laatste stap is ongedaan gemaakt."))
    return redirect("maps:helping", board_id)


def not_up() -> str:
    return _("Samen leggen is nu niet aan de beurt.")
