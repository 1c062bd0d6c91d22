"""The pages about calendar and mail, as a person with a keyboard, a phone or a screen reader meets them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.accounts.tests.barriers import barriers
from samenhang.actions.models import CalendarFeed


@pytest.mark.parametrize("mail_server", ["", "mail.example.org"])
def test_nothing_on_these_pages_keeps_anybody_out(
    page_of: Callable[..., Page], leader: Person, settings: Any, mail_server: str
) -> None:
    settings.SMTP_HOST = mail_server
    CalendarFeed.objects.create(person=leader)
    pages = [reverse("own_actions:feeds"), reverse("own_actions:reminders")]

    assert barriers(page_of(leader).context, pages) == []


def test_an_address_is_made_and_withdrawn_by_keyboard(page_of: Callable[..., Page], leader: Person) -> None:
    page = page_of(leader)
    page.goto(reverse("own_actions:feeds"))

    page.get_by_role("button", name="Maak een geheim adres").press("Enter")
    address = page.get_by_role("textbox", name="Adres van")
    expect(address).to_have_value(f"http://127.0.0.1:8000/calendar/{CalendarFeed.objects.get().token}.ics")

    page.get_by_role("button", name="Trek dit adres in").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Het adres werkt niet meer.")
    expect(address).to_have_count(0)
