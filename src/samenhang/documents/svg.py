"""A logo that somebody uploads, made harmless: only shapes, text and colours remain.

An allow-list, since every list of what is dangerous in SVG has been outrun. What cannot run, load or refer to anything
outside the file is kept; everything else is left out. nh3 and its like clean HTML, and lower the case of `viewBox`.
Sources: W3C, SVG 1.1 and SVG 2; the vectors in tests/test_svg.py are from OWASP, html5sec.org and DOMPurify's tests.
"""

import re
from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element, ParseError, SubElement, TreeBuilder, XMLParser, tostring

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
MAX_BYTES = 200_000
MAX_ELEMENTS = 5_000
MAX_DEPTH = 50
MAX_CSS = 100_000
"""Characters of each <style>; what a drawing program writes for a logo is far shorter."""

DRAWN = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"}
REFERRING = {"use", "linearGradient", "radialGradient", "pattern"}
ELEMENTS = DRAWN | REFERRING | {"svg", "g", "defs", "symbol", "title", "desc", "tspan", "stop", "clipPath", "mask"}
PRESENTATION = frozenset(
    re.findall(
        r"\S+",
        """clip-path clip-rule color display dominant-baseline fill fill-opacity fill-rule font-family font-size
        font-style font-weight letter-spacing mask opacity paint-order stop-color stop-opacity stroke stroke-dasharray
        stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
        transform vector-effect visibility word-spacing""",
    )
)
ATTRIBUTES = PRESENTATION | frozenset(
    re.findall(
        r"\S+",
        """aria-hidden aria-label clipPathUnits cx cy d dx dy fx fy gradientTransform gradientUnits height id
        lengthAdjust maskContentUnits maskUnits offset patternContentUnits patternTransform patternUnits points
        preserveAspectRatio r role rotate rx ry spreadMethod textLength version viewBox width x x1 x2 y y1 y2""",
    )
)

PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^\[\]<>]*>", re.IGNORECASE)
"""As many drawing programs write it: it names a standard, and declares nothing."""
LOCAL = re.compile(r"#[\w.:-]+")
LOCAL_URL = re.compile(r"""url\(\s*(['"]?)#[\w.:-]+\1\s*\)[\s\w#.%,()-]*""")
SUSPECT = re.compile(r"url\s*\(|[\\<>&@]|/\*|\w+script\s*:|data\s*:|expression", re.IGNORECASE)
CLASS = re.compile(r"[\w-]*\.([\w-]+)")
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")

Reason = Literal[
    "too_large",  # more than max_bytes
    "too_complex",  # too many elements, or nested too deeply
    "doctype",  # declares entities or refers to another file
    "not_svg",  # damaged, or another format
    "empty",  # nothing drawn is left: a photo in an SVG coat, for example
]


class SvgError(ValueError):
    """A drawing that cannot be used; `reason` is stable, the application has a sentence for each."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def clean_svg(data: bytes, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The drawing in `data` as UTF-8 without anything that acts, loads or refers outside. Raises SvgError.

    Colours in a <style> with plain class rules, as Illustrator writes them, move to the shapes themselves.
    """
    if len(data) > max_bytes:
        raise SvgError("too_large")
    source = _parse(PLAIN_DOCTYPE.sub(b"", data, count=1))
    if _local_name(source) != "svg":
        raise SvgError("not_svg")
    if sum(1 for _ in source.iter()) > MAX_ELEMENTS:
        raise SvgError("too_complex")
    clean = Element("svg", {"xmlns": SVG, **_attributes(source, {})})
    _scale_with_its_box(clean)
    _copy_children(source, clean, _class_rules(source), _ids_that_repeat(source), depth=1)
    if not any(element.tag in DRAWN for element in clean.iter()):
        raise SvgError("empty")
    return tostring(clean, encoding="unicode").encode()


class _NoDoctype(TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise SvgError("doctype")


def _parse(data: bytes) -> Element:
    parser = XMLParser(target=_NoDoctype())  # noqa: S314 (without a doctype there are no entities)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, SvgError):
            raise
        raise SvgError("not_svg") from error
    return root


def _copy_children(
    source: Element, target: Element, rules: dict[str, dict[str, str]], repeating: set[str], depth: int
) -> None:
    if depth > MAX_DEPTH:
        raise SvgError("too_complex")
    for child in source:
        name = _local_name(child)
        if name not in ELEMENTS:
            continue
        attributes = _attributes(child, rules)
        if name == "use" and attributes.get("href", "#")[1:] in repeating | {""}:
            continue
        copy = SubElement(target, name, attributes)
        copy.text, copy.tail = child.text, child.tail
        _copy_children(child, copy, rules, repeating, depth + 1)


def _local_name(element: Element) -> str:
    """The name of an SVG element; "" for one of another vocabulary."""
    tag = str(element.tag)
    if tag.startswith(f"{{{SVG}}}"):
        return tag.removeprefix(f"{{{SVG}}}")
    return "" if tag.startswith("{") else tag


def _attributes(element: Element, rules: dict[str, dict[str, str]]) -> dict[str, str]:
    wanted = {name: value for name, value in element.items() if name in ATTRIBUTES}
    for name in element.get("class", "").split():
        wanted.update(rules.get(name, {}))
    wanted.update(_declarations(element.get("style", "")))
    safe = {name: value for name, value in wanted.items() if _is_safe(value)}
    reference = element.get("href") or element.get(XLINK_HREF) or ""
    if _local_name(element) in REFERRING and LOCAL.fullmatch(reference.strip()):
        safe["href"] = reference.strip()
    return safe


def _is_safe(value: str) -> bool:
    return not SUSPECT.search(value) or LOCAL_URL.fullmatch(value.strip()) is not None


def _class_rules(root: Element) -> dict[str, dict[str, str]]:
    """What the class rules of all <style> elements say, by class."""
    rules: dict[str, dict[str, str]] = {}
    for element in root.iter():
        if _local_name(element) == "style":
            for name, declarations in _each_class("".join(element.itertext())):
                rules.setdefault(name, {}).update(declarations)
    return rules


def _each_class(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each plain class that a rule names, with what the rule says; cut at braces, in time that follows the length."""
    if len(css) > MAX_CSS:
        raise SvgError("too_complex")
    for rule in css.split("}"):
        before, _, body = rule.rpartition("{")
        selectors = before.rpartition("{")[2].rpartition("*/")[2].split(",")
        declarations = _declarations(body)
        for selector in selectors:
            if plain := CLASS.fullmatch(selector.strip()):
                yield plain[1], declarations


def _declarations(css: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in css.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() in PRESENTATION}


def _ids_that_repeat(root: Element) -> set[str]:
    """Elements with a <use> inside: using those again and again would draw without end."""
    return {
        element.get("id", "")
        for element in root.iter()
        if element.get("id") and any(_local_name(inner) == "use" for inner in element.iter())
    }


def _scale_with_its_box(svg: Element) -> None:
    """Without a viewBox a drawing is cut off where a page shows it smaller."""
    width, height = (NUMBER.fullmatch(svg.get(name, "")) for name in ("width", "height"))
    if "viewBox" not in svg.keys() and width and height:  # noqa: SIM118 (an Element is no mapping)
        svg.set("viewBox", f"0 0 {width[1]} {height[1]}")
