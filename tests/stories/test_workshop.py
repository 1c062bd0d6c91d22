"""The Partnerschapskaart, live: who leads at a desk, a screen in the room, and three phones around one map."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.workshops import clustering, door, steering
from samenhang.workshops.columns import GUIDES, Column, Phase, Tempo
from samenhang.workshops.models import Board, Card, Participant, PartnerGroup, Workshop
from samenhang.workshops.tests.conftest import write
from tests.stories.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

type OpenBrowser = Callable[..., Page]
PHONE = {"viewport": {"width": 360, "height": 740}}
SCREEN = {"viewport": {"width": 1920, "height": 1080}}


@pytest.fixture
def open_live(live_page_of: Callable[..., Page]) -> OpenBrowser:
    """Browsers before a server whose streams stay open."""

    def open_one(who: Person | None, **options: Any) -> Page:
        page = live_page_of(who, **options)
        page.set_default_timeout(15_000)
        return page

    return open_one


@pytest.fixture
def workshop(initiative: Initiative, leader: Person) -> Workshop:
    made: Workshop = Workshop.objects.create(
        initiative=initiative, title="Samen de wijk in", goal="Hoe werken wij samen?", created_by=leader
    )
    for mark, name in enumerate(["Bewoners", "Professionals"]):
        PartnerGroup.objects.create(initiative=initiative, workshop=made, name=name, mark=mark)
    return made


@pytest.fixture
def board(workshop: Workshop, leader: Person) -> Board:
    made: Board = Board.objects.create(initiative=workshop.initiative, workshop=workshop, facilitator=leader)
    return made


def desk_of(board: Board) -> str:
    return reverse("workshops:desk", args=[board.initiative_id, board.pk])


def come_in(phone: Page, board: Board, name: str, group: str = "") -> None:
    phone.goto("/join/")
    phone.get_by_label("Uw code").fill(board.code.lower())
    phone.keyboard.press("Enter")
    if group:
        phone.get_by_label(group).check()
    phone.get_by_label("Uw naam").fill(name)
    phone.get_by_role("button", name="Ga akkoord en doe mee").click()
    expect(phone.locator("#state")).to_be_visible()


def say(phone: Page, text: str) -> None:
    phone.locator("#write textarea[name=text]").fill(text)
    phone.get_by_role("button", name="Stuur uw bijdrage in").click()
    expect(phone.locator("#own-cards")).to_contain_text(text)


def sent(phone: Page, text: str) -> Locator:
    return phone.locator("#own-cards li").filter(has_text=text).get_by_text("Verstuurd", exact=True)


def press(desk: Page, name: str) -> None:
    desk.get_by_role("button", name=name, exact=True).click()


def show_all(desk: Page) -> None:
    desk.get_by_role("link", name="Toon alle bijdragen").click()
    press(desk, "Toon ze nu")


# A phone that loses its network in the middle of a request leaves the connection of that request to be cleared away.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("tempo", list(Tempo))
def test_three_phones_a_desk_and_a_screen_fill_all_five_columns_while_one_phone_is_offline_for_a_while(
    open_live: OpenBrowser, board: Board, leader: Person, tempo: Tempo
) -> None:
    Workshop.objects.update(tempo=tempo)
    desk, screen = open_live(leader, viewport={"width": 1280, "height": 900}), open_live(None, **SCREEN)
    phones = [open_live(None, **PHONE) for _number in range(3)]
    desk.goto(desk_of(board))
    press(desk, "Open de deur")
    expect(desk.get_by_role("button", name="Sluit de deur")).to_be_visible()
    screen.goto(reverse("screen:screen", args=[board.screen_key]))
    expect(screen.locator("main")).to_contain_text(board.code)
    for phone, name, group in zip(
        phones, ["Buurvrouw", "Wijkverpleger", ""], ["Bewoners", "Professionals", "Bewoners"], strict=True
    ):
        come_in(phone, board, name, group)
    expect(desk.locator("#heard")).to_contain_text("3 deelnemers")
    expect(screen.locator("main")).to_contain_text("3 deelnemers zijn er al")

    for stage, columns in enumerate(tempo.stages):
        for column in columns:
            write_a_column(phones, screen, column, goes_offline=column == Column.RELATIONS)
        expect(desk.locator("#heard")).to_contain_text("Iedereen gehoord")
        show_all(desk)
        for phone in phones:
            expect(phone.locator("#map")).to_contain_text(f"Buurvrouw over {columns[0].label}")
        expect(screen.locator("#screen")).to_contain_text(f"Buurvrouw over {columns[0].label}")
        lay_together_and_word(desk, columns)
        press(desk, "Ga naar kiezen")
        for phone in phones:
            expect(phone.locator("#phone")).to_have_attribute("data-phase", Phase.CHOOSE.value)
            choose(phone, columns[0])
        give_dots(phones, desk, screen)
        press(desk, "Ga naar afspreken")
        agree(phones, desk, columns)
        # Phones may know before the desk does: until it draws, its main button is still the step that was just taken.
        expect(desk.get_by_role("button", name="Toon de antwoorden")).to_have_count(0)
        if stage + 1 < len(tempo.stages):
            desk.locator("#state .button:not(.button--quiet, .button--plain)").click()

    look_back_and_close(phones, desk, screen)
    assert Card.objects.filter(board=board).count() == 3 * 5
    numbers = list(Card.objects.filter(board=board).values_list("number", flat=True))
    assert len(set(numbers)) == len(numbers)


def write_a_column(phones: list[Page], screen: Page, column: Column, *, goes_offline: bool) -> None:
    """Everybody writes, nobody reads another; one of them without internet, over a reload."""
    question = str(GUIDES[column].question)
    for phone, name in zip(phones, ["Buurvrouw", "Wijkverpleger", "Iemand"], strict=True):
        choose(phone, column)
        expect(phone.get_by_role("heading", level=1)).to_have_text(question)
        text = f"{name} over {column.label}"
        if goes_offline and name == "Iemand":
            phone.context.set_offline(True)
            say(phone, text)
            expect(phone.get_by_text("Wacht op internet").first).to_be_visible()
            phone.locator("#write textarea[name=text]").fill("Half getypt")
            phone.context.set_offline(False)
            phone.reload()
            expect(phone.locator("#write textarea[name=text]")).to_have_value("Half getypt")
            phone.locator("#write textarea[name=text]").fill("")
        else:
            say(phone, text)
        expect(sent(phone, text)).to_be_visible()
    for phone in phones:
        expect(phone.locator("#map")).not_to_contain_text(f"over {column.label}")
    expect(screen.locator("#screen")).not_to_contain_text(f"over {column.label}")


def choose(phone: Page, column: Column) -> None:
    """Of several questions that are up."""
    expect(phone.locator(f'[data-asked="{column.value}"]')).to_be_attached()
    link = phone.locator(f'[data-choose="{column.value}"]')
    if link.count():
        link.click()


def lay_together_and_word(desk: Page, columns: tuple[Column, ...]) -> None:
    """The first two of each column, with one sentence beside them."""
    press(desk, "Ga samen leggen")
    for column in columns:
        lane = desk.locator(f"#column-{column.value}")
        ticks = lane.locator("input[name=cards]")
        expect(ticks).to_have_count(3)
        ticks.nth(0).check()
        ticks.nth(1).check()
        press(desk, "Leg de gekozen bijdragen samen")
        expect(lane.locator(".column__piles .contribution")).to_have_count(2)
        lane.get_by_role("link", name="Verwoord samen").click()
        desk.get_by_label("Onze zin").fill(f"Samen over {column.label}.")
        press(desk, "Bewaar de zin")
        expect(lane).to_contain_text(f"Samen over {column.label}.")


def give_dots(phones: list[Page], desk: Page, screen: Page) -> None:
    for phone in phones:
        first = phone.locator("[data-chosen] form.dots").first
        first.get_by_role("button", name="Geef een stip").click()
        expect(first.locator("output")).to_have_text("1")
        expect(first.locator("[data-voice-state]")).to_have_text("Verstuurd")
    now = screen.locator(".column[data-state=now]").first
    expect(now).not_to_contain_text("stippen")
    press(desk, "Sluit en toon de stippen")
    expect(now).to_contain_text("3 stippen")


def agree(phones: list[Page], desk: Page, columns: tuple[Column, ...]) -> None:
    sentence = f"Samen over {columns[0].label}."
    for phone in phones[:2]:
        pile = phone.locator(".group").filter(has_text=sentence)
        pile.get_by_role("button", name="Akkoord", exact=True).click()
        expect(pile.locator("form.answer [data-voice-state]")).to_have_text("Verstuurd")
        pile.get_by_role("button", name="Ja, dit klopt").click() if phone is phones[0] else None
    pile = phones[2].locator(".group").filter(has_text=sentence)
    pile.get_by_role("button", name="Akkoord met opmerking").click()
    pile.get_by_label("Uw opmerking").fill(f"Maar niet te snel met {columns[0].label}")
    pile.get_by_role("button", name="Verstuur opmerking").click()
    expect(pile.locator("form.answer [data-voice-state]")).to_have_text("Verstuurd")
    expect(phones[0].locator("#map")).not_to_contain_text(f"Maar niet te snel met {columns[0].label}")
    press(desk, "Toon de antwoorden")
    for phone in phones:
        expect(phone.locator("#map")).to_contain_text("2 van 3 akkoord · 1 met opmerking")
        expect(phone.locator("#map")).to_contain_text(f"Maar niet te snel met {columns[0].label}")


def look_back_and_close(phones: list[Page], desk: Page, screen: Page) -> None:
    press(desk, "Open de terugblik")
    expect(desk.get_by_role("button", name="Sluit de terugblik")).to_be_visible()
    phones[0].get_by_role("group", name="We besloten samen.").get_by_label("Grotendeels").check()
    phones[0].get_by_role("button", name="Bewaar uw antwoorden").click()
    expect(phones[0].locator("#self-check [data-voice-state]")).to_have_text("Verstuurd")
    desk.get_by_role("link", name="Sluit de bijeenkomst af").first.click()
    press(desk, "Sluit af en toon het resultaat")
    for phone in phones:
        expect(phone.get_by_role("link", name="Lees het resultaat")).to_be_visible()
    expect(screen.locator("#screen")).to_contain_text("Dank u wel")
    phones[2].get_by_role("link", name="Lees het resultaat").click()
    expect(phones[2].locator("main")).to_contain_text("Samen over Waarden.")


def test_two_groups_fill_a_map_each_and_work_to_one_map_with_every_origin_kept(
    open_live: OpenBrowser, workshop: Workshop, board: Board, leader: Person
) -> None:
    Workshop.objects.update(kind=Workshop.Kind.SERIES)
    of_groups = [
        Board.objects.create(
            initiative_id=board.initiative_id, workshop=workshop, group=group, facilitator=leader, door_is_open=True
        )
        for group in workshop.groups.all()
    ]
    for one, name in zip(of_groups, ["Bewoner", "Professional"], strict=True):
        phone, desk = open_live(None, **PHONE), open_live(leader)
        come_in(phone, one, name)
        say(phone, f"{name} wil rust in de wijk")
        expect(sent(phone, "wil rust")).to_be_visible()
        desk.goto(desk_of(one))
        show_all(desk)
        press(desk, "Ga samen leggen")
        press(desk, "Ga naar kiezen")
        desk.locator("#column-1").get_by_role("link", name="Verwoord samen").click()
        desk.get_by_label("Onze zin").fill(f"Rust in de wijk, zegt {name}.")
        press(desk, "Bewaar de zin")
        expect(desk.locator("#column-1")).to_contain_text(f"Rust in de wijk, zegt {name}.")
    desk = open_live(leader)
    desk.goto(desk_of(board))
    # What a joint session begins with.
    desk.locator("#state").get_by_role("link", name="Leg de groepen naast elkaar").click()
    expect(desk.locator("main")).to_contain_text("Rust in de wijk, zegt Bewoner.")
    press(desk, "Leg de zinnen van de groepen op deze kaart")
    expect(desk.locator(".messages")).to_contain_text("2 zinnen liggen er nu bij.")
    desk.get_by_role("link", name="Terug naar uw begeleidersscherm").click()
    lane = desk.locator("#column-1")
    expect(lane.locator(".contribution")).to_have_count(2)
    expect(lane.locator(".contribution").filter(has_text="Bewoner.")).to_contain_text("Bewoners")
    for tick in lane.locator("input[name=cards]").all():
        tick.check()
    press(desk, "Leg de gekozen bijdragen samen")
    expect(lane.locator(".column__piles .contribution")).to_have_count(2)
    desk.get_by_role("link", name="Leg de groepen naast elkaar").click()
    desk.get_by_label("Wat is dit?").select_option(label="Gedeeld")
    press(desk, "Deel in")
    expect(desk.locator(".side").first).to_contain_text("Gedeeld")
    joint = Board.objects.get(pk=board.pk).clusters.present().get()
    assert {card.origin.board for card in joint.cards.all() if card.origin} == set(of_groups)


# Without a mouse


def test_a_step_is_led_from_writing_to_agreeing_with_the_keyboard_alone(
    open_live: OpenBrowser, board: Board, leader: Person
) -> None:
    steering.open_door(board, leader, is_open=True)
    board.refresh_from_db()
    member = door.join(board, name="Buur", group=board.workshop.groups.first(), is_table=False)
    for text in ("Bellen we eerst", "We bellen eerst"):
        write(member, text)
    desk = open_live(leader)
    desk.goto(desk_of(board))
    go_to_and_press(desk, desk.get_by_role("link", name="Toon alle bijdragen"))
    go_to_and_press(desk, desk.get_by_role("button", name="Toon ze nu"))
    go_to_and_press(desk, desk.get_by_role("button", name="Ga samen leggen"))
    for number in range(2):
        go_to_and_press(desk, desk.locator("#column-1 input[name=cards]").nth(number), key="Space")
    go_to_and_press(desk, desk.get_by_role("button", name="Leg de gekozen bijdragen samen"))
    expect(desk.locator("#column-1 .column__piles .contribution")).to_have_count(2)
    go_to_and_press(desk, desk.get_by_role("link", name="Verwoord samen"))
    go_to_and_press(desk, desk.get_by_label("Onze zin"), key="W")
    go_to_and_press(desk, desk.get_by_role("button", name="Bewaar de zin"))
    go_to_and_press(desk, desk.get_by_role("button", name="Ga naar kiezen"))
    expect(desk.locator("#state [aria-current]")).to_have_text("Kiezen")
    # The button that was pressed is drawn anew: who works with keys is still where they were.
    expect(desk.get_by_role("button", name="Sluit en toon de stippen")).to_be_focused()
    go_to_and_press(desk, desk.get_by_role("button", name="Maak laatste stap ongedaan"))
    expect(desk.locator("#state [aria-current]")).to_have_text("Samen leggen")


def go_to_and_press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Walk there by Tab, and press."""
    expect(target).to_be_visible()
    for _step in range(150):
        if target.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(target).to_be_focused()
    page.keyboard.press(key)


# For everybody


@pytest.fixture
def lively(board: Board, leader: Person) -> tuple[Board, Participant]:
    """A map with something of everything that can be seen on it."""
    steering.open_door(board, leader, is_open=True)
    board.refresh_from_db()
    group = board.workshop.groups.first()
    member = door.join(board, name="Buur", group=group, is_table=False)
    for text in ("Eerst bellen", "Wij bellen eerst", "Over een persoon"):
        write(member, text)
    steering.go_to(board, leader, 0, Phase.GROUP)
    first, second, third = board.cards.all()
    pile = clustering.lay_together(board, leader, [first, second])
    clustering.word(board, leader, pile, "We bellen elkaar eerst.", seen="")
    steering.hide(board, leader, third, "Gaat over een persoon")
    steering.put_in_spotlight(board, leader, first)
    steering.start_timer(board, leader, 30)
    return board, member


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_phase_has_an_axe_violation_on_the_phone_the_desk_or_the_screen(
    page_of: Callable[..., Page], lively: tuple[Board, Participant], leader: Person, scheme: str
) -> None:
    board, _member = lively
    desk, screen = page_of(leader, color_scheme=scheme), page_of(None, color_scheme=scheme, **SCREEN)
    phone = page_of(None, color_scheme=scheme, **PHONE)
    come_in(phone, board, "Nieuw", "Bewoners")
    faults = {}
    for phase in Phase:
        steering.go_to(board, leader, 0, phase)
        if phase is Phase.AGREE:
            steering.show_answers(board, leader, shown=True)
            steering.open_self_check(board, leader, is_open=True)
        for page, address in [
            (phone, reverse("maps:map", args=[board.pk])),
            (desk, desk_of(board)),
            (screen, reverse("screen:screen", args=[board.screen_key])),
        ]:
            page.goto(address)
            if found := violations(page):
                faults[(phase, address)] = found
    assert faults == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_around_a_map_has_an_axe_violation_or_scrolls_sideways(
    page_of: Callable[..., Page], lively: tuple[Board, Participant], leader: Person, scheme: str
) -> None:
    board, _member = lively
    card, pile = board.cards.on_the_map().first(), board.clusters.present().get()
    assert card
    desk, phone = page_of(leader, color_scheme=scheme), page_of(None, color_scheme=scheme)
    small = page_of(leader, color_scheme=scheme, viewport={"width": 360, "height": 740})
    come_in(phone, board, "Nieuw", "Bewoners")
    names = ["desk", "preview", "hand_over", "participants", "close", "sides", "suggestions"]
    addresses = [
        (page, reverse(f"workshops:{name}", args=[board.initiative_id, board.pk]))
        for name in names
        for page in (desk, small)
    ]
    addresses += [
        (desk, reverse("workshops:card", args=[board.initiative_id, board.pk, card.pk])),
        (desk, reverse("workshops:word", args=[board.initiative_id, board.pk, pile.pk])),
        (phone, reverse("join:enter_code")),
        (phone, reverse("join:again", args=[board.code])),
        (phone, reverse("maps:list", args=[board.pk])),
    ]
    faults = {}
    for page, address in addresses:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if found := violations(page) + (["scrolls sideways"] if wide else []):
            faults[address] = found
    assert faults == {}
