"""The door: a code, five rules, and back again by four words; never an account, and nothing kept by looking."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from samenhang.accounts.codes import MOST_GUESSES
from samenhang.accounts.models import Person
from samenhang.workshops import door, steering
from samenhang.workshops.columns import Phase
from samenhang.workshops.entrance import COOKIE
from samenhang.workshops.models import Board, Participant, PartnerGroup
from samenhang.workshops.rules import RULES
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.words import WORDS, find_by_words, words_of

type ClientOf = Callable[[Person | None], Client]
type PhoneOf = Callable[..., Client]


def join_page(board: Board) -> str:
    return reverse("join:join", args=[board.code])


def test_a_visitor_reads_the_five_rules_and_what_happens_with_the_words_before_joining(
    board: Board, client_of: ClientOf
) -> None:
    page = client_of(None).get(join_page(board)).content.decode()
    assert all(str(rule) in page for rule in RULES)
    assert len(RULES) == 5
    assert "We bewaren het tot en met" in page
    assert "Uw naam staat bij wat u schrijft." in page


def test_looking_makes_no_participant_no_session_and_no_cookie(board: Board, client_of: ClientOf) -> None:
    client = client_of(None)
    for address in (reverse("join:enter_code"), join_page(board), reverse("join:again", args=[board.code])):
        client.get(address)
    assert not Participant.objects.exists()
    assert not Session.objects.exists()
    assert COOKIE not in client.cookies


def test_joining_needs_no_name_and_no_session(board: Board, phone_of: PhoneOf) -> None:
    phone = phone_of(board)
    assert Participant.objects.get().name == ""
    assert not Session.objects.exists()
    assert phone.get(reverse("maps:map", args=[board.pk])).status_code == 200


def test_a_group_has_to_be_chosen_where_there_are_any(board: Board, client_of: ClientOf) -> None:
    answer = client_of(None).post(join_page(board), {"name": "Buur"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kies bij welke groep u hoort." in page
    assert 'value="Buur"' in page


def test_a_code_may_be_typed_in_small_letters_with_spaces(board: Board, client_of: ClientOf) -> None:
    typed = " ".join(board.code.lower())
    answer = client_of(None).get(reverse("join:enter_code"), {"code": typed})
    assert answer["Location"] == join_page(board)


@pytest.mark.parametrize("typed", ["é12", "²²²²²²", "٣٣٣٣٣٣", "ÀÉÎÕÜÑ", "\x00", " "])
def test_a_code_with_signs_that_are_in_no_code_is_told_apart(typed: str, board: Board, client_of: ClientOf) -> None:
    answer = client_of(None).get(reverse("join:enter_code"), {"code": typed}, follow=True)
    assert answer.status_code in {404, 422}


def test_an_unknown_code_says_what_to_do(client_of: ClientOf, board: Board) -> None:
    answer = client_of(None).get(reverse("join:join", args=["AAAAAO"]))
    assert answer.status_code == 404
    assert "In een code staat nooit een O, I, L, 0 of 1." in answer.content.decode()


def test_guessing_is_slowed_down_for_a_right_code_as_well(board: Board, client_of: ClientOf) -> None:
    client = client_of(None)
    for number in range(MOST_GUESSES):
        client.get(reverse("join:join", args=[f"AAAA{number:02d}"]))
    assert client.get(join_page(board)).status_code == 429


def test_a_closed_door_keeps_new_people_out_and_says_whom_to_ask(
    board: Board, participant: Participant, leader: Person, client_of: ClientOf, phone_of: PhoneOf
) -> None:
    inside = phone_of(board)
    steering.open_door(board, leader, is_open=False)
    answer = client_of(None).get(join_page(board))
    assert answer.status_code == 403
    assert "De deur is nu dicht" in answer.content.decode()
    assert inside.get(reverse("maps:map", args=[board.pk])).status_code == 200


def test_a_full_room_says_so(board: Board, client_of: ClientOf) -> None:
    Board.objects.update(room_for=0)
    group = board.workshop.groups.first()
    assert group
    answer = client_of(None).post(join_page(board), {"name": "Buur", "group": group.pk})
    assert answer.status_code == 409
    assert "Het is vol." in answer.content.decode()


def test_there_is_an_end_to_coming_and_going(board: Board, leader: Person, client_of: ClientOf) -> None:
    Board.objects.filter(pk=board.pk).update(room_for=2)
    for _turn in range(2 * door.MOST_TIMES):
        door.leave(door.join(board, name="", group=None, is_table=False))
    with pytest.raises(door.RoomFull):
        door.join(board, name="", group=None, is_table=False)
    client_of(leader).post(reverse("workshops:participants", args=[board.initiative_id, board.pk]), {"room_for": "3"})
    door.join(board, name="", group=None, is_table=False)


def test_after_a_new_code_the_old_one_is_gone_and_who_is_in_stays_in(
    board: Board, leader: Person, client_of: ClientOf, phone_of: PhoneOf
) -> None:
    phone, old = phone_of(board), join_page(board)
    door.renew_code(board, leader)
    assert client_of(None).get(old).status_code == 404
    assert phone.get(reverse("maps:map", args=[board.pk])).status_code == 200


def test_who_joined_already_is_led_to_the_map(board: Board, phone_of: PhoneOf) -> None:
    answer = phone_of(board).get(join_page(board))
    assert answer["Location"] == reverse("maps:map", args=[board.pk])


def test_somebody_comes_back_on_another_device_by_four_words_also_when_the_door_is_closed(
    board: Board, participant: Participant, leader: Person, client_of: ClientOf
) -> None:
    steering.open_door(board, leader, is_open=False)
    words = words_of(participant)
    assert len(words) == 4
    assert set(words) <= set(WORDS)
    tablet = client_of(None)
    answer = tablet.post(reverse("join:again", args=[board.code]), {"words": ", ".join(words).upper()})
    assert answer.status_code == 302
    assert " ".join(words) not in str(answer.headers)
    assert "Uw bijdragen" in tablet.get(answer["Location"]).content.decode()


def test_wrong_words_are_refused_and_slowed_down(board: Board, participant: Participant, client_of: ClientOf) -> None:
    client, again = client_of(None), reverse("join:again", args=[board.code])
    answers = [client.post(again, {"words": f"aap noot mies {WORDS[number]}"}) for number in range(MOST_GUESSES + 1)]
    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429


def test_writing_wrong_words_otherwise_does_not_make_more_guesses(
    board: Board, participant: Participant, client_of: ClientOf
) -> None:
    client, again = client_of(None), reverse("join:again", args=[board.code])
    long = "." * 30
    answers = [client.post(again, {"words": f"{long} aarde accu {word}"}) for word in WORDS[: MOST_GUESSES + 1]]
    assert answers[-1].status_code == 429


def test_words_are_found_only_on_the_own_board(board: Board, participant: Participant, leader: Person) -> None:
    elsewhere = Board.objects.create(initiative_id=board.initiative_id, workshop=board.workshop, facilitator=leader)
    said = " ".join(words_of(participant))
    assert find_by_words(board, said) == participant
    assert find_by_words(elsewhere, said) is None


def test_a_cookie_that_somebody_made_up_lets_nobody_in(
    board: Board, participant: Participant, client_of: ClientOf
) -> None:
    client = client_of(None)
    client.cookies[COOKIE] = f'{{"{board.pk.hex}": "{participant.pk.hex}"}}'
    answer = client.get(reverse("maps:map", args=[board.pk]))
    assert answer["Location"] == reverse("join:enter_code")


def test_who_stops_leaves_the_words_and_no_trace_on_the_device(board: Board, phone_of: PhoneOf) -> None:
    phone = phone_of(board)
    phone.post(reverse("maps:leave", args=[board.pk]))
    assert phone.cookies[COOKIE].value == ""
    assert Participant.objects.get().left_at


@pytest.mark.parametrize("number", [1, 3])
def test_one_device_can_take_part_in_several_maps(board: Board, leader: Person, phone_of: PhoneOf, number: int) -> None:
    phone = phone_of(board)
    for _again in range(number):
        other = Board.objects.create(
            initiative_id=board.initiative_id, workshop=board.workshop, facilitator=leader, door_is_open=True
        )
        group = board.workshop.groups.first()
        assert group
        phone.post(join_page(other), {"name": "", "group": group.pk})
        assert phone.get(reverse("maps:map", args=[other.pk])).status_code == 200
    assert phone.get(reverse("maps:map", args=[board.pk])).status_code == 200


def test_who_left_comes_back_by_the_four_words(board: Board, participant: Participant, client_of: ClientOf) -> None:
    door.leave(participant)
    tablet = client_of(None)
    answer = tablet.post(reverse("join:again", args=[board.code]), {"words": " ".join(words_of(participant))})
    assert tablet.get(answer["Location"]).status_code == 200
    assert Participant.objects.present().filter(pk=participant.pk).exists()


def test_who_leads_makes_more_room(board: Board, leader: Person, client_of: ClientOf) -> None:
    page = reverse("workshops:participants", args=[board.initiative_id, board.pk])
    desk = client_of(leader)
    answer = desk.post(page, {"room_for": "0"})
    assert answer.status_code == 422
    assert 'value="0"' in answer.content.decode()
    assert desk.post(page, {"room_for": "250"}).status_code == 302
    board.refresh_from_db()
    assert board.room_for == 250


def test_a_closed_workshop_is_reopened_from_the_desk(
    board: Board, participant: Participant, leader: Person, client_of: ClientOf
) -> None:
    steering.close(board, leader)
    desk = client_of(leader)
    reopen = reverse("workshops:reopen", args=[board.initiative_id, board.pk])
    page = desk.get(reverse("workshops:desk", args=[board.initiative_id, board.pk])).content.decode()
    assert f'action="{reopen}"' in page
    desk.post(reopen)
    board.refresh_from_db()
    assert board.closed_at is None


def test_four_words_differ_from_one_another(board: Board) -> None:
    several = [Participant(board=board, initiative_id=board.initiative_id) for _number in range(300)]
    Participant.objects.bulk_create(several)
    assert all(len(set(words_of(one))) == 4 for one in several)
    assert find_by_words(board, " ".join(words_of(several[7]))) == several[7]


# Losing the words, and stopping


def test_stopping_is_asked_first_with_the_words_to_come_back_by(board: Board, phone_of: PhoneOf) -> None:
    phone = phone_of(board)
    who = Participant.objects.get()
    page = phone.get(reverse("maps:leave", args=[board.pk])).content.decode()
    assert "Wilt u stoppen met meedoen?" in page
    assert ", ".join(words_of(who)) in page
    who.refresh_from_db()
    assert who.left_at is None
    assert phone.get(reverse("maps:map", args=[board.pk])).status_code == 200


def test_who_joins_reads_to_keep_the_words(board: Board, client_of: ClientOf, phone_of: PhoneOf) -> None:
    assert "U krijgt zo vier woorden. Bewaar ze" in client_of(None).get(join_page(board)).content.decode()
    page = phone_of(board).get(reverse("maps:map", args=[board.pk])).content.decode()
    assert "Bewaar uw vier woorden:" in page


def test_who_lost_the_words_gets_others_from_who_leads_and_reads_that_on_the_phone(
    board: Board, participant: Participant, leader: Person, client_of: ClientOf
) -> None:
    old = words_of(participant)
    write(participant, "Nog niet getoond")
    door.leave(participant)
    address = reverse("workshops:participants", args=[board.initiative_id, board.pk])
    desk = client_of(leader)
    assert "doet niet meer mee" in desk.get(address).content.decode()
    assert (
        "De oude woorden werken dan niet meer."
        in desk.get(address, {"give_words": str(participant.pk)}).content.decode()
    )
    participant.refresh_from_db()
    assert words_of(participant) == old
    page = desk.post(address, {"give_words": str(participant.pk)}).content.decode()
    participant.refresh_from_db()
    new = words_of(participant)
    assert old != new
    assert ", ".join(new) in page
    assert ", ".join(new) not in desk.get(address).content.decode(), "they are shown once"
    tablet, again = client_of(None), reverse("join:again", args=[board.code])
    assert tablet.post(again, {"words": " ".join(old)}).status_code == 422
    answer = tablet.post(again, {"words": " ".join(new)})
    page = tablet.get(answer["Location"]).content.decode()
    assert "De begeleider gaf u nieuwe woorden" in page
    # What nobody has read yet waits: also for who leads, who saw these words.
    assert "Nog niet getoond" not in page
    steering.go_to(board, leader, 0, Phase.REVEAL)
    assert "Nog niet getoond" in tablet.get(answer["Location"]).content.decode()


def test_who_is_sent_away_comes_back_only_when_who_leads_says_so(
    board: Board, leader: Person, phone_of: PhoneOf, client_of: ClientOf
) -> None:
    phone, desk = phone_of(board), client_of(leader)
    who = Participant.objects.get()
    write(who, "Dit blijft liggen")
    words, own_map = words_of(who), reverse("maps:map", args=[board.pk])
    address = reverse("workshops:participants", args=[board.initiative_id, board.pk])
    assert desk.post(address, {"send_away": who.pk}).status_code == 302
    assert phone.get(own_map).status_code == 302
    again = client_of(None).post(reverse("join:again", args=[board.code]), {"words": " ".join(words)})
    assert again.status_code == 422
    assert board.cards.present().count() == 1
    assert "Laat weer meedoen" in desk.get(address).content.decode()
    desk.post(address, {"let_back": who.pk})
    assert phone.get(own_map).status_code == 200


def test_who_leads_cannot_be_sent_away_nor_anybody_of_another_map(
    board: Board, participant: Participant, leader: Person, client_of: ClientOf
) -> None:
    speaks = door.speak_as_participant(board, leader)
    elsewhere = Board.objects.create(initiative_id=board.initiative_id, workshop=board.workshop, facilitator=leader)
    desk = client_of(leader)
    for one, somebody in ((board, speaks), (elsewhere, participant)):
        address = reverse("workshops:participants", args=[one.initiative_id, one.pk])
        assert desk.post(address, {"send_away": somebody.pk}).status_code == 302
    assert Participant.objects.present().count() == 2


def test_who_leads_gets_no_words_of_who_leads_or_of_another_map(
    board: Board, participant: Participant, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    speaks = door.speak_as_participant(board, leader)
    elsewhere = Board.objects.create(initiative_id=board.initiative_id, workshop=board.workshop, facilitator=leader)
    addresses = [reverse("workshops:participants", args=[one.initiative_id, one.pk]) for one in (board, elsewhere)]
    desk = client_of(leader)
    assert desk.post(addresses[0], {"give_words": str(speaks.pk)}).status_code == 302
    assert desk.post(addresses[1], {"give_words": str(participant.pk)}).status_code == 302
    assert client_of(co_leader).post(addresses[0], {"give_words": str(participant.pk)}).status_code == 403
    assert not Participant.objects.exclude(words_given_at=None).exists()


# What a visitor reads


def test_who_joins_with_one_group_reads_that_other_groups_read_its_sentences_later(
    board: Board, residents: PartnerGroup, client_of: ClientOf
) -> None:
    told = "Later lezen ook de andere groepen de zinnen van uw groep."
    assert told not in client_of(None).get(join_page(board)).content.decode()
    Board.objects.filter(pk=board.pk).update(group=residents)
    assert told in client_of(None).get(join_page(board)).content.decode()


def test_a_visitor_without_an_account_finds_the_way_to_a_code(client_of: ClientOf) -> None:
    page = client_of(None).get("/", follow=True).content.decode()
    assert f'<a href="{reverse("join:enter_code")}">Doe mee met een code</a>' in page
