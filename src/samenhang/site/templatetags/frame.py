"""Small marks used on every page."""

from functools import cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samenhang.site.stages import Stage, stages_of
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


@register.simple_tag
def stages(membership: Any) -> list[Stage]:
    """The stages of this initiative, computed once per page."""
    if not membership:
        return []
    # The membership lives as long as the page: its frame and its main part ask for the same stages.
    if not hasattr(membership, "_stages"):
        membership._stages = stages_of(membership)
    return list(membership._stages)
