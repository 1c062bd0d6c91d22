"""Who saw and who decided what: what each person's own observations point to, and where people differ."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.relationships.proposal import RECENT_DAYS, Proposal, Seen, propose


def name_of(person: Person | None, viewer: Person | None) -> str:
    """How `viewer` reads who did something; without a viewer nobody is "you"."""
    if person is None:
        return _("Iemand die niet meer meedoet")
    return _("U") if viewer and person.pk == viewer.pk else str(person)


def proposals_for(person: Person, observations: Iterable[Any]) -> tuple[Proposal, Proposal]:
    """What this person's own observations point to, and what those of others do."""
    today = timezone.localdate()
    own: list[Seen] = []
    others: list[Seen] = []
    for one in observations:
        seen = Seen(one.on, tuple(sign for sign, _label in one.ticked))
        (own if one.by_id == person.pk else others).append(seen)
    return propose(own, today), propose(others, today)


def is_news(viewer: Person, observations: Iterable[Any], assessments: Iterable[Any]) -> bool:
    """Whether something was seen since this viewer last decided; `assessments` newest first."""
    last = next((one.created_at for one in assessments if one.by_id == viewer.pk), None)
    return last is None or any(one.created_at > last for one in observations)


def differences(assessments: Sequence[Any], viewer: Person) -> list[tuple[str, Any]]:
    """(name, last recent assessment) of each assessor, when they are not all the same; something to talk about.

    `assessments` newest first; the viewer's own comes first in the answer.
    """
    earliest = timezone.localdate() - timedelta(days=RECENT_DAYS)
    latest: dict[Any, Any] = {}
    for one in assessments:
        if one.by_id and one.on >= earliest:
            latest.setdefault(one.by_id, one)
    if len({one.dimension for one in latest.values()}) < 2:
        return []
    ordered = sorted(latest.values(), key=lambda one: (one.by_id != viewer.pk, str(one.by)))
    return [(name_of(one.by, viewer), one) for one in ordered]
