"""What the screen in the room says, moment by moment."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, door, steering, voting
from samenhang.workshops.columns import GUIDES, Column, Phase, Tempo
from samenhang.workshops.frames import screen_frames
from samenhang.workshops.models import Board, Card, Cluster, Participant, PartnerGroup, SelfCheck
from samenhang.workshops.screen import MOST_DOTS, MOST_OF_A_COLUMN, MOST_OF_A_PILE
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import close, go, pile


def seen(board: Board) -> str:
    """The screen as it is now."""
    return screen_frames(board.pk, 0)[-1].html


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").split())


def shows(board: Board) -> str:
    found = re.search(r'data-shows="(\w+)"', seen(board))
    assert found
    return found[1]


# Before the first question


def test_before_the_door_opens_the_screen_shows_no_question_and_no_way_in(board: Board, leader: Person) -> None:
    steering.open_door(board, leader, is_open=False)
    assert words(seen(board)) == "Samen de wijk in We beginnen zo"


def test_the_welcome_tells_how_one_joins_and_how_many_did(board: Board, participant: Participant) -> None:
    html = seen(board)
    assert board.code in html
    assert 'aria-label="QR-code om mee te doen"' in html
    assert "1 deelnemer is er al" in html
    assert str(GUIDES[Column.VALUES].question) not in html


def test_the_question_comes_with_the_first_contribution(board: Board, participant: Participant) -> None:
    write(participant, "Iets")
    assert str(GUIDES[Column.VALUES].question) in seen(board)


def test_the_question_comes_when_the_clock_is_set(board: Board, participant: Participant, leader: Person) -> None:
    steering.start_timer(board, leader, 5)
    assert str(GUIDES[Column.VALUES].question) in seen(board)


def test_a_clock_that_ran_out_says_so_in_the_place_of_the_clock(board: Board, leader: Person) -> None:
    steering.start_timer(board, leader, 5)
    Board.objects.update(timer_ends_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    assert re.search(r'<p class="projector__timer"[^>]*>tijd om</p>', seen(board))


# The questions


def test_each_of_several_columns_asks_its_own_question(board: Board, participant: Participant, leader: Person) -> None:
    board.workshop.tempo = Tempo.TOGETHER
    board.workshop.save()
    write(participant, "Iets")
    steering.go_to(board, leader, 1, Phase.WRITE)
    for phase in Phase:
        steering.go_to(board, leader, 1, phase)
        html = seen(board)
        for column in list(Column)[1:]:
            assert str(GUIDES[column].question) in html, (column, phase)


def test_what_helps_to_answer_is_there_while_one_writes(board: Board, participant: Participant) -> None:
    write(participant, "Iets")
    assert str(GUIDES[Column.VALUES].helps[0]) in seen(board)
    go(board, Column.VALUES, Phase.REVEAL)
    assert str(GUIDES[Column.VALUES].helps[0]) not in seen(board)


# Actions


def test_an_action_says_who_does_it_and_when_it_is_done(board: Board, participant: Participant) -> None:
    go(board, Column.ACTIONS, Phase.WRITE)
    for text in ("Bellen", "Mailen", "Koken"):
        write(participant, text, Column.ACTIONS)
    Card.objects.filter(text="Bellen").update(who="Fatima", due=datetime.date(2026, 12, 14))
    go(board, Column.ACTIONS, Phase.GROUP)
    laid = pile(board, "Mailen", "Koken", statement="We nodigen uit.", who="De wijkvereniging")
    Cluster.objects.filter(pk=laid.pk).update(due=datetime.date(2027, 1, 31))
    for phase in (Phase.GROUP, Phase.CHOOSE, Phase.AGREE):
        go(board, Column.ACTIONS, phase)
        said = words(seen(board))
        assert "Bellen door Fatima · uiterlijk 14 december 2026" in said, phase
        assert "We nodigen uit. door De wijkvereniging · uiterlijk 31 januari 2027" in said, phase


# Laying together


@pytest.fixture
def laid(board: Board, participant: Participant, other: Participant) -> Cluster:
    write(participant, "Luister naar elkaar")
    write(other, "Eerst luisteren")
    write(other, "Plezier")
    go(board, Column.VALUES, Phase.GROUP)
    return pile(board, "Luister naar elkaar", "Eerst luisteren")


def test_a_pile_shows_its_contributions_one_by_one(board: Board, laid: Cluster) -> None:
    html = seen(board)
    assert " / " not in html
    assert html.count("data-joint") == 1
    assert html.count("Luister naar elkaar") == html.count("Eerst luisteren") == 1


def test_a_joint_sentence_stands_above_what_it_was_made_of(board: Board, laid: Cluster, leader: Person) -> None:
    clustering.word(board, leader, laid, "We luisteren eerst.", seen="")
    joint = re.search(r"<li [^>]*data-joint.*?</ul>", seen(board), re.DOTALL)
    assert joint
    assert words(joint[0]) == "We luisteren eerst. Luister naar elkaar Eerst luisteren"
    assert "Plezier" not in joint[0]


def test_of_a_large_pile_the_rest_is_counted(board: Board, participant: Participant) -> None:
    texts = [f"Bijdrage {number}" for number in range(MOST_OF_A_PILE + 2)]
    for text in texts:
        write(participant, text)
    go(board, Column.VALUES, Phase.GROUP)
    pile(board, *texts, statement="Samen")
    said = words(seen(board))
    assert said.count("Bijdrage ") == MOST_OF_A_PILE
    assert "en nog 2" in said


def test_of_a_step_that_is_done_only_the_sentence_is_left(board: Board, laid: Cluster, leader: Person) -> None:
    clustering.word(board, leader, laid, "We luisteren eerst.", seen="")
    go(board, Column.RELATIONS, Phase.WRITE)
    html = seen(board)
    assert "We luisteren eerst." in html
    assert "Eerst luisteren" not in html


def test_each_words_and_each_sentence_keep_the_marks_of_their_groups(
    board: Board, laid: Cluster, leader: Person, residents: PartnerGroup, professionals: PartnerGroup
) -> None:
    clustering.word(board, leader, laid, "We luisteren eerst.", seen="")
    html = seen(board)
    sentence = re.search(r'<p class="line__text"[^>]*>((?:(?!</p>).)*We luisteren eerst\.)', html, re.DOTALL)
    assert sentence
    assert re.findall(r'aria-label="(\w+)"', sentence[1]) == [residents.name, professionals.name]
    named = re.search(r'<ul class="projector__groups">.*?</ul>', html, re.DOTALL)
    assert named
    assert words(named[0]) == "Bewoners Professionals"


# Dots


def test_dots_are_drawn_and_counted_in_words_and_order_the_column_once_they_are_shown(
    board: Board, laid: Cluster, participant: Participant, other: Participant, leader: Person
) -> None:
    go(board, Column.VALUES, Phase.CHOOSE)
    single = board.clusters.present().get(cards__text="Plezier")
    for who in (participant, other):
        who.board.refresh_from_db()
        voting.give_dots(who, single, 2)
    assert "stip" not in words(seen(board))
    steering.show_dots(board, leader, shown=True)
    for phase in (Phase.CHOOSE, Phase.AGREE):
        go(board, Column.VALUES, phase)
        html = seen(board)
        assert html.count("<i></i>") == 4
        assert "<span>4 stippen</span>" in html
        assert html.index("Plezier") < html.index("Eerst luisteren")


def test_more_dots_than_one_can_count_are_a_number(
    board: Board, laid: Cluster, participant: Participant, leader: Person
) -> None:
    go(board, Column.VALUES, Phase.CHOOSE)
    participant.board.refresh_from_db()
    voting.give_dots(participant, laid, 1)
    laid.dots.update(count=MOST_DOTS + 1)
    steering.show_dots(board, leader, shown=True)
    html = seen(board)
    assert html.count("<i></i>") == 0
    assert f"{MOST_DOTS + 1} stippen" in html


# One contribution


def test_one_contribution_in_the_spotlight_is_all_there_is_and_is_there_once(
    board: Board, laid: Cluster, leader: Person
) -> None:
    card = laid.cards.get(text="Eerst luisteren")
    steering.put_in_spotlight(board, leader, card)
    html = seen(board)
    assert html.count("Eerst luisteren") == 1
    assert "Plezier" not in html
    assert "Professionals" in html
    steering.put_in_spotlight(board, leader, None)
    assert "Plezier" in seen(board)


# A full map


def test_of_a_very_full_column_the_rest_is_counted(board: Board, participant: Participant) -> None:
    for number in range(MOST_OF_A_COLUMN + 4):
        write(participant, f"Bijdrage {number}")
    go(board, Column.VALUES, Phase.REVEAL)
    html = seen(board)
    assert html.count('<li class="contribution') == MOST_OF_A_COLUMN
    assert "en nog 4" in html


def test_a_full_map_is_read_in_a_fixed_number_of_queries(board: Board, laid: Cluster, participant: Participant) -> None:
    with CaptureQueriesContext(connection) as few:
        seen(board)
    for number in range(20):
        write(participant, f"Nog een {number}")
    with CaptureQueriesContext(connection) as many:
        seen(board)
    assert len(many) == len(few)


# The end


def test_after_closing_there_are_only_thanks_and_where_the_result_is(board: Board, laid: Cluster) -> None:
    close(board)
    said = words(seen(board))
    assert said.startswith("Dank u wel Lees het resultaat op uw telefoon")
    assert "van 5" not in said
    assert "Plezier" not in said


def test_the_look_back_is_announced_and_its_counts_come_once_it_is_closed(
    board: Board, laid: Cluster, participant: Participant, other: Participant, third: Participant, leader: Person
) -> None:
    go(board, Column.VALUES, Phase.AGREE)
    steering.open_self_check(board, leader, is_open=True)
    assert "Kijk samen terug" in seen(board)
    for who, extent in ((participant, 4), (other, 2), (third, 4)):
        who.board.refresh_from_db()
        voting.check(who, {SelfCheck.Mark.POWER.value: extent})
    sentence = str(SelfCheck.Mark.POWER.label)
    assert sentence not in seen(board)
    steering.open_self_check(board, leader, is_open=False)
    assert f"{sentence} 0 1 0 2" in words(seen(board))
    # Who leads goes on with something else.
    go(board, Column.VALUES, Phase.CHOOSE)
    assert shows(board) == "map"


def test_what_fewer_than_three_looked_back_is_not_shown_to_the_room(
    board: Board, laid: Cluster, participant: Participant, other: Participant, leader: Person
) -> None:
    steering.open_self_check(board, leader, is_open=True)
    for who in (participant, other):
        who.board.refresh_from_db()
        voting.check(who, {SelfCheck.Mark.POWER.value: 4})
    steering.open_self_check(board, leader, is_open=False)
    assert "Getoond vanaf drie antwoorden. Nu zijn het er 2." in words(seen(board))
    assert str(SelfCheck.Mark.POWER.label) not in seen(board)


def test_a_look_back_that_nobody_answered_leaves_the_map(board: Board, laid: Cluster, leader: Person) -> None:
    steering.open_self_check(board, leader, is_open=True)
    steering.open_self_check(board, leader, is_open=False)
    assert shows(board) == "map"


def test_the_last_thing_that_is_put_before_the_room_is_what_it_sees(
    board: Board, laid: Cluster, leader: Person
) -> None:
    steering.put_in_spotlight(board, leader, laid.cards.first())
    steering.open_self_check(board, leader, is_open=True)
    assert shows(board) == "looking_back"
    steering.put_in_spotlight(board, leader, board.cards.get(text="Plezier"))
    assert shows(board) == "one"


# The groups side by side


@pytest.fixture
def of_groups(board: Board, residents: PartnerGroup, professionals: PartnerGroup, leader: Person) -> None:
    """Each group has filled a map of its own, with a sentence in the first column and one in the second."""
    for group in (residents, professionals):
        own = Board.objects.create(
            initiative_id=board.initiative_id,
            workshop=board.workshop,
            group=group,
            facilitator=leader,
            door_is_open=True,
        )
        writer = door.join(own, name="", group=None, is_table=False)
        for column in (Column.VALUES, Column.RELATIONS):
            go(own, column, Phase.WRITE)
            write(writer, f"{group.name} over {column.label}", column)
            go(own, column, Phase.AGREE)


def test_what_the_groups_said_stands_side_by_side_when_it_is_brought_in(
    board: Board, participant: Participant, of_groups: None, leader: Person
) -> None:
    clustering.bring_in(board, leader)
    assert shows(board) == "sides"
    html = seen(board)
    assert [words(one) for one in re.findall(r"<h3.*?</h3>", html)] == ["Bewoners", "Professionals"]
    assert html.index("Bewoners over Waarden") < html.index("Professionals over Waarden")
    # What the groups said of a later step waits for its turn.
    assert "over Relaties" not in html
    go(board, Column.VALUES, Phase.REVEAL)
    assert shows(board) == "sides"
    go(board, Column.VALUES, Phase.GROUP)
    assert shows(board) == "map"
    go(board, Column.RELATIONS, Phase.WRITE)
    assert shows(board) == "sides"
    assert "Bewoners over Relaties" in seen(board)


def test_what_was_written_today_stands_beside_what_the_groups_said(
    board: Board, participant: Participant, of_groups: None, leader: Person
) -> None:
    clustering.bring_in(board, leader)
    write(participant, "Pas net bedacht")
    assert "1 bijdrage geschreven" in words(seen(board))
    go(board, Column.VALUES, Phase.REVEAL)
    said = words(seen(board))
    assert said.index("Professionals over Waarden") < said.index("Vandaag erbij")
    assert said.index("Vandaag erbij") < said.index("Pas net bedacht")


def test_how_a_sentence_was_sorted_stands_beside_it_from_the_groups_until_it_is_agreed(
    board: Board, participant: Participant, of_groups: None, leader: Person
) -> None:
    clustering.bring_in(board, leader)
    go(board, Column.VALUES, Phase.REVEAL)
    laid = clustering.lay_together(board, leader, list(board.cards.filter(column=Column.VALUES)))
    assert "Botst" not in seen(board)
    clustering.sort(board, leader, laid, "odds")
    assert shows(board) == "sides"
    assert words(seen(board)).count("Botst") == 2
    clustering.word(board, leader, laid, "Wij zoeken het uit.", seen="")
    for phase in (Phase.GROUP, Phase.CHOOSE, Phase.AGREE):
        go(board, Column.VALUES, phase)
        assert "Wij zoeken het uit. Botst" in words(seen(board)), phase


def test_who_is_in_sees_the_groups_once_the_door_is_closed(
    board: Board, of_groups: None, residents: PartnerGroup, leader: Person
) -> None:
    clustering.bring_in(board, leader)
    door.join(board, name="", group=residents, is_table=False)
    assert shows(board) == "welcome"
    steering.open_door(board, leader, is_open=False)
    assert shows(board) == "sides"


def test_what_was_brought_in_beforehand_waits_for_the_beginning(board: Board, of_groups: None, leader: Person) -> None:
    clustering.bring_in(board, leader)
    assert shows(board) == "welcome"
    steering.start_timer(board, leader, 10)
    assert shows(board) == "sides"
