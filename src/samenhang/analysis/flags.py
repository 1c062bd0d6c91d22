"""Flags on a time axis: what happened on a day, with a pole down through the drawing.

Flags stand in one row. Those that would touch become one flag over all their days, that says from which to which
("2–4"); each day keeps a pole of its own. Poles leave out the marks and names that stand in their way.

Lengths in drawing units. Own method; requirement B4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from samenhang.analysis.calendar_axis import TimeAxis
from samenhang.analysis.geometry import Box, Label, Line, place
from samenhang.analysis.lettering import LINE_HEIGHT, fit, text_width

ROOM_FOR_FLAGS = 24.0

_HEIGHT = LINE_HEIGHT
_PADDING = 6.0
_APART = 3.0
_GAP = 2.0  # between a pole and what it leaves out


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on one day; `label` is what its flag says, best a number. Keys are unique."""

    key: str
    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Flag:
    """The marks it stands for, with the box, the words in it, and the x of each day among them."""

    marks: tuple[Mark, ...]
    box: Box
    label: Label
    days: tuple[float, ...]


def raised(marks: Iterable[Mark], axis: TimeAxis, left: float, right: float) -> tuple[Flag, ...]:
    """Flags from y = 0 in time order, between x = `left` and `right`, which lie around the axis; no two touch.

    Marks of one day keep the order they are given in.
    """
    flags: list[Flag] = []
    for _day, of_day in groupby(sorted(marks, key=lambda mark: mark.day), key=lambda mark: mark.day):
        flag = _flag(tuple(of_day), axis, left, right)
        while flags and flags[-1].box.right + _APART > flag.box.x:
            flag = _flag(flags.pop().marks + flag.marks, axis, left, right)
        flags.append(flag)
    return tuple(flags)


def _flag(marks: tuple[Mark, ...], axis: TimeAxis, left: float, right: float) -> Flag:
    days = tuple(sorted({axis.place_of(mark.day) for mark in marks}))
    words = marks[0].label if len(marks) == 1 else f"{marks[0].label}–{marks[-1].label}"
    width = max(text_width(words), days[-1] - days[0]) + 2 * _PADDING
    x = min(max((days[0] + days[-1] - width) / 2, left), right - width)
    label = place(fit(words, width, max_lines=1), x + width / 2, 0.0, "middle")
    return Flag(marks, Box(x, 0.0, width, _HEIGHT), label, days)


def pole(x: float, top: float, bottom: float, avoided: Iterable[Box]) -> tuple[Line, ...]:
    """The pieces of an upright line at `x` that stay clear of every box in `avoided`."""
    pieces: list[Line] = []
    for box in sorted((box for box in avoided if box.x - _GAP < x < box.right + _GAP), key=lambda box: box.y):
        if box.y - _GAP > top:
            pieces.append(Line(x, top, x, min(box.y - _GAP, bottom)))
        top = max(top, box.bottom + _GAP)
    if top < bottom:
        pieces.append(Line(x, top, x, bottom))
    return tuple(pieces)


def poles(flag: Flag, bottom: float, avoided: Sequence[Box]) -> tuple[Line, ...]:
    """All poles of a flag, from its lower side."""
    return tuple(piece for x in flag.days for piece in pole(x, flag.box.bottom, bottom, avoided))
