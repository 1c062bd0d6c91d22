"""What a person tells about him- or herself."""

from django import forms
from django.core.exceptions import ValidationError
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
        labels = {"name": _("Uw naam")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "language": forms.RadioSelect,
        }


class EmailForm(forms.ModelForm[Person]):
    """A new address, where no mail server can prove that it is the person's own."""

    class Meta:
        model = Person
        fields = ["email"]
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"})}
        error_messages = {"email": {"unique": _("Dit adres kunnen wij niet gebruiken. Kies een ander adres.")}}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class DeleteAccountForm(forms.Form):
    """The e-mail address, typed again: deleting cannot be undone."""

    email = forms.CharField(label=_("Typ uw e-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(self, person: Person, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.person = person

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.strip().lower() != self.person.email.lower():
            raise ValidationError(_("Dit is niet uw e-mailadres. Typ het precies over."))
        return email
