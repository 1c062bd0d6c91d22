"""Everything of a map for who leads, as a workbook and as JSON: the contributions, what was made of them, and answers.

What each may hold was promised before anybody wrote (see `columns.Naming`): a name for all or for who leads, or none.
No keys, no hours: both tell when something was written, and so who wrote it. What was not shown yet is not in it.
Hidden contributions are, with who hid them and why. The shape of the JSON stands in docs/map-export.md.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from samenhang.documents.tables import Cell, Table
from samenhang.workshops.columns import Column
from samenhang.workshops.covenant import ingredients_of
from samenhang.workshops.harvest import result_of, words_on
from samenhang.workshops.models import Answer, Board, Card, SelfCheck
from samenhang.workshops.result import Group, GroupCount, Mark, Part, Result, Statement, Words

FORMAT = "samenhang-map"
VERSION = 2


def to_json(board: Board) -> bytes:
    """The whole map in the shape of docs/map-export.md, as UTF-8; the workshop and group of the board are loaded."""
    return json.dumps(everything_of(board), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def everything_of(board: Board) -> dict[str, Any]:
    result = result_of(board, leader=True)
    workshop = board.workshop
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_on": timezone.localdate(),
        "title": workshop.title,
        "goal": workshop.goal,
        "day": workshop.day,
        "kind": workshop.kind,
        "tempo": workshop.tempo,
        "of_group": board.group.name if board.group else None,
        "is_closed": result.is_closed,
        "names_until": workshop.names_until,
        "cards_until": workshop.cards_until,
        "participants": {
            "count": result.present.count,
            "groups": [group_count(one) for one in result.present.groups],
            "names": list(result.present.names),
        },
        "columns": [column_of(part, board) for part in result.parts],
        "hidden": [hidden_card(card) for card in hidden_in(board)],
        "looked_back": result.looked_back,
        "self_check": self_check(result.marks),
        "shares": [
            {"group": name_of(one.group), "contributions": one.contributions, "in_statements": one.in_statements}
            for one in result.shares
        ],
    }


def column_of(part: Part, board: Board) -> dict[str, Any]:
    return {
        "column": int(part.column),
        "name": part.column.name.lower(),
        "naming": board.naming_of(part.column).value,
        "statements": [statement(one) for one in part.shared],
        "piles": [statement(one) for one in part.piles],
        "loose": [contribution(one) for one in part.loose],
    }


def statement(one: Statement) -> dict[str, Any]:
    outcome = one.outcome
    return {
        "text": one.text,
        "is_worded": one.is_worded,
        "state": one.state.value,
        "sorting": one.sorting or None,
        "who": one.who,
        "due": one.due,
        "dots": one.dots,
        "answers": outcome
        and {
            "agree": outcome.agree,
            "remark": outcome.remark,
            "not_yet": outcome.not_yet,
            "silent": outcome.silent,
        },
        "remarks": [{"text": remark.text, "by": remark.name} for remark in one.remarks],
        "fits": one.fits,
        "fits_not": one.fits_not,
        "contributions": [contribution(words) for words in one.words],
    }


def contribution(words: Words) -> dict[str, Any]:
    return {
        "text": words.text,
        "group": name_of(words.source.group),
        "by": words.source.name,
        "on_behalf_of": words.source.on_behalf_of,
        "written_on": words.written_on,
        "who": words.who,
        "due": words.due,
    }


def hidden_card(card: Card) -> dict[str, Any]:
    hidden = {"hidden_by": str(card.hidden_by or ""), "hidden_why": card.hidden_why}
    return {"column": card.column, **contribution(words_on(card, leader=True)), **hidden}


def hidden_in(board: Board) -> Sequence[Card]:
    """What everybody could read until it was hidden, by its words: the order tells nothing."""
    shown = board.cards.present().filter(hidden_at__isnull=False, revealed_at__isnull=False)
    return sorted(shown.select_related("author", "group", "hidden_by"), key=lambda card: (card.column, card.text))


def self_check(marks: Sequence[Mark]) -> dict[str, dict[str, int]]:
    """Counts by the codes of marks and answers; empty when too few looked back."""
    return {
        mark.key: {
            extent.name.lower(): count for extent, (_label, count) in zip(SelfCheck.Extent, mark.counts, strict=True)
        }
        for mark in marks
    }


def group_count(one: GroupCount) -> dict[str, Any]:
    return {"group": name_of(one.group), "count": one.count}


def name_of(group: Group | None) -> str | None:
    return group.name if group else None


def to_tables(board: Board) -> list[Table]:
    """The same as sheets, in the reader's language."""
    result = result_of(board, leader=True)
    return [
        contributions_table(result),
        statements_table(result),
        covenant_table(result),
        groups_table(result),
        self_check_table(result),
        hidden_table(board),
    ]


def contributions_table(result: Result) -> Table:
    header = [_("Kolom"), *words_header(), _("Ligt bij")]
    rows = [[*row, sentence] for part in result.parts for row, sentence in rows_of(part)]
    return Table(_("Bijdragen"), header, rows, [14, 60, 20, 20, 20, 14, 24, 14, 50])


def rows_of(part: Part) -> Iterable[tuple[list[Cell], str]]:
    label = column_label(part.column)
    for one in (*part.shared, *part.piles):
        for words in one.words:
            yield [label, *words_row(words)], one.text if one.is_worded else ""
    for words in part.loose:
        yield [label, *words_row(words)], ""


def words_header() -> list[str]:
    return [_("Bijdrage"), _("Groep"), _("Van"), _("Namens"), _("Geschreven op"), _("Wie doet het?"), _("Wanneer?")]


def words_row(words: Words) -> list[Cell]:
    source = words.source
    group = source.group.name if source.group else ""
    behalf = source.on_behalf_of
    return [words.text, group, source.name, behalf, words.written_on, words.who, words.due or ""]


def statements_table(result: Result) -> Table:
    header = [_("Kolom"), _("Zin"), _("Samen besproken"), _("Stand"), _("Ingedeeld als"), _("Stippen")]
    header += [str(verdict.label) for verdict in Answer.Verdict]
    header += [_("Zonder antwoord"), _("Opmerkingen"), _("Wie doet het?"), _("Wanneer?"), _("Bijdragen")]
    rows = [statement_row(one) for part in result.parts for one in (*part.shared, *part.piles)]
    return Table(_("Zinnen"), header, rows, [14, 60, 12, 24, 18, 10, 10, 12, 10, 12, 50, 24, 14, 12])


def statement_row(one: Statement) -> list[Cell]:
    outcome = one.outcome
    counts = (outcome.agree, outcome.remark, outcome.not_yet, outcome.silent) if outcome else ("",) * 4
    remarks = "\n".join(f"{remark.text} ({remark.name})" if remark.name else remark.text for remark in one.remarks)
    return [
        column_label(one.column),
        one.text,
        _("ja") if one.is_shared else _("nee"),
        one.state_in_words,
        one.sorted_as,
        "" if one.dots is None else one.dots,
        *counts,
        remarks,
        one.who,
        one.due or "",
        len(one.words),
    ]


def covenant_table(result: Result) -> Table:
    rows = [
        [
            one.heading,
            "\n".join([*one.lines, *(said.text for said in one.statements)]),
            "\n".join(one.open_lines),
            "\n".join(one.questions),
        ]
        for one in ingredients_of(result)
    ]
    header = [_("Onderdeel"), _("Afgesproken"), _("Nog niet afgesproken"), _("Nog te beantwoorden")]
    return Table(_("Voor een convenant"), header, rows, [28, 70, 70, 50])


def groups_table(result: Result) -> Table:
    present = {one.group: one.count for one in result.present.groups}
    shares = {one.group: (one.contributions, one.in_statements) for one in result.shares}
    rows = list[list[Cell]]()
    for group in dict.fromkeys([*present, *shares]):
        brought, inside = shares.get(group, (0, 0))
        name = group.name if group else _("Zonder groep")
        rows.append([name, present.get(group, 0), brought, inside])
    header = [_("Groep"), _("Deelnemers"), _("Bijdragen"), _("In gedeelde zinnen")]
    return Table(_("Groepen"), header, rows, [28, 14, 14, 20])


def self_check_table(result: Result) -> Table:
    header = [_("Terugblik"), *(str(extent.label) for extent in SelfCheck.Extent)]
    rows: list[list[Cell]] = [[mark.sentence, *(count for _label, count in mark.counts)] for mark in result.marks]
    if result.few_looked_back:
        rows.append([result.few_looked_back])
    return Table(_("Terugblik"), header, rows, [50])


def hidden_table(board: Board) -> Table:
    rows = [
        [
            column_label(Column(card.column)),
            *words_row(words_on(card, leader=True)),
            str(card.hidden_by or ""),
            card.hidden_why,
        ]
        for card in hidden_in(board)
    ]
    return Table(_("Verborgen"), [_("Kolom"), *words_header(), _("Verborgen door"), _("Waarom")], rows)


def column_label(column: Column) -> str:
    return f"{column.value} {column.label}"
