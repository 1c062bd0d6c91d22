"""Which stakeholders a table shows, and in which order."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, QuerySet, prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.models import Basis, Dimension, Interest, NeedKind, Stakeholder

PAGE_SIZE = 40
RELATED = ("needs", "interests", "preconditions")

ANY = ("", _("Alles"))
GAPS = {
    "influence": _("Invloed onbekend"),
    "attitude": _("Houding onbekend"),
    "needs": _("Nodig voor onbekend"),
    "interests": _("Belangen onbekend"),
    "only_assumed": _("Belangen alleen vermoed"),
    "dimension": _("Relatie niet beoordeeld"),
}
# Sorting by these is work for the database; a name is encrypted and sorted here.
SORTS = {
    "name": _("Naam"),
    "influence": _("Invloed"),
    "attitude": _("Houding"),
    "dimension": _("Relatie"),
    "essential": _("Onmisbaar"),
    "last_observed_on": _("Gezien"),
}


class SelectionForm(forms.Form):
    """The filter above the table. What it does not understand it leaves out: a link never breaks."""

    q = forms.CharField(label=_("Zoek een partner"), required=False, max_length=100)
    need = forms.ChoiceField(label=_("Nodig voor"), required=False, choices=[ANY, *NeedKind.choices])
    dimension = forms.ChoiceField(label=_("Relatie"), required=False, choices=[ANY, *Dimension.choices])
    missing = forms.ChoiceField(
        label=_("Wat ontbreekt"), required=False, choices=[("", _("Maakt niet uit")), *GAPS.items()]
    )
    sort = forms.ChoiceField(required=False, choices=[(sign + key, key) for key in SORTS for sign in ("", "-")])


class Selection:
    """The stakeholders of an initiative as somebody filtered and sorted them."""

    def __init__(self, query: QueryDict, initiative: Initiative, viewer: Person) -> None:
        self.form = SelectionForm(query)
        self.form.is_valid()
        self.wanted: dict[str, Any] = self.form.cleaned_data
        self.initiative, self.viewer = initiative, viewer

    @property
    def is_filtered(self) -> bool:
        return any(self.wanted.get(key) for key in ("q", "need", "dimension", "missing"))

    @property
    def sort(self) -> str:
        return str(self.wanted.get("sort", ""))

    def ids(self) -> list[UUID]:
        """The keys of all that fit, in order. Decrypts names only to sort by them, and texts only to search them."""
        key, descending = self.sort.lstrip("-"), self.sort.startswith("-")
        words = str(self.wanted.get("q", "")).casefold().split()
        rows = self.in_order(self.narrowed(), key, descending)
        if words:
            texts = self.texts(rows)
            return [found for found, text in self.named(texts, key, descending) if all(word in text for word in words)]
        if key == "name":
            names = {pk: text.casefold() for pk, text in rows.values_list("pk", "name")}
            return [found for found, _name in self.named(names, key, descending)]
        return list(rows.values_list("pk", flat=True))

    def named(self, texts: dict[UUID, str], key: str, descending: bool) -> list[tuple[UUID, str]]:
        """Texts by key; by name when that is asked, for each text begins with it."""
        if key != "name":
            return list(texts.items())
        return sorted(texts.items(), key=lambda item: item[1], reverse=descending)

    def texts(self, rows: "QuerySet[Stakeholder]") -> dict[UUID, str]:
        """What can be searched of each row, in small letters: name, organisation, interests this viewer may see."""
        interests: dict[UUID, list[str]] = {}
        shown = Interest.objects.visible_to(self.viewer).filter(stakeholder__initiative=self.initiative)
        for pk, text in shown.values_list("stakeholder", "text"):
            interests.setdefault(pk, []).append(text)
        return {
            pk: " ".join([name, organisation, *interests.get(pk, [])]).casefold()
            for pk, name, organisation in rows.values_list("pk", "name", "organisation")
        }

    def narrowed(self) -> "QuerySet[Stakeholder]":
        rows: QuerySet[Stakeholder] = Stakeholder.objects.filter(initiative=self.initiative).present()
        if self.wanted.get("need"):
            rows = rows.filter(needs__kind=self.wanted["need"]).distinct()
        if self.wanted.get("dimension"):
            rows = rows.filter(dimension=self.wanted["dimension"])
        missing = self.wanted.get("missing")
        known = Interest.objects.visible_to(self.viewer).filter(stakeholder=OuterRef("pk"))
        if missing == "interests":
            return rows.exclude(Exists(known))
        if missing == "only_assumed":
            return rows.filter(Exists(known)).exclude(Exists(known.exclude(basis=Basis.ASSUMED)))
        if missing:
            return rows.filter(**{f"{missing}__isnull": True})
        return rows

    def in_order(self, rows: "QuerySet[Stakeholder]", key: str, descending: bool) -> "QuerySet[Stakeholder]":
        if key in {"", "name"}:
            return rows.order_by("id")
        field = F(key).desc(nulls_last=True) if descending else F(key).asc(nulls_last=True)
        return rows.order_by(field, "id")

    def page(self, number: str | int | None) -> "Page[UUID]":
        return Paginator(self.ids(), PAGE_SIZE).get_page(number)

    def rows(self, keys: Sequence[UUID] | None = None) -> list[Stakeholder]:
        """Whole rows with what belongs to them, in the order of `keys` (None: all that fit)."""
        if keys is None:
            keys, found = self.ids(), {row.pk: row for row in self.narrowed()}
        else:
            found = Stakeholder.objects.in_bulk(keys)
        rows = [found[key] for key in keys if key in found]
        prefetch_related_objects(rows, *RELATED)
        return rows
