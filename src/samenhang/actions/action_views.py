"""One action: add it, read it, change it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenhang.actions.acts import ChangedMeanwhile, Gone
from samenhang.actions.entrance import actions_of, enter_action
from samenhang.actions.forms import ActionForm
from samenhang.actions.lines import Line, line_of, who_does
from samenhang.actions.making import change as save_change
from samenhang.actions.making import make
from samenhang.actions.models import Action
from samenhang.actions.pages import detail_page, next_url, url_of
from samenhang.initiatives.access import MAY_MANAGE_ACTIONS
from samenhang.initiatives.entrance import enter
from samenhang.initiatives.models import Membership
from samenhang.stakeholders.models import Stakeholder


def add(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    membership.require(MAY_MANAGE_ACTIONS)
    about = about_whom(request, membership)
    form = ActionForm(membership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = make(form, by=membership.person, stakeholder=about)
        messages.success(request, _("De actie staat in de lijst."))
        return redirect(next_url(request) or url_of(action, "detail"))
    page = {"membership": membership, "form": form, "about": about, "next": next_url(request)}
    return render(request, "actions/add.html", page, status=422 if form.errors else 200)


def about_whom(request: HttpRequest, membership: Membership) -> Stakeholder | None:
    """The stakeholder a link or form names with `about`; Http404 when there is no such one in the table."""
    key = request.POST.get("about") or request.GET.get("about")
    if not key:
        return None
    try:
        return get_object_or_404(Stakeholder.objects.present().filter(initiative=membership.initiative), pk=key)
    except ValidationError as error:
        raise Http404 from error


def detail(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    membership, action = enter_action(request, initiative_id, action_id, removed=True)
    return detail_page(request, membership, action)


def change(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    """The form of an action. A POST answers 422 with what is wrong, 409 with both versions, 410 when it is gone."""
    membership = enter(request, initiative_id)
    present = actions_of(membership).filter(removed_at=None).select_related("owner", "stakeholder")
    action = present.filter(pk=action_id).first()
    if action is None and not request.POST.get("seen"):
        raise Http404
    membership.require(MAY_MANAGE_ACTIONS)
    if action is None:
        return gone_page(request, membership, action_id)
    form = ActionForm(membership, request.POST or None, instance=action)
    both: BothVersions | None = None
    if request.method == "POST" and form.is_valid():
        try:
            save_change(form, by=membership.person)
        except Gone:
            return gone_page(request, membership, action_id)
        except ChangedMeanwhile as meanwhile:
            both = both_versions(form, meanwhile.now, membership)
            form.mark_read(meanwhile.now)
        else:
            messages.success(request, _("De actie is gewijzigd."))
            return redirect(next_url(request) or url_of(action, "detail"))
    back = reverse("actions:detail", args=[initiative_id, action_id])
    page = {"membership": membership, "form": form, "both": both, "back": back, "next": next_url(request)}
    return render(request, "actions/change.html", page, status=422 if form.errors else 409 if both else 200)


@dataclass(frozen=True, slots=True)
class BothVersions:
    """How an action stands, and label, text there and own text of each field that reads otherwise."""

    now: Line
    differences: list[tuple[str, str, str]]


def both_versions(form: ActionForm, now: Action, membership: Membership) -> BothVersions:
    mine, theirs = spelled(form.instance), spelled(now)
    differences = [(label, theirs[label], text) for label, text in mine.items() if text != theirs[label]]
    return BothVersions(line_of(now, membership, timezone.localdate()), differences)


def spelled(action: Action) -> dict[str, str]:
    return {
        _("Wat u gaat doen"): action.private_text,
        _("Zo lezen anderen het"): action.shared_text,
        _("Partners zien deze actie"): _("ja") if action.is_shared else _("nee"),
        _("Wie doet het?"): who_does(action),
        _("Wanneer is het klaar?"): date_format(action.due, "DATE_FORMAT") if action.due else "",
        _("Hoeveel uur kost het?"): "" if action.hours is None else str(action.hours),
        _("Is er tijd en ruimte voor?"): str(action.get_capacity_display()),
    }


def gone_page(request: HttpRequest, membership: Membership, action_id: UUID) -> HttpResponse:
    """What was typed is kept, ready to become a new action. Who tries any other key gets back the same, and no more."""
    removed = actions_of(membership).filter(pk=action_id).select_related("removed_by", "stakeholder").first()
    form = ActionForm(membership, initial=ActionForm(membership, request.POST).typed())
    page = {"membership": membership, "form": form, "removed": removed}
    return render(request, "actions/gone.html", page, status=410)
