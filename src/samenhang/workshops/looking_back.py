"""How the group saw its partnership at the end: how often each answer was given, and no more (F9)."""

from collections import defaultdict

from django.db.models import Count

from samenhang.workshops.models import Board, SelfCheck
from samenhang.workshops.result import Mark


def picture_of(board: Board) -> list[Mark]:
    """Per mark of partnership how many gave each answer; empty when nobody gave any."""
    given = board.self_checks.order_by().values_list("mark", "extent").annotate(Count("pk"))
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for mark, extent, count in given:
        counts[mark][extent] = count
    if not counts:
        return []
    return [
        Mark(str(mark.label), [(str(extent.label), counts[mark].get(extent, 0)) for extent in SelfCheck.Extent])
        for mark in SelfCheck.Mark
    ]


def how_many_looked_back(board: Board) -> int:
    """How many answered any of the questions."""
    return board.self_checks.order_by().values("participant").distinct().count()
