"""Pages that look at the whole: home, an initiative's overview, personal data, house style and the product itself."""

import json
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samenhang.initiatives.access import CONFIDENTIAL, MAY_CHANGE_GOAL
from samenhang.initiatives.entrance import enter, enter_confidential
from samenhang.initiatives.models import Membership
from samenhang.site import demo
from samenhang.site.house_style import HouseStyleForm, stylesheet
from samenhang.site.models import HouseStyle
from samenhang.site.next_step import next_step_of
from samenhang.site.personal_data import erase, everything_about
from samenhang.stakeholders.models import Stakeholder

RETENTION_WARNING = timedelta(days=60)


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
    initiative = membership.initiative
    page = {
        "membership": membership,
        "members": initiative.memberships.select_related("person"),
        "may_change": membership.may(MAY_CHANGE_GOAL),
        "next_step": next_step_of(membership),
        "retention_near": initiative.retention_until - timezone.localdate() < RETENTION_WARNING,
    }
    return render(request, "site/overview.html", page)


def personal_data(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """All that is kept about one stakeholder; POST erases it for good after the name is typed."""
    membership = enter_confidential(request, initiative_id)
    stakeholder = get_object_or_404(Stakeholder.objects.filter(initiative=membership.initiative), pk=stakeholder_id)
    wrong_name = False
    if request.method == "POST":
        membership.require(CONFIDENTIAL)
        wrong_name = request.POST.get("name", "").strip() != stakeholder.name.strip()
        if not wrong_name:
            erase(stakeholder)
            messages.success(request, _("Alles over deze partner is gewist."))
            return redirect("stakeholders:table", initiative_id)
    known = everything_about(stakeholder, membership.person)
    if request.GET.get("as") == "json":
        answer = HttpResponse(
            json.dumps(known, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2), content_type="application/json"
        )
        answer["Content-Disposition"] = f'attachment; filename="{slugify(stakeholder.name)[:60] or "partner"}.json"'
        return answer
    page = {"membership": membership, "stakeholder": stakeholder, "known": known, "wrong_name": wrong_name}
    return render(request, "site/personal_data.html", page, status=422 if wrong_name else 200)


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """For a load balancer: 200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "no answer"}, status=503)
    return JsonResponse({"status": "ok", "database": connection.vendor})


@login_not_required
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell about a weakness. Not there until the installation names a contact."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.URL.geturl()}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


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
    """For the administrator of the installation; to others it does not exist."""
    if not getattr(request.user, "is_administrator", False):
        raise Http404
    form = HouseStyleForm(request.POST or None, request.FILES or None, instance=HouseStyle.current())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("De huisstijl is bewaard."))
        return redirect("house_style")
    return render(request, "site/house_style.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
def house_style_css(request: HttpRequest, version: str) -> HttpResponse:
    return kept_for_a_year(HttpResponse(stylesheet(HouseStyle.current()), content_type="text/css"))


@login_not_required
def house_style_logo(request: HttpRequest, version: str) -> HttpResponse:
    style = HouseStyle.current()
    if not style.logo:
        raise Http404
    return kept_for_a_year(HttpResponse(style.logo, content_type="image/svg+xml"))


def kept_for_a_year(response: HttpResponse) -> HttpResponse:
    """The address changes with the content, so a browser may keep it."""
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "site/csrf_failure.html", status=403)


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the example people, by one press. This address exists in the demo only."""
    person = demo.person_for(request.POST.get("role", ""))
    if not person:
        raise Http404
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")
