"""What the screen in the room shows: it asks for nothing but this map (zone "scherm")."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.urls import reverse

from samenhang.accounts.codes import qr_code
from samenhang.workshops.columns import Phase
from samenhang.workshops.looking_back import how_many_looked_back, picture_of
from samenhang.workshops.models import Act, Board, Card, PartnerGroup
from samenhang.workshops.piles import Lane, Pile, Said, lanes_of
from samenhang.workshops.standing import standing_of

# Six pages of seven in a column; who wants to read more has a phone.
MOST_OF_A_COLUMN = 42
# Under a joint sentence: the rest is counted.
MOST_OF_A_PILE = 3
# More are not counted by eye: then all piles of the column have a number instead.
MOST_DOTS = 24
# What tells the room to look at something else.
TURNS = {
    Act.Kind.MOVE_ON,
    Act.Kind.REVEAL,
    Act.Kind.SPOTLIGHT,
    Act.Kind.GROUP,
    Act.Kind.BRING_IN,
    Act.Kind.SELF_CHECK,
}


class Shows(StrEnum):
    """What fills the screen."""

    WAITING = "waiting"
    WELCOME = "welcome"
    SIDES = "sides"
    MAP = "map"
    ONE = "one"
    LOOKING_BACK = "looking_back"
    PICTURE = "picture"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a column: a sentence, a pile without one (no text), or a loose contribution.

    `words` lie under it; `more` of them are not shown. `groups` are those whose words these are.
    """

    text: str
    is_joint: bool = False
    words: Sequence[Card] = ()
    more: int = 0
    groups: Sequence[PartnerGroup] = ()
    who: str = ""
    due: date | None = None
    sorted_as: str = ""
    said: Said = field(default_factory=Said)

    @property
    def dots(self) -> range:
        """To draw them one by one."""
        return range(self.said.dots or 0)


@dataclass(frozen=True, slots=True)
class ScreenLane:
    """A column. `more`: what there is besides its lines."""

    lane: Lane
    lines: Sequence[Line]
    more: int
    shows_each_dot: bool


@dataclass(frozen=True, slots=True)
class ScreenSide:
    """What one group brought along in the columns that are worked on; no group: what was written today."""

    group: PartnerGroup | None
    lines: Sequence[Line]


def screen_of(board: Board) -> dict[str, Any]:
    """The context of `workshops/screen_map.html`."""
    lanes = [screen_lane(board, lane) for lane in lanes_of(board)]
    shows = what_fills_it(board, brought_in=any(is_brought_in(one.lane) for one in lanes))
    return {
        "board": board,
        "standing": standing_of(board),
        "shows": shows,
        "picture": picture_of(board) if shows is Shows.PICTURE else [],
        "looked_back": how_many_looked_back(board) if shows is Shows.PICTURE else 0,
        "lanes": lanes,
        "sides": screen_sides(one.lane for one in lanes) if shows is Shows.SIDES else [],
        "done": sum(one.lane.state == "done" for one in lanes),
        "groups": groups_of(line for one in lanes for line in one.lines),
        "written": sum(one.lane.waiting for one in lanes if one.lane.state == "now"),
        "present": board.participants.present().count(),
        **way_in(board),
    }


def what_fills_it(board: Board, *, brought_in: bool) -> Shows:
    """`brought_in`: whether sentences of groups lie in a column that is worked on."""
    if board.closed_at:
        return Shows.CLOSED
    turn = board.acts.standing().filter(kind__in=TURNS).first()
    kind = turn.kind if turn else ""
    if is_before_the_start(board) and not (brought_in and is_before_people(board, turn)):
        return Shows.WELCOME if board.door_is_open else Shows.WAITING
    if kind == Act.Kind.BRING_IN:
        return Shows.SIDES
    if kind == Act.Kind.SELF_CHECK:
        if board.self_check_is_open:
            return Shows.LOOKING_BACK
        if board.self_checks.exists():
            return Shows.PICTURE
    if board.lit:
        return Shows.ONE
    # Until one goes on to laying together: then what lies there is the map of all.
    return Shows.SIDES if brought_in and board.phase in {Phase.WRITE, Phase.REVEAL} else Shows.MAP


def is_brought_in(lane: Lane) -> bool:
    return lane.state == "now" and any(card.origin_id for card in lying_in(lane))


def lying_in(lane: Lane) -> list[Card]:
    return [*lane.loose, *(card for pile in lane.piles for card in pile.cards)]


def is_before_people(board: Board, turn: Act | None) -> bool:
    """Whether what the groups said is there to be seen: who is to come in is in, or was when it was laid there."""
    if not board.door_is_open:
        return bool(board.participants.present().exists())
    if turn is None or turn.kind != Act.Kind.BRING_IN:
        return False
    return bool(board.participants.filter(joined_at__lte=turn.at).exists())


def is_before_the_start(board: Board) -> bool:
    """Nobody wrote anything, and the clock was not set: the question comes with the first of these."""
    at_the_start = board.stage == 0 and board.phase == Phase.WRITE and board.seconds_left is None
    return at_the_start and board.begun_at is None


def screen_lane(board: Board, lane: Lane) -> ScreenLane:
    lines = [line_of_pile(pile, is_done=lane.state == "done") for pile in lane.piles]
    if lane.column in board.dots_shown:
        lines.sort(key=lambda line: -(line.said.dots or 0))
    lines += [line_of_card(card) for card in lane.loose]
    return ScreenLane(
        lane,
        lines[:MOST_OF_A_COLUMN],
        max(len(lines) - MOST_OF_A_COLUMN, 0),
        shows_each_dot=max((line.said.dots or 0 for line in lines), default=0) <= MOST_DOTS,
    )


def screen_sides(lanes: Iterable[Lane]) -> list[ScreenSide]:
    """What lies in the columns that are worked on: the sentences of each group, and apart what was written today."""
    lines: dict[PartnerGroup | None, list[Line]] = defaultdict(list)
    for lane in lanes:
        if lane.state == "now":
            sortings = {pile.cluster.pk: sorted_as(pile) for pile in lane.piles}
            for card in lying_in(lane):
                side = card.group if card.origin_id else None
                sorting = sortings[card.cluster_id] if card.cluster_id else ""
                lines[side].append(replace(line_of_card(card), sorted_as=sorting))
    named = sorted((group for group in lines if group), key=lambda group: (group.mark, group.pk))
    return [ScreenSide(group, lines[group]) for group in (*named, *([None] if None in lines else []))]


def sorted_as(pile: Pile) -> str:
    return str(pile.cluster.get_sorting_display()) if pile.cluster.sorting else ""


def line_of_card(card: Card) -> Line:
    return Line(card.text, groups=[card.group] if card.group else [], who=card.who, due=card.due)


def line_of_pile(pile: Pile, *, is_done: bool) -> Line:
    """A pile with what was said of it; of a step that is done only its sentence, when it has one."""
    cluster = pile.cluster
    if pile.is_of_one and not cluster.statement:
        alone = line_of_card(pile.cards[0])
        who, due = cluster.who or alone.who, cluster.due or alone.due
        return replace(alone, who=who, due=due, sorted_as=sorted_as(pile), said=pile.said)
    words = () if is_done and cluster.statement else pile.cards[:MOST_OF_A_PILE]
    return Line(
        cluster.statement,
        is_joint=True,
        words=words,
        more=len(pile.cards) - len(words) if words else 0,
        groups=groups_in(pile.cards),
        who=cluster.who,
        due=cluster.due,
        sorted_as=sorted_as(pile),
        said=pile.said,
    )


def groups_in(cards: Iterable[Card]) -> list[PartnerGroup]:
    """Whose words these are, each once, in the order of the marks."""
    found = {card.group.pk: card.group for card in cards if card.group}
    return sorted(found.values(), key=lambda group: (group.mark, group.pk))


def groups_of(lines: Iterable[Line]) -> list[PartnerGroup]:
    """The groups whose marks are somewhere on the map: what each mark means."""
    found = {group.pk: group for line in lines for group in line.groups}
    return sorted(found.values(), key=lambda group: (group.mark, group.pk))


def way_in(board: Board) -> dict[str, Any]:
    """How one joins: in words and as a drawing, while the door is open."""
    base = settings.URL.geturl().rstrip("/")
    link = f"{base}{reverse('join:join', args=[board.code])}"
    return {
        "link": link,
        "address": f"{settings.URL.netloc}{reverse('join:enter_code')}".rstrip("/"),
        "qr_code": qr_code(link) if board.door_is_open else "",
    }
