"""What feeds the documents about stakeholders, as `reader` may see them: None is anybody a file may be passed on to."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samenhang.accounts.models import Person
from samenhang.documents import papers
from samenhang.documents.tables import Table
from samenhang.initiatives.models import Initiative, Membership
from samenhang.stakeholders.columns import COLUMN_BY_KEY, COLUMNS, Column
from samenhang.stakeholders.models import Stakeholder

WIDTHS = {"s": 14, "m": 24, "l": 40}
WEIGHTS = {"s": 1.0, "m": 1.4, "l": 1.9}
ON_PAPER = ("name", "needs", "influence", "attitude", "dimension", "interests", "preconditions", "notes")
ON_FORM = ("name", "needs", "influence", "interests", "attitude", "preconditions")
EMPTY_ROWS = 12


def table_of(stakeholders: Sequence[Stakeholder], reader: Person | None) -> Table:
    """Every column as `reader` reads it; importing it again gives the same stakeholders."""
    return Table(
        _("Krachtenveld"),
        [str(column.label) for column in COLUMNS],
        [[column.text(stakeholder, reader) for column in COLUMNS] for stakeholder in stakeholders],
        [WIDTHS[column.width] for column in COLUMNS],
    )


def refused_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """The rows that could not be imported, each with its number and the reason, ready to be mended."""
    return Table(_("Niet ingelezen"), [_("Rij"), _("Reden"), *header], [[str(cell) for cell in row] for row in rows])


def example_tables() -> list[Table]:
    """An empty sheet with our columns, and beside it what may stand in each."""
    header = [str(column.label) for column in COLUMNS]
    widths = [WIDTHS[column.width] for column in COLUMNS]
    explained = [[str(column.label), explanation(column)] for column in COLUMNS]
    return [
        Table(_("Krachtenveld"), header, [], widths),
        Table(_("Uitleg"), [_("Kolom"), _("Wat kunt u invullen?")], explained, [24, 90]),
    ]


def explanation(column: Column) -> str:
    if column.options:
        return _("Kies uit: %(options)s.") % {
            "options": ", ".join(str(label) for _value, label in column.options if label)
        }
    return {
        "name": _("De naam van een persoon, organisatie of groep. Alleen dit is verplicht."),
        "needs": _("Waarvoor u deze partner nodig hebt, met komma’s ertussen: instemming, geld, kennis van de wijk."),
        "interests": _("Eén belang per regel. Tussen haakjes mag erbij: persoonlijk; zelf gezegd; bron: gesprek."),
        "preconditions": _("Eén per regel. Tussen haakjes mag erbij: absoluut; in gesprek."),
        "stated_on": _("Een datum, zoals 14-04-2026."),
    }.get(column.key, _("Eigen woorden."))


def paper_of(membership: Membership, stakeholders: Sequence[Stakeholder], reader: Person | None) -> papers.Stakeholders:
    """The filled table as a document."""
    return {
        **frame(membership.initiative, _("Krachtenveld"), membership.person),
        "table_heading": _("Alle partners"),
        "columns": paper_columns(ON_PAPER),
        "rows": [[on_paper(stakeholder, key, reader) for key in ON_PAPER] for stakeholder in stakeholders],
        "empty": _("Er staan nog geen partners in de tabel."),
        "below": _("zie hieronder"),
        "chart": None,
        "begin": None,
    }


def on_paper(stakeholder: Stakeholder, key: str, reader: Person | None) -> str:
    """A cell, with the facts under it that have no column of their own on paper."""
    text = COLUMN_BY_KEY[key].text(stakeholder, reader)
    if key == "name":
        work = ", ".join(filter(None, (stakeholder.job_title, stakeholder.organisation)))
        return "\n".join(filter(None, (text, work or str(stakeholder.get_kind_display()))))
    if key == "needs" and stakeholder.essential:
        return "\n".join(filter(None, (text, _("Onmisbaar"))))
    if key == "dimension" and stakeholder.dimension:
        return f"{stakeholder.dimension} · {text}"
    return text


def empty_form(initiative: Initiative, viewer: Person) -> papers.StakeholdersForm:
    """The empty table, to fill in by hand."""
    return {
        **frame(initiative, _("Krachtenveld op papier"), viewer),
        "subtitle": "",
        "explanation": [
            _("Schrijf per rij één persoon of organisatie op die telt voor uw doel."),
            _("Invloed: klein, middel, groot of zeer groot. Houding: van tegen tot voor."),
            _("Belangen: wat is voor hen belangrijk? Schrijf erbij of zij het zelf zeiden, of dat u het vermoedt."),
        ],
        "goal_label": _("Doel"),
        "goal": initiative.goal,
        "columns": paper_columns(ON_FORM),
        "row_count": EMPTY_ROWS,
    }


def frame(initiative: Initiative, title: str, viewer: Person) -> papers.Frame:
    return {
        "lang": (get_language() or "nl")[:2],
        "title": f"{title}: {initiative.name}",
        "subtitle": initiative.goal,
        "mark": _("Vertrouwelijk"),
        "exporter": str(viewer),
        "date": date_format(timezone.localdate(), "DATE_FORMAT"),
        "page_of": _("van"),
    }


def paper_columns(keys: Sequence[str]) -> list[papers.Column]:
    return [{"name": str(COLUMN_BY_KEY[key].label), "weight": WEIGHTS[COLUMN_BY_KEY[key].width]} for key in keys]
