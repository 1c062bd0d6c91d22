"""CSV has no types: Excel runs whatever looks like a formula. Here is the apostrophe that stops it, and its way back.

Source: OWASP, CSV Injection (https://owasp.org/www-community/attacks/CSV_Injection), which names = + - @ tab and
carriage return, line feed and the full-width signs.
"""

import re

_LOOKS_LIKE_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")


def neutralise(text: str) -> str:
    """`text` with an apostrophe before it when a spreadsheet program could run it.

    Text that already has apostrophes before such a sign gets one more, so that `restore` always gives back `text`.
    """
    return "'" + text if _LOOKS_LIKE_FORMULA.match(text) else text


def restore(text: str) -> str:
    """Take away the one apostrophe that `neutralise` put there: `restore(neutralise(text)) == text` for every text."""
    return text[1:] if text.startswith("'") and _LOOKS_LIKE_FORMULA.match(text) else text
