"""The sentences of the groups beside each other, and how a joint session sorted them (F5).

Nothing is put together by itself: what is suggested is only what the marks say.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samenhang.workshops.carrying import said_by_groups
from samenhang.workshops.columns import GUIDES, Column, Guide
from samenhang.workshops.models import Board, Card, PartnerGroup
from samenhang.workshops.piles import Pile, lanes_of


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of one group, and how the joint session sorted the pile it was laid on.

    `is_waiting`: it is not on the joint map yet. `state`: how far the group agreed on it, in words.
    """

    text: str
    sorting: str
    is_waiting: bool
    state: str
    who: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Side:
    group: PartnerGroup
    statements: Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Sorted:
    """A pile of the joint map, with what its marks suggest."""

    pile: Pile
    sentence: str
    suggested: str


@dataclass(frozen=True, slots=True)
class SideLane:
    column: Column
    guide: Guide
    sides: Sequence[Side]
    sorted: Sequence[Sorted]
    # On the joint map, on no pile.
    loose: Sequence[Card]


def sides_of(board: Board) -> list[SideLane]:
    """Per column what each group said, and the piles of the joint map."""
    groups = list(board.workshop.groups.all())
    said: dict[tuple[int, object], list[Statement]] = defaultdict(list)
    sorting = sorting_of_origins(board)
    for cluster, one in said_by_groups(board):
        statement = Statement(
            one.text,
            sorting.get(cluster.pk, ""),
            is_waiting=cluster.pk not in sorting,
            state=one.state_with_answers,
            who=one.who,
            due=one.due,
        )
        said[(cluster.column, cluster.board.group_id)].append(statement)
    lanes = {lane.column: lane for lane in lanes_of(board)}
    return [
        SideLane(
            column=column,
            guide=GUIDES[column],
            sides=[Side(group, said[(column, group.pk)]) for group in groups],
            sorted=[sorted_pile(pile, groups) for pile in lanes[column].piles],
            loose=lanes[column].loose,
        )
        for column in Column
    ]


def sorting_of_origins(board: Board) -> dict[object, str]:
    """Of the sentences of groups that are on the joint map."""
    brought = Card.objects.present().filter(board=board).exclude(origin=None).select_related("cluster")
    return {card.origin_id: str(card.cluster.get_sorting_display()) if card.cluster else "" for card in brought}


def sorted_pile(pile: Pile, groups: Sequence[PartnerGroup]) -> Sorted:
    sentence = pile.sentence or " / ".join(card.text for card in pile.cards[:2])
    return Sorted(pile, sentence, suggestion(pile, groups))


def suggestion(pile: Pile, groups: Sequence[PartnerGroup]) -> str:
    """What the marks say about a pile that nobody sorted yet."""
    marks = {card.group_id for card in pile.cards if card.group_id}
    if pile.cluster.sorting or not marks:
        return ""
    if len(marks) == len(groups):
        return _("Hier liggen zinnen van alle groepen: gedeeld, of botsen zij?")
    if len(marks) > 1:
        return _("Hier liggen zinnen van meer dan één groep: gedeeld, of botsen zij?")
    return _("Hier ligt alleen iets van één groep.")
