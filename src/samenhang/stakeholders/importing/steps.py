"""The steps before anything is in the table: receive a file, choose a sheet, read it as mapped, decide, begin."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import batched
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from samenhang.accounts.models import Person
from samenhang.documents.spreadsheets import Sheet, Workbook
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.importing.doubles import Double, find_doubles
from samenhang.stakeholders.importing.models import ImportBlock, ImportRun, Stage
from samenhang.stakeholders.importing.reading import header_of, likeliest
from samenhang.stakeholders.importing.rows import Prepared, Reading, prepare
from samenhang.stakeholders.models import Stakeholder

BLOCK = 500


def receive(workbook: Workbook, filename: str, *, initiative: Initiative, by: Person) -> ImportRun:
    """Keep what was read; a file with one sheet needs no choice."""
    run = ImportRun(
        initiative=initiative,
        by=by,
        filename=filename,
        sheets=[[sheet.name, sheet.rows] for sheet in workbook.sheets],
        sheet=likeliest(workbook.sheets),
        stage=Stage.MAPPING if len(workbook.sheets) == 1 else Stage.SHEET,
    )
    run.save(force_insert=True)
    return run


def sheets_of(run: ImportRun) -> list[Sheet]:
    return [Sheet(name, rows) for name, rows in run.sheets or ()]


def rows_of(run: ImportRun) -> list[list[str]]:
    """The rows of the chosen sheet."""
    return sheets_of(run)[run.sheet].rows


def choose_sheet(run: ImportRun, index: int) -> None:
    with transaction.atomic():
        locked(run, {Stage.SHEET, Stage.MAPPING, Stage.PREVIEW})
        run.sheet, run.header, run.targets, run.stage = index, None, None, Stage.MAPPING
        run.save(update_fields=["sheet", "header", "targets", "stage"])


def header_for(run: ImportRun) -> int:
    return header_of(rows_of(run)) if run.header is None else run.header


def read(run: ImportRun, reading: Reading) -> None:
    """Read all rows as the columns were mapped; nothing is in the table yet."""
    prepared = prepare(rows_of(run), reading)
    keep(run, reading, prepared, find_doubles(prepared.rows, present_names(run.initiative)))


def keep(run: ImportRun, reading: Reading, prepared: Prepared, doubles: Sequence[Double]) -> None:
    """Keep what was read until somebody has looked at it."""
    blocks = [ImportBlock(run=run, rows=[asdict(row) for row in rows]) for rows in batched(prepared.rows, BLOCK)]
    with transaction.atomic():
        locked(run, {Stage.MAPPING, Stage.PREVIEW})
        run.blocks.all().delete()
        ImportBlock.objects.bulk_create(blocks)
        run.header, run.targets, run.kind = reading.header, list(reading.targets), reading.kind
        run.doubles, run.remarks = [double.as_json() for double in doubles], remarks_of(prepared)
        run.refused, run.refused_count = refused_rows(prepared), len(prepared.refused)
        run.total, run.stage = len(prepared.rows), Stage.PREVIEW
        run.save()


def present_names(initiative: Initiative) -> "QuerySet[Stakeholder]":
    found: QuerySet[Stakeholder] = Stakeholder.objects.filter(initiative=initiative).present()
    return found.only("name", "organisation", "kind")


def refused_rows(prepared: Prepared) -> dict[str, Any] | None:
    if not prepared.refused:
        return None
    return {
        "header": prepared.headers,
        "rows": [[refusal.number, refusal.reason, *refusal.cells] for refusal in prepared.refused],
    }


def remarks_of(prepared: Prepared) -> list[dict[str, Any]]:
    return [
        {"number": row.number, "name": row.values["name"], "remark": remark}
        for row in prepared.rows
        for remark in row.remarks
    ]


def locked(run: ImportRun, stages: set[Stage]) -> None:
    """Hold the run for this transaction. Raises ValidationError when another tab has gone further in the meantime."""
    if not ImportRun.objects.select_for_update().filter(pk=run.pk, stage__in=stages).exists():
        raise ValidationError("another stage", code="stage")


def decide(run: ImportRun, choices: Mapping[str, str], every: str | None = None) -> None:
    """Note what to do with rows that may be there already: some, or `every` one of them."""
    with transaction.atomic():
        locked(run, {Stage.PREVIEW})
        run.refresh_from_db(fields=["doubles"])
        doubles = Double.all_of(run.doubles)
        for double in doubles:
            double.choice = every or choices.get(double.id, double.choice)
        run.doubles = [double.as_json() for double in doubles]
        run.save(update_fields=["doubles"])


def begin(run: ImportRun) -> None:
    """From here on rows go into the table. What was read from the file is now in the blocks only."""
    with transaction.atomic():
        locked(run, {Stage.PREVIEW})
        run.sheets, run.targets, run.stage = None, None, Stage.RUNNING
        run.save(update_fields=["sheets", "targets", "stage"])
