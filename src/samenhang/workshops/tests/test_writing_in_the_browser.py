"""What somebody writes on their own phone, in a real browser: half typed, on its way, and in the own list."""

import pytest
from playwright.sync_api import Route, expect

from samenhang.accounts.models import Person
from samenhang.workshops import steering
from samenhang.workshops.columns import Column, Phase, Tempo
from samenhang.workshops.models import Board, Participant, Workshop
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.phones import OpenPhone, pile_on, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_each_question_keeps_its_own_half_typed_text_and_tells_whether_it_was_answered(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    Workshop.objects.update(tempo=Tempo.TOGETHER)
    steering.go_to(board, leader, 1, Phase.WRITE)
    phone = open_phone(participant)
    box = phone.locator("#id_text")
    relations, acting = phone.locator("[data-choose='2']"), phone.locator("[data-choose='3']")
    box.fill("Half over relaties")
    acting.click()
    expect(box).to_have_value("")
    box.fill("Half over handelen")
    relations.click()
    expect(box).to_have_value("Half over relaties")
    phone.reload()
    expect(box).to_have_value("Half over relaties")
    expect(relations.get_by_text("beantwoord")).to_be_hidden()
    phone.get_by_role("button", name="Stuur uw bijdrage in").click()
    expect(relations.get_by_text("beantwoord")).to_be_visible()
    expect(phone.locator("#own-cards").get_by_text("Verstuurd", exact=True)).to_be_visible()
    expect(acting.get_by_text("beantwoord")).to_be_hidden()
    phone.reload()
    expect(relations.get_by_text("beantwoord")).to_be_visible()
    acting.click()
    expect(box).to_have_value("Half over handelen")


def test_what_is_half_typed_when_everybody_goes_on_stays_with_its_question(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    box, left = phone.locator("#id_text"), phone.locator("#left-over")
    box.fill("Half over waarden")
    expect(left).to_be_hidden()
    steering.go_to(board, leader, 0, Phase.CHOOSE)
    expect(left).to_contain_text("Half over waarden")
    steering.go_to(board, leader, 1, Phase.WRITE)
    expect(phone.locator("#state")).to_have_attribute("data-columns", "2")
    expect(box).to_have_value("")
    expect(left).to_contain_text("U schreef dit bij 1 Waarden")
    phone.reload()
    box.fill("Over relaties")
    left.get_by_role("button", name="Zet het in het tekstvak").click()
    expect(box).to_have_value("Over relaties\n\nHalf over waarden")
    expect(left).to_be_hidden()
    steering.go_to(board, leader, 2, Phase.WRITE)
    left.get_by_role("button", name="Stuur het daar alsnog in").click()
    expect(left).to_be_hidden()
    expect(phone.locator("#map, #own-cards").get_by_text("Half over waarden").first).to_be_attached()
    phone.get_by_role("button", name="Eerdere bijdragen").click()
    expect(phone.locator("#own-cards").get_by_text("Verstuurd", exact=True)).to_be_visible()
    assert board.cards.get().column == Column.RELATIONS


def test_who_one_writes_for_goes_with_one_contribution_only(
    board: Board, participant: Participant, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    phone.get_by_text("Schrijf namens iemand anders").click()
    for text, behalf in (("Van de buurvrouw", "Mevrouw De Boer"), ("Van mijzelf", "")):
        phone.locator("#id_text").fill(text)
        if behalf:
            phone.get_by_label("Namens wie schrijft u dit?").fill(behalf)
        phone.get_by_role("button", name="Stuur uw bijdrage in").click()
        expect(
            phone.locator("#own-cards li").filter(has_text=text).get_by_text("Verstuurd", exact=True)
        ).to_be_visible()
    assert dict(board.cards.values_list("text", "on_behalf_of")) == {
        "Van de buurvrouw": "Mevrouw De Boer",
        "Van mijzelf": "",
    }


# A phone that loses its network in the middle of a request leaves the connection of that request to be cleared away.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_did_not_arrive_before_the_end_is_told_and_stays_in_this_window(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    write(participant, "Bellen")
    phone = open_phone(participant)
    phone.locator("#id_text").fill("Te laat")
    steering.go_to(board, leader, 0, Phase.AGREE)
    expect(phone.locator("#left-over")).to_be_visible()
    phone.context.set_offline(True)
    pile_on(phone, "Bellen").get_by_role("button", name="Nog niet").click()
    expect(pile_on(phone, "Bellen").get_by_text("Wacht op internet")).to_be_visible()
    steering.close(board, leader)
    phone.context.set_offline(False)
    expect(phone.locator("#told")).to_contain_text("Niet aangekomen: “Nog niet” bij “Bellen”.")
    expect(phone.locator("#outbox textarea")).to_have_value("Te laat")
    assert phone.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('outbox:')).length") == 0
    phone.get_by_role("link", name="Lees het resultaat").click()
    phone.go_back()
    expect(phone.locator("#outbox textarea")).to_have_value("Te laat")
    phone.reload()
    expect(phone.locator("#outbox textarea")).to_have_value("Te laat")


def test_who_does_it_and_when_go_with_one_action_only(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    steering.go_to(board, leader, 4, Phase.WRITE)
    phone = open_phone(participant)
    phone.locator("#id_text").fill("Een brief schrijven")
    phone.get_by_label("Wie doet het?").fill("Buurvrouw")
    phone.get_by_label("Wanneer is het klaar?").fill("2027-01-15")
    phone.get_by_role("button", name="Stuur uw bijdrage in").click()
    expect(phone.locator("#own-cards").get_by_text("Verstuurd", exact=True)).to_be_visible()
    expect(phone.get_by_label("Wie doet het?")).to_have_value("")
    expect(phone.get_by_label("Wanneer is het klaar?")).to_have_value("")
    kept = board.cards.get()
    assert (kept.who, str(kept.due)) == ("Buurvrouw", "2027-01-15")


# The own list, and how much fits


def test_own_contributions_to_an_earlier_question_are_folded_away(
    board: Board, participant: Participant, leader: Person, open_phone: OpenPhone
) -> None:
    write(participant, "Over waarden")
    steering.go_to(board, leader, 1, Phase.WRITE)
    write(participant, "Over relaties", 2)
    phone = open_phone(participant)
    own = phone.locator("#own-cards")
    expect(own.get_by_text("Over relaties", exact=True)).to_be_visible()
    expect(own.get_by_text("Over waarden", exact=True)).to_be_hidden()
    phone.get_by_role("button", name="Eerdere bijdragen (1)").click()
    expect(own.get_by_text("Over waarden", exact=True)).to_be_visible()
    phone.get_by_role("button", name="Eerdere bijdragen (1)").click()
    steering.go_to(board, leader, 2, Phase.WRITE)
    expect(phone.get_by_role("button", name="Eerdere bijdragen (2)")).to_be_visible()
    expect(own.get_by_text("Over relaties", exact=True)).to_be_hidden()
    expect(phone.get_by_text("Hier komt wat u schrijft.")).to_be_visible()


def test_near_the_end_of_a_field_it_is_told_how_much_more_fits(
    board: Board, participant: Participant, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    box, told = phone.locator("#id_text"), phone.get_by_text("tekens bij.").first
    box.fill("a" * 449)
    expect(told).to_be_hidden()
    phone.keyboard.press("End")
    phone.keyboard.type("aa")
    expect(told).to_have_text("Er passen nog 49 tekens bij.")
    expect(told).to_be_visible()
    phone.get_by_role("button", name="Stuur uw bijdrage in").click()
    expect(told).to_be_hidden()


def test_what_arrives_while_a_page_is_on_its_way_stands_on_that_page(
    board: Board, participant: Participant, open_phone: OpenPhone
) -> None:
    phone = open_phone(participant)
    asked: list[Route] = []
    # Nothing arrives until the page was asked for. (Playwright marks the functions it gets; it cannot mark `append`.)
    phone.route("**/cards/", lambda route: route.continue_() if asked else route.abort())
    phone.route(phone.url, lambda route: asked.append(route), times=1)
    phone.locator("#write textarea[name=text]").fill("Onderweg")
    phone.get_by_role("button", name="Stuur uw bijdrage in").click()
    expect(phone.get_by_text("Wacht op internet").first).to_be_visible()
    phone.evaluate("setTimeout(() => location.reload())")
    wait_until(phone, lambda: bool(asked))
    page = asked[0].fetch()
    wait_until(phone, board.cards.exists)
    phone.wait_for_timeout(500)
    asked[0].fulfill(response=page)
    expect(phone.locator("[data-live-state=online]")).to_be_attached()
    expect(phone.locator("#own-cards li")).to_contain_text("Verstuurd")
    assert board.cards.get().text == "Onderweg"
