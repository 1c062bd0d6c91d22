"""The papers of a workshop: what each is for, and how it is made. In the language of the reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samenhang.stakeholders.downloads import PDF
from samenhang.workshops import documents, map_documents
from samenhang.workshops.models import Board

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
TYPES = {"pdf": PDF, "docx": DOCX, "pptx": PPTX}

type Maker = Callable[[Board, str], bytes]
"""Makes a paper of a board; the text is the name of who made it, for its foot."""


@dataclass(frozen=True, slots=True)
class Paper:
    """`kinds`: how it is made, by the end of its file name."""

    key: str
    title: Any
    purpose: Any
    kinds: Mapping[str, Maker]
    only_in_series: bool = False


BEFORE = (
    Paper(
        "form-a3",
        _("Lege kaart, A3"),
        _("Om op te schrijven aan een tafel, of als er geen internet is."),
        {"pdf": map_documents.empty_form_a3},
    ),
    Paper(
        "form-a0", _("Lege kaart, A0"), _("Om op te hangen. Laat hem drukken."), {"pdf": map_documents.empty_form_a0}
    ),
    Paper(
        "empty-cards",
        _("Lege kaartjes, A6"),
        _("Voor wie liever met de hand schrijft. U typt ze daarna over."),
        {"pdf": map_documents.empty_cards},
    ),
    Paper(
        "join",
        _("Zo doet u mee, A4"),
        _("Met de code om binnen te komen. Leg op elke tafel een blad."),
        {"pdf": documents.join_sheet},
    ),
    Paper(
        "rules",
        _("Vijf regels voor het gesprek, A4"),
        _("Om uit te delen of op te hangen."),
        {"pdf": documents.rules_sheet},
    ),
    Paper(
        "script",
        _("Draaiboek"),
        _("Voor u en wie u helpt. Het Word-bestand kunt u aanpassen."),
        {"pdf": documents.script_pdf, "docx": documents.script_docx},
    ),
)
AFTER = (
    Paper(
        "map",
        _("Gevulde kaart, A3"),
        _("De hele kaart op papier: zinnen, bijdragen en wie het eens is."),
        {"pdf": map_documents.filled_map},
    ),
    Paper(
        "cards",
        _("Kaartjes met bijdragen, A6"),
        _("Om er samen mee verder te schuiven."),
        {"pdf": map_documents.filled_cards},
    ),
    Paper(
        "slides", _("Dia’s"), _("Om het resultaat te laten zien: een dia per kolom."), {"pptx": map_documents.slides}
    ),
    Paper(
        "result", _("Resultaat, A4"), _("Voor wie meedeed. Zij kunnen het ook zelf bewaren."), {"pdf": documents.result}
    ),
    Paper(
        "sides",
        _("Groepen naast elkaar, A3"),
        _("Een rij per onderwerp: wat elke groep zei, en of dat gedeeld is of botst."),
        {"pdf": map_documents.side_by_side},
        only_in_series=True,
    ),
)
PAPERS = {paper.key: paper for paper in (*BEFORE, *AFTER)}


def papers_for(board: Board) -> tuple[list[Paper], list[Paper]]:
    """Those to take along to the gathering, and those of what it gave."""
    is_joint = board.workshop.kind == board.workshop.Kind.SERIES and not board.is_of_one_group
    return [*BEFORE], [paper for paper in AFTER if is_joint or not paper.only_in_series]
