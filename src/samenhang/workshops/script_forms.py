"""What who leads fills in about the script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenhang.workshops.models import ScriptRow, Workshop
from samenhang.workshops.seen_forms import SeenForm

MOST_MINUTES = 480


class StartForm(forms.ModelForm[Workshop]):
    class Meta:
        model = Workshop
        fields = ["script_starts"]
        labels = {"script_starts": _("Begintijd")}
        widgets = {"script_starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
        error_messages = {
            "script_starts": {
                "required": _("Vul een tijd in, zoals 13:30."),
                "invalid": _("Schrijf de tijd als 13:30."),
            }
        }


class RowForm(SeenForm[ScriptRow]):
    """One part of the script."""

    minutes = forms.IntegerField(
        label=_("Minuten"),
        min_value=0,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Met 0 minuten wordt dit een kopje. Daar begint een nieuwe bijeenkomst."),
        error_messages={
            "required": _("Vul in hoeveel minuten dit duurt."),
            "invalid": _("Vul een heel getal in, zoals 10."),
            "min_value": _("Vul een getal van 0 tot en met 480 in."),
            "max_value": _("Vul een getal van 0 tot en met 480 in."),
        },
    )

    class Meta:
        model = ScriptRow
        fields = ["part", "minutes", "aim", "form", "who", "material", "watch_out"]
        help_texts = {
            "aim": _("Wat is er na dit onderdeel?"),
            "form": _("Wat doet de groep?"),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 2, "dir": "auto"}) for name in ("aim", "form", "watch_out")}
        error_messages = {"part": {"required": _("Geef het onderdeel een naam.")}}

    def __init__(self, data: Any = None, *, instance: ScriptRow) -> None:
        super().__init__(data, instance=instance)
        if instance._state.adding:
            self.initial["minutes"] = 10
        self.look()
