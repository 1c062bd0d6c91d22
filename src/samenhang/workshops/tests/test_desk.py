"""What the desk says and offers, step by step."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative, Membership
from samenhang.workshops import clustering, steering, voting
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.frames import desk_frames
from samenhang.workshops.hearing import who_was_heard
from samenhang.workshops.models import Board, Participant
from samenhang.workshops.piles import lanes_of
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import go, pile

type ClientOf = Callable[[Person | None], Client]

FILLED = re.compile(r'<(?:button|a) class="button"[^>]*>([^<]+)<')


def address(board: Board, name: str = "desk") -> str:
    return reverse(f"workshops:{name}", args=[board.initiative_id, board.pk])


def state_of(page: str) -> str:
    return page.partition('id="state"')[2].partition('<div class="split">')[0]


@pytest.fixture
def desk(client_of: ClientOf, leader: Person) -> Client:
    return client_of(leader)


def main_button(client: Client, board: Board) -> list[str]:
    """The words of what is filled: one thing to do at a time."""
    return FILLED.findall(state_of(client.get(address(board)).text))


def test_opening_the_door_is_what_to_do_until_it_is_open(desk: Client, board: Board, leader: Person) -> None:
    steering.open_door(board, leader, is_open=False)
    assert main_button(desk, board) == ["Open de deur"]
    assert "Open de deur en toon de code." in desk.get(address(board)).text
    steering.open_door(board, leader, is_open=True)
    assert main_button(desk, board) == ["Toon alle bijdragen"]
    page = desk.get(address(board)).text
    assert "Open de deur" not in page
    assert "Er doet nog niemand mee. Toon de code op het scherm voor de zaal." in page


def test_a_door_that_is_closed_after_the_beginning_is_no_reason_to_open_it(
    desk: Client, board: Board, participant: Participant, leader: Person
) -> None:
    write(participant, "Samen")
    steering.open_door(board, leader, is_open=False)
    assert main_button(desk, board) == ["Toon alle bijdragen"]


def test_what_everybody_gave_is_shown_before_one_goes_on(
    desk: Client, board: Board, participant: Participant, leader: Person
) -> None:
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.CHOOSE)
    assert main_button(desk, board) == ["Sluit en toon de stippen"]
    steering.show_dots(board, leader, shown=True)
    assert main_button(desk, board) == ["Ga naar afspreken"]
    go(board, Column.VALUES, Phase.AGREE)
    assert main_button(desk, board) == ["Toon de antwoorden"]
    steering.show_answers(board, leader, shown=True)
    assert main_button(desk, board) == ["Ga naar 2 Relaties"]
    go(board, Column.ACTIONS, Phase.AGREE)
    assert main_button(desk, board) == ["Toon de antwoorden"]
    steering.show_answers(board, leader, shown=True)
    assert main_button(desk, board) == ["Sluit de bijeenkomst af"]


def test_who_looks_on_finds_the_way_back_from_what_will_be_shown(
    client_of: ClientOf, board: Board, co_leader: Person
) -> None:
    page = client_of(co_leader).get(address(board, "preview")).text
    assert f'href="{address(board)}"' in page
    assert "Toon ze nu" not in page


def test_undo_says_what_it_undid(desk: Client, board: Board, participant: Participant, leader: Person) -> None:
    def undo() -> str:
        return desk.post(address(board, "undo"), headers={"X-Outbox": "1"}).text

    for text in ("Eerst bellen", "Wij bellen eerst"):
        write(participant, text)
    go(board, Column.VALUES, Phase.GROUP)
    laid = clustering.lay_together(board, leader, list(board.cards.all()))
    clustering.word(board, leader, laid, "We bellen eerst.", seen="")
    steering.dim(board, leader, is_dimmed=True)
    steering.open_door(board, leader, is_open=False)
    assert [undo() for _step in range(5)] == [
        "Ongedaan gemaakt: deur sluiten.",
        "Ongedaan gemaakt: telefoons dimmen.",
        "Ongedaan gemaakt: zin verwoorden (“We bellen eerst.”).",
        "Ongedaan gemaakt: samen leggen (“Eerst bellen”, “Wij bellen eerst”).",
        "Ongedaan gemaakt: verdergaan. U bent weer bij schrijven.",
    ]
    steering.dim(board, leader, is_dimmed=True)
    page = desk.post(address(board, "undo"), follow=True).text
    assert "Ongedaan gemaakt: telefoons dimmen." in page


def test_the_desk_leads_to_the_script(desk: Client, board: Board) -> None:
    script = reverse("workshops:script", args=[board.initiative_id, board.workshop_id])
    assert f'href="{script}"' in desk.get(address(board)).text


def test_the_desk_names_who_leads_and_who_helps(
    client_of: ClientOf, board: Board, leader: Person, co_leader: Person
) -> None:
    steering.hand_over(board, leader, facilitator=co_leader, second=leader)
    assert "Medeleider begeleidt · u helpt daarbij" in client_of(leader).get(address(board)).text
    assert "U begeleidt · Leider helpt daarbij" in client_of(co_leader).get(address(board)).text


def test_who_can_give_the_lead_to_nobody_reads_how_to_invite(
    desk: Client, board: Board, initiative: Initiative
) -> None:
    members = reverse("initiatives:members", args=[initiative.pk])
    asks = "Nodig eerst een medeleider uit."
    assert asks not in desk.get(address(board, "hand_over")).text
    Membership.objects.filter(initiative=initiative).exclude(person=board.facilitator).delete()
    page = desk.get(address(board, "hand_over")).text
    assert asks in page
    assert f'href="{members}"' in page


def test_before_the_code_is_replaced_one_reads_what_that_does(desk: Client, board: Board) -> None:
    page = desk.get(address(board)).text
    asked = page.partition("Maak een nieuwe code")[2].partition(address(board, "renew_code"))[0]
    assert "De code op papier en op het scherm werkt dan niet meer." in asked


def test_closing_tells_how_many_looked_back(
    desk: Client, board: Board, participant: Participant, leader: Person
) -> None:
    assert "De terugblik is nog niet gedaan." in desk.get(address(board, "close")).text
    steering.open_self_check(board, leader, is_open=True)
    assert "Nog niemand vulde hem in." in desk.get(address(board, "close")).text
    voting.check(participant, {"power": 2, "autonomy": 3})
    steering.open_self_check(board, leader, is_open=False)
    page = desk.get(address(board, "close")).text
    assert "1 deelnemer vulde de terugblik in." in page
    assert "De terugblik is nog niet gedaan." not in page


def test_a_hidden_contribution_looks_hidden_and_the_others_can_be(
    desk: Client, board: Board, participant: Participant, leader: Person
) -> None:
    hidden = write(participant, "Over een persoon")
    write(participant, "Samen")
    go(board, Column.VALUES, Phase.REVEAL)
    steering.hide(board, leader, hidden, "Gaat over een persoon")
    page = desk.get(address(board)).text
    assert f'class="contribution contribution--hidden" id="card-{hidden.pk}"' in page
    assert page.count("Verplaats of verberg") == 1


def test_once_dots_are_shown_what_weighs_most_lies_first(
    desk: Client, board: Board, participant: Participant, leader: Person
) -> None:
    def piles() -> list[str]:
        (values, *_others) = lanes_of(Board.objects.get(pk=board.pk))
        return [pile.sentence for pile in values.piles]

    texts = ["Samen", "Eerlijk", "Open", "Plezier"]
    for text in texts:
        write(participant, text)
    go(board, Column.VALUES, Phase.CHOOSE)
    named = {pile.sentence: pile.cluster for pile in lanes_of(board)[0].piles}
    voting.give_dots(participant, named["Open"], 2)
    voting.give_dots(participant, named["Plezier"], 1)
    before = piles()
    steering.show_dots(board, leader, shown=True)
    assert piles() == ["Open", "Plezier", *(text for text in before if text in {"Samen", "Eerlijk"})]
    assert 'data-dots="2"' in desk.get(address(board)).text
    steering.show_dots(board, leader, shown=False)
    assert piles() == before


def test_the_desk_tells_how_far_the_look_back_is_and_the_answers_once_it_is_closed(
    desk: Client, board: Board, participant: Participant, other: Participant, third: Participant, leader: Person
) -> None:
    go(board, Column.VALUES, Phase.AGREE)
    steering.open_self_check(board, leader, is_open=True)
    board.refresh_from_db()
    participant.refresh_from_db()
    voting.check(participant, {"power": 2})
    page = desk.get(address(board)).text
    assert "1 deelnemer vulde de terugblik in." in page
    heard = "".join(frame.html for frame in desk_frames(board.pk, board.last_number))
    assert "1 deelnemer vulde de terugblik in." in heard
    steering.open_self_check(board, leader, is_open=False)
    page = desk.get(address(board)).text
    assert "De antwoorden worden getoond vanaf drie." in page
    assert "Ieders stem telde even zwaar." not in page
    steering.open_self_check(board, leader, is_open=True)
    for who in (other, third):
        who.board.refresh_from_db()
        voting.check(who, {"power": 2})
    assert "Een beetje 3" not in desk.get(address(board)).text
    steering.open_self_check(board, leader, is_open=False)
    page = desk.get(address(board)).text
    assert "Ieders stem telde even zwaar." in page
    assert "Nee 0 · Een beetje 3 · Grotendeels 0 · Ja 0" in page


def test_who_leads_speaks_in_a_tab_apart_finds_the_way_back_and_is_not_counted_as_silent(
    desk: Client, board: Board, participant: Participant
) -> None:
    speak = address(board, "speak")
    assert f'formaction="{speak}" formtarget="_blank"' in desk.get(address(board)).text
    spoken = desk.post(speak, follow=True)
    assert f'href="{address(board)}"' in spoken.text
    heard = who_was_heard(board)
    assert (heard.present, [row.group and row.group.name for row in heard.groups]) == (1, ["Bewoners"])


def test_the_desk_tells_how_many_of_who_wrote_it_know_a_sentence_again(
    desk: Client, board: Board, participant: Participant, other: Participant
) -> None:
    write(participant, "Eerst bellen")
    write(other, "Wij bellen eerst")
    go(board, Column.VALUES, Phase.GROUP)
    laid = pile(board, "Eerst bellen", "Wij bellen eerst", statement="We bellen eerst.")
    go(board, Column.VALUES, Phase.AGREE)
    assert "Herkend door" not in desk.get(address(board)).text
    before = Board.objects.get(pk=board.pk).last_number
    participant.refresh_from_db()
    voting.recognise(participant, laid, fits=False, worded=laid.worded_number)
    told = "Herkend door 0 van 2 schrijvers"
    assert told in desk.get(address(board)).text
    assert told in "".join(frame.html for frame in desk_frames(board.pk, before))
    # Of who is not known nobody can tell how many they are.
    board.cards.filter(author=other).update(author=None)
    assert "Herkend door 0 van 1 die antwoordde<" in desk.get(address(board)).text


def test_a_pile_without_a_sentence_is_named_after_what_lies_first_on_it(
    desk: Client, board: Board, participant: Participant
) -> None:
    for text in ("Eerst bellen", "Wij bellen eerst"):
        write(participant, text)
    go(board, Column.VALUES, Phase.GROUP)
    pile(board, "Eerst bellen", "Wij bellen eerst")
    page = desk.get(address(board)).text
    assert 'Verwoord samen<span class="visually-hidden">: Eerst bellen</span>' in page
