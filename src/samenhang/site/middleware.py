"""What every response carries, and in whose language it is written."""

from collections.abc import Callable

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

type Handler = Callable[[HttpRequest], HttpResponse]


def response_headers(get_response: Handler) -> Handler:
    """No powerful browser features, and no copy of a page about people in any cache."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return handle


def forget_on_sign_out(get_response: Handler) -> Handler:
    """What a browser kept for somebody goes when they sign out: half-typed ideas, and messages nobody read yet."""

    def handle(request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        if request.method == "POST" and request.path == reverse("account_logout"):
            request.COOKIES.pop(CookieStorage.cookie_name, None)
        response = get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return handle


def language_of_person(get_response: Handler) -> Handler:
    """A language somebody chose goes before that of the browser."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return get_response(request)

    return handle
