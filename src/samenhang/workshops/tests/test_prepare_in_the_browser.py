"""Preparing a workshop in a real browser: by keyboard, on a small screen, without barriers."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.accounts.tests.barriers import barriers
from samenhang.workshops import inviting, scripts
from samenhang.workshops.models import Board, PartnerGroup, Workshop
from samenhang.workshops.presets import PRESET_BY_KEY
from samenhang.workshops.tests.preparing import url

pytestmark = pytest.mark.django_db(transaction=True)

type PageOf = Callable[[Person], Page]


def test_no_page_of_preparing_has_a_barrier(
    page_of: PageOf, board: Board, residents: PartnerGroup, leader: Person
) -> None:
    workshop = board.workshop
    inviting.invite(workshop, ["Buurvrouw", "Buurman"], group=residents, say="none")
    scripts.take_preset(workshop, PRESET_BY_KEY["series"])
    row, invitee = workshop.script.all()[3], workshop.invitees.all()[0]
    names = ("workshop", "change", "delete", "groups", "invitees", "script", "add_row")
    addresses = [url("list", workshop.initiative), url("new", workshop.initiative)]
    addresses += [url(name, workshop) for name in names]
    addresses += [url("row", workshop, row), url("invitee", workshop, invitee), url("group", workshop, residents)]
    addresses.append(reverse("workshops:preset", args=[workshop.initiative_id, workshop.pk, "60"]))
    assert barriers(page_of(leader).context, addresses) == []


def test_parts_of_a_script_are_moved_by_keyboard_and_the_button_stays_in_focus(
    page_of: PageOf, workshop: Workshop, leader: Person
) -> None:
    scripts.take_preset(workshop, PRESET_BY_KEY["60"])
    page = page_of(leader)
    page.goto(url("script", workshop))
    parts, later = page.locator("tbody th"), page.get_by_role("button", name="Zet later: Welkom en de vijf regels")
    later.focus()
    for place in (1, 2):
        page.keyboard.press("Enter")
        expect(parts.nth(place)).to_have_text("Welkom en de vijf regels")
        expect(later).to_be_focused()
    expect(page.locator("tbody tr").nth(2).locator("time")).to_have_text("13:40")


def test_a_workshop_is_prepared_from_title_to_script(page_of: PageOf, workshop: Workshop, leader: Person) -> None:
    page = page_of(leader)
    page.goto(url("new", workshop.initiative))
    page.get_by_label("Titel").fill("Aan tafel")
    page.get_by_label("Welke groepen doen mee?").fill("Bewoners\nBestuur")
    page.get_by_role("button", name="Maak de workshop").click()
    expect(page.get_by_role("heading", name="Aan tafel")).to_be_visible()
    page.get_by_role("link", name="Wie komen, met welke zeggenschap").click()
    asked = page.get_by_label("Aan wie rapporteren zij?")
    expect(asked).to_be_hidden()
    page.get_by_label("Rapporteert aan wie beslist").check()
    asked.fill("de bewonersraad")
    page.get_by_label("Wie nodigt u uit?").fill("Buurvrouw")
    page.get_by_label("Groep", exact=True).select_option("Bewoners")
    page.get_by_role("button", name="Voeg de namen toe").click()
    expect(page.get_by_text("rapporteert aan de bewonersraad")).to_be_visible()
    expect(page.get_by_text("Van Bestuur is nog niemand uitgenodigd.")).to_be_visible()
    page.get_by_role("link", name="Aan tafel").click()
    page.get_by_role("link", name="Draaiboek").click()
    page.get_by_role("button", name="Neem de opzet: 4 uur").click()
    expect(page.get_by_text(re.compile("13:30 – 17:30"))).to_be_visible()
