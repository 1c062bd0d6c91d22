"""allauth's forms in our own words: one label per field, no placeholders, a new password typed once.

Apart from `forms`, since allauth reads `forms.SignUpForm` while it builds its own.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as socialaccount
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mailadres"),
    "email": _("E-mailadres"),
    "password": _("Wachtwoord"),
    "oldpassword": _("Uw wachtwoord van nu"),
    "password1": _("Nieuw wachtwoord"),
    "code": _("Code"),
}
HELP_TEXTS = {"password1": _("Minstens 12 tekens. Een paar woorden achter elkaar is goed te onthouden.")}


class Plain:
    """Gives the fields of an allauth form our labels and help texts."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # "Show password" stands beside the field, so nobody has to type it twice.
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP_TEXTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Plain, account.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A password manager fills in the address a person signs in with as the user name.
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignupForm(Plain, account.SignupForm):  # type: ignore[misc]
    field_order = ("name", "email", "password1")


class SingleSignOnSignupForm(Plain, socialaccount.SignupForm):  # type: ignore[misc]
    field_order = ("name", "email")


class AddEmailForm(Plain, account.AddEmailForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(Plain, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(Plain, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class ConfirmEmailForm(Plain, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    pass


class WithDigits(Plain):
    """A code of digits only: a phone shows its number keys."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AuthenticateForm(WithDigits, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateByCodeForm(WithDigits, mfa.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateTOTPForm(WithDigits, totp.ActivateTOTPForm):  # type: ignore[misc]
    pass


class AddPasskeyForm(Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Every key added here is a passkey: it can sign in by itself.
        del self.fields["passwordless"]
        self.fields["name"].label = _("Naam van de passkey")
        self.fields["name"].help_text = _("Zo herkent u hem later in de lijst.")


class RenamePasskeyForm(Plain, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Naam van de passkey")
