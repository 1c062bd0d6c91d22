"""The piles of a map with all that was said of them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Sum

from samenhang.workshops.columns import GUIDES, Column, Guide, Naming, Phase
from samenhang.workshops.models import Answer, Board, Card, Cluster, Dots, Participant, Recognition


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one pile. `dots` and `verdicts` are None as long as they are not shown."""

    dots: int | None = None
    verdicts: Mapping[str, int] | None = None
    remarks: Sequence[tuple[str, str]] = ()
    answered: int = 0
    recognised: int = 0
    not_recognised: int = 0


@dataclass(frozen=True, slots=True)
class Own:
    """What one participant gave to one pile."""

    dots: int = 0
    answer: Answer | None = None
    is_author: bool = False
    fits: bool | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    cluster: Cluster
    cards: Sequence[Card] = ()
    said: Said = field(default_factory=Said)
    own: Own = field(default_factory=Own)

    @property
    def is_of_one(self) -> bool:
        return len(self.cards) == 1

    @property
    def sentence(self) -> str:
        """What is agreed on: the shared sentence, or the one contribution there is."""
        return self.cluster.statement or (self.cards[0].text if self.is_of_one else "")


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the map, as it stands."""

    column: Column
    guide: Guide
    naming: Naming
    phase: Phase | None
    state: str
    piles: Sequence[Pile]
    loose: Sequence[Card]
    # Written and not shown yet.
    waiting: int

    @property
    def count(self) -> int:
        return len(self.loose) + sum(len(pile.cards) for pile in self.piles)


def lanes_of(board: Board, *, hidden: bool = False, columns: Sequence[int] = tuple(Column)) -> list[Lane]:
    """The five columns in their order, with what lies in `columns`; for a desk with hidden contributions too."""
    cards = defaultdict(list)
    for card in cards_of(board, columns, hidden=hidden):
        cards[card.cluster_id or (card.column, None)].append(card)
    clusters = list(board.clusters.present().filter(column__in=columns))
    said = said_of(board, clusters)
    piles = defaultdict(list)
    for cluster in clusters:
        pile = Pile(cluster, tuple(cards[cluster.pk]), said[cluster.pk])
        if pile.cards or cluster.statement:
            piles[cluster.column].append(pile)
    for column in board.dots_shown:
        # What weighs most first; among equals as they lay.
        piles[column].sort(key=lambda pile: -(pile.said.dots or 0))
    not_shown = board.cards.present().filter(revealed_at=None, hidden_at=None).order_by()
    waiting = dict(not_shown.values_list("column").annotate(Count("pk")))
    return [
        Lane(
            column=column,
            guide=GUIDES[column],
            naming=board.naming_of(column),
            phase=board.phase_of(column),
            state=state_of(board, column),
            piles=piles[column],
            loose=cards[(column, None)],
            waiting=waiting.get(column, 0),
        )
        for column in Column
    ]


def cards_of(board: Board, columns: Sequence[int], *, hidden: bool) -> Iterable[Card]:
    there = board.cards.present().filter(revealed_at__isnull=False) if hidden else board.cards.on_the_map()
    cards: Iterable[Card] = (
        there.filter(column__in=columns).select_related("author", "group").order_by("revealed_at", "id")
    )
    return cards


def state_of(board: Board, column: int) -> str:
    """ "now" for what is being worked on, "done" for what was, empty for what is still to come."""
    if column in board.columns_now:
        return "now"
    return "done" if board.phase_of(column) else ""


def said_of(board: Board, clusters: Sequence[Cluster]) -> dict[UUID, Said]:
    """What was said of these piles, as far as it is shown."""
    keys = [cluster.pk for cluster in clusters]
    totals = dict(Dots.objects.filter(cluster__in=keys).order_by().values_list("cluster").annotate(Sum("count")))
    verdicts: dict[UUID, dict[str, int]] = defaultdict(dict)
    current = Answer.objects.filter(cluster__in=keys, worded_number=F("cluster__worded_number")).order_by()
    for key, verdict, count in current.values_list("cluster", "verdict").annotate(Count("pk")):
        verdicts[key][verdict] = count
    known: dict[UUID, dict[bool, int]] = defaultdict(dict)
    fitting = Recognition.objects.filter(cluster__in=keys, worded_number=F("cluster__worded_number")).order_by()
    for key, fits, count in fitting.values_list("cluster", "fits").annotate(Count("pk")):
        known[key][fits] = count
    remarks = remarks_of(board, [cluster for cluster in clusters if cluster.column in board.answers_shown])
    return {
        cluster.pk: Said(
            dots=totals.get(cluster.pk, 0) if cluster.column in board.dots_shown else None,
            verdicts=verdicts[cluster.pk] if cluster.column in board.answers_shown else None,
            remarks=remarks[cluster.pk],
            answered=sum(verdicts[cluster.pk].values()),
            recognised=known[cluster.pk].get(True, 0),
            not_recognised=known[cluster.pk].get(False, 0),
        )
        for cluster in clusters
    }


def remarks_of(board: Board, clusters: Sequence[Cluster]) -> dict[UUID, list[tuple[str, str]]]:
    """The remarks on these piles with who made them, where names go with words in that column."""
    columns = {cluster.pk: cluster.column for cluster in clusters}
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    given = Answer.objects.filter(cluster__in=list(columns), worded_number=F("cluster__worded_number"))
    # By their words, so that the order does not tell who was first.
    for answer in sorted(given.exclude(remark="").select_related("participant"), key=lambda one: one.remark):
        is_named = board.naming_of(columns[answer.cluster_id]) is Naming.NAMED
        found[answer.cluster_id].append((answer.remark, answer.participant.name if is_named else ""))
    return found


def own_of(participant: Participant) -> dict[UUID, Own]:
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for dots in participant.dots.all():
        found[dots.cluster_id]["dots"] = dots.count
    for answer in participant.answers.filter(worded_number=F("cluster__worded_number")):
        found[answer.cluster_id]["answer"] = answer
    for key in participant.cards.exclude(cluster=None).values_list("cluster", flat=True):
        found[key]["is_author"] = True
    for key, fits in Recognition.objects.filter(
        participant=participant, worded_number=F("cluster__worded_number")
    ).values_list("cluster", "fits"):
        found[key]["fits"] = fits
    return {key: Own(**values) for key, values in found.items()}
