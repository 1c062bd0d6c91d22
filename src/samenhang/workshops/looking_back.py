"""How the group saw its partnership at the end: how often each answer was given, and no more (F9).

Of two answers each of both knows the other: what fewer than three answered is shown to nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from samenhang.workshops.columns import Phase
from samenhang.workshops.counting import Counted, count_by
from samenhang.workshops.models import Board, SelfCheck
from samenhang.workshops.result import Mark

FEWEST = 3


def picture_of(board: Board) -> list[Mark]:
    """Per mark of partnership how many gave each answer; empty when too few gave any."""
    return picture_in(self_checks(board))


def self_checks(board: Board) -> QuerySet[Any, Counted]:
    return count_by(board.self_checks.all(), "mark", Count("pk"), "mark", "extent")


def picture_in(counted: Iterable[Counted]) -> list[Mark]:
    """As `picture_of`, from counts with those of `self_checks` among them."""
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for what, mark, extent, _text, count in counted:
        if what == "mark":
            counts[mark][int(extent)] = count
    return [
        Mark(mark.value, str(mark.label), [(str(one.label), counts[mark].get(one, 0)) for one in SelfCheck.Extent])
        for mark in SelfCheck.Mark
        if sum(counts[mark].values()) >= FEWEST
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
