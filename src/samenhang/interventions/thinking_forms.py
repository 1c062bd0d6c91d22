"""What a person fills in to think along, or to let others do so."""

from typing import Any

import uuid_utils.compat as uuids
from django import forms
from django.utils.translation import gettext_lazy as _

from samenhang.interventions.idea_forms import IdeaText
from samenhang.interventions.models import Door, Thinker

# Says nothing about who the other is, nor how the relation stands.
SUGGESTION = _("Wat kunnen wij doen om deze samenwerking een stap verder te brengen?")


class DoorForm(forms.ModelForm[Door]):
    """The question, as those who think along will read it."""

    name_is_meant = forms.BooleanField(label=_("Ja, meedenkers mogen deze naam lezen"), required=False)

    class Meta:
        model = Door
        fields = ["question"]
        widgets = {"question": forms.Textarea(attrs={"rows": 2, "dir": "auto"})}
        help_texts = {"question": _("Schrijf één vraag. Laat namen liever weg.")}
        error_messages = {"question": {"required": _("Schrijf op welke vraag meedenkers krijgen.")}}

    def __init__(self, *args: Any, name: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.name = name
        if not self.holds_name(self["question"].value()):
            del self.fields["name_is_meant"]

    def holds_name(self, question: Any) -> bool:
        return self.name.casefold() in " ".join(str(question or "").split()).casefold()

    def clean_question(self) -> str:
        return " ".join(self.cleaned_data["question"].split())

    def clean(self) -> dict[str, Any] | None:
        filled = super().clean()
        if "name_is_meant" in self.fields and not self.cleaned_data["name_is_meant"]:
            self.add_error("question", _("Hierin staat de naam van de partner. Haal die weg, of vink aan dat het mag."))
        return filled


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Uw code"),
        help_text=_("Zes letters en cijfers. U kreeg de code van wie u uitnodigde."),
        error_messages={"required": _("Vul de code in die u kreeg.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "input code"}
        ),
    )


class JoinForm(forms.ModelForm[Thinker]):
    class Meta:
        model = Thinker
        fields = ["name"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        help_texts = {"name": _("Uw naam staat bij uw ideeën. Zonder naam kan ook.")}


class ThoughtForm(forms.Form):
    """An idea of somebody who thinks along. `key` becomes the idea's own, so that sending twice does not make two."""

    text = IdeaText(
        label=_("Uw idee"),
        help_text=_("Meedenkers en begeleiders lezen uw idee meteen."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    key = forms.UUIDField(
        initial=uuids.uuid7,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ["required", "invalid"], _("Laad de bladzijde opnieuw en stuur uw idee nog eens.")
        ),
    )


class ChangeThoughtForm(forms.Form):
    text = IdeaText(label=_("Uw idee"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
