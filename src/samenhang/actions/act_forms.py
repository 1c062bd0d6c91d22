"""What an act on an action asks for: a day, a reason."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REASON_LIMIT = 1_000
FURTHEST = timedelta(days=3_653)


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


NOT_A_DAY = {"invalid": _("Schrijf de datum als 14-04-2026.")}


def check_day(day: date) -> date:
    """A day on which something can still happen. Raises ValidationError."""
    today = timezone.localdate()
    if day < today:
        raise ValidationError(_("Deze dag is voorbij. Kies vandaag of later."))
    if day > today + FURTHEST:
        raise ValidationError(_("Kies een dag binnen tien jaar."))
    return day


class ReasonForm(forms.Form):
    """Why something does not happen."""

    why = forms.CharField(
        label=_("Waarom?"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Alleen de netwerkleider en medeleiders lezen dit."),
        error_messages={"required": _("Schrijf kort waarom.")},
    )

    def clean_why(self) -> str:
        return str(self.cleaned_data["why"]).replace("\r\n", "\n")


class PostponeForm(ReasonForm):
    until = forms.DateField(
        label=_("Tot welke dag?"),
        widget=day_input(),
        error_messages=NOT_A_DAY | {"required": _("Kies een dag.")},
    )
    field_order = ["until", "why"]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["why"].required = False

    def clean_until(self) -> date:
        return check_later(self.cleaned_data["until"])


def check_later(day: date) -> date:
    """Resting until today is not resting. Raises ValidationError."""
    if day == timezone.localdate():
        raise ValidationError(_("Dat is vandaag. Kies morgen of later."))
    return check_day(day)


class DayForm(forms.Form):
    """A day chosen by a button (`to`), or else by the calendar (`day`)."""

    to = forms.CharField(required=False)
    day = forms.DateField(label=_("Op welke dag?"), required=False, widget=day_input(), error_messages=NOT_A_DAY)
    nothing: ClassVar[str] = "none"
    """The button that chooses no day."""

    def __init__(self, data: Any = None, *, days: dict[str, date], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.days = days

    def check(self, day: date) -> date:
        return check_day(day)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        return self.check(day) if day and not self.cleaned_data.get("to") else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        to = cleaned.get("to")
        if to in self.days:
            cleaned["day"] = self.days[to]
        elif to != self.nothing and "day" not in self.errors and not cleaned.get("day"):
            self.add_error("day", _("Kies een dag."))
        return cleaned

    @property
    def chosen(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        return day


class SnoozeForm(DayForm):
    def check(self, day: date) -> date:
        return check_later(day)
