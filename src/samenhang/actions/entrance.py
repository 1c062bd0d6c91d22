"""How a view finds the action it is about: among those that whoever asks can see in this initiative."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from samenhang.actions.models import Action
from samenhang.initiatives.entrance import enter
from samenhang.initiatives.models import Membership


def actions_of(membership: Membership) -> Any:
    """All actions of the initiative this member may see, removed ones too where they may be put back."""
    found = Action.objects.visible_to(membership.person).filter(initiative=membership.initiative)
    if membership.sees_confidential:
        return found.filter(stakeholder__removed_at=None)
    return found.present().without_private()


def enter_action(
    request: HttpRequest, initiative_id: UUID, action_id: UUID, *, removed: bool = False
) -> tuple[Membership, Action]:
    """The membership of whoever asks and the action, with who had a part in it; Http404 when either is not there.

    `removed`: those that were removed as well. An archived initiative does not change (PermissionDenied).
    """
    membership = enter(request, initiative_id)
    found = actions_of(membership) if removed else actions_of(membership).filter(removed_at=None)
    with_people = found.select_related("owner", "accepted_by", "ended_by", "removed_by", "created_by", "stakeholder")
    action: Action = get_object_or_404(with_people, pk=action_id)
    if request.method not in {"GET", "HEAD"} and membership.initiative.archived_at:
        raise PermissionDenied
    action.initiative = membership.initiative
    return membership, action
