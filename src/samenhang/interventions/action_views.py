from django.http import HttpRequest, HttpResponse


def overview(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.action_views.overview")


def intervention(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.action_views.intervention")


def preparation(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.action_views.preparation")


def preparation_pdf(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.action_views.preparation_pdf")
