"""What a person fills in about an idea."""

from typing import Any

import uuid_utils.compat as uuids
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from samenhang.interventions.ideas import MAX_LENGTH, one_line
from samenhang.interventions.models import Family

TOO_LONG = ngettext_lazy(
    "Dit is te lang: %(show_value)d tekens. Maak er hooguit %(limit_value)d teken van.",
    "Dit is te lang: %(show_value)d tekens. Maak er hooguit %(limit_value)d tekens van.",
    "limit_value",
)


class IdeaText(forms.CharField):
    """One line. No maxlength in the browser: it would cut off what somebody pastes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=MAX_LENGTH,
            error_messages={"required": _("Schrijf eerst een idee op."), "max_length": TOO_LONG},
            **options,
        )

    def to_python(self, value: Any) -> Any:
        return one_line(str(super().to_python(value)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class NewIdeaForm(forms.Form):
    """A new idea. `key` becomes the idea's own, so that sending the form twice does not make two."""

    text = IdeaText(
        label=_("Uw volgende idee"),
        help_text=_("Schrijf kort. Goed of slecht komt straks."),
        widget=forms.TextInput(
            attrs={
                "id": "text",
                "class": "input",
                "autocomplete": "off",
                "autofocus": True,
                "enterkeyhint": "send",
                "dir": "auto",
            }
        ),
    )
    key = forms.UUIDField(
        initial=uuids.uuid7,
        widget=forms.HiddenInput(attrs={"id": False}),
        error_messages=dict.fromkeys(["required", "invalid"], _("Ververs de pagina en stuur uw idee nog eens.")),
    )
    family = forms.ChoiceField(choices=[("", ""), *Family.choices], required=False, widget=forms.HiddenInput)
    is_shared = forms.BooleanField(label=_("Meedenkers zien dit idee ook"), required=False)


class ChangeIdeaForm(forms.Form):
    """Another text. `seen` is the text that was read, so that nobody overwrites a change he or she did not see."""

    text = IdeaText(label=_("Idee"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
