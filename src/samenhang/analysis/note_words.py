"""What a short note says, as far as its words tell: their stems, whether it denies, and whom it serves.

For Dutch and English. Stems: Porter (1980) for English and its Dutch form by Kraaij and Pohlmann (1994), as the package
snowballstemmer has them.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Protocol

WORD = re.compile(r"\d+(?:\s?[-–]\s?\d+)?\+?|[^\W\d_]+(?:['’][^\W\d_]+)*")

DUTCH = frozenset(
    """
    aan al alle alleen als altijd andere anders bij binnen daar dan dat de deze die dit door doen doet dus een eens
    elk elke elkaar en er ergens gaan gaat goed graag haar had hebben heeft hem hen het hier hoe hun ik in is ja je
    jij kan komen komt kunnen kun later maar maken maakt me mee meer men met mij mijn mogen moet moeten na naar nog nu
    of om omdat ons onze ook op over per samen samenwerken te tegen tot u uit uw van vanuit veel vanaf via voor waar
    waarbij waarin want was wat we wel welke wie wij wil willen worden wordt zal ze zeer zelf zich zij zijn zo zodat
    zou zouden één iedereen ieder iemand iets
    """.split()  # noqa: SIM905
)
ENGLISH = frozenset(
    """
    a about all also an and any are as at be been but by can could do does each for from get go had has have he her
    here his how i if in into is it its just like make me more most must my of on one or our out over people put she
    should so some that the their them then there these they this those through to together up us use very was we
    well were what when where which who will with would you your everyone everybody someone something
    """.split()  # noqa: SIM905
)
DENIALS = frozenset(
    """
    geen niet nooit zonder nergens niemand niets noch niks
    not no never without nobody nothing nowhere neither nor none cannot
    """.split()  # noqa: SIM905
)
# Between these it is about more, and nothing is denied.
NOT_ONLY = re.compile(r"\b(?:niet alleen|niet enkel|not only|not just)\b", re.IGNORECASE)
# Here something else begins, to which a denial does not go on.
CLAUSE_ENDS = re.compile(r"[,;:.!?()]|\s[-–—]\s|\b(?:en|maar|doch|wel|and|but|yet)\b")
# Whom a note serves, as it may be called; the same line is the same people.
SERVED = (
    "bewoner bewoners inwoner inwoners burger burgers buurtbewoners wijkbewoners resident residents citizens",
    "jongere jongeren jeugd tiener tieners puber pubers youth youngsters teenagers teens",
    "kind kinderen kids child children basisschoolkinderen schoolkinderen",
    "peuter peuters kleuter kleuters baby's toddlers",
    "oudere ouderen senior senioren bejaarden elderly seniors 55+ 60+ 65+ 70+ 75+ 80+",
    "ouder ouders moeder moeders vader vaders parents mothers fathers",
    "gezin gezinnen families family",
    "vrouw vrouwen women meisje meisjes girls",
    "man mannen men jongen jongens boys",
    "professional professionals hulpverlener hulpverleners zorgverlener zorgverleners medewerkers staff workers",
    "vrijwilliger vrijwilligers volunteer volunteers",
    "mantelzorger mantelzorgers carers caregivers",
    "patiënt patiënten cliënt cliënten patients clients",
    "ondernemer ondernemers winkeliers entrepreneurs shopkeepers",
    "nieuwkomer nieuwkomers statushouder statushouders vluchtelingen migranten newcomers refugees migrants",
    "student studenten scholier scholieren leerlingen pupils students",
    "leraar leraren docent docenten teachers",
    "bestuurder bestuurders raadsleden wethouder wethouders governors councillors",
    "huurder huurders tenants",
    "hond honden dogs",
    "fietser fietsers cyclists",
    "voetganger voetgangers pedestrians",
)
PEOPLE = {word: line.split()[0] for line in SERVED for word in line.split()}
AGES = re.compile(r"\d+(?:\s?[-–]\s?\d+)?\+?")


class Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (as snowballstemmer calls it)


@dataclass(frozen=True, slots=True)
class Said:
    """A note taken apart. `stems` with the word each comes from, in the order of the text; without `served`.

    `denied`: the stems of what it denies. `denies`: whether it denies as a whole, so that twice is not at all.
    """

    stems: dict[str, str]
    denies: bool
    denied: frozenset[str]
    served: frozenset[str]


@cache
def stemmer(language: str) -> Stemmer:
    import snowballstemmer

    made: Stemmer = snowballstemmer.stemmer(language)
    return made


@cache
def stem(word: str, language: str) -> str:
    return stemmer(language).stemWord(word)


def take_apart(text: str) -> Said:
    """What a note says, in either language; any text is taken."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    clauses = [WORD.findall(clause) for clause in CLAUSE_ENDS.split(NOT_ONLY.sub(" ", plain))]
    words = [word for clause in clauses for word in clause]
    language = "english" if is_english(words) else "dutch_porter"
    stems: dict[str, str] = {}
    denied, about = set[str](), set[str]()
    for clause in clauses:
        own = {stem(word, language): word for word in clause if tells(word)}
        stems |= {key: word for key, word in own.items() if key not in stems}
        # "Bellen, dat willen wij niet": what denies without words of its own is about what was said just before.
        about = set(own) or about
        if sum(map(denies, clause)) % 2:
            denied ^= about
    return Said(
        stems=stems,
        denies=sum(map(denies, words)) % 2 == 1,
        denied=frozenset(denied),
        served=frozenset(PEOPLE.get(word, word) for word in words if word in PEOPLE or AGES.fullmatch(word)),
    )


def denies(word: str) -> bool:
    return word in DENIALS or word.endswith("n't")


def tells(word: str) -> bool:
    """Whether it is about something, and not whom it serves or a small word."""
    is_small = word in DUTCH or word in ENGLISH or len(word) < 2
    return not (is_small or denies(word) or word in PEOPLE or AGES.fullmatch(word))


def is_english(words: list[str]) -> bool:
    """Whether the small words are English rather than Dutch; Dutch when nothing tells."""
    return sum(word in ENGLISH for word in words) > sum(word in DUTCH for word in words)
