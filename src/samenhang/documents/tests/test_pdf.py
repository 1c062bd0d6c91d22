import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from samenhang.documents.papers import Frame, Relationship, Stakeholders, StakeholdersForm
from samenhang.documents.pdf import render_pdf

CHART = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30"><circle cx="20" cy="15" r="2"/></svg>'
FRAME: Frame = {
    "lang": "nl",
    "title": "Krachtenveld",
    "subtitle": "Samen gezond opgroeien",
    "mark": "Vertrouwelijk",
    "exporter": "A. Bakker",
    "date": "21 november 2026",
    "page_of": "van",
}


def stakeholders(*rows: list[str]) -> Stakeholders:
    return {
        **FRAME,
        "table_heading": "Alle partners",
        "columns": [{"name": "Wie", "weight": 2}, {"name": "Notities", "weight": 1}],
        "rows": rows,
        "empty": "Nog geen partners.",
        "below": "zie hieronder",
        "chart": {"image": "chart", "alt": "Een partner, grote invloed", "caption": "Invloed en houding"},
        "begin": {"heading": "Waar te beginnen", "items": [{"name": "Gemeente", "reasons": ["Onmisbaar"]}]},
    }


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def catalog_of(reader: PdfReader) -> DictionaryObject:
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


def tags_of(reader: PdfReader) -> list[str]:
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, DictionaryObject):
            found.append(str(node.get("/S", "")))
            children = node.get("/K")
            children = children.get_object() if children is not None else []
            for child in children if isinstance(children, list) else [children]:
                walk(child.get_object())

    walk(catalog_of(reader)["/StructTreeRoot"].get_object())
    return found


def test_the_paper_is_tagged_titled_and_in_its_language() -> None:
    reader = read(render_pdf("stakeholders", stakeholders(["Gemeente", "x"]), images={"chart": CHART}))
    root = catalog_of(reader)
    assert str(root["/Lang"]) == "nl"
    assert "'/Marked': True" in str(root["/MarkInfo"])
    assert reader.metadata
    assert reader.metadata.title == "Krachtenveld"
    metadata = root["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    identifiers = metadata.get_data()
    assert b"pdfuaid:part>1<" in identifiers
    assert b"pdfaid:part>2<" in identifiers
    assert {"/H1", "/H2", "/Figure", "/Table", "/THead", "/TH", "/TD", "/L"} <= set(tags_of(reader))


def test_the_footer_says_whose_it_is_and_which_page() -> None:
    text = text_of(render_pdf("stakeholders", stakeholders(["Gemeente", "x"]), images={"chart": CHART}))
    assert "Vertrouwelijk · A. Bakker · 21 november 2026" in text
    assert "2 van 2" in text


def test_text_is_never_read_as_markup() -> None:
    typed = '*vet* #panic("x") $a$ <label> @ref \\ // = kop'
    assert typed in text_of(render_pdf("stakeholders", stakeholders(["Gemeente", typed]), images={"chart": CHART}))


def test_five_hundred_rows_take_seconds_and_repeat_their_header() -> None:
    rows = [[f"Partner {number}", "Wil meedenken over de plek. " * 4] for number in range(500)]
    start = time.process_time()
    pdf = render_pdf("stakeholders", stakeholders(*rows), images={"chart": CHART})
    assert time.process_time() - start < 20
    pages = [page.extract_text() for page in read(pdf).pages][1:]
    assert all("Notities" in page for page in pages)
    assert "Partner 499" in pages[-1]


def test_a_cell_of_ten_thousand_characters_goes_on_below_its_row() -> None:
    pdf = render_pdf(
        "stakeholders", stakeholders(["n" * 10_000, "Lang. " * 1_700], ["B", "b"]), images={"chart": CHART}
    )
    text = " ".join(text_of(pdf).split())
    assert text.count("(zie hieronder)") == 2
    assert text.count("n" * 9) > 900
    assert len(read(pdf).pages) < 9


def test_many_short_lines_and_a_very_long_exporter_fit() -> None:
    data: Stakeholders = {**stakeholders(["Gemeente", "a\n" * 30], ["B", ""]), "exporter": "A. Bakker " * 1_000}
    assert len(read(render_pdf("stakeholders", data, images={"chart": CHART})).pages) == 2


@pytest.mark.parametrize("name", ["שלום עליכם", "سلام عليكم", "Zoë Çelik-Łoś", "Ελένη", "🧵 draad", "漢字", "नमस्ते"])
def test_names_in_any_script_do_not_stop_the_paper(name: str) -> None:
    chart = CHART.replace(b"</svg>", f"<text>{name}</text></svg>".encode())
    assert render_pdf("stakeholders", stakeholders([name, name]), images={"chart": chart}).startswith(b"%PDF")


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=30))
def test_no_text_stops_the_paper(text: str) -> None:
    assert render_pdf("stakeholders", stakeholders([text, text]), images={"chart": CHART}).startswith(b"%PDF")


def test_a_character_that_no_font_has_is_shown_as_a_box_and_leaves_the_rest_alone() -> None:
    text = text_of(render_pdf("stakeholders", stakeholders(["Draad 🧵 é", "x"]), images={"chart": CHART}))
    assert "Draad □ é" in text


@pytest.mark.parametrize("title", ["\u200b", "\ufeff", "\ufffe", "\u200b\ufeff \u2060", " \n"])
def test_text_of_which_nothing_shows_is_shown_as_a_box(title: str) -> None:
    data: Relationship = {
        **FRAME,
        "title": title,
        "subtitle": "",
        "facts": [{"label": title, "text": title}],
        "chart": None,
        "sections": [{"heading": title, "empty": "", "items": [{"title": title, "text": title, "detail": title}]}],
    }
    assert text_of(render_pdf("relationship", data)).count("□") == 7
    rows = stakeholders([title, title])
    assert render_pdf("stakeholders", {**rows, "title": title}, images={"chart": CHART}).startswith(b"%PDF")


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_picture_needs_text_that_says_the_same(alt: str) -> None:
    data: Stakeholders = {**stakeholders(), "chart": {"image": "chart", "alt": alt, "caption": ""}}
    with pytest.raises(ValueError, match="text alternative"):
        render_pdf("stakeholders", data, images={"chart": CHART})
    with pytest.raises(ValueError, match="no image"):
        render_pdf("stakeholders", stakeholders())


def test_a_table_without_rows_says_so() -> None:
    assert "Nog geen partners." in text_of(render_pdf("stakeholders", stakeholders(), images={"chart": CHART}))


def test_the_form_has_the_columns_and_room_for_the_goal() -> None:
    data: StakeholdersForm = {
        **FRAME,
        "subtitle": "",
        "explanation": ["Schrijf op wat u weet."],
        "goal_label": "Ons doel",
        "goal": "",
        "columns": [{"name": "Wie", "weight": 1}, {"name": "Notities", "weight": 2}],
        "row_count": 6,
    }
    pdf = render_pdf("stakeholders_form", data)
    assert len(read(pdf).pages) == 1
    assert all(word in text_of(pdf) for word in ("Schrijf op wat u weet.", "Ons doel", "Wie", "Notities"))


def test_a_relation_has_its_facts_observations_and_assessments() -> None:
    data: Relationship = {
        **FRAME,
        "lang": "en",
        "page_of": "of",
        "facts": [{"label": "Needed for", "text": "consent"}],
        "chart": None,
        "sections": [
            {
                "heading": "Seen and heard",
                "empty": "",
                "items": [{"title": "3 · Respect", "text": "Asked on.\nListened.", "detail": "A. Bakker, 12 November"}],
            },
            {"heading": "Assessments", "empty": "None yet.", "items": []},
        ],
    }
    pdf = render_pdf("relationship", data)
    assert str(catalog_of(read(pdf))["/Lang"]) == "en"
    assert all(
        each in text_of(pdf)
        for each in ("Needed for", "consent", "Seen and heard", "Asked on.", "Listened.", "None yet.", "1 of 1")
    )


def test_an_unknown_template_is_our_own_mistake() -> None:
    with pytest.raises(FileNotFoundError):
        render_pdf("../pdf", {})
