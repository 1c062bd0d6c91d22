"""Laying contributions together, and wording what they share (F3, F4, F5)."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.workshops.acts import Doer, Gone, Step, acting, number_rows
from samenhang.workshops.cards import ChangedMeanwhile
from samenhang.workshops.carrying import said_by_groups
from samenhang.workshops.models import LONGEST_WHO, Act, Board, Card, Cluster, Dots
from samenhang.workshops.result import Statement


def lay_together(board: Board, by: Doer, cards: Sequence[Card], onto: Cluster | None = None) -> Cluster:
    """Lay contributions of one column on a pile, a new one unless it is named; returns the pile. Raises Gone."""
    with acting(board, by, Act.Kind.GROUP) as step:
        current = current_cards(step, cards)
        if not current:
            raise Gone
        pile = current_pile(step, onto) if onto else new_pile(step, current[0].column)
        for card in current:
            put_on(step, card, pile)
    return pile


def current_cards(step: Step, cards: Sequence[Card]) -> list[Card]:
    """Those of these that everybody may read still; what lies on one pile has that pile in common."""
    found = list(step.board.cards.on_the_map().filter(pk__in=[card.pk for card in cards]).select_related("cluster"))
    piles = {card.cluster_id: card.cluster for card in found}
    for card in found:
        card.cluster = piles[card.cluster_id]
    return found


def current_pile(step: Step, pile: Cluster) -> Cluster:
    """The pile as it is now. Raises Gone."""
    found: Cluster | None = step.board.clusters.present().filter(pk=pile.pk).first()
    if found is None:
        raise Gone
    return found


def new_pile(step: Step, column: int) -> Cluster:
    """An empty pile, there as of this step: taking the step back removes it."""
    pile = Cluster(initiative_id=step.board.initiative_id, board=step.board, column=column, removed_at=timezone.now())
    number_rows(step.board, [pile])
    step.change(pile, removed_at=None)
    return pile


def put_on(step: Step, card: Card, pile: Cluster | None) -> None:
    """Move one contribution to a pile, or loose; a pile that becomes empty goes."""
    left = card.cluster
    if pile and card.column != pile.column:
        step.change(card, column=pile.column)
    step.change(card, cluster_id=pile.pk if pile else None)
    if left != pile:
        ask_again(step, pile)
        ask_again(step, left)
    if left and left != pile and not remaining(step, left):
        move_dots(step, left, pile)
        step.change(left, removed_at=timezone.now())


def ask_again(step: Step, pile: Cluster | None) -> None:
    """Who agreed to a pile that nobody worded agreed to the one contribution there was."""
    if pile and not pile.statement:
        step.change(pile, worded_number=step.board.last_number + 1)


def remaining(step: Step, pile: Cluster) -> bool:
    """Whether anything is left on a pile that this step took from."""
    moved = [key for model, key, name, _before, _after in step.changes if (model, name) == ("card", "cluster_id")]
    left: bool = step.board.cards.present().filter(cluster=pile).exclude(pk__in=moved).exists()
    return left


def move_dots(step: Step, left: Cluster, pile: Cluster | None) -> None:
    """Dots go along with the last contribution of a pile: none is lost, and nobody gets more."""
    if pile is None:
        return
    for dots in left.dots.all():
        onto = Dots.objects.filter(cluster=pile, participant=dots.participant_id).first()
        if onto:
            step.change(onto, count=onto.count + dots.count)
            step.change(dots, count=0)
            onto.save()
        else:
            step.change(dots, cluster_id=pile.pk)
        # At once: the next pile that is laid here may have dots of the same person.
        dots.save()


def take_apart(board: Board, by: Person, cards: Sequence[Card]) -> None:
    """Take contributions off their piles."""
    with acting(board, by, Act.Kind.APART) as step:
        for current in current_cards(step, cards):
            put_on(step, current, None)


def move(board: Board, by: Person, card: Card, column: int) -> None:
    """Lay a contribution loose in another column."""
    with acting(board, by, Act.Kind.MOVE) as step:
        for current in current_cards(step, [card]):
            put_on(step, current, None)
            step.change(current, column=column)


def pile_up_what_is_loose(step: Step, columns: Iterable[int]) -> None:
    """Make a pile of each loose contribution, so that dots and answers have one thing to point at."""
    for card in step.board.cards.on_the_map().filter(column__in=list(columns), cluster=None):
        step.change(card, cluster_id=new_pile(step, card.column).pk)


def word(
    board: Board,
    by: Person,
    cluster: Cluster,
    statement: str,
    *,
    seen: str,
    who: str = "",
    due: date | None = None,
    seen_who: str = "",
    seen_due: date | None = None,
) -> Cluster:
    """Give a pile its shared sentence; who agreed to other words is asked again.

    `seen`, `seen_who` and `seen_due` are what was read; of who and when only what differs from that is changed.
    Raises ChangedMeanwhile when somebody else changed since what is changed here, or Gone.
    """
    with acting(board, by, Act.Kind.WORD) as step:
        current = current_pile(step, cluster)
        agreed = {name: new for name, old, new in [("who", seen_who, who), ("due", seen_due, due)] if new != old}
        before = {"statement": seen, "who": seen_who, "due": seen_due}
        for name, new in {"statement": statement, **agreed}.items():
            if getattr(current, name) not in {before[name], new}:
                raise ChangedMeanwhile(current)
        if current.statement != statement:
            step.change(current, statement=statement, worded_by_id=by.pk)
            step.change(current, worded_number=step.board.last_number + 1)
        step.change(current, **agreed)
    return current


def sort(board: Board, by: Person, cluster: Cluster, sorting: str) -> None:
    """Say what a pile of a joint session is: shared, of one group only, at odds, or an open question. Raises Gone."""
    with acting(board, by, Act.Kind.SORT) as step:
        step.change(current_pile(step, cluster), sorting=sorting)


def keep_apart(board: Board, by: Person, keys: Sequence[str]) -> None:
    """Remember that these contributions are not alike, so that it is not suggested again."""
    with acting(board, by, Act.Kind.APART) as step:
        there = step.board.kept_apart
        pairs = [list(pair) for pair in combinations(sorted(set(keys)), 2)]
        step.change(step.board, kept_apart=[*there, *(pair for pair in pairs if pair not in there)])


def bring_in(board: Board, by: Person) -> int:
    """Lay the shared sentences of each group, with its mark, on the map of all; returns how many are new (F5)."""
    with acting(board, by, Act.Kind.BRING_IN) as step:
        already = set(step.board.cards.present().exclude(origin=None).values_list("origin", flat=True))
        new = [(pile, said) for pile, said in said_by_groups(board) if pile.pk not in already]
        for pile, said in new:
            lay_down(step, pile, said)
    return len(new)


def lay_down(step: Step, pile: Cluster, said: Statement) -> None:
    """What a group said, with who does it and when, and how far that group agreed."""
    now = timezone.now()
    card = Card(
        initiative_id=step.board.initiative_id,
        board=step.board,
        column=pile.column,
        text=said.text,
        group_id=pile.board.group_id,
        naming=step.board.naming_of(pile.column),
        origin=pile,
        origin_state=said.state.value,
        who=said.who[:LONGEST_WHO],
        due=said.due,
        created_at=now,
        withdrawn_at=now,
    )
    number_rows(step.board, [card])
    card.was_shown = True
    step.change(card, withdrawn_at=None, revealed_at=now)
