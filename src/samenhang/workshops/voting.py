"""What each participant says of the piles: dots, answers, whether own words are in it, and the closing check (F6)."""

from django.db import transaction
from django.db.models import Sum

from samenhang.workshops.acts import Locked, hold, tell
from samenhang.workshops.cards import NotOpenYet
from samenhang.workshops.columns import Phase
from samenhang.workshops.models import Answer, Board, Cluster, Dots, Participant, Recognition, SelfCheck


class NoDotsLeft(Exception):
    """All dots are given: one has to be moved."""


class WordedMeanwhile(Exception):
    """The sentence has other words than those that were answered."""


def give_dots(participant: Participant, cluster: Cluster, count: int) -> int:
    """Give so many dots to a pile, instead of what was given before; returns how many are left.

    Raises Closed, Locked, NotOpenYet (dots are not up, or totals are shown) or NoDotsLeft.
    """
    with transaction.atomic():
        board = hold(participant.board)
        pile = there(board, cluster)
        if board.phase_of(pile.column) is not Phase.CHOOSE or pile.column in board.dots_shown:
            raise NotOpenYet
        left = dots_left(participant, board, pile.column, without=pile)
        if count > left:
            raise NoDotsLeft
        if count:
            Dots.objects.update_or_create(
                cluster=pile,
                participant=participant,
                defaults={"count": count},
                create_defaults={"count": count, "initiative_id": board.initiative_id},
            )
        else:
            Dots.objects.filter(cluster=pile, participant=participant).delete()
        note(board, pile)
    return left - count


def note(board: Board, pile: Cluster) -> None:
    """Something was said of this pile: that counts on the desk, and everywhere once it is shown."""
    Cluster.objects.filter(pk=pile.pk).update(said_number=board.next_number())
    tell(board)


def dots_left(participant: Participant, board: Board, column: int, without: Cluster | None = None) -> int:
    given = Dots.objects.filter(participant=participant, cluster__column=column, cluster__removed_at=None)
    if without:
        given = given.exclude(cluster=without)
    spent: int = given.aggregate(all=Sum("count"))["all"] or 0
    return max(board.workshop.dots_each - spent, 0)


def there(board: Board, cluster: Cluster) -> Cluster:
    """The pile as it is now. Raises Locked, or NotOpenYet when it is gone."""
    if board.is_locked:
        raise Locked
    found: Cluster | None = board.clusters.present().filter(pk=cluster.pk).first()
    if found is None:
        raise NotOpenYet
    return found


def answer(participant: Participant, cluster: Cluster, verdict: str, remark: str, *, worded: int) -> Answer:
    """Say whether one agrees to a sentence; `worded` is the number of the wording that was read.

    Raises Closed, Locked, NotOpenYet or WordedMeanwhile.
    """
    with transaction.atomic():
        board = hold(participant.board)
        pile = there(board, cluster)
        if board.phase_of(pile.column) is not Phase.AGREE:
            raise NotOpenYet
        if pile.worded_number != worded:
            raise WordedMeanwhile
        given = {"verdict": verdict, "remark": remark, "worded_number": worded}
        made, _new = Answer.objects.update_or_create(
            cluster=pile,
            participant=participant,
            defaults=given,
            create_defaults=given | {"initiative_id": board.initiative_id},
        )
        note(board, pile)
    return made


def recognise(participant: Participant, cluster: Cluster, *, fits: bool, worded: int) -> None:
    """Say whether one knows own words again in a sentence. Raises as `answer` does."""
    with transaction.atomic():
        board = hold(participant.board)
        pile = there(board, cluster)
        if not pile.cards.filter(author=participant).exists():
            raise NotOpenYet
        if pile.worded_number != worded:
            raise WordedMeanwhile
        given = {"fits": fits, "worded_number": worded}
        Recognition.objects.update_or_create(
            cluster=pile,
            participant=participant,
            defaults=given,
            create_defaults=given | {"initiative_id": board.initiative_id},
        )
        note(board, pile)


def check(participant: Participant, marks: dict[str, int]) -> None:
    """Look back on the partnership; the desk hears how many did. Raises Closed or NotOpenYet."""
    with transaction.atomic():
        board = hold(participant.board)
        if not board.self_check_is_open:
            raise NotOpenYet
        for mark, extent in marks.items():
            SelfCheck.objects.update_or_create(
                board=board,
                participant=participant,
                mark=mark,
                defaults={"extent": extent},
                create_defaults={"extent": extent, "initiative_id": board.initiative_id},
            )
        board.next_number()
        tell(board)
