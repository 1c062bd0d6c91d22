"""A form that cannot be sent stays, with everything in it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.relationships.models import Observation
from samenhang.stakeholders.models import Stakeholder

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_typed_survives_a_lost_network_and_is_sent_after_it(
    page_of: Callable[[Person], Page], leader: Person, stakeholder: Stakeholder
) -> None:
    page = page_of(leader)
    page.goto(f"/initiatives/{stakeholder.initiative_id}/relationships/{stakeholder.pk}/")
    words, keep = page.get_by_label("Wat zag en hoorde u?"), page.get_by_role("button", name="Bewaar wat u zag")
    words.fill("Zij vroegen door op ons plan.")
    page.context.set_offline(True)
    keep.click()
    expect(page.get_by_text("Er is nu geen verbinding.").first).to_be_visible()
    expect(words).to_have_value("Zij vroegen door op ons plan.")
    page.context.set_offline(False)
    keep.click()
    expect(page.get_by_text("Uw waarneming is bewaard.")).to_be_visible()
    assert Observation.objects.get().words == "Zij vroegen door op ons plan."


def test_the_button_that_was_pressed_still_counts(
    page_of: Callable[[Person], Page], leader: Person, stakeholder: Stakeholder
) -> None:
    page = page_of(leader)
    page.goto(f"/initiatives/{stakeholder.initiative_id}/relationships/{stakeholder.pk}/")
    page.locator("label", has_text="Respect en interesse").first.click()
    page.get_by_role("button", name="Leg uw besluit vast").click()
    expect(page.get_by_text("Uw besluit is vastgelegd.")).to_be_visible()
    stakeholder.refresh_from_db()
    assert stakeholder.dimension == 3


def test_a_second_press_sends_once(page_of: Callable[[Person], Page], leader: Person) -> None:
    page = page_of(leader)
    page.goto("/initiatives/new/")
    page.get_by_label("Naam").fill("Samen sterk")
    page.get_by_label("Doel in één zin").fill("Iedereen doet mee.")
    page.get_by_role("button", name="Begin").dblclick()
    expect(page.get_by_role("heading", name="Iedereen doet mee.")).to_be_visible()
    assert Initiative.objects.filter(name="Samen sterk").count() == 1
