"""Asking once more before something goes that somebody else changed meanwhile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samenhang.initiatives.models import Membership
from samenhang.workshops.reading import ReadOtherwise
from samenhang.workshops.seen_forms import SeenForm


def ask_again(
    request: HttpRequest, membership: Membership, form: SeenForm[Any], changed: ReadOtherwise, back: str
) -> HttpResponse:
    """What stands there now of what was changed, and the button once more; the form is that of the row."""
    page = {
        "membership": membership,
        "workshop": form.instance.workshop,
        "row": form.instance,
        "changes": form.standing(changed.fields),
        "back": back,
    }
    return render(request, "workshops/take_out.html", page, status=409)
