from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.accounts.tests.barriers import barriers
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Intervention
from samenhang.interventions.tests.weighed import brainstorm_with, interest_of, url, weighing_of
from samenhang.stakeholders.models import Stakeholder

type PageOf = Callable[..., Page]

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Meerjarenbeleidsplanningsoverlegvergadering" * 2


@pytest.fixture
def brainstorm(stakeholder: Stakeholder, leader: Person, co_leader: Person) -> Brainstorm:
    """Twenty ideas and fifteen interests, some with words that do not fit on a line."""
    made, options = brainstorm_with(stakeholder, leader, 20)
    ideas.change(options[1], f"Leg nog eens uit waarom {LONG} nodig is.")
    interests = [interest_of(stakeholder, f"Belang {number}") for number in range(14)]
    interests.append(interest_of(stakeholder, LONG))
    for option in options[:6]:
        weighing_of(option, leader, dict.fromkeys(interests, 2), purpose=LONG, would_tell=False, effort=2, stretch=1)
        weighing_of(option, co_leader, {interests[0]: 3}, own_values=0, explains_us=True)
    return made


def test_no_page_of_choosing_keeps_people_out(brainstorm: Brainstorm, leader: Person, page_of: PageOf) -> None:
    fullest = brainstorm.ideas.order_by("id")[1]
    addresses = [
        url(brainstorm, "compare"),
        url(brainstorm, "weigh", fullest),
        url(brainstorm, "choose", fullest),
    ]
    assert barriers(page_of(leader).context, addresses) == []


def test_the_early_page_keeps_nobody_out(stakeholder: Stakeholder, leader: Person, page_of: PageOf) -> None:
    few, _made = brainstorm_with(stakeholder, leader, 2)
    assert barriers(page_of(leader).context, [url(few, "early")]) == []


def test_an_idea_is_weighed_and_chosen_by_keyboard(stakeholder: Stakeholder, leader: Person, page_of: PageOf) -> None:
    interest_of(stakeholder, "Minder volle spreekuren")
    brainstorm, made = brainstorm_with(stakeholder, leader)
    page = page_of(leader)
    page.goto(url(brainstorm, "weigh", made[0]))
    page.get_by_role("group", name="Minder volle spreekuren").get_by_label("Weet ik nog niet").focus()
    for _step in range(4):
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Bewaar uw weging").press("Enter")
    row = page.get_by_role("row").filter(has_text=made[0].text)
    expect(row).to_contain_text("Minder volle spreekuren · sterk")
    row.get_by_role("link", name="Kies dit idee").press("Enter")
    page.get_by_role("group", name="Wat voor idee is dit?").get_by_label("Vragen").press("Space")
    page.get_by_role("button", name="Kies dit idee").press("Enter")
    page.wait_for_url("**/interventions/*/")
    assert Intervention.objects.get().idea == made[0]


def test_who_comes_second_reads_who_was_first_and_may_choose_another_as_well(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, page_of: PageOf
) -> None:
    brainstorm, made = brainstorm_with(stakeholder, leader)
    mine, theirs = page_of(leader), page_of(co_leader)
    for page, idea in ((mine, made[0]), (theirs, made[1])):
        page.goto(url(brainstorm, "choose", idea))
        page.get_by_label("Vragen").check()
        page.get_by_label("Wat is de eerste stap?").fill(f"Bel over {idea.text}")
    mine.get_by_role("button", name="Kies dit idee").click()
    mine.wait_for_url("**/interventions/*/")
    theirs.get_by_role("button", name="Kies dit idee").click()
    expect(theirs.get_by_role("alert")).to_contain_text("Leider")
    expect(theirs.get_by_role("alert")).to_contain_text(made[0].text)
    expect(theirs.get_by_label("Wat is de eerste stap?")).to_have_value(f"Bel over {made[1].text}")
    theirs.get_by_role("button", name="Kies dit er ook bij").click()
    theirs.wait_for_url("**/interventions/*/")
    assert Intervention.objects.count() == 2
