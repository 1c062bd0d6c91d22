"""The import in a real browser: progress goes by itself, and survives a closed tab and a lost connection."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.importing import steps
from samenhang.stakeholders.importing.models import ImportRun
from samenhang.stakeholders.importing.reading import read_file
from samenhang.stakeholders.importing.rows import Reading
from samenhang.stakeholders.models import Stakeholder
from samenhang.stakeholders.tests.sheets import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = 2_600


@pytest.fixture
def waiting(leader: Person, initiative: Initiative) -> ImportRun:
    """2,600 rows that wait for the press of a button."""
    sheet = "Naam\n" + "".join(f"Partij nummer {number}\n" for number in range(ROWS))
    book = read_file(sheet.encode(), "lijst.csv", max_bytes=1_000_000)
    run = steps.receive(book, "lijst.csv", initiative=initiative, by=leader)
    steps.read(run, Reading(1, ["name"], "organisation"))
    return run


def names() -> set[str]:
    return {one.name for one in Stakeholder.objects.present()}


def test_progress_goes_on_by_itself_to_the_result(
    waiting: ImportRun, page_of: Callable[..., Page], leader: Person
) -> None:
    page = page_of(leader)
    page.goto(address("import_preview", waiting))
    page.get_by_role("button", name="Lees 2.600 rijen in").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Klaar", timeout=30_000)
    assert Stakeholder.objects.count() == ROWS


def test_after_a_lost_connection_a_press_goes_on_and_two_tabs_do_no_harm(
    waiting: ImportRun, page_of: Callable[..., Page], leader: Person
) -> None:
    steps.begin(waiting)
    page = page_of(leader)
    page.route("**/run/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.goto(address("import_run", waiting))
    go_on = page.get_by_role("button", name="Ga verder")
    expect(go_on).to_be_visible()
    assert Stakeholder.objects.count() == 0
    other = page_of(leader)
    other.goto(address("import_run", waiting))
    page.unroute("**/run/")
    go_on.click()
    for each in (page, other):
        expect(each.get_by_role("heading", level=1)).to_have_text("Klaar", timeout=30_000)
    assert Stakeholder.objects.count() == len(names()) == ROWS
