"""Acts on the table: change a cell, add, remove and put back rows, and undo one's own last act.

Every act leaves Change rows, so that history, undo and "who changed this" all come from one place.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import batched
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import transaction
from django.db.models import Count, QuerySet, Subquery, Window
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.columns import COLUMN_BY_KEY, READ_ONLY, Column, ListColumn
from samenhang.stakeholders.models import Change, Stakeholder

ROW = "row"
BATCH = 500
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
    with locked(stakeholder_id, by) as stakeholder:
        if stakeholder.removed_at:
            raise RowRemoved(stakeholder, text)
        now = column.text(stakeholder, by)
        if seen is not None and not same(now, seen) and not same(now, text):
            raise CellConflict(stakeholder, column, now, text, last_editor(stakeholder, column))
        write(stakeholder, column, column.merged(stakeholder, value, by), by, act)
    return stakeholder


def put_item(stakeholder_id: UUID, column: ListColumn, item: dict[str, Any], *, by: Person) -> None:
    """Add an interest or precondition to its cell, or change it when its "id" is there."""
    with locked(stakeholder_id, by) as stakeholder:
        others = [one for one in column.value(stakeholder) if one["id"] != item["id"]]
        write(stakeholder, column, [*others, column.owned(item, by)], by)


def take_item(stakeholder_id: UUID, column: ListColumn, item_id: UUID, *, by: Person) -> None:
    """Take an interest or precondition out of its cell."""
    with locked(stakeholder_id, by) as stakeholder:
        write(stakeholder, column, [one for one in column.value(stakeholder) if one["id"] != str(item_id)], by)


@contextmanager
def locked(stakeholder_id: UUID, by: Person) -> Iterator[Stakeholder]:
    """The stakeholder, for a short transaction that reads a cell and writes it."""
    with transaction.atomic():
        yield Stakeholder.objects.visible_to(by).select_for_update().get(pk=stakeholder_id)


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


def undoable(initiative: Initiative, by: Person) -> "QuerySet[Change]":
    """What this person changed in the table. A decision about a relation is taken back where it was taken."""
    return Change.objects.filter(initiative=initiative, by=by, undone_at=None).exclude(field__in=READ_ONLY)


def last_change(initiative: Initiative, by: Person) -> tuple[Change, int] | None:
    """The newest change of this person that is not undone, and how many belong to the same act. One query."""
    act = of_last_act(initiative, by).annotate(together=Window(Count("pk"))).defer("before")
    last = act.order_by("-id").select_related("stakeholder").first()
    return (last, last.together) if last else None


def of_last_act(initiative: Initiative, by: Person) -> "QuerySet[Change]":
    mine = undoable(initiative, by)
    return mine.filter(act=Subquery(mine.order_by("-id").values("act")[:1]))


def last_act(initiative: Initiative, by: Person) -> list[Change]:
    """The changes of this person's last act that is not undone, newest first."""
    return list(of_last_act(initiative, by).order_by("-id").select_related("stakeholder"))


def undo_last(initiative: Initiative, *, by: Person) -> tuple[list[Change], Undone]:
    """Undo one's own last act; its changes (none when there is nothing) and what came of it."""
    with transaction.atomic():
        keys = {change.stakeholder_id for change in last_act(initiative, by)}
        list(Stakeholder.objects.select_for_update().filter(pk__in=keys).values_list("pk"))
        changes = last_act(initiative, by)
        return changes, undo(changes, by=by)


def undo(changes: Sequence[Change], *, by: Person) -> Undone:
    """Set cells and rows back to what they were; what somebody changed since stays as it is now."""
    removed = [change.stakeholder_id for change in changes if change.field == ROW and change.before["present"]]
    added = [change.stakeholder_id for change in changes if change.field == ROW and not change.before["present"]]
    cells = [change for change in changes if change.field != ROW]
    with transaction.atomic():
        set_rows(removed, removed_at=None, removed_by=None)
        alone = without_work_of_others(added, by)
        set_rows(alone, removed_at=timezone.now(), removed_by=by)
        back = len(removed) + len(alone) + sum(undo_cell(change) for change in cells)
        for batch in batched((change.pk for change in changes), BATCH, strict=False):
            Change.objects.filter(pk__in=batch).update(undone_at=timezone.now())
    return Undone(back, len(changes) - back)


def set_rows(keys: Sequence[UUID], **state: Any) -> None:
    for batch in batched(keys, BATCH, strict=False):
        Stakeholder.objects.filter(pk__in=batch).update(**state)


def without_work_of_others(keys: Sequence[UUID], by: Person) -> list[UUID]:
    """The rows nobody else has worked on: undoing that they were added takes nothing from anybody."""
    worked_on: set[UUID] = set()
    for batch in batched(keys, BATCH, strict=False):
        others = Change.objects.filter(stakeholder__in=batch, undone_at=None).exclude(by=by)
        worked_on.update(others.values_list("stakeholder", flat=True))
    return [key for key in keys if key not in worked_on]


def undo_cell(change: Change) -> bool:
    """Whether the cell went back: not when somebody changed it since."""
    column = COLUMN_BY_KEY[change.field]
    if column.value(change.stakeholder) != change.after:
        return False
    column.put(change.stakeholder, change.before)
    return True
