"""What goes down the stream."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """The change with this number, as HTML elements that carry an id."""

    number: int
    html: str
