from django.http import HttpRequest, HttpResponse


def begin(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.views.begin")


def brainstorm(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.views.brainstorm")


def live(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.views.live")


def next_prompt(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.views.next_prompt")


def add_idea(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.views.add_idea")


def change_idea(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.views.change_idea")


def remove_idea(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.views.remove_idea")


def put_idea_back(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("interventions.views.put_idea_back")
