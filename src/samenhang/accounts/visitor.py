"""Who is at the other end of a request."""

from django.http import HttpRequest

from samenhang.accounts.models import Person


def signed_in(request: HttpRequest) -> Person:
    """Whoever asks. For pages behind LoginRequiredMiddleware, which lets nobody else through."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user
