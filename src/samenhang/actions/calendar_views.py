from django.http import HttpRequest, HttpResponse


def one_action(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.calendar_views.one_action")


def feeds(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.calendar_views.feeds")


def new_feed(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.calendar_views.new_feed")


def revoke_feed(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.calendar_views.revoke_feed")


def feed(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.calendar_views.feed")
