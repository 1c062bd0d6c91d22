"""The papers of a workshop: what each is for, and how it is made. In the language of the reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samenhang.stakeholders.downloads import PDF
from samenhang.workshops import documents
from samenhang.workshops.models import Board

TYPES = {"pdf": PDF}

type Maker = Callable[[Board, str], bytes]
"""Makes a paper of a board; the text is the name of who made it, for its foot."""


@dataclass(frozen=True, slots=True)
class Paper:
    """`kinds`: how it is made, by the end of its file name."""

    key: str
    title: Any
    purpose: Any
    kinds: Mapping[str, Maker]


# To take along to the gathering, and of what it gave.
BEFORE = (
    Paper(
        "join",
        _("Zo doet u mee"),
        _("Met de code om binnen te komen. Leg op elke tafel een blad."),
        {"pdf": documents.join_sheet},
    ),
    Paper(
        "rules",
        _("Vijf regels voor het gesprek"),
        _("Om uit te delen of op te hangen."),
        {"pdf": documents.rules_sheet},
    ),
    Paper("script", _("Draaiboek"), _("Voor u en wie u helpt."), {"pdf": documents.script}),
)
AFTER = (
    Paper(
        "map",
        _("Gevulde kaart"),
        _("De hele kaart op papier: zinnen, bijdragen en wie het eens is."),
        {"pdf": documents.filled_map},
    ),
    Paper(
        "result",
        _("Resultaat"),
        _("Voor wie meedeed. Zij kunnen het ook zelf bewaren."),
        {"pdf": documents.result},
    ),
)
PAPERS = {paper.key: paper for paper in (*BEFORE, *AFTER)}
