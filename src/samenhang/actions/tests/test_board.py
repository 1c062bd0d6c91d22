from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.actions.board import SHOWN
from samenhang.actions.models import Action
from samenhang.actions.tests.builders import PRIVATE, day, private, shared, stands, url
from samenhang.actions.weeks import Slot, days_to_move_to, days_to_snooze, slot_of
from samenhang.initiatives.models import Initiative

type ClientOf = Callable[[Person | None], Client]

WEDNESDAY = date(2026, 11, 18)
SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("today", "due", "expected"),
    [
        (WEDNESDAY, date(2026, 11, 17), Slot.OVERDUE),
        (WEDNESDAY, WEDNESDAY, Slot.THIS_WEEK),
        (WEDNESDAY, SUNDAY, Slot.THIS_WEEK),
        (WEDNESDAY, date(2026, 11, 23), Slot.NEXT_WEEK),
        (WEDNESDAY, date(2026, 11, 29), Slot.NEXT_WEEK),
        (WEDNESDAY, date(2026, 11, 30), Slot.LATER),
        (WEDNESDAY, None, Slot.NO_DATE),
        (SUNDAY, SUNDAY, Slot.THIS_WEEK),
        (SUNDAY, date(2026, 11, 23), Slot.NEXT_WEEK),
        # A week in which the clock changes, and one that is of two years.
        (date(2026, 10, 24), date(2026, 10, 25), Slot.THIS_WEEK),
        (date(2026, 12, 31), date(2027, 1, 3), Slot.THIS_WEEK),
        (date(2026, 12, 31), date(2027, 1, 4), Slot.NEXT_WEEK),
    ],
)
def test_a_week_is_from_monday_to_sunday(today: date, due: date | None, expected: Slot) -> None:
    assert slot_of(Action(due=due), today) == expected


def test_what_rests_is_postponed_until_its_day() -> None:
    resting = Action(due=date(2026, 11, 1), postponed_until=SUNDAY)
    assert slot_of(resting, WEDNESDAY) == Slot.POSTPONED
    assert slot_of(resting, SUNDAY) == Slot.THIS_WEEK
    assert slot_of(resting, SUNDAY + timedelta(days=1)) == Slot.OVERDUE


@pytest.mark.parametrize("weekday", range(7))
def test_the_buttons_choose_a_day_in_their_week(weekday: int) -> None:
    today = date(2026, 11, 16) + timedelta(days=weekday)
    this, following = days_to_move_to(today).values()
    assert slot_of(Action(due=this), today) == Slot.THIS_WEEK
    assert slot_of(Action(due=following), today) == Slot.NEXT_WEEK
    assert days_to_snooze(today)["next_week"] == date(2026, 11, 23)


def columns(client: Client, initiative: Initiative) -> dict[str, list[str]]:
    board = client.get(url("board", initiative)).context["columns"]
    return {column.slot.value: [line.text for line in column.lines] for column in board}


def test_the_board_stands_in_order_of_time(client_of: ClientOf, leader: Person, initiative: Initiative) -> None:
    private(initiative, leader, private_text="te laat", due=day(-3))
    private(initiative, leader, private_text="vandaag", due=day(0))
    private(initiative, leader, private_text="ver weg", due=day(60))
    private(initiative, leader, private_text="ooit")
    private(initiative, leader, private_text="rust", postponed_until=day(5))
    assert columns(client_of(leader), initiative) == {
        "overdue": ["te laat"],
        "this_week": ["vandaag"],
        "next_week": [],
        "later": ["ver weg"],
        "no_date": ["ooit"],
        "postponed": ["rust"],
    }


def test_nothing_too_late_needs_no_column(client_of: ClientOf, leader: Person, initiative: Initiative) -> None:
    private(initiative, leader, due=day(60))
    assert list(columns(client_of(leader), initiative)) == ["this_week", "next_week", "later", "no_date"]


def test_a_partners_board_shows_what_is_shared_and_moves_nothing(
    client_of: ClientOf, leader: Person, partner: Person, initiative: Initiative
) -> None:
    private(initiative, leader)
    action = shared(initiative, partner, due=day(60))
    page = client_of(partner).get(url("board", initiative)).content.decode()
    assert PRIVATE not in page
    assert "Verplaats" not in page
    assert client_of(partner).post(url("move", action), {"to": "none"}).status_code == 403


def test_a_card_is_moved_with_a_button(client_of: ClientOf, leader: Person, initiative: Initiative) -> None:
    action = private(initiative, leader, due=day(60))
    board = url("board", initiative)
    answer = client_of(leader).post(url("move", action), {"to": "next_week", "next": board})
    assert answer["Location"] == board
    assert columns(client_of(leader), initiative)["next_week"] == [PRIVATE]
    assert stands(action).due == days_to_move_to(day(0))["next_week"]


def test_a_long_column_says_how_many_more(client_of: ClientOf, leader: Person, initiative: Initiative) -> None:
    for _number in range(SHOWN + 3):
        private(initiative, leader)
    assert "En nog 3 in de lijst" in client_of(leader).get(url("board", initiative)).content.decode()
