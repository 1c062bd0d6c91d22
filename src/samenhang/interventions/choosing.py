"""Choosing an idea: it becomes an intervention with an action, all of it or nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenhang.accounts.models import Person
from samenhang.actions.making import make
from samenhang.interventions import ideas
from samenhang.interventions.models import ENOUGH_IDEAS, Brainstorm, Idea, Intervention
from samenhang.relationships.assessors import name_of


class InTheWay(Exception):
    """What somebody else did meanwhile, so that this idea is not chosen; `sentence` tells the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def choose(
    idea: Idea, *, by: Person, key: UUID, family: str, first_step: str, action_form: Any, seen: set[UUID]
) -> Intervention:
    """Make the idea an intervention with an action; the same `key` again gives the one there is.

    `seen` are the running interventions of this brainstorm that `by` knew of. Raises InTheWay when there is another,
    and when the idea was removed or the choice closed. Two who choose at once come here one after the other.
    """
    with ideas.standing_still(idea) as current:
        made: Intervention | None = Intervention.objects.filter(pk=key).first()
        if made and made.idea_id == current.pk and made.chosen_by_id == by.pk:
            return made
        refuse(current, seen)
        key = uuids.uuid7() if made else key
        if Intervention.objects.filter(action=action_form.cleaned_data["key"]).exists():
            action_form.cleaned_data["key"] = uuids.uuid7()
        stakeholder = current.brainstorm.stakeholder
        page = reverse("interventions:intervention", args=[current.initiative_id, key])
        chosen: Intervention = Intervention.objects.create(
            pk=key,
            stakeholder=stakeholder,
            idea=current,
            action=make(action_form, by=by, stakeholder=stakeholder, origin=page),
            family=family,
            chosen_by=by,
            first_step=first_step,
        )
        # Whoever looks at the brainstorm sees that it was chosen.
        ideas.keep(current)
    return chosen


def refuse(idea: Idea, seen: set[UUID]) -> None:
    """Raise InTheWay when something stands in the way of choosing this idea."""
    if idea.removed_at:
        raise InTheWay(_("Dit idee is intussen weggehaald. Wat u schreef, staat er nog."))
    if not {one.pk for one in running(idea.brainstorm)} <= seen:
        raise InTheWay(_("Intussen is een ander idee gekozen. Wat u schreef, staat er nog."))
    count = idea.brainstorm.ideas.present().count()
    if not idea.brainstorm.choice_is_open_at(count):
        raise InTheWay(not_open_yet(count))


def running(brainstorm: Brainstorm) -> list[Intervention]:
    """What was chosen from this brainstorm and is not done or dropped, newest first; with idea and person."""
    chosen = Intervention.objects.running().filter(idea__brainstorm=brainstorm)
    return list(chosen.select_related("idea", "chosen_by").defer("opening", "will_not", "first_step"))


def open_early(brainstorm: Brainstorm, *, by: Person, why: str) -> None:
    """Open the choice before there are enough ideas. Who came first keeps the word."""
    Brainstorm.objects.filter(pk=brainstorm.pk, early_at=None).update(
        early_why=why, early_by=by, early_at=timezone.now()
    )


@dataclass(frozen=True, slots=True)
class Early:
    """That somebody opened the choice early, and why."""

    sentence: str
    why: str


def early_of(brainstorm: Brainstorm, viewer: Person) -> Early | None:
    if brainstorm.early_at is None:
        return None
    count = ideas_at(brainstorm, brainstorm.early_at)
    by = brainstorm.early_by
    if by and by.pk == viewer.pk:
        sentence = ngettext("U koos na %(count)d idee, omdat:", "U koos na %(count)d ideeën, omdat:", count)
    else:
        sentence = ngettext(
            "%(name)s koos na %(count)d idee, omdat:", "%(name)s koos na %(count)d ideeën, omdat:", count
        )
    return Early(sentence % {"count": count, "name": name_of(by, viewer)}, brainstorm.early_why)


def ideas_at(brainstorm: Brainstorm, moment: datetime) -> int:
    """How many ideas there were then."""
    there: int = brainstorm.ideas.filter(Q(removed_at=None) | Q(removed_at__gt=moment), created_at__lte=moment).count()
    return there


def not_open_yet(count: int) -> str:
    """Why one cannot choose with `count` ideas, and what to do."""
    if not count:
        return _("Kiezen kan vanaf vijf ideeën. Bedenk eerst uw eerste idee.")
    still = ngettext(
        "Kiezen kan vanaf %(enough)d ideeën. U hebt er nu %(count)d.",
        "Kiezen kan vanaf %(enough)d ideeën. U hebt er nu %(count)d.",
        count,
    )
    return f"{still % {'enough': ENOUGH_IDEAS, 'count': count}} {_('Of schrijf op waarom u nu al kiest.')}"
