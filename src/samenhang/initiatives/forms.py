"""What a person fills in about an initiative and its members."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.initiatives.models import Initiative, Invitation

ONE_SENTENCE = _("Wat wilt u met anderen bereiken? Schrijf één zin.")


class InitiativeForm(forms.ModelForm[Initiative]):
    class Meta:
        model = Initiative
        fields = ["name", "goal", "retention_until"]
        widgets = {
            "goal": forms.Textarea(attrs={"rows": 2}),
            "retention_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "name": _("Een korte naam, zoals u er zelf over praat."),
            "goal": ONE_SENTENCE,
            "retention_until": _("Na deze dag wissen wij alle gegevens."),
        }

    def clean_goal(self) -> str:
        return " ".join(self.cleaned_data["goal"].split())

    def clean_retention_until(self) -> date:
        day: date = self.cleaned_data["retention_until"]
        if day <= timezone.localdate():
            raise ValidationError(_("Kies een dag in de toekomst."))
        return day


class InvitationForm(forms.ModelForm[Invitation]):
    role = forms.ChoiceField(label=_("Rol"), choices=Invitation.ROLES, widget=forms.RadioSelect)

    class Meta:
        model = Invitation
        fields = ["meant_for", "role"]
        help_texts = {
            "meant_for": _("Een naam die u herkent. Alleen de netwerkleider ziet dit."),
        }


class DeleteForm(forms.Form):
    """The name of what goes, typed again: deleting cannot be undone."""

    name = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, name: str, data: QueryDict | None, *, label: str) -> None:
        super().__init__(data)
        self.expected = name
        self.fields["name"].label = label

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.split() != self.expected.split():  # a browser shows several spaces as one
            raise ValidationError(_("Dit is niet dezelfde naam. Typ de naam precies over."))
        return name
