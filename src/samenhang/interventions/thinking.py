"""Thinking along: the door a leader opens, who comes in by it, and what they see.

Only the texts that lie on the table are read here; of the other ideas no more than that they are not there.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Door, DoorQuerySet, Idea, IdeaQuerySet, Thinker
from samenhang.live.announcing import announce
from samenhang.live.frames import Frame

MOST_THINKERS = 40
# Of one thinker: far more than anybody thinks of, and an end to a device that keeps sending.
MOST_IDEAS = 100
# More than anybody reads and weighs; withdrawn ones count too.
MOST_IDEAS_TOGETHER = 400
# Two codes in a row that are in use would already be a wonder.
TRIES = 5
# Takes the place of the element that stands for an open door on the page of who thinks along.
CLOSED = '<li id="door" data-closed hidden></li>'


class Closed(Exception):
    """The door is not open, or not any more."""


class Full(Exception):
    """As many think along as one door lets in."""


class Enough(Exception):
    """This thinker has as many ideas on the table as one may have."""


def open_door(brainstorm: Brainstorm, *, question: str, by: Person) -> Door:
    """The open door of this brainstorm: the one there is, else a new one with `question`."""
    for _try in range(TRIES):
        try:
            return opened(brainstorm, question, by)
        except IntegrityError:  # another leader was faster, or the code is in use
            continue
    raise RuntimeError("No free code was found.")


def opened(brainstorm: Brainstorm, question: str, by: Person) -> Door:
    with transaction.atomic():
        ideas.hold(brainstorm)
        already: Door | None = brainstorm.doors.open().first()
        if already:
            return already
        brainstorm.doors.filter(closed_at=None).update(closed_at=timezone.now())
        door: Door = Door.objects.create(
            initiative_id=brainstorm.stakeholder.initiative_id, brainstorm=brainstorm, question=question, opened_by=by
        )
        tell(brainstorm)
    return door


def close(door: Door) -> None:
    """Nobody comes in any more, and nobody inside can add or read anything. The ideas stay."""
    with transaction.atomic():
        Door.objects.filter(pk=door.pk, closed_at=None).update(closed_at=timezone.now())
        tell(door.brainstorm)


def join(door: Door, name: str) -> Thinker:
    """Somebody more who thinks along. Raises Closed or Full."""
    with transaction.atomic():
        held = hold(door)
        if held.thinkers.count() >= MOST_THINKERS:
            raise Full
        made = Thinker.objects.create(initiative_id=held.initiative_id, door=held, name=ideas.one_line(name))
        tell(held.brainstorm)
    return made


def leave(thinker: Thinker) -> None:
    """Think along no more; who added nothing gives up the place."""
    with transaction.atomic():
        Thinker.objects.filter(pk=thinker.pk, ideas=None).delete()
        tell(thinker.door.brainstorm)


def contribute(thinker: Thinker, *, key: UUID, text: str) -> Idea:
    """An idea of this thinker, on the table. Raises Closed or Enough."""
    with transaction.atomic():
        held = hold(thinker.door)
        if thinker.ideas.exclude(pk=key).count() >= MOST_IDEAS:
            raise Enough
        if held.brainstorm.ideas.exclude(thinker=None).count() >= MOST_IDEAS_TOGETHER:
            raise Enough
        return ideas.add(held.brainstorm, key=key, text=text, thinker=thinker, is_shared=True)


def reword(thinker: Thinker, idea: Idea, text: str) -> None:
    """Give an own idea other words. Raises Closed, or AlreadyChosen when leaders made it an intervention."""
    with transaction.atomic():
        ideas.hold(hold(thinker.door).brainstorm)
        if idea.interventions.exists():
            raise ideas.AlreadyChosen
        ideas.change(idea, text)


def withdraw(thinker: Thinker, idea: Idea) -> None:
    """Take an own idea back. Raises Closed, or AlreadyChosen when leaders made it an intervention."""
    with transaction.atomic():
        hold(thinker.door)
        ideas.remove(idea, by=None)


def hold(door: Door) -> Door:
    """The door as it is now; it stays open until this transaction ends. Raises Closed when it is not."""
    there = without_analysis(Door.objects.open().filter(pk=door.pk)).select_for_update(of=("self",))
    held: Door | None = there.first()
    if held is None:
        raise Closed
    return held


def without_analysis(doors: DoorQuerySet) -> DoorQuerySet:
    """With the brainstorm loaded, and none of what leaders wrote in it or about the partner."""
    of_brainstorm = ["brainstorm__last_number", "brainstorm__stakeholder__initiative_id"]
    return doors.select_related("brainstorm__stakeholder").only("code", "question", "initiative_id", *of_brainstorm)


def tell(brainstorm: Brainstorm) -> None:
    """Let who listens look again: somebody joined, or the door was opened or closed."""
    announce(topic=str(brainstorm.pk), number=brainstorm.next_number())


def on_the_table(brainstorm: Brainstorm) -> list[Idea]:
    """What those who think along see, the newest first."""
    return list(brainstorm.ideas.on_the_table().select_related("thinker").order_by("-created_at", "-id"))


def frames_after(door: Door, number: int) -> list[Frame]:
    """What changed on the table since `number`: the same for everybody, in no language. Or that the door is closed."""
    if not Door.objects.open().filter(pk=door.pk).exists():
        return [Frame(number + 1, CLOSED)]
    changed = Idea.objects.filter(brainstorm=door.brainstorm_id).changed_after(number)
    frames = [Frame(idea.number, drawn(idea)) for idea in changed.on_the_table().select_related("thinker")]
    frames += [Frame(at, gone(key)) for key, at in off_the_table(changed).values_list("pk", "number")]
    return sorted(frames, key=lambda frame: frame.number)


def off_the_table(changed: IdeaQuerySet) -> IdeaQuerySet:
    """Those that could be seen before."""
    return changed.filter(was_shown=True).exclude(removed_at=None, is_shared=True)


def drawn(idea: Idea) -> str:
    """The idea as everybody sees it, or that it is not on the table (any more)."""
    if idea.removed_at or not idea.is_shared:
        return gone(idea.pk)
    return render_to_string("interventions/thinker_idea.html", {"idea": idea}).strip()


def gone(key: UUID) -> str:
    return f'<li id="idea-{key}" data-gone></li>'
