"""A form that notices that somebody else changed what it began with."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.formats import localize
from django.utils.translation import gettext as _


class SeenForm[Row: models.Model](forms.ModelForm[Row]):
    """`seen` belongs to what stood there when the form was drawn. When that changed meanwhile, the form is stale: it is
    drawn again with what was typed beside what stands there now, and saving it then is a choice.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def look(self) -> None:
        """Compare what was seen with what stands there; a subclass calls this once its fields are as they are."""
        now = [(name, self.get_initial_for_field(field, name), field.disabled) for name, field in self.fields.items()]
        version = salted_hmac("workshops.seen", repr(now), algorithm="sha256").hexdigest()[:32]
        is_there = not self.instance._state.adding
        self.is_stale = self.is_bound and is_there and self.data.get("seen") != version
        self.initial["seen"] = version
        if self.is_stale:
            self.data = dict(self.data.items()) | {"seen": version}

    def standing(self, names: Iterable[str]) -> Iterator[tuple[Any, str]]:
        """Label of these fields, and what stands there."""
        for name in names:
            yield self[name].label, spelled(self.fields[name], self[name].initial)

    def differences(self) -> Iterator[tuple[Any, str]]:
        """Label of what was typed otherwise than it stands there, and what stands there."""
        for name in self.changed_data:
            bound = self[name]
            if not bound.is_hidden:
                yield bound.label, spelled(bound.field, bound.initial)


def spelled(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        asked = "" if value is None else str(value)
        choices: Iterable[Any] = list(field.choices)  # type: ignore[arg-type]
        return next((str(label) for key, label in choices if str(key) == asked), asked)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return "" if value is None else str(localize(value))
