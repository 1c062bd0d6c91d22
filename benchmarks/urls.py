"""The product, and beside it a page that does nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from samenhang.site.urls import urlpatterns as product


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("benchmarks/empty/", empty, name="empty"), *product]
