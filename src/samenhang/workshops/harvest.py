"""From what lies on a map to its result, for all who took part.

It gathers what everybody may know and nothing else, unless it is asked for `leader`: who leads may know more names.
"""

from collections import Counter
from collections.abc import Sequence
from copy import copy

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.workshops.columns import Column, Naming
from samenhang.workshops.counting import count_by, in_one_query
from samenhang.workshops.looking_back import picture_in, self_checks
from samenhang.workshops.models import Board, Card, PartnerGroup
from samenhang.workshops.piles import Lane, Pile, lanes_of
from samenhang.workshops.result import (
    Group,
    Mark,
    Part,
    Present,
    Remark,
    Result,
    Share,
    Source,
    State,
    Statement,
    Words,
    by_name,
    counted,
)


def result_of(board: Board, *, leader: bool = False) -> Result:
    """All of it, in a number of queries that does not grow; the workshop and group of the board are loaded."""
    shown = as_it_ended(board)
    parts = [part_of(lane, leader) for lane in lanes_of(shown)]
    present, marks, looked_back = present_and_marks(board)
    return Result(
        title=board.workshop.title,
        goal=board.workshop.goal,
        day=board.day,
        group=group_of(board.group),
        is_closed=board.closed_at is not None,
        kept_until=board.workshop.cards_until,
        present=present,
        parts=parts,
        marks=marks,
        shares=shares_of(parts),
        looked_back=looked_back,
    )


def as_it_ended(board: Board) -> Board:
    """The board as all may read it: once it is closed, with everything that was given."""
    shown = copy(board)
    if board.closed_at:
        shown.dots_shown = shown.answers_shown = [int(column) for column in Column]
    return shown


def part_of(lane: Lane, leader: bool) -> Part:
    statements = [statement_of(pile, leader) for pile in lane.piles]
    shared = [one for one in statements if one.is_shared]
    others = [one for one in statements if not one.is_shared]
    loose = words_of(lane.loose, leader)
    return Part(
        column=lane.column,
        guide=lane.guide,
        shared=in_order(shared, lane.naming),
        piles=in_order(others, lane.naming),
        loose=loose,
        still_open=still_open(lane.column, shared, others, loose),
    )


def in_order(statements: Sequence[Statement], naming: Naming) -> list[Statement]:
    """What got most dots first. Of anonymous ones the place says nothing of when they were written."""
    if naming is Naming.ANONYMOUS:
        statements = sorted(statements, key=lambda one: one.text.casefold())
    return sorted(statements, key=lambda one: -(one.dots or 0))


def statement_of(pile: Pile, leader: bool) -> Statement:
    cluster = pile.cluster
    laid = words_of(pile.cards, leader)
    days = {one.due for one in laid if one.due}
    return Statement(
        column=Column(cluster.column),
        text=pile.sentence,
        is_worded=bool(cluster.statement),
        sorting=cluster.sorting,
        who=cluster.who or ", ".join(dict.fromkeys(one.who for one in laid if one.who)),
        due=cluster.due or (days.pop() if len(days) == 1 else None),
        dots=pile.said.dots,
        outcome=pile.said.outcome,
        remarks=[Remark(text, name) for text, name in pile.said.remarks],
        fits=pile.said.recognised,
        fits_not=pile.said.not_recognised,
        words=laid,
        answered=pile.said.answered,
    )


def words_of(cards: Sequence[Card], leader: bool) -> list[Words]:
    """Contributions as they may be read; anonymous ones in an order that does not tell when each was written."""
    listed = [words_on(card, leader=leader) for card in cards]
    if any(card.naming == Naming.ANONYMOUS for card in cards):
        listed.sort(key=lambda one: one.text.casefold())
    return listed


def words_on(card: Card, *, leader: bool) -> Words:
    written_on = timezone.localdate(card.created_at)
    return Words(card.text, source_of(card, leader=leader), written_on, card.who, card.due)


def source_of(card: Card, *, leader: bool = False) -> Source:
    """What was promised where it was written: to everybody, or to who leads (`leader`)."""
    group = group_of(card.group)
    if card.naming == Naming.NAMED or (card.naming == Naming.FACILITATOR and leader):
        return Source(group, card.author.name if card.author else "", card.on_behalf_of)
    return Source(group)


def group_of(group: PartnerGroup | None) -> Group | None:
    return Group(group.name, group.mark) if group else None


def still_open(
    column: Column, shared: Sequence[Statement], others: Sequence[Statement], loose: Sequence[Words]
) -> list[str]:
    """What this column does not settle yet, in sentences: contributions are counted, in a pile or not."""
    beside = len(loose) + sum(len(one.words) for one in others if not one.sorting)
    lines = []
    if not shared:
        lines.append(_("Hierover staat nog geen gedeelde zin op de kaart."))
    if objected := sum(one.is_open for one in shared):
        lines.append(
            ngettext(
                "Over %(count)d zin is nog niet iedereen het eens.",
                "Over %(count)d zinnen is nog niet iedereen het eens.",
                objected,
            )
            % {"count": objected}
        )
    if unasked := sum(one.state is State.NOT_ASKED and not one.is_open for one in shared):
        lines.append(
            ngettext(
                "Op %(count)d zin heeft nog niemand geantwoord.",
                "Op %(count)d zinnen heeft nog niemand geantwoord.",
                unasked,
            )
            % {"count": unasked}
        )
    if few := sum(one.state is State.FEW and not one.is_open for one in shared):
        lines.append(
            ngettext(
                "Op %(count)d zin antwoordde minder dan de helft.",
                "Op %(count)d zinnen antwoordde minder dan de helft.",
                few,
            )
            % {"count": few}
        )
    if unworded := sum(bool(one.sorting) for one in others):
        lines.append(
            ngettext(
                "Bij %(count)d ingedeelde stapel staat nog geen gedeelde zin.",
                "Bij %(count)d ingedeelde stapels staat nog geen gedeelde zin.",
                unworded,
            )
            % {"count": unworded}
        )
    if beside:
        lines.append(
            ngettext(
                "%(count)d bijdrage is nog niet samen besproken.",
                "%(count)d bijdragen zijn nog niet samen besproken.",
                beside,
            )
            % {"count": beside}
        )
    return lines + (missing_in_actions(shared) if column is Column.ACTIONS else [])


def missing_in_actions(shared: Sequence[Statement]) -> list[str]:
    lines = []
    if nobody := sum(not one.who for one in shared):
        lines.append(
            ngettext("Bij %(count)d actie staat niet wie.", "Bij %(count)d acties staat niet wie.", nobody)
            % {"count": nobody}
        )
    if never := sum(one.due is None for one in shared):
        lines.append(
            ngettext("Bij %(count)d actie staat niet wanneer.", "Bij %(count)d acties staat niet wanneer.", never)
            % {"count": never}
        )
    return lines


def present_and_marks(board: Board) -> tuple[Present, list[Mark], int]:
    """Everybody who came in, also who left before the end; the closing look on the partnership, and of how many.

    That is empty when too few gave any, or while it is still going on.
    """
    everybody = count_by(board.participants.all(), "present", Count("pk"), "group__name", "group__mark", "name")
    each = count_by(board.self_checks.all(), "looked_back", Count("participant", distinct=True), "board")
    found = in_one_query([everybody, self_checks(board), each])
    groups, names = list[Group | None](), list[str]()
    for what, group, mark, name, number in found:
        if what == "present":
            groups += [Group(group, int(mark)) if mark else None] * number
            names += [name] * number if name else []
    with_names = all(board.naming_of(column) is Naming.NAMED for column in Column)
    present = Present(len(groups), counted(groups), sorted(names, key=str.casefold) if with_names else [])
    if board.closed_at is None:
        return present, [], 0
    return present, picture_in(found), sum(number for what, *_texts, number in found if what == "looked_back")


def shares_of(parts: Sequence[Part]) -> list[Share]:
    """Per group, by name, how much of what it brought is in a sentence that was worded together (F9)."""
    inside: Counter[Group | None] = Counter()
    beside: Counter[Group | None] = Counter()
    for part in parts:
        for one in (*part.shared, *part.piles):
            (inside if one.is_worded else beside).update(laid.source.group for laid in one.words)
        beside.update(one.source.group for one in part.loose)
    groups = sorted(inside.keys() | beside.keys(), key=by_name)
    return [Share(group, inside[group] + beside[group], inside[group]) for group in groups]
