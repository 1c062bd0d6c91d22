"""PowerPoint slides with text that can be edited and read aloud: titles in title placeholders, no pictures of text.

Made with python-pptx; Office Open XML (ISO/IEC 29500).
"""

import io
from collections.abc import Iterator, Sequence
from itertools import count
from textwrap import shorten
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as DeckSlide
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from samenhang.documents.marks import MARKS
from samenhang.documents.text import clean
from samenhang.documents.workshop_papers import MapColumn, SideGroup, Slides

WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)
"""A screen of 16 by 9."""
HUES = ((124, 77, 176), (28, 54, 121), (47, 108, 108), (147, 90, 5), (108, 42, 24))
COLOURS = tuple(RGBColor(*hue) for hue in HUES)  # type: ignore[no-untyped-call]
INK = RGBColor(0x1B, 0x24, 0x30)  # type: ignore[no-untyped-call]
FONT = "Atkinson Hyperlegible Next"
"""PowerPoint takes its own sans-serif where this is not installed."""
MOST_CHARACTERS = 900
"""What fits on a slide in letters that are read from the back row; more goes on to the next."""
MOST_LINES = 12
ROOM_ON_MAP = 15
"""Lines of a column on the slide with the whole map, each of so many characters; what does not fit is counted."""
CHARACTERS_ON_MAP = 21
LONGEST_ON_MAP = 84
TOP, FOOT = 1_350_000, 6_330_000
TITLE_ONLY = 5


def make_slides(data: Slides) -> bytes:
    """The file of a presentation: a slide with the whole map, then each column in order, going on where it is long."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.title, deck.core_properties.language = clean(data["title"]), data["lang"]
    deck.core_properties.subject = clean(data["subtitle"])
    add_map(deck, data)
    for column in data["columns"]:
        add_column(deck, data, column)
    output = io.BytesIO()
    deck.save(output)
    return output.getvalue()


def add_slide(deck: Deck, title: str, lang: str) -> DeckSlide:
    slide: DeckSlide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    place = slide.shapes.title
    assert place is not None  # noqa: S101 (the layout has one)
    place.left, place.top, place.width, place.height = Emu(480_000), Emu(200_000), Emu(11_230_000), Emu(700_000)
    write(place.text_frame, [(0, title)], size=30, lang=lang, bold=True)
    return slide


def add_map(deck: Deck, data: Slides) -> None:
    """All five columns beside each other, 1 at the right; read in the order 1 to 5."""
    slide = add_slide(deck, data["title"], data["lang"])
    add_line(slide, data["subtitle"], 880_000, data["lang"])
    gap, margin = 120_000, 480_000
    width = (WIDTH - 2 * margin - 4 * gap) // 5
    for column in data["columns"]:
        left = margin + (5 - column["number"]) * (width + gap)
        box = slide.shapes.add_textbox(Emu(left), Emu(TOP), Emu(width), Emu(FOOT - TOP))
        box.name = heading_of(column)
        shown = on_map(column)
        left_over = len(column["statements"]) - len(shown)
        lines = [(0, heading_of(column)), *((1, text) for text in shown)]
        if not shown:
            lines.append((1, column["empty"]))
        if left_over > 0:
            lines.append((1, f"+ {left_over}"))
        write(box.text_frame, lines, size=18, lang=data["lang"])
        paint(slide, box, column["number"])
    if data["groups"]:
        add_line(slide, "    ".join(map(named, data["groups"])), FOOT, data["lang"])


def add_line(slide: DeckSlide, text: str, top: int, lang: str) -> None:
    box = slide.shapes.add_textbox(Emu(480_000), Emu(top), Emu(11_230_000), Emu(380_000))
    write(box.text_frame, [(0, text)], size=16, lang=lang)


def on_map(column: MapColumn) -> list[str]:
    """The first sentences, each cut at a word, as many as there is room for."""
    shown: list[str] = []
    room = ROOM_ON_MAP
    for at in range(len(column["statements"])):
        text = shorten(sentence_of(column, at), LONGEST_ON_MAP, placeholder="…")
        text = " ".join(filter(None, ["".join(signs_of(column, at)), text]))
        room -= -(-len(text) // CHARACTERS_ON_MAP)
        if room < 0:
            break
        shown.append(text)
    return shown


def add_column(deck: Deck, data: Slides, column: MapColumn) -> None:
    for number, lines in enumerate(pages_of(column, data["groups"])):
        title = heading_of(column) if number == 0 else f"{heading_of(column)} ({data['continued']})"
        slide = add_slide(deck, title, data["lang"])
        box = slide.shapes.add_textbox(Emu(480_000), Emu(1_050_000), Emu(11_230_000), Emu(5_400_000))
        write(box.text_frame, lines, size=20, lang=data["lang"])
        paint(slide, box, column["number"])


def pages_of(column: MapColumn, groups: Sequence[SideGroup]) -> Iterator[list[tuple[int, str]]]:
    """The lines of each slide of a column; a sentence stays with what was said of it."""
    page: list[tuple[int, str]] = [(0, column["question"])]
    size = len(column["question"])
    if not column["statements"]:
        yield [*page, (1, column["empty"])]
        return
    for at in range(len(column["statements"])):
        lines = lines_of(column, at, groups)
        needed = sum(len(text) for _level, text in lines)
        if page and (len(page) + len(lines) > MOST_LINES or size + needed > MOST_CHARACTERS):
            yield page
            page, size = [], 0
        page += lines
        size += needed
    yield page


def lines_of(column: MapColumn, at: int, groups: Sequence[SideGroup]) -> Sequence[tuple[int, str]]:
    """A sentence, what was said of it, and of which groups the words are."""
    statement = column["statements"][at]
    marks = marks_of(column, at)
    whose = "    ".join(named(group) for group in groups if group["mark"] in marks)
    said = [statement["outcome"], *statement["remarks"], whose]
    return [(0, sentence_of(column, at)), *((1, text) for text in said if text)]


def sentence_of(column: MapColumn, at: int) -> str:
    statement = column["statements"][at]
    return statement["text"] or " / ".join(one["text"] for one in statement["contributions"])


def marks_of(column: MapColumn, at: int) -> set[int | None]:
    return {one["mark"] for one in column["statements"][at]["contributions"]}


def signs_of(column: MapColumn, at: int) -> list[str]:
    return [MARKS[mark].sign for mark in sorted(mark for mark in marks_of(column, at) if mark is not None)]


def named(group: SideGroup) -> str:
    """As "■ Professionals"."""
    sign = "" if group["mark"] is None else MARKS[group["mark"]].sign
    return " ".join(filter(None, [sign, group["name"]]))


def heading_of(column: MapColumn) -> str:
    return f"{column['number']} {column['name']}"


def write(frame: TextFrame, lines: Sequence[tuple[int, str]], *, size: int, lang: str, bold: bool = False) -> None:
    """Put lines in a frame: those of level 0 larger and bold where others follow."""
    frame.word_wrap = True
    frame.margin_top = Emu(120_000)
    for number, (level, text) in zip(count(), lines, strict=False):
        paragraph: Any = frame.paragraphs[0] if number == 0 else frame.add_paragraph()  # type: ignore[no-untyped-call]
        run = paragraph.add_run()
        run.text = clean(text)
        run.font.size = Pt(size if level == 0 else size - 3)
        run.font.bold = bold or (level == 0 and len(lines) > 1)
        run.font.name, run.font.color.rgb = FONT, INK
        run._r.get_or_add_rPr().set("lang", {"nl": "nl-NL", "en": "en-GB"}.get(lang, lang))
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_before = Pt(10 if level == 0 and number else 3)


def paint(slide: DeckSlide, box: BaseShape, number: int) -> None:
    """A line above in the colour of the column."""
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, box.left, box.top, Emu(box.left + box.width), box.top)
    line.line.width, line.line.color.rgb = Pt(4), COLOURS[number - 1]
