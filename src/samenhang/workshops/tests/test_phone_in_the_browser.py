"""A participant's phone in a real browser, while the map around it goes on."""

from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, steering
from samenhang.workshops.columns import Phase, Tempo
from samenhang.workshops.models import Answer, Board, Participant, Workshop
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.phones import OpenPhone, pile_on, wait_until
from samenhang.workshops.words import words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def is_kept(pile: Locator) -> None:
    expect(pile.locator("form.answer [data-voice-state]")).to_have_text("Verstuurd")


# Agreeing


@pytest.fixture
def agreeing(board: Board, participant: Participant, leader: Person) -> Board:
    write(participant, "Bellen")
    steering.go_to(board, leader, 0, Phase.AGREE)
    return board


def test_a_remark_keeps_the_answer_it_belongs_to_and_is_sent_by_its_own_button(
    agreeing: Board, participant: Participant, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    pile = pile_on(phone, "Bellen")
    expect(pile.get_by_role("button", name="Verstuur opmerking")).to_be_hidden()
    pile.get_by_role("button", name="Akkoord met opmerking").click()
    expect(pile.get_by_label("Uw opmerking")).to_be_focused()
    phone.keyboard.type("Alleen overdag")
    phone.keyboard.press("Enter")
    phone.keyboard.type("en niet op zondag")
    expect(pile.locator("form.answer [data-voice-state]")).to_have_text("Schrijf uw opmerking en verstuur die.")
    # Half-typed: it is there still after a reload.
    phone.reload()
    expect(pile.get_by_label("Uw opmerking")).to_have_value("Alleen overdag\nen niet op zondag")
    pile.get_by_role("button", name="Verstuur opmerking").click()
    is_kept(pile)
    given = Answer.objects.get(participant=participant)
    assert (given.verdict, given.remark.splitlines()) == ("remark", ["Alleen overdag", "en niet op zondag"])
    pile.get_by_role("button", name="Akkoord", exact=True).click()
    expect(pile.get_by_label("Uw opmerking")).to_be_hidden()
    is_kept(pile)
    given.refresh_from_db()
    assert (given.verdict, given.remark) == ("agree", "")


def test_who_says_not_yet_is_kept_at_once_and_may_say_what_is_needed(
    agreeing: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    pile = pile_on(phone, "Bellen")
    pile.get_by_role("button", name="Nog niet").click()
    is_kept(pile)
    field = pile.get_by_label("Wat is er voor u nog nodig? (niet verplicht)")
    field.fill("Een telefoon")
    pile.get_by_role("button", name="Verstuur opmerking").click()
    is_kept(pile)
    given = Answer.objects.get(participant=participant)
    assert (given.verdict, given.remark) == ("not_yet", "Een telefoon")
    # Drawn anew for everybody, and what one gave oneself stands in it still.
    steering.show_answers(agreeing, leader, shown=True)
    expect(pile).to_contain_text("1 nog niet")
    expect(field).to_have_value("Een telefoon")
    expect(pile.get_by_role("button", name="Nog niet")).to_have_attribute("aria-pressed", "true")


def test_an_answer_to_other_words_is_asked_again(
    agreeing: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    pile_on(phone, "Bellen").get_by_role("button", name="Akkoord", exact=True).click()
    is_kept(pile_on(phone, "Bellen"))
    clustering.word(agreeing, leader, agreeing.clusters.present().get(), "We bellen elkaar.", seen="")
    pile = pile_on(phone, "We bellen elkaar.")
    expect(pile.get_by_role("button", name="Akkoord", exact=True)).to_have_attribute("aria-pressed", "false")


def test_an_answer_to_a_server_that_does_not_know_the_page_any_more_is_sent_once_it_is_loaded_again(
    agreeing: Board, participant: Participant, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    token = {"name": settings.CSRF_COOKIE_NAME, "value": "x" * 32, "url": urljoin(phone.url, "/")}
    phone.context.add_cookies([token])  # type: ignore[list-item]
    pile_on(phone, "Bellen").get_by_role("button", name="Akkoord", exact=True).click()
    expect(phone.locator("#told")).to_contain_text("Laad de bladzijde opnieuw")
    assert not Answer.objects.exists()
    phone.reload()
    wait_until(phone, Answer.objects.exists)


# Looking back


def test_the_look_back_comes_and_goes_by_itself_at_the_top_and_is_told(
    agreeing: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    status, check = phone.locator("#status"), phone.locator("#self-check")
    expect(check).to_be_hidden()
    steering.open_self_check(agreeing, leader, is_open=True)
    expect(status).to_have_text("De terugblik is open. Kijk samen terug")
    # In sight also for who is reading somewhere below.
    phone.evaluate("document.body.style.paddingBottom = '100vh'; map.scrollIntoView()")
    call = phone.get_by_role("link", name="Kijk samen terug")
    expect(call).to_be_in_viewport()
    call.click()
    expect(phone.get_by_role("heading", name="Kijk samen terug")).to_be_in_viewport()
    assert phone.evaluate(
        "document.getElementById('self-check').compareDocumentPosition(document.getElementById('state'))"
        " & Node.DOCUMENT_POSITION_FOLLOWING"
    )
    phone.get_by_role("group", name="We besloten samen.").get_by_label("Grotendeels").check()
    phone.get_by_role("button", name="Bewaar uw antwoorden").click()
    expect(check.locator("[data-voice-state]")).to_have_text("Verstuurd")
    expect(call).to_be_hidden()
    phone.reload()
    expect(phone.get_by_role("group", name="We besloten samen.").get_by_label("Grotendeels")).to_be_checked()
    expect(call).to_be_hidden()
    steering.open_self_check(agreeing, leader, is_open=False)
    expect(check).to_be_hidden()
    expect(status).to_have_text("De terugblik is gesloten.")


# What became of one's own


def test_the_author_alone_reads_at_once_why_a_contribution_was_hidden(
    board: Board, participant: Participant, other: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    mine = write(participant, "Over Piet")
    steering.go_to(board, leader, 0, Phase.REVEAL)
    phone, another = open_phone(participant), open_phone(other)
    for one in (phone, another):
        expect(one.locator("#map")).to_contain_text("Over Piet")
    steering.hide(board, leader, mine, "Gaat over een persoon")
    told = phone.locator("#told")
    expect(told).to_contain_text("De begeleider verborg uw bijdrage “Over Piet”. De reden: Gaat over een persoon")
    expect(phone.locator("#own-cards")).to_contain_text("Verborgen door de begeleider: Gaat over een persoon")
    expect(phone.locator("#own-cards")).to_be_visible()
    expect(another.locator("#map")).not_to_contain_text("Over Piet")
    assert "Gaat over een persoon" not in another.content()
    told.get_by_role("button", name="Sluit deze melding").click()
    expect(told).to_be_hidden()
    steering.show_again(board, leader, mine)
    expect(phone.locator("#own-cards")).not_to_contain_text("Verborgen")
    expect(told).to_be_hidden()


# A phone that loses its network in the middle of a request leaves the connection of that request to be cleared away.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_dot_that_came_too_late_is_told(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    write(participant, "Bellen")
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    phone = open_phone(participant)
    pile = pile_on(phone, "Bellen")
    phone.context.set_offline(True)
    pile.get_by_role("button", name="Geef een stip").click()
    expect(pile.get_by_text("Wacht op internet")).to_be_visible()
    steering.show_dots(board, leader, shown=True)
    phone.context.set_offline(False)
    expect(phone.locator("#told")).to_contain_text("Uw laatste stip telt niet mee.")
    expect(pile).to_contain_text("0 stippen")
    expect(phone.locator("#told")).to_be_visible()


# What was said goes when it is over


def test_what_happened_meanwhile_and_what_was_taken_back_go_when_everybody_goes_on(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    write(participant, "Bellen")
    phone = open_phone(participant)
    away, messages = phone.locator("#away"), phone.locator(".messages")
    phone.goto(reverse("maps:change_card", args=[board.pk, board.cards.get().pk]))
    phone.get_by_role("button", name="Trek uw bijdrage in").click()
    expect(messages).to_contain_text("Uw bijdrage is ingetrokken.")
    messages.get_by_role("button", name="Sluit deze melding").click()
    expect(messages.locator(".notice")).to_be_hidden()
    phone.get_by_role("link", name="Zet terug").click()
    phone.get_by_role("button", name="Zet uw bijdrage terug").click()
    expect(messages).to_contain_text("Uw bijdrage staat er weer.")
    steering.go_to(board, leader, 0, Phase.REVEAL)
    expect(phone.locator("#phone")).to_have_attribute("data-phase", "reveal")
    expect(messages.locator(".notice")).to_be_hidden()
    phone.goto(reverse("maps:list", args=[board.pk]))
    steering.go_to(board, leader, 0, Phase.GROUP)
    phone.goto(reverse("maps:map", args=[board.pk]))
    expect(away).to_contain_text("Terwijl u weg was: We zijn nu bij: samen leggen.")
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    expect(phone.locator("#phone")).to_have_attribute("data-phase", "choose")
    expect(away).to_be_hidden()


def test_after_the_end_nothing_is_left_that_does_not_work_and_unsent_text_can_be_copied(
    agreeing: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    steering.open_self_check(agreeing, leader, is_open=True)
    expect(phone.get_by_role("button", name="Bewaar uw antwoorden")).to_be_visible()
    pile_on(phone, "Bellen").get_by_role("button", name="Akkoord met opmerking").click()
    phone.keyboard.type("Half getypt")
    steering.close(agreeing, leader)
    for _time in range(2):
        expect(phone.get_by_role("link", name="Lees het resultaat")).to_be_visible()
        expect(phone.get_by_role("button", name="Akkoord", exact=True)).to_be_hidden()
        for name in ("Bewaar uw antwoorden", "Stuur uw bijdrage in"):
            expect(phone.get_by_role("button", name=name)).to_be_hidden()
        expect(phone.get_by_role("link", name="Stop met meedoen")).to_be_hidden()
        if not _time:
            expect(phone.locator("[data-left] textarea")).to_have_value("Half getypt")
            expect(phone.locator("[data-left] textarea")).to_be_visible()
        phone.reload()


def test_the_words_to_keep_stand_on_top_until_they_are_kept(
    board: Board, participant: Participant, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    words = phone.locator("#words")
    expect(words).to_contain_text(", ".join(words_of(participant)))
    words.get_by_role("button", name="Ik heb ze bewaard").click()
    expect(words).to_be_hidden()
    phone.reload()
    expect(phone.locator("[data-live-state=online]")).to_be_attached()
    expect(words).to_be_hidden()
    assert ", ".join(words_of(participant)) in phone.locator("main").inner_text()


def test_a_dimmed_phone_is_covered_keeps_what_was_typed_and_lets_somebody_peek(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    box, cover = phone.locator("#id_text"), phone.get_by_role("dialog", name="Kijk even op")
    box.fill("Half getypt")
    steering.dim(board, leader, is_dimmed=True)
    expect(cover).to_be_in_viewport()
    size = cover.bounding_box()
    assert size
    assert (size["width"], size["height"]) == (360, 740)
    phone.keyboard.type("!")
    expect(box).to_have_value("Half getypt")
    steering.dim(board, leader, is_dimmed=False)
    expect(cover).to_be_hidden()
    expect(box).to_be_focused()
    steering.dim(board, leader, is_dimmed=True)
    cover.get_by_role("button", name="Kijk toch op uw telefoon").click()
    expect(cover).to_be_hidden()
    # Something else changes: who peeks is not covered again.
    steering.start_timer(board, leader, 5)
    expect(phone.locator("[data-timer]")).to_contain_text("nog 0")
    expect(cover).to_be_hidden()
    expect(phone.locator("#state")).to_contain_text("Kijk even op")


def test_whether_a_sentence_fits_and_whether_one_agrees_are_two_questions(
    agreeing: Board, participant: Participant, other: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    clustering.word(agreeing, leader, agreeing.clusters.present().get(), "We bellen elkaar.", seen="")
    author, another = (pile_on(open_phone(one), "We bellen elkaar.") for one in (participant, other))
    fits = author.get_by_role("group", name="Klopt deze zin met wat u schreef?")
    expect(fits.get_by_role("button", name="Ja, dit klopt")).to_be_visible()
    for pile in (author, another):
        agrees = pile.get_by_role("group", name="Kunt u hiermee instemmen?")
        expect(agrees.get_by_role("button", name="Nog niet")).to_be_visible()
    expect(another.get_by_role("button", name="Ja, dit klopt")).to_be_hidden()


# Choosing


def test_dots_are_counted_for_each_question_and_are_not_asked_for_once_they_are_shown(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    Workshop.objects.update(tempo=Tempo.TOGETHER)
    steering.go_to(board, leader, 1, Phase.WRITE)
    for column in (2, 3):
        write(participant, f"Over {column}", column)
    steering.go_to(board, leader, 1, Phase.CHOOSE)
    phone = open_phone(participant)
    state = phone.locator("#state")
    phone.locator("[data-choose='2']").click()
    pile_on(phone, "Over 2").get_by_role("button", name="Geef een stip").click()
    expect(state).to_contain_text("Nog 2 van 3 stippen te geven bij deze vraag.")
    phone.locator("[data-choose='3']").click()
    expect(state).to_contain_text("Nog 3 van 3 stippen te geven bij deze vraag.")
    expect(state).to_contain_text("Geef uw stippen.")
    steering.show_dots(board, leader, shown=True)
    expect(state).to_contain_text("De stippen zijn geteld.")
    expect(state).not_to_contain_text("Geef uw stippen.")


def test_once_dots_are_shown_what_weighs_most_comes_first(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    for text in ("Bellen", "Rust"):
        write(participant, text)
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    phone = open_phone(participant)
    piles = phone.locator(".column__piles > .group")
    expect(piles).to_contain_text(["Bellen", "Rust"])
    pile_on(phone, "Rust").get_by_role("button", name="Geef een stip").click()
    expect(pile_on(phone, "Rust").get_by_text("Verstuurd", exact=True)).to_be_visible()
    phone.locator("h1").click()
    steering.show_dots(board, leader, shown=True)
    expect(piles).to_contain_text(["1 stip", "0 stippen"])
    expect(piles).to_contain_text(["Rust", "Bellen"])


def test_a_phone_tells_who_one_is_and_promises_no_name_to_who_gave_none(
    board: Board, participant: Participant, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    expect(phone.locator("main")).to_contain_text("Samen de wijk in · Buurvrouw · Bewoners")
    expect(phone.locator("#promise")).to_contain_text("Uw naam staat erbij.")
    Participant.objects.update(name="")
    phone.reload()
    expect(phone.locator("[data-live-state=online]")).to_be_attached()
    expect(phone.locator("main")).to_contain_text("Samen de wijk in · zonder naam · Bewoners")
    expect(phone.locator("#promise")).to_contain_text("U gaf geen naam, dus er staat geen naam bij.")
    expect(phone.locator("#promise")).not_to_contain_text("Uw naam staat erbij.")


# Waiting


def test_who_waits_at_a_closed_door_goes_on_by_itself_when_it_opens(
    board: Board, leader: Person, live_page_of: Callable[..., Page]
) -> None:
    steering.open_door(board, leader, is_open=False)
    phone = live_page_of(None, viewport={"width": 360, "height": 740})
    phone.clock.install()
    phone.goto(reverse("join:join", args=[board.code]))
    expect(phone.get_by_role("heading", name="De deur is nu dicht")).to_be_visible()
    phone.clock.run_for(30_000)
    expect(phone.get_by_role("heading", name="De deur is nu dicht")).to_be_visible()
    steering.open_door(board, leader, is_open=True)
    phone.clock.run_for(30_000)
    expect(phone.get_by_role("button", name="Ga akkoord en doe mee")).to_be_visible()
