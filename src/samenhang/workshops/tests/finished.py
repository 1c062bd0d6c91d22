"""Steps that take a map from writing to a closed one, for tests about what it gave."""

from collections.abc import Sequence

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, steering, voting
from samenhang.workshops.columns import Phase
from samenhang.workshops.models import Answer, Board, Card, Cluster, Participant


def stage_of(board: Board, column: int) -> int:
    return next(at for at, columns in enumerate(board.workshop.stages) if column in columns)


def go(board: Board, column: int, phase: Phase) -> None:
    """Take the map to a phase of a column, led by its facilitator."""
    steering.go_to(board, leads(board), stage_of(board, column), phase)
    board.refresh_from_db()


def leads(board: Board) -> Person:
    assert board.facilitator
    return board.facilitator


def pile(board: Board, *texts: str, statement: str = "", who: str = "") -> Cluster:
    """Lay what has these texts together, under a sentence."""
    cards = list(Card.objects.filter(board=board, text__in=texts))
    assert len(cards) == len(texts)
    laid = clustering.lay_together(board, leads(board), cards)
    return clustering.word(board, leads(board), laid, statement, seen="", who=who) if statement else laid


def answer_all(cluster: Cluster, given: Sequence[tuple[Participant, str, str]]) -> None:
    """Each participant says something of a sentence: who, verdict, remark."""
    cluster.refresh_from_db()
    for participant, verdict, remark in given:
        participant.board.refresh_from_db()
        voting.answer(participant, cluster, Answer.Verdict(verdict), remark, worded=cluster.worded_number)


def close(board: Board) -> None:
    steering.close(board, leads(board))
    board.refresh_from_db()
