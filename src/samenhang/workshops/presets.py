"""Scripts to begin with, for an hour, two and a half hours, four hours and a series: each part with its minutes (F7).

After the times that go with the Partnerschapskaart; the division over the phases and the words are our own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samenhang.workshops.columns import GUIDES, PHASES, Column, Phase, Tempo

EVERYBODY = pgettext_lazy("wie in een draaiboek", "Iedereen")
LEADS = pgettext_lazy("wie in een draaiboek", "Begeleider")
LEADS_WITH_HELP = _("Begeleider en wie helpt")
PHONES = _("Telefoons of lege kaartjes, pen")
SCREEN = _("Scherm voor de zaal")


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a script, as `ScriptRow` keeps it. A part of no minutes is the heading of a gathering."""

    minutes: int
    part: Any
    aim: Any = ""
    form: Any = ""
    who: Any = ""
    material: Any = ""
    watch_out: Any = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """`minutes`: of each gathering in it. `tempo`: which steps its parts take together."""

    key: str
    label: Any
    note: Any
    minutes: Sequence[int]
    rows: Sequence[Row]
    tempo: Tempo = Tempo.EACH


# What every step does in each phase; the minutes differ from one script to the next.
IN_PHASE: dict[Phase, Row] = {
    Phase.WRITE: Row(
        0,
        Phase.WRITE.label,
        form=_("Ieder schrijft alleen en in stilte."),
        who=EVERYBODY,
        material=PHONES,
        watch_out=_("Help wie niet kan of wil typen. Praten komt straks."),
    ),
    Phase.REVEAL: Row(
        0,
        Phase.REVEAL.label,
        aim=_("Iedereen weet wat er leeft."),
        form=_("Alles komt tegelijk in beeld. De groep leest en vraagt door."),
        who=EVERYBODY,
        material=SCREEN,
        watch_out=_("Keur niets goed of af. Nog niet overtuigen."),
    ),
    Phase.GROUP: Row(
        0,
        Phase.GROUP.label,
        aim=_("Wat bij elkaar hoort, ligt bij elkaar."),
        form=_("De groep zegt wat samen hoort. De begeleider legt het samen."),
        who=LEADS_WITH_HELP,
        material=SCREEN,
        watch_out=_("Vraag de schrijver of het zo klopt."),
    ),
    Phase.CHOOSE: Row(
        0,
        Phase.CHOOSE.label,
        aim=_("De groep ziet wat het zwaarst weegt."),
        form=_("Ieder geeft stippen. Daarna komen de aantallen in beeld."),
        who=EVERYBODY,
        material=_("Telefoons of stickers"),
        watch_out=_("Stippen zijn nog geen besluit."),
    ),
    Phase.AGREE: Row(
        0,
        Phase.AGREE.label,
        aim=_("Er staat een zin waar ieder zich in herkent."),
        form=_("Maak samen één zin. Ieder antwoordt: akkoord, met opmerking, of nog niet."),
        who=EVERYBODY,
        material=_("Scherm voor de zaal, telefoons"),
        watch_out=_("“Nog niet” is welkom. Vraag wat er nodig is."),
    ),
}


def step(column: Column, *minutes: int) -> Iterator[Row]:
    """One step of the map, with the minutes of its five phases."""
    for phase, spent in zip(PHASES, minutes, strict=True):
        row = IN_PHASE[phase]
        part = Titled(_("Stap %(number)d %(column)s: %(phase)s"), column, row.part)
        yield replace(row, minutes=spent, part=part, aim=row.aim or GUIDES[column].question)


@dataclass(frozen=True, slots=True)
class Titled:
    """The name of a part, put together in the language of whoever takes the script."""

    words: Any
    column: Column
    phase: Any

    def __str__(self) -> str:
        said = {"number": self.column.value, "column": self.column.label, "phase": str(self.phase).lower()}
        return str(self.words) % said


def welcome(minutes: int) -> Row:
    return Row(
        minutes,
        _("Welkom en de vijf regels"),
        aim=_("Iedereen weet waarom we hier zijn en hoe we praten."),
        form=_("Heet iedereen welkom. Lees de vijf regels samen hardop. Vraag of iedereen ermee instemt."),
        who=LEADS,
        material=_("Blad met de vijf regels, blad met de code, scherm"),
        watch_out=_("Wacht tot iedereen binnen is. Wie geen telefoon heeft, krijgt kaartjes."),
    )


def meet(minutes: int) -> Row:
    return Row(
        minutes,
        _("Kennismaken"),
        aim=_("Ieder heeft één keer iets gezegd."),
        form=_("In tweetallen, met iemand uit een andere groep: wat hoopt u vandaag?"),
        who=EVERYBODY,
        watch_out=_("Noem geen functies. Iedereen telt hier even zwaar."),
    )


def explain(minutes: int) -> Row:
    return Row(
        minutes,
        _("Het doel en de kaart"),
        aim=_("Iedereen begrijpt wat er vandaag uitkomt."),
        form=_("Toon de lege kaart. Leg uit: we werken van rechts naar links."),
        who=LEADS,
        material=_("Lege kaart op A3, scherm"),
        watch_out=_("Zeg wie wat beslist, en wat met de kaart gebeurt."),
    )


def pause(minutes: int) -> Row:
    return Row(
        minutes,
        pgettext_lazy("draaiboek", "Pauze"),
        form=_("Koffie, thee en frisse lucht."),
        who=EVERYBODY,
        watch_out=_("Spreek aan wie nog weinig zei. Begin op tijd weer."),
    )


def read_map(minutes: int) -> Row:
    return Row(
        minutes,
        _("De hele kaart lezen"),
        aim=_("De vijf stappen passen bij elkaar."),
        form=_("Lees alle zinnen hardop, van stap 1 tot en met 5. Wat ontbreekt nog?"),
        who=EVERYBODY,
        material=SCREEN,
        watch_out=_("Schrijf open vragen op. Los ze nu niet op."),
    )


def look_back(minutes: int) -> Row:
    return Row(
        minutes,
        _("Terugblik"),
        aim=_("De groep ziet hoe gelijkwaardig het ging."),
        form=_("Vier korte vragen op de telefoon. Bekijk samen het beeld van de groep."),
        who=EVERYBODY,
        material=_("Telefoons, scherm"),
        watch_out=_("Het is geen cijfer. Vraag naar een voorbeeld."),
    )


def finish(minutes: int) -> Row:
    return Row(
        minutes,
        _("Afsluiten"),
        aim=_("Iedereen weet wat er nu gebeurt."),
        form=_("Noem de eerste acties: wie, wat en wanneer. Zeg wanneer ieder het resultaat krijgt. Bedank."),
        who=LEADS,
        material=SCREEN,
        watch_out=_("Stop op tijd."),
    )


SHORT = (
    welcome(5),
    Row(
        4,
        _("Stap 1 Waarden: schrijven"),
        aim=GUIDES[Column.VALUES].question,
        form=_("Ieder schrijft alleen en in stilte."),
        who=EVERYBODY,
        material=PHONES,
        watch_out=_("Eén bijdrage per persoon is genoeg."),
    ),
    Row(
        6,
        _("Stap 1 Waarden: tonen en samen leggen"),
        aim=_("Wat bij elkaar hoort, ligt bij elkaar."),
        form=_("Alles komt tegelijk in beeld. De groep zegt wat samen hoort."),
        who=LEADS_WITH_HELP,
        material=SCREEN,
        watch_out=_("Keur niets goed of af."),
    ),
    Row(
        5,
        _("Stap 1 Waarden: kiezen en afspreken"),
        aim=_("Eén zin over wanneer het geslaagd is."),
        form=_("Geef stippen. Maak samen één zin. Ieder antwoordt."),
        who=EVERYBODY,
        material=_("Telefoons, scherm"),
        watch_out=_("“Nog niet” is welkom. Vraag wat er nodig is."),
    ),
    Row(
        8,
        _("Stap 2 tot en met 5: schrijven"),
        aim=_("Iedereen denkt na over alle vier de vragen."),
        form=_("Ieder schrijft alleen, bij minstens twee van de vier vragen."),
        who=EVERYBODY,
        material=PHONES,
        watch_out=_("Zeg halverwege dat er nog vier minuten zijn."),
    ),
    Row(
        10,
        _("Stap 2 tot en met 5: tonen en samen leggen"),
        aim=_("De groep kent alle bijdragen."),
        form=_("Neem stap voor stap. De groep zegt wat samen hoort."),
        who=LEADS_WITH_HELP,
        material=SCREEN,
        watch_out=_("Tweeënhalve minuut per stap. Houd de klok in beeld."),
    ),
    Row(
        5,
        _("Stap 2 tot en met 5: kiezen"),
        aim=_("De groep ziet wat het zwaarst weegt."),
        form=_("Ieder geeft stippen. Daarna komen de aantallen in beeld."),
        who=EVERYBODY,
        material=_("Telefoons of stickers"),
        watch_out=_("Stippen zijn nog geen besluit."),
    ),
    Row(
        10,
        _("Stap 2 tot en met 5: afspreken"),
        aim=_("Per stap één zin, en bij elke actie een naam en een dag."),
        form=_("Maak samen zinnen van wat bovenaan ligt. Ieder antwoordt."),
        who=EVERYBODY,
        material=_("Scherm voor de zaal, telefoons"),
        watch_out=_("Komt u niet rond? Laat een vraag open staan en schrijf haar op."),
    ),
    look_back(4),
    finish(3),
)

MIDDLE = (
    welcome(10),
    explain(5),
    *step(Column.VALUES, 4, 4, 5, 3, 6),
    *step(Column.RELATIONS, 4, 4, 5, 3, 6),
    pause(15),
    *step(Column.ACTING, 4, 3, 4, 3, 5),
    *step(Column.CONDITIONS, 4, 3, 4, 3, 5),
    *step(Column.ACTIONS, 4, 3, 4, 3, 8),
    read_map(6),
    look_back(5),
    finish(5),
)

LONG = (
    welcome(10),
    meet(10),
    explain(5),
    *step(Column.VALUES, 6, 8, 8, 4, 10),
    *step(Column.RELATIONS, 5, 7, 7, 4, 9),
    pause(15),
    *step(Column.ACTING, 5, 6, 7, 4, 8),
    *step(Column.CONDITIONS, 5, 6, 7, 4, 8),
    pause(15),
    *step(Column.ACTIONS, 5, 6, 7, 4, 12),
    read_map(10),
    look_back(8),
    finish(5),
)


def to_one(column: Column, minutes: int) -> Row:
    """In a joint session: from the sentences of the groups to one."""
    return Row(
        minutes,
        Titled(_("Stap %(number)d %(column)s: naar één zin"), column, ""),
        aim=GUIDES[column].question,
        form=_("Begin bij wat gedeeld is. Maak één zin. Ieder antwoordt."),
        who=EVERYBODY,
        material=_("Scherm voor de zaal, telefoons"),
        watch_out=_("Wat botst, mag naast elkaar blijven staan. Schrijf beide op."),
    )


SERIES = (
    Row(0, _("Eerste bijeenkomst: elke groep apart")),
    welcome(10),
    explain(5),
    *step(Column.VALUES, 4, 3, 3, 2, 5),
    *step(Column.RELATIONS, 4, 3, 3, 2, 5),
    *step(Column.ACTING, 4, 3, 3, 2, 5),
    pause(10),
    *step(Column.CONDITIONS, 4, 3, 3, 2, 5),
    *step(Column.ACTIONS, 4, 3, 3, 2, 5),
    Row(
        10,
        _("Wat nemen wij mee?"),
        aim=_("De groep staat achter de eigen kaart."),
        form=_("Lees alle zinnen. Kies wat u de anderen zeker wilt vertellen."),
        who=EVERYBODY,
        material=SCREEN,
        watch_out=_("Spreek af wie in de tweede bijeenkomst vertelt."),
    ),
    Row(0, _("Tweede bijeenkomst: iedereen samen")),
    welcome(10),
    Row(
        20,
        _("De kaarten naast elkaar"),
        aim=_("Iedereen kent de kaart van de andere groepen."),
        form=_("Elke groep vertelt bij de eigen kaart. De anderen vragen door."),
        who=_("Alle groepen"),
        material=_("Kaarten van de groepen op A3, scherm"),
        watch_out=_("Luisteren gaat voor. Overtuigen hoeft niet."),
    ),
    Row(
        20,
        _("Wat delen we, en wat niet?"),
        aim=_("Bij elke zin staat: gedeeld, van één groep, botst, of open vraag."),
        form=_("In gemengde drietallen, daarna samen. De mensen beslissen, niet de computer."),
        who=EVERYBODY,
        material=SCREEN,
        watch_out=_("Verschil is geen fout. Vraag wat erachter zit."),
    ),
    to_one(Column.VALUES, 12),
    to_one(Column.RELATIONS, 12),
    pause(15),
    to_one(Column.ACTING, 12),
    to_one(Column.CONDITIONS, 12),
    to_one(Column.ACTIONS, 17),
    read_map(8),
    look_back(6),
    finish(6),
)

PRESETS = (
    Preset("60", _("1 uur"), _("Kort. Stap 2 tot en met 5 doet u samen."), (60,), SHORT, Tempo.TOGETHER),
    Preset("150", _("2,5 uur"), _("Elke stap apart, met één pauze."), (150,), MIDDLE),
    Preset("240", _("4 uur"), _("Met kennismaken, meer gesprek en twee pauzes."), (240,), LONG),
    Preset(
        "series",
        _("Twee bijeenkomsten"),
        _("Eerst elke groep apart (2 uur), daarna iedereen samen (2,5 uur)."),
        (120, 150),
        SERIES,
    ),
)
PRESET_BY_KEY = {preset.key: preset for preset in PRESETS}


def in_words(minutes: int) -> str:
    """A length in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)d uur") % {"hours": hours}
    return gettext("%(hours)d uur en %(minutes)d min") % {"hours": hours, "minutes": rest}
