"""Acts on ideas: each is one short transaction, numbered and announced.

Whoever needs a brainstorm to stand still for a moment (choosing an idea, say) holds it the same way: see `hold`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.interventions.models import Brainstorm, Idea, Thinker
from samenhang.live.announcing import announce

MAX_LENGTH = 500
# The embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9).
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class ChangedMeanwhile(Exception):
    """Somebody else changed the idea after it was read; `idea` is how it stands now."""

    def __init__(self, idea: Idea) -> None:
        super().__init__(idea.pk)
        self.idea = idea


class AlreadyChosen(Exception):
    """The idea became an intervention: it stays."""


def one_line(text: str) -> str:
    """A text as it is kept: with one space where there were more, and without signs that turn what follows around."""
    return " ".join(text.translate(TURNING).split())


def hold(brainstorm: Brainstorm) -> None:
    """Make others wait until this transaction ends; Http404 when the brainstorm was erased or removed meanwhile."""
    there = Brainstorm.objects.present().filter(pk=brainstorm.pk).select_for_update(of=("self",))
    if there.only("pk").first() is None:
        raise Http404


def add(
    brainstorm: Brainstorm,
    *,
    key: UUID,
    text: str,
    by: Person | None = None,
    thinker: Thinker | None = None,
    family: str = "",
    is_shared: bool = False,
) -> Idea:
    """A new idea of a leader (`by`) or of somebody who thinks along.

    The same key with the same text again gives the idea there is, also when it was removed since. A key that is in use
    for something else is replaced by a new one.
    """
    made = Idea(
        pk=key,
        initiative_id=brainstorm.stakeholder.initiative_id,
        brainstorm=brainstorm,
        text=one_line(text),
        by=by,
        thinker=thinker,
        family=family,
        is_shared=is_shared,
    )
    with transaction.atomic():
        hold(brainstorm)
        sent: Idea | None = Idea.objects.filter(pk=key).first()
        if sent and says_the_same(sent, made):
            return sent
        if sent:
            made.pk = uuids.uuid7()
        keep(made)
    return made


def says_the_same(one: Idea, other: Idea) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("brainstorm_id", "by_id", "thinker_id", "text"))


def change(idea: Idea, text: str, *, seen: str | None = None) -> Idea:
    """Give the idea another text.

    Raises ChangedMeanwhile when `seen` is given and the idea was removed, or has another text now.
    """
    with standing_still(idea) as current:
        if seen is not None and (current.removed_at or current.text not in {one_line(seen), one_line(text)}):
            raise ChangedMeanwhile(current)
        current.text = one_line(text)
        keep(current)
    return current


def share(idea: Idea, *, seen: int, is_shared: bool = True) -> Idea:
    """Show the idea to those who think along, or no longer.

    Raises ChangedMeanwhile when it is not the one of number `seen`: only what was read is shared.
    """
    with standing_still(idea) as current:
        if current.number != seen:
            raise ChangedMeanwhile(current)
        current.is_shared = is_shared
        keep(current)
    return current


def remove(idea: Idea, *, by: Person | None) -> Idea:
    """Take the idea away; `by` is None for whoever thinks along and withdraws an own idea.

    Raises AlreadyChosen when it became an intervention.
    """
    with standing_still(idea) as current:
        if current.interventions.exists():
            raise AlreadyChosen
        if not current.removed_at:
            current.removed_at, current.removed_by = timezone.now(), by
            keep(current)
    return current


def put_back(idea: Idea) -> Idea:
    with standing_still(idea) as current:
        if current.removed_at:
            current.removed_at = current.removed_by = None
            keep(current)
    return current


@contextmanager
def standing_still(idea: Idea) -> Iterator[Idea]:
    """The idea as it is now, while nobody else changes anything in its brainstorm."""
    with transaction.atomic():
        hold(idea.brainstorm)
        loaded = Idea.objects.select_related("brainstorm__stakeholder", "by", "thinker")
        yield loaded.get(pk=idea.pk)


def keep(idea: Idea) -> None:
    """Save with the next number, and tell who listens."""
    idea.number = idea.brainstorm.next_number()
    idea.was_shown |= idea.is_shared
    idea.save()
    announce(topic=str(idea.brainstorm_id), number=idea.number)
