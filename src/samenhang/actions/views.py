from django.http import HttpRequest, HttpResponse


def listing(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.views.listing")


def board(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.views.board")


def mine(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.views.mine")
