"""Bring the English translation up to date with the code: `python scripts/messages.py`.

Needs no system tools. Dutch is the source: its sentences stand in code and templates.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "samenhang"
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"

type Keyword = tuple[int | tuple[int, str], ...] | None

# Which arguments of each function are sentences, as Babel wants to know it ("c": the context).
KEYWORDS: dict[str, Keyword] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

# Whose gettext it is: Django's, and that of the command that runs without Django.
SPEAKING = {"django.utils.translation", "samenhang.site.analyse.telling"}

# Written by hand: Babel's own header changes with every run.
HEADER = r"""# English, from the Dutch of the code. Add a sentence there, run
# python scripts/messages.py, and translate what is empty here.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

type Sentence = tuple[str | tuple[str, ...], str | None]


def sources() -> Iterator[Path]:
    """Every file whose sentences a person may read on a screen."""
    for path in sorted(PACKAGE.rglob("*")):
        parts = set(path.relative_to(PACKAGE).parts)
        code = path.suffix == ".py" and not parts & {"tests", "migrations"}
        template = path.suffix in {".html", ".txt", ".svg"} and "templates" in parts
        if code or template:
            yield path


def sentences_of(path: Path) -> Iterator[Sentence]:
    """(sentence, or singular and plural; context) for every sentence in this file."""
    source = path.read_text()
    if path.suffix == ".py":
        keywords = imported_keywords(ast.parse(source))
    else:
        keywords = KEYWORDS | {"_": None}
        # What is left of a template is indented as HTML is, which Python would not accept.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    for _line, found, _comments, context in extract("python", BytesIO(source.encode()), keywords):
        if found:
            yield found, context


def imported_keywords(tree: ast.Module) -> dict[str, Keyword]:
    """The functions of gettext by the names this module gave them."""
    return {
        alias.asname or alias.name: KEYWORDS[alias.name.removesuffix("_lazy")]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in SPEAKING
        for alias in node.names
        if alias.name.removesuffix("_lazy") in KEYWORDS
    }


def collect() -> Catalog:
    """All sentences of the product, not translated."""
    catalog = Catalog(locale="en")
    for path in sources():
        for sentence, context in sentences_of(path):
            catalog.add(sentence, context=context)
    return catalog


def read(path: Path = ENGLISH) -> Catalog:
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def merged(sentences: Catalog, known: Catalog) -> Catalog:
    """`sentences` with the translations that are known; what the code no longer says is gone."""
    for message in sentences:
        old = known.get(message.id, message.context) if message.id else None
        if old and old.id == message.id:
            message.string = old.string
    return sentences


def is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def update(path: Path = ENGLISH) -> list[Message]:
    """Write the sentences of the code into the translation; returns what is still to be translated."""
    catalog = merged(collect(), read(path))
    file = BytesIO()
    write_po(file, catalog, width=110, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(HEADER.encode() + file.getvalue().rstrip() + b"\n")
    return [message for message in catalog if message.id and not is_translated(message)]


def compile_catalogs() -> None:
    """Make the files that the product reads, as hatch_build.py does, which only a build can import."""
    for path in PACKAGE.glob("locale/*/LC_MESSAGES/*.po"):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=path.parts[-3]))


def main() -> int:
    missing = update()
    compile_catalogs()
    for message in missing:
        click.echo(f"- {message.id if isinstance(message.id, str) else message.id[0]}")
    click.echo(f"{len(missing)} untranslated in {ENGLISH}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
