"""How a view finds the brainstorm, idea or intervention it is about: through the initiative one may analyse."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Membership
from samenhang.interventions.models import Brainstorm, Idea, Intervention


def enter_brainstorm(request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID) -> tuple[Membership, Brainstorm]:
    """The membership of whoever asks and the brainstorm, its stakeholder loaded; Http404 when either is not there."""
    membership = enter_confidential(request, initiative_id)
    present = Brainstorm.objects.present().filter(stakeholder__initiative=membership.initiative)
    return membership, get_object_or_404(present.select_related("stakeholder"), pk=brainstorm_id)


def enter_idea(
    request: HttpRequest, initiative_id: UUID, brainstorm_id: UUID, idea_id: UUID
) -> tuple[Membership, Brainstorm, Idea]:
    """As `enter_brainstorm`, with one of its ideas, a removed one too."""
    membership, brainstorm = enter_brainstorm(request, initiative_id, brainstorm_id)
    return membership, brainstorm, get_object_or_404(brainstorm.ideas.select_related("by", "thinker"), pk=idea_id)


def enter_intervention(
    request: HttpRequest, initiative_id: UUID, intervention_id: UUID
) -> tuple[Membership, Intervention]:
    """The membership of whoever asks and the intervention, with stakeholder, idea and action loaded."""
    membership = enter_confidential(request, initiative_id)
    present = Intervention.objects.present().filter(stakeholder__initiative=membership.initiative)
    loaded = present.select_related("stakeholder", "idea", "action__owner", "reflection__assessment")
    return membership, get_object_or_404(loaded, pk=intervention_id)
