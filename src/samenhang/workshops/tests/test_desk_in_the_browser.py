"""The desk in a real browser: what who leads does with mouse and eyes."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.models import Board, Participant
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import go, pile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

type PageOf = Callable[..., Page]


def desk_of(board: Board) -> str:
    return reverse("workshops:desk", args=[board.initiative_id, board.pk])


def test_what_is_dropped_on_a_contribution_of_a_pile_joins_that_pile(
    live_page_of: PageOf, board: Board, participant: Participant, leader: Person
) -> None:
    for text in ("Eerst bellen", "Wij bellen eerst", "Bel even"):
        write(participant, text)
    go(board, Column.VALUES, Phase.GROUP)
    laid = pile(board, "Eerst bellen", "Wij bellen eerst")
    desk = live_page_of(leader)
    desk.goto(desk_of(board))
    lane = desk.locator("#column-1")
    loose = lane.locator(".column__loose .contribution").filter(has_text="Bel even")
    loose.drag_to(lane.locator(".group__cards .contribution").filter(has_text="Wij bellen eerst"))
    expect(desk.locator(f"#pile-{laid.pk}-cards .contribution")).to_have_count(3)
    assert [one.pk for one in board.clusters.present()] == [laid.pk]
