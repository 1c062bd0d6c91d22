"""The colours, read from the style sheet itself: every pair that meets on a screen is told apart, in both modes.

Contrast: WCAG 2.2, relative luminance. Distance between hues: OKLab (Ottosson 2020), also as seen by people with
protanopia, deuteranopia or tritanopia (Machado, Oliveira and Fernandes 2009, severity 1).
"""

import re
from itertools import combinations
from math import dist

import pytest

from tests.folders import PACKAGE

CSS = PACKAGE / "site" / "static" / "css"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(--[\w-]+):\s*(?:light-dark\(\s*(#\w{6})\s*,\s*(#\w{6})\s*\)|(#\w{6}))\s*;")
MODES = ("light", "dark")

type Point = tuple[float, float, float]


def tokens() -> dict[str, dict[str, tuple[str, str]]]:
    """Selector → token → (light, dark)."""
    source = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text(), flags=re.DOTALL)
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for selector, body in RULE.findall(source):
        for name, light, dark, both in COLOUR.findall(body):
            found.setdefault(selector.strip(), {})[name] = (light or both, dark or both)
    return found


TOKENS = tokens()
ROOT = {name.removeprefix("--basis-").removeprefix("color-"): pair for name, pair in TOKENS["html"].items()}
DOCUMENT, SURFACE, SUBTLE = "default-bg-document", "default-bg-default", "default-bg-subtle"
INK, INK_SUBTLE = "default-color-document", "default-color-subtle"
ACTION, HOVER, ON_ACTION = "action-1-color-default", "action-1-color-hover", "action-1-inverse-color-default"
GROUNDS = (DOCUMENT, SURFACE, SUBTLE)
TONES = ("positive", "warning", "negative", "info")
COLUMNS = "12345"
DIMENSIONS = "1234"

TEXT = [
    *[(text, ground) for text in (INK, INK_SUBTLE, ACTION, HOVER) for ground in GROUNDS],
    (ON_ACTION, ACTION),
    (ON_ACTION, HOVER),
    ("accent-1-color-default", "accent-1-bg-default"),
    *[(f"{tone}-color-default", f"{tone}-bg-subtle") for tone in TONES],
    *[(f"{tone}-color-default", ground) for tone in TONES for ground in (DOCUMENT, SURFACE)],
    *[(INK, f"{tone}-bg-subtle") for tone in TONES],
]
LINES = [
    *[("default-border-default", ground) for ground in GROUNDS],
    *[("focus-outline-color", ground) for ground in GROUNDS],
]


def linear(colour: str) -> Point:
    """Linear RGB, 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))

    def one(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return one(red), one(green), one(blue)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def worst(one: tuple[str, str], other: tuple[str, str]) -> float:
    return min(contrast(a, b) for a, b in zip(one, other, strict=True))


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#1B2430", "#FAF8F3") == pytest.approx(14.75, abs=0.005)
    assert contrast("#A8231C", "#FBE9E6") == pytest.approx(6.13, abs=0.005)


def test_every_colour_of_the_style_sheet_has_a_light_and_a_dark_value() -> None:
    written = re.findall(r"#\w{6}", (CSS / "tokens.css").read_text())
    read = [colour for group in TOKENS.values() for pair in group.values() for colour in dict.fromkeys(pair)]
    assert sorted(written) == sorted(read)


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_is_readable_on_what_it_stands_on(text: str, ground: str) -> None:
    assert worst(ROOT[text], ROOT[ground]) >= 4.5


@pytest.mark.parametrize(("line", "ground"), LINES)
def test_borders_of_controls_and_the_focus_ring_stand_out(line: str, ground: str) -> None:
    assert worst(ROOT[line], ROOT[ground]) >= 3


def test_the_two_rings_of_the_focus_stand_out_together_on_every_ground() -> None:
    """The inner ring is yellow; where it is weak (light mode), the outer ring of ink carries."""
    outer, inner = ROOT["focus-outline-color"], ROOT["focus-inverse-outline-color"]
    for ground in GROUNDS:
        for mode in (0, 1):
            assert max(contrast(ring[mode], ROOT[ground][mode]) for ring in (outer, inner)) >= 3


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_is_readable_on_paper_and_surface(column: str) -> None:
    hue = TOKENS[f'[data-column="{column}"]']["--column"]
    for ground in (DOCUMENT, SURFACE):
        assert worst(hue, ROOT[ground]) >= 4.5


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_number_of_a_dimension_is_readable_on_its_mark(dimension: str) -> None:
    pair = TOKENS[f'[data-dimension="{dimension}"]']
    assert worst(pair["--on-dimension"], pair["--dimension"]) >= 4.5


# Hues that people who see colours differently can tell apart

SIGHT: dict[str, tuple[Point, Point, Point]] = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_CONE: tuple[Point, Point, Point] = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB: tuple[Point, Point, Point] = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def times(matrix: tuple[Point, Point, Point], point: Point) -> Point:
    first, second, third = (sum(a * b for a, b in zip(row, point, strict=True)) for row in matrix)
    return first, second, third


def oklab(colour: str, sight: str) -> Point:
    red, green, blue = (min(max(value, 0), 1) for value in times(SIGHT[sight], linear(colour)))
    long, medium, short = (value ** (1 / 3) for value in times(TO_CONE, (red, green, blue)))
    return times(TO_LAB, (long, medium, short))


def closest(colours: list[str], sight: str) -> float:
    """The smallest distance between any two, times 100."""
    return 100 * min(dist(oklab(one, sight), oklab(other, sight)) for one, other in combinations(colours, 2))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("mode", MODES)
def test_the_five_columns_can_be_told_apart_by_everybody(mode: str, sight: str) -> None:
    at = MODES.index(mode)
    assert closest([TOKENS[f'[data-column="{one}"]']["--column"][at] for one in COLUMNS], sight) >= 8


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("mode", MODES)
def test_the_four_dimensions_can_be_told_apart_by_everybody(mode: str, sight: str) -> None:
    at = MODES.index(mode)
    assert closest([TOKENS[f'[data-dimension="{one}"]']["--dimension"][at] for one in DIMENSIONS], sight) >= 8


# The ground of a QR code: a camera needs it white in both modes.
FOR_A_CAMERA = {"qr.css: #FFFFFF", "qr.css: #1B2430"}


def test_colours_stand_in_the_tokens_and_nowhere_else() -> None:
    elsewhere = [
        f"{path.name}: {colour}"
        for path in sorted(CSS.glob("*.css"))
        if path.name not in {"tokens.css", "print.css"}
        for colour in re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsla?\(", path.read_text())
    ]
    assert set(elsewhere) <= FOR_A_CAMERA
