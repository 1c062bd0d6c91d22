"""An initiative of the size the budgets are about: every field filled, every relation assessed many times."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import cycle

from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.relationships.behaviours import BEHAVIOURS
from samenhang.relationships.models import Assessment, Observation
from samenhang.stakeholders.models import (
    Attitude,
    Dimension,
    Influence,
    Interest,
    Kind,
    Need,
    NeedKind,
    Part,
    Precondition,
    PreconditionState,
    Ring,
    Stakeholder,
)

SENTENCE = "Zij willen dat bewoners elke dag dicht bij huis bewegen, zonder extra kosten."
DAYS_APART = 20


def make_initiative(leader: Person, stakeholders: int, assessments: int) -> Initiative:
    """`stakeholders` rows with `assessments` decisions each, every decision resting on an observation."""
    initiative = Initiative.begin(leader, name="Gezond in de wijk", goal="Bewoners bewegen elke dag dicht bij huis.")
    made = Stakeholder.objects.bulk_create([stakeholder(initiative, number) for number in range(stakeholders)])
    add_details(made, leader)
    add_trajectories(made, leader, assessments)
    return initiative


def stakeholder(initiative: Initiative, number: int) -> Stakeholder:
    def one_of[Choice](choices: Iterable[Choice]) -> Choice:
        several = list(choices)
        return several[number % len(several)]

    return Stakeholder(
        initiative=initiative,
        name=f"Vereniging {number} voor de wijk",
        kind=one_of(Kind),
        organisation=f"Gemeente {number % 40}",
        job_title="Voorzitter",
        essential=number % 5 == 0,
        influence=one_of(Influence),
        attitude=one_of(Attitude),
        part=one_of(Part),
        ring=one_of(Ring),
        own_initiatives="Buurtmoestuin",
        constituency="Bewoners",
        notes=SENTENCE,
        source="Gesprek",
        dimension=one_of(Dimension),
        dimension_is_impression=False,
        last_observed_on=timezone.localdate() - timedelta(days=number % 200),
    )


def add_details(stakeholders: list[Stakeholder], author: Person) -> None:
    kinds = cycle(NeedKind)
    Need.objects.bulk_create(Need(stakeholder=one, kind=next(kinds)) for one in stakeholders for _ in range(2))
    Interest.objects.bulk_create(
        Interest(stakeholder=one, text=SENTENCE, author=author) for one in stakeholders for _ in range(2)
    )
    states = cycle(PreconditionState)
    Precondition.objects.bulk_create(
        Precondition(stakeholder=one, text=SENTENCE, absolute=True, state=next(states)) for one in stakeholders
    )


def add_trajectories(stakeholders: list[Stakeholder], by: Person, length: int) -> None:
    today = timezone.localdate()
    days = [today - timedelta(days=DAYS_APART * back) for back in range(length)]
    seen = cycle(behaviour.code for behaviour in BEHAVIOURS)
    observations = Observation.objects.bulk_create(
        Observation(stakeholder=one, by=by, on=day, words=SENTENCE, behaviours=[next(seen), next(seen)])
        for one in stakeholders
        for day in days
    )
    dimensions = cycle(Dimension)
    assessments = Assessment.objects.bulk_create(
        Assessment(
            stakeholder=observation.stakeholder,
            by=by,
            on=observation.on,
            dimension=next(dimensions),
            why=SENTENCE,
            is_impression=False,
        )
        for observation in observations
    )
    through = Assessment.rests_on.through
    through.objects.bulk_create(
        through(assessment=assessment, observation=observation)
        for assessment, observation in zip(assessments, observations, strict=True)
    )
