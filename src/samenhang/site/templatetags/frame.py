"""Small marks used on every page."""

from functools import cache
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samenhang.initiatives.models import Membership
from samenhang.site.stages import stages_of
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


@register.simple_tag(takes_context=True)
def stages(context: RequestContext, membership: Membership | None) -> list[Any]:
    """The stages of this initiative, computed once per page."""
    if not membership:
        return []
    known = context.render_context.setdefault("stages", {})
    if membership.pk not in known:
        known[membership.pk] = stages_of(membership)
    return list(known[membership.pk])
