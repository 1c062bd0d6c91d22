"""Which contributions may belong together: suggested from their words, decided by people (F4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samenhang.workshops.models import Board, Card, Cluster

if TYPE_CHECKING:
    from samenhang.analysis.grouping import Suggested

MOST_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Contributions that look alike, the pile they may go on when there is one, and why."""

    cards: Sequence[Card]
    onto: Cluster | None
    onto_sentence: str
    words: Sequence[str]
    # They say the same of other people: that asks a question first.
    asks: bool

    @property
    def question(self) -> str:
        if self.asks:
            return _("Gaat dit over hetzelfde, of over verschillende mensen?")
        if self.onto:
            return _("Hoort dit bij dit onderwerp?")
        if len(self.cards) == 2:
            return _("Lijken deze twee op elkaar?")
        return _("Lijken deze op elkaar?")

    @property
    def why(self) -> str:
        return _("Zij delen: %(words)s.") % {"words": ", ".join(self.words)} if self.words else ""

    @property
    def keys(self) -> Sequence[str]:
        return [str(card.pk) for card in self.cards]


def suggestions_for(board: Board) -> list[Suggestion]:
    """For the columns that are being worked on, the strongest first."""
    from samenhang.analysis.grouping import Note, suggest_for

    apart = [(one, other) for one, other in board.kept_apart]
    found: list[tuple[Suggested, dict[str, Card]]] = []
    for column in board.columns_now:
        there = board.cards.on_the_map().filter(column=column).select_related("group", "author", "cluster")
        cards = {str(card.pk): card for card in there}
        notes = [Note(key, card.text) for key, card in cards.items()]
        piles = {key: str(card.cluster_id) for key, card in cards.items() if card.cluster_id}
        suggested = suggest_for(notes, kept_apart=apart, clusters=piles)
        found += [(one, cards) for one in suggested]
    found.sort(key=lambda pair: -pair[0].strength)
    return [as_suggestion(one, cards) for one, cards in found[:MOST_SUGGESTIONS]]


def as_suggestion(suggested: "Suggested", cards: dict[str, Card]) -> Suggestion:
    pile = next((card.cluster for card in cards.values() if str(card.cluster_id) == suggested.cluster), None)
    lying = next((card.text for card in cards.values() if pile and card.cluster_id == pile.pk), "")
    return Suggestion(
        cards=[cards[key] for key in suggested.keys],
        onto=pile,
        onto_sentence=(pile.statement or lying) if pile else "",
        words=suggested.words,
        asks=suggested.asks,
    )
