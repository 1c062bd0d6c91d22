"""The first evening of a network leader: from a sheet that already exists to an analysis to act on."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from conftest import PASSWORD
from samenhang.accounts.models import Person
from samenhang.stakeholders.models import Stakeholder
from tests.stories.register import register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

type OpenBrowser = Callable[..., Page]

GOAL = "Elke winkel in de binnenstad krijgt in 2028 zijn goederen zonder vrachtwagens."


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_bytes(register())
    return path


def test_a_newcomer_gets_from_a_sheet_to_an_analysis(
    open_browser: OpenBrowser, leader: Person, sheet: Path, tmp_path: Path
) -> None:
    page = open_browser(None)
    page.goto("/")
    page.get_by_label("E-mailadres").fill(leader.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()

    page.get_by_role("link", name="Begin een initiatief").click()
    page.get_by_label("Naam").fill("Stadsdistributie")
    page.get_by_label("Doel in één zin").fill(GOAL)
    page.get_by_role("button", name="Begin het initiatief").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GOAL)
    page.get_by_role("link", name="Begin het krachtenveld").click()

    page.get_by_role("link", name="Lees in uit Excel").first.click()
    page.get_by_label("Bestand van uw computer").set_input_files(sheet)
    page.get_by_role("button", name="Bekijk de kolommen").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="MijnKolom"))
    row.get_by_role("combobox").select_option("Rol")
    row.get_by_role("combobox").select_option("Bewaar als notitie")
    page.get_by_role("button", name="Bekijk het resultaat").click()

    expect(page.get_by_role("main")).to_contain_text("Anna Eén")
    expect(page.get_by_role("main")).to_contain_text("“enorm” past niet in “Invloed”")
    page.get_by_role("button", name="Lees 6 rijen in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Klaar")
    page.get_by_role("link", name="Bekijk het krachtenveld").click()
    expect(page.locator("#rows tr")).to_have_count(6)
    anna = next(one for one in Stakeholder.objects.all() if one.name == "Anna Eén")
    assert (anna.kind, anna.organisation, anna.influence) == ("person", "Stad Voorbeeld", 3)
    assert "MijnKolom: E" in anna.notes
    dirk = next(one for one in Stakeholder.objects.all() if one.name == "Dirk Vier")
    assert "enorm" in dirk.notes

    for name, behaviour, dimension in (
        ("Anna Eén", "Herhaalt het eigen standpunt", "2"),
        ("Bram Twee", "Vraagt door op wat een ander zegt", "3"),
        ("Cato Drie", "Reageert niet op berichten of telefoon", "1"),
    ):
        page.get_by_role("link", name=name).click()
        page.get_by_role("link", name="Beoordeel de relatie").click()
        page.get_by_label("Wat zag en hoorde u?").fill(f"Gezien bij {name}.")
        page.get_by_label(behaviour).check()
        page.get_by_role("button", name="Bewaar wat u zag").click()
        expect(page.get_by_role("main")).to_contain_text(f"Gezien bij {name}.")
        page.locator(f"input[name=dimension][value='{dimension}']").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Leg uw besluit vast").click()
        page.get_by_role("link", name="1 Verken").click()
    expect(page.locator("#rows tr").first.locator("[data-key=dimension]")).to_contain_text("2")

    page.get_by_role("link", name="Bekijk de grafiek").click()
    expect(page.locator("svg.chart a").first).to_be_visible()
    page.get_by_role("link", name="Wie eerst?").click()
    first = page.locator("main ol.entries li, main ol li").first
    expect(first).to_contain_text("Anna Eén")
    first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anna Eén")

    page.get_by_role("link", name="1 Verken").click()
    page.get_by_text("Bewaar of print").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Bewaar als PDF").click()
    path = tmp_path / "analysis.pdf"
    download.value.save_as(path)
    text = "".join(part.extract_text() for part in PdfReader(path).pages)
    assert "Anna Eén" in text
    assert "Vertrouwelijk" in text
    assert str(timezone.localdate().year) in text


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _turn in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    expect(target).to_be_focused()


def press(page: Page, name: str, role: Literal["link", "button"] = "link") -> None:
    tab_to(page, page.get_by_role(role, name=name).first)
    page.keyboard.press("Enter")


def test_the_whole_way_works_by_keyboard_alone(open_browser: OpenBrowser, leader: Person, sheet: Path) -> None:
    page = open_browser(leader)
    page.goto("/")
    press(page, "Begin een initiatief")
    tab_to(page, page.get_by_label("Naam"))
    page.keyboard.type("Stadsdistributie")
    page.keyboard.press("Tab")
    page.keyboard.type(GOAL)
    press(page, "Begin het initiatief", "button")
    press(page, "Begin het krachtenveld")
    press(page, "Lees in uit Excel")
    # The file dialogue belongs to the system: the sheet is chosen here, all else by keys.
    page.get_by_label("Bestand van uw computer").set_input_files(sheet)
    press(page, "Bekijk de kolommen", "button")
    press(page, "Bekijk het resultaat", "button")
    press(page, "Lees 6 rijen in", "button")
    press(page, "Bekijk het krachtenveld")
    expect(page.locator("#rows tr")).to_have_count(6)

    tab_to(page, page.locator("#rows tr:first-child [data-key=name]"))
    page.keyboard.press("ArrowRight")
    page.keyboard.type("geld")
    page.keyboard.press("Tab")
    expect(page.locator("#rows tr:first-child [data-key=needs]")).to_contain_text("Opgeslagen")

    press(page, "Beoordeel")
    tab_to(page, page.get_by_label("Wat zag en hoorde u?"))
    page.keyboard.type("Er kwam een eis vooraf.")
    tab_to(page, page.get_by_label("Stelt een eis vooraf"))
    page.keyboard.press("Space")
    press(page, "Bewaar wat u zag", "button")
    expect(page.get_by_role("main")).to_contain_text("Er kwam een eis vooraf.")
    chosen = page.locator("input[name=dimension]:checked")
    tab_to(page, chosen if chosen.count() else page.locator("input[name=dimension]").first)
    while page.evaluate("document.activeElement.value") != "2":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    press(page, "Leg uw besluit vast", "button")
    expect(page.get_by_role("main")).to_contain_text("Uw besluit is vastgelegd.")
    assert [one.dimension for one in Stakeholder.objects.exclude(dimension=None)] == [2]
    press(page, "2 Begrijp")
    press(page, "Wie eerst?")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie eerst?")
