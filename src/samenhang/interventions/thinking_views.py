from django.http import HttpRequest, HttpResponse


def enter_code(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.thinking_views.enter_code")


def think(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.thinking_views.think")


def join(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.thinking_views.join")


def live(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.thinking_views.live")


def add_idea(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.thinking_views.add_idea")


def change_idea(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.thinking_views.change_idea")


def withdraw_idea(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.thinking_views.withdraw_idea")
