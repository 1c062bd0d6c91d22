"""The small marks of the sprite, for every template: see builtins in settings.py."""

from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samenhang.stakeholders.models import Dimension

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A decorative icon of the page's sprite; the words stand beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"></use></svg>', name)


@register.simple_tag
def dimension(number: int | None) -> SafeString | str:
    """Symbol, number and words of a dimension; empty when it is not known."""
    if not number:
        return ""
    return format_html(
        '<span class="dimension"><svg class="dimension__mark" data-dimension="{n}" aria-hidden="true">'
        '<use href="#d-{n}"></use></svg> {n}&nbsp;· {words}</span>',
        n=number,
        words=Dimension(number).label,
    )
