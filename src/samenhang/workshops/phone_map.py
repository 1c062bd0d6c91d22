"""What lies on the map, as every phone shows it: drawn once for as long as nothing changes.

When five hundred people come in together, or back after the network was gone, each page would otherwise draw a
thousand contributions again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from samenhang.workshops.drawing import draw_cards
from samenhang.workshops.models import Board, Participant
from samenhang.workshops.piles import Lane, Own, Pile, lanes_of, own_of

# Maps that are kept drawn, in each language.
KEPT = 16
DRAWING = Lock()


@dataclass(frozen=True, slots=True)
class PhonePile:
    pile: Pile
    cards: SafeString


@dataclass(frozen=True, slots=True)
class PhoneLane:
    """A column. `is_left_out`: something lies in it that is not drawn, as it is not worked on now."""

    lane: Lane
    piles: Sequence[PhonePile]
    loose: SafeString
    is_left_out: bool


def phone_map(board: Board, participant: Participant) -> list[PhoneLane]:
    """The columns with what lies in them, and with what this participant gave to each pile."""
    # Who comes at the same moment waits for the first one, instead of drawing it too.
    with DRAWING:
        lanes = drawn(board.pk, board.map_number, get_language())
    if not any(lane.piles for lane in lanes):
        return list(lanes)
    own = own_of(participant)
    return [replace(lane, piles=[with_own(one, own) for one in lane.piles]) for lane in lanes]


def with_own(one: PhonePile, own: dict[UUID, Own]) -> PhonePile:
    given = own.get(one.pile.cluster.pk)
    return replace(one, pile=replace(one.pile, own=given)) if given else one


@lru_cache(maxsize=KEPT)
def drawn(key: UUID, map_number: int, language: str | None) -> tuple[PhoneLane, ...]:
    """At this number, in this language. What is read may be a little newer, and is then sent once more."""
    board = Board.objects.select_related("workshop").get(pk=key)
    now = [int(column) for column in board.columns_now]
    others = set(board.cards.on_the_map().exclude(column__in=now).order_by().values_list("column", flat=True))
    return tuple(draw(board, lane, is_left_out=lane.column in others) for lane in lanes_of(board, columns=now))


def draw(board: Board, lane: Lane, *, is_left_out: bool) -> PhoneLane:
    piles = [PhonePile(pile, draw_cards(pile.cards, board)) for pile in lane.piles]
    return PhoneLane(lane, piles, draw_cards(lane.loose, board), is_left_out)
