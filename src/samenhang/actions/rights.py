"""Who may do what with an action one can see. Leaders manage all; a partner answers for what is his or her own."""

from samenhang.actions.models import Action, Outcome
from samenhang.initiatives.access import MAY_MANAGE_ACTIONS
from samenhang.initiatives.models import Membership


def may_add(membership: Membership) -> bool:
    return membership.may(MAY_MANAGE_ACTIONS) and not membership.initiative.archived_at


def may_manage(membership: Membership, action: Action) -> bool:
    """Change, drop, postpone, move, remove and put back."""
    return membership.may(MAY_MANAGE_ACTIONS)


def may_answer(membership: Membership, action: Action) -> bool:
    """Accept or give back: the owner, or a leader on behalf of an organisation that has no account."""
    if action.organisation:
        return membership.may(MAY_MANAGE_ACTIONS)
    return action.owner_id == membership.person_id


def may_finish(membership: Membership, action: Action) -> bool:
    return membership.may(MAY_MANAGE_ACTIONS) or action.owner_id == membership.person_id


def may_reopen(membership: Membership, action: Action) -> bool:
    """What a leader dropped or postponed, a leader takes up again."""
    if membership.may(MAY_MANAGE_ACTIONS):
        return True
    return action.owner_id == membership.person_id and action.outcome == Outcome.DONE
