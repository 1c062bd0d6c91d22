from django.http import HttpRequest, HttpResponse


def early(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.choosing_views.early")


def compare(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.choosing_views.compare")


def weigh(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.choosing_views.weigh")


def choose(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.choosing_views.choose")
