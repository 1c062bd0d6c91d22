"""Preparing, doing and looking back: by keyboard, on a phone, in the dark, and for a screen reader."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.interventions.models import Family, Intervention
from samenhang.interventions.tests.chosen import brainstorm_on, choose, days_from_now, done, reflect, think_up
from samenhang.relationships.models import Deed
from samenhang.relationships.tests.builders import assess, days_ago
from samenhang.relationships.tests.test_in_the_browser import violations
from samenhang.stakeholders.models import Interest, Stakeholder

pytestmark = pytest.mark.browser

LONG = "Een ochtend meelopen " + "W" * 200


def url(intervention: Intervention, name: str = "intervention") -> str:
    return reverse(f"interventions:{name}", args=[intervention.stakeholder.initiative_id, intervention.pk])


def fill(stakeholder: Stakeholder, leader: Person, text: str = "Een ochtend meelopen") -> dict[str, str]:
    """Interventions of every sort; the addresses of all pages about them."""
    assess(stakeholder, leader, 2, days=60)
    Interest.objects.create(stakeholder=stakeholder, text=text, author=leader)
    think_up(brainstorm_on(stakeholder, leader), leader, text)
    running = choose(stakeholder, leader, text, action={"due": days_from_now(-2)}, opening=text, will_not=text)
    choose(stakeholder, leader, text, action={"postponed_until": days_from_now(5), "why": text})
    off_list = choose(stakeholder, leader, text, action={"removed_at": timezone.now()})
    to_look_back = choose(stakeholder, leader, text, action=done(leader))
    for number in range(6):
        closed = choose(stakeholder, leader, text, action=done(leader), family=Family.values[number % 2])
        reflect(closed, leader, 2, number % 3 + 1, what_happened=text)
    Deed.objects.create(stakeholder=stakeholder, by=leader, on=days_ago(3), what=text)
    args = [stakeholder.initiative_id]
    return {
        "overview": reverse("interventions:overview", args=args),
        "what works": reverse("interventions:what_works", args=args),
        "running": url(running),
        "off the list": url(off_list),
        "closed": url(closed),
        "preparation": url(running, "preparation"),
        "look back": url(to_look_back, "look_back"),
        "change": url(closed, "look_back"),
        "relation": reverse("relationships:relation", args=[*args, stakeholder.pk]),
    }


def test_an_intervention_is_done_and_looked_back_on_by_keyboard(
    stakeholder: Stakeholder, leader: Person, page_of: Callable[..., Page]
) -> None:
    assess(stakeholder, leader, 2, days=30)
    page = page_of(leader)
    page.goto(url(choose(stakeholder, leader)))
    expect(page.get_by_label("Stappen").get_by_role("listitem")).to_have_count(4)
    page.get_by_role("button", name="Meld dat het gedaan is").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Wat gebeurde er?").focus()
    page.keyboard.type("Wij liepen een ochtend mee.")
    page.get_by_label("Vraagt door op wat een ander zegt").focus()
    page.keyboard.press("Space")
    page.get_by_role("radio", name="3 · Respect en interesse").focus()
    page.keyboard.press("Space")
    page.get_by_label("Belang of drijfveer").first.focus()
    page.keyboard.type("Rust op de balie")
    page.get_by_role("button", name="Bewaar wat u leerde").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("In het verloop van de relatie staat nu een vlag.")).to_be_visible()
    expect(page.get_by_text("↑ van 2 naar 3")).to_be_visible()
    page.get_by_role("link", name="Bekijk het verloop van de relatie").click()
    expect(page.locator(".flag-number")).to_have_text("1")
    expect(page.locator(".deeds")).to_contain_text("Een ochtend meelopen")
    expect(page.get_by_text("Rust op de balie")).to_be_visible()


def test_nothing_scrolls_sideways_on_a_small_phone(
    stakeholder: Stakeholder, leader: Person, page_of: Callable[..., Page]
) -> None:
    page = page_of(leader, viewport={"width": 320, "height": 700})
    for name, address in fill(stakeholder, leader, LONG).items():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("dark", 360)])
def test_axe_finds_nothing(
    scheme: str, width: int, stakeholder: Stakeholder, leader: Person, co_leader: Person, page_of: Callable[..., Page]
) -> None:
    pages = fill(stakeholder, leader)
    page = page_of(leader, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name, address in pages.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        assert violations(page) == [], name
    page.goto(pages["look back"])
    page.get_by_role("button", name="Bewaar wat u leerde").click()
    expect(page.get_by_text("Schrijf op wat er gebeurde.")).to_be_visible()
    assert violations(page) == [], "with an error"
    page.get_by_label("Wat gebeurde er?").fill("Mijn verhaal.")
    reflect(Intervention.objects.get(reflection=None, action__outcome="done"), co_leader, 2, 3)
    page.get_by_role("button", name="Bewaar wat u leerde").click()
    expect(page.get_by_role("heading", name="Er is al teruggekeken")).to_be_visible()
    assert violations(page) == [], "too late"
