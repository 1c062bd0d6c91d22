"""The papers of a workshop: nothing is lost, read from 1 to 5, on the size they are meant for."""

import io
from collections.abc import Sequence

import pytest
from docx import Document
from pptx import Presentation
from pptx.util import Pt
from pypdf import PdfReader

from samenhang.documents.marks import MARKS
from samenhang.documents.pdf import render_pdf
from samenhang.documents.slides import make_slides
from samenhang.documents.word import make_script
from samenhang.documents.workshop_papers import MapColumn, Slides, Statement

NAMES = ("Waarden", "Relaties", "Handelen", "Condities", "Acties")
MILLIMETRE = 72 / 25.4
FRAME = {
    "lang": "nl",
    "title": "De kaart",
    "subtitle": "Iedereen beweegt elke dag.",
    "mark": "Werksessie",
    "exporter": "Begeleider",
    "date": "27 november 2026",
    "page_of": "van",
    "marks": [mark.path for mark in MARKS],
    "goal_label": "Doel:",
    "more": "en nog {count}",
    "in_full": "Alles op de kaart",
}


def statement(text: str, contributions: Sequence[str] = ()) -> Statement:
    under = [{"text": one, "source": "Bewoners", "mark": 3} for one in contributions]
    return {"text": text, "outcome": "17 akkoord", "remarks": ["Ook met een rolstoel"], "contributions": under}  # type: ignore[typeddict-item]


def columns(statements: Sequence[Statement]) -> list[MapColumn]:
    return [
        {
            "number": at,
            "name": name,
            "question": f"Vraag bij {name}?",
            "helps": [f"Denk aan {name}"],
            "statements": statements,
            "empty": "Nog niets.",
        }
        for at, name in enumerate(NAMES, start=1)
    ]


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def draw(template: str, **data: object) -> bytes:
    return render_pdf(template, FRAME | data)


@pytest.mark.parametrize(("size", "width", "height"), [("a3", 420, 297), ("a0", 1189, 841)])
def test_an_empty_map_is_of_its_size_on_one_page_with_all_questions(size: str, width: int, height: int) -> None:
    pdf = draw("map", size=size, is_form=True, columns=columns([]))
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert [round(float(side) / MILLIMETRE) for side in page.mediabox[2:]] == [width, height]
    text = text_of(pdf)
    assert all(f"Vraag bij {name}?" in text and f"Denk aan {name}" in text for name in NAMES)


def lines_of(pdf: bytes, page: int = 0) -> list[tuple[int, int]]:
    """Where lines across a column of the page begin, from the left and from below, in points."""
    found: list[tuple[int, int]] = []
    at: list[float] = []

    def see(operator: bytes, operands: list[float], matrix: list[float], _text: list[float]) -> None:
        nonlocal at
        if operator == b"m":
            at = [float(one) for one in operands]
        elif operator == b"l" and at and abs(float(operands[1]) - at[1]) < 0.01:
            across, down, left, up = matrix[0], matrix[3], matrix[4], matrix[5]
            if across * (float(operands[0]) - at[0]) > 100:
                found.append((round(across * at[0] + left), round(down * at[1] + up)))

    PdfReader(io.BytesIO(pdf)).pages[page].extract_text(visitor_operand_before=see)
    return found


def test_the_lines_to_write_on_are_at_one_height_in_all_columns() -> None:
    asked = columns([])
    asked[2]["question"] = "Een vraag die over meer dan een regel gaat, omdat zij zoveel woorden heeft?"
    foot = 60
    lines = [one for one in lines_of(draw("map", size="a3", is_form=True, columns=asked)) if one[1] > foot]
    heights = {left: sorted(up for there, up in lines if there == left) for left in {left for left, _up in lines}}
    to_write_on = [tuple(ups) for ups in heights.values() if len(ups) > 10]
    assert len(to_write_on) == len(NAMES)
    lowest = {ups[:15] for ups in to_write_on}
    assert len(lowest) == 1, lowest


def test_the_rule_of_a_column_keeps_clear_of_the_last_words_of_the_one_before() -> None:
    pdf = draw("map", size="a3", is_form=False, columns=columns([statement("Zin.", ["Woorden"])]))
    places: list[float] = []
    PdfReader(io.BytesIO(pdf)).pages[1].extract_text(
        visitor_text=lambda text, matrix, place, *_font: (
            places.append(matrix[3] * place[5] + matrix[5]) if "Bewoners" in text else None
        )
    )
    rules = sorted({up for _left, up in lines_of(pdf, 1)}, reverse=True)
    assert len(places) >= len(NAMES)
    assert all(abs(place - rule) > 12 for place in places for rule in rules), (places, rules)


def test_the_map_is_read_from_one_to_five_though_it_is_drawn_from_right_to_left() -> None:
    text = text_of(draw("map", size="a3", is_form=True, columns=columns([])))
    places = [text.index(f"{at} {name}") for at, name in enumerate(NAMES, start=1)]
    assert places == sorted(places)


def test_a_filled_map_has_everything_however_much_there_is() -> None:
    statements = [statement(f"Zin {at}.", [f"Bijdrage {at}-{number}" for number in range(3)]) for at in range(30)]
    pdf = draw("map", size="a3", is_form=False, columns=columns(statements))
    text = text_of(pdf)
    assert "en nog 19" in text
    for at in range(30):
        assert text.count(f"Zin {at}.") >= 5
        assert all(f"Bijdrage {at}-{number}" in text for number in range(3))
    assert {tuple(page.mediabox[2:]) for page in PdfReader(io.BytesIO(pdf)).pages} == {
        tuple(PdfReader(io.BytesIO(pdf)).pages[0].mediabox[2:])
    }


@pytest.mark.parametrize("text", ["Een heel gewone zin.", "#strong[x] $y$ \\z", "نعمل معا", "A" * 400, "één\ntwee"])
def test_any_words_come_on_a_map_and_a_card_as_they_are(text: str) -> None:
    for pdf in (
        draw("map", size="a3", is_form=False, columns=columns([statement(text, [text])])),
        draw(
            "cards",
            cards=[{"number": 2, "column": "Relaties", "text": text, "source": "", "mark": None}],
            group_label="Groep",
        ),
    ):
        found = text_of(pdf).replace(" ", "").replace("\u200b", "")
        assert text.split("\n")[0].replace(" ", "")[:200] in found or "نعمل" in text


def test_papers_are_tagged_for_screen_readers() -> None:
    for pdf in (
        draw("map", size="a3", is_form=False, columns=columns([statement("Zin.")])),
        draw(
            "cards",
            cards=[{"number": 1, "column": "Waarden", "text": "", "source": "", "mark": None}],
            group_label="Groep",
        ),
    ):
        root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
        assert root["/Lang"] == "nl"  # type: ignore[index]


SHEETS: dict[str, dict[str, object]] = {
    "join": {
        "workshop": "Samen de wijk in, met iedereen die er woont, werkt of iets over te zeggen heeft " * 2,
        "goal": "Hoe werken wij samen aan een wijk waarin iedereen elke dag kan bewegen? " * 4,
        "code_label": "Uw code",
        "code": "WMWMWM",
        "address_label": "Het adres",
        "address": "samenhang.een-heel-lange-naam-van-een-gemeente.example.org/join",
        "steps": ["Scan.", "Vul in.", "Schrijf."],
        "know_heading": "Goed om te weten",
        "know": ["Geen account nodig."],
        "chart": {"image": "qr", "alt": "Tekening die naar het adres leidt.", "caption": "Richt uw camera hierop"},
    },
    "rules": {"lead": "Vijf regels", "rules": [f"Regel {at}. {'Nog een zin. ' * 6}" for at in range(1, 6)]},
}


@pytest.mark.parametrize("template", SHEETS)
def test_a_sheet_to_lay_on_a_table_is_one_page_that_holds_all(template: str) -> None:
    square = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9H0z'/></svg>"
    pdf = render_pdf(template, {**FRAME, **SHEETS[template]}, images={"qr": square})
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert [round(float(side) / MILLIMETRE) for side in page.mediabox[2:]] == [210, 297]
    text = text_of(pdf)
    for one in ("WMWMWM", "Schrijf.", "Geen account nodig.") if template == "join" else ("Regel 1.", "Regel 5."):
        assert one in text


def subject(sort: str, sides: Sequence[Sequence[str]]) -> dict[str, object]:
    return {"sort": sort, "label": f"Soort {sort}", "sentence": "", "sides": sides}


def sides(subjects: Sequence[dict[str, object]]) -> bytes:
    return draw(
        "sides",
        groups=[{"name": f"Groep {at}", "mark": at} for at in range(8)] + [{"name": "Zonder groep", "mark": None}],
        sort_label="Zo staat het",
        together_label="Onze zin",
        no_sentence="Nog geen zin.",
        columns=[
            {"number": at, "name": name, "subjects": subjects, "empty": "Nog niets."}
            for at, name in enumerate(NAMES, start=1)
        ],
    )


def test_what_groups_said_beside_each_other_is_on_a3_and_goes_on_as_long_as_needed() -> None:
    long = ["Een lange zin. " * 30]
    pdf = sides([subject(sort, [long] * 9) for sort in ("shared", "one", "odds", "open", "")])
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert {tuple(round(float(side) / MILLIMETRE) for side in page.mediabox[2:]) for page in pages} == {(420, 297)}
    assert text_of(pdf).count("lange") == 30 * 9 * 5 * len(NAMES)


def test_where_no_group_said_anything_it_says_so() -> None:
    assert text_of(sides([])).count("Nog niets.") == len(NAMES)


def test_four_cards_come_on_each_sheet() -> None:
    cards = [
        {"number": 1 + at % 5, "column": "Kolom", "text": f"Kaart {at}", "source": "", "mark": at % 8}
        for at in range(9)
    ]
    pdf = draw("cards", cards=cards, group_label="Groep")
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 3
    assert all(f"Kaart {at}" in text_of(pdf) for at in range(9))


def slides(statements: Sequence[Statement]) -> Slides:
    return {
        "lang": "nl",
        "title": "Werksessie",
        "subtitle": "De kaart · 27 november 2026",
        "groups": [{"name": "Bewoners", "mark": 3}, {"name": "Bestuur", "mark": 0}],
        "columns": columns(statements),
        "continued": "vervolg",
    }


def test_slides_have_a_title_each_one_for_the_map_and_one_for_every_column() -> None:
    deck = Presentation(io.BytesIO(make_slides(slides([]))))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == ["Werksessie", *(f"{at} {name}" for at, name in enumerate(NAMES, start=1))]
    assert {slide.shapes.title.text_frame.paragraphs[0].runs[0]._r.rPr.get("lang") for slide in deck.slides} == {
        "nl-NL"
    }


def test_a_column_that_is_long_goes_on_to_another_slide_and_loses_nothing() -> None:
    made = make_slides(slides([statement(f"Zin {at}, met nog wat woorden erbij.") for at in range(20)]))
    deck = Presentation(io.BytesIO(made))
    of_values = [slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("1 Waarden")]
    assert len(of_values) > 1
    assert of_values[1].shapes.title.text_frame.text == "1 Waarden (vervolg)"
    text = "\n".join(shape.text_frame.text for slide in of_values for shape in slide.shapes if shape.has_text_frame)
    assert all(f"Zin {at}," in text for at in range(20))


def test_the_map_on_a_slide_is_drawn_from_right_to_left_and_read_from_one_to_five() -> None:
    deck = Presentation(io.BytesIO(make_slides(slides([statement("Zin.")]))))
    boxes = [shape for shape in deck.slides[0].shapes if shape.has_text_frame and shape.text_frame.text[0].isdigit()]
    assert [box.text_frame.text[0] for box in boxes] == list("12345")
    assert [box.left for box in boxes] == sorted((box.left for box in boxes), reverse=True)


def test_the_first_slide_says_what_and_when_in_letters_to_read_with_the_marks_of_groups() -> None:
    many = [statement("Een zin die over twee regels gaat, of drie.", ["Woorden"]) for _each in range(20)]
    first = Presentation(io.BytesIO(make_slides(slides(many)))).slides[0]
    frames = [shape.text_frame for shape in first.shapes if shape.has_text_frame]
    texts = [frame.text for frame in frames]
    assert texts[:2] == ["Werksessie", "De kaart · 27 november 2026"]
    assert texts[-1] == "◆ Bewoners    ● Bestuur"
    assert sum("◆ Een zin" in text for text in texts) == len(NAMES)
    # What has no room is counted.
    assert all(text.endswith("+ 15") for text in texts if text[0].isdigit())
    sizes = {run.font.size for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs}
    assert min(size.pt for size in sizes if size) >= 15


def test_what_is_asked_on_a_slide_keeps_clear_of_the_rule_above_it() -> None:
    for slide in list(Presentation(io.BytesIO(make_slides(slides([statement("Zin.")])))).slides)[1:]:
        (box,) = [shape for shape in slide.shapes if shape.has_text_frame and shape != slide.shapes.title]
        assert box.text_frame.margin_top >= Pt(9)
        assert "◆ Bewoners" not in box.text_frame.text


def test_a_script_in_word_has_headings_a_language_and_a_header_that_repeats() -> None:
    made = make_script(
        {
            **FRAME,  # type: ignore[typeddict-item]
            "names": ["Tijd", "Onderdeel"],
            "weights": [1, 3],
            "tables": [
                {"heading": "Bewoners", "aim": "Een kaart", "rows": [["13:30", "Welkom"], ["13:40", "Schrijven"]]}
            ],
        }
    )
    document = Document(io.BytesIO(made))
    assert [one.text for one in document.paragraphs if one.style and one.style.name.startswith("Heading")] == [
        "De kaart",
        "Bewoners",
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Tijd", "Onderdeel"],
        ["13:30", "Welkom"],
        ["13:40", "Schrijven"],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert 'w:val="nl-NL"' in document.styles.element.xml
    section = document.sections[0]
    assert section.page_width is not None
    assert round(section.page_width.mm) == 297
    assert section.page_height is not None
    assert round(section.page_height.mm) == 210
