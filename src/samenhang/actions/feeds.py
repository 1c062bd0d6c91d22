"""A person's actions as a calendar, at an address that cannot be guessed."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from samenhang.actions.models import Action, CalendarFeed
from samenhang.actions.outside import address_of, full_address, language_of, own_open_actions, words_of
from samenhang.documents.calendars import Calendar, Event, write_calendar


def secret_address(feed: CalendarFeed) -> str:
    return full_address("own_actions:feed", feed.token)


def as_file(feed: CalendarFeed) -> bytes:
    """Everything its person may see at this moment, in their language."""
    with translation.override(language_of(feed.person)):
        events = events_of(own_open_actions(feed.person))
        return write_calendar(Calendar(unique(feed.pk), _("Samenhang: uw acties"), list(events)))


def one_as_file(action: Action) -> bytes:
    """One action, to put into a calendar by hand. Raises ValueError when it has no day."""
    [event] = events_of([action])
    return write_calendar(Calendar(unique(action.pk), event.summary, [event]))


def events_of(actions: Iterable[Action]) -> Iterator[Event]:
    """An event for each action that has a day."""
    for action in actions:
        day = action.day
        if day:
            yield Event(
                uid=unique(action.pk),
                day=day,
                summary=words_of(action),
                description=description_of(action),
                url=address_of(action),
                changed_at=action.changed_at,
                sequence=age_in_seconds(action),
                is_tentative=not action.is_appointment,
                is_private=not action.is_shared,
            )


def age_in_seconds(action: Action) -> int:
    """How old it was at its last change: higher after each. Never negative, also where a clock was put back."""
    return max(0, int((action.changed_at - action.created_at).total_seconds()))


def description_of(action: Action) -> str:
    lines = [action.initiative.name]
    if not action.is_appointment:
        lines.append(_("Nog geen afspraak."))
    return "\n".join([*lines, address_of(action)])


def unique(key: UUID) -> str:
    return f"{key}@{settings.URL.hostname}"
