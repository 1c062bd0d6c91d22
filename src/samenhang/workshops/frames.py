"""What goes down the streams of a map: for phones, for the desk, and for the screen in the room (F3)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.html import format_html

from samenhang.live.frames import Frame
from samenhang.workshops.carrying import beginning_of
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.door import helping_keys
from samenhang.workshops.drawing import draw_card, draw_head, draw_shell, gone
from samenhang.workshops.hearing import who_was_heard
from samenhang.workshops.looking_back import looked_back_on
from samenhang.workshops.models import Board, Card, Cluster
from samenhang.workshops.piles import Pile, said_of
from samenhang.workshops.revealing import count_waiting
from samenhang.workshops.screen import screen_of
from samenhang.workshops.standing import standing_of

type Key = UUID


def phone_frames(key: Key, number: int) -> list[Frame]:
    """What changed for everybody who fills this map: nothing of what is not shown yet."""
    board = load(key)
    return in_order(board, changed_rows(board, number, desk=False) + changed_state(board, number, desk=False))


def desk_frames(key: Key, number: int) -> list[Frame]:
    """What changed for who leads; and, with every change, who was not heard yet."""
    board = load(key, "facilitator", "second")
    frames = in_order(board, changed_rows(board, number, desk=True) + changed_state(board, number, desk=True))
    if board.last_number <= number:
        return frames
    page = {"board": board, "heard": who_was_heard(board), "looked_back": looked_back_on(board)}
    beside: list[str] = [render_to_string(f"workshops/{name}.html", page) for name in ("heard", "looked_back")]
    if board.is_joint and board.phase == Phase.WRITE and board.state_number <= number:
        # What to do first depends on what lies there.
        beside.append(draw_state(board, desk=True))
    return with_more(frames, board.last_number, draw_written(board) + "".join(beside))


def draw_written(board: Board) -> str:
    """How much waits in each column."""
    waits = count_waiting(board)
    lines = ({"column": column, "count": waits.get(column, 0), "board": board} for column in Column)
    return "".join(render_to_string("workshops/written.html", line) for line in lines)


def screen_frames(key: Key, number: int) -> list[Frame]:
    """The whole screen, when anything on the map changed: it holds little."""
    board = load(key)
    if board.last_number <= number:
        return []
    return [Frame(board.last_number, render_to_string("workshops/screen_map.html", screen_of(board)))]


def load(key: Key, *more: str) -> Board:
    """The map, with what everybody sees of it; the screen may not reach who leads."""
    board: Board = Board.objects.select_related("workshop", "group", "spotlight", *more).get(pk=key)
    return board


def changed_rows(board: Board, number: int, *, desk: bool) -> list[Frame]:
    cards = Card.objects.filter(board=board).changed_after(number).select_related("author", "group")
    spoken_of = Q(said_number__gt=number) if desk else Q(said_number__gt=number, column__in=board.answers_shown)
    changed = list(Cluster.objects.filter(Q(number__gt=number) | spoken_of, board=board))
    return card_frames(cards, board, desk=desk) + pile_frames(board, changed, number, desk=desk)


def card_frames(cards: Iterable[Card], board: Board, *, desk: bool) -> list[Frame]:
    return [Frame(card.number, html) for card in cards if (html := card_html(card, board, desk=desk))]


def arrived_frames(cards: Sequence[Card]) -> list[Frame]:
    """As `phone_frames`, of contributions that just came in, with all that is drawn of them loaded."""
    return [frame for card in cards for frame in card_frames([card], card.board, desk=False)]


def in_order(board: Board, frames: list[Frame]) -> list[Frame]:
    """Up to the number of the board as it was read first.

    What came in between one query and the next waits: of something newer the first query has seen nothing.
    """
    return sorted((frame for frame in frames if frame.number <= board.last_number), key=lambda frame: frame.number)


def card_html(card: Card, board: Board, *, desk: bool) -> str:
    """The contribution, or that it is gone; empty for one that this audience never saw."""
    is_there = card.revealed_at and not card.withdrawn_at and (desk or not card.hidden_at)
    if is_there:
        return draw_card(card, board, desk=desk)
    return gone("card", card.pk) if card.was_shown else ""


def pile_frames(board: Board, changed: Sequence[Cluster], number: int, *, desk: bool) -> list[Frame]:
    if not changed:
        # As nearly always while a room is writing; to ask what was said of no pile takes as long as all the rest.
        return []
    present = [cluster for cluster in changed if not cluster.removed_at]
    said = said_of(board, present)
    of_one = single_cards(present)
    frames = [Frame(one.number, gone("pile", one.pk)) for one in changed if one.removed_at]
    for cluster in present:
        pile = Pile(cluster, of_one.get(cluster.pk, ()), said[cluster.pk])
        until_now = [at for at in (cluster.number, cluster.said_number) if number < at <= board.last_number]
        # What lies on it is hidden or taken back: the desk still has it, everybody else has nothing to read.
        is_empty = not desk and not pile.cards and not cluster.statement
        if until_now and is_empty:
            frames.append(Frame(max(until_now), gone("pile", cluster.pk)))
        elif until_now:
            frames.append(Frame(max(until_now), draw_shell(cluster) + draw_head(pile, board, desk=desk)))
    return frames


def single_cards(clusters: Sequence[Cluster]) -> dict[Key, tuple[Card, ...]]:
    """The contributions of these piles, for what depends on how many there are."""
    found: dict[Key, tuple[Card, ...]] = {}
    for card in Card.objects.on_the_map().filter(cluster__in=[cluster.pk for cluster in clusters]):
        if card.cluster_id:
            found[card.cluster_id] = (*found.get(card.cluster_id, ()), card)
    return found


def changed_state(board: Board, number: int, *, desk: bool) -> list[Frame]:
    if board.state_number <= number:
        return []
    html = draw_state(board, desk=desk)
    if not desk:
        html += format_html('<i id="helpers" hidden data-known data-keys="{}"></i>', helping_keys(board))
    return [Frame(board.state_number, html + heads_now(board, desk=desk))]


def draw_state(board: Board, *, desk: bool) -> str:
    page: dict[str, Any] = {"board": board, "standing": standing_of(board)}
    if not desk:
        return render_to_string("workshops/state.html", page)
    return render_to_string("workshops/state_desk.html", page | {"beginning": beginning_of(board)})


def heads_now(board: Board, *, desk: bool) -> str:
    """The piles that are being worked on: what one can do with them depends on the phase."""
    clusters = list(board.clusters.present().filter(column__in=[int(column) for column in board.columns_now]))
    said, cards = said_of(board, clusters), single_cards(clusters)
    piles = (Pile(cluster, cards.get(cluster.pk, ()), said[cluster.pk]) for cluster in clusters)
    return "".join(draw_head(pile, board, desk=desk) for pile in piles)


def with_more(frames: list[Frame], number: int, html: str) -> list[Frame]:
    """Say something more under this number, which may have a frame already."""
    if frames and frames[-1].number == number:
        return [*frames[:-1], replace(frames[-1], html=frames[-1].html + html)]
    return [*frames, Frame(number, html)]
