"""The screen in the room, measured: nobody there can scroll, and who sits at the back must be able to read it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.relationships.tests.test_in_the_browser import violations
from samenhang.workshops import clustering, door, steering, voting
from samenhang.workshops.columns import Column, Phase, Tempo
from samenhang.workshops.models import Board, Card, Participant, SelfCheck
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import close, go

pytestmark = pytest.mark.browser

SIZES = [(1920, 1080), (1366, 768), (1280, 720), (1024, 768)]
SHORT = ["We delen wat we weten.", "Gewone taal.", "Geen verrassingen in de krant."]
LONG = [
    "Wij willen dat iedere bewoner, ook wie niet vanzelf komt, binnen tien minuten lopen een plek heeft. " * 5,
    "Samenwerkingsverbandenverantwoordingsverplichtingen " * 9,
    "Niet over ons zonder ons, dus vanaf de eerste dag met elkaar aan tafel, ook als het spannend wordt. " * 5,
]
TEXTS = {
    "few": SHORT,
    "many": [f"{SHORT[number % 3]} Nummer {number}." for number in range(18)],
    "long": [f"{number} {LONG[number % 3]}"[:500] for number in range(9)],
}

# What sticks out of its column or the window, or is too small for the back row.
FAULTS = """() => {
  const least = 0.026 * innerHeight - 0.5;
  const found = [];
  const isIn = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
    && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
  const page = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || parent.closest(".visually-hidden, [hidden]")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const cut = parent.closest("[data-cut] .line__text > span, .projector__title");
    const rects = cut ? [cut.getBoundingClientRect()] : [...range.getClientRects()];
    const within = [page, ...["main", ".column", ".line", ".projector__one"].map((one) => parent.closest(one))]
      .filter(Boolean).map((one) => (one === page ? page : one.getBoundingClientRect()));
    const words = text.data.trim().slice(0, 40), size = parseFloat(getComputedStyle(parent).fontSize);
    if (rects.some((rect) => within.some((outer) => !isIn(rect, outer)))) found.push(`sticks out: ${words}`);
    if (size < least && !parent.closest(".column__name")) found.push(`too small (${size}): ${words}`);
  }
  const root = document.documentElement;
  if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) found.push("the page scrolls");
  return found;
}"""


def open_screen(page_of: Callable[..., Page], board: Board, **look: Any) -> Page:
    page = page_of(None, **({"viewport": {"width": 1920, "height": 1080}} | look))
    page.goto(reverse("screen:screen", args=[board.screen_key]))
    page.evaluate("document.fonts.ready")
    return page


def faults_at_all_sizes(page: Page) -> dict[tuple[int, int], list[str]]:
    found = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        # The next frame is drawn after what follows from the new size.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if faults := page.evaluate(FAULTS):
            found[(width, height)] = faults
    return found


def fill(board: Board, authors: tuple[Participant, Participant], columns: list[int], texts: list[str]) -> None:
    for column in columns:
        for number, text in enumerate(texts):
            write(authors[number % 2], text, column)


def lay(board: Board, leader: Person, column: int, sentence: str) -> None:
    """The first two contributions of a column together, under a sentence."""
    board.refresh_from_db()
    laid = clustering.lay_together(board, leader, list(board.cards.filter(column=column)[:2]))
    clustering.word(board, leader, laid, sentence, seen="")


# Everything fits


@pytest.mark.parametrize("much", TEXTS)
@pytest.mark.parametrize("tempo", Tempo)
def test_nothing_sticks_out_in_any_step(
    page_of: Callable[..., Page],
    board: Board,
    participant: Participant,
    other: Participant,
    leader: Person,
    tempo: Tempo,
    much: str,
) -> None:
    board.workshop.tempo = tempo
    board.workshop.save()
    authors = (participant, other)
    faults = {}
    page = open_screen(page_of, board)
    for stage, columns in enumerate(board.workshop.stages):
        steering.go_to(board, leader, stage, Phase.WRITE)
        fill(board, authors, [int(column) for column in columns], TEXTS[much])
        steering.start_timer(board, leader, 12)
        phases = [Phase.WRITE, Phase.REVEAL, Phase.AGREE] if columns[-1] in {1, 5} else [Phase.AGREE]
        for phase in phases:
            steering.go_to(board, leader, stage, phase)
            if phase is not Phase.WRITE:
                lay(board, leader, columns[0], TEXTS[much][0])
            page.reload()
            if found := faults_at_all_sizes(page):
                faults[(stage, phase)] = found
    assert faults == {}


def test_nothing_sticks_out_of_the_screens_around_the_map(
    page_of: Callable[..., Page],
    board: Board,
    participant: Participant,
    other: Participant,
    third: Participant,
    leader: Person,
) -> None:
    board.workshop.title = "Samenwerkingsverbanden in de wijk, en wat daarvoor nodig is van ieder van ons " * 2
    board.workshop.title = board.workshop.title[:120]
    board.workshop.save()
    page = open_screen(page_of, board)
    faults = {"welcome": faults_at_all_sizes(page)}
    for text in LONG:
        write(participant, text[:500])
    go(board, Column.VALUES, Phase.REVEAL)
    for card in board.cards.all():
        steering.put_in_spotlight(board, leader, card)
        page.reload()
        faults[f"one: {card.text[:20]}"] = faults_at_all_sizes(page)
    steering.open_self_check(board, leader, is_open=True)
    page.reload()
    faults["looking back"] = faults_at_all_sizes(page)
    for who in (participant, other, third):
        who.board.refresh_from_db()
        voting.check(who, dict.fromkeys(SelfCheck.Mark.values, 3))
    steering.open_self_check(board, leader, is_open=False)
    page.reload()
    expect(page.locator(".picture")).to_be_visible()
    faults["picture"] = faults_at_all_sizes(page)
    close(board)
    page.reload()
    faults["closed"] = faults_at_all_sizes(page)
    assert {moment: found for moment, found in faults.items() if found} == {}


def test_nothing_sticks_out_of_the_groups_side_by_side(
    page_of: Callable[..., Page], board: Board, participant: Participant, other: Participant, leader: Person
) -> None:
    for group in list(board.workshop.groups.all()):
        own = Board.objects.create(
            initiative_id=board.initiative_id,
            workshop=board.workshop,
            group=group,
            facilitator=leader,
            door_is_open=True,
        )
        writer = door.join(own, name="", group=None, is_table=False)
        fill(own, (writer, writer), [int(Column.VALUES)], TEXTS["long"])
        go(own, Column.VALUES, Phase.AGREE)
    clustering.bring_in(board, leader)
    page = open_screen(page_of, board)
    expect(page.locator(".map--groups .column")).to_have_count(2)
    assert faults_at_all_sizes(page) == {}
    assert violations(page) == []


def test_the_measure_sees_what_sticks_out(page_of: Callable[..., Page], board: Board, participant: Participant) -> None:
    write(participant, "Iets")
    go(board, Column.VALUES, Phase.REVEAL)
    page = open_screen(page_of, board)
    assert page.evaluate(FAULTS) == []
    page.evaluate("document.querySelector('.line__text').style.marginInlineStart = '100vw'")
    assert page.evaluate(FAULTS) == ["sticks out: Iets"]
    page.evaluate("document.querySelector('.line__text').style = 'font-size: 12px'")
    assert page.evaluate(FAULTS) == ["too small (12): Iets"]


# Who is further back


def visible(page: Page) -> list[str]:
    return page.locator("[data-state=now] .line:not(.visually-hidden) .line__text").all_inner_texts()


@pytest.fixture
def eighteen(board: Board, participant: Participant, other: Participant) -> list[str]:
    fill(board, (participant, other), [int(Column.VALUES)], TEXTS["many"])
    go(board, Column.VALUES, Phase.REVEAL)
    return TEXTS["many"]


def test_at_most_seven_are_up_and_the_pages_turn_until_all_were(
    page_of: Callable[..., Page], board: Board, eighteen: list[str]
) -> None:
    page = open_screen(page_of, board)
    pages = [visible(page)]
    assert len(pages[0]) == 7
    expect(page.locator(".column__more:visible")).to_have_text("en nog 11")
    for _page in range(2):
        page.keyboard.press("ArrowRight")
        pages.append(visible(page))
    texts = [text.strip() for one in pages for text in one]
    assert sorted(texts) == sorted(eighteen)
    page.keyboard.press("PageDown")
    assert visible(page) == pages[0]
    page.keyboard.press("PageUp")
    assert visible(page) == pages[2]


def test_the_pages_turn_by_themselves_and_rest_at_the_space_bar(
    page_of: Callable[..., Page], board: Board, eighteen: list[str]
) -> None:
    page = page_of(None, viewport={"width": 1920, "height": 1080})
    page.clock.install()
    page.goto(reverse("screen:screen", args=[board.screen_key]))
    first = visible(page)
    page.clock.run_for(13_000)
    second = visible(page)
    assert second != first
    page.keyboard.press("Space")
    page.clock.run_for(13_000)
    assert visible(page) == second
    page.keyboard.press("Space")
    page.clock.run_for(13_000)
    assert visible(page) != second


def test_the_page_that_is_up_stays_when_something_comes_in(
    page_of: Callable[..., Page], board: Board, participant: Participant, eighteen: list[str]
) -> None:
    page = open_screen(page_of, board)
    page.keyboard.press("ArrowRight")
    second = visible(page)
    write(participant, "Nog iets")
    expect(page.locator(".column__more:visible")).to_have_text("en nog 12")
    assert visible(page) == second
    assert page.evaluate(FAULTS) == []


def test_all_lines_are_there_for_a_screen_reader_and_on_a_small_window(
    page_of: Callable[..., Page], board: Board, eighteen: list[str]
) -> None:
    page = open_screen(page_of, board)
    assert page.get_by_role("listitem").filter(has_text="Nummer").count() == len(eighteen)
    page.set_viewport_size({"width": 640, "height": 700})
    expect(page.locator(".line:not(.visually-hidden)")).to_have_count(len(eighteen))
    assert page.evaluate("document.documentElement.scrollHeight > innerHeight")


# Large enough


def test_the_clock_and_its_end_are_large(page_of: Callable[..., Page], board: Board, leader: Person) -> None:
    steering.start_timer(board, leader, 8)
    page = open_screen(page_of, board)
    clock = page.locator("[data-timer]")
    for words in ("0", "tijd om"):
        expect(clock).to_contain_text(words)
        box = clock.bounding_box()
        assert box
        assert box["height"] >= 100
        Board.objects.update(timer_ends_at=timezone.now())
        page.reload()


def test_a_joint_sentence_is_larger_than_what_it_was_made_of(
    page_of: Callable[..., Page], board: Board, leader: Person, participant: Participant, other: Participant
) -> None:
    fill(board, (participant, other), [int(Column.VALUES)], SHORT)
    go(board, Column.VALUES, Phase.GROUP)
    lay(board, leader, Column.VALUES, "We delen alles, in gewone taal.")
    page = open_screen(page_of, board)
    size = "(one) => parseFloat(getComputedStyle(one).fontSize)"
    sentence = page.get_by_text("We delen alles").evaluate(size)
    words = page.locator(".line__words").get_by_text(SHORT[0]).evaluate(size)
    assert sentence >= 1.2 * words


def test_the_second_line_of_a_sentence_begins_under_the_first_and_a_dot_is_no_mark(
    page_of: Callable[..., Page], board: Board, leader: Person, participant: Participant, other: Participant
) -> None:
    fill(board, (participant, other), [int(Column.VALUES)], LONG[2:])
    go(board, Column.VALUES, Phase.CHOOSE)
    participant.board.refresh_from_db()
    voting.give_dots(participant, board.clusters.get(), 2)
    steering.show_dots(board, leader, shown=True)
    line = open_screen(page_of, board).locator(".line").first
    lefts = line.locator(".line__text > span").evaluate(
        """(one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          return [...new Set([...range.getClientRects()].map((rect) => Math.round(rect.left)))];
        }"""
    )
    mark, dot = line.locator(".mark").first.bounding_box(), line.locator(".line__dots i").first.bounding_box()
    assert mark
    assert dot
    assert len(lefts) == 1
    assert lefts[0] > mark["x"] + mark["width"]
    assert dot["width"] < 0.75 * mark["width"]
    assert line.locator(".line__dots i").first.evaluate("(one) => getComputedStyle(one).backgroundColor") in {
        "rgba(0, 0, 0, 0)",
        "transparent",
    }
    expect(line.locator(".line__dots")).to_have_text("2 stippen")


def test_one_contribution_fills_the_screen(
    page_of: Callable[..., Page], board: Board, leader: Person, participant: Participant
) -> None:
    card: Card = write(participant, "Geen verrassingen in de krant.")
    go(board, Column.VALUES, Phase.REVEAL)
    steering.put_in_spotlight(board, leader, card)
    text = open_screen(page_of, board).get_by_text(card.text)
    assert text.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") >= 100


# For everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_moment_has_an_axe_violation(
    page_of: Callable[..., Page],
    board: Board,
    leader: Person,
    participant: Participant,
    other: Participant,
    scheme: str,
) -> None:
    page = open_screen(page_of, board, color_scheme=scheme)
    faults = {"welcome": violations(page)}
    fill(board, (participant, other), [int(Column.VALUES)], TEXTS["many"])
    go(board, Column.VALUES, Phase.GROUP)
    lay(board, leader, Column.VALUES, "We delen alles.")
    go(board, Column.VALUES, Phase.CHOOSE)
    participant.board.refresh_from_db()
    voting.give_dots(participant, board.clusters.present().all()[0], 2)
    steering.show_dots(board, leader, shown=True)
    moments: dict[str, Callable[[], object]] = {
        "dots": lambda: None,
        "one": lambda: steering.put_in_spotlight(board, leader, board.cards.first()),
        "looking back": lambda: steering.open_self_check(board, leader, is_open=True),
        "picture": lambda: steering.open_self_check(board, leader, is_open=False),
        "closed": lambda: close(board),
    }
    for name, happens in moments.items():
        happens()
        if name == "looking back":
            participant.board.refresh_from_db()
            voting.check(participant, {SelfCheck.Mark.POWER.value: 3})
        page.reload()
        faults[name] = violations(page)
    assert {name: found for name, found in faults.items() if found} == {}
