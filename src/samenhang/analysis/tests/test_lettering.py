"""Texts fit where they are put, whatever alphabet they are in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.lettering import fit, text_width


@given(st.text(max_size=80), st.floats(min_value=0, max_value=400))
@settings(max_examples=150, deadline=None)
def test_a_fitted_text_stays_within_its_room(text: str, room: float) -> None:
    fitted = fit(text, room)
    assert len(fitted.lines) <= 2
    assert fitted.width <= room + 1e-6
    assert all(line == line.strip() and line for line in fitted.lines)


@given(st.text(alphabet="abcdefg hij-klm", max_size=60))
@settings(max_examples=100, deadline=None)
def test_nothing_is_lost_when_the_room_is_large(text: str) -> None:
    assert fit(text, 5000).lines == ((" ".join(text.split()),) if text.strip() else ())


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Karim Aydin", 200, ("Karim Aydin",)),
        ("Huisartsenpraktijk", 95, ("Huisartsen-", "praktijk")),
        ("Mantelzorgkring Oost", 95, ("Mantelzorg-", "kring Oost")),
        ("Ondernemers Oosterplein", 95, ("Ondernemers", "Oosterplein")),
        ("Bakker-de Wit", 60, ("Bakker-", "de Wit")),
        ("东京都环境局", 60, ("东京都", "环境局")),
        ("   ", 60, ()),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, room: float, lines: tuple[str, ...]) -> None:
    assert fit(text, room).lines == lines


def test_an_emoji_family_and_an_accent_are_never_split() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    assert set(fit(family * 8, 100).lines[0].replace(family, "")) <= {"…"}
    assert fit("e\u0301" * 60, 100).lines[0].count("e") == fit("e\u0301" * 60, 100).lines[0].count("\u0301")


def test_control_characters_and_direction_overrides_are_left_out() -> None:
    assert fit("Ka\x00rim\u202e\nAydin", 200).lines == ("Karim Aydin",)


def test_widths_are_known_for_latin_and_safe_for_the_rest() -> None:
    assert text_width("i") < text_width("n") < text_width("W") < text_width("界") < text_width("🌱")
    assert text_width("é") == pytest.approx(text_width("e"), rel=0.05)
