"""Where to begin, and what the analysis still lacks: the facts behind `ranking`, read for one viewer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.relationships.ranking import Facts, Ranked, rank
from samenhang.relationships.rows import links, needs_of
from samenhang.relationships.wording import counted, reason_sentence
from samenhang.stakeholders.models import (
    Basis,
    Interest,
    Need,
    Precondition,
    PreconditionState,
    Stakeholder,
)


@dataclass(frozen=True, slots=True)
class Advice:
    """One relation to work on: whose, in which dimension, its page and the reasons in sentences."""

    key: UUID
    name: str
    dimension: int | None
    url: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the analysis lacks: for how many partners, in a sentence, and where to fill it in."""

    code: str
    count: int
    sentence: str
    url: str


# The sentence, and under which name the list of partners or relations shows only these.
GAPS = {
    "needs": (
        ngettext_lazy(
            "Van één partner is niet bekend waarvoor u die nodig hebt.",
            "Van %(number)s partners is niet bekend waarvoor u die nodig hebt.",
            "count",
        ),
        "needs",
    ),
    "influence": (
        ngettext_lazy(
            "Van één partner is de invloed niet bekend.",
            "Van %(number)s partners is de invloed niet bekend.",
            "count",
        ),
        "influence",
    ),
    "attitude": (
        ngettext_lazy(
            "Van één partner is de houding niet bekend.",
            "Van %(number)s partners is de houding niet bekend.",
            "count",
        ),
        "attitude",
    ),
    "interests": (
        ngettext_lazy(
            "Van één partner is geen belang bekend.", "Van %(number)s partners is geen belang bekend.", "count"
        ),
        "interests",
    ),
    "assumed": (
        ngettext_lazy(
            "Van één partner zijn de belangen alleen vermoed.",
            "Van %(number)s partners zijn de belangen alleen vermoed.",
            "count",
        ),
        "only_assumed",
    ),
    "assessment": (
        ngettext_lazy("Eén relatie is nog niet beoordeeld.", "%(number)s relaties zijn nog niet beoordeeld.", "count"),
        "none",
    ),
    "impression": (
        ngettext_lazy(
            "Eén beoordeling is een indruk, zonder waarneming.",
            "%(number)s beoordelingen zijn een indruk, zonder waarneming.",
            "count",
        ),
        "impression",
    ),
}
SHOWN_AMONG_RELATIONS = frozenset({"assessment", "impression"})


def advise(initiative: Initiative, viewer: Person, *, limit: int | None = None) -> list[Advice]:
    """The relations of this initiative, the one to begin with first. Five queries.

    `viewer` must be allowed in the confidential zone: find the initiative through `enter_confidential`.
    """
    return in_words(initiative, ranked_relations(initiative)[:limit])


def ranked_relations(initiative: Initiative) -> list[Ranked]:
    return rank(facts_of(initiative, timezone.localdate()))


def in_words(initiative: Initiative, ranked: Sequence[Ranked]) -> list[Advice]:
    """Names and sentences, for those relations only: decrypting a name takes longer than ranking it."""
    keys = [UUID(one.facts.key) for one in ranked]
    names = dict(Stakeholder.objects.filter(pk__in=keys).values_list("pk", "name"))
    needs, url_of = needs_of(keys), links(initiative)
    return [
        Advice(key, names[key], one.facts.dimension, url_of(key), sentences(one, needs.get(key, ())))
        for key, one in zip(keys, ranked, strict=True)
    ]


def sentences(ranked: Ranked, needs: Iterable[Need]) -> tuple[str, ...]:
    named = [need.words or str(need.get_kind_display()).lower() for need in needs]
    return tuple(reason_sentence(reason, named) for reason in ranked.reasons)


def facts_of(initiative: Initiative, today: date) -> Iterable[Facts]:
    """What `ranking` asks of every relation."""
    present = Stakeholder.objects.filter(initiative=initiative).present()
    needs = dict(of_present(Need, initiative).values_list("stakeholder").annotate(Count("pk")))
    preconditions = {
        stakeholder_id: (met, absolute, other)
        for stakeholder_id, met, absolute, other in of_present(Precondition, initiative)
        .values_list("stakeholder")
        .annotate(
            met=Count("pk", filter=Q(state=PreconditionState.MET)),
            absolute_open=Count("pk", filter=Q(absolute=True) & ~Q(state=PreconditionState.MET)),
            other_open=Count("pk", filter=Q(absolute=False) & ~Q(state=PreconditionState.MET)),
        )
    }
    for one in present.only("dimension", "dimension_is_impression", "essential", "influence", "last_observed_on"):
        met, absolute, other = preconditions.get(one.pk, (0, 0, 0))
        yield Facts(
            key=str(one.pk),
            dimension=one.dimension,
            is_impression=one.dimension_is_impression,
            essential=one.essential,
            needed_for=needs.get(one.pk, 0),
            influence=one.influence,
            absolute_open=absolute,
            other_open=other,
            met=met,
            days_since_seen=(today - one.last_observed_on).days if one.last_observed_on else None,
        )


def of_present(model: Any, initiative: Initiative) -> Any:
    return model.objects.filter(stakeholder__initiative=initiative, stakeholder__removed_at=None).order_by()


def missing(initiative: Initiative, viewer: Person) -> list[Gap]:
    """What the analysis lacks, as `viewer` may see it: another's private interest does not count. One query."""
    counts = gap_counts(initiative, viewer)
    table = reverse("stakeholders:table", args=[initiative.pk])
    relations = reverse("relationships:overview", args=[initiative.pk])
    return [
        Gap(
            code,
            counts[code],
            counted(sentence, counts[code]),
            f"{relations}?show={show}" if code in SHOWN_AMONG_RELATIONS else f"{table}?missing={show}",
        )
        for code, (sentence, show) in GAPS.items()
        if counts[code]
    ]


def gap_counts(initiative: Initiative, viewer: Person) -> dict[str, int]:
    interests = Interest.objects.visible_to(viewer).filter(stakeholder=OuterRef("pk"))
    counts: dict[str, int] = (
        Stakeholder.objects.filter(initiative=initiative)
        .present()
        .annotate(
            has_needs=Exists(Need.objects.filter(stakeholder=OuterRef("pk"))),
            has_interests=Exists(interests),
            has_known_interests=Exists(interests.exclude(basis=Basis.ASSUMED)),
        )
        .aggregate(
            needs=Count("pk", filter=Q(has_needs=False)),
            influence=Count("pk", filter=Q(influence=None)),
            interests=Count("pk", filter=Q(has_interests=False)),
            assumed=Count("pk", filter=Q(has_interests=True, has_known_interests=False)),
            attitude=Count("pk", filter=Q(attitude=None)),
            assessment=Count("pk", filter=Q(dimension=None)),
            impression=Count("pk", filter=Q(dimension__isnull=False, dimension_is_impression=True)),
        )
    )
    return counts
