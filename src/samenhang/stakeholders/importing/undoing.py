"""Take a whole import back, except where somebody went on with what it brought."""

from dataclasses import dataclass
from itertools import batched
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.stakeholders.editing import ROW, undo
from samenhang.stakeholders.importing.models import ImportRun
from samenhang.stakeholders.importing.running import BATCH, note_rows
from samenhang.stakeholders.models import Change, Stakeholder


def undoable(runs: "QuerySet[ImportRun]") -> "QuerySet[ImportRun]":
    """The same runs, each with `can_undo`: whether anything of it still stands."""
    return runs.annotate(can_undo=Exists(Change.objects.filter(act=OuterRef("act"), undone_at=None)))


def made_by(run: ImportRun) -> "QuerySet[Stakeholder]":
    """The stakeholders that this import made and that are in the table now."""
    found: QuerySet[Stakeholder] = Stakeholder.objects.filter(
        initiative=run.initiative_id, changes__act=run.act, changes__field=ROW, changes__undone_at=None
    ).present()
    return found


def touched_since(run: ImportRun) -> Q:
    """Somebody put work in it after the import: undoing the import does not undo that."""
    since = Change.objects.filter(stakeholder=OuterRef("pk"), undone_at=None).exclude(act=run.act)
    return Exists(since) | Q(last_observed_on__isnull=False) | Q(dimension_is_impression=False)


@dataclass(frozen=True)
class Undoing:
    """What undoing does, or would do: stakeholders removed, cells set back, and both that stay as they are."""

    removed: int
    set_back: int
    kept: int


def outlook(run: ImportRun) -> Undoing:
    """What undoing would do now; whether filled cells have changed since shows only in the doing."""
    filled = Change.objects.filter(act=run.act, undone_at=None).exclude(field=ROW).exclude(stakeholder__in=made_in(run))
    made, kept = made_by(run).count(), made_by(run).filter(touched_since(run)).count()
    return Undoing(removed=made - kept, set_back=filled.count(), kept=kept)


def made_in(run: ImportRun) -> Any:
    return Change.objects.filter(act=run.act, field=ROW).values("stakeholder")


def undo_import(run: ImportRun, *, by: Person) -> Undoing:
    """Take the whole import back: remove what it made, set back what it filled in, except where somebody went on."""
    with transaction.atomic():
        ImportRun.objects.select_for_update().get(pk=run.pk)
        changes = Change.objects.filter(act=run.act, undone_at=None)
        kept = made_by(run).filter(touched_since(run)).count()
        removed = list(made_by(run).exclude(touched_since(run)).only("initiative_id"))
        filled = one_each(changes.exclude(field=ROW).exclude(stakeholder__in=made_in(run)))
        note_rows(removed, by, uuids.uuid7(), present=False)
        # By key: the removal just noted counts as work done since.
        for some in batched((one.pk for one in removed), BATCH):
            Stakeholder.objects.filter(pk__in=some).update(removed_at=timezone.now(), removed_by=by)
        done = undo(filled, by=by)
        changes.update(undone_at=timezone.now())
    return Undoing(len(removed), done.changes, kept + done.kept)


def one_each(changes: "QuerySet[Change]") -> list[Change]:
    """Newest first; changes of one stakeholder share one object, so that each sees what the one before set back."""
    shared: dict[UUID, Stakeholder] = {}
    found = list(changes.order_by("-id").select_related("stakeholder"))
    for change in found:
        change.stakeholder = shared.setdefault(change.stakeholder_id, change.stakeholder)
    return found
