"""What the scripts of a page (outbox.js, live.js) send by themselves, and the short answers they want to hear."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

# More than any number here, and less than a database cannot read.
MOST_DIGITS = 18


def is_from_outbox(request: HttpRequest) -> bool:
    return "X-Outbox" in request.headers


def sentence(text: str, status: int) -> HttpResponse:
    """For the outbox, which shows it beside the text."""
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def refusal(form: BaseForm) -> HttpResponse:
    """What is wrong with a text that was sent, in a sentence."""
    return sentence(" ".join(str(error) for errors in form.errors.values() for error in errors), 422)


def number_in(text: str) -> int:
    """A number as a browser sends it; 0 when it is none, or larger than any number here."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
