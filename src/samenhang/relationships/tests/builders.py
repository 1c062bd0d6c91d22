"""Relations to test with."""

from datetime import date, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.relationships.models import Assessment, Observation
from samenhang.stakeholders.models import (
    Interest,
    InterestKind,
    Need,
    NeedKind,
    Part,
    Precondition,
    Ring,
    Stakeholder,
)

NAMES = (
    "Zorgverzekeraar Meerzorg",
    "Huisartsenpraktijk De Linde",
    "Bewonersplatform Oost",
    "Karim Aydin",
    "Wijkteam",
    "Sportvereniging Vooruit",
    "Gemeenschappelijke Gezondheidsdienst Lindermeer en Omstreken",
    "Thuis in Oost",
)


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def observe(
    stakeholder: Stakeholder, by: Person, *behaviours: str, days: int = 1, words: str = "Gezien"
) -> Observation:
    observation = Observation(
        stakeholder=stakeholder, by=by, on=days_ago(days), words=words, behaviours=list(behaviours)
    )
    observation.keep()
    return observation


def assess(stakeholder: Stakeholder, by: Person, dimension: int, days: int = 0, **fields: Any) -> Assessment:
    """A decision as it was taken on an earlier day; give them in order of time."""
    made: Assessment = Assessment.objects.create(
        stakeholder=stakeholder,
        by=by,
        on=days_ago(days),
        dimension=dimension,
        before=stakeholder.dimension,
        **fields,
    )
    stakeholder.dimension = dimension
    stakeholder.save(update_fields=["dimension"])
    return made


def fill(initiative: Initiative, by: Person, count: int, assessments: int = 3) -> list[Stakeholder]:
    """Many relations of every sort."""
    influence, attitude, part, ring = (
        cycle([None, 1, 2, 3, 4]),
        cycle([3, 4, None, 5, 1, 2, 3]),
        cycle(Part),
        cycle(Ring),
    )
    stakeholders = [
        Stakeholder(
            initiative=initiative,
            name=f"{NAMES[number % len(NAMES)]} {number}",
            influence=next(influence),
            attitude=next(attitude),
            part=next(part),
            ring=next(ring),
            essential=number % 4 == 0,
            dimension=(number + assessments - 1) % 4 + 1 if number % 6 else None,
            dimension_is_impression=number % 3 == 0,
            last_observed_on=days_ago(number) if number % 2 else None,
        )
        for number in range(count)
    ]
    Stakeholder.objects.bulk_create(stakeholders)
    Need.objects.bulk_create(Need(stakeholder=one, kind=NeedKind.MONEY) for one in stakeholders[::2])
    Need.objects.bulk_create(
        Need(stakeholder=one, kind=NeedKind.OWN_WORDS, words="kennis van de wijk") for one in stakeholders[::3]
    )
    Interest.objects.bulk_create(
        Interest(stakeholder=one, text="Rust", kind=InterestKind.INDIVIDUAL, author=by) for one in stakeholders[::2]
    )
    Precondition.objects.bulk_create(
        Precondition(stakeholder=one, text="Raad stemt in", absolute=True) for one in stakeholders[::5]
    )
    Assessment.objects.bulk_create(
        Assessment(
            stakeholder=one,
            by=by,
            on=days_ago((assessments - turn) * 30),
            dimension=(number + turn) % 4 + 1,
            before=(number + turn - 1) % 4 + 1 if turn else None,
            why="Zij vroegen door op ons plan.",
        )
        for number, one in enumerate(stakeholders)
        if number % 6
        for turn in range(assessments)
    )
    return stakeholders
