"""The import itself, block by block. Whatever stops it, it goes on where it was; no row is made twice."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from samenhang.accounts.models import Person
from samenhang.stakeholders.columns import COLUMN_BY_KEY, Column, ListColumn
from samenhang.stakeholders.editing import ABSENT, PRESENT, ROW, write
from samenhang.stakeholders.importing.doubles import Double, destinations
from samenhang.stakeholders.importing.models import ImportRun
from samenhang.stakeholders.importing.rows import Row
from samenhang.stakeholders.models import Change, Stakeholder

BATCH = 1000


def go_on(run_id: UUID) -> ImportRun:
    """Put the next block in the table, in one transaction. Two tabs that ask at once get two different blocks."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().select_related("by").get(pk=run_id)
        if not run.is_running:
            return run
        block = run.blocks.first()
        if block:
            bring_in(run, [Row(**row) for row in block.rows])
            block.delete()
        if not run.blocks.exists():
            run.finish()
    return run


def bring_in(run: ImportRun, rows: Sequence[Row]) -> None:
    """Make, merge or skip these rows, and count them."""
    into = destinations(Double.all_of(run.doubles))
    own = [row for row in rows if row.id not in into]
    make_all(run, own)
    merging = [(row, UUID(target)) for row in rows if (target := into.get(row.id))]
    there = Stakeholder.objects.filter(initiative=run.initiative_id).present().in_bulk([key for _row, key in merging])
    # A row whose counterpart is gone, or has no room for it, becomes a stakeholder of its own: nothing gets lost.
    alone = [row for row, key in merging if key not in there or not merge(run, there[key], row)]
    make_all(run, alone)
    run.made += len(own) + len(alone)
    run.merged += len(merging) - len(alone)
    run.skipped += len(rows) - len(own) - len(merging)
    run.position += len(rows)
    run.save(update_fields=["made", "merged", "skipped", "position"])


def make_all(run: ImportRun, rows: Sequence[Row]) -> None:
    """New stakeholders with all that belongs to them, and the changes that history and undo need."""
    made = [
        Stakeholder(
            id=row.id,
            initiative_id=run.initiative_id,
            **{key: value for key, value in row.values.items() if not COLUMN_BY_KEY[key].is_list},
        )
        for row in rows
    ]
    Stakeholder.objects.bulk_create(made, batch_size=BATCH)
    for column in COLUMN_BY_KEY.values():
        if isinstance(column, ListColumn):
            items = [
                column.make(stakeholder, item)
                for stakeholder, row in zip(made, rows, strict=True)
                for item in authored(row.values.get(column.key, []), column, run.by)
            ]
            if items:
                type(items[0])._default_manager.bulk_create(items, batch_size=BATCH)
    note_rows(made, run.by, run.act, present=True)


def authored(items: Sequence[Mapping[str, Any]], column: ListColumn, by: Person) -> list[dict[str, Any]]:
    """Who imports an interest is its author: so what only the author may see stays visible to somebody."""
    author = {"author_id": str(by.pk)} if "author_id" in column.attributes else {}
    return [{**item, **author} for item in items]


def note_rows(stakeholders: Sequence[Stakeholder], by: Person, act: UUID, *, present: bool) -> None:
    Change.objects.bulk_create(
        [
            Change(
                act=act,
                initiative_id=stakeholder.initiative_id,
                stakeholder=stakeholder,
                by=by,
                field=ROW,
                before=ABSENT if present else PRESENT,
                after=PRESENT if present else ABSENT,
            )
            for stakeholder in stakeholders
        ],
        batch_size=BATCH,
    )


def merge(run: ImportRun, target: Stakeholder, row: Row) -> bool:
    """Fill what is empty, add what there can be more of, and put what differs in the notes. False when it won't fit."""
    changes: list[tuple[Column, Any]] = []
    differing: list[str] = []
    for key, value in row.values.items():
        column = COLUMN_BY_KEY[key]
        now = column.value(target)
        if isinstance(column, ListColumn):
            seen = [column.item(one) for one in column.shown(target, run.by)]
            changes.append((column, now + unknown(authored(value, column, run.by), seen, column)))
        elif not now:
            changes.append((column, value))
        elif key not in {"kind", "notes"} and now != value:
            differing.append(f"{column.label}: {column.spell(value)}")
    notes = COLUMN_BY_KEY["notes"]
    try:
        changes.append((notes, notes.parse(with_notes(target.notes, row.values.get("notes", ""), differing))))
    except ValidationError:
        return False
    for column, value in changes:
        write(target, column, value, run.by, run.act)
    return True


def unknown(
    items: Sequence[dict[str, Any]], seen: Sequence[dict[str, Any]], column: ListColumn
) -> list[dict[str, Any]]:
    """Those that are not among what whoever imports can see: what others keep hidden must not show from the result."""
    there = {column.spell(item) for item in seen}
    return [item for item in items if column.spell(item) not in there]


def with_notes(now: str, more: str, differing: Sequence[str]) -> str:
    lines = [line for line in (more, *differing) if line and line not in now]
    return "\n".join([now, *lines]).strip() if lines else now
