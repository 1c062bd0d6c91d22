"""Showing what was written, all at once, with or without names as was promised (F3, I3)."""

from collections.abc import Iterable
from random import SystemRandom
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from samenhang.workshops.acts import Step
from samenhang.workshops.cards import LEAST_TO_HIDE_AMONG, digest_of, make_nobodys
from samenhang.workshops.columns import Naming, Phase
from samenhang.workshops.models import Board, Card, SpentKey


def waiting(board: Board, columns: Iterable[int]) -> list[Card]:
    """What was written in these columns and nobody else has read yet."""
    cards = board.cards.present().filter(column__in=list(columns), revealed_at=None, hidden_at=None)
    return list(cards)


def count_waiting(board: Board) -> dict[int, int]:
    """How much waits in each column that is written in now."""
    if board.phase != Phase.WRITE:
        return {}
    there = board.cards.present().filter(column__in=[int(column) for column in board.columns_now])
    counted = there.filter(revealed_at=None, hidden_at=None).order_by().values_list("column").annotate(Count("pk"))
    return dict(counted)


def as_promised(board: Board, cards: list[Card]) -> list[Card]:
    """What waits, as it may be read before it is shown: of anonymous ones nothing tells who wrote them, or when."""
    crowds = crowds_of(board)
    nobodys = [card for card in cards if card.naming == Naming.ANONYMOUS]
    for card in nobodys:
        if card.group_id not in crowds:
            card.group = None
    named = [card for card in cards if card.naming != Naming.ANONYMOUS]
    return [*named, *sorted(nobodys, key=lambda card: card.text.casefold())]


def crowds_of(board: Board) -> set[UUID | None]:
    """The groups of so many that their mark does not give one of them away."""
    counted = board.participants.order_by().values_list("group").annotate(Count("pk"))
    return {group for group, count in counted if count >= LEAST_TO_HIDE_AMONG}


def reveal(step: Step, columns: Iterable[int]) -> int:
    """Show what waits in these columns; returns how much that was."""
    board, now = step.board, timezone.now()
    cards = waiting(board, columns)
    nobodys = [card for card in cards if card.naming == Naming.ANONYMOUS]
    named = [card for card in cards if card.naming != Naming.ANONYMOUS]
    for card in [*named, *shuffled_as_nobodys(board, nobodys)]:
        # Also when showing is taken back: whoever saw it has to hear that it went.
        card.was_shown = True
        step.change(card, revealed_at=now)
    destroy(board, taken_back_without_name(board, columns))
    return len(cards)


def taken_back_without_name(board: Board, columns: Iterable[int]) -> list[Card]:
    """What its author could put back until now, which nobody may know any more."""
    theirs = board.cards.filter(column__in=list(columns), naming=Naming.ANONYMOUS, author__isnull=False)
    return list(theirs.filter(withdrawn_at__isnull=False))


def shuffled_as_nobodys(board: Board, cards: list[Card]) -> list[Card]:
    """The same texts as new rows in a random order, which nothing connects with who wrote them."""
    crowds = crowds_of(board)
    destroy(board, cards)
    SystemRandom().shuffle(cards)
    for card in cards:
        make_nobodys(card, keep_group=card.group_id in crowds)
    for card, number in zip(cards, board.next_numbers(len(cards)), strict=True):
        card.number = number
    Card.objects.bulk_create(cards)
    return cards


def destroy(board: Board, cards: list[Card]) -> None:
    """Delete these rows; what stays behind is that their keys are used up."""
    SpentKey.objects.bulk_create(
        SpentKey(digest=digest_of(board, card.pk), initiative_id=board.initiative_id, board=board) for card in cards
    )
    Card.objects.filter(pk__in=[card.pk for card in cards]).delete()
