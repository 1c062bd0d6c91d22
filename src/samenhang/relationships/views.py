from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samenhang.initiatives.entrance import enter_confidential


def overview(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    return render(request, "relationships/overview.html", {"membership": membership})
