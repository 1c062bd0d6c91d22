"""Text that every document format can hold."""

import re

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold (W3C, Extensible Markup Language 1.0, production 2)."""


def clean(text: str) -> str:
    """Text without what XML cannot hold, with line ends as "\\n"; nothing else is lost."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
