"""Columns with one value: a text, a choice, yes or no, a date."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samenhang.stakeholders.lines import in_every_language, read_day, words_of
from samenhang.stakeholders.models import Kind, Stakeholder

NAME_LIMIT = 200
TEXT_LIMIT = 5_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

type Label = str | Promise


@dataclass(frozen=True)
class Column:
    """One line of text."""

    key: str
    label: Label
    width: str = "m"
    limit: int = TEXT_LIMIT
    required: bool = False
    headers: tuple[str, ...] = ()

    editor: ClassVar[str] = "text"
    is_list: ClassVar[bool] = False

    @property
    def options(self) -> list[tuple[Any, Label]]:
        return []

    def value(self, stakeholder: Stakeholder) -> Any:
        """The whole value, also what this viewer may not see: for undo and history."""
        return getattr(stakeholder, self.key)

    def text(self, stakeholder: Stakeholder, viewer: Any) -> str:
        """The cell as `viewer` reads and edits it."""
        return self.spell(self.value(stakeholder))

    def spell(self, value: Any) -> str:
        return str(value or "")

    def parse(self, text: str) -> Any:
        """The value of what somebody typed. Raises ValidationError with a sentence that says what to do."""
        text = " ".join(CONTROL.sub("", text).split())
        self.check(text)
        return text

    def check(self, text: str) -> None:
        if self.required and not any(unicodedata.category(letter)[0] in "LNPS" for letter in text):
            raise ValidationError(_("Vul een naam in."))
        if len(text) > self.limit:
            raise ValidationError(
                _("Deze tekst is te lang: %(length)d tekens. Houd het bij %(limit)d tekens.")
                % {"length": len(text), "limit": self.limit}
            )

    def merged(self, stakeholder: Stakeholder, value: Any, viewer: Any) -> Any:
        """What the whole value becomes when `viewer` types `value`: what was hidden from the viewer stays."""
        return value

    def put(self, stakeholder: Stakeholder, value: Any) -> None:
        """Store the value, in a transaction of the caller."""
        setattr(stakeholder, self.key, value)
        stakeholder.save(update_fields=[self.key])


class LongColumn(Column):
    """Several lines of text."""

    editor: ClassVar[str] = "lines"

    def parse(self, text: str) -> Any:
        text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
        self.check(text)
        return text


@dataclass(frozen=True)
class ChoiceColumn(Column):
    """One of a few known values; read in any language, by label, number or a common synonym."""

    choices: type[Choices] = Kind
    empty: Any = None
    synonyms: dict[str, Any] = field(default_factory=dict, hash=False)
    # A bare number means something only where everybody counts the same way: the four dimensions.
    by_number: bool = False

    editor: ClassVar[str] = "choice"

    @property
    def options(self) -> list[tuple[Any, Label]]:
        nothing: list[tuple[Any, Label]] = [] if self.required else [("", "")]
        return nothing + [(str(label), label) for _value, label in self.choices.choices]

    def spell(self, value: Any) -> str:
        return "" if value == self.empty else str(self.choices(value).label)

    def parse(self, text: str) -> Any:
        word = text.strip().casefold()
        if not word and not self.required:
            return self.empty
        if word.isdecimal() and not self.by_number:
            raise self.unknown(text)
        known = words_of(self.choices) | self.synonyms
        for attempt in (word, re.split(r"[\s·.:)\-]+", word)[0]):
            if attempt in known:
                return known[attempt]
        raise self.unknown(text)

    def unknown(self, text: str) -> ValidationError:
        options = ", ".join(str(label) for _value, label in self.choices.choices)
        return ValidationError(
            _("“%(text)s” past niet bij %(column)s. Kies uit: %(options)s.")
            % {"text": text[:60], "column": self.label, "options": options}
        )


class YesNoColumn(Column):
    editor: ClassVar[str] = "choice"

    @property
    def options(self) -> list[tuple[Any, Label]]:
        return [(_("nee"), _("nee")), (_("ja"), _("ja"))]

    def spell(self, value: Any) -> str:
        return _("ja") if value else _("nee")

    def parse(self, text: str) -> Any:
        word = text.strip().casefold()
        if word in in_every_language("ja") | {"j", "y", "x", "1", "true", "waar", "v"}:
            return True
        if word in in_every_language("nee") | {"", "n", "0", "false", "onwaar", "-"}:
            return False
        raise ValidationError(_("Schrijf hier “ja” of “nee”."))


class DateColumn(Column):
    editor: ClassVar[str] = "date"

    def value(self, stakeholder: Stakeholder) -> Any:
        day = getattr(stakeholder, self.key)
        return day.isoformat() if day else None

    def parse(self, text: str) -> Any:
        if not text.strip():
            return None
        day = read_day(text.strip()[:10])
        if not day:
            raise ValidationError(_("Schrijf de datum als 14-04-2026."))
        return day.isoformat()

    def put(self, stakeholder: Stakeholder, value: Any) -> None:
        super().put(stakeholder, read_day(value) if value else None)
