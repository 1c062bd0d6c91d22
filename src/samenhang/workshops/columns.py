"""The five columns of the Partnerschapskaart, filled from right to left, and the phases each goes through (F1, F3).

After Jansen, Wilbrink, Baur and De Wit (2012), who built on Hook (2006); the questions are in our own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Column(IntegerChoices):
    VALUES = 1, _("Waarden")
    RELATIONS = 2, pgettext_lazy("stap van de kaart", "Relaties")
    ACTING = 3, _("Handelen")
    CONDITIONS = 4, _("Condities")
    ACTIONS = 5, _("Acties")


@dataclass(frozen=True, slots=True)
class Guide:
    """What a column asks: one question on every screen, and what helps to answer it."""

    icon: str
    question: Any
    helps: Sequence[Any]


GUIDES = {
    Column.VALUES: Guide(
        "compass",
        _("Wanneer is onze samenwerking geslaagd?"),
        (
            _("Wat is er dan anders voor de mensen om wie het gaat?"),
            _("Welk succes willen we samen behalen?"),
            _("Wat is voor u daarin het belangrijkst?"),
        ),
    ),
    Column.RELATIONS: Guide(
        "links",
        _("Hoe gaan we met elkaar om?"),
        (
            _("Hoe delen we wat we weten?"),
            _("Hoe nemen we samen besluiten?"),
            _("Hoe houdt ieder de eigen kracht?"),
            _("Van wie is wat we samen maken?"),
        ),
    ),
    Column.ACTING: Guide(
        "hand",
        _("Wie kan wat, en wie doet wat?"),
        (
            _("Wat kunt u, en welke rol past bij u?"),
            _("Wie missen we nog, en hoe betrekken we hen?"),
            _("Hoe houden we elkaar en anderen op de hoogte?"),
        ),
    ),
    Column.CONDITIONS: Guide(
        "block",
        _("Wat is er nodig om te beginnen?"),
        (
            _("Welke tijd, ruimte en middelen zijn nodig?"),
            _("Wat moet eerst geregeld zijn?"),
            _("Wat houdt de samenwerking daarna goed?"),
        ),
    ),
    Column.ACTIONS: Guide(
        "flag",
        _("Wat gaan we als eerste doen?"),
        (
            _("Wat doet u zelf, en wanneer?"),
            _("Wat doen uw partners?"),
            _("Wat vraagt u aan anderen?"),
        ),
    ),
}


class Phase(TextChoices):
    WRITE = "write", _("Schrijven")
    REVEAL = "reveal", _("Tonen")
    GROUP = "group", _("Samen leggen")
    CHOOSE = "choose", _("Kiezen")
    AGREE = "agree", _("Afspreken")


PHASES = tuple(Phase)


class Tempo(TextChoices):
    EACH = "each", _("Elke stap apart")
    TOGETHER = "together", _("Eerst stap 1, daarna 2 tot en met 5 samen")

    @property
    def stages(self) -> tuple[tuple[Column, ...], ...]:
        """The columns that go through the phases together, in order."""
        columns = tuple(Column)
        return tuple((column,) for column in columns) if self is Tempo.EACH else (columns[:1], columns[1:])


class Naming(TextChoices):
    """Whose words the others see a contribution as, promised before it is written."""

    NAMED = "named", _("Met naam")
    FACILITATOR = "facilitator", _("Naam alleen voor de begeleider")
    ANONYMOUS = "anonymous", _("Anoniem")
