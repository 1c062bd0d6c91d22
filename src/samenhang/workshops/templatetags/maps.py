"""Contributions and piles in templates of maps."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samenhang.documents.marks import MARKS
from samenhang.workshops.columns import Naming
from samenhang.workshops.door import helping_key
from samenhang.workshops.drawing import draw_cards, draw_copies, who_and_when
from samenhang.workshops.models import Board, Card, Cluster
from samenhang.workshops.reading import reading_of

register = template.Library()
register.filter("reading", reading_of)
register.filter("helping_key", helping_key)


@register.simple_tag
def cards(these: Iterable[Card], board: Board, desk: bool = False, as_copy: bool = False) -> SafeString:
    """List items of contributions; as a copy without what a live page needs to change them."""
    return draw_copies(these) if as_copy else draw_cards(these, board, desk=desk)


@register.simple_tag(name="who_and_when")
def draw_who_and_when(row: Any) -> str:
    """Who does it, and until when, of a contribution, a pile or a sentence."""
    return " · ".join(who_and_when(row.who, row.due))


@register.simple_tag
def group_marks() -> SafeString:
    """The marks of groups, to be used by their number (`#mark-0`); once on each page that shows any."""
    symbols = ((at, mark.path) for at, mark in enumerate(MARKS))
    return format_html(
        '<svg class="visually-hidden" aria-hidden="true">{}</svg>',
        format_html_join("", '<symbol id="mark-{}" viewBox="0 0 24 24"><path d="{}"/></symbol>', symbols),
    )


@register.simple_tag
def who_reads_a_remark(board: Board, pile: Cluster) -> str:
    if board.naming_of(pile.column) is Naming.NAMED:
        return _("Bij het tonen leest iedereen dit, met uw naam als u die gaf.")
    return _("Bij het tonen leest iedereen dit, zonder uw naam.")
