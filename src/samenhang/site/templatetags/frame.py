"""What the frame around every page asks for."""

from typing import Any

from django import template

from samenhang.site.stages import Stage, stages_of

register = template.Library()


@register.simple_tag
def stages(membership: Any) -> list[Stage]:
    """The stages of this initiative, computed once per page."""
    if not membership:
        return []
    # The membership lives as long as the page: its frame and its main part ask for the same stages.
    if not hasattr(membership, "_stages"):
        membership._stages = stages_of(membership)
    return list(membership._stages)
