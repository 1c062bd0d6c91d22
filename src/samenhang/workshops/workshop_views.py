"""Preparing workshops: the list, a new one, its page, what it is, and deleting it. The list is for all members."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samenhang.initiatives.access import MAY_FACILITATE
from samenhang.initiatives.entrance import enter
from samenhang.initiatives.forms import DeleteForm
from samenhang.initiatives.models import Membership
from samenhang.workshops import preparing
from samenhang.workshops.announced import announced, is_over, open_still
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.entrance import enter_as_facilitator, enter_workshop, own_maps
from samenhang.workshops.models import Board, Workshop
from samenhang.workshops.preparing_forms import WorkshopForm
from samenhang.workshops.readiness import parts_of


def maps_with_people() -> QuerySet[Board]:
    """Maps, those of groups first as they come first, each with how many take part (`people`)."""
    people = Count("participants", filter=Q(participants__left_at=None, participants__person=None))
    found: QuerySet[Board] = Board.objects.select_related("group").annotate(people=people)
    return found.order_by(F("group").asc(nulls_last=True), "pk")


@require_GET
def workshops(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """All workshops; for who does not lead only what every member may know."""
    membership = enter(request, initiative_id)
    boards = Board.objects.select_related("group", "facilitator")
    there = membership.initiative.workshops.prefetch_related(Prefetch("boards", boards))
    today = timezone.localdate()
    past = [one for one in there if one.day < today or is_over(one.boards.all())]
    coming = sorted((one for one in there if one not in past), key=lambda one: (one.day, one.pk))
    page: dict[str, Any] = {"membership": membership, "coming": coming, "past": past}
    if membership.may(MAY_FACILITATE):
        return render(request, "workshops/list.html", page | {"may_edit": not membership.initiative.archived_at})
    own = own_maps(request)
    page |= {"coming": announced(coming, own), "past": announced(past, own)}
    return render(request, "workshops/list_for_members.html", page)


def new(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_as_facilitator(request, initiative_id)
    membership.require(MAY_FACILITATE)
    blank = Workshop(initiative=membership.initiative, goal=membership.initiative.goal)
    form = WorkshopForm(request.POST if request.method == "POST" else None, instance=blank)
    if request.method == "POST" and form.is_valid():
        try:
            made = preparing.begin(form.instance, membership.person, form.cleaned_data["group_names"])
        except Workshop.DoesNotExist as error:
            raise Http404 from error
        messages.success(request, _("De workshop is gemaakt. Hieronder staat wat u nog voorbereidt."))
        return redirect("workshops:workshop", initiative_id, made.pk)
    page = {"membership": membership, "form": form}
    return render(request, "workshops/new.html", page, status=422 if form.errors else 200)


@require_GET
def workshop(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    boards = list(maps_with_people().filter(workshop=workshop))
    page = {
        "membership": membership,
        "workshop": workshop,
        "parts": parts_of(workshop),
        "boards": [(one, standing(one, workshop)) for one in boards],
        "open_still": open_still(boards) if is_over(boards) else [],
        "is_to_begin": any(not (one.begun_at or one.door_is_open or one.closed_at) for one in boards),
        "namings": [(column, workshop.naming_of(column).label) for column in Column],
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "workshops/workshop.html", page)


def standing(board: Board, workshop: Workshop) -> str:
    """Where a map stands, in words."""
    if board.closed_at:
        return _("Afgesloten")
    if not board.begun_at:
        return _("Nog niet begonnen")
    board.workshop = workshop
    columns = board.columns_now
    if len(columns) == 1:
        return f"{columns[0].value} {columns[0].label} · {Phase(board.phase).label}"
    steps = _("Stap %(first)d tot en met %(last)d") % {"first": columns[0].value, "last": columns[-1].value}
    return f"{steps} · {Phase(board.phase).label}"


def change(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    if request.method != "POST":
        form = WorkshopForm(instance=workshop, fixed=preparing.fixed_of(workshop))
        return change_page(request, membership, form)
    with transaction.atomic():
        held = preparing.hold(workshop)
        form = WorkshopForm(request.POST, instance=held, fixed=preparing.fixed_of(held))
        if form.is_valid() and not form.is_stale:
            try:
                with transaction.atomic():
                    preparing.change(form.instance)
            except preparing.InUse:
                form.add_error(
                    "kind", _("Op een kaart van een groep doet al iemand mee. De soort blijft zoals die is.")
                )
            else:
                messages.success(request, _("De workshop is gewijzigd."))
                return redirect("workshops:workshop", initiative_id, workshop_id)
    return change_page(request, membership, form)


def change_page(request: HttpRequest, membership: Membership, form: WorkshopForm) -> HttpResponse:
    page = {
        "membership": membership,
        "form": form,
        # As it stands: the form may have put what was typed in the one it holds.
        "workshop": Workshop.objects.get(pk=form.instance.pk),
        "may_edit": not membership.initiative.archived_at,
    }
    status = 422 if form.errors else 409 if form.is_stale else 200
    return render(request, "workshops/change.html", page, status=status)


def delete(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    data = request.POST if request.method == "POST" else None
    form = DeleteForm(workshop.title, data, label=_("Typ de titel van de workshop over"))
    if request.method == "POST" and form.is_valid():
        preparing.erase_workshop(workshop)
        messages.success(request, _("De workshop is gewist, met alle kaarten en bijdragen."))
        return redirect("workshops:list", initiative_id)
    page = {
        "membership": membership,
        "workshop": workshop,
        "form": form,
        "cards": sum(board.cards.count() for board in workshop.boards.all()),
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "workshops/delete.html", page, status=422 if form.errors else 200)
