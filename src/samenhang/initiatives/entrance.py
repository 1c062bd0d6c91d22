"""How a view enters an initiative: by the membership of whoever asks, or not at all."""

from uuid import UUID

from django.http import Http404, HttpRequest

from samenhang.accounts.visitor import signed_in
from samenhang.initiatives.access import CONFIDENTIAL
from samenhang.initiatives.models import Membership


def enter(request: HttpRequest, initiative_id: UUID) -> Membership:
    """The membership of whoever asks, its initiative loaded; Http404 when there is none."""
    person = signed_in(request)
    try:
        membership = Membership.objects.select_related("initiative").get(initiative=initiative_id, person=person)
    except Membership.DoesNotExist as error:
        raise Http404 from error
    membership.person = person
    return membership


def enter_confidential(request: HttpRequest, initiative_id: UUID) -> Membership:
    """As `enter`, for pages about people: to a partner they do not exist (Http404)."""
    membership = enter(request, initiative_id)
    if not membership.sees_confidential:
        raise Http404
    if request.method not in {"GET", "HEAD"}:
        membership.require(CONFIDENTIAL)
    return membership
