"""The addresses of the product, and one that always fails."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from samenhang.site.urls import urlpatterns as own


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [*own, path("broken/", broken)]
