"""What happens to an action: accepted, given back, done, dropped, postponed, moved, removed, and the way back of each.

Every act looks at the action as it stands at that moment, so that two people who do it at once do it once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Outcome, Snooze


class ChangedMeanwhile(Exception):
    """Somebody else changed the action since it was read: `now` is how it stands."""

    def __init__(self, now: Action) -> None:
        super().__init__(str(now.pk))
        self.now = now


class Gone(Http404):
    """The action was removed, or erased, while somebody worked on it."""


@contextmanager
def locked(action: Action, by: Person) -> Iterator[Action]:
    """The action as it stands, for a short transaction that reads and writes it. Raises Gone when it was erased."""
    with transaction.atomic():
        now = Action.objects.select_for_update().filter(pk=action.pk).first()
        if now is None:
            raise Gone
        now.changed_by = by
        yield now


def keep(action: Action, *names: str) -> None:
    action.save(update_fields=[*names, "changed_by", "changed_at"])


def accept(action: Action, *, by: Person, seen: str = "") -> None:
    """Make it an appointment. `seen` is the version that was read: one says yes to that and to nothing else.

    Raises ChangedMeanwhile when it reads otherwise by now, or is somebody else's.
    """
    with locked(action, by) as now:
        if not same_owner(now, action):
            raise ChangedMeanwhile(now)
        if now.accepted_at or now.ended_at:
            return
        if seen and seen != now.version:
            raise ChangedMeanwhile(now)
        now.accepted_at, now.accepted_by = timezone.now(), by
        keep(now, "accepted_at", "accepted_by")


def give_back(action: Action, why: str, *, by: Person) -> None:
    """Nobody's again, with the reason. Raises ChangedMeanwhile when it is somebody else's by now."""
    with locked(action, by) as now:
        if not same_owner(now, action):
            raise ChangedMeanwhile(now)
        if now.ended_at:
            return
        now.owner, now.organisation, now.why = None, "", why
        now.accepted_at = now.accepted_by = None
        keep(now, "owner", "organisation", "why", "accepted_at", "accepted_by")


def finish(action: Action, *, by: Person) -> None:
    end(action, Outcome.DONE, by=by)


def drop(action: Action, why: str, *, by: Person) -> None:
    end(action, Outcome.DROPPED, by=by, why=why)


def end(action: Action, outcome: Outcome, *, by: Person, why: str | None = None) -> None:
    """What ended already stays as it ended first."""
    with locked(action, by) as now:
        if now.ended_at:
            return
        now.outcome, now.ended_at, now.ended_by = outcome, timezone.now(), by
        now.why = now.why if why is None else why
        keep(now, "outcome", "ended_at", "ended_by", "why")


def postpone(action: Action, until: date, why: str = "", *, by: Person) -> None:
    """Let it rest until a day. Its own date stays, so that reopening brings back what was."""
    with locked(action, by) as now:
        if now.ended_at:
            return
        now.postponed_until, now.why = until, why
        keep(now, "postponed_until", "why")


def reopen(action: Action, *, by: Person) -> None:
    """Undo the end; or else the postponement."""
    with locked(action, by) as now:
        if now.ended_at:
            now.why = "" if now.outcome == Outcome.DROPPED else now.why
            now.outcome, now.ended_at, now.ended_by = "", None, None
        else:
            now.postponed_until, now.why = None, ""
        keep(now, "outcome", "ended_at", "ended_by", "postponed_until", "why")


def move(action: Action, due: date | None, *, by: Person) -> bool:
    """Set another date, or none; what was postponed is taken up again. Whether its owner is asked for a new yes."""
    with locked(action, by) as now:
        if now.ended_at:
            return False
        before_due, accepted = now.due, now.accepted_at
        now.due, now.postponed_until = due, None
        settle_acceptance(now, now, by, before_due=before_due)
        keep(now, "due", "postponed_until", "accepted_at", "accepted_by")
        return bool(accepted and not now.accepted_at)


def remove(action: Action, *, by: Person) -> None:
    """Out of every list; it can be put back for a month."""
    with locked(action, by) as now:
        if now.removed_at:
            return
        now.removed_at, now.removed_by = timezone.now(), by
        keep(now, "removed_at", "removed_by")


def put_back(action: Action, *, by: Person) -> None:
    with locked(action, by) as now:
        now.removed_at = now.removed_by = None
        keep(now, "removed_at", "removed_by")


def snooze(action: Action, person: Person, until: date | None) -> None:
    """Do not remind this person before a day; None: as soon as there is something to remind of."""
    if until is None:
        Snooze.objects.filter(action=action, person=person).delete()
    else:
        Snooze.objects.update_or_create(action=action, person=person, defaults={"until": until})


def same_owner(one: Action, other: Action) -> bool:
    return (one.owner_id, one.organisation) == (other.owner_id, other.organisation)


def settle_acceptance(before: Action, after: Any, by: Person, before_due: date | None) -> None:
    """Whether the yes that was given still holds: not for another owner, nor for a day that somebody else set."""
    accepted = before.accepted_at, before.accepted_by
    still = same_owner(before, after) and (before_due == after.due or before.owner_id == by.pk)
    after.accepted_at, after.accepted_by = accepted if still else (None, None)
    if not same_owner(before, after):
        accept_own(after, by)


def accept_own(action: Action, by: Person) -> None:
    """What one takes upon oneself needs no yes."""
    if action.owner_id == by.pk:
        action.accepted_at, action.accepted_by = timezone.now(), by
