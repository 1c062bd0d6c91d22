"""Columns with several values, one a line: needs, interests and preconditions, each a row of its own model."""

import re
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.stakeholders.columns.kinds import CONTROL, Column
from samenhang.stakeholders.lines import (
    read_day,
    read_interest,
    read_precondition,
    words_of,
    write_interest,
    write_precondition,
)
from samenhang.stakeholders.models import Interest, Need, NeedKind, Precondition, Sensitivity, Stakeholder

ITEMS_LIMIT = 50


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
        texts = {str(row.pk): row.text for row in self.rows(stakeholder)}
        for item in merged:
            if item["sensitivity"] == Sensitivity.ONLY_ME and texts.get(item["id"]) != item["text"]:
                # Something new of one's own, in the place of a line that went: not that line, changed.
                item["id"] = item["id"] if authors.get(item["id"]) == str(viewer.pk) else None
        return [self.owned(item | {"author_id": authors.get(item["id"])}, viewer) for item in merged] + hidden

    def owned(self, item: dict[str, Any], writer: Any) -> dict[str, Any]:
        author = item["author_id"] or str(writer.pk)
        if item["sensitivity"] == Sensitivity.ONLY_ME and author != str(writer.pk):
            raise ValidationError(_("Alleen wie dit belang opschreef, kan het voor zich houden."))
        return item | {"author_id": author}

    def make(self, stakeholder: Stakeholder, item: dict[str, Any]) -> Interest:
        day = read_day(item["stated_on"]) if item["stated_on"] else None
        made: Interest = super().make(stakeholder, item | {"stated_on": day})
        return made

    def put(self, stakeholder: Stakeholder, value: Any) -> None:
        """As in any list, without authors who left; what only they could see goes with them."""
        authors = {item["author_id"] for item in value if item["author_id"]}
        present = {str(pk) for pk in Person.objects.filter(pk__in=authors).values_list("pk", flat=True)}
        kept = [item | {"author_id": item["author_id"] if item["author_id"] in present else None} for item in value]
        super().put(stakeholder, [one for one in kept if one["author_id"] or one["sensitivity"] != Sensitivity.ONLY_ME])


class PreconditionsColumn(ListColumn):
    model = Precondition
    attributes: ClassVar[tuple[str, ...]] = ("text", "absolute", "state")

    def spell(self, value: Any) -> str:
        return write_precondition(value)

    def read(self, line: str) -> dict[str, Any]:
        return read_precondition(line)
