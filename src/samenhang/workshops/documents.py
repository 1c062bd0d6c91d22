"""The papers of a workshop, in the reader's language: what the writers of `samenhang.documents` are given.

Each takes a board, its workshop and group loaded, and the name of who makes it, for the foot of the page.
"""

import io
from collections.abc import Sequence
from datetime import date

import segno
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samenhang.documents.papers import Entry, Frame, Relationship, Section, Stakeholders
from samenhang.documents.pdf import render_pdf
from samenhang.documents.word import make_script
from samenhang.documents.workshop_papers import Join, Rules, ScriptTable
from samenhang.workshops import drawing
from samenhang.workshops.covenant import Ingredient, ingredients_of
from samenhang.workshops.harvest import result_of
from samenhang.workshops.models import Board
from samenhang.workshops.result import GroupCount, Part, Present, Result, Share, Statement, Words
from samenhang.workshops.rules import RULES
from samenhang.workshops.screen import way_in
from samenhang.workshops.scripts import Gathering, Line, gatherings_of


def frame(board: Board, title: str, exporter: str) -> Frame:
    return {
        "lang": language(),
        "title": title,
        "subtitle": board.workshop.goal,
        "mark": board.workshop.title,
        "exporter": exporter or "Samenhang",
        "date": date_format(timezone.localdate(), "DATE_FORMAT"),
        "page_of": _("van"),
    }


def language() -> str:
    return (get_language() or "nl")[:2]


def join_sheet(board: Board, exporter: str) -> bytes:
    """How one comes in: address and code in words, and the same as a drawing."""
    way = way_in(board)
    workshop = board.workshop
    kept = _("Wij bewaren het tot en met %(day)s, en namen tot en met %(names)s.") % {
        "day": long(workshop.cards_until),
        "names": long(workshop.names_until),
    }
    data: Join = {
        **frame(board, _("Doe mee"), exporter),
        "subtitle": "",
        "workshop": workshop.title,
        "goal": workshop.goal,
        "code_label": _("Uw code"),
        "code": board.code,
        "address_label": _("Het adres"),
        "address": str(way["address"]),
        "steps": [
            _("Scan de QR-code met uw telefoon. Of ga naar het adres."),
            _("Vul de code in als daarom wordt gevraagd."),
            _("Lees de vijf regels, en schrijf uw eerste bijdrage."),
        ],
        "know_heading": _("Goed om te weten"),
        "know": [_("U hebt geen account nodig, en een naam hoeft niet."), kept],
        "chart": {
            "image": "qr",
            "alt": _("Tekening die naar %(link)s leidt.") % {"link": way["link"]},
            "caption": _("Richt uw camera hierop"),
        },
    }
    return render_pdf("join", data, images={"qr": drawing_of(str(way["link"]))})


def drawing_of(link: str) -> bytes:
    """A QR code in ink, as SVG with its own colours."""
    output = io.BytesIO()
    segno.make(link, error="m", micro=False).save(output, kind="svg", border=4, dark="#1b2430", light="#ffffff")
    return output.getvalue()


def rules_sheet(board: Board, exporter: str) -> bytes:
    data: Rules = {
        **frame(board, _("Zo praten we met elkaar"), exporter),
        "lead": _("Vijf regels voor het gesprek"),
        "rules": [str(rule) for rule in RULES],
    }
    return render_pdf("rules", data)


def entry(title: str, text: str = "", detail: str = "") -> Entry:
    return {"title": title, "text": text, "detail": detail}


SCRIPT_WEIGHTS = (1.3, 0.9, 1.8, 2.2, 2.2, 1.3, 1.6, 2.2)


def script_names() -> list[str]:
    return [_("Tijd"), _("Minuten"), _("Onderdeel"), _("Doel"), _("Werkvorm"), _("Wie"), _("Materiaal"), _("Let op")]


def script_pdf(board: Board, exporter: str) -> bytes:
    """The script (draaiboek): each part with its time; of a series every gathering in turn."""
    rows = [row for gathering in gatherings_of(board.workshop) for row in with_heading(gathering)]
    empty = _("Er is nog geen draaiboek.")
    return render_pdf(
        "stakeholders", table(board, exporter, _("Draaiboek"), script_names(), SCRIPT_WEIGHTS, rows, empty)
    )


def script_docx(board: Board, exporter: str) -> bytes:
    """The same to change: a table for each gathering."""
    return make_script(
        {
            **frame(board, _("Draaiboek"), exporter),
            "names": script_names(),
            "weights": SCRIPT_WEIGHTS,
            "tables": [script_table(gathering) for gathering in gatherings_of(board.workshop)],
        }
    )


def script_table(gathering: Gathering) -> ScriptTable:
    heading = gathering.heading
    return {
        "heading": heading.part if heading else "",
        "aim": heading.aim if heading else "",
        "rows": [script_row(line) for line in gathering.lines],
    }


def with_heading(gathering: Gathering) -> list[list[str]]:
    heading = [["", "", gathering.heading.part, gathering.heading.aim, "", "", "", ""]] if gathering.heading else []
    return heading + [script_row(line) for line in gathering.lines]


def script_row(line: Line) -> list[str]:
    row = line.row
    when = f"{line.begins:%H:%M}–{line.ends:%H:%M}"
    return [when, str(row.minutes), row.part, row.aim, row.form, row.who, row.material, row.watch_out]


def table(
    board: Board,
    exporter: str,
    title: str,
    names: Sequence[str],
    weights: Sequence[float],
    rows: Sequence[Sequence[str]],
    empty: str,
) -> Stakeholders:
    return {
        **frame(board, title, exporter),
        "table_heading": "",
        "columns": [{"name": name, "weight": weight} for name, weight in zip(names, weights, strict=True)],
        "rows": rows,
        "empty": empty,
        "below": _("zie hieronder"),
        "chart": None,
        "begin": None,
    }


def who_and_when(statement: Statement) -> str:
    return " · ".join(drawing.who_and_when(statement.who, statement.due))


def said_of(statement: Statement) -> str:
    return "\n".join(filter(None, [outcome_of(statement), *remarks_of(statement)]))


def outcome_of(statement: Statement) -> str:
    dots = ngettext("%(count)d stip", "%(count)d stippen", statement.dots or 0) % {"count": statement.dots or 0}
    answers = statement.outcome.in_words if statement.outcome else ""
    if statement.is_shared and not statement.is_agreed:
        answers = statement.state_with_answers
    return " · ".join(filter(None, [statement.sorted_as, answers, dots if statement.dots else ""]))


def remarks_of(statement: Statement) -> list[str]:
    return [f"{one.text} ({one.name})" if one.name else one.text for one in statement.remarks]


def result(board: Board, exporter: str) -> bytes:
    """For all who took part: what was agreed, what is still open, and how long this is kept."""
    told = result_of(board)
    data: Relationship = {
        **frame(board, told.title, exporter),
        "facts": [
            {"label": _("Dag"), "text": long(told.day)},
            {"label": _("Wie erbij waren"), "text": present_in_words(told.present)},
            {"label": _("Bewaard"), "text": _("tot en met %(day)s") % {"day": long(told.kept_until)}},
        ],
        "sections": [
            *(part_section(part) for part in told.parts),
            covenant_section(ingredients_of(told)),
            *shares_sections(told),
            *([marks_section(told)] if told.looked_back else []),
        ],
        "chart": None,
    }
    return render_pdf("relationship", data)


def present_in_words(present: Present) -> str:
    many = ngettext("%(count)d deelnemer", "%(count)d deelnemers", present.count) % {"count": present.count}
    return "\n".join(filter(None, [many, groups_in_words(present.groups), ", ".join(present.names)]))


def groups_in_words(groups: Sequence[GroupCount]) -> str:
    return ", ".join(f"{one.group.name if one.group else _('zonder groep')} {one.count}" for one in groups)


def part_section(part: Part) -> Section:
    not_agreed = [*map(statement_entry, part.not_agreed), *map(pile_entry, part.sorted_piles)]
    apart = [entry("", _("Hier is nog niets over afgesproken"))] if not_agreed else []
    still_open = [entry("", "\n".join(part.still_open), _("Nog open"))] if part.still_open else []
    items = [*map(statement_entry, part.agreed), *apart, *not_agreed, *still_open]
    return {"heading": f"{part.column.value} {part.column.label}", "empty": "", "items": items}


def statement_entry(one: Statement) -> Entry:
    return entry(one.text, "\n".join(filter(None, [who_and_when(one), *remarks_of(one)])), detail_of(one))


def pile_entry(one: Statement) -> Entry:
    """A pile that was sorted and has no sentence, with what lies on it."""
    said = [f"– {words.text} ({source})" if (source := source_of(words)) else f"– {words.text}" for words in one.words]
    return entry(one.sorted_as, "\n".join(said), _("Nog geen gedeelde zin"))


def source_of(words: Words) -> str:
    """Whose words these are, as was promised; of an action also who does it, and when."""
    group = words.source.group.name if words.source.group else ""
    return " · ".join(filter(None, [group, words.source.person, *drawing.who_and_when(words.who, words.due)]))


def detail_of(statement: Statement) -> str:
    count = ngettext("uit %(count)d bijdrage", "uit %(count)d bijdragen", len(statement.words))
    origin = f"{count % {'count': len(statement.words)}}: {groups_in_words(statement.from_groups)}"
    return " · ".join(filter(None, [outcome_of(statement), origin if statement.words else ""]))


def covenant_section(ingredients: Sequence[Ingredient]) -> Section:
    return {
        "heading": _("Als u er een afspraak van maakt"),
        "empty": "",
        "items": [
            entry(
                one.heading,
                "\n".join(
                    [
                        *one.lines,
                        *(said.text for said in one.statements),
                        *one.open_lines,
                        *(f"? {ask}" for ask in one.questions),
                    ]
                ),
            )
            for one in ingredients
        ],
    }


def shares_sections(told: Result) -> list[Section]:
    if not told.shares:
        return []
    items = [entry("", share_in_words(share)) for share in told.shares]
    return [{"heading": _("Wiens woorden staan op de kaart"), "empty": "", "items": items}]


def share_in_words(share: Share) -> str:
    counts = {"all": share.contributions, "inside": share.in_statements}
    name = share.group.name if share.group else _("zonder groep")
    return f"{name}: " + _("bijdragen %(all)d, waarvan in een gedeelde zin %(inside)d") % counts


def marks_section(told: Result) -> Section:
    items = [
        entry(mark.sentence, " · ".join(f"{label} {count}" for label, count in mark.counts)) for mark in told.marks
    ]
    return {"heading": _("Zo kijken we terug"), "empty": told.few_looked_back, "items": items}


def long(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
