"""What the screen in the room shows: it asks for nothing but this map (zone "scherm")."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from samenhang.accounts.codes import qr_code
from samenhang.workshops.columns import Phase
from samenhang.workshops.models import Board, Card
from samenhang.workshops.piles import Lane, Pile, lanes_of
from samenhang.workshops.standing import standing_of

# More is not read from the back row.
MOST_ON_SCREEN = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a column: a pile with its sentence, or a loose contribution."""

    text: str
    pile: Pile | None = None
    card: Card | None = None
    is_lit: bool = False


@dataclass(frozen=True, slots=True)
class ScreenLane:
    lane: Lane
    lines: Sequence[Line]
    more: int


def screen_of(board: Board) -> dict[str, Any]:
    """The context of `workshops/screen_map.html`."""
    lanes = [screen_lane(board, lane) for lane in lanes_of(board)]
    return {
        "board": board,
        "standing": standing_of(board),
        "lanes": lanes,
        "written": sum(one.lane.waiting for one in lanes if one.lane.state == "now"),
        "present": board.participants.present().count(),
        **way_in(board),
    }


def screen_lane(board: Board, lane: Lane) -> ScreenLane:
    lines = [Line(sentence(pile), pile, is_lit=board.spotlight_id in keys(pile)) for pile in lane.piles]
    lines += [Line(card.text, card=card, is_lit=card.pk == board.spotlight_id) for card in lane.loose]
    if lane.phase is Phase.CHOOSE and lane.column in board.dots_shown:
        lines.sort(key=lambda line: -(line.pile.said.dots or 0) if line.pile else 0)
    # What is in the spotlight is always among what is shown.
    shown = sorted(lines, key=lambda line: not line.is_lit)[:MOST_ON_SCREEN]
    return ScreenLane(lane, [line for line in lines if line in shown], max(len(lines) - MOST_ON_SCREEN, 0))


def sentence(pile: Pile) -> str:
    return pile.sentence or " / ".join(card.text for card in pile.cards[:2])


def keys(pile: Pile) -> set[Any]:
    return {card.pk for card in pile.cards}


def way_in(board: Board) -> dict[str, Any]:
    """How one joins: in words and as a drawing, while the door is open."""
    base = settings.URL.geturl().rstrip("/")
    link = f"{base}{reverse('join:join', args=[board.code])}"
    return {
        "link": link,
        "address": f"{settings.URL.netloc}{reverse('join:enter_code')}".rstrip("/"),
        "qr_code": qr_code(link) if board.door_is_open else "",
    }
