"""The same faults as a browser meets them."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from uuid_utils.compat import uuid7

from conftest import open_page
from samenhang.accounts.models import Person
from samenhang.workshops import door, steering
from samenhang.workshops.cards import Contribution, contribute
from samenhang.workshops.columns import Column, Phase
from samenhang.workshops.models import Board, Card
from tests.faults.proxy import Mode, Proxy, proxy_before
from tests.stories.test_workshop import PHONE, come_in, say, sent

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # Who goes away in the middle of an answer leaves a file to be cleared away.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

# As in live.js, in milliseconds.
FIRST_BEAT_WITHIN, LONGEST_BETWEEN_POLLS, TRY_STREAM_AGAIN = 2_000, 5_000, 60_000
POLLING = "De kaart wordt om de paar seconden bijgewerkt."


@pytest.fixture
def proxy(asgi_server: str) -> Iterator[Proxy]:
    with proxy_before(urlsplit(asgi_server).port or 0) as between:
        yield between


@pytest.fixture
def phone(
    proxy: Proxy, new_context: Callable[..., BrowserContext], client_of: Callable[[Person | None], Client]
) -> Page:
    """Behind the proxy."""
    page = open_page(new_context, proxy.address, client_of, None, **PHONE)
    page.set_default_timeout(15_000)
    return page


@pytest.fixture
def writing(board: Board) -> Board:
    """Everybody sees their own contributions only."""
    board.phase = Phase.WRITE
    board.save()
    return board


def somebody_writes(board: Board, text: str) -> None:
    author = door.join(board, name="Iemand", group=None, is_table=False)
    contribute(author, Contribution(key=uuid7(), column=Column.VALUES, text=text))


def test_behind_a_proxy_that_holds_streams_back_the_map_asks_by_itself_and_later_finds_the_stream(
    phone: Page, proxy: Proxy, board: Board
) -> None:
    phone.clock.install()
    proxy.become(Mode.BUFFERS)
    come_in(phone, board, "Buur")
    phone.clock.fast_forward(FIRST_BEAT_WITHIN)
    told = phone.locator("[data-live-state]")
    expect(told).to_have_text(POLLING)

    somebody_writes(board, "Kwam aan zonder stroom")
    phone.clock.fast_forward(LONGEST_BETWEEN_POLLS)
    expect(phone.locator("#map")).to_contain_text("Kwam aan zonder stroom")
    say(phone, "Zelf ingestuurd")
    phone.clock.fast_forward(LONGEST_BETWEEN_POLLS)
    expect(phone.locator("#map")).to_contain_text("Zelf ingestuurd")

    proxy.become(Mode.PASSES)
    phone.clock.fast_forward(TRY_STREAM_AGAIN)
    expect(told).to_have_text("")
    somebody_writes(board, "Kwam aan met stroom")
    expect(phone.locator("#map")).to_contain_text("Kwam aan met stroom")
    expect(phone.locator("#map .contribution")).to_have_count(3)


def test_a_stream_that_breaks_all_the_time_shows_each_contribution_once(
    phone: Page, proxy: Proxy, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    # After the first beat: cut before that, the phone would ask by itself for a minute.
    monkeypatch.setattr("tests.faults.proxy.CUT_AFTER", (1_000, 2_000, 4_000))
    proxy.become(Mode.CUTS)
    come_in(phone, board, "Buur")
    texts = [f"Bijdrage {number} ".ljust(480, "x") for number in range(6)]
    for text in texts:
        somebody_writes(board, text)
        expect(phone.locator("#map .contribution").filter(has_text=text)).to_have_count(1)
    expect(phone.locator("#map .contribution")).to_have_count(len(texts))
    assert proxy.spoilt > 1


@pytest.mark.parametrize("wrong_by", [timedelta(days=-400), timedelta(hours=7)], ids=["behind", "ahead"])
def test_on_a_phone_with_a_wrong_clock_the_timer_is_right(
    phone: Page, board: Board, leader: Person, wrong_by: timedelta
) -> None:
    steering.start_timer(board, leader, 10)
    board.refresh_from_db()
    phone.clock.install(time=timezone.now() + wrong_by)
    come_in(phone, board, "Buur")
    place = phone.locator("[data-timer]")
    expect(place).to_have_text(re.compile(r"nog 0\d:\d\d"))
    shown = place.inner_text()
    minutes, seconds = map(int, shown.removeprefix("nog ").split(":"))
    assert board.timer_ends_at
    left = (board.timer_ends_at - timezone.now()).total_seconds()
    assert abs(60 * minutes + seconds - left) <= 2


def test_contributions_are_sent_in_the_order_of_writing_though_the_clock_was_set_back(
    phone: Page, writing: Board
) -> None:
    board = writing
    phone.clock.install(time=timezone.now() + timedelta(days=2))
    come_in(phone, board, "Buur")
    cards = re.compile(r"/cards/$")
    phone.route(cards, lambda route: route.abort())
    say(phone, "Eerst")
    phone.clock.set_system_time(timezone.now())
    phone.reload()
    say(phone, "Daarna")
    phone.unroute(cards)
    phone.evaluate("dispatchEvent(new Event('online'))")
    for text in ("Eerst", "Daarna"):
        expect(sent(phone, text)).to_be_visible()
    assert list(board.cards.order_by("number").values_list("text", flat=True)) == ["Eerst", "Daarna"]


def test_of_two_devices_that_change_one_contribution_the_second_sees_both_texts_and_decides(
    phone: Page, proxy: Proxy, writing: Board, new_context: Callable[..., BrowserContext]
) -> None:
    board = writing
    come_in(phone, board, "Buur")
    say(phone, "Zoals het was")
    expect(sent(phone, "Zoals het was")).to_be_visible()
    card = Card.objects.get()
    context = new_context(base_url=proxy.address, **PHONE)
    context.add_cookies(phone.context.cookies())  # type: ignore[arg-type]
    laptop = context.new_page()
    for page in (phone, laptop):
        page.goto(reverse("maps:change_card", args=[board.pk, card.pk]))
    save(laptop, "Van de laptop")
    expect(laptop.locator("#own-cards")).to_contain_text("Van de laptop")

    save(phone, "Van de telefoon")

    expect(phone.get_by_role("alert")).to_contain_text("Van de laptop")
    expect(phone.get_by_label("Uw bijdrage", exact=True)).to_have_value("Van de telefoon")
    card.refresh_from_db()
    assert card.text == "Van de laptop"
    save(phone, "Van beide")
    expect(phone.locator("#own-cards")).to_contain_text("Van beide")


def save(page: Page, text: str) -> None:
    page.get_by_label("Uw bijdrage", exact=True).fill(text)
    page.get_by_role("button", name="Bewaar uw bijdrage").click()
