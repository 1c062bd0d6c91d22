"""The krachtenveld in a real browser: by keyboard, with two people at once, and with the network gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.models import Stakeholder

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

type OpenBrowser = Callable[..., Page]


@pytest.fixture
def table_url(initiative: Initiative, leader: Person, live_server: LiveServer) -> str:
    for name in ("Huisarts", "School", "Buurthuis"):
        editing.add(initiative, {"name": name, "kind": "organisation"}, by=leader)
    return f"/initiatives/{initiative.pk}/stakeholders/"


def cell(page: Page, row: int, key: str) -> Locator:
    return page.locator(f"#rows tr:nth-child({row}) [data-key={key}]")


def test_cells_are_filled_in_by_keyboard_alone(open_browser: OpenBrowser, leader: Person, table_url: str) -> None:
    page = open_browser(leader)
    page.goto(table_url)
    cell(page, 1, "name").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.type("instemming, kaarten")
    page.keyboard.press("Tab")
    expect(cell(page, 1, "needs")).to_contain_text("Opgeslagen")
    expect(cell(page, 1, "essential")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "essential")).to_contain_text("Onmisbaar")
    expect(cell(page, 2, "essential")).to_be_focused()
    page.keyboard.press("Control+ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("F2")
    page.keyboard.type("Minder druk")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("Rust (persoonlijk; zelf gezegd)")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "interests")).to_contain_text("Opgeslagen")
    one = Stakeholder.objects.get(pk=cell(page, 1, "name").get_attribute("id")[2:38])  # type: ignore[index]
    assert COLUMN_BY_KEY["needs"].text(one, leader) == "instemming, kaarten"
    assert one.essential
    assert [(i.text, i.kind, i.basis) for i in one.interests.all()] == [
        ("Minder druk", "organisational", "assumed"),
        ("Rust", "individual", "said"),
    ]
    page.keyboard.press("Control+z")
    expect(page.locator(".messages")).to_contain_text("Ongedaan gemaakt: Belangen en drijfveren van Huisarts")
    expect(cell(page, 1, "interests")).to_have_text("")


def test_escape_leaves_the_cell_as_it_was(open_browser: OpenBrowser, leader: Person, table_url: str) -> None:
    page = open_browser(leader)
    page.goto(table_url)
    cell(page, 1, "name").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(" iets anders")
    page.keyboard.press("Escape")
    expect(cell(page, 1, "name")).to_have_text("Huisarts")
    expect(cell(page, 1, "name")).to_be_focused()


def test_two_people_in_one_cell_both_see_both_texts_and_nobody_loses(
    open_browser: OpenBrowser, leader: Person, co_leader: Person, table_url: str
) -> None:
    one, other = open_browser(leader), open_browser(co_leader)
    for page in (one, other):
        page.goto(table_url)
        cell(page, 2, "interests").focus()
    one.keyboard.type("Rust in de klas")
    one.keyboard.press("Enter")
    expect(cell(one, 2, "interests")).to_contain_text("Opgeslagen")
    other.keyboard.type("Minder verzuim")
    other.keyboard.press("Enter")
    trouble = cell(other, 2, "interests")
    expect(trouble).to_contain_text("Leider wijzigde deze cel ook.")
    expect(trouble).to_contain_text("Rust in de klas")
    expect(trouble).to_contain_text("Minder verzuim")
    other.get_by_role("button", name="Bewaar beide").click()
    expect(trouble).to_contain_text("Opgeslagen")
    school = next(row for row in Stakeholder.objects.all() if row.name == "School")
    assert [i.text for i in school.interests.all()] == ["Rust in de klas", "Minder verzuim"]


def test_a_row_removed_under_ones_hands_keeps_the_text_and_can_be_put_back(
    open_browser: OpenBrowser, leader: Person, co_leader: Person, table_url: str
) -> None:
    page = open_browser(leader)
    page.goto(table_url)
    cell(page, 3, "needs").focus()
    page.keyboard.type("een zaal")
    house = next(row for row in Stakeholder.objects.all() if row.name == "Buurthuis")
    editing.remove(house, by=co_leader)
    page.keyboard.press("Enter")
    expect(cell(page, 3, "needs")).to_contain_text("Medeleider verwijderde deze partner net.")
    expect(cell(page, 3, "needs")).to_contain_text("een zaal")
    page.get_by_role("button", name="Zet terug en bewaar mijn tekst").click()
    expect(cell(page, 3, "needs")).to_contain_text("Opgeslagen")
    house.refresh_from_db()
    assert house.removed_at is None


def test_without_network_a_text_waits_and_is_sent_when_it_is_back(
    open_browser: OpenBrowser, leader: Person, table_url: str
) -> None:
    page = open_browser(leader)
    page.goto(table_url)
    page.context.set_offline(True)
    cell(page, 1, "needs").focus()
    page.keyboard.type("geduld")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "needs")).to_contain_text("Wacht op internet")
    expect(cell(page, 1, "needs")).to_contain_text("geduld")
    page.context.set_offline(False)
    expect(cell(page, 1, "needs")).to_contain_text("Opgeslagen")


def test_a_text_that_cannot_be_taken_stays_with_the_reason(
    open_browser: OpenBrowser, leader: Person, table_url: str
) -> None:
    page = open_browser(leader)
    page.goto(table_url)
    cell(page, 1, "name").focus()
    page.keyboard.press("Enter")
    page.keyboard.insert_text("x" * 10_000)
    page.keyboard.press("Enter")
    expect(cell(page, 1, "name")).to_contain_text("Houd het bij 200 tekens.")
    cell(page, 1, "name").focus()
    page.keyboard.press("Enter")
    expect(cell(page, 1, "name").locator(".editor")).to_have_value("Huisarts" + "x" * 10_000)
    page.keyboard.press("Escape")
    expect(cell(page, 1, "name")).to_have_text("Huisarts")


def test_a_block_from_excel_fills_cells_and_adds_rows(
    open_browser: OpenBrowser, leader: Person, table_url: str
) -> None:
    page = open_browser(leader)
    page.goto(table_url)
    cell(page, 3, "name").focus()
    block = 'Buurthuis\tgeld\tja\tgroot\nWijkteam\t"kennis\nvan de wijk"\tnee\tonzin\nFysio\tgeld\tx\tklein\n'
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        block,
    )
    expect(page.locator(".messages")).to_contain_text("Regel 2: Invloed.")
    expect(page.locator(".messages")).to_contain_text("onzin")
    expect(page.locator("#rows tr")).to_have_count(5)
    expect(cell(page, 3, "name")).to_be_focused()
    expect(cell(page, 3, "influence")).to_contain_text("Groot")
    expect(cell(page, 4, "influence")).to_have_text("")
    expect(cell(page, 5, "essential")).to_contain_text("Onmisbaar")
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.locator("#rows tr")).to_have_count(3)


def test_the_table_works_without_javascript(open_browser: OpenBrowser, leader: Person, table_url: str) -> None:
    page = open_browser(leader, java_script_enabled=False)
    page.goto(table_url)
    page.get_by_label("Naam van de partner").fill("Bibliotheek")
    page.get_by_role("button", name="Voeg een partner toe").click()
    page.get_by_role("link", name="Bibliotheek").click()
    page.get_by_label("Invloed").select_option("Groot")
    page.get_by_role("button", name="Bewaar de gegevens").click()
    expect(page.locator(".messages")).to_contain_text("Opgeslagen.")
    page.get_by_role("link", name="Krachtenveld").click()
    expect(cell(page, 4, "influence")).to_have_text("Groot")


def test_pressing_twice_adds_a_partner_once_and_the_same_name_is_asked_about(
    open_browser: OpenBrowser, leader: Person, table_url: str
) -> None:
    page = open_browser(leader)
    page.goto(table_url)
    page.get_by_label("Naam van de partner").fill("Wijkteam")
    page.get_by_role("button", name="Voeg een partner toe").dblclick()
    expect(page.locator("#rows tr")).to_have_count(4)
    page.get_by_label("Naam van de partner").fill("Wijkteam")
    page.get_by_role("button", name="Voeg een partner toe").click()
    expect(page.locator("#add")).to_contain_text("Deze naam staat al in de tabel.")
    expect(page.locator("#rows tr")).to_have_count(4)
    page.get_by_role("button", name="Voeg een partner toe").click()
    expect(page.locator("#rows tr")).to_have_count(5)


def test_the_undo_link_says_what_it_undoes_now(open_browser: OpenBrowser, leader: Person, table_url: str) -> None:
    page = open_browser(leader)
    page.goto(table_url)
    cell(page, 2, "needs").focus()
    page.keyboard.type("rust")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Maak ongedaan: Nodig voor van School")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(cell(page, 2, "needs")).to_have_text("")
    expect(cell(page, 3, "needs")).to_be_focused()
