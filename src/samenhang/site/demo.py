"""The example initiative of the demo: made-up people in a made-up neighbourhood, and marked as such."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone, translation

from samenhang.accounts.models import Person
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative, Membership
from samenhang.relationships.models import Assessment, Observation
from samenhang.site.demo_deeds import fill_deeds
from samenhang.site.demo_workshop import fill_workshops
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.models import Change, Stakeholder

PEOPLE = {
    Role.LEADER: ("leider@voorbeeld.example", "Samira (voorbeeld)"),
    Role.CO_LEADER: ("medeleider@voorbeeld.example", "Joost (voorbeeld)"),
    Role.PARTNER: ("partner@voorbeeld.example", "Anouk (voorbeeld)"),
}

KEYS = (
    "name", "kind", "organisation", "job_title", "needs", "essential", "influence", "interests", "attitude",
    "preconditions", "part", "ring", "constituency", "own_initiatives",
)  # fmt: skip
# One tuple per stakeholder, in the order of KEYS, as somebody would type it in the table.
ROWS: tuple[tuple[str, ...], ...] = (
    ("Wethouder Sport", "persoon", "Gemeente Lindermeer", "Wethouder", "instemming, geld", "ja", "zeer groot", "Zichtbaar resultaat in 2027 (politiek; zelf gezegd)\nGeen extra vaste lasten (vermoed)", "welwillend", "Raad stemt in (absoluut; in gesprek)", "beslist", "beslist mee", "De raad", "Sportakkoord"),
    ("Zorgverzekeraar Meerzorg", "organisatie", "", "", "geld", "ja", "zeer groot", "", "afwachtend", "Onderbouwing van de kosten (absoluut)", "levert", "denkt mee", "", ""),
    ("Bewonersplatform Oost", "groep", "", "", "instemming, uitvoering", "ja", "groot", "Meebeslissen over de wijk (van de achterban; zelf gezegd; bron: bewonersavond; 2026-10-18)\nRust na acht uur (van de achterban; waargenomen)", "terughoudend", "Vaste plek aan tafel (absoluut; in gesprek)", "gebruikt", "beslist mee", "Bewoners van Oost", "Buurtmoestuin"),
    ("Huisartsenpraktijk De Linde", "organisatie", "", "", "expertise, doorverwijzen", "ja", "groot", "Minder volle spreekuren (zelf gezegd)\nGeen extra registratie (persoonlijk; waargenomen)\nTijd voor kwetsbare ouderen (vermoed)", "terughoudend", "Geen nieuw formulier", "voert uit", "doet mee", "Patiënten", ""),
    ("Afdeling Sport en Bewegen", "organisatie", "Gemeente Lindermeer", "", "vergunning, geld", "nee", "groot", "Volle sportzalen (waargenomen)\nMinder losse projecten (zelf gezegd)", "voor", "Eén aanspreekpunt (geregeld)", "levert", "beslist mee", "", "Beweeguur op school"),
    ("Thuis in Oost", "organisatie", "", "", "ruimte", "nee", "middel", "Rust in het trappenhuis\nHuurders die blijven (zelf gezegd)", "welwillend", "Beheer is geregeld (nog open)", "levert", "doet mee", "Huurders", ""),
    ("Sportvereniging Vooruit", "organisatie", "", "", "uitvoering", "nee", "middel", "Nieuwe leden (zelf gezegd)\nVrijwilligers houden (persoonlijk; zelf gezegd)", "voor", "Zaalhuur vergoed (absoluut; geregeld)", "voert uit", "doet mee", "Leden", "Open training"),
    ("GGD Lindermeer", "organisatie", "", "", "expertise, cijfers", "nee", "middel", "Langer gezond leven in Oost (zelf gezegd)", "voor", "", "levert", "denkt mee", "", "Gezonde school"),
    ("Thuiszorg Nabij", "organisatie", "", "", "uitvoering", "nee", "middel", "Genoeg personeel (zelf gezegd)", "terughoudend", "Binnen de werktijd (absoluut)", "voert uit", "doet mee", "Cliënten", ""),
    ("Basisschool De Kade", "organisatie", "", "", "bereik, ruimte", "nee", "klein", "Fitte kinderen in de klas (zelf gezegd)", "welwillend", "Niet onder schooltijd (geregeld)", "gebruikt", "doet mee", "Ouders", ""),
    ("Ondernemers Oosterplein", "groep", "", "", "promotie", "nee", "klein", "Klanten op het plein (vermoed)", "afwachtend", "", "gebruikt", "wordt geïnformeerd", "", "Pleinmarkt"),
    ("Mantelzorgkring Oost", "groep", "", "", "ervaring, bereik", "nee", "klein", "Even op adem komen (van de achterban; zelf gezegd)\nGezien worden (persoonlijk; waargenomen)", "voor", "Vervoer is geregeld (in gesprek)", "gebruikt", "denkt mee", "Mantelzorgers", ""),
)  # fmt: skip

# Days ago, who, dimension, behaviours seen (none: an impression), own words.
type Step = tuple[int, Role, int, Sequence[str], str]
STORY: dict[str, tuple[Step, ...]] = {
    "Bewonersplatform Oost": (
        (220, Role.LEADER, 1, (), ""),
        (165, Role.LEADER, 2, ("repeats_position", "demand_first"), "Het platform wil eerst een vaste plek. Daarna praten zij verder."),
        (140, Role.CO_LEADER, 2, ("demand_first",), "Zij vroegen wie het plan heeft bedacht."),
        (50, Role.LEADER, 2, ("demand_first", "support_against"), "“Jullie hebben het plan al klaar. Dan hoeven wij niet te komen.”"),
        (34, Role.CO_LEADER, 3, ("asks_on", "shares_knowledge"), "Het platform zette ons punt zelf op de agenda."),
    ),
    "Huisartsenpraktijk De Linde": (
        (150, Role.LEADER, 1, (), ""),
        (17, Role.LEADER, 2, ("holds_to_rules", "asks_own_gain"), "De praktijk vroeg wie de extra uren betaalt."),
    ),
    "Thuiszorg Nabij": ((50, Role.CO_LEADER, 2, ("repeats_position", "holds_to_rules"), "Het rooster laat niets toe, zei de teamleider."),),
    "Wethouder Sport": ((4, Role.LEADER, 3, ("asks_on", "names_other_interest"), "De wethouder vroeg wat bewoners zelf willen."),),
    "Afdeling Sport en Bewegen": (
        (120, Role.LEADER, 2, ("repeats_position",), "Eerst ging het alleen over de zaalhuur."),
        (3, Role.LEADER, 3, ("shares_knowledge", "keeps_promise"), "De cijfers kwamen zonder dat wij erom vroegen."),
    ),
    "Thuis in Oost": ((23, Role.LEADER, 3, ("shares_knowledge",), "Zij lieten twee ruimtes zien."),),
    "Sportvereniging Vooruit": (
        (100, Role.LEADER, 3, ("keeps_promise",), "Alle trainers waren er."),
        (2, Role.LEADER, 4, ("commits_means", "says_we"), "De vereniging zet eigen trainers in voor de hele wijk."),
    ),
    "GGD Lindermeer": ((11, Role.CO_LEADER, 4, ("starts_for_whole", "connects_others"), "De GGD bracht de school en de huisarts bij elkaar."),),
    "Basisschool De Kade": ((15, Role.LEADER, 3, ("asks_on",), "De directeur vroeg door over de ouders."),),
    "Mantelzorgkring Oost": ((7, Role.CO_LEADER, 3, ("tells_setback", "asks_on"), "Zij vertelden open wat vorig jaar misging."),),
    "Zorgverzekeraar Meerzorg": ((60, Role.LEADER, 1, ("no_reply",), "Op twee mails kwam geen antwoord."),),
}  # fmt: skip

# Days ago, column, what stood there before: so that the chart has movement to show.
MOVED: dict[str, tuple[tuple[int, str, int], ...]] = {
    "Afdeling Sport en Bewegen": ((80, "attitude", 3),),
    "Bewonersplatform Oost": ((60, "attitude", 1),),
}


def person_for(role: str) -> Person | None:
    """The example person with this role; None for a role the demo does not have."""
    email, _name = PEOPLE.get(role, ("", ""))  # type: ignore[call-overload]
    return Person.objects.filter(email=email).first()


def fill() -> None:
    """Make the example people and initiatives; does nothing when they are there."""
    if Initiative.objects.filter(is_example=True).exists():
        return
    with transaction.atomic(), translation.override("nl"):
        people = {role: Person.objects.create_user(email, name=name) for role, (email, name) in PEOPLE.items()}
        fill_example(people)
        small = Initiative.begin(
            people[Role.LEADER],
            name="Eén tafel voor jonge mantelzorgers",
            goal="Elke jonge mantelzorger in Lindermeer heeft op school één vertrouwd gezicht.",
            is_example=True,
        )
        small.archive(by=people[Role.LEADER])


def fill_example(people: dict[Role, Person]) -> None:
    initiative = Initiative.begin(
        people[Role.LEADER],
        name="Gezond in Lindermeer-Oost",
        goal="Bewoners van Lindermeer-Oost bewegen in 2028 elke dag dicht bij huis en ontmoeten elkaar.",
        is_example=True,
    )
    for role in (Role.CO_LEADER, Role.PARTNER):
        Membership.objects.create(initiative=initiative, person=people[role], role=role)
    for row in ROWS:
        values = {key: COLUMN_BY_KEY[key].parse(text) for key, text in zip(KEYS, row, strict=True)}
        stakeholder = editing.add(initiative, values, by=people[Role.LEADER])
        for step in STORY.get(row[0], ()):
            take_step(stakeholder, step, people)
        for days, field, before in MOVED.get(row[0], ()):
            Change.objects.create(
                initiative=initiative, stakeholder=stakeholder, by=people[Role.LEADER], field=field,
                at=timezone.now() - timedelta(days=days), before=before, after=getattr(stakeholder, field),
            )  # fmt: skip
    fill_deeds(initiative, people)
    fill_workshops(initiative, people)


def take_step(stakeholder: Stakeholder, step: Step, people: dict[Role, Person]) -> None:
    days, role, dimension, behaviours, words = step
    day: date = timezone.localdate() - timedelta(days=days)
    assessment = Assessment.objects.create(
        stakeholder=stakeholder,
        by=people[role],
        on=day,
        dimension=dimension,
        before=stakeholder.dimension,
        is_impression=not behaviours,
    )
    if behaviours:
        seen = Observation.objects.create(
            stakeholder=stakeholder, by=people[role], on=day, words=words, behaviours=list(behaviours)
        )
        assessment.rests_on.add(seen)
        stakeholder.last_observed_on = day
    stakeholder.dimension, stakeholder.dimension_is_impression = dimension, not behaviours
    stakeholder.save()
