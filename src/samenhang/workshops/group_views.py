"""The groups of a workshop, and who is invited with what say."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samenhang.initiatives.models import Membership
from samenhang.workshops import inviting, preparing
from samenhang.workshops.entrance import enter_workshop
from samenhang.workshops.models import Invitee, PartnerGroup, Workshop
from samenhang.workshops.preparing_forms import GroupForm, InvitedForm, InviteForm
from samenhang.workshops.reading import ReadOtherwise
from samenhang.workshops.taking_out import ask_again

# Where a session keeps what was taken out last, so that it can be put back.
REMOVED_GROUP = "removed_group"


def groups(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    """The groups, and the form of a new one."""
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    form = GroupForm(request.POST if request.method == "POST" else None, instance=blank_group(workshop))
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            preparing.add_group(workshop, said["name"], said["mark"], said.get("day"))
        except (preparing.NameTaken, preparing.Enough):  # somebody else was faster
            form.add_error("name", _("Deze groep is er intussen al, of er zijn al acht groepen."))
        else:
            return redirect("workshops:groups", initiative_id, workshop_id)
    return groups_page(request, membership, workshop, form)


def blank_group(workshop: Workshop) -> PartnerGroup:
    return PartnerGroup(initiative_id=workshop.initiative_id, workshop=workshop)


def groups_page(
    request: HttpRequest, membership: Membership, workshop: Workshop, form: GroupForm, *, trouble: str = ""
) -> HttpResponse:
    kept = request.session.get(REMOVED_GROUP, {})
    is_removed = "removed" in request.GET and kept.get("workshop") == str(workshop.pk)
    page = {
        "membership": membership,
        "workshop": workshop,
        "groups": workshop.groups.all(),
        "is_series": workshop.kind == Workshop.Kind.SERIES,
        "form": form,
        "there_is_room": bool(preparing.free_marks(workshop)),
        "trouble": trouble,
        "removed": kept["name"] if is_removed else "",
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "workshops/groups.html", page, status=409 if trouble else 422 if form.errors else 200)


def enter_group(
    request: HttpRequest, initiative_id: UUID, workshop_id: UUID, group_id: UUID
) -> tuple[Membership, PartnerGroup]:
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    group = get_object_or_404(workshop.groups, pk=group_id)
    group.workshop = workshop
    return membership, group


def group(request: HttpRequest, initiative_id: UUID, workshop_id: UUID, group_id: UUID) -> HttpResponse:
    """Another name, mark or day for a group."""
    membership, group = enter_group(request, initiative_id, workshop_id, group_id)
    form = GroupForm(request.POST if request.method == "POST" else None, instance=group)
    if request.method == "POST" and form.is_valid() and not form.is_stale:
        try:
            preparing.change_group(form.instance)
        except PartnerGroup.DoesNotExist as error:
            raise Http404 from error
        except IntegrityError:  # somebody else was faster
            form.add_error("name", _("Deze groep is er al. Kies een andere naam."))
        else:
            return redirect("workshops:groups", initiative_id, workshop_id)
    page = {
        "membership": membership,
        "workshop": group.workshop,
        "form": form,
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "workshops/group.html", page, status=status_of(form))


def status_of(form: Any) -> int:
    return 422 if form.errors else 409 if form.is_stale else 200


@require_POST
def remove_group(request: HttpRequest, initiative_id: UUID, workshop_id: UUID, group_id: UUID) -> HttpResponse:
    membership, group = enter_group(request, initiative_id, workshop_id, group_id)
    try:
        kept = preparing.remove_group(group, request.POST.get("reading", ""))
    except preparing.InUse:
        why = _("%(group)s blijft: er doet al iemand mee, of er is al geschreven.") % {"group": group.name}
        return groups_page(
            request, membership, group.workshop, GroupForm(instance=blank_group(group.workshop)), trouble=why
        )
    except ReadOtherwise as changed:
        return ask_again(request, membership, GroupForm(instance=group), changed, group_address(group.workshop))
    request.session[REMOVED_GROUP] = kept | {"workshop": str(workshop_id)}
    return redirect(f"{group_address(group.workshop)}?removed#removed")


def group_address(workshop: Workshop) -> str:
    return reverse("workshops:groups", args=[workshop.initiative_id, workshop.pk])


@require_POST
def put_group_back(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    _membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    kept = request.session.pop(REMOVED_GROUP, {})
    if kept.get("workshop") == str(workshop_id):
        try:
            preparing.put_group_back(workshop, kept)
        except (preparing.NameTaken, preparing.Enough):
            messages.warning(request, _("Er is intussen een groep met deze naam, of er zijn al acht groepen."))
        else:
            messages.success(request, _("%(group)s doet weer mee.") % {"group": kept["name"]})
    return redirect("workshops:groups", initiative_id, workshop_id)


# Who is invited


def invitees(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> HttpResponse:
    """Who is invited, and the form to invite more."""
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    form = InviteForm(request.POST if request.method == "POST" else None, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        filled = dict(form.cleaned_data)
        names = filled.pop("names")
        try:
            inviting.invite(workshop, names, **filled)
        except inviting.InvitedAlready as already:
            form.add_error("names", already_in_words(already.names))
        except inviting.Enough:
            form.add_error("names", _("Dit zijn te veel namen. Een workshop heeft er hoogstens 500."))
        else:
            said = ngettext("%(count)d persoon toegevoegd.", "%(count)d mensen toegevoegd.", len(names))
            messages.success(request, said % {"count": len(names)})
            return redirect("workshops:invitees", initiative_id, workshop_id)
    page = {
        "membership": membership,
        "workshop": workshop,
        "says": inviting.say_of(workshop),
        "form": form,
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "workshops/invitees.html", page, status=422 if form.errors else 200)


def already_in_words(names: Any) -> str:
    said = {"names": ", ".join(names)}
    if len(names) == 1:
        return _("Deze naam staat al op de lijst: %(names)s. Haal de regel weg.") % said
    return _("Deze namen staan al op de lijst: %(names)s. Haal die regels weg.") % said


def enter_invitee(
    request: HttpRequest, initiative_id: UUID, workshop_id: UUID, invitee_id: UUID
) -> tuple[Membership, Invitee]:
    membership, workshop = enter_workshop(request, initiative_id, workshop_id)
    invitee = get_object_or_404(workshop.invitees, pk=invitee_id)
    invitee.workshop = workshop
    return membership, invitee


def invitee(request: HttpRequest, initiative_id: UUID, workshop_id: UUID, invitee_id: UUID) -> HttpResponse:
    """Another name, group or say of somebody who is invited."""
    membership, invitee = enter_invitee(request, initiative_id, workshop_id, invitee_id)
    form = InvitedForm(request.POST if request.method == "POST" else None, instance=invitee)
    if request.method == "POST" and form.is_valid() and not form.is_stale:
        try:
            with transaction.atomic():
                invitee.save(force_update=True)
        except Invitee.NotUpdated as error:  # somebody else took the name off the list
            raise Http404 from error
        return redirect("workshops:invitees", initiative_id, workshop_id)
    page = {
        "membership": membership,
        "workshop": invitee.workshop,
        "form": form,
        "may_edit": not membership.initiative.archived_at,
    }
    return render(request, "workshops/invitee.html", page, status=status_of(form))


@require_POST
def remove_invitee(request: HttpRequest, initiative_id: UUID, workshop_id: UUID, invitee_id: UUID) -> HttpResponse:
    membership, invitee = enter_invitee(request, initiative_id, workshop_id, invitee_id)
    try:
        inviting.remove(invitee, request.POST.get("reading", ""))
    except ReadOtherwise as changed:
        back = reverse("workshops:invitees", args=[initiative_id, workshop_id])
        return ask_again(request, membership, InvitedForm(instance=invitee), changed, back)
    messages.success(request, _("De naam is van de lijst."))
    return redirect("workshops:invitees", initiative_id, workshop_id)
