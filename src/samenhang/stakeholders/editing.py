"""Acts on the table: change a cell, add, remove and put back rows, and undo one's own last act.

Every act leaves Change rows, so that history, undo and "who changed this" all come from one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import transaction
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.columns import COLUMN_BY_KEY, Column
from samenhang.stakeholders.models import Change, Stakeholder

ROW = "row"
PRESENT: dict[str, Any] = {"present": True}
ABSENT: dict[str, Any] = {"present": False}


class CellConflict(Exception):
    """Somebody else changed the cell since it was read: `theirs` stands there now."""

    def __init__(self, stakeholder: Stakeholder, column: Column, theirs: str, mine: str, by: Person | None) -> None:
        super().__init__(column.key)
        self.stakeholder, self.column, self.theirs, self.mine, self.by = stakeholder, column, theirs, mine, by


class RowRemoved(Exception):
    """The stakeholder was removed while it was being edited."""

    def __init__(self, stakeholder: Stakeholder, mine: str) -> None:
        super().__init__(str(stakeholder.pk))
        self.stakeholder, self.mine = stakeholder, mine


@dataclass(frozen=True)
class Undone:
    """What an undo did: how many changes went back, and how many others had changed again since."""

    changes: int
    kept: int


def change_cell(
    stakeholder_id: UUID, column: Column, text: str, *, by: Person, seen: str | None, act: UUID | None = None
) -> Stakeholder:
    """Write `text` in a cell that `by` last read as `seen` (None: whatever stands there is overwritten).

    Raises ValidationError for text the column cannot take, CellConflict, RowRemoved.
    """
    value = column.parse(text)
    with transaction.atomic():
        stakeholder = Stakeholder.objects.visible_to(by).select_for_update().get(pk=stakeholder_id)
        if stakeholder.removed_at:
            raise RowRemoved(stakeholder, text)
        now = column.text(stakeholder, by)
        if seen is not None and same(now, seen) is False and not same(now, text):
            raise CellConflict(stakeholder, column, now, text, last_editor(stakeholder, column))
        write(stakeholder, column, column.merged(stakeholder, value, by), by, act)
    return stakeholder


def same(a: str, b: str) -> bool:
    """Whether two texts are equal, browsers' line ends aside."""
    return a.replace("\r\n", "\n").strip() == b.replace("\r\n", "\n").strip()


def last_editor(stakeholder: Stakeholder, column: Column) -> Person | None:
    change = stakeholder.changes.filter(field=column.key).select_related("by").order_by("-id").first()
    return change.by if change else None


def write(stakeholder: Stakeholder, column: Column, value: Any, by: Person, act: UUID | None = None) -> None:
    """Put a value in a cell and note the change; a value that is there already is no change."""
    before = column.value(stakeholder)
    if before == value:
        return
    column.put(stakeholder, value)
    Change.objects.create(
        act=act or uuids.uuid7(),
        initiative_id=stakeholder.initiative_id,
        stakeholder=stakeholder,
        by=by,
        field=column.key,
        before=before,
        after=column.value(stakeholder),
    )


def add(initiative: Initiative, values: dict[str, Any], *, by: Person, act: UUID | None = None) -> Stakeholder:
    """A new row with `values` (column key to parsed value)."""
    act = act or uuids.uuid7()
    with transaction.atomic():
        plain = {
            key: value
            for key, value in values.items()
            if not COLUMN_BY_KEY[key].is_list and COLUMN_BY_KEY[key].editor != "date"
        }
        stakeholder = Stakeholder.objects.create(initiative=initiative, **plain)
        for key in values.keys() - plain.keys():
            column = COLUMN_BY_KEY[key]
            column.put(stakeholder, column.merged(stakeholder, values[key], by))
        note_row(stakeholder, by, act, present=True)
    return stakeholder


def remove(stakeholder: Stakeholder, *, by: Person) -> None:
    """Take a stakeholder out of the table. It can be put back for a month."""
    with transaction.atomic():
        taken = Stakeholder.objects.present().filter(pk=stakeholder.pk).update(removed_at=timezone.now(), removed_by=by)
        if taken:
            note_row(stakeholder, by, uuids.uuid7(), present=False)


def put_back(stakeholder: Stakeholder, *, by: Person) -> None:
    with transaction.atomic():
        Stakeholder.objects.filter(pk=stakeholder.pk).update(removed_at=None, removed_by=None)
        note_row(stakeholder, by, uuids.uuid7(), present=True)


def note_row(stakeholder: Stakeholder, by: Person, act: UUID, *, present: bool) -> None:
    Change.objects.create(
        act=act,
        initiative_id=stakeholder.initiative_id,
        stakeholder=stakeholder,
        by=by,
        field=ROW,
        before=ABSENT if present else PRESENT,
        after=PRESENT if present else ABSENT,
    )


def last_act(initiative: Initiative, by: Person) -> list[Change]:
    """The changes of this person's last act that is not undone, newest first."""
    mine = Change.objects.filter(initiative=initiative, by=by, undone_at=None)
    last = mine.order_by("-id").first()
    return list(mine.filter(act=last.act).order_by("-id").select_related("stakeholder")) if last else []


def undo(changes: Sequence[Change], *, by: Person) -> Undone:
    """Set cells and rows back to what they were; what somebody changed since stays as it is now."""
    back = 0
    with transaction.atomic():
        for change in changes:
            back += undo_one(change, by)
        Change.objects.filter(pk__in=[change.pk for change in changes]).update(undone_at=timezone.now())
    return Undone(back, len(changes) - back)


def undo_one(change: Change, by: Person) -> bool:
    stakeholder = change.stakeholder
    if change.field == ROW:
        present = change.before["present"]
        stakeholder.removed_at = None if present else timezone.now()
        stakeholder.removed_by = None if present else by
        stakeholder.save(update_fields=["removed_at", "removed_by"])
        return True
    column = COLUMN_BY_KEY[change.field]
    if column.value(stakeholder) != change.after:
        return False
    column.put(stakeholder, change.before)
    return True
