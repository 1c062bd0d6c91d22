"""How wide a piece of text is in a chart, and how to fit it in a given width.

Widths are advance widths of Atkinson Hyperlegible Next Regular (OFL-1.1, Google Fonts release, 1000 units per em),
rounded up to ten units. Everything returned is a little too wide on purpose, so that a fallback font fits as well.
Lengths are in the units of the drawing (SVG user units).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from samenhang.analysis.compounds import breaks, split_compound

FONT_SIZE = 14.0
LINE_HEIGHT = 18.5  # the font's ascender and descender at 14 units are 18.2, so lines do not touch in a browser either
BASELINE = 14.0  # from the top of a line
SLACK = 1.06
ELLIPSIS = "…"

_THOUSANDTHS = {
    140: "\u2009",
    160: "'",
    210: ",.:;",
    240: "|¦·‘’‚",
    250: "`j´",
    260: "i¹ı",
    270: "l¸",
    280: " \u00a0",
    290: "!¡",
    300: "()ł",
    310: '"',
    320: "[f",
    330: "t",
    350: "]r{}",
    360: "¯°‹›",
    370: "-¨",
    380: "_ªº",
    390: "/\\²³",
    400: "I“”„",
    410: "1",
    440: "•",
    450: "y¿",
    460: "z",
    470: "v",
    480: "?s",
    490: "*cx¢",
    500: "kĳ",
    510: "7¶–",
    520: "J",
    530: "a§",
    540: "eu×",
    550: "2Lhnoøħ†‡",
    560: "<>FT^g~₹",
    570: "Ebdp«»ðþđ",
    580: "3Yq¤¥±Ł",
    590: "5ß⁄",
    600: "$69PSVÞ",
    610: "+Z£¬÷",
    620: "48BR",
    630: "=AX",
    640: "K",
    650: "0C",
    660: "#",
    670: "D…€",
    690: "UwÐĐ",
    700: "GHNĦ",
    720: "OØ",
    730: "Q",
    740: "&",
    780: "@",
    800: "©®",
    820: "¼½",
    830: "M—",
    850: "m",
    860: "W",
    870: "¾æ",
    900: "Æ",
    910: "Ĳ",
    920: "%",
    930: "œ",
    1010: "Œ",
    1330: "‰",
}
_ADVANCE = {character: width / 1000 for width, characters in _THOUSANDTHS.items() for character in characters}
_OTHER_LETTER, _IDEOGRAPH, _PICTURE = 1.0, 1.1, 1.4  # em; scripts outside the font come from an unknown font

_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Me", "Mc"})
_UNDRAWABLE = frozenset({"Cc", "Cs", "Co", "Cn", "Cf"})  # Cf: direction overrides would reach outside the label
_MAX_MARKS = 3  # more marks on one letter than any living script needs would climb into the neighbours
_MAX_READ = 320  # characters looked at; no label of two lines holds more


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text broken into lines; `width` is that of the widest line, `truncated` says that an ellipsis stands in."""

    lines: tuple[str, ...]
    width: float
    truncated: bool


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    known = _ADVANCE.get(character)
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category in ("Mn", "Me") or character == _JOINER:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" and category != "So":
        return _IDEOGRAPH
    parts = unicodedata.normalize("NFKD", character)
    if parts != character:
        return max(0.4, sum(_advance(part) for part in parts)) * 1.03
    return _PICTURE if category == "So" or ord(character) >= 0x10000 else _OTHER_LETTER


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """Width of one line of `text` in drawing units at font size `size`, about 6 % on the wide side."""
    return sum(map(_advance, text)) * size * SLACK


@lru_cache(maxsize=2048)
def drawable(text: str) -> str:
    """`text` on one line, without control characters, direction overrides and piled-up marks.

    Reads at most 320 characters; a longer text ends in an ellipsis.
    """
    kept: list[str] = []
    marks = 0
    for character in text[:_MAX_READ]:
        category = unicodedata.category(character)
        if character.isspace():
            character = " "
        elif category in _UNDRAWABLE and character != _JOINER:
            continue
        marks = marks + 1 if category in _MARKS else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    clean = " ".join("".join(kept).split())
    return clean + ELLIPSIS if len(text) > _MAX_READ else clean


def _clusters(text: str) -> list[str]:
    """Split into what a reader sees as one character: letter with accents, joined emoji, flag."""
    if text.isascii():
        return list(text)
    clusters: list[str] = []
    for character in text:
        previous = clusters[-1] if clusters else ""
        joins = (
            unicodedata.category(character) in _MARKS
            or character == _JOINER
            or previous.endswith(_JOINER)
            or "\U0001f3fb" <= character <= "\U0001f3ff"
            or (len(previous) == 1 and _is_regional(previous) and _is_regional(character))
        )
        if previous and joins:
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _head(text: str, room: float, size: float) -> str:
    """The longest start of `text`, in whole clusters, that fits in `room`."""
    used, kept = 0.0, 0
    for cluster in _clusters(text):
        used += text_width(cluster, size)
        if used > room:
            break
        kept += len(cluster)
    return text[:kept]


def _cut(text: str, room: float, size: float) -> str:
    if text_width(ELLIPSIS, size) > room:
        return ""
    body = text.removesuffix(ELLIPSIS)
    return _head(body, room - text_width(ELLIPSIS, size), size).rstrip(" -–,;:/") + ELLIPSIS


_BREAK_AFTER = re.compile(r"(?<=[-/–—])(?=\w)")


def _pieces(text: str) -> list[str]:
    """Pieces between which a line may break; a piece that follows a space starts with it."""
    words = text.split(" ")
    pieces = chain.from_iterable(
        [f" {part}" if index and not at else part for at, part in enumerate(_BREAK_AFTER.split(word))]
        for index, word in enumerate(words)
    )
    return [cluster for piece in pieces for cluster in (_clusters(piece) if _is_ideographic(piece) else [piece])]


def _is_ideographic(piece: str) -> bool:
    return not piece.isascii() and any(unicodedata.east_asian_width(character) in "WF" for character in piece)


def _first_line(text: str, room: float, size: float) -> tuple[str, str]:
    """Split `text` into a first line that fits and the rest; breaks a word only when it is too long by itself."""
    line = ""
    for piece in _pieces(text):
        if text_width(line + piece, size) > room:
            break
        line += piece
    if line.strip():
        return line.strip(), text[len(line) :].strip()
    return _broken_word(text, _head(text, room - text_width("-", size), size), room, size)


def _broken_word(text: str, head: str, room: float, size: float) -> tuple[str, str]:
    """`text` broken inside its first word, of which `head` fits: where a Dutch word comes apart, if it is one."""
    word = re.match(r"[A-Za-z\u00c0-\u024f]+", text)
    if not head or not word or word.end() <= len(head):
        return head.strip(), text[len(head) :].strip()
    folded = word[0].lower()
    parts = split_compound(folded)
    if parts and len(parts[0]) <= len(head) and text_width(text[len(parts[0]) :], size) <= room:
        cut = len(parts[0])
    else:
        cut = max((cut for cut in breaks(folded) if cut <= len(head)), default=len(head))
    return text[:cut] + "-", text[cut:]


def fit(text: str, room: float, *, max_lines: int = 2, size: float = FONT_SIZE) -> Fitted:
    """Break `text` into at most `max_lines` lines no wider than `room`; what does not fit becomes an ellipsis.

    Breaks at spaces, after hyphens and slashes and between ideographs, inside a word only when that word alone is too
    long. Never splits a letter from its accents or an emoji from its parts. An empty text gives no lines, and so does
    a `room` too narrow for an ellipsis (then `truncated`).
    """
    rest = drawable(text)
    shortened = len(text) > _MAX_READ
    lines: list[str] = []
    while rest and len(lines) < max_lines:
        if text_width(rest, size) <= room:
            line, rest = rest, ""
        elif len(lines) == max_lines - 1:
            line, rest, shortened = _cut(rest, room, size), "", True
        else:
            line, rest = _first_line(rest, room, size)
        if not line:
            shortened = True
            break
        lines.append(line)
    width = max((text_width(line, size) for line in lines), default=0.0)
    return Fitted(tuple(lines), width, shortened)
