"""The table: look, filter, change cells, paste a block, add a row, undo."""

import re
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget
from django_htmx.middleware import HtmxDetails

from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Membership
from samenhang.stakeholders import editing
from samenhang.stakeholders.cells import Cell, rows_of
from samenhang.stakeholders.columns import COLUMN_BY_KEY, READ_ONLY, SHOWN_FIRST, Column
from samenhang.stakeholders.forms import AddForm, ColumnsForm
from samenhang.stakeholders.models import Change, Stakeholder
from samenhang.stakeholders.pasting import BlockTooLarge, read_block
from samenhang.stakeholders.pasting import paste as paste_block
from samenhang.stakeholders.selection import SORTS, Selection


class HtmxHttpRequest(HttpRequest):
    """A request after HtmxMiddleware."""

    htmx: HtmxDetails


UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def table(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    return table_page(request, membership, AddForm(membership.initiative))


def table_page(request: HttpRequest, membership: Membership, form: AddForm, status: int = 200) -> HttpResponse:
    selection = Selection(request.GET, membership.initiative, membership.person)
    page = selection.page(request.GET.get("page"))
    keys = shown_columns(request)
    content = {
        "membership": membership,
        "selection": selection,
        "page": page,
        "columns": [COLUMN_BY_KEY[key] for key in keys],
        "rows": rows_of(selection.rows(list(page.object_list)), keys, membership.person),
        "sortable": list(SORTS),
        "add_form": form,
        "columns_form": ColumnsForm(initial={"columns": keys}),
        "undoable": undoable(membership),
        "may_edit": not membership.initiative.archived_at,
        "query": query_without(request, "page"),
    }
    return render(request, "stakeholders/table.html", content, status=status)


def shown_columns(request: HttpRequest) -> list[str]:
    chosen = request.session.get("columns", SHOWN_FIRST)
    return [key for key in chosen if key in COLUMN_BY_KEY]


def query_without(request: HttpRequest, *names: str) -> str:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


def undoable(membership: Membership) -> str:
    """What pressing undo would undo; empty when there is nothing."""
    last = editing.last_change(membership.initiative, membership.person)
    return describe(*last) if last else ""


def describe(change: Change, together: int) -> str:
    if together > 1 and change.field == editing.ROW:
        added = ngettext("%(count)d partner toegevoegd", "%(count)d partners toegevoegd", together)
        removed = ngettext("%(count)d partner verwijderd", "%(count)d partners verwijderd", together)
        return (added if change.after["present"] else removed) % {"count": together}
    if together > 1:
        return ngettext("%(count)d wijziging", "%(count)d wijzigingen", together) % {"count": together}
    if change.field == editing.ROW:
        words = _("%(name)s toegevoegd") if change.after["present"] else _("%(name)s verwijderd")
        return words % {"name": change.stakeholder.name}
    return _("%(column)s van %(name)s") % {
        "column": COLUMN_BY_KEY[change.field].label,
        "name": change.stakeholder.name,
    }


@require_POST
def choose_columns(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    enter_confidential(request, initiative_id)
    form = ColumnsForm(request.POST)
    if form.is_valid():
        request.session["columns"] = form.chosen()
    return redirect("stakeholders:table", initiative_id)


@require_POST
def add(request: HtmxHttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    form = AddForm(membership.initiative, request.POST)
    if not form.is_valid():
        if request.htmx:
            answer = render(request, "stakeholders/add.html", {"membership": membership, "add_form": form}, status=422)
            return reswap(retarget(answer, "#add"), "outerHTML")
        return table_page(request, membership, form, status=422)
    made = editing.add(membership.initiative, form.values(), by=membership.person)
    if request.htmx:
        rows = rows_of([made], shown_columns(request), membership.person)
        return render(request, "stakeholders/table.html#rows", {"rows": rows})
    messages.success(request, _("%(name)s staat in de tabel.") % {"name": made.name})
    last = Selection(request.GET, membership.initiative, membership.person).page(10**6).number
    return redirect(f"{reverse('stakeholders:table', args=[initiative_id])}?page={last}#c-{made.pk}-name")


def cell(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID, key: str) -> HttpResponse:
    """A cell as it stands (GET), or after writing what somebody typed (POST).

    A POST answers 200 with the cell, 422 with what is wrong, 409 with both texts, 410 when the row is gone.
    """
    membership = enter_confidential(request, initiative_id)
    column = editable_column(key)
    row = Stakeholder.objects.visible_to(membership.person).filter(initiative=initiative_id, pk=stakeholder_id).first()
    if not row:
        raise Http404
    shown = Cell(row, column, membership.person)
    if request.method != "POST":
        return render(request, "stakeholders/cell.html", {"cell": shown})
    typed, seen = request.POST.get("text", ""), request.POST.get("seen")
    try:
        column.parse(typed)
        if "put_back" in request.POST and row.removed_at:
            editing.put_back(row, by=membership.person)
        shown.stakeholder = editing.change_cell(row.pk, column, typed, by=membership.person, seen=seen)
    except ValidationError as error:
        shown.state, shown.reason, status = "error", " ".join(error.messages), 422
    except editing.CellConflict as conflict:
        shown.stakeholder = conflict.stakeholder
        shown.state, shown.by, status = "conflict", conflict.by, 409
    except Stakeholder.DoesNotExist as erased:
        raise Http404 from erased
    except editing.RowRemoved as gone:
        shown.state, shown.by, status = "removed", gone.stakeholder.removed_by, 410
    else:
        shown.state = "saved"
        answer = render(request, "stakeholders/cell.html", {"cell": shown})
        answer.headers["X-Undo"] = quote(undoable(membership))
        return answer
    shown.mine = typed
    return render(request, "stakeholders/cell_trouble.html", {"cell": shown}, status=status)


def editable_column(key: str) -> Column:
    if key not in COLUMN_BY_KEY or key in READ_ONLY:
        raise Http404
    return COLUMN_BY_KEY[key]


@require_POST
def paste(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """Write a block copied from a spreadsheet over the cells from one place on."""
    membership = enter_confidential(request, initiative_id)
    rows = [UUID(one) for one in request.POST.get("rows", "").split(",") if UUID_TEXT.fullmatch(one)]
    keys = [key for key in request.POST.get("keys", "").split(",") if key in COLUMN_BY_KEY]
    try:
        block = read_block(request.POST.get("text", ""))
    except BlockTooLarge:
        messages.error(request, _("Dit blok is te groot om te plakken. Lees het bestand in met “Lees in uit Excel”."))
        return redirect("stakeholders:table", initiative_id)
    pasted = paste_block(membership.initiative, block, rows, keys, by=membership.person)
    count = {"count": pasted.written}
    messages.success(request, ngettext("%(count)d cel geplakt.", "%(count)d cellen geplakt.", pasted.written) % count)
    for problem in pasted.problems[:10]:
        messages.warning(request, problem)
    return redirect(f"{reverse('stakeholders:table', args=[initiative_id])}?{request.GET.urlencode()}")


@require_POST
def undo(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """Take back one's own last act, never somebody else's."""
    membership = enter_confidential(request, initiative_id)
    changes, undone = editing.undo_last(membership.initiative, by=membership.person)
    if not changes:
        messages.info(request, _("Er is niets om ongedaan te maken."))
        return redirect("stakeholders:table", initiative_id)
    what = describe(changes[0], len(changes))
    if undone.kept:
        messages.warning(
            request,
            ngettext(
                "%(count)d wijziging blijft staan: iemand ging ermee verder.",
                "%(count)d wijzigingen blijven staan: iemand ging ermee verder.",
                undone.kept,
            )
            % {"count": undone.kept},
        )
    if undone.changes:
        messages.success(request, _("Ongedaan gemaakt: %(what)s.") % {"what": what})
    return redirect(f"{reverse('stakeholders:table', args=[initiative_id])}?{request.GET.urlencode()}")
