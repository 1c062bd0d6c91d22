"""The script (draaiboek) of a workshop: taken from a preset, changed row by row."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samenhang.initiatives.access import MAY_FACILITATE
from samenhang.initiatives.models import Membership
from samenhang.workshops import scripts
from samenhang.workshops.attitudes import ATTITUDES
from samenhang.workshops.columns import PHASES
from samenhang.workshops.entrance import enter_workshop
from samenhang.workshops.models import ScriptRow, Workshop
from samenhang.workshops.papers import PAPERS
from samenhang.workshops.preparing import fixed_of
from samenhang.workshops.presets import PRESET_BY_KEY, PRESETS
from samenhang.workshops.reading import ReadOtherwise, reading_of
from samenhang.workshops.script_forms import RowForm, StartForm
from samenhang.workshops.taking_out import ask_again

# Where a session keeps the row that was taken out last, so that it can be put back.
REMOVED_ROW = "removed_row"


def script(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    """All parts with their times; a POST sets the hour at which it begins."""
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    form = StartForm(request.POST if request.method == "POST" else None, instance=workshop)
    if request.method == "POST" and form.is_valid():
        Workshop.objects.filter(pk=workshop.pk).update(script_starts=form.cleaned_data["script_starts"])
        return redirect("workshops:script", initiative_id, workshop_id)
    workshop.refresh_from_db(fields=["script_starts"])
    kept = request.session.get(REMOVED_ROW, {})
    is_removed = "removed" in request.GET and kept.get("workshop") == str(workshop.pk)
    page = {
        "membership": membership,
        "workshop": workshop,
        "gatherings": scripts.gatherings_of(workshop),
        "presets": PRESETS,
        "form": form,
        "attitudes": [(phase, [one.text for one in ATTITUDES if phase in one.phases]) for phase in PHASES],
        "removed": kept["part"] if is_removed else "",
        "tempo_is_fixed": bool(workshop.tempo_of_script) and fixed_of(workshop).tempo,
        "joint": workshop.boards.filter(group=None).first(),
        "kinds": PAPERS["script"].kinds,
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "workshops/script.html", page, status=422 if form.errors else 200)


def preset(request: HttpRequest, initiative_id: UUID, workshop_id: UUID, key: str) -> HttpResponse:
    """Make the script anew. Where there is one already, that is asked first."""
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    membership.require(MAY_FACILITATE)
    chosen = PRESET_BY_KEY.get(key)
    if chosen is None:
        raise Http404
    there = workshop.script.count()
    if request.method == "POST" and (not there or "replace" in request.POST):
        before, workshop = workshop.tempo, scripts.take_preset(workshop, chosen)
        if workshop.tempo != before:
            said = _("Het tempo past nu bij dit draaiboek: %(tempo)s.") % {"tempo": workshop.get_tempo_display()}
            messages.success(request, said)
        return redirect("workshops:script", initiative_id, workshop_id)
    page = {"membership": membership, "workshop": workshop, "preset": chosen, "there": there}
    return render(request, "workshops/preset.html", page, status=409 if request.method == "POST" else 200)


def enter_row(
    request: HttpRequest, initiative_id: UUID, workshop_id: UUID, row_id: UUID
) -> tuple[Membership, ScriptRow]:
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    row = get_object_or_404(workshop.script, pk=row_id)
    row.workshop = workshop
    return membership, row


def add_row(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    """A new part, behind the one that `after` names or at the end."""
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    membership.require(MAY_FACILITATE)
    after = row_named(workshop, request.POST.get("after") or request.GET.get("after") or "")
    row = ScriptRow(initiative_id=workshop.initiative_id, workshop=workshop)
    form = RowForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            scripts.add(form.instance, after)
        except scripts.Enough:
            form.add_error(None, _("Een draaiboek heeft hoogstens 150 onderdelen. Voeg iets samen."))
        else:
            return redirect(address_of(form.instance))
    return row_page(request, membership, workshop, form, after)


def row_named(workshop: Workshop, key: str) -> ScriptRow | None:
    return next((row for row in workshop.script.all() if str(row.pk) == key), None)


def row(request: HttpRequest, initiative_id: UUID, workshop_id: UUID, row_id: UUID) -> HttpResponse:
    membership, row = enter_row(request, initiative_id, workshop_id, row_id)
    reading = reading_of(row)
    form = RowForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid() and not form.is_stale:
        try:
            with transaction.atomic():
                row.save(update_fields=["minutes", *scripts.TEXTS])
        except ScriptRow.NotUpdated as error:  # somebody else took it out
            raise Http404 from error
        return redirect(address_of(row))
    return row_page(request, membership, row.workshop, form, reading=reading)


def row_page(
    request: HttpRequest,
    membership: Membership,
    workshop: Workshop,
    form: RowForm,
    after: ScriptRow | None = None,
    reading: str = "",
) -> HttpResponse:
    page = {
        "membership": membership,
        "workshop": workshop,
        "form": form,
        "after": after,
        "reading": reading,
        "is_new": form.instance._state.adding,
        "may_edit": not membership.initiative.archived_at,
    }
    status = 422 if form.errors else 409 if form.is_stale else 200
    return render(request, "workshops/script_row.html", page, status=status)


def address_of(row: ScriptRow) -> str:
    return f"{script_address(row.workshop)}#row-{row.pk}"


def script_address(workshop: Workshop) -> str:
    return reverse("workshops:script", args=[workshop.initiative_id, workshop.pk])


@require_POST
def move_row(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    """One place up or down; a part that is gone meanwhile is left out of the page that follows."""
    _membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    up, down = request.POST.get("up", ""), request.POST.get("down", "")
    row = row_named(workshop, up or down)
    if row is None:
        return redirect("workshops:script", initiative_id, workshop_id)
    scripts.move(row, up=bool(up))
    return redirect(address_of(row))


@require_POST
def remove_row(request: HttpRequest, initiative_id: UUID, workshop_id: UUID, row_id: UUID) -> HttpResponse:
    membership, row = enter_row(request, initiative_id, workshop_id, row_id)
    try:
        kept = scripts.remove(row, request.POST.get("reading", ""))
    except ReadOtherwise as changed:
        return ask_again(request, membership, RowForm(instance=row), changed, script_address(row.workshop))
    request.session[REMOVED_ROW] = kept | {"workshop": str(workshop_id)}
    return redirect(f"{script_address(row.workshop)}?removed#removed")


@require_POST
def put_row_back(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    _membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    kept = request.session.pop(REMOVED_ROW, {})
    if kept.pop("workshop", None) != str(workshop_id):
        messages.info(request, _("Er is niets om terug te zetten."))
        return redirect("workshops:script", initiative_id, workshop_id)
    return redirect(address_of(scripts.put_back(workshop, kept)))
