"""Bring in a sheet, page by page. Each page works without JavaScript, and the work waits for whoever comes back.

What stands in the file is seen by its maker only, as it may hold what only the maker may see; co-leaders can finish,
stop and undo an import.
"""

import time
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from samenhang.documents.tables import write_csv, write_xlsx
from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Membership
from samenhang.stakeholders.documents import example_tables, refused_table
from samenhang.stakeholders.downloads import CSV, XLSX, download, filename_of
from samenhang.stakeholders.importing import running, steps, undoing
from samenhang.stakeholders.importing.doubles import Choice, Double
from samenhang.stakeholders.importing.forms import HeaderForm, MappingForm, SheetForm, UploadForm
from samenhang.stakeholders.importing.models import LEFTOVERS_KEPT, ImportRun, Stage
from samenhang.stakeholders.importing.preview import Preview

DOUBLES_PER_PAGE = 25
LISTED = 50
WITHOUT_SCRIPT = 5.0  # seconds of work per press of the button
PAGES = {
    Stage.SHEET: "import_sheet",
    Stage.MAPPING: "import_mapping",
    Stage.PREVIEW: "import_preview",
    Stage.RUNNING: "import_run",
    Stage.FINISHED: "import_result",
}


def start(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        run = steps.receive(form.workbook, form.filename, initiative=membership.initiative, by=membership.person)
        return to_page_of(run)
    page = {
        "membership": membership,
        "form": form,
        "runs": undoing.undoable(membership.initiative.imports.select_related("by"))[:LISTED],
        "kept_days": LEFTOVERS_KEPT.days,
    }
    return render(request, "stakeholders/import_start.html", page, status=422 if form.errors else 200)


@require_GET
def example(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    enter_confidential(request, initiative_id)
    content = write_xlsx(example_tables(), title=_("Krachtenveld"), author="Samenhang")
    return download(content, XLSX, f"{_('leeg-krachtenveld')}.xlsx")


def choose_sheet(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> HttpResponse:
    membership, run = own_run(request, initiative_id, run_id)
    if run.stage not in {Stage.SHEET, Stage.MAPPING, Stage.PREVIEW}:
        return to_page_of(run)
    form = SheetForm(steps.sheets_of(run), request.POST or None, initial={"sheet": run.sheet})
    if request.method == "POST" and form.is_valid():
        with suppress(ValidationError):
            steps.choose_sheet(run, form.cleaned_data["sheet"])
        return to_where_it_is_now(run)
    page = {"membership": membership, "run": run, "form": form}
    return render(request, "stakeholders/import_sheet.html", page, status=422 if form.errors else 200)


def map_columns(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> HttpResponse:
    membership, run = own_run(request, initiative_id, run_id)
    if run.stage not in {Stage.MAPPING, Stage.PREVIEW}:
        return to_page_of(run)
    rows = steps.rows_of(run)
    header, header_form = chosen_header(request, run, len(rows))
    mapped = run.targets if header == run.header else None
    form = MappingForm(rows, header, mapped, run.kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with suppress(ValidationError):
            steps.read(run, form.reading())
        return to_where_it_is_now(run)
    page = {"membership": membership, "run": run, "form": form, "header_form": header_form}
    return render(request, "stakeholders/import_mapping.html", page, status=422 if form.errors else 200)


def chosen_header(request: HttpRequest, run: ImportRun, last_row: int) -> tuple[int, HeaderForm]:
    """The row of the column names: as asked, else as found; with the form to ask for another one."""
    asked = request.POST if request.method == "POST" else request.GET
    found = steps.header_for(run)
    form = HeaderForm(last_row, {"header": asked.get("header", found)})
    return (form.cleaned_data["header"] if form.is_valid() else found), form


def preview(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> HttpResponse:
    membership, run = own_run(request, initiative_id, run_id)
    if run.stage != Stage.PREVIEW:
        return to_page_of(run)
    if request.method == "POST":
        return decide(request, run)
    doubles = Double.all_of(run.doubles)
    page = {
        "membership": membership,
        "run": run,
        "preview": Preview.of(run),
        "doubles": Paginator(doubles, DOUBLES_PER_PAGE).get_page(request.GET.get("page")),
        "choices": Choice.choices,
        "refused": refused_of(run),
    }
    return render(request, "stakeholders/import_preview.html", page)


def decide(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Keep the choices made on this page; then go to another page of doubles, or begin."""
    choices = {
        key.removeprefix("double-"): str(value)
        for key, value in request.POST.items()
        if key.startswith("double-") and value in Choice.values
    }
    every = request.POST.get("every")
    try:
        steps.decide(run, choices, every if every in Choice.values and "apply" in request.POST else None)
        if "begin" in request.POST:
            steps.begin(run)
            return carry_on(request, run, blocks=1)
    except ValidationError:
        return to_where_it_is_now(run)
    address = reverse("stakeholders:import_preview", args=[run.initiative_id, run.pk])
    return redirect(f"{address}?page={request.POST.get('page', '1')}#doubles")


def proceed(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> HttpResponse:
    membership, found = shared_run(request, initiative_id, run_id)
    if request.method == "POST":
        return carry_on(request, found, blocks=1 if "HX-Request" in request.headers else None)
    if not found.is_running:
        return to_page_of(found)
    return render(request, "stakeholders/import_run.html", {"membership": membership, "run": found})


def carry_on(request: HttpRequest, run: ImportRun, *, blocks: int | None) -> HttpResponse:
    """Bring in some blocks, or as many as fit in a few seconds, and show how far it came."""
    until, done = time.monotonic() + WITHOUT_SCRIPT, 0
    while run.is_running and done != blocks and time.monotonic() < until:
        run, done = running.go_on(run.pk), done + 1
    if "HX-Request" not in request.headers:
        return to_page_of(run)
    if run.is_running:
        return render(request, "stakeholders/import_run.html#progress", {"run": run})
    return HttpResponseClientRedirect(
        reverse(f"stakeholders:{PAGES[Stage(run.stage)]}", args=[run.initiative_id, run.pk])
    )


def result(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> HttpResponse:
    membership, found = shared_run(request, initiative_id, run_id)
    if not found.is_finished:
        return to_page_of(found)
    page = {
        "membership": membership,
        "run": undoing.undoable(ImportRun.objects.filter(pk=found.pk)).get(),
        "refused": refused_of(found) if found.by_id == membership.person.pk else [],
        "kept_days": LEFTOVERS_KEPT.days,
    }
    return render(request, "stakeholders/import_result.html", page)


def undo(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> HttpResponse:
    membership, found = shared_run(request, initiative_id, run_id)
    if not found.is_finished:
        return to_page_of(found)
    if request.method != "POST":
        page = {"membership": membership, "run": found, "outlook": undoing.outlook(found)}
        return render(request, "stakeholders/import_undo.html", page)
    undone = undoing.undo_import(found, by=membership.person)
    messages.success(request, said(undone))
    if undone.kept:
        messages.warning(
            request,
            ngettext(
                "%(count)d partner of cel blijft: daar werkte iemand na de import aan.",
                "%(count)d partners of cellen blijven: daar werkte iemand na de import aan.",
                undone.kept,
            )
            % {"count": undone.kept},
        )
    return redirect("stakeholders:import", initiative_id)


def said(undone: undoing.Undoing) -> str:
    parts = [
        _("De import is teruggedraaid."),
        ngettext("%(count)d partner is verwijderd.", "%(count)d partners zijn verwijderd.", undone.removed)
        % {"count": undone.removed},
    ]
    if undone.set_back:
        parts.append(
            ngettext("%(count)d cel is hersteld.", "%(count)d cellen zijn hersteld.", undone.set_back)
            % {"count": undone.set_back}
        )
    return " ".join(parts)


@require_POST
def abandon(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> HttpResponse:
    _membership, found = shared_run(request, initiative_id, run_id)
    found.abandon()
    messages.success(request, _("De import is gestopt. Wat wij uit het bestand bewaarden, is gewist."))
    return redirect("stakeholders:import", initiative_id)


@require_GET
def refused(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> HttpResponse:
    membership, found = own_run(request, initiative_id, run_id)
    if not found.refused:
        raise Http404
    content = write_csv(refused_table(found.refused["header"], found.refused["rows"]))
    return download(content, CSV, filename_of(membership.initiative, "csv", _("niet ingelezen")))


def refused_of(run: ImportRun) -> list[dict[str, Any]]:
    """The first refused rows: number, reason and what stands in them."""
    rows = run.refused["rows"][:LISTED] if run.refused else []
    return [
        {"number": number, "reason": reason, "text": " · ".join(cell[:40] for cell in cells if cell.strip())}
        for number, reason, *cells in rows
    ]


def shared_run(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> tuple[Membership, ImportRun]:
    """For every leader of the initiative: nothing of the file itself is shown on these pages."""
    membership = enter_confidential(request, initiative_id)
    runs = ImportRun.objects.filter(initiative=initiative_id).select_related("by").defer("sheets")
    return membership, get_object_or_404(runs, pk=run_id)


def own_run(request: HttpRequest, initiative_id: UUID, run_id: UUID) -> tuple[Membership, ImportRun]:
    """For its maker only."""
    membership = enter_confidential(request, initiative_id)
    return membership, get_object_or_404(ImportRun, initiative=initiative_id, pk=run_id, by=membership.person)


def to_page_of(run: ImportRun) -> HttpResponse:
    return redirect(address_of(run))


def to_where_it_is_now(run: ImportRun) -> HttpResponse:
    """Another tab may have begun the import meanwhile, or stopped it: then it is not there any more."""
    return to_page_of(get_object_or_404(ImportRun.objects.only("stage", "initiative"), pk=run.pk))


def address_of(run: ImportRun) -> str:
    """The page that this import has come to."""
    return reverse(f"stakeholders:{PAGES[Stage(run.stage)]}", args=[run.initiative_id, run.pk])
