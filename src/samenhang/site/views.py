"""Pages that look at the whole: home, an initiative's overview, personal data, house style and the product itself."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samenhang.accounts.forms import DeleteAccountForm
from samenhang.accounts.visitor import signed_in
from samenhang.initiatives.access import MAY_CHANGE_GOAL, MAY_MANAGE_MEMBERS
from samenhang.initiatives.entrance import enter, enter_confidential
from samenhang.initiatives.forms import DeleteForm
from samenhang.initiatives.models import Initiative, Membership
from samenhang.site import demo
from samenhang.site.house_style import HouseStyleForm, stylesheet
from samenhang.site.models import HouseStyle
from samenhang.site.next_step import next_step_of
from samenhang.site.own_account import everything_about_user
from samenhang.site.personal_data import everything_about
from samenhang.stakeholders.models import Stakeholder

RETENTION_WARNING = timedelta(days=60)


def home(request: HttpRequest) -> HttpResponse:
    memberships = (
        Membership.objects.filter(person=signed_in(request))
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
        "may_manage": membership.may(MAY_MANAGE_MEMBERS),
        "next_step": next_step_of(membership),
        "retention_near": initiative.retention_until - timezone.localdate() < RETENTION_WARNING,
    }
    return render(request, "site/overview.html", page)


def personal_data(request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """All that is kept about one stakeholder; POST erases it for good after the name is typed."""
    membership = enter_confidential(request, initiative_id)
    stakeholder = get_object_or_404(Stakeholder.objects.filter(initiative=membership.initiative), pk=stakeholder_id)
    form = DeleteForm(stakeholder.name, request.POST or None, label=_("Typ de naam van de partner"))
    if request.method == "POST" and form.is_valid():
        stakeholder.erase()
        messages.success(request, _("Alles over deze partner is gewist."))
        return redirect("stakeholders:table", initiative_id)
    known = everything_about(stakeholder, membership.person)
    if request.GET.get("as") == "json":
        return json_file(known, slugify(stakeholder.name)[:60] or "partner")
    page = {"membership": membership, "stakeholder": stakeholder, "known": known, "form": form}
    return render(request, "site/personal_data.html", page, status=422 if form.errors else 200)


@require_GET
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything about whoever asks, to keep."""
    return json_file(everything_about_user(signed_in(request)), "samenhang")


@reauthentication_required  # type: ignore[untyped-decorator]
def delete_account(request: HttpRequest) -> HttpResponse:
    """Delete the account, unless an initiative would be left without a leader."""
    person = signed_in(request)
    led_alone = list(Initiative.objects.led_alone_by(person).order_by("name"))
    form = DeleteAccountForm(person, None if led_alone else request.POST or None)
    if request.method == "POST" and form.is_valid():
        logout(request)
        person.delete()
        messages.success(request, _("Uw account is gewist."))
        return redirect("account_login")
    page = {"form": form, "led_alone": led_alone}
    return render(request, "site/delete_account.html", page, status=422 if request.method == "POST" else 200)


def json_file(content: dict[str, Any], name: str) -> HttpResponse:
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


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
    if not signed_in(request).is_administrator:
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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without the request: a form in a strange encoding cannot even be searched for its token."""
    return HttpResponseBadRequest(render_to_string("400.html"))


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
