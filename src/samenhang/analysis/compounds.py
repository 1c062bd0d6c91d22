"""Where Dutch compound words come apart: "milieumaatschappij" is "milieu" and "maatschappij".

A short list of last parts that name a kind of organisation, plus the onset rule of Dutch syllables for the rest. Good
enough to break a line and to read an acronym; no dictionary, so some compounds stay whole.
"""

import re
from functools import lru_cache

_LAST_PART = re.compile(
    r".{3,}?(afdeling|academie|administratie|agentschap|bedrijf|beheer|bemiddeling|bescherming|bestuur|bewaking|beweging|bibliotheek"
    r"|bond|bos|brigade|bureau|centrum|club|coalitie|collectief|college|commissie|corporatie|dienst|directie|federatie|fonds"
    r"|gemeenschap|genootschap|groep|handel|hulp|huis|huizen|instelling|instituut|inspectie|kamer|kantoor|kliniek|kring"
    r"|maatschap|maatschappij|ministerie|museum|netwerk|onderneming|onderwijs|ontwikkeling|opvang|organisatie|overleg"
    r"|partij|platform|politie|praktijk|provincie|raad|regio|samenwerking|schap|school|scholen|sector|sport|staat|stichting"
    r"|team|transport|unie|universiteit|vereniging|verbond|verzekeraar|vervoer|voorziening|wacht|water|winkel|zorg|ziekenhuis)$"
)
_ONSET = re.compile(r"(?:sch?r?|s[ptklmn]r?|spl|[bdfgkptvw]r|[bfgkpv]l|kn|zw|ch|th|[^aeiouy\W])(?=[aeiouyáéíóúëïöü])")
_VOWEL = re.compile(r"[aeiouyáéíóúëïöü]")
_SHORTEST_PART = 3


@lru_cache(maxsize=4096)
def split_compound(word: str) -> tuple[str, str] | None:
    """The two parts of a lower-case `word` that ends in a known last part, else None."""
    match = _LAST_PART.match(word)
    return (word[: match.start(1)], match[1]) if match else None


@lru_cache(maxsize=4096)
def breaks(word: str) -> tuple[int, ...]:
    """Places, in letters from the start, before which a lower-case Dutch `word` may be broken with a hyphen."""
    first_vowel = _VOWEL.search(word)
    if not first_vowel:
        return ()
    onsets = (match.start() for match in _ONSET.finditer(word, first_vowel.end()))
    return tuple(cut for cut in onsets if _SHORTEST_PART <= cut <= len(word) - 2)
