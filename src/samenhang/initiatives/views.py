"""Begin, change, share, archive and delete an initiative."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samenhang.accounts.adapters import close_sign_up, open_sign_up
from samenhang.accounts.visitor import signed_in
from samenhang.initiatives.access import (
    CONFIDENTIAL,
    MAY_ARCHIVE,
    MAY_CHANGE_GOAL,
    MAY_DELETE,
    MAY_MANAGE_MEMBERS,
    Role,
)
from samenhang.initiatives.entrance import enter
from samenhang.initiatives.forms import DeleteForm, InitiativeForm, InvitationForm
from samenhang.initiatives.models import Initiative, Invitation, Membership


def create(request: HttpRequest) -> HttpResponse:
    form = InitiativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        initiative = Initiative.begin(signed_in(request), **form.cleaned_data)
        return redirect("overview", initiative.pk)
    return render(request, "initiatives/create.html", {"form": form}, status=422 if form.errors else 200)


def change(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    if request.method == "POST":
        membership.require(MAY_CHANGE_GOAL)
    elif not membership.may(MAY_CHANGE_GOAL):
        return redirect("overview", initiative_id)
    form = InitiativeForm(request.POST or None, instance=membership.initiative)
    if not membership.may(MAY_DELETE):
        # A day in the near future would delete as surely as the button does.
        del form.fields["retention_until"]
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Het initiatief is gewijzigd."))
        return redirect("overview", initiative_id)
    page = {
        "membership": membership,
        "form": form,
        "may_archive": membership.may(MAY_ARCHIVE),
        "may_delete": membership.may(MAY_DELETE),
        "history": membership.initiative.history.select_related("history_user")[:20],
    }
    return render(request, "initiatives/change.html", page, status=422 if form.errors else 200)


@require_POST
def archive(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    membership.require(MAY_ARCHIVE)
    membership.initiative.archive(by=membership.person)
    messages.success(request, _("Het initiatief staat in het archief. U kunt het altijd weer openen."))
    return redirect("overview", initiative_id)


@require_POST
def reopen(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    membership.require_role(MAY_ARCHIVE)
    membership.initiative.reopen()
    messages.success(request, _("Het initiatief is weer open."))
    return redirect("overview", initiative_id)


def delete(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    membership.require_role(MAY_DELETE)
    name = membership.initiative.name
    form = DeleteForm(name, request.POST or None, label=_("Typ de naam van het initiatief"))
    if request.method == "POST" and form.is_valid():
        membership.initiative.erase()
        messages.success(request, _("“%(name)s” is gewist, met alles wat erin stond.") % {"name": name})
        return redirect("home")
    return render(
        request, "initiatives/delete.html", {"membership": membership, "form": form}, status=422 if form.errors else 200
    )


def members(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    return members_page(request, enter(request, initiative_id), InvitationForm(initial={"role": Role.PARTNER}))


def members_page(request: HttpRequest, membership: Membership, form: InvitationForm, status: int = 200) -> HttpResponse:
    initiative = membership.initiative
    page = {
        "membership": membership,
        "form": form,
        "members": initiative.memberships.select_related("person"),
        "may_manage": membership.may(MAY_MANAGE_MEMBERS) and not initiative.archived_at,
        "invitations": [],
    }
    if page["may_manage"]:
        page["invitations"] = [
            (invitation, request.build_absolute_uri(reverse("initiatives:invitation", args=[invitation.token])))
            for invitation in initiative.invitations.open()
        ]
    return render(request, "initiatives/members.html", page, status=status)


@require_POST
def invite(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    membership.require(MAY_MANAGE_MEMBERS)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return members_page(request, membership, form, status=422)
    form.instance.initiative, form.instance.invited_by = membership.initiative, membership.person
    form.save()
    messages.success(request, _("De uitnodiging is gemaakt. Kopieer de link en stuur die zelf op."))
    return redirect("initiatives:members", initiative_id)


@require_POST
def revoke(request: HttpRequest, initiative_id: UUID, invitation_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    membership.require(MAY_MANAGE_MEMBERS)
    get_object_or_404(membership.initiative.invitations.open(), pk=invitation_id).revoke()
    messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect("initiatives:members", initiative_id)


@require_POST
def remove_member(request: HttpRequest, initiative_id: UUID, membership_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    membership.require(MAY_MANAGE_MEMBERS)
    other = get_object_or_404(membership.initiative.memberships.exclude(pk=membership.pk), pk=membership_id)
    other.delete()
    messages.success(request, _("%(name)s doet niet meer mee.") % {"name": other.person})
    return redirect("initiatives:members", initiative_id)


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Tell what one is invited to; only a press on the button accepts, since link previews also follow links."""
    try:
        found = Invitation.find(token)
        if request.method == "POST" and request.user.is_authenticated:
            membership = found.accept(by=request.user)
            close_sign_up(request)
            return redirect("overview", membership.initiative_id)
    except Invitation.DoesNotExist:
        return used_or_gone(request, token)
    if request.method == "POST":
        open_sign_up(request, found.pk)
        page = "account_login" if "has_account" in request.POST else "account_signup"
        return redirect(reverse(page, query={"next": request.path}))
    answer = {
        "invitation": found,
        "takes_part": found.initiative.memberships.filter(person=request.user.pk).exists(),
        "sees_confidential": found.role in CONFIDENTIAL,
    }
    return render(request, "initiatives/invitation.html", answer)


def used_or_gone(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever came in by this link comes in by it again, as after signing up; to others it says nothing any more."""
    membership = Invitation.membership_by(token, request.user) if request.user.is_authenticated else None
    if membership:
        return redirect("overview", membership.initiative_id)
    return render(request, "initiatives/invitation_gone.html", status=404)
