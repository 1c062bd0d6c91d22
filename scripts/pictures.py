"""Makes the pictures of the documentation from a running demo: `python scripts/pictures.py http://127.0.0.1:8000`.

Use a demo that nobody changed: the pictures show whatever stands in it.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESK, PHONE, ROOM = {"width": 1280, "height": 800}, {"width": 360, "height": 740}, {"width": 1120, "height": 630}
# Chromium often comes without Dutch, and then writes dates the American way.
DUTCH_DATES = """
for (const input of document.querySelectorAll("input[type=date]")) {
  const [year, month, day] = input.value.split("-");
  input.type = "text";
  input.value = day ? `${day}-${month}-${year}` : "";
}
"""
LIST = "Naam\tOrganisatie\tFunctie\tInvloed\tWaar nodig\nN. Voorbeeld\tGemeente Lindermeer\tAdviseur\thoog\tgeld\n"


@dataclass(frozen=True)
class Picture:
    """A page of the example initiative; `way` goes there, starting at its overview."""

    name: str
    way: Callable[[Page], None]
    viewport: dict[str, int]
    scheme: str = "light"


def stay(page: Page) -> None:
    """The overview itself."""


def table(page: Page) -> None:
    page.get_by_role("link", name="1 Verken").first.click()


def relation(page: Page) -> None:
    page.get_by_role("link", name="2 Begrijp").first.click()
    page.get_by_role("link", name="Bewonersplatform Oost").first.click()


def chart(page: Page) -> None:
    page.get_by_role("link", name="2 Begrijp").first.click()
    page.get_by_role("link", name="Grafiek", exact=True).click()


def where_to_begin(page: Page) -> None:
    page.get_by_role("link", name="2 Begrijp").first.click()
    page.get_by_role("link", name="Wie eerst?", exact=True).click()


def mapping(page: Page) -> None:
    table(page)
    page.get_by_role("link", name="Lees in uit Excel").first.click()
    page.get_by_label("Of plak cellen uit Excel").fill(LIST)
    page.get_by_role("button", name="Bekijk de kolommen").click()


def interventions(page: Page) -> None:
    page.get_by_role("link", name="3 Verbind").first.click()


def brainstorm(page: Page) -> None:
    interventions(page)
    page.get_by_role("link", name="Huisartsenpraktijk De Linde").first.click()


def choose(page: Page) -> None:
    intervention(page)
    page.get_by_role("link", name="Bekijk de brainstorm").click()
    page.get_by_role("link", name="Kies een idee").click()


def intervention(page: Page) -> None:
    interventions(page)
    page.get_by_role("link", name="Loop een ochtend mee met een wijkteam.").click()


def what_works(page: Page) -> None:
    interventions(page)
    page.get_by_role("link", name="Wat werkt").click()


def actions(page: Page) -> None:
    page.get_by_role("link", name="5 Houd bij").first.click()


def workshops(page: Page) -> None:
    page.get_by_role("link", name="4 Spreek af").first.click()


def desk(page: Page) -> None:
    workshops(page)
    page.get_by_role("link", name="Open het begeleidersscherm").click()


def room(page: Page) -> None:
    desk(page)
    page.goto(page.get_by_role("link", name="Open het scherm voor de zaal").get_attribute("href") or "")


def result(page: Page) -> None:
    workshops(page)
    page.get_by_role("link", name="Lees het resultaat").click()


def take_part(page: Page) -> None:
    """As somebody who came in by the code, when the next question has been put."""
    desk(page)
    code = page.locator(".title-block b").inner_text()
    for act in ("Ga naar kiezen", "Ga naar afspreken", "Ga naar 3 Handelen"):
        page.get_by_role("button", name=act).click()
    page.get_by_role("button", name="Ga naar schrijven").wait_for(state="detached")
    page.goto(f"/join/{code}/")
    page.get_by_label("Bewoners").check()
    page.get_by_label("Uw naam").fill("Een buurvrouw")
    page.get_by_role("button", name="Ga akkoord en doe mee").click()
    page.locator("#write textarea[name=text]").fill("Ik kan op dinsdag de deur openen.")
    page.get_by_role("button", name="Stuur uw bijdrage in").click()
    page.locator("#own-cards").get_by_text("Verstuurd", exact=True).wait_for()


def think_along(page: Page) -> None:
    """As somebody who came in by the code."""
    brainstorm(page)
    page.get_by_role("link", name="Nodig anderen uit").click()
    page.get_by_role("button", name="Open de uitnodiging").click()
    code = page.get_by_text(re.compile(r"^[A-Z2-9]{6}$")).first.inner_text()
    page.goto(f"/think/{code}/")
    page.get_by_label("Uw naam").fill("Een buurvrouw")
    page.get_by_role("button", name="Denk mee").click()
    page.get_by_label("Uw idee").fill("Zet een bankje bij de ingang.")
    page.get_by_role("button", name="Stuur uw idee in").click()
    page.locator("#ideas").get_by_text("Zet een bankje bij de ingang.").wait_for()


ALL = (
    Picture("overview", stay, DESK),
    Picture("table", table, DESK),
    Picture("relation", relation, DESK | {"height": 860}),
    Picture("chart", chart, DESK | {"height": 960}),
    Picture("chart-dark", chart, DESK | {"height": 960}, "dark"),
    Picture("where-to-begin", where_to_begin, DESK),
    Picture("import", mapping, DESK),
    Picture("phone", where_to_begin, PHONE),
    Picture("brainstorm", brainstorm, DESK | {"height": 980}),
    Picture("choose", choose, DESK | {"height": 980}),
    Picture("intervention", intervention, DESK | {"height": 980}),
    Picture("what-works", what_works, DESK | {"height": 620}),
    Picture("actions", actions, DESK | {"height": 860}),
    Picture("workshop-desk", desk, DESK | {"height": 690}),
    Picture("workshop-room", room, ROOM),
    Picture("workshop-result", result, DESK | {"height": 860}),
    # Last, since they change what stands in the demo.
    Picture("think-along", think_along, PHONE),
    Picture("workshop-phone", take_part, PHONE),
)


def main(address: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    of_machine = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=of_machine, args=arguments)
        for picture in ALL:
            take(browser, address, picture)
        browser.close()


def take(browser: Browser, address: str, picture: Picture) -> None:
    context = browser.new_context(
        base_url=address,
        viewport=picture.viewport,  # type: ignore[arg-type]
        color_scheme=picture.scheme,  # type: ignore[arg-type]
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        device_scale_factor=2 if picture.viewport is PHONE else 1,
    )
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.goto("/")
    page.get_by_role("button", name="Kom binnen als netwerkleider").click()
    page.get_by_role("link", name="Gezond in Lindermeer-Oost").first.click()
    picture.way(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.evaluate(DUTCH_DATES)
    if failed:
        sys.exit(f"No picture of this demo: it could not answer {failed[0]}")
    page.screenshot(path=PICTURES / f"{picture.name}.png", animations="disabled", caret="hide")
    context.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the demo runs: python scripts/pictures.py http://127.0.0.1:8000")
    main(sys.argv[1])
