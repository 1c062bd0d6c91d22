"""The desk of a joint session begins with what the groups said, and every desk tells how much waits."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, door, steering
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.frames import desk_frames
from samenhang.workshops.models import Board, Participant, PartnerGroup, Workshop
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import go, pile
from samenhang.workshops.tests.test_desk import address, main_button, state_of

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def desk(client_of: ClientOf, leader: Person) -> Client:
    return client_of(leader)


@pytest.fixture
def joint(board: Board, residents: PartnerGroup, leader: Person) -> Board:
    """The map of all together, of a series in which one group worded something."""
    Workshop.objects.update(kind=Workshop.Kind.SERIES)
    of_group: Board = Board.objects.create(
        initiative_id=board.initiative_id,
        workshop=board.workshop,
        group=residents,
        facilitator=leader,
        door_is_open=True,
    )
    of_group.workshop.refresh_from_db()
    member = door.join(of_group, name="", group=residents, is_table=False)
    for text in ("Plezier", "Rust"):
        write(member, text)
    go(of_group, Column.VALUES, Phase.GROUP)
    pile(of_group, "Plezier", "Rust", statement="Plezier en rust.")
    return Board.objects.select_related("workshop").get(pk=board.pk)


def told_after(board: Board, number: int) -> str:
    return "".join(frame.html for frame in desk_frames(board.pk, number))


def test_a_joint_session_begins_with_what_the_groups_said(desk: Client, joint: Board, leader: Person) -> None:
    page = desk.get(address(joint)).text
    assert "· Iedereen samen</h1>" in page
    assert main_button(desk, joint) == ["Leg de groepen naast elkaar"]
    assert "Toon alle bijdragen" not in state_of(page)
    clustering.bring_in(joint, leader)
    # A desk that is open hears it too.
    told = told_after(joint, joint.last_number)
    assert "Ga samen leggen" in told
    assert "Leg de groepen naast elkaar" not in told
    assert main_button(desk, joint) == ["Ga samen leggen"]
    assert "Toon alle bijdragen" not in state_of(desk.get(address(joint)).text)


def test_what_is_written_in_a_joint_session_is_still_shown_first(desk: Client, joint: Board, leader: Person) -> None:
    clustering.bring_in(joint, leader)
    write(door.join(joint, name="", group=None, is_table=False), "Samen eten")
    assert main_button(desk, joint) == ["Toon alle bijdragen"]


def test_the_door_of_a_joint_session_can_be_opened_before_anything_lies_there(
    desk: Client, joint: Board, leader: Person
) -> None:
    steering.open_door(joint, leader, is_open=False)
    assert main_button(desk, joint) == ["Leg de groepen naast elkaar"]
    assert "Open de deur" in state_of(desk.get(address(joint)).text)
    clustering.bring_in(joint, leader)
    assert main_button(desk, joint) == ["Open de deur"]


def test_without_anything_from_the_groups_a_joint_session_is_as_any_other(
    desk: Client, joint: Board, residents: PartnerGroup
) -> None:
    residents.boards.all().delete()
    assert main_button(desk, joint) == ["Toon alle bijdragen"]


def test_a_pile_of_a_joint_session_leads_to_where_it_is_sorted_and_one_comes_back_to_it(
    desk: Client, joint: Board, leader: Person
) -> None:
    clustering.bring_in(joint, leader)
    write(door.join(joint, name="", group=None, is_table=False), "Samen eten")
    go(joint, Column.VALUES, Phase.GROUP)
    laid = clustering.lay_together(joint, leader, list(joint.cards.all()))
    at = f"{address(joint, 'sides')}#pile-{laid.pk}"
    assert f'href="{at}">Deel in<' in desk.get(address(joint)).text
    sort = reverse("workshops:sort", args=[joint.initiative_id, joint.pk, laid.pk])
    answer = desk.post(sort, {"sorting": "shared", "next": "sides"})
    assert answer["Location"] == at
    sides = desk.get(answer["Location"]).text
    assert f'id="pile-{laid.pk}"' in sides
    assert f'<label class="label" for="sort-{laid.pk}">Wat is dit?</label>' in sides
    assert f'href="{at}">Deel anders in<' in desk.get(address(joint)).text


def test_only_a_joint_session_sorts(desk: Client, board: Board, participant: Participant) -> None:
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.CHOOSE)
    assert "Deel in" not in desk.get(address(board)).text


def test_the_desk_tells_how_much_was_written_and_nothing_of_what(
    desk: Client, board: Board, participant: Participant
) -> None:
    assert "geschreven, nog niet getoond." not in desk.get(address(board)).text
    for text in ("Samen eten", "Eerst bellen"):
        before = Board.objects.get(pk=board.pk).last_number
        write(participant, text)
    written = "2 bijdragen geschreven, nog niet getoond."
    for told in (told_after(board, before), desk.get(address(board)).text):
        assert written in told
        assert "Samen eten" not in told
        assert "Lees mee" not in told
    before = Board.objects.get(pk=board.pk).last_number
    go(board, Column.VALUES, Phase.REVEAL)
    assert '<p class="label column__written" id="column-1-written" data-known></p>' in told_after(board, before)


def test_who_may_read_along_finds_the_texts_where_they_would_lie(
    desk: Client, board: Board, participant: Participant
) -> None:
    Workshop.objects.update(reads_along=True)
    write(participant, "Samen eten")
    page = desk.get(address(board)).text
    assert "U leest mee." in page
    assert f'<a href="{address(board, "preview")}">Lees mee: 1 bijdrage</a>' in page
    assert "Samen eten" in desk.get(address(board, "preview")).text


def test_of_a_table_nobody_says_that_all_were_heard(
    desk: Client, board: Board, residents: PartnerGroup, other: Participant
) -> None:
    write(door.join(board, name="", group=residents, is_table=True), "Samen eten")
    write(other, "Eerst bellen")
    heard = desk.get(address(board)).text.partition('id="heard"')[2].partition("</section>")[0]
    residents_row, professionals_row = heard.split('class="entry"')[1:]
    assert "Van elk toestel kwam iets" in residents_row
    assert "Iedereen gehoord" in professionals_row
    assert "Een tafel telt hier als één." in heard
