from django.http import HttpRequest, HttpResponse


def door(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.door_views.door")


def close(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.door_views.close")
