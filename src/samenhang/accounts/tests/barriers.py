"""What keeps people from using a page, as far as a machine can see."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext


def barriers(context: BrowserContext, addresses: list[str]) -> list[str]:
    """What axe finds on these pages, in both colour schemes; also what would make a phone scroll sideways."""
    page = context.new_page()
    found = []
    for address in addresses:
        page.goto(address)
        if urlsplit(page.url).path != address and "/reset/key/" not in address:
            found.append(f"{address} led to {page.url}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{address} {scheme}: {one['id']}" for one in Axe().run(page).response["violations"]]
        page.set_viewport_size({"width": 320, "height": 700})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append(f"{address}: scrolls sideways")
        page.set_viewport_size({"width": 1280, "height": 800})
    return found
