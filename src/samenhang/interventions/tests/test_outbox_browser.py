"""Thinking along in a real browser: what is typed and sent survives, and what others write appears by itself."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, Response, Route, expect

from samenhang.accounts.tests.barriers import barriers
from samenhang.interventions import thinking
from samenhang.interventions.models import Brainstorm, Door, Idea, Thinker
from samenhang.interventions.tests.along import added, joined, think

type Pages = Callable[..., Page]
BUTTON = "Stuur uw idee in"
MOST_BYTES = 60_000


def come_in(page: Page, door: Door, name: str = "") -> Page:
    page.goto(think(door))
    page.get_by_label("Uw naam").fill(name)
    page.get_by_role("button", name="Denk mee").click()
    expect(page.get_by_label("Uw idee")).to_be_visible()
    return page


def write(page: Page, text: str) -> None:
    page.get_by_label("Uw idee").fill(text)
    page.get_by_role("button", name=BUTTON).click()


def stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.values(localStorage)")
    return found


def texts() -> list[str]:
    """What arrived, in the order it came in."""
    return [idea.text for idea in Idea.objects.order_by("number")]


def expect_sent(page: Page, *wanted: str) -> None:
    """All of them stand there once, sent, the newest on top."""
    expect(page.locator("#ideas .thought > p:first-child")).to_have_text(list(reversed(wanted)))
    expect(page.locator(".outbox-entry")).to_have_count(0)


def test_an_idea_is_sent_and_the_field_is_ready_for_the_next(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None), door, "Samira")
    write(page, "Een ochtend meelopen")
    expect_sent(page, "Een ochtend meelopen")
    expect(page.locator("#ideas").get_by_text("Verstuurd", exact=True)).to_be_visible()
    expect(page.get_by_label("Uw idee")).to_be_focused()
    expect(page.get_by_label("Uw idee")).to_have_value("")
    assert stored(page) == []


def test_without_internet_ideas_wait_and_arrive_once_in_order(door: Door, live_page_of: Pages) -> None:
    page = come_in(live_page_of(None), door)
    page.context.set_offline(True)
    write(page, "Eerste")
    write(page, "Tweede")
    expect(page.get_by_text("Wacht op internet")).to_have_count(2)
    expect(page.get_by_text("Schrijf gerust door. Er raakt niets kwijt.")).to_be_visible()
    page.get_by_label("Uw idee").fill("Half af")
    assert texts() == []
    page.context.set_offline(False)
    expect_sent(page, "Eerste", "Tweede")
    assert texts() == ["Eerste", "Tweede"]
    expect(page.get_by_text("Er raakt niets kwijt.")).to_be_hidden()
    expect(page.get_by_label("Uw idee")).to_have_value("Half af")


def test_half_typed_text_is_there_after_a_reload(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None), door)
    page.get_by_label("Uw idee").press_sequentially("Half getypt")
    page.reload()
    expect(page.get_by_label("Uw idee")).to_have_value("Half getypt")
    write(page, "Nu helemaal")
    expect_sent(page, "Nu helemaal")
    page.reload()
    expect(page.get_by_label("Uw idee")).to_have_value("")


def away(route: Route) -> None:
    route.abort()


def test_what_waited_for_a_server_that_was_away_is_sent_after_a_reload(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None), door)
    page.route("**/ideas/", away)
    write(page, "Eerste")
    write(page, "Tweede")
    expect(page.get_by_text("Wacht op internet")).to_have_count(2)
    page.reload()
    expect(page.get_by_text("Wacht op internet")).to_have_count(2)
    page.unroute("**/ideas/")
    expect_sent(page, "Eerste", "Tweede")
    assert texts() == ["Eerste", "Tweede"]


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_server_in_trouble_is_asked_again(status: int, door: Door, page_of: Pages) -> None:
    page, turns = come_in(page_of(None), door), list[int]()

    def trouble(route: Route) -> None:
        turns.append(status)
        if len(turns) < 3:
            route.fulfill(status=status, body="<p>Even niet</p>")
        else:
            route.continue_()

    page.route("**/ideas/", trouble)
    write(page, "Houdt vol")
    expect(page.get_by_text("Wacht op internet")).to_be_visible()
    expect_sent(page, "Houdt vol")
    assert texts() == ["Houdt vol"]


def test_when_the_answer_gets_lost_the_idea_is_there_once(door: Door, page_of: Pages) -> None:
    page, lost = come_in(page_of(None), door), list[str]()

    def lose_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(str(route.fetch().status))
            route.abort()

    page.route("**/ideas/", lose_first_answer)
    write(page, "Een keer")
    expect_sent(page, "Een keer")
    assert lost == ["201"]
    assert texts() == ["Een keer"]


def test_a_refused_idea_comes_back_with_the_reason_and_the_next_one_goes_on(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None), door)
    too_long = "heel lang " * 60
    write(page, too_long)
    write(page, "Kort genoeg")
    refused = page.locator(".outbox-entry", has_text="heel lang")
    expect(refused).to_contain_text("Dit is te lang")
    expect(refused).to_contain_text(too_long.strip())
    expect(page.locator("#ideas .thought > p:first-child")).to_have_text(["Kort genoeg"])
    page.reload()
    expect(refused).to_contain_text("Dit is te lang")
    refused.get_by_role("button", name="Zet terug in het tekstvak").click()
    expect(page.get_by_label("Uw idee")).to_have_value(too_long.strip())
    expect(page.get_by_label("Uw idee")).to_be_focused()
    expect(refused).to_have_count(0)
    assert texts() == ["Kort genoeg"]


def test_a_closed_door_leaves_what_was_typed_on_the_screen_and_not_on_the_device(
    door: Door, live_page_of: Pages
) -> None:
    page = come_in(live_page_of(None), door)
    page.route("**/ideas/", away)
    write(page, "Nog onderweg")
    page.get_by_label("Uw idee").press_sequentially("Half getypt")
    assert len(stored(page)) == 2
    thinking.close(door)
    # By the stream: at once, and not when the next idea is sent or at the next sign of life.
    expect(page.get_by_text("Het meedenken is gestopt")).to_be_visible(timeout=15_000)
    expect(page.get_by_label("Dit is niet verstuurd")).to_have_value("Nog onderweg\n\nHalf getypt")
    expect(page.get_by_label("Uw idee")).to_have_value("Half getypt")
    expect(page.locator(".outbox-entry")).to_contain_text("Nog onderweg")
    assert stored(page) == []
    page.get_by_role("button", name=BUTTON).click(force=True)
    page.get_by_label("Uw idee").press_sequentially(" verder")
    assert stored(page) == []
    assert texts() == []


def test_what_was_not_sent_can_be_copied_when_the_door_is_closed(door: Door, live_page_of: Pages) -> None:
    page = live_page_of(None, permissions=["clipboard-read", "clipboard-write"])
    come_in(page, door).get_by_label("Uw idee").press_sequentially("Half getypt")
    thinking.close(door)
    page.get_by_role("button", name="Kopieer uw tekst").click()
    expect(page.locator("#status")).to_have_text("Uw tekst is gekopieerd.")
    assert page.evaluate("navigator.clipboard.readText()") == "Half getypt"


def test_a_door_that_was_closed_meanwhile_gives_back_what_was_not_sent_to_this_window(
    door: Door, page_of: Pages
) -> None:
    page = come_in(page_of(None), door)
    page.get_by_label("Uw idee").press_sequentially("Half getypt")
    page.goto("about:blank")
    thinking.close(door)
    page.goto(think(door))
    expect(page.get_by_label("Dit is niet verstuurd")).to_have_value("Half getypt")
    assert stored(page) == []
    page.reload()
    expect(page.get_by_label("Dit is niet verstuurd")).to_have_value("Half getypt")
    another = page.context.new_page()
    another.goto(page.url)
    expect(another.get_by_text("Het meedenken is gestopt").first).to_be_visible()
    expect(another.get_by_label("Dit is niet verstuurd")).to_be_hidden()


def test_sending_behind_a_closed_door_adds_nothing_and_keeps_the_text(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None), door)
    page.route("**/live/**", away)
    thinking.close(door)
    write(page, "Te laat")
    expect(page.get_by_text("Het meedenken is gestopt")).to_be_visible()
    expect(page.get_by_label("Dit is niet verstuurd")).to_have_value("Te laat")
    assert texts() == []


def test_a_lost_session_loses_no_text(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None), door)
    page.context.clear_cookies()
    write(page, "Nog van mij")
    expect(page.get_by_text("Dit toestel weet niet meer wie u bent.")).to_be_visible()
    expect(page.get_by_text("Niet verstuurd", exact=True)).to_be_visible()
    expect(page.locator("[data-says]:visible")).to_have_count(1)
    page.get_by_role("link", name="Laad de bladzijde opnieuw").click()
    page.get_by_role("button", name="Denk mee").click()
    expect_sent(page, "Nog van mij")
    assert texts() == ["Nog van mij"]


def test_the_stream_of_a_lost_session_takes_no_text_away(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None), door)
    page.get_by_label("Uw idee").press_sequentially("Half getypt")
    Thinker.objects.all().delete()
    expect(page.get_by_text("Dit toestel weet niet meer wie u bent.")).to_be_visible(timeout=15_000)
    assert stored(page) == ["Half getypt"]


def test_two_tabs_send_everything_once(door: Door, page_of: Pages) -> None:
    first = come_in(page_of(None), door)
    second = first.context.new_page()
    second.goto(think(door))
    first.context.set_offline(True)
    write(first, "Uit de ene")
    write(second, "Uit de andere")
    for page in (first, second):
        expect(page.get_by_text("Wacht op internet")).to_have_count(2)
    first.context.set_offline(False)
    for page in (first, second):
        expect(page.locator(".outbox-entry")).to_have_count(0)
        expect(page.locator("#ideas .thought")).to_have_count(2, timeout=15_000)
        expect(page.locator("#ideas").get_by_role("link", name="Wijzig of trek in")).to_have_count(2)
    assert texts() == ["Uit de ene", "Uit de andere"]


def test_who_stops_leaves_nothing_on_the_device(door: Door, page_of: Pages) -> None:
    page, asked = come_in(page_of(None), door), list[str]()
    page.get_by_label("Uw idee").press_sequentially("Half getypt")

    def change_ones_mind(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", change_ones_mind)
    page.get_by_role("button", name="Stop met meedenken").click()
    assert "Half getypt" in asked[0]
    assert stored(page) == ["Half getypt"]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Stop met meedenken").click()
    expect(page.get_by_text("U denkt niet meer mee.")).to_be_visible()
    assert stored(page) == []


def test_ideas_of_others_appear_without_disturbing_who_types(
    door: Door, brainstorm: Brainstorm, live_page_of: Pages
) -> None:
    first, second = come_in(live_page_of(None), door, "Samira"), come_in(live_page_of(None), door, "Wim")
    first.get_by_label("Uw idee").press_sequentially("Ik typ")
    write(second, "Van Wim")
    expect(first.locator("#ideas .thought")).to_contain_text("Van Wim")
    expect(first.locator("#ideas .thought")).to_contain_text("Wim")
    expect(first.get_by_role("link", name="Wijzig of trek in")).to_have_count(0)
    expect(second.get_by_role("link", name="Wijzig of trek in")).to_have_count(1)
    expect(first.locator("#status")).to_have_text("1 nieuw idee")
    first.get_by_label("Uw idee").press_sequentially(" door")
    expect(first.get_by_label("Uw idee")).to_have_value("Ik typ door")
    second.get_by_role("link", name="Wijzig of trek in").click()
    second.get_by_label("Uw idee").fill("Van Wim, anders")
    second.get_by_role("button", name="Bewaar uw idee").click()
    expect(first.locator("#ideas .thought")).to_contain_text("Van Wim, anders")
    second.get_by_role("link", name="Wijzig of trek in").click()
    second.get_by_role("button", name="Trek uw idee in").click()
    expect(first.locator("#ideas .thought")).to_have_count(0)
    expect(first.get_by_text("Er is nog geen idee.")).to_be_visible()


def test_another_prompt_comes_without_leaving_the_page(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None), door)
    page.get_by_label("Uw idee").fill("Blijft staan")
    before = page.locator("[data-prompt]").inner_text()
    page.get_by_role("link", name="Toon een andere denkvraag").click()
    expect(page.locator("[data-prompt]")).not_to_have_text(before)
    expect(page.get_by_label("Uw idee")).to_have_value("Blijft staan")
    assert "prompt=" not in page.url


def test_everything_works_without_javascript(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None, java_script_enabled=False), door, "Samira")
    write(page, "Gewoon formulier")
    expect(page.locator("#ideas")).to_contain_text("Gewoon formulier")
    page.get_by_role("link", name="Wijzig of trek in").click()
    page.get_by_label("Uw idee").fill("Gewijzigd formulier")
    page.get_by_role("button", name="Bewaar uw idee").click()
    expect(page.locator("#ideas")).to_contain_text("Gewijzigd formulier")
    before = page.locator("[data-prompt]").inner_text()
    page.get_by_role("link", name="Toon een andere denkvraag").click()
    expect(page.locator("[data-prompt]")).not_to_have_text(before)
    page.get_by_role("button", name="Stop met meedenken").click()
    expect(page.get_by_text("U denkt niet meer mee.")).to_be_visible()


def test_the_first_load_is_light(door: Door, page_of: Pages) -> None:
    page, answers = come_in(page_of(None), door).context.new_page(), list[Response]()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(think(door), wait_until="networkidle")
    # As the server of real life sends them: compressed.
    sizes = {
        one.url: len(gzip.compress(one.body())) for one in answers if one.status == 200 and "/fonts/" not in one.url
    }
    assert any(url.endswith("outbox.js") for url in sizes)
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_nothing_keeps_anybody_from_thinking_along(door: Door, page_of: Pages) -> None:
    page = page_of(None)
    assert barriers(page.context, ["/think/", think(door)]) == []
    come_in(page, door, "Samira")
    idea = added(joined(door, "Wim"), door, "Een ochtend meelopen aan de balie van de huisartsenpraktijk")
    write(page, "Van mij")
    expect(page.locator("#ideas .thought")).to_have_count(2, timeout=10_000)
    own = Idea.objects.exclude(pk=idea.pk).get()
    assert barriers(page.context, [think(door), f"{think(door)}ideas/{own.pk}/"]) == []
    thinking.close(door)
    assert barriers(page.context, [think(door)]) == []


def test_one_sends_and_changes_with_the_keyboard_alone(door: Door, page_of: Pages) -> None:
    page = come_in(page_of(None), door)
    page.get_by_label("Uw idee").focus()
    page.keyboard.type("Met het toetsenbord")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=BUTTON)).to_be_focused()
    page.keyboard.press("Enter")
    expect_sent(page, "Met het toetsenbord")
    expect(page.get_by_label("Uw idee")).to_be_focused()
    for _step in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Wijzig of trek in")).to_be_focused()
