from django.http import HttpRequest, HttpResponse


def add(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.add")


def detail(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.detail")


def accept(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.accept")


def give_back(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.give_back")


def done(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.done")


def drop(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.drop")


def postpone(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.postpone")


def reopen(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.reopen")


def remove(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.remove")


def put_back(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.put_back")


def snooze(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.action_views.snooze")
