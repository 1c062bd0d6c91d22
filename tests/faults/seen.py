"""What a phone shows of a map: read from its page, and brought up to date by the stream as merge.js does."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Self

IS_OF_THE_MAP = re.compile(r"(?:card|pile)-[0-9a-f-]{36}(?:-head)?|state")
WITHOUT_END = {"br", "hr", "img", "input", "link", "meta", "path", "use", "wbr"}


@dataclass
class Piece:
    """An element of the map: its words, and what it says of itself."""

    key: str
    says: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


class Pieces(HTMLParser):
    """The pieces in `html`, in order; of the head of a pile only what is the same for everybody."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Piece] = []
        self.open: list[tuple[str, Piece | None, bool]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        says = {name: value or "" for name, value in attributes}
        if tag in WITHOUT_END:
            if says.get("name") == "worded" and self.open and self.open[-1][1]:
                self.open[-1][1].says["worded"] = says["value"]
            return
        outer, is_read = self.open[-1][1:] if self.open else (None, False)
        if IS_OF_THE_MAP.fullmatch(says.get("id", "")):
            outer = Piece(says["id"], says)
            self.found.append(outer)
            is_read = not outer.key.startswith("pile-")
        elif outer and outer.key.endswith("-head"):
            # Beside it stand one's own dots and answers.
            is_read = is_read or (
                tag == "p" and bool({"group__statement", "label"} & set(says.get("class", "").split()))
            )
        self.open.append((tag, outer, is_read))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == opened for opened, _outer, _is_read in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1] and self.open[-1][2]:
            self.open[-1][1].words.append(data)


@lru_cache(maxsize=512)
def pieces_of(html: str) -> tuple[Piece, ...]:
    """The same for everybody who gets the same bytes, so read once."""
    return tuple(Pieces(html).found)


@dataclass
class Map:
    """Card → where it lies and its words; pile → where it lies; its words, and the number of its sentence; the top."""

    cards: dict[str, tuple[str, str]] = field(default_factory=dict)
    piles: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    worded: dict[str, str] = field(default_factory=dict)
    state: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, page: str) -> Self:
        made = cls()
        made.merge(page)
        return made

    def merge(self, html: str) -> None:
        for piece in pieces_of(html):
            if piece.key == "state":
                self.state = {name: says for name, says in piece.says.items() if name.startswith("data-")}
            elif "data-gone" in piece.says:
                self.remove(piece.key)
            elif piece.key.endswith("-head"):
                self.put_head(piece)
            elif piece.key.startswith("pile-"):
                self.piles.setdefault(piece.key, piece.says["data-into"])
            elif self.has_place(piece.says["data-into"]):
                self.cards[piece.key] = piece.says["data-into"], piece.text

    def put_head(self, piece: Piece) -> None:
        if piece.key.removesuffix("-head") in self.piles:
            self.heads[piece.key] = piece.text
            self.worded[piece.key] = piece.says.get("worded", "")

    def has_place(self, into: str) -> bool:
        return into.startswith("column-") or into.removesuffix("-cards") in self.piles

    def remove(self, key: str) -> None:
        """A pile takes along what still lies in it."""
        self.cards.pop(key, None)
        if self.piles.pop(key, None):
            self.heads.pop(f"{key}-head", None)
            self.worded.pop(f"{key}-head", None)
            self.cards = {card: seen for card, seen in self.cards.items() if seen[0] != f"{key}-cards"}

    @property
    def texts(self) -> list[str]:
        return sorted(text for _into, text in self.cards.values())

    def of_now(self) -> Self:
        """What lies in the columns that are being worked on: a page shows no others when it is loaded."""
        now = {f"column-{column}-" for column in self.state["data-columns"].split()}
        piles = {key: into for key, into in self.piles.items() if into.removesuffix("piles") in now}
        heads = {key: text for key, text in self.heads.items() if key.removesuffix("-head") in piles}
        places = {f"{start}loose" for start in now} | {f"{key}-cards" for key in piles}
        cards = {key: seen for key, seen in self.cards.items() if seen[0] in places}
        worded = {key: number for key, number in self.worded.items() if key in heads}
        return type(self)(cards, piles, heads, worded, self.state)
