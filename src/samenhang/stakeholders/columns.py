"""The columns of the krachtenveld. A column knows how to read, check, write and restore its own cell.

The table, pasting, undo, import and export all work through these, so that each fact has one spelling.
A *value* is what JSON can hold: a text, number, boolean, None, or a list of dicts where a stakeholder has several.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from samenhang.stakeholders.lines import (
    in_every_language,
    read_day,
    read_interest,
    read_precondition,
    words_of,
    write_interest,
    write_precondition,
)
from samenhang.stakeholders.models import (
    Attitude,
    Dimension,
    Influence,
    Interest,
    Kind,
    Need,
    NeedKind,
    Part,
    Precondition,
    Ring,
    Sensitivity,
    Stakeholder,
)

NAME_LIMIT = 200
TEXT_LIMIT = 5_000
ITEMS_LIMIT = 50
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
        if self.required and not text:
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
        known = words_of(self.choices) | self.synonyms
        for attempt in (word, re.split(r"[\s·.:)\-]+", word)[0]):
            if attempt in known:
                return known[attempt]
        raise ValidationError(
            _("“%(text)s” kent deze kolom niet. Kies uit: %(options)s.")
            % {"text": text[:60], "options": ", ".join(str(label) for _value, label in self.choices.choices)}
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


class ListColumn(Column):
    """Rows of another model, one a line. A row keeps its key while its text changes, so that others can point to it."""

    editor: ClassVar[str] = "lines"
    is_list: ClassVar[bool] = True
    model: ClassVar[type[Any]]
    attributes: ClassVar[tuple[str, ...]] = ()

    def rows(self, stakeholder: Stakeholder) -> list[Any]:
        return list(getattr(stakeholder, self.key).all())

    def value(self, stakeholder: Stakeholder) -> list[dict[str, Any]]:
        return [self.item(row) for row in self.rows(stakeholder)]

    def item(self, row: Any) -> dict[str, Any]:
        return {"id": str(row.pk)} | {name: getattr(row, name) for name in self.attributes}

    def shown(self, stakeholder: Stakeholder, viewer: Any) -> list[Any]:
        return self.rows(stakeholder)

    def text(self, stakeholder: Stakeholder, viewer: Any) -> str:
        return "\n".join(self.spell(self.item(row)) for row in self.shown(stakeholder, viewer))

    def parse(self, text: str) -> Any:
        lines = [line.strip() for line in CONTROL.sub("", text.replace("\r", "\n")).split("\n") if line.strip()]
        if len(lines) > ITEMS_LIMIT:
            raise ValidationError(_("Dit zijn te veel regels. Houd het bij %(limit)d regels.") % {"limit": ITEMS_LIMIT})
        for line in lines:
            self.check(line)
        return [self.read(line) for line in lines]

    def read(self, line: str) -> dict[str, Any]:
        raise NotImplementedError

    def merged(self, stakeholder: Stakeholder, value: Any, viewer: Any) -> Any:
        """Lines that stayed the same keep their row; so does a line that only changed its words."""
        left = [self.item(row) for row in self.shown(stakeholder, viewer)]
        merged = [item | {"id": taken(left, self.spell, self.spell(item))} for item in value]
        for item in merged:
            item["id"] = item["id"] or (str(left.pop(0)["id"]) if left else None)
        return merged

    def owned(self, item: dict[str, Any], writer: Any) -> dict[str, Any]:
        """The item as `writer` writes it."""
        return item

    def make(self, stakeholder: Stakeholder, item: dict[str, Any]) -> Any:
        """An unsaved row for this item; without an "id" it gets a new key."""
        given = {name: value for name, value in item.items() if name != "id" or value}
        return self.model(stakeholder=stakeholder, **given)

    def put(self, stakeholder: Stakeholder, value: Any) -> None:
        present = {str(row.pk) for row in self.rows(stakeholder)}
        made = [self.make(stakeholder, item) for item in value]
        kept = [row for row in made if str(row.pk) in present]
        getattr(stakeholder, self.key).exclude(pk__in=[row.pk for row in kept]).delete()
        self.model.objects.bulk_update(kept, self.attributes)
        self.model.objects.bulk_create([row for row in made if str(row.pk) not in present])
        getattr(stakeholder, "_prefetched_objects_cache", {}).pop(self.key, None)


def taken(items: list[dict[str, Any]], spell: Callable[[Any], str], text: str) -> str | None:
    """Take the first item spelled as `text` out of `items`; its key, or None."""
    for position, item in enumerate(items):
        if spell(item) == text:
            return str(items.pop(position)["id"])
    return None


class NeedsColumn(ListColumn):
    """What a stakeholder is needed for, with commas between: known kinds and own words."""

    editor: ClassVar[str] = "text"
    model = Need
    attributes: ClassVar[tuple[str, ...]] = ("kind", "words")

    def text(self, stakeholder: Stakeholder, viewer: Any) -> str:
        return ", ".join(self.spell(item) for item in self.value(stakeholder))

    def spell(self, value: Any) -> str:
        return value["words"] or str(NeedKind(value["kind"]).label).lower()

    def parse(self, text: str) -> Any:
        return super().parse(re.sub(r"[,;]", "\n", text))

    def read(self, line: str) -> dict[str, Any]:
        kind = words_of(NeedKind).get(line.casefold())
        if kind and kind != NeedKind.OWN_WORDS:
            return {"kind": kind, "words": ""}
        return {"kind": NeedKind.OWN_WORDS.value, "words": line}


class InterestsColumn(ListColumn):
    model = Interest
    attributes: ClassVar[tuple[str, ...]] = ("text", "kind", "basis", "sensitivity", "source", "stated_on", "author_id")

    def item(self, row: Interest) -> dict[str, Any]:
        return super().item(row) | {
            "stated_on": row.stated_on.isoformat() if row.stated_on else None,
            "author_id": str(row.author_id) if row.author_id else None,
        }

    def shown(self, stakeholder: Stakeholder, viewer: Any) -> list[Any]:
        return [row for row in self.rows(stakeholder) if row.visible_to(viewer)]

    def spell(self, value: Any) -> str:
        return write_interest(value)

    def read(self, line: str) -> dict[str, Any]:
        return read_interest(line)

    def merged(self, stakeholder: Stakeholder, value: Any, viewer: Any) -> Any:
        hidden = [self.item(row) for row in self.rows(stakeholder) if not row.visible_to(viewer)]
        authors = {str(row.pk): str(row.author_id) for row in self.rows(stakeholder) if row.author_id}
        merged = super().merged(stakeholder, value, viewer)
        return [self.owned(item | {"author_id": authors.get(item["id"])}, viewer) for item in merged] + hidden

    def owned(self, item: dict[str, Any], writer: Any) -> dict[str, Any]:
        # Who hides an interest must still be able to see it.
        hides = item["sensitivity"] == Sensitivity.ONLY_ME
        return item | {"author_id": str(writer.pk) if hides or not item["author_id"] else item["author_id"]}

    def make(self, stakeholder: Stakeholder, item: dict[str, Any]) -> Interest:
        day = read_day(item["stated_on"]) if item["stated_on"] else None
        made: Interest = super().make(stakeholder, item | {"stated_on": day})
        return made


class PreconditionsColumn(ListColumn):
    model = Precondition
    attributes: ClassVar[tuple[str, ...]] = ("text", "absolute", "state")

    def spell(self, value: Any) -> str:
        return write_precondition(value)

    def read(self, line: str) -> dict[str, Any]:
        return read_precondition(line)


INFLUENCE_SYNONYMS = {
    "laag": 1,
    "low": 1,
    "weinig": 1,
    "gemiddeld": 2,
    "midden": 2,
    "medium": 2,
    "matig": 2,
    "hoog": 3,
    "high": 3,
    "veel": 3,
    "zeer hoog": 4,
    "very high": 4,
}
ATTITUDE_SYNONYMS = {
    "negatief": 1,
    "negative": 1,
    "tegenstander": 1,
    "kritisch": 2,
    "neutraal": 3,
    "neutral": 3,
    "positief": 4,
    "positive": 4,
    "voorstander": 5,
    "--": 1,
    "-": 2,
    "0": 3,
    "+": 4,
    "++": 5,
}
KIND_SYNONYMS = {
    "mens": "person",
    "individu": "person",
    "bedrijf": "organisation",
    "instelling": "organisation",
    "org": "organisation",
    "organization": "organisation",
    "partij": "organisation",
}

COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        lazy("Partner"),
        "l",
        NAME_LIMIT,
        required=True,
        headers=(
            "naam",
            "name",
            "partner",
            "stakeholder",
            "speler",
            "partij",
            "belanghebbende",
            "actor",
            "contactpersoon",
            "wie",
            "betrokkene",
            "contact",
        ),
    ),
    ChoiceColumn(
        "kind",
        lazy("Soort"),
        "s",
        required=True,
        choices=Kind,
        synonyms=KIND_SYNONYMS,
        headers=("soort", "type", "kind", "persoon/organisatie"),
    ),
    Column(
        "organisation",
        lazy("Organisatie"),
        "m",
        NAME_LIMIT,
        headers=(
            "organisatie",
            "organisation",
            "organization",
            "affiliatie",
            "affiliation",
            "bedrijf",
            "company",
            "instelling",
            "werkgever",
            "employer",
        ),
    ),
    Column(
        "job_title",
        lazy("Functie"),
        "m",
        NAME_LIMIT,
        headers=("functie", "function", "job title", "rol in organisatie", "position", "titel"),
    ),
    NeedsColumn(
        "needs",
        lazy("Nodig voor"),
        "m",
        NAME_LIMIT,
        headers=("nodig voor", "needed for", "waarvoor nodig", "waarvoor", "bijdrage", "contribution"),
    ),
    YesNoColumn(
        "essential",
        lazy("Onmisbaar"),
        "s",
        headers=("onmisbaar", "essential", "essentieel", "noodzakelijk", "cruciaal"),
    ),
    ChoiceColumn(
        "influence",
        lazy("Invloed"),
        "s",
        choices=Influence,
        synonyms=INFLUENCE_SYNONYMS,
        headers=("invloed", "influence", "macht", "power", "mate van invloed", "impact"),
    ),
    InterestsColumn(
        "interests",
        lazy("Belangen en drijfveren"),
        "l",
        TEXT_LIMIT,
        headers=(
            "belangen en drijfveren",
            "belangen",
            "belang",
            "drijfveren",
            "drijfveer",
            "interests",
            "interest",
            "motivation",
            "motieven",
            "interests and drives",
        ),
    ),
    ChoiceColumn(
        "attitude",
        lazy("Houding"),
        "s",
        choices=Attitude,
        synonyms=ATTITUDE_SYNONYMS,
        headers=("houding", "attitude", "standpunt", "position", "stance", "houding/kwaliteit interactie"),
    ),
    ChoiceColumn(
        "dimension",
        lazy("Relatie"),
        "m",
        choices=Dimension,
        headers=(
            "relatie",
            "dimensie",
            "relationship",
            "dimension",
            "4d",
            "4d-model",
            "kwaliteit relatie",
            "kwaliteit interactie",
        ),
    ),
    PreconditionsColumn(
        "preconditions",
        lazy("Randvoorwaarden"),
        "m",
        TEXT_LIMIT,
        headers=(
            "randvoorwaarden",
            "randvoorwaarde",
            "preconditions",
            "precondition",
            "voorwaarden",
            "conditions",
            "randvoorwaarden om medewerking te krijgen?",
        ),
    ),
    ChoiceColumn("part", lazy("Rol"), "s", empty="", choices=Part, headers=("rol", "role", "part")),
    ChoiceColumn(
        "ring",
        lazy("Kring"),
        "s",
        empty="",
        choices=Ring,
        headers=("kring", "ring", "participatie", "niveau van betrokkenheid"),
    ),
    LongColumn(
        "own_initiatives",
        lazy("Aanhaken bij"),
        "m",
        headers=("aanhaken bij", "aanhaken", "eigen initiatieven", "own initiatives", "join", "initiatives to join"),
    ),
    LongColumn(
        "constituency", lazy("Achterban"), "m", headers=("achterban", "constituency", "vertegenwoordigt", "represents")
    ),
    LongColumn(
        "notes",
        lazy("Notities"),
        "l",
        headers=(
            "notities",
            "notes",
            "opmerkingen",
            "opmerking",
            "remarks",
            "comments",
            "toelichting",
            "bijzonderheden",
        ),
    ),
    Column("source", lazy("Bron"), "m", headers=("bron", "source")),
    DateColumn(
        "stated_on",
        lazy("Datum van de bron"),
        "s",
        headers=("datum", "date", "datum van de bron", "source date", "d.d."),
    ),
)
COLUMN_BY_KEY = {column.key: column for column in COLUMNS}

# The relation is decided on its own page, from observations; the table shows it and an import may bring it.
READ_ONLY = frozenset({"dimension"})
SHOWN_FIRST = ("name", "needs", "essential", "influence", "interests", "dimension", "attitude", "preconditions")
