"""What the command says: sentences in Dutch or English, numbers, and tables of plain text."""

import gettext as catalogues
import json
import locale
import os
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import click

CATALOGUES = Path(__file__).parent.parent.parent / "locale"
LANGUAGES = ("nl", "en")
DECIMALS = 4


class Told(click.ClickException):
    """Something is wrong with what was given: one line, and exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(" ".join(self.format_message().split()), err=True)


def language() -> str:
    """What was asked for by --language, or else that of this computer; Dutch when it is neither of ours."""
    context = click.get_current_context(silent=True)
    asked = context.params.get("language") if context else None
    spoken = asked or os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "en" if spoken.casefold().startswith("en") else "nl"


@cache
def catalogue(code: str) -> catalogues.NullTranslations:
    return catalogues.translation("django", CATALOGUES, [code], fallback=True)


def gettext(sentence: str) -> str:
    return catalogue(language()).gettext(sentence)


def show_json(answer: object) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))


def number(value: Fraction | float) -> int | float:
    """As JSON has it: a whole number where it is one."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return int(value) if float(value).is_integer() else float(value)


def shown(value: Fraction | float | None) -> str:
    """As people read it: at most four decimals, with a comma in Dutch."""
    if value is None:
        return "–"
    text = f"{float(value):.{DECIMALS}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language() == "nl" else text


def show_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as what is in them; numbers to the right."""
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    for line in (names, ["-" * width for width in widths], *rows):
        cells = zip(line, widths, strict=True)
        laid_out = (cell.rjust(width) if is_number(cell) else cell.ljust(width) for cell, width in cells)
        click.echo("  ".join(laid_out).rstrip())
    click.echo()


def is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").replace("/", "").lstrip("-−").isdigit()


def heading(text: str) -> None:
    click.echo(text)
    click.echo("=" * len(text))
