"""The cells of the table. Written here and not as templates, since a page has four hundred of them."""

from collections.abc import Callable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samenhang.stakeholders.cells import Cell
from samenhang.stakeholders.models import PreconditionState, Sensitivity
from samenhang.stakeholders.templatetags.marks import dimension as mark
from samenhang.stakeholders.templatetags.marks import icon

register = template.Library()

NOTHING = SafeString("")
TONES = {PreconditionState.MET: "positive", PreconditionState.DISCUSSED: "info"}


@register.simple_tag
def table_cell(cell: Cell) -> SafeString:
    """One cell. Its raw text travels along in data-text, so that editing needs no request."""
    key = cell.column.key
    return format_html(
        '<{tag} id="c-{row}-{key}" data-key="{key}" data-label="{label}" data-text="{text}"{fixed}{state}>'
        "{inside}{saved}</{end}>",
        tag=SafeString('th scope="row"' if key == "name" else "td"),
        end=SafeString("th" if key == "name" else "td"),
        row=cell.stakeholder.pk,
        key=key,
        label=cell.label,
        text=cell.text,
        fixed=NOTHING if cell.editable else SafeString(" data-fixed"),
        state=format_html(' data-state="{}"', cell.state) if cell.state else NOTHING,
        inside=INSIDE.get(key, plain)(cell),
        saved=saved() if cell.state == "saved" else NOTHING,
    )


def plain(cell: Cell) -> SafeString:
    return format_html('<span class="sheet__text" dir="auto">{}</span>', cell.text) if cell.text else NOTHING


def name(cell: Cell) -> SafeString:
    one = cell.stakeholder
    who = " · ".join(filter(None, [one.job_title, one.organisation]))
    return format_html(
        '<a href="{}" dir="auto">{}</a>{}',
        reverse("stakeholders:detail", args=[one.initiative_id, one.pk]),
        one.name,
        format_html('<span class="sheet__who" dir="auto">{}</span>', who) if who else NOTHING,
    )


def needs(cell: Cell) -> SafeString:
    return format_html('<span dir="auto">{}</span>', capfirst(cell.text))


def essential(cell: Cell) -> SafeString:
    return format_html("{}", _("Onmisbaar")) if cell.stakeholder.essential else NOTHING


def interests(cell: Cell) -> SafeString:
    lock = format_html(' {}<span class="visually-hidden">{}</span>', icon("lock"), Sensitivity.ONLY_ME.label)
    return format_html_join(
        "",
        '<span class="sheet__line" dir="auto">{}{}</span>',
        ((one.text, lock if one.sensitivity == Sensitivity.ONLY_ME else NOTHING) for one in cell.shown),
    )


def preconditions(cell: Cell) -> SafeString:
    return format_html_join(
        "",
        '<span class="sheet__line" dir="auto">{}</span><span class="label sheet__line"{}>{}</span>',
        ((one.text, tone(one), standing(one)) for one in cell.shown),
    )


def tone(precondition: Any) -> SafeString:
    word = TONES.get(precondition.state) or ("warning" if precondition.absolute else "")
    return format_html(' data-tone="{}"', word) if word else NOTHING


def standing(precondition: Any) -> str:
    words = str(precondition.get_state_display())
    return f"{words} · {_('absoluut')}" if precondition.absolute else words


def dimension(cell: Cell) -> SafeString:
    one = cell.stakeholder
    url = reverse("relationships:relation", args=[one.initiative_id, one.pk])
    if not one.dimension:
        return format_html('<a class="sheet__relation" href="{}">{}</a>', url, _("Beoordeel"))
    when = _("indruk")
    if one.last_observed_on:
        when = _("gezien %(day)s") % {"day": date_format(one.last_observed_on, "SHORT_DATE_FORMAT")}
    return format_html(
        '<a class="sheet__relation" href="{}">{}</a><span class="sheet__who">{}</span>', url, mark(one.dimension), when
    )


def day(cell: Cell) -> SafeString:
    value = cell.stakeholder.stated_on
    return format_html("{}", date_format(value, "SHORT_DATE_FORMAT")) if value else NOTHING


def saved() -> SafeString:
    return format_html(
        '<span class="label sheet__state" data-tone="positive">{}{}</span>', icon("check"), _("Opgeslagen")
    )


INSIDE: dict[str, Callable[[Cell], SafeString]] = {
    "name": name,
    "needs": needs,
    "essential": essential,
    "interests": interests,
    "preconditions": preconditions,
    "dimension": dimension,
    "stated_on": day,
}
