"""What goes down the stream."""

import re
from dataclasses import dataclass

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Frame:
    """The change with this number, as HTML elements that carry an id. Each number has one frame at most."""

    number: int
    html: str

    def encode(self) -> bytes:
        """The bytes of this frame as one message of an event stream (HTML standard, section 9.2)."""
        data = "\n".join(f"data: {line}" for line in LINE_END.split(self.html))
        return f"id: {self.number}\n{data}\n\n".encode()


def beat(number: int) -> bytes:
    """Sign of life: the stream is there, and who reads this has every change up to `number`."""
    return f"id: {number}\nevent: beat\ndata: {number}\n\n".encode()


# Who reads this may not listen any longer.
CLOSED = b"event: closed\ndata: closed\n\n"
# Who reads this misses too much to send it after them.
RELOAD = b"event: reload\ndata: reload\n\n"
