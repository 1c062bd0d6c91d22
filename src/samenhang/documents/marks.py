"""The marks of partner groups: eight shapes that can be told apart without colour, on screens and on paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """One shape: the `d` of an SVG path in a square of 24 by 24, to be filled; `sign`: a letter like it, for text."""

    key: str
    path: str
    sign: str


MARKS = (
    Mark("circle", "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z", "●"),
    Mark("square", "M5 5h14v14H5z", "■"),
    Mark("triangle", "M12 4l9 16H3z", "▲"),
    Mark("diamond", "M12 2.5l9.5 9.5-9.5 9.5L2.5 12z", "◆"),
    Mark("hexagon", "M7.5 4h9l4.5 8-4.5 8h-9L3 12z", "⬢"),
    Mark("star", "M12 2.5l2.9 6.3 6.9.8-5.1 4.7 1.4 6.8-6.1-3.4-6.1 3.4 1.4-6.8L2.2 9.6l6.9-.8z", "★"),
    Mark("cross", "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z", "✚"),
    Mark("drop", "M12 2.5c4 5.2 6.5 8.4 6.5 12a6.5 6.5 0 0 1-13 0c0-3.6 2.5-6.8 6.5-12z", "▼"),
)
