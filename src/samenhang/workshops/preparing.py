"""Preparing a workshop: beginning it with its maps, its groups, and what cannot be changed any more (F5, I3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.documents.marks import MARKS
from samenhang.privacy.erasing import erase
from samenhang.workshops.acts import save_state, tell
from samenhang.workshops.models import Act, Board, Card, Participant, PartnerGroup, Workshop
from samenhang.workshops.reading import check_reading

MOST_GROUPS = len(MARKS)


class InUse(Exception):
    """Somebody takes part in it or wrote in it: it stays."""


class Enough(Exception):
    """There are as many groups as there are marks."""


class NameTaken(Exception):
    """There is a group of this name already."""


# A workshop and its maps


def begin(workshop: Workshop, by: Person, groups: Sequence[str] = ()) -> Workshop:
    """Keep a new workshop with its groups and maps. Sent again under its key, it is there once."""
    workshop.created_by = by
    try:
        with transaction.atomic():
            workshop.save(force_insert=True)
            for mark, name in enumerate(groups[:MOST_GROUPS]):
                make_group(workshop, name, mark)
            keep_maps_in_step(workshop)
    except IntegrityError:
        return Workshop.objects.get(pk=workshop.pk, initiative=workshop.initiative_id)
    return workshop


def hold(workshop: Workshop) -> Workshop:
    """The workshop as it is now; it stands still until this transaction ends, and so do its maps."""
    # `no_key`: whoever holds a map and saves it looks whether its workshop is there, and may go on.
    held: Workshop = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    list(held.boards.select_for_update().order_by("pk"))
    return held


def keep_maps_in_step(workshop: Workshop) -> None:
    """One map of all together, and in a series one of each group. Raises InUse when a map that has to go is used."""
    there = {board.group_id: board for board in workshop.boards.all()}
    is_series = workshop.kind == Workshop.Kind.SERIES
    wanted = {None, *(workshop.groups.values_list("pk", flat=True) if is_series else ())}
    for group in wanted - there.keys():
        Board.objects.create(
            initiative_id=workshop.initiative_id,
            workshop=workshop,
            group_id=group,
            facilitator_id=workshop.created_by_id,
        )
    for group in there.keys() - wanted:
        if is_used(there[group]):
            raise InUse
        there[group].delete()


def is_used(board: Board) -> bool:
    return board.participants.exists() or board.cards.exists()


def change(workshop: Workshop) -> None:
    """Keep what was changed in a workshop that is held, and tell everybody who looks at one of its maps."""
    workshop.save()
    keep_maps_in_step(workshop)
    let_know(workshop)


def let_know(workshop: Workshop) -> None:
    """Tell everybody who looks at an open map of this workshop, which is held."""
    for board in workshop.boards.filter(closed_at=None):
        save_state(board)
        tell(board)


def erase_workshop(workshop: Workshop) -> None:
    """Delete a workshop with its maps and all that is on them; nobody adds anything meanwhile."""
    workshop.boards.filter(closed_at=None).update(closed_at=timezone.now())
    erase(workshop)


# What was promised, and so is fixed


@dataclass(frozen=True, slots=True)
class Fixed:
    """What can be changed no more. `columns`: those with a contribution, whose naming was promised.

    `begun`: somebody wrote or a map was led on, so what a map is and who reads along stays. `tempo`: a map was led past
    the first step, which is the same in each tempo. `joined`: somebody was told until when names and contributions are
    kept, so that may only be sooner.
    """

    columns: frozenset[int] = frozenset()
    begun: bool = False
    tempo: bool = False
    joined: bool = False


def fixed_of(workshop: Workshop) -> Fixed:
    written = Card.objects.filter(board__workshop=workshop).order_by()
    columns = frozenset(written.values_list("column", flat=True).distinct())
    joined = Participant.objects.filter(board__workshop=workshop).exists()
    led_on = Act.objects.standing().filter(board__workshop=workshop, kind__in=[Act.Kind.MOVE_ON, Act.Kind.REVEAL])
    steps = list(led_on.values_list("changes", flat=True))
    # Also one that came back: undoing may lead there again.
    went_on = any(name == "stage" for changes in steps for _model, _key, name, _before, _after in changes)
    begun, tempo = bool(columns or steps), went_on or workshop.boards.filter(stage__gt=0).exists()
    return Fixed(columns, begun=begun, tempo=tempo, joined=joined)


# Groups


def make_group(workshop: Workshop, name: str, mark: int, day: date | None = None) -> PartnerGroup:
    made: PartnerGroup = PartnerGroup.objects.create(
        initiative_id=workshop.initiative_id, workshop=workshop, name=name, mark=mark, day=day
    )
    return made


def add_group(workshop: Workshop, name: str, mark: int, day: date | None = None) -> PartnerGroup:
    """Another group, in a series with a map of its own. Raises Enough or NameTaken."""
    with transaction.atomic():
        held = hold(workshop)
        there = [group.name.casefold() for group in held.groups.all()]
        if len(there) >= MOST_GROUPS:
            raise Enough
        if name.casefold() in there:
            raise NameTaken
        made = make_group(held, name, mark, day)
        keep_maps_in_step(held)
    return made


def change_group(group: PartnerGroup) -> None:
    """Keep what was changed in a group, and tell everybody. Raises PartnerGroup.DoesNotExist when it is gone."""
    with transaction.atomic():
        held = hold(group.workshop)
        held.groups.get(pk=group.pk)
        group.save()
        let_know(held)


def remove_group(group: PartnerGroup, reading: str) -> dict[str, Any]:
    """Take out a group of which nobody takes part; what is returned puts it back. Raises InUse or ReadOtherwise."""
    with transaction.atomic():
        hold(group.workshop)
        is_theirs = Participant.objects.filter(group=group).exists() or Card.objects.filter(group=group).exists()
        if is_theirs or any(is_used(board) for board in group.boards.all()):
            raise InUse
        check_reading(group, reading)
        invited = [str(key) for key in group.invitees.values_list("pk", flat=True)]
        kept = {"name": group.name, "mark": group.mark, "day": group.day and str(group.day), "invited": invited}
        group.delete()
    return kept


def put_group_back(workshop: Workshop, kept: dict[str, Any]) -> PartnerGroup:
    """The group as it was, with whom was invited of it. Raises Enough or NameTaken."""
    with transaction.atomic():
        group = add_group(workshop, kept["name"], kept["mark"], kept["day"] and date.fromisoformat(kept["day"]))
        workshop.invitees.filter(pk__in=kept["invited"], group=None).update(group=group)
    return group


def free_marks(workshop: Workshop) -> list[int]:
    """The marks that no group has yet."""
    taken = set(workshop.groups.values_list("mark", flat=True))
    return [mark for mark in range(len(MARKS)) if mark not in taken]
