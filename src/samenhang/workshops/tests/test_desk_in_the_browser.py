"""The desk in a real browser: what who leads does with mouse and eyes."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from samenhang.accounts.models import Person
from samenhang.workshops import clustering, door, steering
from samenhang.workshops.columns import Column, Phase, Tempo
from samenhang.workshops.models import Board, Participant, Workshop
from samenhang.workshops.tests.conftest import write
from samenhang.workshops.tests.finished import go, leads, pile
from samenhang.workshops.tests.phones import OpenPhone

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


def test_who_only_looks_on_has_no_buttons_that_do_nothing(
    page_of: PageOf, board: Board, participant: Participant, leader: Person, co_leader: Person
) -> None:
    write(participant, "Samen")
    steering.start_timer(board, leader, 5)
    looks_on, leads = page_of(co_leader), page_of(leader)
    for phase in Phase:
        go(board, Column.VALUES, phase)
        for page in (looks_on, leads):
            page.goto(desk_of(board))
        expect(leads.locator("#state .button").first).to_be_visible()
        for button in looks_on.locator("main :is(button, .button)").all():
            if button.get_attribute("id") != "next-attitude":
                expect(button).to_be_hidden()
    expect(looks_on.get_by_role("link", name="Bepaal wie begeleidt")).to_be_visible()


def test_while_writing_there_is_nothing_to_lay_together_with(
    page_of: PageOf, board: Board, participant: Participant, leader: Person
) -> None:
    write(participant, "Samen")
    desk = page_of(leader)
    desk.goto(desk_of(board))
    expect(desk.get_by_role("button", name="Leg de gekozen bijdragen samen")).to_be_hidden()
    go(board, Column.VALUES, Phase.GROUP)
    desk.reload()
    expect(desk.get_by_role("button", name="Leg de gekozen bijdragen samen")).to_be_visible()


def test_a_column_that_comes_up_no_longer_says_that_it_is_to_come(
    live_page_of: PageOf, board: Board, leader: Person
) -> None:
    desk = live_page_of(leader)
    desk.goto(desk_of(board))
    expect(desk.locator("#column-1")).not_to_contain_text("Nog niet aan de beurt", use_inner_text=True)
    steering.go_to(board, leader, 1, Phase.WRITE)
    lane = desk.locator("#column-2[data-state=now]")
    expect(lane.get_by_text("Hier ligt nog niets dat getoond is.")).to_be_visible()
    expect(lane.get_by_text("Nog niet aan de beurt")).to_be_hidden()


def test_a_laptop_shows_contributions_of_columns_that_are_up_together_without_breaking_their_words(
    page_of: PageOf, board: Board, participant: Participant, leader: Person
) -> None:
    Workshop.objects.update(tempo=Tempo.TOGETHER)
    board.refresh_from_db()
    steering.go_to(board, leader, 1, Phase.WRITE)
    for column in list(Column)[1:]:
        for number in range(3):
            write(participant, f"Een hulpverlener {number}", column)
    go(board, Column.RELATIONS, Phase.GROUP)
    desk = page_of(leader, viewport={"width": 1280, "height": 800})
    desk.goto(desk_of(board))
    cards = desk.locator("#column-2 .contribution")
    expect(cards).to_have_count(3)
    assert cards.nth(0).bounding_box()["y"] < 600  # type: ignore[index]
    widths = desk.locator(".column[data-state=now]").evaluate_all("all => all.map(one => one.offsetWidth)")
    assert min(widths) >= 240
    assert desk.evaluate("document.documentElement.scrollWidth") <= 1280
    # All of what is worked on is in sight, and what is finished can be looked into.
    assert desk.evaluate("document.getElementById('map').scrollWidth <= document.getElementById('map').clientWidth")
    finished = desk.locator("#column-1")
    expect(finished.locator(".column__question")).to_be_hidden()
    finished.get_by_role("button", name="Toon").click()
    expect(finished.locator(".column__question")).to_be_visible()
    finished.get_by_role("button", name="Vouw dicht").click()
    expect(finished.locator(".column__question")).to_be_hidden()


def test_who_gets_the_lead_hears_it_at_once(
    live_page_of: PageOf, board: Board, leader: Person, co_leader: Person
) -> None:
    theirs, mine = live_page_of(co_leader), live_page_of(leader)
    for page in (theirs, mine):
        page.goto(desk_of(board))
    expect(theirs.get_by_text("U kijkt mee.")).to_be_visible()
    expect(theirs.locator("#handed")).to_be_hidden()
    steering.hand_over(board, leader, facilitator=co_leader, second=None)
    expect(mine.locator("#handed")).to_contain_text("Medeleider begeleidt nu.")
    expect(mine.locator("#leading")).to_have_text("Medeleider begeleidt nu")
    # What would only be refused is not there any more, also after something else changed.
    steering.dim(board, co_leader, is_dimmed=True)
    expect(theirs.get_by_text("Dim de telefoons")).to_be_hidden()
    for words in (
        "Maak laatste stap ongedaan",
        "Zet de telefoons weer aan",
        "Spreek als deelnemer",
        "Bepaal wie begeleidt",
    ):
        expect(mine.get_by_text(words)).to_be_hidden()
    expect(mine.locator("#handed").get_by_role("link", name="Laad het begeleidersscherm opnieuw")).to_be_visible()
    theirs.locator("#handed").get_by_role("link", name="Laad het begeleidersscherm opnieuw").click()
    expect(theirs.get_by_role("button", name="Maak laatste stap ongedaan")).to_be_visible()
    expect(theirs.locator("#handed")).to_be_hidden()


def test_who_is_asked_to_help_hears_it_on_the_phone_when_it_is_time_and_nobody_else_does(
    open_phone: OpenPhone, board: Board, participant: Participant, other: Participant
) -> None:
    mine, theirs = open_phone(participant), open_phone(other)
    door.appoint(board, participant, is_helper=True)
    for phone in (mine, theirs):
        expect(phone.locator("#help-call")).to_be_hidden()
    steering.go_to(board, leads(board), 0, Phase.GROUP)
    expect(mine.get_by_role("link", name="Help met samen leggen")).to_be_visible()
    # What changes for both comes after it.
    expect(theirs.locator("#phone")).to_have_attribute("data-phase", Phase.GROUP.value)
    expect(theirs.locator("#help-call")).to_be_hidden()
    door.appoint(board, participant, is_helper=False)
    expect(mine.locator("#help-call")).to_be_hidden()


def test_undo_that_is_pressed_twice_at_once_takes_back_one_step(
    live_page_of: PageOf, board: Board, participant: Participant, leader: Person
) -> None:
    texts = ("Eerst bellen", "Wij bellen eerst", "Bel even", "Bel altijd")
    for text in texts:
        write(participant, text)
    go(board, Column.VALUES, Phase.GROUP)
    for pair in (texts[:2], texts[2:]):
        pile(board, *pair)
    desk = live_page_of(leader)
    desk.goto(desk_of(board))
    desk.get_by_role("button", name="Maak laatste stap ongedaan").dblclick()
    expect(desk.locator("#told")).to_contain_text("Ongedaan gemaakt: samen leggen")
    desk.wait_for_timeout(1_000)
    assert board.clusters.present().count() == 1
    desk.get_by_role("button", name="Maak laatste stap ongedaan").click()
    expect(desk.locator(".column__piles .contribution")).to_have_count(0)
    for _step in range(4):
        desk.wait_for_timeout(800)
        desk.get_by_role("button", name="Maak laatste stap ongedaan").click()
    expect(desk.locator("#trouble")).to_contain_text("U deed hier nog geen stap die terug kan.")
    expect(desk.locator("#told")).to_be_hidden()


def test_a_page_that_answers_a_step_is_never_put_in_the_notice(page_of: PageOf, board: Board, leader: Person) -> None:
    desk = page_of(leader)
    desk.goto(desk_of(board))
    desk.route("**/desk/switch/", lambda route: route.fulfill(status=403, content_type="text/html", body="<p>Nee</p>"))
    desk.get_by_role("button", name="Dim de telefoons").click()
    expect(desk.locator("#trouble")).to_have_text("Deze stap is niet gemaakt. Laad het begeleidersscherm opnieuw.")


def test_what_somebody_else_laid_together_meanwhile_is_not_ticked_any_more(
    live_page_of: PageOf, board: Board, participant: Participant, leader: Person, co_leader: Person
) -> None:
    for text in ("Eerst bellen", "Wij bellen eerst", "Bel even"):
        write(participant, text)
    go(board, Column.VALUES, Phase.GROUP)
    desk = live_page_of(leader)
    desk.goto(desk_of(board))
    desk.get_by_label("Kies: Eerst bellen").check()
    desk.get_by_label("Kies: Bel even").check()
    theirs = list(board.cards.filter(text__in=["Eerst bellen", "Wij bellen eerst"]))
    clustering.lay_together(board, co_leader, theirs)
    expect(desk.locator("#trouble")).to_contain_text("Iemand anders legde dit intussen samen: “Eerst bellen”.")
    expect(desk.get_by_label("Kies: Eerst bellen")).not_to_be_checked()
    expect(desk.get_by_label("Kies: Bel even")).to_be_checked()
    # One's own step says nothing of the kind.
    desk.get_by_role("button", name="Leg de gekozen hierbij").click()
    expect(desk.locator(".column__piles .contribution")).to_have_count(3)
    expect(desk.locator("#trouble")).to_be_hidden()
    expect(desk.get_by_label("Kies: Bel even")).not_to_be_checked()
