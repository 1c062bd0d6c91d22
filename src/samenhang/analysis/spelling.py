"""Whether two words may be one word with a typing error. Dutch and Flemish names in lower case, without accents."""

import re
from collections import Counter
from functools import lru_cache

from rapidfuzz.distance import OSA

from samenhang.analysis.vocabulary import NEIGHBOURING_PLACES

_OPPOSITES = re.compile(
    r"^(noordoost|noordwest|zuidoost|zuidwest|noorder|zuider|ooster|wester|noord|zuid|oost|west|binnen|buiten|boven"
    r"|beneden|onder|over|nieuw|oud|groot|klein|hoog|laag|voor|achter|import|export|inter|intra)"
)
_SOUNDS = (
    (re.compile(r"ij|y"), "i"),
    (re.compile(r"ck|ch(?=r)|c(?=[aoulrk]|$)|q"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th|dt"), "t"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"x"), "ks"),
)
_DOUBLE = re.compile(r"(.)\1")
_SHORT, _LONG, _VERY_LONG = 5, 8, 12


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """`word` as it sounds: ij and y, c and k, ph and f, th and t are the same; from five letters double letters too."""
    heard = word
    for pattern, letters in _SOUNDS:
        heard = pattern.sub(letters, heard)
    return _DOUBLE.sub(r"\1", heard) if len(word) >= _SHORT else heard


def slip(one: str, other: str) -> bool:
    """True when the two words differ by what looks like a typing error.

    The longer the word, the more may differ: up to four letters only what sounds the same; from five also two letters
    swapped, or one missing or added inside the word; from eight one letter anywhere but in front; from twelve two
    missing, added or swapped. Never two words that begin with different words of direction or size, never two places.
    """
    if one == other:
        return True
    if (one in NEIGHBOURING_PLACES and other in NEIGHBOURING_PLACES) or _opposed(one, other):
        return False
    shortest = min(len(one), len(other))
    if shortest >= 3 and sound(one) == sound(other):
        return True
    distance = OSA.distance(one, other, score_cutoff=2)
    if shortest < _SHORT or distance > 2 or one[0] != other[0]:
        return False
    if distance == 2:
        return shortest >= _VERY_LONG and not _replaces(one, other)
    return shortest >= _LONG or _swapped(one, other) or _missing_inside(one, other)


def _opposed(one: str, other: str) -> bool:
    first, second = _OPPOSITES.match(one), _OPPOSITES.match(other)
    return bool(first and second and first[1] != second[1])


def _swapped(one: str, other: str) -> bool:
    return len(one) == len(other) and sorted(one) == sorted(other)


def _missing_inside(one: str, other: str) -> bool:
    return len(one) != len(other) and one[-1] == other[-1]


def _replaces(one: str, other: str) -> bool:
    """True when a letter stands for another one: "werkgevers" and "werknemers" are no slip."""
    letters, others = Counter(one), Counter(other)
    return (letters - others).total() + (others - letters).total() > 2
