"""The result and the papers, for eyes, thumbs and screen readers."""

from collections.abc import Callable

import pytest
from django.core import signing
from django.urls import reverse
from playwright.sync_api import Page

from samenhang.accounts.models import Person
from samenhang.relationships.tests.test_in_the_browser import violations
from samenhang.workshops import steering, voting
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.entrance import COOKIE, SALT
from samenhang.workshops.models import Board, Participant
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import close, go, leads, pile

pytestmark = pytest.mark.browser

LONG = "Luisteren " + "W" * 200


@pytest.fixture
def full(third: Participant, finished: Board, participant: Participant, other: Participant) -> Board:
    """With a word as long as a screen, an action, and a look back."""
    steering.reopen(finished)
    go(finished, Column.ACTIONS, Phase.WRITE)
    write(participant, LONG, Column.ACTIONS)
    go(finished, Column.ACTIONS, Phase.GROUP)
    pile(finished, LONG, statement=LONG, who=LONG[:100])
    steering.open_self_check(finished, leads(finished), is_open=True)
    for who in (participant, other, third):
        voting.check(who, {"power": 2, "autonomy": 4})
    close(finished)
    return finished


def addresses_of(board: Board) -> dict[str, str]:
    args = [board.initiative_id, board.pk]
    return {name: reverse(f"workshops:{name}", args=args) for name in ("result", "papers")}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("dark", 320)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    scheme: str, width: int, full: Board, participant: Participant, leader: Person, page_of: Callable[..., Page]
) -> None:
    look: dict[str, object] = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    for_leader = page_of(leader, **look)
    phone = page_of(None, **look)
    phone.goto("/healthz")
    cookie = signing.dumps({participant.board_id.hex: participant.pk.hex}, salt=SALT)
    phone.context.add_cookies([{"name": COOKIE, "value": cookie, "url": phone.url}])
    seen = [
        (phone, reverse("maps:result", args=[full.pk])),
        *((for_leader, one) for one in addresses_of(full).values()),
    ]
    for page, address in seen:
        page.goto(address)
        assert page.url.endswith(address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_contribution_is_one_press_away_from_the_sentence_it_is_in(
    full: Board, leader: Person, page_of: Callable[..., Page]
) -> None:
    page = page_of(leader)
    page.goto(addresses_of(full)["result"])
    words = page.get_by_text("Eerst luisteren", exact=True)
    assert not words.is_visible()
    page.get_by_text("Uit 2 bijdragen").focus()
    page.keyboard.press("Enter")
    words.wait_for(state="visible")
