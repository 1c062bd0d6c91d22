"""What only a browser can tell: real sizes of text, contrast, keyboard, and no sideways scrolling."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.relationships.models import Assessment
from samenhang.relationships.tests.builders import assess, fill, observe
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.editing import write
from samenhang.stakeholders.models import Stakeholder

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Every text and mark of the chart with its box on the screen, and the frame each mark's middle lies in.
MEASURE = """svg => {
    const box = element => { const r = element.getBoundingClientRect();
                             return {left: r.left, top: r.top, right: r.right, bottom: r.bottom}; };
    const all = selector => [...svg.querySelectorAll(selector)].map(e => ({...box(e), says: e.textContent}));
    return {whole: box(svg), frames: all('.frame-line'), marks: all('a use, a .mark-unknown'),
            names: all('.mark-name'), axes: all('.axis')};
}"""


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Half a pixel is rounding."""
    return bool(
        one["left"] < other["right"] - 0.5
        and other["left"] < one["right"] - 0.5
        and one["top"] < other["bottom"] - 0.5
        and other["top"] < one["bottom"] - 0.5
    )


def inside(one: dict[str, Any], frame: dict[str, Any]) -> bool:
    return bool(
        one["left"] >= frame["left"] - 0.5
        and one["right"] <= frame["right"] + 0.5
        and one["top"] >= frame["top"] - 0.5
        and one["bottom"] <= frame["bottom"] + 0.5
    )


@pytest.mark.parametrize("query", ["", "?view=roles"])
@pytest.mark.parametrize("width", [1280, 760])
def test_in_a_chart_of_sixty_no_two_labels_or_marks_overlap_and_none_leaves_its_frame(
    query: str, width: int, initiative: Initiative, leader: Person, page_of: Callable[..., Page]
) -> None:
    stakeholders = fill(initiative, leader, 60)
    for one in stakeholders[:8]:
        write(one, COLUMN_BY_KEY["attitude"], (one.attitude or 2) % 5 + 1, leader)
    page = page_of(leader, viewport={"width": width, "height": 900})
    page.goto(reverse("relationships:chart", args=[initiative.pk]) + query)
    page.evaluate("document.fonts.ready")
    found = page.locator(".chart-matrix").evaluate(MEASURE)
    assert len(found["marks"]) == 60
    assert len(found["names"]) >= 60
    pieces = found["marks"] + found["names"] + found["axes"]
    clashes = [
        (one["says"], other["says"])
        for number, one in enumerate(pieces)
        for other in pieces[number + 1 :]
        if overlap(one, other)
    ]
    assert clashes == []
    assert [piece["says"] for piece in pieces if not inside(piece, found["whole"])] == []
    for piece in found["marks"] + found["names"]:
        assert any(inside(piece, frame) for frame in found["frames"]), piece["says"]


def test_on_a_phone_the_same_facts_stand_as_a_list_and_nothing_scrolls_sideways(
    initiative: Initiative, leader: Person, page_of: Callable[..., Page]
) -> None:
    one = fill(initiative, leader, 3)[1]
    observe(one, leader, "asks_on", words="W" * 300)
    page = page_of(leader, viewport={"width": 320, "height": 700})
    for name in ("overview", "chart", "where_to_begin"):
        page.goto(reverse(f"relationships:{name}", args=[initiative.pk]))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        if name == "chart":
            expect(page.locator(".chart-matrix")).to_be_hidden()
            expect(page.get_by_role("link", name=one.name).last).to_be_visible()
    page.goto(reverse("relationships:relation", args=[initiative.pk, one.pk]))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_mark_in_the_chart_leads_by_keyboard_to_its_relation(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person, page_of: Callable[..., Page]
) -> None:
    page = page_of(leader)
    page.goto(reverse("relationships:chart", args=[initiative.pk]))
    mark = page.get_by_role("link", name="Huisartsenpraktijk: invloed onbekend, houding onbekend, dimensie onbekend")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Huisartsenpraktijk")).to_be_visible()


def test_a_relation_is_observed_and_decided_by_keyboard(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person, page_of: Callable[..., Page]
) -> None:
    page = page_of(leader)
    page.goto(reverse("relationships:relation", args=[initiative.pk, stakeholder.pk]))
    page.get_by_label("Wat zag en hoorde u?").focus()
    page.keyboard.type("Zij vroegen door.")
    page.get_by_label("Vraagt door op wat een ander zegt").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Bewaar wat u zag").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Eén aangekruiste gedraging hoort bij dimensie 3.")).to_be_visible()
    page.get_by_role("radio", name="3 · Respect en interesse").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Leg uw besluit vast").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Uw besluit is vastgelegd.")).to_be_visible()
    assert not Assessment.objects.get().is_impression


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("dark", 360)])
def test_axe_finds_nothing(
    scheme: str,
    width: int,
    initiative: Initiative,
    leader: Person,
    co_leader: Person,
    page_of: Callable[..., Page],
) -> None:
    one = fill(initiative, leader, 12)[1]
    write(one, COLUMN_BY_KEY["attitude"], 1, leader)
    seen = observe(one, leader, "asks_on", "demand_first")
    observe(one, co_leader, "adjusts", days=4)
    assess(one, co_leader, 1, days=3)
    mine = assess(one, leader, 3)
    args = [initiative.pk, one.pk]
    pages = {
        name: reverse(f"relationships:{name}", args=more)
        for name, more in {
            "overview": args[:1],
            "chart": args[:1],
            "where_to_begin": args[:1],
            "relation": args,
            "change_observation": [*args, seen.pk],
            "delete_observation": [*args, seen.pk],
            "take_back": [*args, mine.pk],
        }.items()
    }
    page = page_of(leader, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name, address in pages.items():
        page.goto(address)
        assert violations(page) == [], name
    page.goto(pages["relation"])
    page.get_by_role("button", name="Leg uw besluit vast").click()
    expect(page.get_by_text("Kies een van de vier dimensies.")).to_be_visible()
    assert violations(page) == [], "with an error"


def violations(page: Page) -> list[Any]:
    page.wait_for_load_state("load")  # before its style sheets are there a page has other colours
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
