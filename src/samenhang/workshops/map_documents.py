"""The papers on which the map itself stands: empty, filled, as cards, as slides, and groups beside each other."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samenhang.documents.marks import MARKS
from samenhang.documents.pdf import render_pdf
from samenhang.documents.slides import make_slides
from samenhang.documents.workshop_papers import Card, Cards, Contribution, Map, MapColumn, Sides, Subject
from samenhang.documents.workshop_papers import Statement as MapStatement
from samenhang.workshops.columns import GUIDES, Column
from samenhang.workshops.documents import frame, language, long, outcome_of, remarks_of, source_of, who_and_when
from samenhang.workshops.harvest import result_of
from samenhang.workshops.models import Board, Cluster, PartnerGroup
from samenhang.workshops.models import Card as BoardCard
from samenhang.workshops.result import Result, Statement, Words
from samenhang.workshops.sides import SideLane, Sorted, sides_of


def empty_form_a3(board: Board, exporter: str) -> bytes:
    return render_pdf("map", form(board, exporter, "a3"))


def empty_form_a0(board: Board, exporter: str) -> bytes:
    return render_pdf("map", form(board, exporter, "a0"))


def form(board: Board, exporter: str, size: str) -> Map:
    """The empty map, to write on by hand."""
    columns: list[MapColumn] = [
        {
            "number": column.value,
            "name": str(column.label),
            "question": str(guide.question),
            "helps": [str(line) for line in guide.helps],
            "statements": [],
            "empty": "",
        }
        for column, guide in GUIDES.items()
    ]
    return map_of(board, exporter, columns, size=size, is_form=True)


def filled_map(board: Board, exporter: str) -> bytes:
    """Every statement and contribution: an overview, and after it everything in full."""
    return render_pdf("map", map_of(board, exporter, map_columns(result_of(board)), size="a3", is_form=False))


def map_of(board: Board, exporter: str, columns: Sequence[MapColumn], *, size: str, is_form: bool) -> Map:
    return {
        **frame(board, board.workshop.title, exporter),
        "marks": mark_paths(),
        "size": size,
        "is_form": is_form,
        "goal_label": _("Doel"),
        "columns": columns,
        "more": _("en nog {count}"),
        "in_full": _("Alles op de kaart"),
    }


def mark_paths() -> list[str]:
    return [mark.path for mark in MARKS]


def map_columns(told: Result) -> list[MapColumn]:
    return [
        {
            "number": part.column.value,
            "name": str(part.column.label),
            "question": str(part.guide.question),
            "helps": [],
            "statements": [*map(on_map, (*part.shared, *part.piles)), *map(loose_on_map, part.loose)],
            "empty": _("Hier ligt nog niets."),
        }
        for part in told.parts
    ]


def on_map(statement: Statement) -> MapStatement:
    """A pile of one that nobody worded stands there by its contribution."""
    sentence = statement.text if statement.is_worded or not statement.words else ""
    return {
        "text": sentence,
        "outcome": " · ".join(filter(None, [who_and_when(statement), outcome_of(statement)])),
        "remarks": remarks_of(statement),
        "contributions": [on_paper(words) for words in statement.words],
    }


def loose_on_map(words: Words) -> MapStatement:
    return {"text": "", "outcome": "", "remarks": [], "contributions": [on_paper(words)]}


def on_paper(words: Words) -> Contribution:
    group = words.source.group
    return {"text": words.text, "source": source_of(words), "mark": group.mark if group else None}


def empty_cards(board: Board, exporter: str) -> bytes:
    """A sheet of four for each column, to print as often as needed."""
    cards: list[Card] = [
        {"number": column.value, "column": str(column.label), "text": "", "source": "", "mark": None}
        for column in Column
        for _each in range(4)
    ]
    return render_pdf("cards", cards_of(board, exporter, cards))


def filled_cards(board: Board, exporter: str) -> bytes:
    """A card for each contribution."""
    cards: list[Card] = [
        {"number": part.column.value, "column": str(part.column.label), **on_paper(words)}
        for part in result_of(board).parts
        for words in (*(one for pile in (*part.shared, *part.piles) for one in pile.words), *part.loose)
    ]
    return render_pdf("cards", cards_of(board, exporter, cards))


def cards_of(board: Board, exporter: str, cards: Sequence[Card]) -> Cards:
    return {
        **frame(board, board.workshop.title, exporter),
        "marks": mark_paths(),
        "cards": cards,
        "group_label": _("Groep:"),
    }


def slides(board: Board, _exporter: str) -> bytes:
    """The whole map on one slide, then one for each column."""
    told = result_of(board)
    groups = list(board.workshop.groups.all())
    whose = [board.group.name] if board.group else []
    return make_slides(
        {
            "lang": language(),
            "title": told.title,
            "subtitle": " · ".join([_("De kaart"), *whose, long(told.day)]),
            "groups": [{"name": group.name, "mark": group.mark} for group in groups],
            "columns": map_columns(told),
            "continued": _("vervolg"),
        }
    )


def side_by_side(board: Board, exporter: str) -> bytes:
    """Per column a row for each subject: how a joint session sorted it, and what each group said of it."""
    lanes = sides_of(board)
    groups: list[PartnerGroup | None] = list(board.workshop.groups.all())
    if any(said_by(None, cards) for lane in lanes for cards in (lane.loose, *(one.pile.cards for one in lane.sorted))):
        groups.append(None)
    data: Sides = {
        **frame(board, _("Groepen naast elkaar"), exporter),
        "marks": mark_paths(),
        "groups": [
            {"name": group.name, "mark": group.mark} if group else {"name": _("Zonder groep"), "mark": None}
            for group in groups
        ],
        "sort_label": _("Zo staat het"),
        "together_label": _("Onze zin"),
        "no_sentence": _("Nog geen zin."),
        "columns": [
            {
                "number": lane.column.value,
                "name": str(lane.column.label),
                "subjects": [*(subject_of(one, groups) for one in in_order(lane.sorted)), *not_laid(lane, groups)],
                "empty": _("Hier ligt nog niets."),
            }
            for lane in lanes
        ],
    }
    return render_pdf("sides", data)


# What nobody sorted comes last.
ORDER = [*Cluster.Sorting.values, ""]


def in_order(piles: Sequence[Sorted]) -> list[Sorted]:
    return sorted(piles, key=lambda one: ORDER.index(one.pile.cluster.sorting))


def subject_of(one: Sorted, groups: Sequence[PartnerGroup | None]) -> Subject:
    cluster, cards = one.pile.cluster, one.pile.cards
    return {
        "sort": cluster.sorting,
        "label": str(cluster.get_sorting_display()) if cluster.sorting else _("Nog niet ingedeeld"),
        "sentence": cluster.statement,
        "sides": [said_by(group, cards) for group in groups],
    }


def said_by(group: PartnerGroup | None, cards: Sequence[BoardCard]) -> list[str]:
    return [card.text for card in cards if card.group_id == (group.pk if group else None)]


def not_laid(lane: SideLane, groups: Sequence[PartnerGroup | None]) -> list[Subject]:
    """What lies on no pile of the joint map, in one row; nothing when all does."""
    waiting = {side.group: [one.text for one in side.statements if one.is_waiting] for side in lane.sides}
    sides = [[*(waiting[group] if group else []), *said_by(group, lane.loose)] for group in groups]
    return [{"sort": "", "label": _("Nog niet samen gelegd"), "sentence": "", "sides": sides}] if any(sides) else []
