"""How the group saw its partnership at the end: how often each answer was given, and no more (F9)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from samenhang.workshops.columns import Phase
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


@dataclass(frozen=True, slots=True)
class LookedBack:
    """How far the look back is, for who leads. `marks`: what was answered, only while nobody answers any more."""

    is_up: bool = False
    is_open: bool = False
    count: int = 0
    marks: Sequence[Mark] = ()


def looked_back_on(board: Board) -> LookedBack:
    if not board.self_check_is_open and board.phase != Phase.AGREE:
        return LookedBack()
    count, is_open = how_many_looked_back(board), board.self_check_is_open
    marks = [] if is_open else picture_of(board)
    return LookedBack(is_up=is_open or count > 0, is_open=is_open, count=count, marks=marks)
