"""What the groups of a series said, as a joint session takes it over: who, when, and how far they agree (F5)."""

from dataclasses import dataclass

from django.db.models import Count

from samenhang.workshops.columns import Phase
from samenhang.workshops.harvest import as_it_ended, statement_of
from samenhang.workshops.models import Board, Cluster
from samenhang.workshops.piles import lanes_of
from samenhang.workshops.result import Statement


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a joint session can begin with, as long as its map stands at writing.

    `is_to_bring_in`: nothing lies here yet, and the groups have something. `is_brought`: it lies here, and nothing else
    waits to be shown.
    """

    is_to_bring_in: bool = False
    is_brought: bool = False


def beginning_of(board: Board) -> Beginning:
    if not board.is_joint or board.phase != Phase.WRITE:
        return Beginning()
    there = board.cards.present().filter(column__in=[int(column) for column in board.columns_now], hidden_at=None)
    lies = there.aggregate(all=Count("pk"), shown=Count("revealed_at"))
    if lies["all"]:
        return Beginning(is_brought=lies["all"] == lies["shown"])
    of_groups = Cluster.objects.present().filter(board__workshop=board.workshop_id, board__group__isnull=False)
    is_new = not board.cards.present().exclude(origin=None).exists()
    return Beginning(is_to_bring_in=is_new and of_groups.exclude(statement="", cards=None).exists())


def said_by_groups(board: Board) -> list[tuple[Cluster, Statement]]:
    """The sentence of each pile on the maps of the groups that has one, by group and step."""
    boards = Board.objects.filter(workshop=board.workshop_id, group__isnull=False).select_related("workshop", "group")
    piles = [pile for one in boards for lane in lanes_of(as_it_ended(one)) for pile in lane.piles]
    return [(pile.cluster, statement_of(pile, leader=False)) for pile in piles if pile.sentence]
