"""What a person tells about him- or herself."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person


class SignUpForm(forms.Form):
    """The one thing asked beside e-mail address and password."""

    name = forms.CharField(label=_("Uw naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request: HttpRequest, person: Person) -> None:
        person.name = self.cleaned_data["name"]
        person.save(update_fields=["name"])


class ProfileForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        fields = ["name", "language"]
