"""Every kind of page: no axe violation in light and dark, in Dutch and English, and no sideways scrolling at 320 px."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from samenhang.accounts.models import Person
from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative
from samenhang.interventions.models import Brainstorm, Intervention
from samenhang.site import demo
from tests.stories.register import register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}

OF_EVERYBODY = [
    "home",
    "help",
    "about",
    "privacy",
    "accessibility",
    "initiatives:create",
    "accounts:profile",
    "accounts:security",
    "accounts:sessions",
    "own_actions:mine",
    "own_actions:feeds",
    "own_actions:reminders",
]
OF_INITIATIVE = [
    "overview",
    "initiatives:change",
    "initiatives:delete",
    "initiatives:members",
    "stakeholders:table",
    "stakeholders:removed",
    "stakeholders:import",
    "relationships:overview",
    "relationships:chart",
    "relationships:where_to_begin",
    "interventions:overview",
    "interventions:what_works",
    "actions:list",
    "actions:board",
    "actions:add",
]
OF_BRAINSTORM = ["interventions:brainstorm", "interventions:door", "interventions:compare"]
OF_INTERVENTION = ["interventions:intervention", "interventions:preparation"]
OF_ACTION = ["actions:detail", "actions:change", "actions:postpone"]
OF_STAKEHOLDER = [
    "stakeholders:detail",
    "stakeholders:history",
    "stakeholders:add_interest",
    "stakeholders:add_precondition",
    "relationships:relation",
    "personal_data",
]


@pytest.fixture
def addresses(db: None) -> dict[str, str]:
    demo.fill()
    example = Initiative.objects.get(archived_at=None)
    stakeholder = example.stakeholders.first()
    assert stakeholder
    brainstorm = Brainstorm.objects.earliest("pk")
    intervention = Intervention.objects.earliest("pk")
    action = Action.objects.filter(is_shared=True).earliest("pk")
    return (
        {name: reverse(name) for name in OF_EVERYBODY}
        | {name: reverse(name, args=[example.pk]) for name in OF_INITIATIVE}
        | {name: reverse(name, args=[example.pk, stakeholder.pk]) for name in OF_STAKEHOLDER}
        | {name: reverse(name, args=[example.pk, brainstorm.pk]) for name in OF_BRAINSTORM}
        | {name: reverse(name, args=[example.pk, intervention.pk]) for name in OF_INTERVENTION}
        | {name: reverse(name, args=[example.pk, action.pk]) for name in OF_ACTION}
    )


def violations(page: Page) -> list[str]:
    page.wait_for_load_state("load")  # before its style sheets are there a page has other colours
    found: list[Any] = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:150]} {node['failureSummary'][:200]}" for one in found for node in one["nodes"]
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signing_in_and_importing_have_no_axe_violation(
    page_of: Callable[..., Page], addresses: dict[str, str], scheme: str, language: str
) -> None:
    outside = page_of(None, color_scheme=scheme)
    outside.set_extra_http_headers({"Accept-Language": language})
    outside.goto(reverse("account_login"))
    assert violations(outside) == []
    leader = Person.objects.get(email=demo.PEOPLE["leader"][0])  # type: ignore[index]
    leader.language = language
    leader.save()
    page = page_of(leader, color_scheme=scheme)
    page.goto(addresses["stakeholders:import"])
    page.locator("input[type=file]").set_input_files(
        {"name": "register.csv", "mimeType": "text/csv", "buffer": register()}
    )
    for step in ("mapping", "preview", "result"):
        page.locator("main form button.button:not(.button--quiet, .button--plain)").first.click()
        page.wait_for_url(f"**/{step}/")
        assert violations(page) == [], step


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_axe_violation(
    page_of: Callable[..., Page], addresses: dict[str, str], scheme: str, language: str
) -> None:
    leader = Person.objects.get(email=demo.PEOPLE["leader"][0])  # type: ignore[index]
    leader.language = language
    leader.save()
    page = page_of(leader, color_scheme=scheme)
    faults = {}
    for name, address in addresses.items():
        page.goto(address)
        if found := violations(page):
            faults[name] = found
    assert faults == {}


def test_no_page_scrolls_sideways_on_a_small_phone(page_of: Callable[..., Page], addresses: dict[str, str]) -> None:
    page = page_of(
        Person.objects.get(email=demo.PEOPLE["leader"][0]),  # type: ignore[index]
        viewport={"width": 320, "height": 640},
    )
    wide = {}
    for name, address in addresses.items():
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert wide == {}
