"""One stakeholder: the whole row, its interests and preconditions, its history, taking it out and putting it back."""

from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samenhang.accounts.models import Person
from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Membership
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY, Column
from samenhang.stakeholders.entrance import enter_stakeholder
from samenhang.stakeholders.forms import InterestForm, PreconditionForm, StakeholderForm
from samenhang.stakeholders.models import Change, Interest, Precondition, Sensitivity, Stakeholder


def detail(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """All cells of one row as a form; what somebody else changed meanwhile is shown beside one's own text."""
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    form = StakeholderForm(stakeholder, membership.person, request.POST or None)
    conflicts: list[editing.CellConflict] = []
    if request.method == "POST" and form.is_valid():
        conflicts = save_touched(form, stakeholder, membership)
        if not conflicts:
            messages.success(request, _("Opgeslagen."))
            return redirect("stakeholders:detail", initiative_id, stakeholder_id)
        form.mark_read({conflict.column.key: conflict.theirs for conflict in conflicts})
    page = {
        "membership": membership,
        "stakeholder": stakeholder,
        "form": form,
        "conflicts": conflicts,
        "interests": stakeholder.interests.visible_to(membership.person),
        "preconditions": stakeholder.preconditions.all(),
        "may_edit": not membership.initiative.archived_at,
    }
    status = 422 if form.errors else 409 if conflicts else 200
    return render(request, "stakeholders/detail.html", page, status=status)


def save_touched(form: StakeholderForm, stakeholder: Stakeholder, membership: Membership) -> list[editing.CellConflict]:
    conflicts = []
    act = uuids.uuid7()
    for column, text, seen in form.touched():
        try:
            editing.change_cell(stakeholder.pk, column, text, by=membership.person, seen=seen, act=act)
        except editing.CellConflict as conflict:
            conflicts.append(conflict)
        except editing.RowRemoved as gone:
            raise Http404 from gone
    return conflicts


def interest(
    request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID, item_id: UUID | None = None
) -> HttpResponse:
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    found = None
    if item_id:
        found = get_object_or_404(stakeholder.interests, pk=item_id)
        if not found.visible_to(membership.person):
            raise Http404
    form = InterestForm(request.POST or None, instance=found or Interest(author=membership.person))
    return item_page(request, membership, stakeholder, COLUMN_BY_KEY["interests"], form, found)


def precondition(
    request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID, item_id: UUID | None = None
) -> HttpResponse:
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    found = get_object_or_404(stakeholder.preconditions, pk=item_id) if item_id else None
    form = PreconditionForm(request.POST or None, instance=found or Precondition())
    return item_page(request, membership, stakeholder, COLUMN_BY_KEY["preconditions"], form, found)


def item_page(
    request: HttpRequest,
    membership: Membership,
    stakeholder: Stakeholder,
    column: Any,
    form: ModelForm[Any],
    found: Any,
) -> HttpResponse:
    """Add, change or take away one interest or precondition: a change of the whole cell, which can be undone."""
    if request.method == "POST":
        if "delete" in request.POST and found:
            editing.take_item(stakeholder.pk, column, found.pk, by=membership.person)
            return redirect("stakeholders:detail", membership.initiative_id, stakeholder.pk)
        if form.is_valid():
            try:
                editing.put_item(stakeholder.pk, column, column.item(form.instance), by=membership.person)
                return redirect("stakeholders:detail", membership.initiative_id, stakeholder.pk)
            except ValidationError as error:
                form.add_error(None, error)
    page = {"membership": membership, "stakeholder": stakeholder, "form": form, "found": found, "column": column}
    return render(request, "stakeholders/item.html", page, status=422 if form.errors else 200)


def history(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    changes = stakeholder.changes.select_related("by").order_by("-at")[:100]
    lines = [line for change in changes if (line := described(change, membership.person))]
    return render(
        request, "stakeholders/history.html", {"membership": membership, "stakeholder": stakeholder, "lines": lines}
    )


def described(change: Change, viewer: Person) -> dict[str, Any] | None:
    """A change in words; None when all of it is another leader's own."""
    if change.field == editing.ROW:
        what = _("Toegevoegd") if change.after["present"] else _("Verwijderd")
        return {"change": change, "what": what, "before": "", "after": ""}
    column: Column = COLUMN_BY_KEY[change.field]
    before, after = spelled(column, change.before, viewer), spelled(column, change.after, viewer)
    return {"change": change, "what": column.label, "before": before, "after": after} if before != after else None


def spelled(column: Column, value: Any, viewer: Any) -> str:
    if not column.is_list:
        return column.spell(value)
    seen = [
        item
        for item in value
        if item.get("sensitivity") != Sensitivity.ONLY_ME or item.get("author_id") == str(viewer.pk)
    ]
    return "\n".join(column.spell(item) for item in seen)


@require_POST
def remove(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    membership, stakeholder = enter_stakeholder(request, initiative_id, stakeholder_id)
    editing.remove(stakeholder, by=membership.person)
    messages.success(request, _("%(name)s is uit de tabel. U kunt dit ongedaan maken.") % {"name": stakeholder.name})
    return redirect("stakeholders:table", initiative_id)


def removed(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """What was taken out in the last month and can be put back."""
    membership = enter_confidential(request, initiative_id)
    gone = Stakeholder.objects.filter(initiative=membership.initiative, removed_at__isnull=False)
    page = {"membership": membership, "removed": gone.select_related("removed_by").order_by("-removed_at")[:200]}
    return render(request, "stakeholders/removed.html", page)


@require_POST
def put_back(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    gone = get_object_or_404(
        Stakeholder.objects.filter(initiative=membership.initiative, removed_at__isnull=False), pk=stakeholder_id
    )
    editing.put_back(gone, by=membership.person)
    messages.success(request, _("%(name)s staat weer in de tabel.") % {"name": gone.name})
    return redirect("stakeholders:detail", initiative_id, stakeholder_id)
