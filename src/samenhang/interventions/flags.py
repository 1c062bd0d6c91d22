"""What asks for a second look before an idea is chosen, each with its reason. A flag never forbids.

After steps 4 and 5 of “Partnerschap creëren is denkwerk”; the rules are ours, see docs/methods/interventions.md.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Tone(StrEnum):
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Flag:
    """`label` in a few words, `reason` as a sentence that says where it comes from."""

    label: str
    reason: str
    tone: Tone = Tone.WARNING


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one person said about an idea. `known`: interests of the other; `held`: those the idea was held against."""

    text: str = ""
    known: int = 0
    held: int = 0
    served: int = 0
    explains_us: bool | None = None
    would_tell: bool | None = None


def flags_of(one: Judgement) -> list[Flag]:
    """The flags of an idea, those about the other first."""
    found = [serves_none(one), explains_ourselves(one), untold_purpose(one)]
    return [flag for flag in found if flag]


def serves_none(one: Judgement) -> Flag | None:
    """Only when the idea was held against every interest that is known: what was not looked at may still fit."""
    if not one.known or one.held < one.known or one.served:
        return None
    reason = ngettext(
        "U kent %(count)d belang van hen. Dit idee past daar niet bij, zei u.",
        "U kent %(count)d belangen van hen. Dit idee past bij geen daarvan, zei u.",
        one.known,
    )
    return Flag(_("Past bij geen van hun belangen"), reason % {"count": one.known})


def explains_ourselves(one: Judgement) -> Flag | None:
    """Said by the person; as long as nothing was said, asked when the words point that way."""
    if one.explains_us:
        return Flag(
            _("Legt vooral uit wat ú belangrijk vindt"),
            _("Dat hoorden zij vaak al. Meestal werkt vragen naar hun kant beter."),
        )
    words = explaining_words(one.text) if one.explains_us is None else []
    if not words:
        return None
    return Flag(
        _("Legt dit vooral uit wat ú belangrijk vindt?"),
        _("Er staat “%(words)s”. U zei nog niet of dat klopt.") % {"words": words[0]},
        Tone.INFO,
    )


def untold_purpose(one: Judgement) -> Flag | None:
    if one.would_tell is not False:
        return None
    return Flag(
        _("Zou u dit doel open vertellen? U zei: nee"),
        _("Wat u voor de ander verbergt, lijkt op sturen achter de rug om."),
    )


def no_interests_known() -> Flag:
    """About the relation rather than one idea: said once a page."""
    return Flag(
        _("U kent nog geen belangen van de ander"),
        _("Daarom is niet te zeggen of een idee bij hen past."),
        Tone.INFO,
    )


def comfortable() -> Flag:
    """Said of the idea that is about to be chosen, never of one among others."""
    return Flag(
        _("Dit is voor u weinig spannend"),
        _("Dat mag. Kan er iets bij wat u spannend vindt, zoals vertellen waar u op uit bent?"),
        Tone.INFO,
    )


def apart(verb: str, particle: str) -> str:
    """A Dutch verb in two halves with other words between, within one clause: “leg hun nog eens uit”."""
    return rf"(?:{verb})\b(?:(?!\bnodig\b)[^,]){{0,60}}?\b{particle}"


END = r"(?=\s*$|,)"
AGAIN = r"(?:nog eens|nogmaals|nog een keer|opnieuw)"
TELLING = (
    apart("leg|legt|leggen", "uit"), r"uit ?te leggen", r"uitleg(?:gen|t)?", r"uitgelegd",
    apart("licht|lichten", "toe"), r"toe te lichten", r"toelicht(?:en|ing)", r"toegelicht",
    r"overtuig(?:en|t|d)?", r"benadruk(?:ken|t)?", r"onderstreep(?:t)?", r"onderstrepen", r"doordring(?:en|t)?",
    apart("haal|halen", rf"over(?: om\b| te\b|{END})"), r"overhalen", r"over te halen",
    apart("wijs|wijzen", r"op (?:het|ons) belang"), apart("toon|tonen", "aan"), r"aantonen", r"aan te tonen",
    apart("maak|maakt", rf"duidelijk(?: dat\b| waarom\b| wat\b| hoe\b|{END})"), r"duidelijk (?:te )?maken",
    apart("vertel|vertellen|zeg|zeggen", "waarom"), apart("laat", "zien waarom"),
    rf"{AGAIN} (?:te )?(?:vertellen|zeggen|mailen|noemen|herhalen)", apart("vertel|zeg|noem|mail|herhaal", AGAIN),
    r"herhaal (?:ons|onze|mijn|het belang)", r"pitch(?:en|t)?",
    r"explain(?:s|ing)?", r"convinc(?:e|es|ing)", r"persuad(?:e|es|ing)", r"emphasi[sz](?:e|es|ing)",
    r"stress(?:ing)? (?:the|our|how|that|why)", r"underlin(?:e|ing)", r"make (?:it )?clear", r"make (?:the|our) case",
    r"point(?:ing)? out", r"argue", r"justify", apart("tell|show", "why"),
    apart("tell|say|mail|repeat", r"(?:again|once more)"),
)  # fmt: skip
# Words that tell the other what we find important, in Dutch and English.
EXPLAINING = re.compile(rf"\b(?:{'|'.join(TELLING)})\b", re.IGNORECASE)
# Then it is the other who explains: “vraag hun uit te leggen …”. Not “vraag een gesprek aan om …”.
OTHER_SPEAKS = re.compile(r"\b(?:vraag|vragen|laat|laten|hoor|luister|ask|let)\b(?!.*\baan\b)", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?;]+")


def explaining_words(text: str) -> list[str]:
    """The words in `text` (Dutch or English) by which we would explain once more what we find important."""
    return [
        " ".join(match[0].split())
        for sentence in SENTENCE.findall(text)
        for match in EXPLAINING.finditer(sentence)
        if not OTHER_SPEAKS.search(sentence, 0, match.start())
    ]
