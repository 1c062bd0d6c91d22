"""What feeds the file of a list: the same words that the list on the screen shows."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samenhang.actions.lines import Line
from samenhang.documents.tables import Table


def table_of(lines: Sequence[Line], *, confidential: bool) -> Table:
    """One row an action. For leaders also what partners read of it, and what it takes."""
    header = [_("Wat"), _("Wie"), _("Wanneer"), _("Stand")]
    rows = [[line.text, line.who, due_of(line), ", ".join(mark.words for mark in line.marks)] for line in lines]
    if not confidential:
        return Table(_("Acties"), header, rows, [60, 26, 14, 30])
    header += [_("Zo lezen anderen het"), _("Gedeeld met partners"), _("Uren"), _("Tijd en ruimte")]
    for row, line in zip(rows, lines, strict=True):
        action = line.action
        row += [
            action.shared_text,
            _("ja") if action.is_shared else _("nee"),
            "" if action.hours is None else str(action.hours),
            str(action.get_capacity_display()),
        ]
    return Table(_("Acties (vertrouwelijk)"), header, rows, [60, 26, 14, 30, 60, 12, 10, 26])


def due_of(line: Line) -> str:
    return date_format(line.action.due, "SHORT_DATE_FORMAT") if line.action.due else ""
