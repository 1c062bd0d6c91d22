"""A list that changes while somebody looks at it, in a browser: what static/js/live.js promises."""

from collections.abc import Callable
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Membership
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Idea
from samenhang.live.hub import hub
from samenhang.stakeholders.models import Dimension, Stakeholder

type Pages = Callable[..., Page]

# Longer than the browser waits before it asks again.
ASKS_AGAIN = 15_000


@pytest.fixture
def brainstorm(transactional_db: None, stakeholder: Stakeholder, leader: Person) -> Brainstorm:
    stakeholder.dimension = Dimension.SELF_INTEREST
    stakeholder.save()
    return Brainstorm.begin(stakeholder, by=leader)


@pytest.fixture
def add(brainstorm: Brainstorm, co_leader: Person) -> Callable[[str], Idea]:
    """The co-leader thinks of something, elsewhere."""
    return lambda text: ideas.add(brainstorm, key=uuids.uuid7(), text=text, by=co_leader)


def opened(page: Page, brainstorm: Brainstorm) -> Page:
    """The page of the brainstorm, with its stream open."""
    follow_events(page)
    with page.expect_request(lambda request: "/live/" in request.url):
        page.goto(reverse("interventions:brainstorm", args=[brainstorm.stakeholder.initiative_id, brainstorm.pk]))
    return page


def follow_events(page: Page) -> None:
    """Shows which events of the list came as attributes of the page."""
    page.add_init_script(
        """for (const name of ["changed", "closed"])
            addEventListener(`live:${name}`, () => document.documentElement.setAttribute(name, ""));"""
    )


def first_idea(page: Page) -> Any:
    return page.locator("#ideas > li").first


def test_an_idea_of_somebody_else_comes_first_and_is_said_while_one_types_on(
    live_page_of: Pages, leader: Person, brainstorm: Brainstorm, add: Callable[[str], Idea]
) -> None:
    page = opened(live_page_of(leader), brainstorm)
    field = page.locator("#new-idea [name=text]")
    field.press_sequentially("Half getyp")

    add("Samen koffie drinken")

    expect(first_idea(page)).to_contain_text("Samen koffie drinken")
    expect(page.locator("#status")).to_have_text("1 nieuw idee")
    expect(field).to_be_focused()
    field.press_sequentially("t")
    expect(field).to_have_value("Half getypt")

    add("Een keer meelopen")
    add("Vragen naar hun jaarplan")

    expect(page.locator("#status")).to_have_text("2 nieuwe ideeën")
    expect(page.locator("#ideas > li")).to_have_count(3)
    expect(page.locator("html")).to_have_attribute("changed", "")


def test_what_changes_under_the_keyboard_keeps_the_place_of_who_is_there(
    live_page_of: Pages, leader: Person, brainstorm: Brainstorm, add: Callable[[str], Idea]
) -> None:
    idea = add("Samen koffie drinken")
    page = opened(live_page_of(leader), brainstorm)
    link = page.locator(f"#idea-{idea.pk} a").first
    link.focus()

    ideas.change(idea, "Samen thee drinken")

    expect(page.locator(f"#idea-{idea.pk}")).to_contain_text("Samen thee drinken")
    expect(link).to_be_focused()


def test_a_removed_idea_goes_and_comes_back(
    live_page_of: Pages, leader: Person, co_leader: Person, brainstorm: Brainstorm, add: Callable[[str], Idea]
) -> None:
    idea = add("Samen koffie drinken")
    page = opened(live_page_of(leader), brainstorm)

    ideas.remove(idea, by=co_leader)
    expect(page.locator(f"#idea-{idea.pk}")).to_have_count(0)

    ideas.put_back(idea)
    expect(page.locator(f"#idea-{idea.pk}")).to_be_visible()


def test_after_a_break_nothing_is_missing_and_nothing_is_double(
    live_page_of: Pages, leader: Person, brainstorm: Brainstorm, add: Callable[[str], Idea]
) -> None:
    page = opened(live_page_of(leader), brainstorm)
    add("Ervoor")
    expect(first_idea(page)).to_contain_text("Ervoor")

    for number in range(3):
        # As when the server starts anew.
        hub.end()
        add(f"Tijdens {number}")
        expect(first_idea(page)).to_contain_text(f"Tijdens {number}", timeout=ASKS_AGAIN)

    expect(page.locator("#ideas > li")).to_have_count(4)


def test_who_was_offline_gets_what_was_missed(
    live_page_of: Pages, leader: Person, brainstorm: Brainstorm, add: Callable[[str], Idea]
) -> None:
    page = opened(live_page_of(leader), brainstorm)
    add("Ervoor")
    expect(first_idea(page)).to_contain_text("Ervoor")
    page.context.set_offline(True)
    hub.end()
    add("Tijdens")

    page.context.set_offline(False)

    expect(first_idea(page)).to_contain_text("Tijdens", timeout=ASKS_AGAIN)
    expect(page.locator("#ideas > li")).to_have_count(2)


def test_where_no_stream_gets_through_the_page_asks_again(
    page_of: Pages, leader: Person, brainstorm: Brainstorm, add: Callable[[str], Idea]
) -> None:
    page = opened(page_of(leader), brainstorm)

    for text in ["Samen koffie drinken", "Een keer meelopen"]:
        add(text)
        expect(first_idea(page)).to_contain_text(text, timeout=ASKS_AGAIN)

    expect(page.locator("#ideas > li")).to_have_count(2)


def test_a_stream_that_is_held_up_on_the_way_is_not_waited_for(
    live_page_of: Pages, leader: Person, brainstorm: Brainstorm, add: Callable[[str], Idea]
) -> None:
    page = live_page_of(leader)
    page.route("**/live/**", hold_streams)
    add_state(page)
    opened(page, brainstorm)

    add("Samen koffie drinken")

    expect(first_idea(page)).to_contain_text("Samen koffie drinken", timeout=ASKS_AGAIN)
    expect(page.locator("#state")).to_have_text("Vraagt steeds opnieuw")
    page.unroute_all(behavior="ignoreErrors")
    # Coming back to the page is a reason to try the stream again.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#state")).to_have_text("Bijgewerkt")


def hold_streams(route: Route) -> None:
    if "text/event-stream" not in route.request.headers["accept"]:
        route.continue_()


def add_state(page: Page) -> None:
    """A place that tells how the page is kept up to date."""
    place = '<p id="state" data-live-state data-online="Bijgewerkt" data-polling="Vraagt steeds opnieuw"></p>'
    page.add_init_script(
        f"""addEventListener("DOMContentLoaded", () => document.body.insertAdjacentHTML("beforeend", '{place}'));"""
    )


@pytest.mark.parametrize("server", ["live_page_of", "page_of"])
def test_who_may_not_look_any_longer_gets_nothing_more(
    server: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    co_leader: Person,
    brainstorm: Brainstorm,
    add: Callable[[str], Idea],
) -> None:
    monkeypatch.setattr("samenhang.live.hub.SECONDS_BETWEEN_BEATS", 0.2)
    page = opened(request.getfixturevalue(server)(co_leader), brainstorm)
    Membership.objects.filter(person=co_leader).delete()
    expect(page.locator("html")).to_have_attribute("closed", "", timeout=ASKS_AGAIN)

    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    add("Dit is niet voor u")
    # Back in sight, and in reach: still nothing is asked for.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange')); dispatchEvent(new Event('online'))")
    expect(page.locator("#ideas > li")).to_have_count(0)
    assert asked == []
