"""Which contributions somebody ticked."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from samenhang.workshops.models import Board, Card


def chosen(keys: Iterable[str], board: Board) -> list[Card]:
    """The contributions with these keys that may be seen, of one column: that of most of them."""
    by_column = defaultdict(list)
    for card in board.cards.on_the_map().filter(pk__in=[key for key in keys if is_key(key)]):
        by_column[card.column].append(card)
    return max(by_column.values(), key=len, default=[])


def is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
