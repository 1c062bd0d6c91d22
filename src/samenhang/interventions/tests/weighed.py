"""A brainstorm with ideas, interests and weighings, as the tests of choosing need it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import uuid_utils.compat as uuids
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Idea, Weighing
from samenhang.stakeholders.models import Dimension, Interest, Sensitivity, Stakeholder

TEXTS = ("Loop een ochtend mee", "Bel de balie", "Bied een vast uur aan", "Nodig hen uit", "Wacht een maand")


def brainstorm_with(stakeholder: Stakeholder, by: Person, count: int = 5) -> tuple[Brainstorm, list[Idea]]:
    stakeholder.dimension = Dimension.SELF_INTEREST
    stakeholder.save()
    brainstorm = Brainstorm.begin(stakeholder, by=by)
    texts = [TEXTS[number] if number < len(TEXTS) else f"Idee {number}" for number in range(count)]
    return brainstorm, [ideas.add(brainstorm, key=uuids.uuid7(), text=text, by=by) for text in texts]


def interest_of(stakeholder: Stakeholder, text: str, only: Person | None = None) -> Interest:
    sensitivity = Sensitivity.ONLY_ME if only else Sensitivity.TEAM
    made: Interest = Interest.objects.create(stakeholder=stakeholder, text=text, author=only, sensitivity=sensitivity)
    return made


def weighing_of(idea: Idea, by: Person, fits: dict[Interest, int] | None = None, **answers: Any) -> Weighing:
    held = {str(interest.pk): degree for interest, degree in (fits or {}).items()}
    return Weighing.objects.create(initiative_id=idea.initiative_id, idea=idea, by=by, fits=held, **answers)


def url(brainstorm: Brainstorm, name: str, idea: Idea | None = None) -> str:
    where = [brainstorm.stakeholder.initiative_id, brainstorm.pk, *([idea.pk] if idea else [])]
    return reverse(f"interventions:{name}", args=where)


def chosen(**fields: Any) -> dict[str, Any]:
    """What the form of choosing sends."""
    due = timezone.localdate() + timedelta(days=10)
    return {
        "key": str(uuids.uuid7()),
        "family": "asking",
        "first_step": "Bel voor een afspraak",
        "action-key": str(uuids.uuid7()),
        "action-private_text": "Een ochtend meelopen aan de balie",
        "action-owner": "",
        "action-due": due.isoformat(),
        "action-capacity": "unknown",
    } | fields


def words_of(answer: Any) -> str:
    """What one reads on a page, without its code and with single spaces."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(text).split())
