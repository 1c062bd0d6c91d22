"""An action comes to be, and is changed: when it counts as accepted, and what happens when two do it at once."""

from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import IntegrityError, transaction

from samenhang.accounts.models import Person
from samenhang.actions.acts import ChangedMeanwhile, Gone, accept_own, settle_acceptance
from samenhang.actions.forms import ActionForm
from samenhang.actions.models import Action
from samenhang.stakeholders.models import Stakeholder

TOLD = ("private_text", "shared_text", "is_shared", "owner_id", "organisation", "due", "hours", "capacity")


def make(form: ActionForm, *, by: Person, stakeholder: Stakeholder | None = None, origin: str = "") -> Action:
    """The action of a valid form; one's own is accepted at once. The same form sent again gives the same action."""
    action = form.save(commit=False)
    action.initiative = form.membership.initiative
    action.stakeholder, action.origin = stakeholder, origin
    action.created_by = action.changed_by = by
    accept_own(action, by)
    return keep_once(action, form.cleaned_data.get("key") or uuids.uuid7())


def keep_once(action: Action, key: UUID) -> Action:
    """Save under `key`, unless the same action is there already; another one there gets company, not overwritten."""
    action.pk = key
    try:
        with transaction.atomic():
            action.save(force_insert=True)
    except IntegrityError:
        sent: Action = Action.objects.get(pk=key)
        if is_same(action, sent):
            return sent
        action.pk = uuids.uuid7()
        action.save(force_insert=True)
    return action


def is_same(one: Action, other: Action) -> bool:
    names = ("initiative_id", "stakeholder_id", "created_by_id", "removed_at", *TOLD)
    return all(getattr(one, name) == getattr(other, name) for name in names)


def change(form: ActionForm, *, by: Person) -> Action:
    """Save a valid form over the action it was made for. Raises ChangedMeanwhile and Gone.

    Another owner, or another day set by somebody else than the owner, asks for a new yes.
    """
    written = form.save(commit=False)
    with transaction.atomic():
        now: Any = Action.objects.select_for_update(of=("self",)).present().filter(pk=written.pk).first()
        if now is None:
            raise Gone
        if all(getattr(now, name) == getattr(written, name) for name in TOLD):
            return written
        if form.cleaned_data["seen"] != now.version:
            raise ChangedMeanwhile(now)
        settle_acceptance(now, written, by, before_due=now.due)
        written.changed_by = by
        written.save(update_fields=[*columns(TOLD), "accepted_at", "accepted_by", "changed_by", "changed_at"])
    return written


def columns(names: tuple[str, ...]) -> list[str]:
    """Names of fields as `update_fields` wants them."""
    return [name.removesuffix("_id") for name in names]
