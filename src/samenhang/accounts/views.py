"""A person's own name and address, security and language."""

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.base.views import index
from allauth.socialaccount.providers.openid_connect.views import login as openid_connect_login
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST
from requests import RequestException

from samenhang.accounts.forms import EmailForm, ProfileForm
from samenhang.accounts.sessions import open_sessions
from samenhang.accounts.visitor import signed_in

# The one provider in settings.SOCIALACCOUNT_PROVIDERS.
SINGLE_SIGN_ON = "sso"


def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=signed_in(request))
    if request.method == "POST" and form.is_valid():
        person = form.save()
        response = redirect("accounts:profile")
        if not person.language:
            response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        with override(person.language or None):
            messages.success(request, _("Uw gegevens zijn bewaard."))
        return response
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@reauthentication_required  # type: ignore[untyped-decorator]
def email(request: HttpRequest) -> HttpResponse:
    """Change the address at once; where mail can be sent, allauth's page proves first that it is one's own."""
    if settings.SMTP_HOST:
        return redirect("account_email")
    form = EmailForm(request.POST or None, instance=signed_in(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            person = form.save()
            EmailAddress.objects.filter(user=person).delete()
        messages.success(request, _("Uw e-mailadres is gewijzigd. U logt er voortaan mee in."))
        return redirect("accounts:profile")
    return render(request, "accounts/email.html", {"form": form}, status=422 if form.errors else 200)


def security(request: HttpRequest) -> HttpResponse:
    """What protects the account: allauth's own overview, drawn by mfa/index.html."""
    overview: HttpResponse = index(request)
    return overview


def sessions(request: HttpRequest) -> HttpResponse:
    return render(request, "usersessions/usersession_list.html", {"sessions": open_sessions(signed_in(request))})


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    others = [one for one in open_sessions(signed_in(request)) if not one.is_current()]
    end_sessions(request, others)
    messages.success(request, _("Alle andere apparaten zijn uitgelogd."))
    return redirect("accounts:sessions")


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out one browser, this one or another."""
    session = get_object_or_404(UserSession, pk=session_id, user=request.user)
    if session.is_current():
        logout(request)
        return redirect("account_login")
    end_sessions(request, [session])
    messages.success(request, _("Dat apparaat is uitgelogd."))
    return redirect("accounts:sessions")


@login_not_required
@require_POST
def single_sign_on(request: HttpRequest) -> HttpResponse:
    """Lead on to where the organisation signs its people in, or connect that account to this one.

    By a page in between: what follows a form may not leave this site (form-action in the security policy),
    and where an organisation sends its people next is not for us to know.
    """
    try:
        answer: HttpResponse = openid_connect_login(request, SINGLE_SIGN_ON)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)
    if not isinstance(answer, HttpResponseRedirect):
        return answer
    return render(request, "accounts/single_sign_on.html", {"address": answer.url, "name": settings.OIDC_NAME})


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the product in another language from now on; a person who signed in keeps it everywhere."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not is_path_here(request, back):
        back = "/"
    response = HttpResponseRedirect(back)
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
            httponly=True,
        )
        if request.user.is_authenticated:
            request.user.language = wanted
            request.user.save(update_fields=["language"])
    return response


def is_path_here(request: HttpRequest, address: str) -> bool:
    try:
        return address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()})
    except ValueError:  # a host that cannot be read, as in "//["
        return False
