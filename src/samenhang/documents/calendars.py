"""Writing calendars: iCalendar (RFC 5545, with properties of RFC 7986) that programs read and subscribe to.

Every event lasts a whole day and leaves its owner free: it is a day to be ready by, not an hour that is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar
from icalendar.enums import CLASS, STATUS, TRANSP

from samenhang.documents.text import clean

ONE_DAY = timedelta(days=1)
PRODUCT = "-//Samenhang//Samenhang//NL"


@dataclass(frozen=True)
class Event:
    """Something on one day.

    `uid`: the same for the same thing, for ever. `sequence`: 0 at first, higher after every change, below 2³¹.
    `changed_at`: with time zone. `is_tentative`: not agreed yet. `is_private`: asks programs not to show it to others.
    """

    uid: str
    day: date
    summary: str
    description: str
    url: str
    changed_at: datetime
    sequence: int
    is_tentative: bool = False
    is_private: bool = False


@dataclass(frozen=True)
class Calendar:
    """Events under a name. `refresh`: how long a program that subscribes may wait before it asks again."""

    uid: str
    name: str
    events: Sequence[Event]
    refresh: timedelta = timedelta(hours=1)


def write_calendar(calendar: Calendar) -> bytes:
    """The calendar as a file: UTF-8, lines that end in CRLF and are folded at 75 octets.

    Control characters are left out; line ends within a text are kept.
    """
    name = icalendar.vText(clean(calendar.name))
    made = icalendar.Calendar.new(
        uid=calendar.uid, prodid=PRODUCT, subcomponents=[event(one) for one in calendar.events]
    )
    # The library writes these without escaping and without VALUE=DURATION, which RFC 7986 asks for.
    made["NAME"] = name
    made.add("REFRESH-INTERVAL", calendar.refresh, {"VALUE": "DURATION"})
    # What programs ask for that are older than RFC 7986.
    made["X-WR-CALNAME"] = name
    made["X-PUBLISHED-TTL"] = icalendar.vDuration(calendar.refresh)
    written: bytes = made.to_ical()
    return written


def event(one: Event) -> icalendar.Event:
    return icalendar.Event.new(
        uid=one.uid,
        start=one.day,
        end=one.day + ONE_DAY,
        summary=clean(one.summary),
        description=clean(one.description),
        url=one.url,
        stamp=one.changed_at,
        last_modified=one.changed_at,
        sequence=one.sequence,
        status=STATUS.TENTATIVE if one.is_tentative else STATUS.CONFIRMED,
        classification=CLASS.PRIVATE if one.is_private else None,
        transparency=TRANSP.TRANSPARENT,
    )
