"""A file or pasted text becomes sheets, or a sentence that says what to do about it."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samenhang.documents.spreadsheets import Sheet, SpreadsheetError, Workbook, find_header, read_workbook
from samenhang.stakeholders.importing.mapping import is_known

MEGABYTE = 1024 * 1024


def read_file(data: bytes, filename: str, *, max_bytes: int) -> Workbook:
    """The sheets of a file. Raises ValidationError with a sentence for whoever chose it."""
    try:
        return read_workbook(data, filename, max_bytes=max_bytes)
    except SpreadsheetError as error:
        raise ValidationError(sentence(error), code=error.reason) from error


def sentence(error: SpreadsheetError) -> str:
    limit, sheet = error.details.get("limit", 0), error.details.get("sheet", "")
    match error.reason:
        case "too_large":
            return too_large(int(limit))
        case "bomb":
            return _("Dit bestand is uitgepakt veel te groot. Bewaar alleen het blad dat u nodig hebt, en probeer dat.")
        case "too_many_rows":
            return _("Dit bestand heeft meer dan %(limit)d rijen. Splits het in kleinere bestanden.") % {"limit": limit}
        case "too_many_columns":
            return _("Het blad “%(sheet)s” heeft meer dan %(limit)d kolommen. Haal weg wat u niet nodig hebt.") % {
                "sheet": sheet,
                "limit": limit,
            }
        case "encrypted":
            return _("Dit bestand heeft een wachtwoord. Open het in Excel, haal het wachtwoord weg en bewaar het.")
        case "empty":
            return _("In dit bestand staat niets. Kies een ander bestand.")
        case _:
            return _("Dit bestand is niet te lezen. Bewaar het in Excel als XLSX of CSV, en probeer dat.")


def too_large(limit: int) -> str:
    return _("Dit bestand is te groot. Het mag %(limit)d MB zijn. Bewaar alleen het blad dat u nodig hebt.") % {
        "limit": limit // MEGABYTE
    }


def header_of(rows: Sequence[Sequence[str]]) -> int:
    """The number of the row, counted from 1, that seems to name the columns."""
    return find_header(rows, known=is_known) + 1


def likeliest(sheets: Sequence[Sheet]) -> int:
    """The index of the sheet that is most likely meant: with the most known columns, then with the most rows."""

    def worth(index: int) -> tuple[int, int]:
        rows = sheets[index].rows
        known = sum(is_known(cell) for cell in rows[header_of(rows) - 1])
        return (min(known, 2), filled(rows))

    return max(range(len(sheets)), key=worth)


def filled(rows: Sequence[Sequence[str]]) -> int:
    """How many rows hold anything."""
    return sum(1 for row in rows if any(row))
