"""What a person fills in on the way: a file, a sheet, what each column means, what to do with likely doubles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from samenhang.documents.spreadsheets import Sheet, Workbook
from samenhang.stakeholders.importing import mapping
from samenhang.stakeholders.importing.reading import MEGABYTE, filled, read_file, too_large
from samenhang.stakeholders.importing.rows import Reading
from samenhang.stakeholders.models import Kind

SAMPLES = 3
SAMPLE_LENGTH = 60


class UploadForm(forms.Form):
    """A file, or the cells themselves."""

    file = forms.FileField(
        label=lazy("Bestand van uw computer"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "input", "accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )
    text = forms.CharField(
        label=lazy("Of plak cellen uit Excel"),
        required=False,
        strip=False,
        help_text=lazy("Neem de kolomnamen mee. Selecteer in Excel alles, kopieer het en plak het hier."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Excel, LibreOffice of CSV, tot %(limit)d MB.") % {
            "limit": settings.MAX_UPLOAD_BYTES // MEGABYTE
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if not file and not text.strip():
            self.add_error("file", _("Kies een bestand, of plak cellen uit Excel."))
        elif file and file.size > settings.MAX_UPLOAD_BYTES:
            self.add_error("file", too_large(settings.MAX_UPLOAD_BYTES))
        elif file:
            self.read("file", file.name, file.read())
        else:
            self.read("text", _("Geplakte cellen"), text.encode())
        return cleaned

    def read(self, field: str, name: str, data: bytes) -> None:
        try:
            self.workbook: Workbook = read_file(data, name, max_bytes=settings.MAX_UPLOAD_BYTES)
            self.filename = name
        except ValidationError as error:
            self.add_error(field, error)


class SheetForm(forms.Form):
    """One sheet of a file with several."""

    sheet = forms.TypedChoiceField(label=lazy("Welk blad wilt u inlezen?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, sheets: Sequence[Sheet], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [  # type: ignore[attr-defined]
            (index, labelled(sheet)) for index, sheet in enumerate(sheets)
        ]


def labelled(sheet: Sheet) -> str:
    rows = filled(sheet.rows)
    return ngettext("%(name)s: %(count)d rij", "%(name)s: %(count)d rijen", rows) % {"name": sheet.name, "count": rows}


@dataclass(frozen=True)
class SheetColumn:
    """A column as its owner knows it: its name and what stands in it first; `field` says what it means."""

    name: str
    samples: list[str]
    field: forms.BoundField


class MappingForm(forms.Form):
    """What each column means."""

    kind = forms.ChoiceField(
        label=lazy("Wat staat er op de meeste rijen?"),
        help_text=lazy("Dit geldt voor rijen die het zelf niet zeggen."),
        choices=Kind,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, rows: Sequence[list[str]], header: int, targets: Sequence[str] | None, kind: str, data: Any = None
    ) -> None:
        self.names = mapping.headers_of(rows, header)
        self.body = [row for row in rows[header:] if any(cell.strip() for cell in row)]
        suggested = targets or mapping.suggest(self.names, self.body)
        keys = [f"column-{index}" for index in range(len(self.names))]
        super().__init__(
            data,
            initial={
                "header": header,
                "kind": kind or mapping.suggested_kind(suggested),
                **dict(zip(keys, suggested, strict=True)),
            },
        )
        self.fields["header"] = forms.IntegerField(min_value=0, max_value=len(rows), widget=forms.HiddenInput)
        options = mapping.choices()
        for key, name in zip(keys, self.names, strict=True):
            self.fields[key] = forms.ChoiceField(
                label=_("Wat is “%(name)s”?") % {"name": name},
                choices=options,
                widget=forms.Select(attrs={"class": "input"}),
            )
        self.keys = keys

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            mapping.check(self.targets)
            if not self.body:
                raise ValidationError(_("Onder de kolomnamen staat niets. Kies een andere rij met kolomnamen."))
        return cleaned

    @property
    def targets(self) -> list[str]:
        return [self.cleaned_data[key] for key in self.keys]

    def reading(self) -> Reading:
        return Reading(self.cleaned_data["header"], self.targets, self.cleaned_data["kind"])

    def columns(self) -> list[SheetColumn]:
        return [
            SheetColumn(name, self.samples(index), self[key])
            for index, (name, key) in enumerate(zip(self.names, self.keys, strict=True))
        ]

    def samples(self, index: int) -> list[str]:
        """The first different values of a column."""
        seen = dict.fromkeys(row[index].strip() for row in self.body[:200] if row[index].strip())
        return [value if len(value) <= SAMPLE_LENGTH else value[:SAMPLE_LENGTH] + "…" for value in list(seen)[:SAMPLES]]


class HeaderForm(forms.Form):
    """Which row names the columns; changed without giving up anything."""

    def __init__(self, last_row: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["header"] = forms.IntegerField(
            label=_("Rij met de kolomnamen"),
            help_text=_("Kies 0 als er geen kolomnamen zijn."),
            min_value=0,
            max_value=last_row,
        )
