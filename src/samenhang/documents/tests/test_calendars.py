"""Calendars, read back by a parser that is not the writer (vobject), and line by line as RFC 5545 describes them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from samenhang.documents.calendars import Calendar, Event, write_calendar
from samenhang.documents.text import clean

ONE = Event(
    uid="0198@samenhang.example",
    day=date(2026, 3, 28),
    summary="Bel de praktijk",
    description="Gezond in de wijk",
    url="https://samenhang.example/x/?a=1,2",
    changed_at=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
    sequence=7,
)
HARD = ["een, twee; drie", "regel\nregel", "a\\nb", "\\", "BEGIN:VEVENT", "🧵" * 40, "é" * 100, 'x"y:z', "=1+1"]


def written(*events: Event) -> bytes:
    return write_calendar(Calendar("feed@samenhang.example", "Acties, alle; van nu", events))


def read(data: bytes) -> Any:
    return vobject.readOne(data.decode())


def test_an_event_lasts_one_whole_day_and_leaves_its_owner_free() -> None:
    event = read(written(ONE)).vevent

    assert event.dtstart.value == date(2026, 3, 28)
    assert event.dtend.value == date(2026, 3, 29)
    assert event.transp.value == "TRANSPARENT"
    assert event.uid.value == ONE.uid
    assert event.sequence.value == "7"
    assert event.dtstamp.value == event.last_modified.value == ONE.changed_at
    assert event.url.value == ONE.url


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2028, 2, 28), date(2026, 3, 29), date(2026, 10, 25)])
def test_the_end_is_the_next_day_also_at_the_end_of_a_year_and_when_the_clock_changes(day: date) -> None:
    assert read(written(replace(ONE, day=day))).vevent.dtend.value == day + timedelta(days=1)


def test_what_is_not_agreed_is_tentative_and_what_is_confidential_private() -> None:
    plain = read(written(ONE)).vevent
    assert plain.status.value == "CONFIRMED"
    assert "class" not in plain.contents

    marked = read(written(replace(ONE, is_tentative=True, is_private=True))).vevent
    assert marked.status.value == "TENTATIVE"
    assert marked.contents["class"][0].value == "PRIVATE"


@given(st.one_of(st.sampled_from(HARD), st.text(st.characters(exclude_categories=["Cs"]), min_size=1)))
@example("\r\nATTENDEE:mailto:x@example.org")
@example("\x00\x07x")
def test_every_text_comes_back_and_cannot_become_a_line_of_its_own(text: str) -> None:
    [event] = read(written(replace(ONE, summary=text, description=text))).vevent_list

    assert event.summary.value == clean(text)
    assert event.description.value == clean(text)
    assert "attendee" not in event.contents


@pytest.mark.parametrize("text", HARD)
def test_lines_end_in_crlf_and_hold_at_most_75_octets(text: str) -> None:
    data = written(replace(ONE, summary=text))

    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    for line in data.split(b"\r\n"):
        line.decode()


def test_the_calendar_has_a_name_and_says_when_to_ask_again() -> None:
    data = written(ONE)

    assert read(data).x_wr_calname.value == "Acties, alle; van nu"
    assert b"NAME:Acties\\, alle\\; van nu\r\n" in data
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in data
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in data


def test_the_same_calendar_is_written_the_same_twice() -> None:
    assert written(ONE) == written(ONE)


def test_a_calendar_without_events_is_a_calendar() -> None:
    assert "vevent" not in read(written()).contents
