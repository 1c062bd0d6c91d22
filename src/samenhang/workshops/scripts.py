"""The script (draaiboek) of a workshop: made from a preset, put in order, and when each part begins (F7)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from samenhang.workshops import preparing
from samenhang.workshops.models import ScriptRow, Workshop
from samenhang.workshops.presets import PRESETS, Preset, in_words
from samenhang.workshops.reading import check_reading

TEXTS = ("part", "aim", "form", "who", "material", "watch_out")
# More than a long day in steps of three minutes.
MOST_ROWS = 150


class Enough(Exception):
    """A script has as many parts as there may be."""


@dataclass(frozen=True, slots=True)
class Line:
    """A part with when it begins and ends."""

    row: ScriptRow
    begins: time
    ends: time


@dataclass(slots=True)
class Gathering:
    """The parts of one gathering; its heading, which a script of one need not have, is a part of no minutes."""

    begins: time
    heading: ScriptRow | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(line.row.minutes for line in self.lines)

    @property
    def ends(self) -> time:
        return self.lines[-1].ends if self.lines else self.begins

    @property
    def length(self) -> str:
        return in_words(self.minutes)

    @property
    def beside_preset(self) -> str:
        """How its length compares with the nearest length there is a preset for."""
        nearest = min(LENGTHS, key=lambda length: abs(length - self.minutes))
        more = self.minutes - nearest
        if not more:
            return _("Precies de opzet van %(length)s.") % {"length": in_words(nearest)}
        said = {"difference": in_words(abs(more)), "length": in_words(nearest)}
        if more > 0:
            return _("%(difference)s meer dan de opzet van %(length)s.") % said
        return _("%(difference)s minder dan de opzet van %(length)s.") % said


LENGTHS = sorted({minutes for preset in PRESETS for minutes in preset.minutes})


def gatherings_of(workshop: Workshop) -> list[Gathering]:
    """The parts in their order, with times; each gathering begins at the hour the workshop begins."""
    begins, found = workshop.script_starts, list[Gathering]()
    # Any day will do: what is asked is the time.
    clock = start = datetime.combine(date(2000, 1, 1), begins)
    for row in workshop.script.all():
        if not row.minutes:
            found.append(Gathering(begins, heading=row))
            clock = start
            continue
        if not found:
            found.append(Gathering(begins))
        ends = clock + timedelta(minutes=row.minutes)
        found[-1].lines.append(Line(row, clock.time(), ends.time()))
        clock = ends
    return found


def take_preset(workshop: Workshop, preset: Preset) -> Workshop:
    """Make the script anew, in the language of whoever asks; what stood there goes. Returns the workshop as it is now.

    The maps go in the tempo of the script too, unless one of them was led on past the first step.
    """
    with transaction.atomic():
        held = preparing.hold(workshop)
        held.script_tempo = preset.tempo
        if held.tempo != preset.tempo and not preparing.fixed_of(held).tempo:
            held.tempo = preset.tempo
            preparing.change(held)
        held.save(update_fields=["script_tempo"])
        workshop.script.all().delete()
        ScriptRow.objects.bulk_create(
            ScriptRow(
                initiative_id=workshop.initiative_id,
                workshop=workshop,
                position=position,
                minutes=row.minutes,
                **{name: str(getattr(row, name)) for name in TEXTS},
            )
            for position, row in enumerate(preset.rows, start=1)
        )
    return held


def add(row: ScriptRow, after: ScriptRow | None = None) -> None:
    """Put a new part behind another one, or at the end. Raises Enough."""
    with transaction.atomic():
        hold(row.workshop)
        rows = row.workshop.script
        if rows.count() >= MOST_ROWS:
            raise Enough
        there = rows.filter(pk=after.pk).first() if after else None
        last: int = there.position if there else rows.aggregate(last=Max("position"))["last"] or 0
        insert(row, last + 1)


def insert(row: ScriptRow, position: int) -> None:
    row.workshop.script.filter(position__gte=position).update(position=F("position") + 1)
    row.position = position
    row.save(force_insert=True)


def remove(row: ScriptRow, reading: str) -> dict[str, Any]:
    """Take a part out; what is returned puts it back (`put_back`). Raises ReadOtherwise."""
    with transaction.atomic():
        check_reading(row, reading)
        kept = {name: getattr(row, name) for name in ("position", "minutes", *TEXTS)}
        row.delete()
    return kept


def put_back(workshop: Workshop, kept: dict[str, Any]) -> ScriptRow:
    """Put a part back where it stood."""
    row = ScriptRow(initiative_id=workshop.initiative_id, workshop=workshop, **kept)
    with transaction.atomic():
        hold(workshop)
        insert(row, row.position)
    return row


def move(row: ScriptRow, *, up: bool) -> None:
    """Change places with the part before or behind it; the first and the last stay where they are."""
    with transaction.atomic():
        hold(row.workshop)
        rows = list(row.workshop.script.all())
        at = next((place for place, one in enumerate(rows) if one.pk == row.pk), None)
        other = None if at is None else at - 1 if up else at + 1
        if at is None or other is None or not 0 <= other < len(rows):
            return
        rows[at], rows[other] = rows[other], rows[at]
        number(rows)


def number(rows: Sequence[ScriptRow]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
    ScriptRow.objects.bulk_update(rows, ["position"])


def hold(workshop: Workshop) -> None:
    """Nobody else changes the order until this transaction ends."""
    Workshop.objects.select_for_update().get(pk=workshop.pk)
