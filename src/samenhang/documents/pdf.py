"""PDF that a screen reader can read and an archive can keep: PDF/UA-1 and PDF/A-2a at once, made by typst.

Sources: ISO 14289-1 (PDF/UA-1), ISO 19005-2 (PDF/A-2, level a); https://typst.app/docs/reference/pdf/.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import typst

from samenhang.documents.text import clean

TEMPLATES = Path(__file__).parent / "typst"
FONTS = Path(__file__).parent / "fonts"
FAMILIES = {"Atkinson Hyperlegible Next", "Bricolage Grotesque"}

type Content = dict[str, object]
"""Data and images as they go to typst: only what JSON knows."""

NO_GLYPH = "□"
INVISIBLE = ("Cc", "Cf", "Zl", "Zp", "Zs")
"""Unicode's categories of control characters, marks of format, and spaces."""
ROUNDS = 5
UNDISPLAYED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
INTRICATE = re.compile(r"[^\x00-\u02ff\u0370-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u25ff]")
"""All but Latin, Greek and Cyrillic letters, punctuation, currency, arrows and plain signs."""
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def render_pdf(template: str, data: Mapping[str, object], *, images: Mapping[str, bytes] | None = None) -> bytes:
    """The paper that `template` (a name in `typst/`, without ".typ") makes of `data`.

    What data each template needs stands in `papers`. Text is data: nothing in it is read as markup. A character that
    none of our fonts has is shown as "□". `images` are SVG, PNG or JPEG by name; an SVG brings its own presentation
    attributes or <style>, since no stylesheet of the site reaches it.
    Raises ValueError for an image without text that says the same (`alt`) and for a picture without its image,
    FileNotFoundError for an unknown template, RuntimeError when our fonts are not installed.
    """
    path = TEMPLATES / f"{template}.typ"
    if not path.is_file():
        raise FileNotFoundError(path)
    images = images or {}
    _require_alternatives(data, images)
    content = _changed({**data, "images": {name: _image(image) for name, image in images.items()}}, _printable)
    for _ in range(ROUNDS):
        try:
            return _compile(path, content)
        except typst.TypstError as error:
            content = _displayable(content, error)
    return _compile(path, content)


def _compile(path: Path, content: Content) -> bytes:
    return typst.compile(
        str(path),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(content)},
        pdf_standards=["ua-1", "a-2a"],
    )


@cache
def _fonts() -> typst.Fonts:
    """Our own fonts and those inside typst, and none of the machine: a paper looks the same everywhere."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
    if absent := FAMILIES.difference(fonts.families()):
        raise RuntimeError(f"fonts are not installed in {FONTS}: {', '.join(sorted(absent))}")
    return fonts


def _require_alternatives(data: Mapping[str, object], images: Mapping[str, bytes]) -> None:
    pictures = [node for node in _nodes(data) if "image" in node]
    for picture in pictures:
        if picture["image"] not in images:
            raise ValueError(f"there is no image {picture['image']!r}")
        if not str(picture.get("alt") or "").strip():
            raise ValueError(f"image {picture['image']!r} has no text alternative")


def _nodes(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, Mapping):
        yield value
        for child in value.values():
            yield from _nodes(child)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for child in value:
            yield from _nodes(child)


def _image(data: bytes) -> str | list[int]:
    """As typst can take it from JSON: SVG as text, so that its characters are looked after too."""
    return data.decode() if data.lstrip().startswith(b"<") else list(data)


def _changed(content: Content, change: Callable[[str], str]) -> Content:
    """The same structure with `change` done to each text in it; names of fields stay."""
    return {name: _each_text(child, change) for name, child in content.items()}


def _each_text(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _each_text(child, change) for name, child in value.items()}
    if isinstance(value, Sequence):
        return [_each_text(child, change) for child in value]
    return value


def _printable(text: str) -> str:
    """Without what PDF/A forbids in any font: characters of private meaning or of none, and the byte order mark.

    Text of which nothing shows becomes "□", since PDF/UA forbids an empty heading; text that is empty stays so.
    """
    shown = clean(text).replace("\ufeff", "")
    if shown.isascii() and shown.strip():
        return shown
    if text and all(unicodedata.category(each) in INVISIBLE for each in shown):
        return NO_GLYPH
    return "".join(NO_GLYPH if unicodedata.category(each) in ("Co", "Cn") else each for each in shown)


def _displayable(content: Content, error: typst.TypstError) -> Content:
    """The content without the characters that, says typst, no font has; raises `error` when it says anything else.

    Of a drawing, and of a script whose letters join, it does not say which: then all that is not plainly alphabetic
    goes, from the drawings first.
    """
    said = f"{error.message}\n{error.diagnostic}"
    if undisplayed := UNDISPLAYED.findall(said):
        texts = (ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in undisplayed)
        table = {ord(character): NO_GLYPH for text in texts for character in text if not character.isascii()}
        return _changed(content, lambda text: text.translate(table))
    if "missing codepoints" not in said:
        raise error
    images = _each_text(content["images"], _alphabetic)
    if images != content["images"]:
        return {**content, "images": images}
    return _changed(content, _alphabetic)


def _alphabetic(text: str) -> str:
    return INTRICATE.sub(NO_GLYPH, unicodedata.normalize("NFC", text))
