"""The overview of actions that a person is mailed in the morning: for whom, what it says, and that it leaves once.

A Digest is claimed by being made: one for each person and local day. It is sent at most once, since a second mail
cannot be taken back. Before the message is handed to the mail server `begun_at` is kept; who finds it there and
`sent_at` not, cannot know whether the server has it, and leaves it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Digest, ReminderChoice, Rhythm, Snooze
from samenhang.actions.outside import address_of, full_address, language_of, own_open_actions, words_of

logger = logging.getLogger(__name__)

MORNING = time(7)
AHEAD = timedelta(days=7)
KEPT = timedelta(days=90)
# A message of which is not known for so long whether it was sent, will not be known any more.
HANDING_OVER = timedelta(minutes=10)
UNSURE_SHOWN = timedelta(days=7)
MONDAY = 0

# The mail server said no in so many words, or there was nothing to offer it: it surely does not have the message.
# After anything else, such as a connection that breaks, it may have it.
REFUSALS = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError, ValueError)


class NotHandedOver(Exception):
    """The mail server surely does not have the message: it may be offered again."""


# For whom


def people_due(now: datetime) -> QuerySet[Person]:
    """Who is still to be mailed today: from seven in the morning, and only about what was so at seven.

    What changes later in the day waits for the next morning; otherwise it would be mailed at any hour.
    """
    local = timezone.localtime(now)
    if not settings.SMTP_HOST or local.time() < MORNING:
        return Person.objects.none()
    today = local.date()
    at_seven = timezone.make_aware(datetime.combine(today, MORNING))
    told = to_tell(OuterRef("pk"), today).filter(changed_at__lt=at_seven)
    claimed = Digest.objects.filter(person=OuterRef("pk"), on=today)
    return readers(today).filter(Exists(told), ~Exists(claimed))


def readers(today: date) -> QuerySet[Person]:
    """Who wants mail on this day of the week."""
    wanted = Q(reminder_choice=None) | Q(reminder_choice__rhythm=Rhythm.DAILY)
    if today.weekday() == MONDAY:
        wanted |= Q(reminder_choice__rhythm=Rhythm.WEEKLY)
    return Person.objects.filter(wanted, is_active=True)


def to_tell(person: Any, today: date) -> QuerySet[Action]:
    """The actions this person (or OuterRef) is reminded of: waiting for a yes, late, or to be ready within a week.

    What was postponed and has no date of its own is told in the week in which it comes back.
    """
    snoozed = Snooze.objects.filter(action=OuterRef("pk"), person=OuterRef("owner"), until__gt=today)
    came_back = Q(due=None, postponed_until__range=(today - AHEAD, today))
    urgent = Q(accepted_at=None) | Q(due__lte=today + AHEAD) | came_back
    return own_open_actions(person).filter(urgent, ~Q(postponed_until__gt=today), ~Exists(snoozed))


# What it says


@dataclass(frozen=True)
class Line:
    text: str
    initiative: str
    day: date | None
    address: str


@dataclass(frozen=True)
class Overview:
    late: list[Line]
    coming: list[Line]
    waiting: list[Line]

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        groups = [
            (_("Te laat"), self.late),
            (_("Klaar binnen een week"), self.coming),
            (_("Wacht op uw ja"), self.waiting),
        ]
        return [(heading, lines) for heading, lines in groups if lines]

    @property
    def subject(self) -> str:
        late, coming, waiting = len(self.late), len(self.coming), len(self.waiting)
        counts = [
            (late, ngettext("%(count)s actie te laat", "%(count)s acties te laat", late)),
            (coming, ngettext("%(count)s actie binnen een week", "%(count)s acties binnen een week", coming)),
            (waiting, ngettext("%(count)s actie wacht op uw ja", "%(count)s acties wachten op uw ja", waiting)),
        ]
        return "Samenhang: " + ", ".join(words % {"count": count} for count, words in counts if count)


def overview_of(person: Person, today: date) -> Overview | None:
    """What to tell, or None. An action that waits for a yes is no appointment, and so is never called late."""
    found = Overview([], [], [])
    for action in to_tell(person, today):
        line = Line(words_of(action), action.initiative.name, action.day, address_of(action))
        if not action.is_appointment:
            found.waiting.append(line)
        elif action.is_overdue(today):
            found.late.append(line)
        else:
            found.coming.append(line)
    return found if found.groups else None


def compose(digest: Digest) -> EmailMultiAlternatives | None:
    """The message in the language of its reader; None when meanwhile there is nothing to tell, or nobody to read it."""
    person = readers(digest.on).filter(pk=digest.person_id).first()
    if not person:
        return None
    with translation.override(language_of(person)):
        overview = overview_of(person, digest.on)
        return message_of(digest, person, overview) if overview else None


def message_of(digest: Digest, person: Person, overview: Overview) -> EmailMultiAlternatives:
    reminders = full_address("own_actions:reminders")
    facts = {
        "person": person,
        "overview": overview,
        "is_weekly": ReminderChoice.objects.filter(person=person, rhythm=Rhythm.WEEKLY).exists(),
        "language": language_of(person),
        "mine": full_address("own_actions:mine"),
        "reminders": reminders,
    }
    message = EmailMultiAlternatives(
        subject=overview.subject,
        body=render_to_string("actions/mail/digest.txt", facts),
        to=[person.email],
        headers={
            "Message-ID": f"<{digest.pk}@{settings.URL.hostname}>",
            "List-Unsubscribe": f"<{reminders}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("actions/mail/digest.html", facts), "text/html")
    return message


# That it leaves once


def send(digest: Digest) -> None:
    """Mail it, unless somebody else does. Raises NotHandedOver when it may be tried again."""
    message = compose(digest)
    if not message:
        return
    with open_server() as server:
        if begin(digest):
            hand_over(digest, message, server)


@contextmanager
def open_server() -> Iterator[Any]:
    """A connection that is ready to take a message. Raises NotHandedOver."""
    server = mailers.default
    try:
        server.open()
    except OSError as error:
        raise NotHandedOver(type(error).__name__) from error
    try:
        yield server
    finally:
        # Whether it says goodbye no longer matters.
        with suppress(OSError):
            server.close()


def begin(digest: Digest) -> bool:
    """Keep that the message is about to leave; False when another worker was first."""
    return bool(Digest.objects.filter(pk=digest.pk, begun_at=None).update(begun_at=timezone.now()))


def hand_over(digest: Digest, message: EmailMultiAlternatives, server: Any) -> None:
    try:
        server.send_messages([message])
    except REFUSALS as error:
        Digest.objects.filter(pk=digest.pk).update(begun_at=None)
        raise NotHandedOver(type(error).__name__) from error
    except OSError as error:
        logger.warning("Overview %s: it is not known whether it was mailed (%s).", digest.pk, type(error).__name__)
    else:
        Digest.objects.filter(pk=digest.pk).update(sent_at=timezone.now())


def unsure(now: datetime) -> QuerySet[Digest]:
    """Of which is not known whether they were mailed, in the past week."""
    since = timezone.localdate(now) - UNSURE_SHOWN
    return Digest.objects.filter(begun_at__lt=now - HANDING_OVER, sent_at=None, on__gte=since)


def forget_old(today: date) -> int:
    """Delete what says that somebody was mailed more than 90 days ago; how many."""
    deleted, _each = Digest.objects.filter(on__lt=today - KEPT).delete()
    return deleted
