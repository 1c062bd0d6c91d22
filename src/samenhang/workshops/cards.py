"""What a participant does with contributions: write, change, take back, move (F3)."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from samenhang.workshops.acts import Locked, hold, number_rows, save_state, tell
from samenhang.workshops.columns import Column, Naming, Phase
from samenhang.workshops.models import Board, Card, Cluster, Dots, Participant, SpentKey

# Of one participant, and of one board: far more than anybody reads, and an end to a device that keeps sending.
MOST_CARDS = 200
MOST_CARDS_TOGETHER = 5_000
# A group this small says who wrote something; then an anonymous contribution has no mark.
LEAST_TO_HIDE_AMONG = 3

# How much each participant added without a name after showing. Only in the memory of this process: anywhere else it
# could tell who wrote it.
added_as_nobody = Counter[UUID]()


class NotOpenYet(Exception):
    """This column is not up yet."""


class Enough(Exception):
    """This participant, or the map, has as many contributions as there may be."""


class OtherPromise(Exception):
    """It was written under another promise about names than holds now."""


class KeyTaken(Exception):
    """Something else has this key already: the browser makes another one."""


class ChangedMeanwhile(Exception):
    """Somebody changed it since it was read; `now` is what stands there."""

    def __init__(self, now: Card | Cluster) -> None:
        super().__init__()
        self.now = now


class NotYours(Exception):
    """It is nobody's any more, since everybody may read it without a name."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What somebody typed, under a key that the browser made."""

    key: UUID
    column: int
    text: str
    on_behalf_of: str = ""
    who: str = ""
    due: date | None = None
    # The Naming under which it was written, where the page told it.
    promise: str = ""


type Outcome = Card | Exception | None


def contribute(participant: Participant, said: Contribution) -> Card | None:
    """Put a contribution on the board; sent again, it is there once. None when it is there as nobody's.

    Raises Closed, Locked, NotOpenYet, OtherPromise, Enough or KeyTaken.
    """
    try:
        with transaction.atomic():
            participant.board = hold(participant.board)
            (outcome,) = arrive([(participant, said)])
    except IntegrityError as error:  # at the same moment it came in on another board
        raise KeyTaken from error
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def contribute_all(items: Sequence[tuple[UUID, UUID, Contribution]]) -> list[Outcome]:
    """As `contribute`, for what came in together to boards (first key) from participants (second key).

    An outcome for each; None also for who does not take part (any more), or on a closed board. One transaction for each
    board: of two processes that hold each other's board, the database would send one away.
    """
    by_board: dict[UUID, list[int]] = defaultdict(list)
    for at, (board, _participant, _said) in enumerate(items):
        by_board[board].append(at)
    outcomes: list[Outcome] = [None] * len(items)
    for board, places in by_board.items():
        with transaction.atomic():
            there = hold_with(board, [items[at][1] for at in places])
            present = [at for at in places if items[at][1] in there]
            arrived = arrive([(there[items[at][1]], items[at][2]) for at in present])
        for at, outcome in zip(present, arrived, strict=True):
            outcomes[at] = outcome
    return outcomes


def hold_with(board: UUID, participants: Sequence[UUID]) -> dict[UUID, Participant]:
    """Who of these takes part in an open board, by key; it stands still until this transaction ends."""
    there = Participant.objects.admitted().filter(
        pk__in=participants, board=board, board__closed_at=None, board__initiative__archived_at=None
    )
    loaded = there.select_related("board__workshop", "group").select_for_update(of=("board",))
    return {participant.pk: participant for participant in loaded}


def arrive(items: Sequence[tuple[Participant, Contribution]]) -> list[Outcome]:
    """What becomes of contributions that arrive together at one board, which is held."""
    if not items:
        return []
    arrival = Arrival(items[0][0].board, items)
    outcomes = [arrival.take(participant, said) for participant, said in items]
    arrival.save()
    return outcomes


class Arrival:
    """Contributions that arrive at one board together, while nothing else changes there."""

    def __init__(self, board: Board, items: Sequence[tuple[Participant, Contribution]]) -> None:
        self.board = board
        keys = [said.key for _participant, said in items]
        # To ask whether there is one takes half the time of loading them, and there hardly ever is.
        self.there = Card.objects.in_bulk(keys) if Card.objects.filter(pk__in=keys).exists() else {}
        self.new: dict[UUID, tuple[Participant, Card]] = {}
        # Every contribution has a number of its own, so that there are never more of them than numbers.
        self.count = board.last_number
        if self.count + len(items) > MOST_CARDS_TOGETHER:
            self.count = board.cards.count()
        self.counts: Counter[UUID] = Counter()
        if board.last_number + len(items) > MOST_CARDS:
            authors = board.cards.filter(author__in=[participant for participant, _said in items]).order_by()
            self.counts.update(dict(authors.values_list("author").annotate(Count("pk"))))

    def take(self, participant: Participant, said: Contribution) -> Outcome:
        if said.key in self.there:
            there = self.there[said.key]
            if there.board_id != self.board.pk or there.author_id != participant.pk:
                return KeyTaken()
            # It is drawn in the event loop, where nothing can be loaded.
            there.board = self.board
            return there
        if said.key in self.new:
            author, card = self.new[said.key]
            return card if author.pk == participant.pk else KeyTaken()
        try:
            phase = may_write(self.board, said.column)
        except (Locked, NotOpenYet) as error:
            return error
        if said.promise and said.promise != self.board.naming_of(said.column):
            return OtherPromise()
        digest = digest_of(self.board, said.key)
        if self.board.naming_of(said.column) is Naming.ANONYMOUS and SpentKey.objects.filter(pk=digest).exists():
            return None
        written = self.counts[participant.pk] + added_as_nobody[participant.pk]
        if written >= MOST_CARDS or self.count >= MOST_CARDS_TOGETHER:
            return Enough()
        card = new_card(self.board, participant, said)
        if phase is not Phase.WRITE:
            show_late(card, participant, digest)
        self.new[said.key] = participant, card
        (self.counts if card.author_id else added_as_nobody)[participant.pk] += 1
        self.count += 1
        return card

    def save(self) -> None:
        if not self.new:
            return
        cards = [card for _author, card in self.new.values()]
        for card, number in zip(cards, self.board.next_numbers(len(cards)), strict=True):
            card.number = number
        Card.objects.bulk_create(cards)
        begin(self.board)
        tell(self.board, cards)


def may_write(board: Board, column: int) -> Phase:
    """The phase of a column that takes contributions. Raises Locked or NotOpenYet.

    After the writing too: what a phone kept while it had no network still comes in.
    """
    if board.is_locked:
        raise Locked
    phase = board.phase_of(column)
    if phase is None:
        raise NotOpenYet
    return phase


def new_card(board: Board, participant: Participant, said: Contribution) -> Card:
    action = {"who": said.who, "due": said.due} if said.column == Column.ACTIONS else {}
    return Card(
        id=said.key,
        initiative_id=board.initiative_id,
        board=board,
        column=said.column,
        text=said.text,
        author=participant,
        group=participant.group,
        naming=board.naming_of(said.column),
        on_behalf_of=said.on_behalf_of,
        created_at=timezone.now(),
        **action,
    )


def show_late(card: Card, participant: Participant, digest: str) -> None:
    """Show at once what comes in after its column was shown, as was promised for that column."""
    card.revealed_at, card.was_shown = timezone.now(), True
    if card.naming == Naming.ANONYMOUS:
        SpentKey.objects.create(pk=digest, initiative_id=card.initiative_id, board=card.board)
        make_nobodys(card, keep_group=is_crowd(participant))


def make_nobodys(card: Card, *, keep_group: bool) -> None:
    """Destroy all that tells who wrote this: the author, the key with its time, the time itself."""
    card.id = uuids.uuid7()
    card.author = None
    card.on_behalf_of = ""
    card.created_at = start_of_day(card.created_at)
    if not keep_group:
        card.group = None


def is_crowd(participant: Participant) -> bool:
    """Whether enough people are of the same group that its mark does not give one of them away."""
    return participant.board.participants.filter(group=participant.group_id).count() >= LEAST_TO_HIDE_AMONG


def start_of_day(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def digest_of(board: Board, key: UUID) -> str:
    return hashlib.sha256(board.pk.bytes + key.bytes).hexdigest()


def begin(board: Board) -> None:
    if board.begun_at is None:
        board.begun_at = timezone.now()
        board.save(update_fields=["begun_at"])


def reword(participant: Participant, card: Card, said: Mapping[str, Any], *, seen: int) -> Card:
    """Give an own contribution other words. Raises Closed, Locked, NotYours or ChangedMeanwhile."""
    with transaction.atomic():
        current = own(participant, card)
        if current.number != seen:
            raise ChangedMeanwhile(current)
        for name, value in said.items():
            setattr(current, name, value)
        keep(current)
    return current


def withdraw(participant: Participant, card: Card) -> Card:
    """Take an own contribution back; its text stays in the author's own list. Raises Closed, Locked or NotYours."""
    with transaction.atomic():
        current = own(participant, card)
        current.withdrawn_at = current.withdrawn_at or timezone.now()
        keep(current)
    return current


def put_back(participant: Participant, card: Card) -> Card:
    """Undo taking it back. Raises Closed, Locked or NotYours."""
    with transaction.atomic():
        current = own(participant, card)
        current.withdrawn_at = None
        if current.cluster and current.cluster.removed_at:
            # The pile it lay on went meanwhile.
            current.cluster = None
        keep(current)
    return current


def own(participant: Participant, card: Card) -> Card:
    """The contribution as it is now, while nothing else changes on its board."""
    board = hold(participant.board)
    if board.is_locked:
        raise Locked
    current: Card | None = board.cards.filter(pk=card.pk, author=participant).first()
    if current is None:
        raise NotYours
    current.board = board
    return current


def keep(card: Card) -> None:
    """Store and tell what its author changed, with what follows from it for the pile and the spotlight it is in."""
    board, pile = card.board, card.cluster
    if pile and not pile.statement:
        # Who agreed to the one contribution of a pile did not agree to other words.
        pile.worded_number = board.last_number + 1
        number_rows(board, [pile, card])
        give_back_dots(pile)
    else:
        number_rows(board, [card])
    if board.spotlight_id == card.pk:
        board.spotlight = None if card.withdrawn_at else card
        save_state(board)
    tell(board)


def give_back_dots(pile: Cluster) -> None:
    """Dots on a pile of which nobody can read anything are for who gave them to give again."""
    if not pile.statement and not pile.cards.on_the_map().exists():
        Dots.objects.filter(cluster=pile).delete()
