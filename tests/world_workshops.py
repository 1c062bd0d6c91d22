"""A workshop in the world of `world.py`: one map that is being filled, and one that is closed."""

from typing import TYPE_CHECKING

from django.core import signing
from django.test import Client
from uuid_utils.compat import uuid7

from samenhang.workshops import clustering, door, steering
from samenhang.workshops.cards import Contribution, contribute
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.entrance import COOKIE, SALT
from samenhang.workshops.models import Board, Card, Invitee, Participant, PartnerGroup, ScriptRow, Workshop

if TYPE_CHECKING:
    from tests.world import World


def fill_workshops(world: "World") -> None:
    initiative, leader = world.initiative, world.person("leader")
    workshop = Workshop.objects.create(initiative=initiative, title="Samen de wijk in", goal="Hoe?", created_by=leader)
    group = PartnerGroup.objects.create(initiative=initiative, workshop=workshop, name="Bewoners")
    invitee = Invitee.objects.create(initiative=initiative, workshop=workshop, name="Iemand", group=group)
    row = ScriptRow.objects.create(initiative=initiative, workshop=workshop, position=1, minutes=10, part="Welkom")
    closed, _author = filled_board(workshop, group, world)
    steering.close(closed, leader)
    board, author = filled_board(workshop, group, world)
    hidden = board.cards.get(text="Verborgen")
    steering.hide(board, leader, hidden, "Ging over een persoon")
    pile = board.clusters.present().get()
    world.participant_cookie = signing.dumps(
        {board.pk.hex: author.pk.hex, closed.pk.hex: closed.participants.get().pk.hex}, salt=SALT
    )
    world.values_of_workshops = {
        "workshop_id": workshop.pk,
        "group_id": group.pk,
        "invitee_id": invitee.pk,
        "row_id": row.pk,
        "board_id": board.pk,
        "workshops:preset.key": "60",
        "card_id": board.cards.filter(hidden_at=None)[0].pk,
        "workshops:show_again.card_id": hidden.pk,
        "pile_id": pile.pk,
        "screen:screen.key": board.screen_key,
        "screen:live.key": board.screen_key,
        "join:join.code": board.code,
        "join:again.code": board.code,
        "workshops:paper.key": "result",
        "workshops:paper.kind": "pdf",
        "maps:result.board_id": closed.pk,
        "maps:result_pdf.board_id": closed.pk,
    }


def filled_board(workshop: Workshop, group: PartnerGroup, world: "World") -> tuple[Board, Participant]:
    """A map where contributions are being laid together."""
    leader = world.person("leader")
    board = Board.objects.create(initiative=world.initiative, workshop=workshop, facilitator=leader, door_is_open=True)
    author = door.join(board, name="Deelnemer", group=group, is_table=False)
    for text in ("Een bijdrage", "Nog een bijdrage", "Verborgen"):
        contribute(author, Contribution(key=uuid7(), column=Column.VALUES, text=text))
    steering.go_to(board, leader, 0, Phase.GROUP)
    cards = list(Card.objects.filter(board=board).exclude(text="Verborgen"))
    pile = clustering.lay_together(board, leader, cards)
    clustering.word(board, leader, pile, "Onze zin", seen="")
    board.refresh_from_db()
    return board, author


def as_participant(client: Client, cookie: str) -> Client:
    client.cookies[COOKIE] = cookie
    return client
