"""What a participant fills in: to come in, and on the map."""

from typing import Any

import uuid_utils.compat as uuids
from django import forms
from django.utils.translation import gettext_lazy as _

from samenhang.workshops.cards import Contribution
from samenhang.workshops.columns import Column, Naming
from samenhang.workshops.models import LONGEST_TEXT, Answer, Board, Card, Participant, SelfCheck

LOAD_AGAIN = _("Laad de bladzijde opnieuw en stuur uw bijdrage nog eens.")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Uw code"),
        help_text=_("Zes letters en cijfers. De code staat op het scherm of op papier."),
        error_messages={"required": _("Vul de code in die u ziet.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input code"}
        ),
    )


class JoinForm(forms.ModelForm[Participant]):
    class Meta:
        model = Participant
        fields = ["name", "group", "is_table"]
        labels = {"group": _("Bij welke groep hoort u?")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"}), "group": forms.RadioSelect}

    def __init__(self, *args: Any, board: Board, **options: Any) -> None:
        super().__init__(*args, **options)
        groups = board.workshop.groups.all()
        if board.is_of_one_group or not groups:
            del self.fields["group"]
        else:
            chosen: Any = self.fields["group"]
            chosen.queryset, chosen.empty_label, chosen.required = groups, None, True
            chosen.error_messages["required"] = _("Kies bij welke groep u hoort.")


class WordsForm(forms.Form):
    words = forms.CharField(
        label=_("Uw vier woorden"),
        help_text=_("U zag ze onder aan uw scherm."),
        max_length=80,
        error_messages={"required": _("Vul uw vier woorden in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ContributionForm(forms.Form):
    """One contribution. `key` becomes its own, so that sending it twice does not make two."""

    text = forms.CharField(
        label=_("Uw bijdrage"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={
            "required": _("Schrijf eerst uw bijdrage."),
            "max_length": _("Maak uw bijdrage korter: hoogstens %(limit_value)d tekens."),
        },
    )
    on_behalf_of = forms.CharField(
        label=_("Namens wie schrijft u dit?"),
        help_text=_("Alleen als u voor iemand anders typt."),
        max_length=60,
        required=False,
    )
    who = forms.CharField(label=_("Wie doet het?"), max_length=120, required=False)
    due = forms.DateField(
        label=_("Wanneer is het klaar?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    column = forms.TypedChoiceField(
        coerce=int,
        choices=Column.choices,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(["required", "invalid_choice"], LOAD_AGAIN),
    )
    key = forms.UUIDField(
        initial=uuids.uuid7,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(["required", "invalid"], LOAD_AGAIN),
    )
    promise = forms.ChoiceField(choices=Naming, required=False, error_messages={"invalid_choice": LOAD_AGAIN})

    def contribution(self) -> Contribution:
        return Contribution(**self.cleaned_data)


class ChangeCardForm(forms.ModelForm[Card]):
    """Other words for an own contribution; `seen` is the number of what was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Card
        fields = ["text", "on_behalf_of", "who", "due"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {"text": {"required": _("Schrijf eerst uw bijdrage.")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["seen"] = self.instance.number
        if self.instance.column != Column.ACTIONS:
            del self.fields["who"], self.fields["due"]

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class DotsForm(forms.Form):
    """How many dots a pile gets: all in all (`count`), or one more or less (`step`)."""

    count = forms.IntegerField(min_value=0, max_value=5, required=False)
    step = forms.IntegerField(min_value=-1, max_value=1, required=False)


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(choices=Answer.Verdict, error_messages={"required": _("Kies eerst een antwoord.")})
    remark = forms.CharField(label=_("Uw opmerking"), max_length=300, required=False)
    worded = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any] | None:
        filled = super().clean()
        if self.cleaned_data.get("verdict") == Answer.Verdict.REMARK and not self.cleaned_data.get("remark"):
            self.add_error("remark", _("Schrijf uw opmerking erbij."))
        return filled


class RecognitionForm(forms.Form):
    fits = forms.TypedChoiceField(choices=[("yes", _("Ja")), ("no", _("Nee"))], coerce=lambda said: said == "yes")
    worded = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SelfCheckForm(forms.Form):
    """The four marks of partnership, each with one of four answers; none has to be given."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for mark in SelfCheck.Mark:
            self.fields[mark.value] = forms.TypedChoiceField(
                label=mark.label, choices=SelfCheck.Extent.choices, coerce=int, widget=forms.RadioSelect, required=False
            )

    def marks(self) -> dict[str, int]:
        return {mark: int(extent) for mark, extent in self.cleaned_data.items() if extent}
