"""What a person fills in about a relation, and which relations a page shows."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.relationships.behaviours import BEHAVIOURS
from samenhang.relationships.earlier import default_since
from samenhang.relationships.models import Assessment, Observation
from samenhang.relationships.rows import MATRIX, ROLES, View
from samenhang.stakeholders.models import Dimension, NeedKind

OCCASION_LIMIT = 200
WORDS_LIMIT = 5_000
EARLIEST = date(1990, 1, 1)


class ObservationForm(forms.ModelForm[Observation]):
    """What was seen. `key` becomes the observation's own, so that sending a form twice does not make two."""

    on = forms.DateField(
        label=_("Wanneer was het?"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Schrijf de datum als 14-04-2026.")},
    )
    occasion = forms.CharField(
        label=_("Bij welke gelegenheid?"),
        required=False,
        max_length=OCCASION_LIMIT,
        widget=forms.TextInput,
        help_text=_("Bijvoorbeeld: bewonersavond, telefoon, overleg op kantoor."),
    )
    words = forms.CharField(
        label=_("Wat zag en hoorde u?"),
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wat gebeurde er, wie zei wat? Schrijf zo dat de ander het ook mag lezen."),
    )
    behaviours = forms.MultipleChoiceField(
        label=_("Welk gedrag zag u?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(behaviour.code, behaviour.label) for behaviour in BEHAVIOURS],
    )

    class Meta:
        model = Observation
        fields = ["on", "occasion", "words", "behaviours"]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Deze dag moet nog komen. Kies vandaag of eerder."))
        if day < EARLIEST:
            raise ValidationError(_("Kies een dag na 1 januari 1990."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not {"words", "behaviours"} & self.errors.keys() and not (cleaned.get("words") or cleaned.get("behaviours")):
            self.add_error("words", _("Schrijf op wat u zag of hoorde, of kruis gedrag aan."))
        return cleaned

    @property
    def has_content(self) -> bool:
        """Whether somebody wrote or ticked anything, besides the date that was filled in already."""
        return any(self[name].value() for name in ("occasion", "words", "behaviours"))

    def ticks(self) -> dict[int, list[Any]]:
        """The check boxes for each dimension."""
        boxes: dict[int, list[Any]] = {dimension.value: [] for dimension in Dimension}
        for behaviour, box in zip(BEHAVIOURS, self["behaviours"], strict=True):
            boxes[behaviour.dimension].append(box)
        return boxes


class NewObservationForm(ObservationForm):
    key = forms.UUIDField(widget=forms.HiddenInput)


class DecisionForm(forms.ModelForm[Assessment]):
    dimension = forms.TypedChoiceField(
        label=_("Wat kenmerkt deze relatie nu het meest?"),
        coerce=int,
        choices=Dimension,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de vier dimensies.")},
    )
    why = forms.CharField(
        label=_("Waarom?"), required=False, max_length=WORDS_LIMIT, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta:
        model = Assessment
        fields = ["dimension", "why"]

    @property
    def has_content(self) -> bool:
        return any(self[name].value() for name in ("dimension", "why"))


ANY = ("", _("Alles"))


class SinceForm(forms.Form):
    """From which day movement is shown. What it does not understand it leaves out: a link never breaks."""

    since = forms.DateField(
        label=_("Verschoven sinds"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, query: Any) -> None:
        super().__init__(query)
        self.is_valid()
        found: date = self.cleaned_data.get("since") or default_since()
        self.day = min(max(found, EARLIEST), timezone.localdate())
        # The control shows the day that is used, also when nobody chose one.
        self.data = {name: self[name].data for name in self.fields} | {"since": self.day}


class ChartForm(SinceForm):
    view = forms.ChoiceField(
        label=_("Op de assen"), required=False, choices=[(view.key, view.name) for view in (MATRIX, ROLES)]
    )
    need = forms.ChoiceField(
        label=_("Nodig voor"),
        required=False,
        choices=[ANY, *NeedKind.choices],
    )
    field_order = ["view", "need", "since"]

    @property
    def need_kind(self) -> str:
        return str(self.cleaned_data.get("need", ""))

    @property
    def chosen_view(self) -> View:
        return ROLES if self.cleaned_data.get("view") == ROLES.key else MATRIX
