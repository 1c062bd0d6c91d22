"""Pages that look at the whole: home, an initiative's overview, house style, and the product itself."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samenhang.initiatives.entrance import enter
from samenhang.initiatives.models import Membership


def home(request: HttpRequest) -> HttpResponse:
    memberships = (
        Membership.objects.filter(person=request.user.pk)
        .select_related("initiative")
        .annotate(partners=Count("initiative__stakeholders", filter=Q(initiative__stakeholders__removed_at=None)))
        .order_by("-initiative__created_at")
    )
    page = {
        "running": [one for one in memberships if not one.initiative.archived_at],
        "archived": [one for one in memberships if one.initiative.archived_at],
        "today": timezone.localdate(),
    }
    return render(request, "site/home.html", page)


def overview(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    return render(request, "site/overview.html", {"membership": membership})


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """For a load balancer: 200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"status": "unavailable", "database": "no answer"}, status=503)
    return JsonResponse({"status": "ok", "database": connection.vendor})


@login_not_required
def security_txt(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", content_type="text/plain")


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "site/help.html")


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html")


def house_style(request: HttpRequest) -> HttpResponse:
    if not request.user.is_administrator:
        raise Http404
    return render(request, "site/house_style.html")


@login_not_required
def house_style_css(request: HttpRequest, version: str) -> HttpResponse:
    return HttpResponse("", content_type="text/css")


@login_not_required
def house_style_logo(request: HttpRequest, version: str) -> HttpResponse:
    return HttpResponse("", content_type="image/svg+xml")


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "site/csrf_failure.html", status=403)


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    raise Http404
