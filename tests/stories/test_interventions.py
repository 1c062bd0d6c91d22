"""From insight to action, by several people: thinking up together, choosing, agreeing, doing, and looking back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative
from samenhang.interventions.models import Brainstorm, Idea, Intervention
from samenhang.relationships.models import Assessment
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.models import Dimension, Stakeholder

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

type OpenBrowser = Callable[..., Page]
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def relation(initiative: Initiative, leader: Person) -> Stakeholder:
    """In dimension 2, with an interest that is known."""
    values = {
        "name": "De Linde",
        "influence": "groot",
        "attitude": "afwachtend",
        "interests": "Minder volle spreekuren",
    }
    made = editing.add(initiative, {key: COLUMN_BY_KEY[key].parse(text) for key, text in values.items()}, by=leader)
    Assessment.decide(made, Dimension.SELF_INTEREST, by=leader)
    made.refresh_from_db()
    return made


@pytest.fixture
def open_live(live_page_of: Callable[..., Page]) -> OpenBrowser:
    """Browsers before a server whose streams stay open."""

    def open_one(who: Person | None, **options: Any) -> Page:
        page = live_page_of(who, **options)
        page.set_default_timeout(10_000)
        return page

    return open_one


def type_idea(page: Page, text: str) -> None:
    page.get_by_label("Uw volgende idee").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("#ideas")).to_contain_text(text)


def test_two_people_think_up_choose_act_and_look_back_and_the_relation_moved(
    open_live: OpenBrowser, leader: Person, relation: Stakeholder
) -> None:
    desk, phone = open_live(leader), open_live(None, **PHONE)

    # The leader begins, from the page of the relation, and asks a neighbour to think along.
    desk.goto(f"/initiatives/{relation.initiative_id}/relationships/{relation.pk}/")
    desk.get_by_role("link", name="Bedenk wat u kunt doen").click()
    desk.get_by_role("button", name="Begin").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Van 2 · Eigenbelang naar 3 · Respect en interesse")
    for text in ("Vraag wat hen drukt", "Loop een ochtend mee"):
        type_idea(desk, text)
    desk.get_by_role("link", name="Nodig anderen uit").click()
    desk.get_by_label("De vraag, zoals meedenkers die lezen").fill("Hoe maken wij het spreekuur rustiger?")
    desk.get_by_role("button", name="Open de uitnodiging").click()
    code = desk.get_by_text(re.compile(r"^[A-Z2-9]{6}$")).first.inner_text()

    # She joins without an account, and sees the question and nothing of the analysis.
    phone.goto("/think/")
    phone.get_by_role("textbox").first.fill(code.lower())
    phone.keyboard.press("Enter")
    phone.get_by_label("Uw naam").fill("Een buurvrouw")
    phone.get_by_role("button", name="Denk mee").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Hoe maken wij het spreekuur rustiger?")
    expect(phone.locator("body")).not_to_contain_text(
        re.compile("De Linde|Eigenbelang|Vraag wat hen drukt|Minder volle")
    )

    # Both write; each sees what the other adds while typing something else.
    desk.goto(desk.url.replace("/door/", "/"))
    desk.get_by_label("Uw volgende idee").fill("Half getypt")
    phone.get_by_label("Uw idee").fill("Zet een stoel buiten")
    phone.get_by_role("button", name="Stuur uw idee in").click()
    expect(desk.locator("#ideas")).to_contain_text("Zet een stoel buiten")
    expect(desk.locator("#ideas")).to_contain_text("Een buurvrouw")
    expect(desk.get_by_label("Uw volgende idee")).to_have_value("Half getypt")
    expect(desk.get_by_role("heading", name="Nog 2 ideeën, dan kiest u")).to_be_visible()
    type_idea(desk, "Vraag de assistente om raad")
    phone.get_by_label("Uw idee").fill("Bel een dag van tevoren")
    phone.get_by_role("button", name="Stuur uw idee in").click()
    expect(desk.get_by_role("link", name="Kies een idee")).to_be_visible()

    # She weighs one against what they find important, and chooses it.
    row = desk.locator("#ideas > li", has_text="Loop een ochtend mee")
    row.get_by_role("link", name="Weeg").click()
    desk.get_by_role("group", name="Minder volle spreekuren").get_by_label("Sterk").check()
    desk.get_by_role("button", name="Bewaar uw weging").click()
    expect(desk.locator(".messages")).to_be_visible()
    desk.goto(f"/initiatives/{relation.initiative_id}/interventions/brainstorms/{Brainstorm.objects.get().pk}/choose/")
    option = desk.get_by_role("article").or_(desk.locator("main li, main tr")).filter(has_text="Loop een ochtend mee")
    expect(option.first).to_contain_text("Minder volle spreekuren")
    option.first.get_by_role("link", name=re.compile("Kies dit idee")).click()
    desk.get_by_role("group", name="Wat voor idee is dit?").get_by_label("Vragen").check()
    desk.get_by_label("Wat is de eerste stap?").fill("Bel voor een afspraak")
    desk.get_by_role("button", name="Kies dit idee").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Loop een ochtend mee")

    # Done, looked back on: the relation moved, and its trajectory says what was done.
    desk.get_by_role("button", name="Meld dat het gedaan is").click()
    desk.get_by_label("Wat gebeurde er?").fill("Wij zagen hoe druk het is.")
    desk.get_by_label("Vraagt door op wat een ander zegt").check()
    desk.get_by_role("radio", name="3 · Respect en interesse").check()
    desk.get_by_label("Belang of drijfveer").first.fill("Rust aan de balie")
    desk.get_by_role("button", name="Bewaar wat u leerde").click()
    expect(desk.get_by_text("↑ van 2 naar 3")).to_be_visible()
    desk.get_by_role("link", name="Bekijk het verloop van de relatie").click()
    expect(desk.locator(".deeds")).to_contain_text("Loop een ochtend mee")
    expect(desk.get_by_text("Rust aan de balie")).to_be_visible()
    relation.refresh_from_db()
    assert relation.dimension == Dimension.RESPECT
    assert Idea.objects.present().count() == 5
    assert Intervention.objects.get().reflection.after == Dimension.RESPECT


def test_what_was_typed_without_network_arrives_once_and_in_order(
    open_live: OpenBrowser, leader: Person, relation: Stakeholder
) -> None:
    brainstorm = Brainstorm.begin(relation, leader)
    page = open_live(leader)
    page.goto(f"/initiatives/{relation.initiative_id}/interventions/brainstorms/{brainstorm.pk}/")
    page.context.set_offline(True)
    for text in ("Eerst dit", "Dan dat"):
        type_idea(page, text)
    expect(page.get_by_text("Wacht op internet").first).to_be_visible()
    page.get_by_label("Uw volgende idee").fill("Nog niet af")
    page.context.set_offline(False)
    expect(page.get_by_text("Wacht op internet")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Uw volgende idee")).to_have_value("Nog niet af")
    assert [idea.text for idea in brainstorm.ideas.order_by("number")] == ["Eerst dit", "Dan dat"]


def test_a_partner_says_yes_to_what_is_shared_and_reads_nothing_private(
    open_browser: OpenBrowser, leader: Person, partner: Person, initiative: Initiative
) -> None:
    desk = open_browser(leader)
    desk.goto(f"/initiatives/{initiative.pk}/actions/add/")
    desk.get_by_label("Wat u gaat doen").fill("Laat het hen zelf doen")
    desk.get_by_label("Zo lezen anderen het").fill("Regel de sleutel van de zaal")
    desk.get_by_label("Partners zien deze actie").check()
    desk.get_by_label("Wie doet het?").select_option(str(partner.pk))
    desk.get_by_role("button", name="Voeg de actie toe").click()
    expect(desk.get_by_role("group", name="Dit gaan partners zien")).to_contain_text("Regel de sleutel van de zaal")
    desk.get_by_label("Ja, dit mogen partners lezen").check()
    desk.get_by_role("button", name="Voeg de actie toe").click()
    expect(desk.get_by_text("Nog geen afspraak").first).to_be_visible()

    phone = open_browser(partner, **PHONE)
    phone.goto(f"/initiatives/{initiative.pk}/")
    phone.get_by_role("link", name="Bekijk uw acties").click()
    expect(phone.locator("main")).to_contain_text("Regel de sleutel van de zaal")
    expect(phone.locator("main")).not_to_contain_text("Laat het hen zelf doen")
    phone.get_by_role("button", name=re.compile("^Zeg ja")).click()
    expect(phone.locator(".messages")).to_be_visible()
    assert Action.objects.get().is_appointment
    desk.reload()
    expect(desk.get_by_text("Nog geen afspraak")).to_have_count(0)
