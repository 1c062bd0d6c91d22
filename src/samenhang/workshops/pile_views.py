"""Laying together, wording and sorting, on the desk (F4, F5)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from samenhang.live.outbox import is_from_outbox, sentence
from samenhang.workshops import clustering, steering
from samenhang.workshops.cards import ChangedMeanwhile
from samenhang.workshops.choosing import chosen
from samenhang.workshops.columns import Column
from samenhang.workshops.desk import done, may_steer
from samenhang.workshops.desk_forms import HideForm, MoveForm, WordForm
from samenhang.workshops.entrance import enter_desk, enter_to_steer, in_words
from samenhang.workshops.likeness import suggestions_for
from samenhang.workshops.models import Board, Card, Cluster
from samenhang.workshops.sides import sides_of


def find_card(board: Board, key: UUID) -> Card:
    card: Card = get_object_or_404(board.cards.present().filter(revealed_at__isnull=False), pk=key)
    return card


def find_pile(board: Board, key: UUID) -> Cluster:
    pile: Cluster = get_object_or_404(board.clusters.present(), pk=key)
    return pile


@in_words
def card(request: HttpRequest, initiative_id: UUID, board_id: UUID, card_id: UUID) -> HttpResponse:
    """One contribution on the desk: move it, or hide it with a reason."""
    membership, board = enter_to_steer(request, initiative_id, board_id)
    current = find_card(board, card_id)
    doing = request.POST.get("do", "")
    move = MoveForm(request.POST if doing == "move" else None, board=board)
    hide = HideForm(request.POST if doing == "hide" else None)
    if doing == "move" and move.is_valid():
        put(board, membership.person, current, move.cleaned_data["to"])
        return redirect("workshops:desk", initiative_id, board_id)
    if doing == "hide" and hide.is_valid():
        steering.hide(board, membership.person, current, hide.cleaned_data["why"])
        return redirect("workshops:desk", initiative_id, board_id)
    page = {"membership": membership, "board": board, "card": current, "move": move, "hide": hide}
    return render(request, "workshops/card.html", page, status=422 if move.errors or hide.errors else 200)


def put(board: Board, by: Any, card: Card, to: str) -> None:
    what, key = to.split("-", 1)
    if what == "pile":
        clustering.lay_together(board, by, [card], find_pile(board, UUID(key)))
    else:
        clustering.move(board, by, card, int(key))


@require_POST
@in_words
def spotlight(request: HttpRequest, initiative_id: UUID, board_id: UUID, card_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    steering.put_in_spotlight(board, membership.person, find_card(board, card_id))
    return done(request, board)


@require_POST
@in_words
def no_spotlight(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    steering.put_in_spotlight(board, membership.person, None)
    return done(request, board)


@require_POST
@in_words
def show_again(request: HttpRequest, initiative_id: UUID, board_id: UUID, card_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    steering.show_again(board, membership.person, find_card(board, card_id))
    return done(request, board)


def nothing_chosen(request: HttpRequest, board: Board, why: str) -> HttpResponse:
    if is_from_outbox(request):
        return sentence(why, 422)
    messages.warning(request, why)
    return redirect("workshops:desk", board.initiative_id, board.pk)


@require_POST
@in_words
def together(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    cards = chosen(request.POST.getlist("cards"), board)
    if len(cards) < 2:
        return nothing_chosen(request, board, _("Kies eerst twee of meer bijdragen uit dezelfde kolom."))
    clustering.lay_together(board, membership.person, cards)
    return done(request, board)


@require_POST
@in_words
def onto(request: HttpRequest, initiative_id: UUID, board_id: UUID, pile_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    pile, cards = find_pile(board, pile_id), chosen(request.POST.getlist("cards"), board)
    if not cards:
        return nothing_chosen(request, board, _("Kies eerst een of meer bijdragen."))
    clustering.lay_together(board, membership.person, cards, pile)
    return done(request, board)


@require_POST
@in_words
def apart(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    """The ones that were ticked lie loose again."""
    membership, board = enter_to_steer(request, initiative_id, board_id)
    cards = chosen(request.POST.getlist("cards"), board)
    if not cards:
        return nothing_chosen(request, board, _("Kies eerst een of meer bijdragen."))
    clustering.take_apart(board, membership.person, cards)
    return done(request, board)


@in_words
def word(request: HttpRequest, initiative_id: UUID, board_id: UUID, pile_id: UUID) -> HttpResponse:
    """The shared sentence beside its contributions; when somebody else was faster both are shown."""
    membership, board = enter_to_steer(request, initiative_id, board_id)
    pile = find_pile(board, pile_id)
    form = WordForm(request.POST if request.method == "POST" else None, instance=pile)
    status, now = (422 if form.errors else 200), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            clustering.word(board, membership.person, pile, said.pop("statement"), **said)
        except ChangedMeanwhile as error:
            status, now = 409, error.now
        else:
            return done(request, board)
    if is_from_outbox(request):
        return sentence(_("Iemand anders was u voor. Open de zin om beide te zien."), status)
    page = {
        "membership": membership,
        "board": board,
        "pile": pile,
        "column": Column(pile.column),
        "cards": pile.cards.on_the_map().select_related("group", "author"),
        "form": form,
        "now": now,
    }
    return render(request, "workshops/word.html", page, status=status)


@require_POST
@in_words
def sort(request: HttpRequest, initiative_id: UUID, board_id: UUID, pile_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    sorting = request.POST.get("sorting", "")
    if sorting and sorting not in Cluster.Sorting.values:
        return nothing_chosen(request, board, _("Kies wat dit is."))
    clustering.sort(board, membership.person, find_pile(board, pile_id), sorting)
    return done(request, board, at=f"pile-{pile_id}")


@require_GET
def suggestions(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    """Which contributions may belong together, asked for when it helps."""
    membership, board = enter_desk(request, initiative_id, board_id)
    page = {
        "membership": membership,
        "board": board,
        "suggestions": suggestions_for(board),
        "may_steer": may_steer(membership, board),
    }
    return render(request, "workshops/suggestions.html", page)


@require_POST
@in_words
def keep_apart(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    cards = chosen(request.POST.getlist("cards"), board)
    if len(cards) >= 2:
        clustering.keep_apart(board, membership.person, [str(one.pk) for one in cards])
    return redirect("workshops:suggestions", initiative_id, board_id)


@require_POST
@in_words
def bring_in(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    if board.is_of_one_group:
        # What another group said belongs on the map of all together only.
        raise Http404
    new = clustering.bring_in(board, membership.person)
    said = ngettext("%(count)d zin ligt er nu bij.", "%(count)d zinnen liggen er nu bij.", new) % {"count": new}
    messages.success(request, said if new else _("Alles van de groepen lag er al."))
    return redirect("workshops:sides", initiative_id, board_id)


@require_GET
def sides(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    """The sentences of the groups side by side, per column, as they are sorted so far (F5)."""
    membership, board = enter_desk(request, initiative_id, board_id)
    page = {
        "membership": membership,
        "board": board,
        "groups": board.workshop.groups.all(),
        "sides": sides_of(board),
        "sortings": Cluster.Sorting.choices,
        "may_steer": may_steer(membership, board),
    }
    return render(request, "workshops/sides.html", page)
