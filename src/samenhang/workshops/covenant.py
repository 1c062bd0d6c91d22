"""The ingredients of a covenant that a map holds, heading by heading, and what it does not answer yet (F8, G1).

The headings follow what Dutch public bodies write in a covenant (Aanwijzingen voor convenanten 2025), in our own words.
A statement stands where its column belongs. Where a heading has no column, or asks for more than that, statements are
found by their words. Nothing is made up: a heading without statements has a question to take along.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from samenhang.workshops.columns import Column
from samenhang.workshops.result import Result, Statement


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of a covenant: the column it is filled from, or how words begin that speak of it, Dutch and English.

    With both, only statements of that column with such words belong to it.
    """

    key: str
    name: Any
    question: Any
    column: Column | None = None
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Ingredient:
    """What the map has for one heading.

    `statements` were agreed on, `not_agreed` were not; `questions` is what the map does not answer yet.
    """

    key: str
    heading: str
    lines: Sequence[str]
    statements: Sequence[Statement]
    questions: Sequence[str]
    not_agreed: Sequence[Statement] = ()

    @property
    def open_lines(self) -> list[str]:
        """What was not agreed on, each with how far it is."""
        return [f"{one.text} ({one.state_with_answers})" for one in self.not_agreed]


HEADINGS = (
    Heading("purpose", lazy("Doel en waarden"), lazy("Wanneer is onze samenwerking geslaagd?"), Column.VALUES),
    Heading(
        "knowledge",
        lazy("Samen werken: kennis delen"),
        lazy("Hoe delen we wat we weten?"),
        Column.RELATIONS,
        ("kennis", "weten", "weet", "inform", "delen", "deelt", "leren", "leer", "know", "shar", "learn"),
    ),
    Heading(
        "decisions",
        lazy("Samen werken: besluiten"),
        lazy("Hoe nemen we samen besluiten?"),
        Column.RELATIONS,
        ("beslu", "beslis", "beslot", "stem", "akkoord", "instem", "overleg", "decid", "decision", "vote", "agree"),
    ),
    Heading(
        "strength",
        lazy("Samen werken: ieders eigen kracht"),
        lazy("Hoe houdt ieder de eigen kracht?"),
        Column.RELATIONS,
        (r"eigen\b", "kracht", r"zelf\b", "sterk", "talent", "respect", r"own\b", "strength", "autonom"),
    ),
    Heading(
        "ownership",
        lazy("Samen werken: van wie het resultaat is"),
        lazy("Van wie is wat we samen maken?"),
        Column.RELATIONS,
        ("eigenaar", "eigendom", "resulta", "auteursrecht", "owner", "result", "property"),
    ),
    Heading("relations", lazy("Samen werken: verder"), "", Column.RELATIONS),
    Heading(
        "roles",
        lazy("Rollen en communicatie"),
        lazy("Wie doet wat, en hoe houden we elkaar op de hoogte?"),
        Column.ACTING,
    ),
    Heading("conditions", lazy("Wat er nodig is"), lazy("Wat is er nodig om te beginnen?"), Column.CONDITIONS),
    Heading("actions", lazy("Acties"), lazy("Wat gaan we als eerste doen?"), Column.ACTIONS),
    Heading(
        "finance",
        lazy("Geld"),
        lazy("Wat kost het, en wie betaalt wat?"),
        words=(
            "geld",
            "budget",
            "euro",
            "kost",
            "betaal",
            "financ",
            "subsid",
            "bekost",
            "money",
            "fund",
            "cost",
            "pay",
        ),
    ),
    Heading(
        "term",
        lazy("Looptijd"),
        lazy("Wanneer gaat de afspraak in, en tot wanneer geldt zij?"),
        words=("looptijd", "termijn", "ingang", "einddatum", "duration", r"term\b", "expir"),
    ),
    Heading(
        "evaluation",
        lazy("Terugkijken"),
        lazy("Wanneer kijken we samen terug, en waarop letten we dan?"),
        words=("evalu", "terugkijk", "terugblik", "tussenbalans", "meten", "monitor", "review"),
    ),
    Heading(
        "change",
        lazy("Wijzigen"),
        lazy("Hoe wijzigen we de afspraak als er iets verandert?"),
        words=("wijzig", "aanpass", "herzien", "bijstel", "amend", "adjust", "revis"),
    ),
    Heading(
        "exit",
        lazy("Erbij komen en stoppen"),
        lazy("Hoe kan een partner erbij komen, en hoe kan een partner stoppen?"),
        words=(
            "toetred",
            "uittred",
            "uitstap",
            "opzeg",
            "stopp",
            "stopt",
            "nieuwe partner",
            "aansluit",
            "leave",
            "withdraw",
        ),
    ),
    Heading(
        "disputes",
        lazy("Als we het niet eens zijn"),
        lazy("Wat doen we als we er samen niet uitkomen?"),
        words=("conflict", "geschil", "meningsversch", "ruzie", "bemidd", "mediat", "oneens", "dispute", "disagree"),
    ),
    Heading(
        "representation",
        lazy("Wie namens wie spreekt"),
        lazy("Wie spreekt namens elke partij, en wat mag die persoon beslissen?"),
        words=("namens", "vertegenwoord", "mandaat", "volmacht", "zeggenschap", "represent", "mandate", "behalf"),
    ),
)


def ingredients_of(result: Result) -> list[Ingredient]:
    """Every heading of a covenant, in the order of one: from the parties to the signatures.

    Sentences that nobody was asked about, or not everybody agrees to, stand apart from what was agreed.
    """
    found = {heading.key: statements_for(heading, result.statements) for heading in HEADINGS}
    placed = {id(one) for heading in HEADINGS if heading.words for one in found[heading.key]}
    found["relations"] = [one for one in found["relations"] if id(one) not in placed]
    middle = [ingredient(heading, found[heading.key], result) for heading in HEADINGS]
    return [
        parties(result),
        considerations(result),
        *(one for one in middle if one.statements or one.not_agreed or one.questions),
        Ingredient("signatures", _("Ondertekening"), [], [], [_("Wie tekent voor elke partij, en wanneer?")]),
    ]


def statements_for(heading: Heading, statements: Sequence[Statement]) -> list[Statement]:
    there = [one for one in statements if heading.column in {None, one.column}]
    return [one for one in there if speaks_of(one.text, heading.words)] if heading.words else there


def speaks_of(text: str, beginnings: Sequence[str]) -> bool:
    """Whether a word of the text begins like one of these."""
    return re.search(rf"\b(?:{'|'.join(beginnings)})", text.casefold()) is not None


def ingredient(heading: Heading, statements: Sequence[Statement], result: Result) -> Ingredient:
    agreed = [one for one in statements if one.is_agreed]
    questions = [] if agreed or not heading.question else [str(heading.question)]
    if agreed and heading.column is None:
        questions.append(_("Dit vonden we aan de woorden. Is het genoeg?"))
    if heading.key == "actions" and statements:
        questions += result.parts[Column.ACTIONS - 1].still_open
    not_agreed = [one for one in statements if not one.is_agreed]
    return Ingredient(heading.key, str(heading.name), [], agreed, questions, not_agreed)


def parties(result: Result) -> Ingredient:
    """The groups that took part; who they are for the law is never on a map."""
    names = [one.group.name for one in result.present.groups if one.group]
    question = _("Welke organisaties en personen zijn partij? Schrijf hun officiële namen op.")
    return Ingredient("parties", _("Partijen"), names, [], [question])


def considerations(result: Result) -> Ingredient:
    question = _("Waarom doen we dit nu, en waarom samen?")
    return Ingredient("considerations", _("Overwegingen"), [result.goal], [], [question])
