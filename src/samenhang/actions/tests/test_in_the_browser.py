"""What only a browser can tell: keyboard, phones, dark mode, barriers, paper."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.actions.models import Action
from samenhang.actions.tests.builders import PRIVATE, SHARED, day, private, shared, stands, url
from samenhang.actions.weeks import days_to_move_to
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.models import Stakeholder

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def several(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person, co_leader: Person, partner: Person
) -> list[Action]:
    return [
        private(initiative, leader, due=day(-3), hours=2, stakeholder=stakeholder, origin="/help/"),
        shared(initiative, partner, due=day(9), accepted_at=None),
        shared(initiative, organisation="Organisatiemeteenheellangenaamzonderspaties" * 2),
        private(initiative, co_leader, private_text="W" * 300, postponed_until=day(5)),
        shared(initiative, leader, accepted_at=None, capacity="missing"),
    ]


def addresses(initiative: Initiative, action: Action) -> list[str]:
    of_all = [url(name, initiative) for name in ("list", "board", "add")]
    of_one = [url(name, action) for name in ("detail", "change", "give_back", "postpone", "move", "snooze")]
    return [*of_all, *of_one, "/actions/"]


def violations(page: Page) -> list[Any]:
    page.wait_for_load_state("load")  # before its style sheets are there a page has other colours
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(
    scheme: Any, initiative: Initiative, several: list[Action], leader: Person, page_of: Callable[..., Page]
) -> None:
    page = page_of(leader, color_scheme=scheme)
    for address in addresses(initiative, several[0]):
        page.goto(address)
        assert violations(page) == [], address
    page.goto(url("board", initiative))
    page.locator(".board__move summary").first.click()
    assert violations(page) == [], "with a card open"


def test_a_refused_form_and_its_question_have_no_barrier(
    initiative: Initiative, several: list[Action], leader: Person, page_of: Callable[..., Page]
) -> None:
    page = page_of(leader)
    page.goto(url("add", initiative))
    page.get_by_label("Zo lezen anderen het").fill(SHARED)
    page.get_by_label("Partners zien deze actie").check()
    page.get_by_label("Is er tijd en ruimte voor?").select_option("missing")
    page.get_by_role("button", name="Voeg de actie toe").click()
    expect(page.get_by_text("Dit gaan partners zien")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Leg de actie toch zo vast").check()
    page.get_by_label("Ja, dit mogen partners lezen").check()
    page.get_by_role("button", name="Voeg de actie toe").click()
    expect(page.get_by_text("De actie staat in de lijst.")).to_be_visible()


def test_on_a_phone_nothing_scrolls_sideways(
    initiative: Initiative, several: list[Action], leader: Person, page_of: Callable[..., Page]
) -> None:
    page = page_of(leader, viewport={"width": 320, "height": 700})
    for address in [*addresses(initiative, several[0]), url("detail", several[3])]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_on_a_phone_the_columns_stand_under_each_other(
    initiative: Initiative, several: list[Action], leader: Person, page_of: Callable[..., Page]
) -> None:
    lefts = "() => [...document.querySelectorAll('.board__column')].map(e => e.getBoundingClientRect().left)"
    page = page_of(leader, viewport={"width": 360, "height": 700})
    page.goto(url("board", initiative))
    assert len(set(page.evaluate(lefts))) == 1
    page.set_viewport_size({"width": 1280, "height": 900})
    assert len(set(page.evaluate(lefts))) == len(page.evaluate(lefts))


def test_a_card_is_moved_by_keyboard(initiative: Initiative, leader: Person, page_of: Callable[..., Page]) -> None:
    action = private(initiative, leader, due=day(40))
    page = page_of(leader)
    page.goto(url("board", initiative))
    page.locator(".board__move summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Naar volgende week").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Verplaatst naar")).to_be_visible()
    assert stands(action).due == days_to_move_to(day(0))["next_week"]


def test_enter_in_the_field_takes_the_day_that_was_typed(
    initiative: Initiative, leader: Person, page_of: Callable[..., Page]
) -> None:
    action = private(initiative, leader, due=day(40))
    page = page_of(leader)
    page.goto(url("move", action))
    page.get_by_label("Op welke dag?").fill(day(3).isoformat())
    page.get_by_label("Op welke dag?").press("Enter")
    expect(page.get_by_role("status").get_by_text("Verplaatst naar")).to_be_visible()
    assert stands(action).due == day(3)


def test_the_name_of_an_organisation_is_asked_for_only_when_one_does_it(
    initiative: Initiative, leader: Person, page_of: Callable[..., Page]
) -> None:
    page = page_of(leader)
    page.goto(url("add", initiative))
    expect(page.get_by_label("Naam van de organisatie")).to_be_hidden()
    page.get_by_label("Wie doet het?").select_option("Een partnerorganisatie")
    expect(page.get_by_label("Naam van de organisatie")).to_be_visible()


def test_a_yes_and_its_way_back_work_from_ones_own_list(
    initiative: Initiative, partner: Person, page_of: Callable[..., Page]
) -> None:
    action = shared(initiative, partner, accepted_at=None)
    page = page_of(partner, java_script_enabled=False)
    page.goto("/actions/")
    page.get_by_role("button", name=f"Zeg ja {SHARED}").click()
    page.get_by_role("button", name=f"Zet op gedaan {SHARED}").click()
    page.get_by_role("link", name="Maak ongedaan").click()
    page.get_by_role("button", name="Heropen de actie").click()
    expect(page).to_have_url("/actions/")
    assert stands(action).is_appointment
    assert not stands(action).ended_at


def test_on_paper_stands_who_does_what_when_and_who_printed_it(
    initiative: Initiative, leader: Person, page_of: Callable[..., Page]
) -> None:
    private(initiative, leader, due=day(3))
    page = page_of(leader)
    page.goto(url("list", initiative))
    page.emulate_media(media="print")
    expect(page.get_by_text("Vertrouwelijk · Leider")).to_be_visible()
    expect(page.get_by_text(PRIVATE).first).to_be_visible()
    for hidden in ("Zet op gedaan", "Van mij", "Bord"):
        expect(page.get_by_text(hidden).first).to_be_hidden()
