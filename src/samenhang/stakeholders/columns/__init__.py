"""The columns of the krachtenveld. A column knows how to read, check, write and restore its own cell.

The table, pasting, undo, import and export all work through these, so that each fact has one spelling.
A *value* is what JSON can hold: a text, number, boolean, None, or a list of dicts where a stakeholder has several.
"""

from django.utils.translation import gettext_lazy as lazy

from samenhang.stakeholders.columns.kinds import (
    NAME_LIMIT,
    TEXT_LIMIT,
    ChoiceColumn,
    Column,
    DateColumn,
    LongColumn,
    YesNoColumn,
)
from samenhang.stakeholders.columns.lists import InterestsColumn, ListColumn, NeedsColumn, PreconditionsColumn
from samenhang.stakeholders.models import Attitude, Dimension, Influence, Kind, Part, Ring

__all__ = [
    "COLUMNS",
    "COLUMN_BY_KEY",
    "NAME_LIMIT",
    "READ_ONLY",
    "SHOWN_FIRST",
    "TEXT_LIMIT",
    "ChoiceColumn",
    "Column",
    "DateColumn",
    "InterestsColumn",
    "ListColumn",
    "LongColumn",
    "NeedsColumn",
    "PreconditionsColumn",
    "YesNoColumn",
]

INFLUENCE_SYNONYMS = {
    "laag": 1,
    "low": 1,
    "weinig": 1,
    "gemiddeld": 2,
    "midden": 2,
    "medium": 2,
    "matig": 2,
    "hoog": 3,
    "high": 3,
    "veel": 3,
    "zeer hoog": 4,
    "very high": 4,
}
ATTITUDE_SYNONYMS = {
    "negatief": 1,
    "negative": 1,
    "tegenstander": 1,
    "kritisch": 2,
    "neutraal": 3,
    "neutral": 3,
    "positief": 4,
    "positive": 4,
    "voorstander": 5,
}
KIND_SYNONYMS = {
    "mens": "person",
    "individu": "person",
    "bedrijf": "organisation",
    "instelling": "organisation",
    "org": "organisation",
    "organization": "organisation",
    "partij": "organisation",
}


def words(text: str) -> tuple[str, ...]:
    """The headers by which a sheet may call a column, in Dutch and English."""
    return tuple(text.split(", "))


COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        lazy("Partner"),
        "l",
        NAME_LIMIT,
        required=True,
        headers=words(
            "naam, name, partner, stakeholder, speler, partij, belanghebbende, actor, contactpersoon, wie, "
            "betrokkene, contact"
        ),
    ),
    ChoiceColumn(
        "kind",
        lazy("Soort"),
        "s",
        required=True,
        choices=Kind,
        synonyms=KIND_SYNONYMS,
        headers=words("soort, type, kind, persoon/organisatie"),
    ),
    Column(
        "organisation",
        lazy("Organisatie"),
        "m",
        NAME_LIMIT,
        headers=words(
            "organisatie, organisation, organization, affiliatie, affiliation, bedrijf, company, instelling, "
            "werkgever, employer"
        ),
    ),
    Column(
        "job_title",
        lazy("Functie"),
        "m",
        NAME_LIMIT,
        headers=words("functie, function, job title, rol in organisatie, position, titel"),
    ),
    NeedsColumn(
        "needs",
        lazy("Nodig voor"),
        "m",
        NAME_LIMIT,
        headers=words("nodig voor, needed for, waarvoor nodig, waarvoor, bijdrage, contribution"),
    ),
    YesNoColumn(
        "essential",
        lazy("Onmisbaar"),
        "s",
        headers=words("onmisbaar, essential, essentieel, noodzakelijk, cruciaal"),
    ),
    ChoiceColumn(
        "influence",
        lazy("Invloed"),
        "s",
        choices=Influence,
        synonyms=INFLUENCE_SYNONYMS,
        headers=words("invloed, influence, macht, power, mate van invloed, impact"),
    ),
    InterestsColumn(
        "interests",
        lazy("Belangen en drijfveren"),
        "l",
        TEXT_LIMIT,
        headers=words(
            "belangen en drijfveren, belangen, belang, drijfveren, drijfveer, interests, interest, motivation, "
            "motieven, interests and drives"
        ),
    ),
    ChoiceColumn(
        "attitude",
        lazy("Houding"),
        "s",
        choices=Attitude,
        synonyms=ATTITUDE_SYNONYMS,
        headers=words("houding, attitude, standpunt, position, stance, houding/kwaliteit interactie"),
    ),
    ChoiceColumn(
        "dimension",
        lazy("Relatie"),
        "m",
        choices=Dimension,
        by_number=True,
        headers=words(
            "relatie, dimensie, relationship, dimension, 4d, 4d-model, kwaliteit relatie, kwaliteit interactie"
        ),
    ),
    PreconditionsColumn(
        "preconditions",
        lazy("Randvoorwaarden"),
        "m",
        TEXT_LIMIT,
        headers=words(
            "randvoorwaarden, randvoorwaarde, preconditions, precondition, voorwaarden, conditions, "
            "randvoorwaarden om medewerking te krijgen?"
        ),
    ),
    ChoiceColumn("part", lazy("Rol"), "s", empty="", choices=Part, headers=words("rol, role, part")),
    ChoiceColumn(
        "ring",
        lazy("Kring"),
        "s",
        empty="",
        choices=Ring,
        headers=words("kring, ring, participatie, niveau van betrokkenheid"),
    ),
    LongColumn(
        "own_initiatives",
        lazy("Aanhaken bij"),
        "m",
        headers=words("aanhaken bij, aanhaken, eigen initiatieven, own initiatives, join, initiatives to join"),
    ),
    LongColumn(
        "constituency", lazy("Achterban"), "m", headers=words("achterban, constituency, vertegenwoordigt, represents")
    ),
    LongColumn(
        "notes",
        lazy("Notities"),
        "l",
        headers=words("notities, notes, opmerkingen, opmerking, remarks, comments, toelichting, bijzonderheden"),
    ),
    Column("source", lazy("Bron"), "m", headers=words("bron, source")),
    DateColumn(
        "stated_on",
        lazy("Datum van de bron"),
        "s",
        headers=words("datum, date, datum van de bron, source date, d.d."),
    ),
)
COLUMN_BY_KEY = {column.key: column for column in COLUMNS}

# The relation is decided on its own page, from observations; the table shows it and an import may bring it.
READ_ONLY = frozenset({"dimension"})
SHOWN_FIRST = ("name", "needs", "essential", "influence", "interests", "dimension", "attitude", "preconditions")
