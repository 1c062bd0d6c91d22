"""Actions to test with, and the forms that make them."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative

PRIVATE = "Vraag Ria naar haar zorgen."
SHARED = "Plan een gesprek met de huisarts."


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def private(initiative: Initiative, owner: Person | None = None, **fields: Any) -> Action:
    """A confidential action; with an owner, an appointment."""
    given = {"private_text": PRIVATE, "owner": owner, "accepted_at": timezone.now() if owner else None}
    made: Action = Action.objects.create(initiative=initiative, **given | fields)
    return made


def shared(initiative: Initiative, owner: Person | None = None, **fields: Any) -> Action:
    return private(initiative, owner, **{"is_shared": True, "shared_text": SHARED} | fields)


def typed(**fields: Any) -> dict[str, Any]:
    """What the form of an action sends."""
    return {
        "key": str(uuid4()),
        "private_text": "",
        "shared_text": "",
        "owner": "",
        "organisation": "",
        "due": "",
        "hours": "",
        "capacity": "unknown",
    } | fields


def url(name: str, at: Action | Initiative) -> str:
    if isinstance(at, Action):
        return reverse(f"actions:{name}", args=[at.initiative_id, at.pk])
    return reverse(f"actions:{name}", args=[at.pk])


def stands(action: Action) -> Action:
    """How it is in the database now."""
    found: Action = Action.objects.get(pk=action.pk)
    return found


def share(client: Client, address: str, fields: dict[str, Any]) -> Any:
    """Send a form that shares, read what partners will see, tick, and send it again."""
    asked = client.post(address, fields)
    assert asked.status_code == 422
    return client.post(address, fields | {"share_ok": asked.context["form"].preview.mark})
