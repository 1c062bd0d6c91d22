"""What the groups of a series said, as a joint session takes it over: who, when, and how far they agree (F5)."""

from samenhang.workshops.harvest import as_it_ended, statement_of
from samenhang.workshops.models import Board, Cluster
from samenhang.workshops.piles import lanes_of
from samenhang.workshops.result import Statement


def said_by_groups(board: Board) -> list[tuple[Cluster, Statement]]:
    """The sentence of each pile on the maps of the groups that has one, by group and step."""
    boards = Board.objects.filter(workshop=board.workshop_id, group__isnull=False).select_related("workshop", "group")
    piles = [pile for one in boards for lane in lanes_of(as_it_ended(one)) for pile in lane.piles]
    return [(pile.cluster, statement_of(pile, leader=False)) for pile in piles if pile.sentence]
