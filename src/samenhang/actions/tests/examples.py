"""Actions for tests, with something in every field that may not get out."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative

SECRETS = ("kanarieprivate", "kanariewhy", "kanarieorigin", "Huisartsenpraktijk")


def make_action(initiative: Initiative, owner: Person | None, **fields: Any) -> Action:
    """An appointment made last week, shared, unless `fields` says otherwise. `is_accepted=False`: only asked for."""
    accepted = timezone.now() if fields.pop("is_accepted", True) else None
    secrets = {"private_text": SECRETS[0], "why": SECRETS[1], "origin": SECRETS[2]}
    usual = {"shared_text": "Bel de praktijk", "is_shared": True, "accepted_at": accepted}
    action: Action = Action.objects.create(initiative=initiative, owner=owner, **(secrets | usual | fields))
    return made_before(action, timezone.now() - timedelta(days=7))


def made_before(action: Action, moment: datetime) -> Action:
    Action.objects.filter(pk=action.pk).update(created_at=moment, changed_at=moment)
    action.refresh_from_db()
    return action
