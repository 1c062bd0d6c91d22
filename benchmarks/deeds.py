"""Brainstorms, interventions and actions for the size the budgets are about."""

from datetime import timedelta
from itertools import cycle

from django.utils import timezone

from benchmarks.rows import SENTENCE
from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Outcome
from samenhang.initiatives.models import Initiative
from samenhang.interventions.models import Brainstorm, Family, Idea, Intervention, Reflection, Weighing
from samenhang.relationships.models import Deed
from samenhang.stakeholders.models import Stakeholder

IDEAS = 20


def add_deeds(initiative: Initiative, by: Person) -> None:
    """For every other stakeholder a brainstorm with a chosen idea, of which half are done and looked back on; and as
    many shared actions. The first stakeholder's brainstorm has many ideas, all weighed."""
    stakeholders = list(initiative.stakeholders.all()[::2])
    brainstorms = Brainstorm.objects.bulk_create(
        Brainstorm(stakeholder=one, from_dimension=2, to_dimension=3, begun_by=by, last_number=IDEAS)
        for one in stakeholders
    )
    families = cycle(Family)
    ideas = Idea.objects.bulk_create(
        Idea(initiative=initiative, brainstorm=one, number=number, text=SENTENCE, family=next(families), by=by)
        for at, one in enumerate(brainstorms)
        for number in range(1 if at else IDEAS)
    )
    weigh(ideas[:IDEAS], stakeholders[0], by)
    choose(ideas[IDEAS:], stakeholders[1:], by)
    share(initiative, len(stakeholders), by)


def weigh(ideas: list[Idea], stakeholder: Stakeholder, by: Person) -> None:
    fits = {str(one.pk): 2 for one in stakeholder.interests.all()}
    Weighing.objects.bulk_create(
        Weighing(initiative=stakeholder.initiative, idea=one, by=by, fits=fits, purpose=SENTENCE) for one in ideas
    )


def choose(ideas: list[Idea], stakeholders: list[Stakeholder], by: Person) -> None:
    now, today = timezone.now(), timezone.localdate()
    actions = Action.objects.bulk_create(
        Action(
            initiative=one.initiative,
            stakeholder=one,
            private_text=SENTENCE,
            owner=by,
            accepted_at=now,
            due=today + timedelta(days=number % 60 - 20),
            outcome=Outcome.DONE if number % 2 else "",
            ended_at=now if number % 2 else None,
        )
        for number, one in enumerate(stakeholders)
    )
    interventions = Intervention.objects.bulk_create(
        Intervention(stakeholder=one, idea=idea, action=action, family=idea.family, chosen_by=by)
        for one, idea, action in zip(stakeholders, ideas, actions, strict=True)
    )
    done = interventions[1::2]
    deeds = Deed.objects.bulk_create(Deed(stakeholder=one.stakeholder, by=by, what=SENTENCE) for one in done)
    Reflection.objects.bulk_create(
        Reflection(
            initiative=one.stakeholder.initiative,
            intervention=one,
            by=by,
            what_happened=SENTENCE,
            before=2,
            stood=3,
            deed=deed,
        )
        for one, deed in zip(done, deeds, strict=True)
    )


def share(initiative: Initiative, count: int, by: Person) -> None:
    today = timezone.localdate()
    Action.objects.bulk_create(
        Action(
            initiative=initiative,
            is_shared=True,
            shared_text=SENTENCE,
            owner=by if number % 3 else None,
            due=today + timedelta(days=number % 60 - 20),
        )
        for number in range(count)
    )
