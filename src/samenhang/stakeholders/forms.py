"""What a person fills in about a stakeholder, beside the cells of the table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.columns import COLUMNS, NAME_LIMIT, READ_ONLY, TEXT_LIMIT, Column
from samenhang.stakeholders.models import Interest, Kind, Precondition, Stakeholder

# Several-of-a-kind facts have a place of their own on the page of one stakeholder.
OWN_SECTION = frozenset({"interests", "preconditions"})
HINTS = {
    "needs": _("Meer dan één? Zet er komma’s tussen. Bijvoorbeeld: instemming, geld, kennis van de wijk."),
    "own_initiatives": _("Wat doen zij zelf al, waar u bij kunt aansluiten?"),
    "constituency": _("Namens wie spreken zij? Wie moeten zij meenemen?"),
    "source": _("Wie zei het, of waar staat het?"),
    "notes": _("Schrijf zo dat u het ook aan deze persoon zelf kunt laten lezen."),
}


class AddForm(forms.Form):
    """A name is enough to begin with."""

    name = forms.CharField(
        label=_("Naam van de partner"), max_length=NAME_LIMIT, error_messages={"required": _("Vul een naam in.")}
    )
    kind = forms.ChoiceField(label=_("Soort"), choices=Kind, initial=Kind.ORGANISATION)
    # The name that was found in the table already, so that pressing once more is a choice.
    twice = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, initiative: Initiative, data: Any = None) -> None:
        super().__init__(data)
        self.initiative = initiative

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        present = Stakeholder.objects.filter(initiative=self.initiative).present().values_list("name", flat=True)
        if self.data.get("twice") != name and name.casefold() in {one.casefold() for one in present}:
            self.data = dict(self.data.items()) | {"twice": name}
            raise ValidationError(_("Deze naam staat al in de tabel. Druk nog eens om toch toe te voegen."))
        return name

    def values(self) -> dict[str, Any]:
        """What the new row begins with."""
        return {key: self.cleaned_data[key] for key in ("name", "kind")}


class ColumnsForm(forms.Form):
    """Which columns somebody wants to see."""

    columns = forms.MultipleChoiceField(
        label=_("Kolommen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(column.key, column.label) for column in COLUMNS if column.key != "name"],
    )

    def chosen(self) -> list[str]:
        wanted = {"name", *self.cleaned_data["columns"]}
        return [column.key for column in COLUMNS if column.key in wanted]


def column_field(column: Column) -> forms.Field:
    """The control for a cell on the page of one stakeholder; the column itself checks the text."""
    given: dict[str, Any] = {"label": column.label, "required": column.required, "help_text": HINTS.get(column.key, "")}
    if column.editor == "choice":
        return forms.CharField(widget=forms.Select(choices=column.options), **given)
    if column.editor == "lines":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), strip=False, **given)
    if column.editor == "date":
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **given)
    return forms.CharField(**given)


class StakeholderForm(forms.Form):
    """Every cell of one row, with what stood there when the page was made."""

    def __init__(self, stakeholder: Stakeholder, viewer: Any, data: Any = None) -> None:
        self.columns = [column for column in COLUMNS if column.key not in OWN_SECTION | READ_ONLY]
        texts = {column.key: column.text(stakeholder, viewer) for column in self.columns}
        super().__init__(data, initial=texts | {f"seen-{key}": text for key, text in texts.items()})
        for column in self.columns:
            self.fields[column.key] = column_field(column)
            self.fields[f"seen-{column.key}"] = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for column in self.columns:
            try:
                column.parse(cleaned.get(column.key, ""))
            except ValidationError as error:
                if column.key not in self.errors:
                    self.add_error(column.key, error)
        return cleaned

    def touched(self) -> list[tuple[Column, str, str]]:
        """The cells somebody changed: column, text, and what was read."""
        return [
            (column, self.cleaned_data[column.key], self.cleaned_data[f"seen-{column.key}"])
            for column in self.columns
            if self.cleaned_data[column.key].strip()
            != self.cleaned_data[f"seen-{column.key}"].replace("\r\n", "\n").strip()
        ]

    def mark_read(self, texts: dict[str, str]) -> None:
        """From now on `texts` (column key to text) counts as what was read: saving again overwrites it."""
        self.data = dict(self.data.items()) | {f"seen-{key}": text for key, text in texts.items()}

    def visible(self) -> list[forms.BoundField]:
        return [self[column.key] for column in self.columns]


class InterestForm(forms.ModelForm[Interest]):
    text = forms.CharField(
        label=_("Belang of drijfveer"), max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = forms.CharField(label=_("Bron"), max_length=NAME_LIMIT, required=False, help_text=HINTS["source"])

    class Meta:
        model = Interest
        fields = ["text", "kind", "basis", "sensitivity", "source", "stated_on"]
        widgets = {"stated_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean_stated_on(self) -> Any:
        day = self.cleaned_data["stated_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("Deze dag moet nog komen. Kies vandaag of eerder."))
        return day


class PreconditionForm(forms.ModelForm[Precondition]):
    text = forms.CharField(label=_("Randvoorwaarde"), max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 2}))

    class Meta:
        model = Precondition
        fields = ["text", "absolute", "state"]

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())
