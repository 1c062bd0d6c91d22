"""How a view finds the stakeholder it is about: through the initiative that whoever asks may analyse."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Membership
from samenhang.stakeholders.models import Stakeholder


def enter_stakeholder(
    request: HttpRequest, initiative_id: UUID, stakeholder_id: UUID
) -> tuple[Membership, Stakeholder]:
    """The membership of whoever asks and the stakeholder in the table; Http404 when either is not there."""
    membership = enter_confidential(request, initiative_id)
    present = Stakeholder.objects.present().filter(initiative=membership.initiative)
    return membership, get_object_or_404(present, pk=stakeholder_id)
