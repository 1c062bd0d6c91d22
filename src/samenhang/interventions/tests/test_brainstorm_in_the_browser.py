from collections.abc import Callable
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.interventions import ideas, prompts
from samenhang.interventions.models import Brainstorm, Door, Idea, Thinker
from samenhang.interventions.tests.brainstorming import (
    add,
    begin_url,
    opened,
    url,
    weigh,
)
from samenhang.stakeholders.models import Interest

type PageOf = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def door(brainstorm: Brainstorm) -> Door:
    return opened(brainstorm)


@pytest.fixture
def full(brainstorm: Brainstorm, door: Door, leader: Person, co_leader: Person) -> UUID:
    """A brainstorm with something of everything."""
    Thinker.objects.create(initiative=door.initiative, door=door, name="Joost")
    served = Interest.objects.create(stakeholder=brainstorm.stakeholder, text="Minder volle spreekuren", author=leader)
    weigh(add(brainstorm, by=leader, is_shared=True), leader, served)
    weigh(add(brainstorm, by=co_leader), leader, would_tell=False)
    add(brainstorm, "Een lang idee " * 30, by=leader)
    ideas.remove(add(brainstorm, by=leader), by=leader)
    return brainstorm.pk


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_the_pages_have_no_axe_violation_and_fit_a_small_phone(
    page_of: PageOf, full: UUID, leader: Person, scheme: str, width: int
) -> None:
    brainstorm = Brainstorm.objects.get(pk=full)
    page = page_of(leader, color_scheme=scheme, viewport={"width": width, "height": 800})
    removed, present = Idea.objects.exclude(removed_at=None).get(), Idea.objects.present().earliest("id")
    for address in (
        url(brainstorm) + f"?removed={removed.pk}",
        begin_url(brainstorm.stakeholder),
        url(brainstorm, "change_idea", present.pk),
    ):
        page.goto(address)
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_enter_adds_an_idea_and_the_next_can_be_typed_at_once(
    live_page_of: PageOf, brainstorm: Brainstorm, leader: Person
) -> None:
    page = live_page_of(leader)
    page.goto(url(brainstorm))
    expect(page.locator("#text")).to_be_focused()
    for number in range(1, 6):
        page.keyboard.type(f"Idee {number}")
        page.keyboard.press("Enter")
    expect(page.locator("#ideas .idea .lead")).to_have_text([f"Idee {number}" for number in range(5, 0, -1)])
    expect(page.locator("#gate")).to_contain_text("U kunt kiezen")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("")
    assert {idea.text for idea in brainstorm.ideas.all()} == {f"Idee {number}" for number in range(1, 6)}


def test_what_another_leader_adds_appears_while_one_is_typing(
    live_page_of: PageOf, brainstorm: Brainstorm, leader: Person, co_leader: Person
) -> None:
    mine, theirs = live_page_of(leader), live_page_of(co_leader)
    for page in (mine, theirs):
        page.goto(url(brainstorm))
    mine.keyboard.type("Half een id")
    theirs.keyboard.type("Vraag wat zij zelf zouden doen")
    theirs.keyboard.press("Enter")
    expect(mine.locator("#ideas .idea .lead")).to_have_text("Vraag wat zij zelf zouden doen")
    expect(mine.locator("#ideas .idea .label")).to_have_text("Van Medeleider")
    expect(mine.locator("#gate ol")).to_have_attribute("aria-label", "1 van 5 ideeën")
    expect(mine.locator("#status")).to_have_text("1 nieuw idee")
    expect(mine.locator("#text")).to_have_value("Half een id")
    expect(mine.locator("#text")).to_be_focused()
    theirs.get_by_role("button", name="Verwijder idee 1").click()
    expect(mine.locator("#ideas .idea")).to_have_count(0)
    expect(mine.locator("#gate ol")).to_have_attribute("aria-label", "0 van 5 ideeën")


def test_another_prompt_leaves_the_field_as_it_is(page_of: PageOf, brainstorm: Brainstorm, leader: Person) -> None:
    page = page_of(leader)
    page.goto(url(brainstorm))
    page.locator("#text").fill("Half een id")
    question = page.locator("#prompt-title")
    before = question.inner_text()
    page.get_by_role("button", name="Toon een andere denkvraag").click()
    expect(question).not_to_have_text(before)
    expect(page.locator("#text")).to_have_value("Half een id")
    expect(page.get_by_role("button", name="Toon een andere denkvraag")).to_be_focused()
    page.locator("#text").press("Enter")
    expect(page.locator("#ideas .idea .lead")).to_have_text("Half een id")
    brainstorm.refresh_from_db()
    assert Idea.objects.get().family == prompts.shown(brainstorm).family


def test_all_works_without_javascript(page_of: PageOf, brainstorm: Brainstorm, leader: Person) -> None:
    page = page_of(leader, java_script_enabled=False)
    page.goto(url(brainstorm))
    page.locator("#text").fill("Half een id")
    page.get_by_role("button", name="Toon een andere denkvraag").click()
    expect(page.locator("#text")).to_have_value("Half een id")
    page.locator("#text").fill("Eerste")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Tweede")
    page.keyboard.press("Enter")
    expect(page.locator("#ideas .idea .lead")).to_have_text(["Tweede", "Eerste"])
    expect(page.locator("#text")).to_be_focused()
    page.get_by_role("button", name="Verwijder idee 1").click()
    expect(page.locator("#ideas .idea .lead")).to_have_text("Tweede")
    page.locator("#removed").get_by_role("button", name="Zet terug").click()
    expect(page.locator("#ideas .idea .lead")).to_have_text(["Tweede", "Eerste"])
