"""The import from the shell: the same reading, mapping and running as in the browser, and undone there too."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from samenhang.documents.spreadsheets import Sheet
from samenhang.initiatives.access import CONFIDENTIAL, Role
from samenhang.initiatives.models import Initiative, Membership
from samenhang.stakeholders.importing import mapping, steps
from samenhang.stakeholders.importing.doubles import Choice, Double, find_doubles
from samenhang.stakeholders.importing.models import ImportRun
from samenhang.stakeholders.importing.reading import header_of, likeliest, read_file, too_large
from samenhang.stakeholders.importing.rows import Prepared, Reading, prepare
from samenhang.stakeholders.importing.running import go_on

UNUSABLE = 2
SHOWN = 20


@dataclass(frozen=True)
class Outcome:
    """What was read, and what was done with it; `run` is None when nothing was imported."""

    sheet: Sheet
    reading: Reading
    prepared: Prepared
    doubles: list[Double]
    run: ImportRun | None


@click.command("import-stakeholders")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--initiative", "initiative_id", required=True, help="ID of the initiative, as in its address.")
@click.option("--by", "email", help="E-mail address of the leader who imports. Default: the first leader.")
@click.option("--sheet", "sheet_name", help="Name of the sheet. Default: the one with most known columns.")
@click.option("--skip-duplicates", is_flag=True, help="Skip rows that look like an earlier row or stakeholder.")
@click.option("--dry-run", is_flag=True, help="Report what would happen, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def import_stakeholders(
    file: Path,
    initiative_id: str,
    email: str | None,
    sheet_name: str | None,
    *,
    skip_duplicates: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import stakeholders from FILE (XLSX, XLS, ODS, CSV or TSV).

    Columns are recognised by name, in Dutch and English; unknown columns are kept as notes.
    Rows that look like duplicates are imported as rows of their own, unless you skip them.
    An import can be undone in the browser.

    Exits with 0; 1 when some rows were refused; 2 when the file, initiative or person cannot be used.
    """
    with translation.override("en"):
        try:
            membership = leader_of(initiative_id, email)
            outcome = carry_out(file, membership, sheet_name, skip=skip_duplicates, dry_run=dry_run)
        except ValidationError as error:
            stop(" ".join(error.messages))
        click.echo(json.dumps(report(outcome), ensure_ascii=False, indent=2) if as_json else readable(outcome))
    sys.exit(1 if outcome.prepared.refused else 0)


def stop(reason: str) -> NoReturn:
    click.echo(f"samenhang: {reason}", err=True)
    sys.exit(UNUSABLE)


def leader_of(initiative_id: str, email: str | None) -> Membership:
    """Raises ValidationError when there is no such initiative, or this person may not change it."""
    try:
        initiative = Initiative.objects.get(pk=UUID(initiative_id))
    except (ValueError, Initiative.DoesNotExist) as error:
        raise ValidationError(f"there is no initiative {initiative_id}") from error
    if initiative.archived_at:
        raise ValidationError("this initiative is in the archive: reopen it first")
    leaders = initiative.memberships.filter(role__in=CONFIDENTIAL).select_related("person", "initiative")
    wanted = {"person__email__iexact": email} if email else {"role": Role.LEADER}
    found = leaders.filter(**wanted).first()
    if not found:
        raise ValidationError(f"{email} does not lead this initiative" if email else "nobody leads this initiative")
    return found


def carry_out(file: Path, membership: Membership, sheet_name: str | None, *, skip: bool, dry_run: bool) -> Outcome:
    """Raises ValidationError when the file cannot be used."""
    workbook = read_file(content_of(file), file.name, max_bytes=settings.MAX_UPLOAD_BYTES)
    index = sheet_index(workbook.sheets, sheet_name)
    sheet = workbook.sheets[index]
    reading = suggested(sheet)
    prepared = prepare(sheet.rows, reading)
    doubles = find_doubles(prepared.rows, steps.present_names(membership.initiative))
    if dry_run:
        return Outcome(sheet, reading, prepared, doubles, None)
    run = steps.receive(workbook, file.name, initiative=membership.initiative, by=membership.person)
    steps.choose_sheet(run, index)
    steps.keep(run, reading, prepared, doubles)
    if skip:
        steps.decide(run, {}, every=Choice.SKIP.value)
    steps.begin(run)
    while run.is_running:
        run = go_on(run.pk)
    return Outcome(sheet, reading, prepared, doubles, run)


def content_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(too_large(settings.MAX_UPLOAD_BYTES))
        return file.read_bytes()
    except OSError as error:
        raise ValidationError(f"{file}: {error.strerror}") from error


def sheet_index(sheets: Sequence[Sheet], name: str | None) -> int:
    if name is None:
        return likeliest(sheets)
    names = [sheet.name for sheet in sheets]
    if name not in names:
        raise ValidationError(f"there is no sheet {name!r}, but: {', '.join(names)}")
    return names.index(name)


def suggested(sheet: Sheet) -> Reading:
    header = header_of(sheet.rows)
    body = [row for row in sheet.rows[header:] if any(row)]
    targets = mapping.suggest(mapping.headers_of(sheet.rows, header), body)
    mapping.check(targets)
    return Reading(header, targets, mapping.suggested_kind(targets).value)


def report(outcome: Outcome) -> dict[str, Any]:
    prepared, run = outcome.prepared, outcome.run
    return {
        "sheet": outcome.sheet.name,
        "header_row": outcome.reading.header,
        "columns": dict(zip(prepared.headers, outcome.reading.targets, strict=True)),
        "dry_run": run is None,
        "import": str(run.pk) if run else None,
        "rows": len(prepared.rows),
        "new": run.made if run else None,
        "skipped": run.skipped if run else None,
        "refused": [{"row": one.number, "reason": one.reason} for one in prepared.refused],
        "remarks": [{"row": row.number, "remark": remark} for row in prepared.rows for remark in row.remarks],
        "duplicates": [
            {
                "row": one.number,
                "name": one.name,
                "like": one.other_name,
                "like_row": one.other_number,
                "reason": one.reason,
            }
            for one in outcome.doubles
        ],
    }


def readable(outcome: Outcome) -> str:
    """The report for a person, long lists cut short."""
    prepared, run = outcome.prepared, outcome.run
    lines = [f"Sheet {outcome.sheet.name!r}, column names in row {outcome.reading.header}."]
    width = max(len(header) for header in prepared.headers)
    lines += [
        f"  {header:{width}}  {mapping.label_of(target)}"
        for header, target in zip(prepared.headers, outcome.reading.targets, strict=True)
    ]
    lines += listed("Refused", [f"row {one.number}: {one.reason}" for one in prepared.refused])
    lines += listed("Remarks", [f"row {row.number}: {remark}" for row in prepared.rows for remark in row.remarks])
    lines += listed("Likely duplicates", [alike(double) for double in outcome.doubles])
    if run:
        lines.append(f"Imported {run.made}, skipped {run.skipped}, refused {run.refused_count}.")
    else:
        lines.append(f"Nothing was changed: {len(prepared.rows)} can be imported, {len(prepared.refused)} refused.")
    return "\n".join(lines)


def listed(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    more = [f"  and {len(items) - SHOWN} more (--json lists all)"] if len(items) > SHOWN else []
    return [f"{title}: {len(items)}", *(f"  {item}" for item in items[:SHOWN]), *more]


def alike(double: Double) -> str:
    where = f"row {double.other_number}" if double.other_number else "in the table"
    return f"row {double.number}: {double.name} is like {double.other_name} ({where})"
