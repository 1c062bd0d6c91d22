"""What the pages about one action share: how it is shown, how an act is asked for, and what is said afterwards."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from samenhang.actions.lines import line_of
from samenhang.actions.models import Action, Outcome
from samenhang.initiatives.models import Membership

TOLD_OF_TEXT = 60
"""Characters of an action in a message: it travels in a cookie."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of an act says and asks."""

    heading: str
    button: str
    explained: tuple[str, ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    """Buttons that each choose a day: value and words."""


def detail_page(
    request: HttpRequest, membership: Membership, action: Action, *, changed: bool = False, status: int = 200
) -> HttpResponse:
    """`changed`: somebody was faster, so what stands there now asks to be read again."""
    today = timezone.localdate()
    page = {
        "membership": membership,
        "action": action,
        "line": line_of(action, membership, today),
        "changed": changed,
        "sees_all": membership.sees_confidential,
        "may_act": not membership.initiative.archived_at and not action.removed_at,
        "reason": reason_of(action, today) if membership.sees_confidential else "",
        "origin": action.origin if membership.sees_confidential else "",
        "snoozed": action.snoozes.filter(person=membership.person, until__gt=today).first(),
    }
    return render(request, "actions/detail.html", page, status=status)


def reason_of(action: Action, today: date) -> str:
    """What the reason that was written belongs to; empty when there is none, or it is of something long past."""
    if not action.why:
        return ""
    if action.outcome == Outcome.DROPPED:
        return _("Waarom vervallen")
    if action.is_postponed(today):
        return _("Waarom uitgesteld")
    return "" if action.has_owner else _("Waarom teruggegeven")


def ask(
    request: HttpRequest, membership: Membership, action: Action, question: Question, form: Form | None = None
) -> HttpResponse:
    """The page of an act: what it does, what it needs, one button."""
    page = {
        "membership": membership,
        "line": line_of(action, membership, timezone.localdate()),
        "question": question,
        "form": form,
        "next": next_url(request),
    }
    return render(request, "actions/act.html", page, status=422 if form and form.errors else 200)


def answer(
    request: HttpRequest,
    membership: Membership,
    action: Action,
    said: str,
    *,
    more: str = "",
    way_back: str = "",
    to: str = "",
) -> HttpResponse:
    """Say what happened to which action, offer the way back, and return to where somebody came from."""
    here = next_url(request)
    text = Truncator(line_of(action, membership, timezone.localdate()).text).chars(TOLD_OF_TEXT)
    words = format_html("{}: “{}”. {}", said, text, more)
    if way_back:
        words = format_html('{} <a href="{}">{}</a>', words, with_next(way_back, here), _("Maak ongedaan"))
    messages.success(request, words)
    return redirect(here or to or url_of(action, "detail"))


def ended_already(request: HttpRequest, action: Action) -> HttpResponse:
    messages.info(request, _("Deze actie is al afgerond. Heropen de actie eerst."))
    return redirect(url_of(action, "detail"))


def url_of(action: Action, name: str) -> str:
    return reverse(f"actions:{name}", args=[action.initiative_id, action.pk])


def with_next(url: str, here: str) -> str:
    separator = "&" if "?" in url else "?"
    return f"{url}{separator}{urlencode({'next': here})}" if here else url


def next_url(request: HttpRequest) -> str:
    """Where whoever acts came from, when that is a page of ours; else empty."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else ""
