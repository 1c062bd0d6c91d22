"""Erasing what may not be kept any longer. Reports which rows, never what they said."""

from collections.abc import Iterator

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.importing.models import ImportRun
from samenhang.stakeholders.models import Stakeholder


def erase_what_is_past(*, dry_run: bool) -> Iterator[str]:
    """Erase what is past its date, or with `dry_run` only tell; one line for each act."""
    yield from erase_initiatives(dry_run=dry_run)
    yield from erase_removed_stakeholders(dry_run=dry_run)
    yield from erase_removed_actions(dry_run=dry_run)
    yield from erase_leftovers_of_imports(dry_run=dry_run)
    yield from erase_expired_sessions(dry_run=dry_run)


def erase_initiatives(*, dry_run: bool) -> Iterator[str]:
    for initiative in Initiative.objects.past_retention(timezone.localdate()):
        fact = f"initiative {initiative.pk}, to be kept until {initiative.retention_until}"
        if not dry_run:
            initiative.erase()
        yield f"{verb(dry_run)} {fact}"


def erase_removed_stakeholders(*, dry_run: bool) -> Iterator[str]:
    for stakeholder in Stakeholder.objects.removed_long_ago().only("initiative_id", "removed_at"):
        fact = f"stakeholder {stakeholder.pk} of initiative {stakeholder.initiative_id}"
        if not dry_run:
            stakeholder.delete()
        yield f"{verb(dry_run)} {fact}, removed on {stakeholder.removed_at:%Y-%m-%d}"


def erase_removed_actions(*, dry_run: bool) -> Iterator[str]:
    for action in Action.objects.removed_long_ago().only("initiative_id", "removed_at"):
        fact = f"action {action.pk} of initiative {action.initiative_id}"
        if not dry_run:
            action.delete()
        yield f"{verb(dry_run)} {fact}, removed on {action.removed_at:%Y-%m-%d}"


def erase_leftovers_of_imports(*, dry_run: bool) -> Iterator[str]:
    for run in ImportRun.objects.left_behind().only("initiative_id", "created_at", "stage"):
        fact = f"what was left of import {run.pk} of initiative {run.initiative_id}"
        if not dry_run:
            run.abandon()
        yield f"{verb(dry_run)} {fact}, begun on {run.created_at:%Y-%m-%d}"


def erase_expired_sessions(*, dry_run: bool) -> Iterator[str]:
    expired = Session.objects.filter(expire_date__lt=timezone.now())
    count = expired.count()
    if not dry_run:
        expired.delete()
        UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    if count:
        yield f"{verb(dry_run)} {count} expired sessions"


def verb(dry_run: bool) -> str:
    return "Would erase" if dry_run else "Erased"
