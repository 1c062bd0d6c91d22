"""What a leader sees of a brainstorm: its ideas, how far it is, and which interests were thought of."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.accounts.models import Person
from samenhang.interventions.models import ENOUGH_IDEAS, Brainstorm, Idea, Intervention
from samenhang.interventions.weighing import Verdict, interests_of, verdicts_of
from samenhang.live.frames import Frame
from samenhang.stakeholders.models import Interest

NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One idea as the viewer reads it."""

    idea: Idea
    order: int
    # Empty for the viewer's own.
    source: str
    is_own: bool
    verdict: Verdict | None
    is_chosen: bool

    @property
    def name(self) -> str:
        """What its buttons call it."""
        return _("idee %(order)d") % {"order": self.order}

    @property
    def may_change(self) -> bool:
        """What somebody who thinks along wrote stays in his or her words."""
        return self.idea.thinker_id is None


@dataclass(frozen=True, slots=True)
class Gate:
    """Choosing opens at enough ideas, or at a reason to choose earlier."""

    count: int
    is_open: bool

    @property
    def missing(self) -> int:
        return max(ENOUGH_IDEAS - self.count, 0)

    @property
    def places(self) -> list[tuple[int, bool]]:
        """(place, whether an idea fills it)."""
        return [(place, place <= self.count) for place in range(1, ENOUGH_IDEAS + 1)]

    @property
    def enough(self) -> int:
        return ENOUGH_IDEAS


@dataclass
class Board:
    """One brainstorm for one viewer. All is read once, when it is first asked for, in a constant number of queries."""

    brainstorm: Brainstorm
    viewer: Person
    may_edit: bool

    @property
    def initiative_id(self) -> UUID:
        return self.brainstorm.stakeholder.initiative_id

    @cached_property
    def ideas(self) -> list[Any]:
        """All ideas in the order they came, removed ones too."""
        chosen = Intervention.objects.filter(idea=OuterRef("pk"))
        found = self.brainstorm.ideas.order_by("created_at", "id").select_related("by", "thinker", "removed_by")
        return list(found.annotate(is_chosen=Exists(chosen)))

    @cached_property
    def lines(self) -> list[Line]:
        """The newest first."""
        return [line for line in self.all_lines if not line.idea.removed_at]

    @cached_property
    def removed(self) -> list[Line]:
        """Those a leader removed; what somebody who thinks along withdrew is not to be put back by others."""
        return [line for line in self.all_lines if line.idea.removed_by_id]

    @cached_property
    def all_lines(self) -> list[Line]:
        numbered = list(enumerate(self.ideas, 1))
        return [self.line_of(idea, order) for order, idea in reversed(numbered)]

    def line_of(self, idea: Any, order: int) -> Line:
        is_own = idea.by_id == self.viewer.pk
        source = "" if is_own else source_of(idea)
        return Line(idea, order, source, is_own, self.verdicts.get(idea.pk), idea.is_chosen)

    @cached_property
    def verdicts(self) -> dict[UUID, Verdict]:
        return verdicts_of(self.brainstorm, self.viewer)

    @cached_property
    def gate(self) -> Gate:
        count = len(self.lines)
        return Gate(count, is_open=self.brainstorm.choice_is_open_at(count))

    @cached_property
    def interests(self) -> list[tuple[Interest, int]]:
        """What the viewer may know of their interests, each with how many ideas serve it."""
        served = [one.pk for line in self.lines if line.verdict for one in line.verdict.serves]
        return [(interest, served.count(interest.pk)) for interest in interests_of(self.brainstorm, self.viewer)]

    @cached_property
    def behind_door(self) -> list[tuple[UUID | None, str | None]]:
        """(key, name) of each who thinks along; one without key while nobody does, and none when the door is closed."""
        there = self.brainstorm.doors.open().order_by("thinkers__id")
        return list(there.values_list("thinkers", "thinkers__name"))

    @property
    def has_open_door(self) -> bool:
        return bool(self.behind_door)

    @property
    def along(self) -> str:
        """Who thinks along, in a sentence; those without a name are counted."""
        count = sum(bool(key) for key, name in self.behind_door)
        if not count:
            return _("Nog niemand denkt mee") if self.has_open_door else ""
        names = [name for key, name in self.behind_door if name][:NAMES_SHOWN]
        others = count - len(names)
        if not names:
            return ngettext("%(count)d meedenker", "%(count)d meedenkers", others) % {"count": others}
        who = ", ".join(names)
        if others:
            who = _("%(names)s en nog %(count)d") % {"names": who, "count": others}
        return ngettext("%(who)s denkt mee", "%(who)s denken mee", count) % {"who": who}


def source_of(idea: Idea) -> str:
    """Whose idea it is, for others."""
    if idea.thinker:
        return _("Van %(name)s") % {"name": idea.thinker.name} if idea.thinker.name else _("Van een meedenker")
    return _("Van %(name)s") % {"name": idea.by} if idea.by else _("Van iemand die niet meer meedoet")


def frames_after(board: Board, number: int) -> list[Frame]:
    """What changed since `number` as this viewer reads it; the last frame brings the regions beside the list along."""
    if board.brainstorm.last_number <= number:
        return []
    changed = [line for line in board.all_lines if line.idea.number > number]
    frames = [Frame(line.idea.number, drawn(board, line)) for line in sorted(changed, key=lambda one: one.idea.number)]
    last = max([board.brainstorm.last_number, *(frame.number for frame in frames)])
    html = frames.pop().html if frames and frames[-1].number == last else ""
    return [*frames, Frame(last, html + beside(board))]


def drawn(board: Board, line: Line) -> str:
    return render_to_string("interventions/idea.html", {"board": board, "line": line})


def beside(board: Board) -> str:
    """What changes along with the list: the gate, who thinks along, how many ideas serve an interest."""
    return render_to_string("interventions/beside.html", {"board": board})
