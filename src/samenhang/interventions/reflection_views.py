from django.http import HttpRequest, HttpResponse


def look_back(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.reflection_views.look_back")


def what_works(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.reflection_views.what_works")
