"""The phone of a participant in a real browser."""

from collections.abc import Callable
from urllib.parse import urljoin

from django.core import signing
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from samenhang.workshops.entrance import COOKIE, SALT
from samenhang.workshops.models import Participant

type OpenPhone = Callable[[Participant], Page]


def open_map(phone: Page, participant: Participant) -> Page:
    """The map as this participant has it, whose stream stays open."""
    phone.set_default_timeout(15_000)
    # A page with an icon: for others browsers ask for one, whose answer may come late and with a cookie.
    phone.goto(reverse("join:enter_code"))
    cookie = signing.dumps({participant.board_id.hex: participant.pk.hex}, salt=SALT)
    phone.context.add_cookies([{"name": COOKIE, "value": cookie, "url": urljoin(phone.url, "/")}])
    phone.goto(reverse("maps:map", args=[participant.board_id]))
    expect(phone.locator("[data-live-state=online]")).to_be_attached()
    return phone


def pile_on(phone: Page, text: str) -> Locator:
    return phone.locator(".group").filter(has_text=text)


def wait_until(phone: Page, holds: Callable[[], bool]) -> None:
    """For what is not to be seen in the browser."""
    for _moment in range(200):
        if holds():
            return
        phone.wait_for_timeout(50)
    raise AssertionError("It did not come about.")
