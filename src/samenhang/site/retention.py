"""Erasing what may not be kept any longer. Reports which rows, never what they said."""

from collections.abc import Iterator

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from samenhang.actions.digests import forget_old
from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative
from samenhang.interventions.models import Idea
from samenhang.stakeholders.importing.models import ImportRun
from samenhang.stakeholders.models import Stakeholder
from samenhang.workshops import door
from samenhang.workshops.models import Board, Card, Participant, Workshop


def erase_what_is_past(*, dry_run: bool) -> Iterator[str]:
    """Erase what is past its date, or with `dry_run` only tell; one line for each act."""
    yield from erase_initiatives(dry_run=dry_run)
    yield from erase_removed_stakeholders(dry_run=dry_run)
    yield from erase_removed_actions(dry_run=dry_run)
    yield from erase_removed_ideas(dry_run=dry_run)
    yield from erase_maps(dry_run=dry_run)
    yield from erase_names_of_participants(dry_run=dry_run)
    yield from erase_names_of_invitees(dry_run=dry_run)
    yield from erase_traces_of_mail(dry_run=dry_run)
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
            stakeholder.erase()
        yield f"{verb(dry_run)} {fact}, removed on {stakeholder.removed_at:%Y-%m-%d}"


def erase_removed_actions(*, dry_run: bool) -> Iterator[str]:
    for action in Action.objects.removed_long_ago().only("initiative_id", "removed_at"):
        fact = f"action {action.pk} of initiative {action.initiative_id}"
        if not dry_run:
            action.delete()
        yield f"{verb(dry_run)} {fact}, removed on {action.removed_at:%Y-%m-%d}"


def erase_removed_ideas(*, dry_run: bool) -> Iterator[str]:
    for idea in Idea.objects.removed_long_ago().only("initiative_id", "removed_at"):
        fact = f"idea {idea.pk} of initiative {idea.initiative_id}"
        if not dry_run:
            idea.delete()
        yield f"{verb(dry_run)} {fact}, removed on {idea.removed_at:%Y-%m-%d}"


def erase_maps(*, dry_run: bool) -> Iterator[str]:
    """Maps with everything on them; of the workshop its plan stays."""
    for board in Board.objects.past_retention(timezone.localdate()).select_related("workshop"):
        fact = f"map {board.pk} of initiative {board.initiative_id}, to be kept until {board.workshop.cards_until}"
        if not dry_run:
            board.erase()
        yield f"{verb(dry_run)} {fact}"


def erase_names_of_participants(*, dry_run: bool) -> Iterator[str]:
    """Who took part, and on whose behalf; what was said stays."""
    named = Participant.objects.exclude(name="", person=None).values("board")
    spoken_for = Card.objects.exclude(on_behalf_of="").values("board")
    past = Board.objects.filter(workshop__names_until__lt=timezone.localdate()).select_related("workshop")
    for board in past.filter(Q(pk__in=named) | Q(pk__in=spoken_for)):
        if not dry_run:
            door.forget_names(board)
        yield f"{verb(dry_run)} names on map {board.pk}, to be kept until {board.workshop.names_until}"


def erase_names_of_invitees(*, dry_run: bool) -> Iterator[str]:
    past = Workshop.objects.filter(names_until__lt=timezone.localdate(), invitees__isnull=False)
    for workshop in past.distinct():
        count = workshop.invitees.count()
        if not dry_run:
            workshop.invitees.all().delete()
        yield f"{verb(dry_run)} {count} invited to workshop {workshop.pk}, to be kept until {workshop.names_until}"


def erase_traces_of_mail(*, dry_run: bool) -> Iterator[str]:
    """That somebody was mailed, and what the worker did for it."""
    if dry_run:
        return
    call_command("prune_db_task_results", queue_name="*", min_age_days=7, verbosity=0)
    count = forget_old(timezone.localdate())
    if count:
        yield f"{verb(dry_run)} {count} notes of mails that were sent"


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
