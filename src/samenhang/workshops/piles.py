"""The piles of a map with all that was said of them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import ngettext

from samenhang.workshops.columns import GUIDES, Column, Guide, Naming, Phase
from samenhang.workshops.counting import Counted, count_by, in_one_query
from samenhang.workshops.models import Answer, Board, Card, Cluster, Dots, Participant, Recognition
from samenhang.workshops.result import NOT_SETTLED, Outcome

# As text, in either database.
YES = {"1", "true"}


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one pile. `dots` and `verdicts` are None as long as they are not shown."""

    dots: int | None = None
    verdicts: Mapping[str, int] | None = None
    remarks: Sequence[tuple[str, str]] = ()
    answered: int = 0
    recognised: int = 0
    not_recognised: int = 0
    # How many could answer.
    taking_part: int = 0

    @property
    def outcome(self) -> Outcome | None:
        """None when nobody answered, or answers are not shown."""
        if not self.verdicts:
            return None
        verdict = Answer.Verdict
        return Outcome(
            agree=self.verdicts.get(verdict.AGREE, 0),
            remark=self.verdicts.get(verdict.REMARK, 0),
            not_yet=self.verdicts.get(verdict.NOT_YET, 0),
            of=max(self.taking_part, self.answered),
        )


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

    @property
    def name(self) -> str:
        """By which one tells it from others: the sentence, or what lies first on it."""
        return self.sentence or (self.cards[0].text if self.cards else "")

    @property
    def writers(self) -> int | None:
        """How many wrote what lies here; None where that is not known of everything."""
        keys = {card.author_id for card in self.cards if not card.hidden_at}
        return None if None in keys or not keys else len(keys)

    @property
    def known_again(self) -> str:
        """As "Herkend door 1 van 2 schrijvers"; empty while nobody said so or denied it."""
        yes, answered = self.said.recognised, self.said.recognised + self.said.not_recognised
        if not answered:
            return ""
        if self.writers is None:
            said = ngettext(
                "Herkend door %(yes)d van %(count)d die antwoordde",
                "Herkend door %(yes)d van %(count)d die antwoordden",
                answered,
            )
            return said % {"yes": yes, "count": answered}
        count = max(self.writers, answered)
        said = ngettext(
            "Herkend door %(yes)d van %(count)d schrijver", "Herkend door %(yes)d van %(count)d schrijvers", count
        )
        return said % {"yes": yes, "count": count}

    @property
    def is_agreed(self) -> bool:
        """Whether what was answered, as far as it is shown, makes it an agreement."""
        outcome = self.said.outcome
        return outcome is not None and outcome.state.is_agreed and self.cluster.sorting not in NOT_SETTLED


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
    not_shown = board.cards.present().filter(revealed_at=None, hidden_at=None)
    counted = in_one_query([*voices(board, clusters), count_by(not_shown, "waiting", Count("pk"), "column")])
    said = said_in(counted, board, clusters)
    waiting = {int(column): number for what, column, *_texts, number in counted if what == "waiting"}
    piles = defaultdict(list)
    for cluster in clusters:
        pile = Pile(cluster, tuple(cards[cluster.pk]), said[cluster.pk])
        if pile.cards or cluster.statement:
            piles[cluster.column].append(pile)
    for column in board.dots_shown:
        # What weighs most first; among equals as they lay.
        piles[column].sort(key=lambda pile: -(pile.said.dots or 0))
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
    return said_in(in_one_query(voices(board, clusters)), board, clusters)


def voices(board: Board, clusters: Sequence[Cluster]) -> list[QuerySet[Any, Counted]]:
    """Dots, answers, recognition and remarks by pile; an answer to other words than those of now does not count.

    Where answers are shown also how many could give one.
    """
    keys = [cluster.pk for cluster in clusters]
    shown = [cluster.pk for cluster in clusters if cluster.column in board.answers_shown]
    of_now = {"cluster__in": keys, "worded_number": F("cluster__worded_number")}
    answers = Answer.objects.filter(**of_now)
    remarks = answers.filter(cluster__in=shown).exclude(remark="")
    everybody = [count_by(taking_part(board), "everybody", Count("pk"), "board")] if shown else []
    return [
        *everybody,
        count_by(Dots.objects.filter(cluster__in=keys), "dots", Sum("count"), "cluster"),
        count_by(answers, "verdict", Count("pk"), "cluster", "verdict"),
        count_by(Recognition.objects.filter(**of_now), "fits", Count("pk"), "cluster", "fits"),
        count_by(remarks, "remark", Count("pk"), "cluster", "remark", "participant__name"),
    ]


def taking_part(board: Board) -> QuerySet[Participant]:
    """Who takes part, or did until the end; and who left after an answer, which still counts."""
    there = Q(left_at=None) | Q(Exists(Answer.objects.filter(participant=OuterRef("pk"))))
    if board.closed_at:
        there |= Q(left_at__gte=board.closed_at)
    found: QuerySet[Participant] = board.participants.filter(there)
    return found


def said_in(counted: Iterable[Counted], board: Board, clusters: Sequence[Cluster]) -> dict[UUID, Said]:
    found: dict[tuple[UUID, str], list[tuple[str, str, int]]] = defaultdict(list)
    everybody = 0
    for what, key, text, name, number in counted:
        if what in {"dots", "verdict", "fits", "remark"}:
            found[UUID(key), what].append((text, name, number))
        elif what == "everybody":
            everybody = number
    return {cluster.pk: said_of_one(board, cluster, found, everybody) for cluster in clusters}


def said_of_one(
    board: Board,
    cluster: Cluster,
    found: Mapping[tuple[UUID, str], Sequence[tuple[str, str, int]]],
    everybody: int,
) -> Said:
    dots, verdicts, fits, remarks = (
        found.get((cluster.pk, what), ()) for what in ("dots", "verdict", "fits", "remark")
    )
    is_named = board.naming_of(cluster.column) is Naming.NAMED
    recognised = sum(number for text, _name, number in fits if text in YES)
    return Said(
        dots=sum(number for *_texts, number in dots) if cluster.column in board.dots_shown else None,
        verdicts={text: number for text, _name, number in verdicts} if cluster.column in board.answers_shown else None,
        # By their words, so that the order does not tell who was first.
        remarks=[
            (text, name if is_named else "")
            for text, name, number in sorted(remarks, key=lambda one: one[0])
            for _each in range(number)
        ],
        answered=sum(number for *_texts, number in verdicts),
        recognised=recognised,
        not_recognised=sum(number for *_texts, number in fits) - recognised,
        taking_part=everybody,
    )


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
