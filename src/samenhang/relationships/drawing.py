"""What every drawing is made of: lines and texts as SVG writes them."""

from dataclasses import dataclass

from samenhang.analysis.geometry import Label, Line


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text where SVG puts it."""

    x: str
    y: str
    anchor: str
    words: str


def number(value: float) -> str:
    """As SVG wants it, with a point in every language."""
    return f"{value:.1f}"


def path(line: Line) -> str:
    return f"M{line.x1:.1f} {line.y1:.1f}L{line.x2:.1f} {line.y2:.1f}"


def texts_of(label: Label | None) -> tuple[Text, ...]:
    if label is None:
        return ()
    return tuple(Text(number(line.x), number(line.y), label.anchor, line.text) for line in label.lines)
