from django.http import HttpRequest, HttpResponse


def choice(request: HttpRequest, **where: object) -> HttpResponse:
    return HttpResponse("actions.reminder_views.choice")
