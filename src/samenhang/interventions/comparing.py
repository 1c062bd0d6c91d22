"""Ideas side by side: what the viewer and each co-leader made of them, never added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.interventions.flags import Flag, flags_of
from samenhang.interventions.models import Brainstorm, Idea, Intervention, Weighing
from samenhang.interventions.weighing import Fit, fits_of, judgement_of
from samenhang.relationships.assessors import name_of
from samenhang.stakeholders.models import Interest


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person said about an idea. `known`: interests of the other; `unsaid`: those it was not held against."""

    name: str
    is_own: bool
    weighing: Weighing
    fits: list[Fit]
    known: int
    unsaid: int
    answers: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Option:
    """An idea with everything that was said about it; the flags are the viewer's."""

    idea: Idea
    name: str
    own: Opinion | None
    others: list[Opinion]
    flags: list[Flag]
    chosen: Intervention | None

    @property
    def opinions(self) -> list[Opinion]:
        return [self.own, *self.others] if self.own else self.others

    def serves(self, key: str) -> bool:
        """Whether the viewer finds that it serves the interest of this key."""
        return self.own is not None and any(str(fit.interest.pk) == key for fit in self.own.fits)


def options_of(
    brainstorm: Brainstorm, viewer: Person, interests: Sequence[Interest], chosen: Sequence[Intervention]
) -> list[Option]:
    """The ideas that are there, oldest first; two queries. Pass the interests that `viewer` may see."""
    present = brainstorm.ideas.present().select_related("by", "thinker").order_by("created_at", "id")
    weighings = weighings_by_idea(brainstorm)
    by_idea = {one.idea_id: one for one in reversed(chosen)}
    return [option_of(idea, weighings.get(idea.pk, []), viewer, interests, by_idea.get(idea.pk)) for idea in present]


def option_of(
    idea: Idea,
    weighings: Sequence[Weighing],
    viewer: Person,
    interests: Sequence[Interest],
    chosen: Intervention | None = None,
) -> Option:
    opinions = [opinion_of(weighing, viewer, interests) for weighing in weighings]
    own = next((one for one in opinions if one.is_own), None)
    return Option(
        idea=idea,
        name=thought_up_by(idea, viewer),
        own=own,
        others=sorted((one for one in opinions if not one.is_own), key=lambda one: one.name),
        flags=flags_of(judgement_of(own.weighing if own else None, interests, idea.text)),
        chosen=chosen,
    )


def weighings_by_idea(brainstorm: Brainstorm) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for weighing in Weighing.objects.filter(idea__brainstorm=brainstorm).select_related("by"):
        found.setdefault(weighing.idea_id, []).append(weighing)
    return found


def opinion_of(weighing: Weighing, viewer: Person, interests: Sequence[Interest]) -> Opinion:
    """Of another, only what he or she said about interests that `viewer` may see."""
    return Opinion(
        name=name_of(weighing.by, viewer),
        is_own=weighing.by_id == viewer.pk,
        weighing=weighing,
        fits=fits_of(weighing, interests),
        known=len(interests),
        unsaid=sum(str(interest.pk) not in weighing.fits for interest in interests),
        answers=answers_of(weighing),
    )


def answers_of(weighing: Weighing) -> list[tuple[str, str]]:
    """What somebody said about him- or herself, in words; what was not said is left out."""
    said = [
        (_("Wat telt"), weighing.own_values, weighing.get_own_values_display()),
        (_("Manier van doen"), weighing.own_manner, weighing.get_own_manner_display()),
        (_("Werk"), weighing.effort, weighing.get_effort_display()),
        (_("Spannend"), weighing.stretch, weighing.get_stretch_display()),
    ]
    return [(label, str(words)) for label, value, words in said if value is not None]


def thought_up_by(idea: Idea, viewer: Person) -> str:
    """Whose idea it is, as `viewer` reads it; somebody who thought along may have left out a name."""
    if idea.thinker:
        return idea.thinker.name or _("Meedenker zonder naam")
    return name_of(idea.by, viewer)


@dataclass(frozen=True, slots=True)
class Served:
    """An interest, and the ideas that serve it according to the viewer."""

    interest: Interest
    options: list[Option]


def served_by(interests: Sequence[Interest], options: Sequence[Option]) -> list[Served]:
    return [
        Served(interest, [option for option in options if option.serves(str(interest.pk))]) for interest in interests
    ]
