"""Boxes, lines and placed text: what every chart here is made of. Lengths in drawing units, y grows downwards."""

import math
from dataclasses import dataclass
from typing import Literal

from samenhang.analysis.lettering import BASELINE, LINE_HEIGHT, Fitted

type Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; (x, y) is its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: "Box") -> bool:
        """True when the two share area; touching edges do not count."""
        return (
            self.x < other.right - 1e-9
            and other.x < self.right - 1e-9
            and self.y < other.bottom - 1e-9
            and other.y < self.bottom - 1e-9
        )

    def contains(self, other: "Box") -> bool:
        """True when `other` lies inside, edges included."""
        return (
            self.x <= other.x + 1e-9
            and self.y <= other.y + 1e-9
            and other.right <= self.right + 1e-9
            and other.bottom <= self.bottom + 1e-9
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float

    def crosses(self, box: Box) -> bool:
        """True when any part of the line lies inside `box` (Liang and Barsky 1984)."""
        x1, y1, x2, y2 = self.x1, self.y1, self.x2, self.y2
        left, top = box.x, box.y
        # Most boxes lie wholly to one side, which is quick to tell; a chart asks thousands of times.
        if (x1 <= left and x2 <= left) or (y1 <= top and y2 <= top):
            return False
        right, bottom = left + box.width, top + box.height
        if (x1 >= right and x2 >= right) or (y1 >= bottom and y2 >= bottom):
            return False
        dx, dy = x2 - x1, y2 - y1
        enter, leave = 0.0, 1.0
        for step, room in ((-dx, x1 - left), (dx, right - x1), (-dy, y1 - top), (dy, bottom - y1)):
            if step == 0:
                if room <= 0:
                    return False
            elif step < 0:
                enter = max(enter, room / step)
            else:
                leave = min(leave, room / step)
        return enter < leave


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text; (x, y) is where SVG puts it: the anchor point on the baseline."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """Text of zero, one or two lines with its box; `truncated` says that an ellipsis stands for the rest."""

    lines: tuple[TextLine, ...]
    anchor: Anchor
    box: Box
    truncated: bool


def place(text: Fitted, x: float, top: float, anchor: Anchor = "start") -> Label:
    """Put fitted text with its first line's top at `top` and its anchor at `x`."""
    left = {"start": x, "middle": x - text.width / 2, "end": x - text.width}[anchor]
    lines = tuple(TextLine(line, x, top + number * LINE_HEIGHT + BASELINE) for number, line in enumerate(text.lines))
    return Label(lines, anchor, Box(left, top, text.width, LINE_HEIGHT * len(lines)), text.truncated)


def edge_towards(cx: float, cy: float, radius: float, x: float, y: float) -> tuple[float, float]:
    """The point on the circle around (cx, cy) that faces (x, y); the centre itself is answered with its right edge."""
    distance = math.hypot(x - cx, y - cy)
    if distance == 0:
        return cx + radius, cy
    return cx + (x - cx) * radius / distance, cy + (y - cy) * radius / distance
