"""The organisation's own name, logo and two colours, checked so that everybody can still read the pages."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenhang.documents.svg import SvgError, clean_svg
from samenhang.site.models import HouseStyle

# What an action colour stands on, and what is written on it, in light and dark mode: see tokens.css.
LIGHT_SURFACES = ("#FAF8F3", "#FFFFFF", "#F1EDE4")
DARK_SURFACES = ("#12171C", "#1A2127", "#232B33")
ON_LIGHT_ACTION, ON_DARK_ACTION = "#FFFFFF", "#0B1E22"
READABLE = 4.5
LOGO_LIMIT = 100_000
HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def luminance(colour: str) -> float:
    """Relative luminance 0 to 1 of #RRGGBB (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1 to 21 of two colours #RRGGBB (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour: str, surfaces: tuple[str, ...], text_on_it: str) -> float:
    return min(contrast(colour, other) for other in (*surfaces, text_on_it))


class HouseStyleForm(forms.ModelForm[HouseStyle]):
    logo_file = forms.FileField(
        label=_("Logo (SVG)"),
        required=False,
        help_text=_("Een SVG-bestand van hooguit 100 kB. Scripts en verwijzingen gaan eruit."),
        widget=forms.ClearableFileInput(attrs={"accept": ".svg,image/svg+xml"}),
    )
    remove_logo = forms.BooleanField(label=_("Haal het logo weg"), required=False)

    class Meta:
        model = HouseStyle
        fields = ["name", "action_light", "action_dark"]
        help_texts = {
            "action_light": _("Voor knoppen en links op een lichte achtergrond. Bijvoorbeeld #0E5460."),
            "action_dark": _("Voor knoppen en links op een donkere achtergrond. Bijvoorbeeld #7CC4CC."),
        }

    def clean_action_light(self) -> str:
        return readable(
            self.cleaned_data["action_light"], LIGHT_SURFACES, ON_LIGHT_ACTION, _("Kies een donkerdere kleur.")
        )

    def clean_action_dark(self) -> str:
        return readable(self.cleaned_data["action_dark"], DARK_SURFACES, ON_DARK_ACTION, _("Kies een lichtere kleur."))

    def clean_logo_file(self) -> str:
        upload = self.cleaned_data["logo_file"]
        if not upload:
            return ""
        try:
            return clean_svg(upload.read(LOGO_LIMIT + 1), max_bytes=LOGO_LIMIT).decode()
        except SvgError as error:
            raise ValidationError(
                _("Dit logo kunnen wij niet gebruiken. Kies een SVG-bestand van hooguit 100 kB.")
            ) from error

    def save(self, commit: bool = True) -> HouseStyle:
        if self.cleaned_data["remove_logo"]:
            self.instance.logo = ""
        if self.cleaned_data["logo_file"]:
            self.instance.logo = self.cleaned_data["logo_file"]
        return super().save(commit)


def readable(colour: str, surfaces: tuple[str, ...], text_on_it: str, advice: Promise) -> str:
    if not colour:
        return ""
    if not HEX.fullmatch(colour):
        raise ValidationError(_("Schrijf de kleur als # met zes tekens, zoals #0E5460."))
    ratio = least_contrast(colour, surfaces, text_on_it)
    if ratio < READABLE:
        raise ValidationError(
            _("Deze kleur is niet goed leesbaar: contrast %(ratio)s, nodig is 4,5. %(advice)s")
            % {"ratio": f"{ratio:.1f}".replace(".", ","), "advice": advice}
        )
    return colour.upper()


def stylesheet(style: HouseStyle) -> str:
    """The two colours as tokens; loaded after ours and outside any layer, so that they win."""
    light, dark = style.action_light or "#0E5460", style.action_dark or "#7CC4CC"
    return (
        "html {\n"
        f"  --basis-color-action-1-color-default: light-dark({light}, {dark});\n"
        f"  --basis-color-action-1-color-hover: light-dark(color-mix(in srgb, {light} 75%, black), "
        f"color-mix(in srgb, {dark} 75%, white));\n"
        "}\n"
    )
