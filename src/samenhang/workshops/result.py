"""What a workshop gave, for all who took part: statements, who agreed, what is still open, and whose words are in it.

It holds what everybody may know and nothing else, unless it is asked for `leader`: who leads may know more names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.workshops.columns import Column, Guide, Naming
from samenhang.workshops.models import Answer, Board, Card, Cluster, PartnerGroup, SelfCheck
from samenhang.workshops.piles import Lane, Pile, Said, lanes_of


@dataclass(frozen=True, slots=True)
class Group:
    """A group of partners; `mark` is its place in documents.marks.MARKS."""

    name: str
    mark: int


@dataclass(frozen=True, slots=True)
class Source:
    """Whose words something is, as far as was promised when it was written."""

    group: Group | None = None
    name: str = ""
    on_behalf_of: str = ""

    @property
    def person(self) -> str:
        """As "Naam, namens de buurt"; empty when no name goes with it."""
        behalf = _("namens %(name)s") % {"name": self.on_behalf_of} if self.on_behalf_of else ""
        return ", ".join(filter(None, [self.name, behalf]))


@dataclass(frozen=True, slots=True)
class Words:
    """One contribution."""

    text: str
    source: Source
    written_on: date
    who: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many people said what of a statement."""

    agree: int
    remark: int
    not_yet: int

    @property
    def in_words(self) -> str:
        """As "17 akkoord · 2 met opmerking · 1 nog niet"."""
        parts = [_("%(count)d akkoord") % {"count": self.agree}]
        if self.remark:
            parts.append(_("%(count)d met opmerking") % {"count": self.remark})
        if self.not_yet:
            parts.append(_("%(count)d nog niet") % {"count": self.not_yet})
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How much is of one group; no group: of who belongs to none, or whose group would tell who it was."""

    group: Group | None
    count: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A pile of the map. `text` is the shared sentence, or the one contribution there is; empty when nobody worded it.

    `dots` and `outcome` are None when they were not shown.
    """

    column: Column
    text: str
    is_worded: bool
    sorting: str
    who: str
    due: date | None
    dots: int | None
    outcome: Outcome | None
    remarks: Sequence[Remark]
    # How many of those whose words are in it know them again in it, and how many do not.
    fits: int
    fits_not: int
    words: Sequence[Words]

    @property
    def is_shared(self) -> bool:
        """Whether it is more than a contribution that lies there: it was worded together, or answered."""
        return self.is_worded or (self.outcome is not None and bool(self.text))

    @property
    def is_open(self) -> bool:
        """Whether there is still something to settle before it can be an agreement."""
        objected = self.outcome is not None and self.outcome.not_yet > 0
        return objected or self.sorting in {Cluster.Sorting.ODDS, Cluster.Sorting.OPEN}

    @property
    def sorted_as(self) -> str:
        return str(Cluster.Sorting(self.sorting).label) if self.sorting else ""

    @property
    def from_groups(self) -> list[GroupCount]:
        return counted(one.source.group for one in self.words)


@dataclass(frozen=True, slots=True)
class Part:
    """One column: what was shared, what lies beside it, and what is still open."""

    column: Column
    guide: Guide
    shared: Sequence[Statement]
    # Piles that nobody worded or answered, and what lies loose.
    piles: Sequence[Statement]
    loose: Sequence[Words]
    still_open: Sequence[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the four marks of partnership, and how many gave each answer, from no to yes."""

    sentence: str
    counts: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Share:
    """What one group brought: how many contributions, and how many of them are in a shared statement. No ranking."""

    group: Group | None
    contributions: int
    in_statements: int


@dataclass(frozen=True, slots=True)
class Present:
    """Who took part: counted per group. Names only when every step was with names."""

    count: int
    groups: Sequence[GroupCount]
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Result:
    title: str
    goal: str
    day: date
    group: Group | None
    is_closed: bool
    kept_until: date
    present: Present
    parts: Sequence[Part]
    marks: Sequence[Mark]
    shares: Sequence[Share]

    @property
    def statements(self) -> list[Statement]:
        return [statement for part in self.parts for statement in part.shared]

    @property
    def actions(self) -> list[Statement]:
        return [statement for statement in self.statements if statement.column == Column.ACTIONS]


def result_of(board: Board, *, leader: bool = False) -> Result:
    """All of it, in a number of queries that does not grow; the workshop and group of the board are loaded."""
    shown = as_it_ended(board)
    parts = [part_of(lane, leader) for lane in lanes_of(shown)]
    return Result(
        title=board.workshop.title,
        goal=board.workshop.goal,
        day=board.workshop.day,
        group=group_of(board.group),
        is_closed=board.closed_at is not None,
        kept_until=board.workshop.cards_until,
        present=present_at(board),
        parts=parts,
        marks=marks_of(board),
        shares=shares_of(parts),
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
        still_open=still_open(lane.column, shared, len(others) + len(loose)),
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
        outcome=outcome_of(pile.said),
        remarks=[Remark(text, name) for text, name in pile.said.remarks],
        fits=pile.said.recognised,
        fits_not=pile.said.not_recognised,
        words=laid,
    )


def outcome_of(said: Said) -> Outcome | None:
    """None when nobody answered, or answers are not shown."""
    if not said.verdicts:
        return None
    verdict = Answer.Verdict
    return Outcome(
        agree=said.verdicts.get(verdict.AGREE, 0),
        remark=said.verdicts.get(verdict.REMARK, 0),
        not_yet=said.verdicts.get(verdict.NOT_YET, 0),
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


def counted(groups: Iterable[Group | None]) -> list[GroupCount]:
    """By the name of the group, so that it is no ranking; what is of no group last."""
    counts = Counter(groups)
    return [GroupCount(group, counts[group]) for group in sorted(counts, key=by_name)]


def by_name(group: Group | None) -> tuple[bool, str]:
    return (group is None, group.name.casefold() if group else "")


def still_open(column: Column, shared: Sequence[Statement], beside: int) -> list[str]:
    """What this column does not settle yet, in sentences."""
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
    if beside:
        lines.append(
            ngettext(
                "%(count)d bijdrage is nog niet samen besproken.",
                "%(count)d bijdragen of stapels zijn nog niet samen besproken.",
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


def present_at(board: Board) -> Present:
    """Everybody who came in, also who left before the end."""
    everybody = list(board.participants.select_related("group"))
    with_names = all(board.naming_of(column) is Naming.NAMED for column in Column)
    return Present(
        count=len(everybody),
        groups=counted(group_of(one.group) for one in everybody),
        names=sorted((one.name for one in everybody if one.name), key=str.casefold) if with_names else [],
    )


def marks_of(board: Board) -> list[Mark]:
    """The closing look on the partnership; empty when nobody gave any, or while it is still going on."""
    if not board.closed_at:
        return []
    given = board.self_checks.order_by().values_list("mark", "extent").annotate(Count("pk"))
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for mark, extent, count in given:
        counts[mark][extent] = count
    if not counts:
        return []
    return [
        Mark(str(mark.label), [(str(extent.label), counts[mark].get(extent, 0)) for extent in SelfCheck.Extent])
        for mark in SelfCheck.Mark
    ]


def shares_of(parts: Sequence[Part]) -> list[Share]:
    """Per group, by name, how much of what it brought is in a shared statement (F9)."""
    inside: Counter[Group | None] = Counter()
    beside: Counter[Group | None] = Counter()
    for part in parts:
        inside.update(laid.source.group for one in part.shared for laid in one.words)
        beside.update(laid.source.group for one in part.piles for laid in one.words)
        beside.update(one.source.group for one in part.loose)
    groups = sorted(inside.keys() | beside.keys(), key=by_name)
    return [Share(group, inside[group] + beside[group], inside[group]) for group in groups]


def day_in_words(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
