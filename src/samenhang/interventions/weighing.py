"""Ideas held against the interests of the other and against oneself. Everybody weighs for him- or herself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from samenhang.accounts.models import Person
from samenhang.interventions import ideas
from samenhang.interventions.flags import Judgement, Tone, flags_of
from samenhang.interventions.models import Brainstorm, Degree, Idea, Weighing
from samenhang.stakeholders.models import Interest


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the viewer made of an idea: which interests it serves, strongest first, and the flags in a few words."""

    serves: tuple[Interest, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """An interest that an idea serves, and how strongly."""

    interest: Interest
    degree: Degree


def verdicts_of(brainstorm: Brainstorm, viewer: Person) -> dict[UUID, Verdict]:
    """The verdict of `viewer` on each idea he or she weighed, by the idea's key; two queries.

    What only another leader may see is not among the interests. A question that is still open is no flag here: while
    people think up ideas, none is judged that nobody judged.
    """
    interests = interests_of(brainstorm, viewer)
    own = Weighing.objects.filter(idea__brainstorm=brainstorm, by=viewer).defer("purpose")
    return {weighing.idea_id: verdict_of(weighing, interests) for weighing in own}


def verdict_of(weighing: Weighing, interests: Sequence[Interest]) -> Verdict:
    flags = flags_of(judgement_of(weighing, interests))
    return Verdict(
        serves=tuple(fit.interest for fit in fits_of(weighing, interests)),
        flags=tuple(flag.label for flag in flags if flag.tone == Tone.WARNING),
    )


def interests_of(brainstorm: Brainstorm, viewer: Person) -> list[Interest]:
    """The interests of the other that this person may see."""
    return list(Interest.objects.filter(stakeholder=brainstorm.stakeholder_id).visible_to(viewer).defer("source"))


def fits_of(weighing: Weighing, interests: Iterable[Interest]) -> list[Fit]:
    """The interests among `interests` that the idea serves, strongest first."""
    said = [(interest, weighing.fits.get(str(interest.pk))) for interest in interests]
    fits = [Fit(interest, Degree(degree)) for interest, degree in said if degree]
    return sorted(fits, key=lambda fit: -fit.degree)


def judgement_of(weighing: Weighing | None, interests: Sequence[Interest], text: str = "") -> Judgement:
    """As flags.py wants it. With `text`, what the idea's words point at is asked as long as nobody answered."""
    if weighing is None:
        return Judgement(text=text, known=len(interests))
    return Judgement(
        text=text,
        known=len(interests),
        held=sum(str(interest.pk) in weighing.fits for interest in interests),
        served=len(fits_of(weighing, interests)),
        explains_us=weighing.explains_us,
        would_tell=weighing.would_tell,
    )


def own_weighing(idea: Idea, person: Person) -> Weighing | None:
    return Weighing.objects.filter(idea=idea, by=person).first()


def next_to_weigh(idea: Idea, person: Person) -> Idea | None:
    """The first idea of the same brainstorm that this person did not weigh yet."""
    left = Idea.objects.filter(brainstorm=idea.brainstorm_id).present().exclude(weighings__by=person)
    found: Idea | None = left.exclude(pk=idea.pk).order_by("created_at", "id").only("pk").first()
    return found


def weigh(idea: Idea, by: Person, *, said: dict[str, Any], family: str) -> None:
    """Keep what `by` makes of the idea, and the family of the idea. Who says nothing has not weighed it."""
    with ideas.standing_still(idea) as current:
        if any(answer not in (None, "", {}) for answer in said.values()):
            Weighing.objects.update_or_create(
                idea=current, by=by, defaults=said, create_defaults=said | {"initiative_id": current.initiative_id}
            )
        else:
            Weighing.objects.filter(idea=current, by=by).delete()
        if family != current.family:
            current.family = family
            ideas.keep(current)
