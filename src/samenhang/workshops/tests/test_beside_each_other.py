"""What belongs on one line stands on one line."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page

from samenhang.accounts.models import Person
from samenhang.workshops import door
from samenhang.workshops.models import Board, Participant, PartnerGroup
from samenhang.workshops.tests.conftest import write

pytestmark = pytest.mark.browser


def box(element: Locator) -> dict[str, Any]:
    found = element.bounding_box()
    assert found
    return dict(found)


def middle(element: Locator) -> float:
    found = box(element)
    return float(found["y"] + found["height"] / 2)


@pytest.mark.parametrize("name", ["preview", "close"])
def test_the_icon_of_a_step_stands_beside_its_name(
    page_of: Callable[..., Page], board: Board, participant: Participant, leader: Person, name: str
) -> None:
    write(participant, "Iets")
    page = page_of(leader)
    page.goto(reverse(f"workshops:{name}", args=[board.initiative_id, board.pk]))
    step = page.locator(".entry > p").first
    icon = step.locator(".icon")
    assert abs(middle(step) - middle(icon)) < 3
    assert box(step)["height"] < 2 * box(icon)["height"]


def test_the_name_of_a_group_stands_beside_its_mark(
    page_of: Callable[..., Page], board: Board, residents: PartnerGroup, leader: Person
) -> None:
    residents.name = "Bewoners van de Rivierenwijk en omgeving"
    residents.save()
    door.join(board, name="", group=residents, is_table=False)
    page = page_of(leader)
    page.goto(reverse("workshops:desk", args=[board.initiative_id, board.pk]))
    group = page.locator("#heard .entry > p").first
    assert box(group.locator("span"))["x"] > box(group.locator(".mark"))["x"] + box(group.locator(".mark"))["width"]


@pytest.mark.parametrize("width", [1280, 760])
def test_both_days_until_when_we_keep_are_at_one_height(
    page_of: Callable[..., Page], board: Board, leader: Person, width: int
) -> None:
    page = page_of(leader, viewport={"width": width, "height": 800})
    page.goto(reverse("workshops:new", args=[board.initiative_id]))
    for what in ("label[for$={}]", "input[type=date][name$={}]"):
        first, second = (page.locator(what.format(name)).last for name in ("names_until", "cards_until"))
        assert abs(box(first)["y"] - box(second)["y"]) < 2, what
