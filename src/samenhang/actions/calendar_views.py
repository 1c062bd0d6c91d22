"""Actions in a calendar: one as a file, or one's own at a secret address."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samenhang.accounts.visitor import signed_in
from samenhang.actions import feeds as calendars
from samenhang.actions.entrance import enter_action
from samenhang.actions.models import CalendarFeed

ICALENDAR = "text/calendar; charset=utf-8"


@require_safe
def one_action(request: HttpRequest, initiative_id: UUID, action_id: UUID) -> HttpResponse:
    _membership, action = enter_action(request, initiative_id, action_id)
    if not action.day:
        raise Http404
    return as_download(calendars.one_as_file(action))


def feeds(request: HttpRequest) -> HttpResponse:
    """The secret addresses of this person that still work."""
    found = CalendarFeed.objects.filter(person=signed_in(request), revoked_at=None)
    page = {"feeds": [(feed, calendars.secret_address(feed)) for feed in found]}
    return render(request, "actions/feeds.html", page)


@require_POST
def new_feed(request: HttpRequest) -> HttpResponse:
    CalendarFeed.objects.create(person=signed_in(request))
    messages.success(request, _("Het adres is gemaakt. Kopieer het en plak het in uw agenda."))
    return redirect("own_actions:feeds")


@require_POST
def revoke_feed(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    get_object_or_404(CalendarFeed, pk=feed_id, person=signed_in(request), revoked_at=None).revoke()
    messages.success(request, _("Het adres werkt niet meer. Haal deze agenda ook weg uit uw agendaprogramma."))
    return redirect("own_actions:feeds")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar program, that cannot sign in. What it may see is asked anew each time."""
    try:
        found = CalendarFeed.find(token)
    except CalendarFeed.DoesNotExist as error:
        raise Http404 from error
    return as_download(calendars.as_file(found))


def as_download(content: bytes) -> HttpResponse:
    return HttpResponse(
        content, content_type=ICALENDAR, headers={"Content-Disposition": 'attachment; filename="samenhang.ics"'}
    )
