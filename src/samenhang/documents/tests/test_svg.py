"""Attacks after OWASP's filter evasion sheet, html5sec.org and DOMPurify's tests; logos as programs write them."""

import time
from xml.etree import ElementTree

import pytest

from samenhang.documents.svg import MAX_CSS, MAX_DEPTH, SVG, SvgError, clean_svg

NAMES = f'xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink"'
SHAPE = '<path d="M0 0h9v9z" fill="#0E5460"/>'

HOSTILE = [
    "<script>alert(1)</script>",
    "<script xlink:href='https://evil.example/x.js'/>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
    "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='javascript:alert(1)'/></foreignObject>",
    "<a xlink:href='javascript:alert(1)'><text>klik</text></a>",
    "<a href='https://evil.example'><circle r='9'/></a>",
    "<rect onload='alert(1)' onclick='alert(1)' width='9'/>",
    "<animate attributeName='href' values='javascript:alert(1)'/>",
    "<set attributeName='onmouseover' to='alert(1)'/>",
    "<use href='https://evil.example/x.svg#a'/>",
    "<use xlink:href='data:image/svg+xml;base64,PHN2Zz4='/>",
    "<image href='https://evil.example/pixel.png'/>",
    "<image href='data:image/svg+xml,&lt;svg onload=alert(1)&gt;'/>",
    "<feImage href='https://evil.example/pixel.png'/>",
    "<style>@import url(https://evil.example/x.css); .a{fill:url(https://evil.example/a.svg#b)}</style><g class='a'/>",
    "<rect style='fill:url(https://evil.example/a#b)'/>",
    "<rect style='background:url(javascript:alert(1))'/>",
    "<rect fill='url(https://evil.example/a#b)'/>",
    "<rect fill='u\\72l(https://evil.example/a#b)'/>",
    "<rect fill='URL( https://evil.example/a#b )'/>",
    "<rect fill='url(#ok) url(https://evil.example/)'/>",
    "<linearGradient href='https://evil.example/a.svg#g'/>",
    "<handler type='application/javascript'>alert(1)</handler>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
    "<!-- --><![CDATA[<script>alert(1)</script>]]>",
    "<g xml:base='https://evil.example/'/>",
    "<iframe src='https://evil.example'/><embed src='https://evil.example'/><object data='https://evil.example'/>",
]


@pytest.mark.parametrize("inside", HOSTILE)
def test_nothing_that_acts_loads_or_refers_outside_is_left(inside: str) -> None:
    cleaned = clean_svg(f"<svg {NAMES} onload='alert(1)'>{inside}{SHAPE}</svg>".encode())
    root = ElementTree.fromstring(cleaned)
    for element in root.iter():
        assert element.tag.removeprefix(f"{{{SVG}}}") in {"svg", "rect", "path", "g", "linearGradient"}
        assert not any(name.lower().startswith("on") for name in element.attrib)
    assert b"evil.example" not in cleaned
    assert b"javascript:" not in cleaned
    assert b"M0 0h9v9z" in cleaned


def test_an_honest_logo_stays_as_it_was_drawn() -> None:
    logo = f"""<svg {NAMES} viewBox="0 0 10 10" role="img" aria-label="Gemeente"><title>Gemeente</title>
        <defs><linearGradient id="g" gradientUnits="userSpaceOnUse"><stop stop-color="#fff"/></linearGradient>
        <symbol id="s"><circle r="2"/></symbol></defs>
        <g transform="translate(1 1)" fill="url(#g)"><use xlink:href="#s" x="3"/><text>é &amp; co</text></g></svg>"""
    cleaned = clean_svg(logo.encode()).decode()
    for kept in (
        'viewBox="0 0 10 10"',
        'fill="url(#g)"',
        'href="#s"',
        "é &amp; co",
        "<linearGradient",
        "<title>Gemeente",
    ):
        assert kept in cleaned


def test_class_rules_and_styles_of_drawing_programs_move_to_the_shapes() -> None:
    logo = f"""<?xml version="1.0"?>
        <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
        <svg {NAMES} width="40px" height="20">
        <style type="text/css">.st0,.st1{{fill:#7C4DB0;}} .st1{{opacity:.5}}</style>
        <path class="st1" d="M0 0h9"/><path style="stroke:#000;fill:none" d="M1 1h9"/></svg>"""
    first, second = ElementTree.fromstring(clean_svg(logo.encode())).findall(f"{{{SVG}}}path")
    assert (first.get("fill"), first.get("opacity")) == ("#7C4DB0", ".5")
    assert (second.get("fill"), second.get("stroke")) == ("none", "#000")
    assert b'viewBox="0 0 40 20"' in clean_svg(logo.encode())


def test_only_plain_class_rules_count_and_comments_and_media_do_not_hide_them() -> None:
    style = "/* {x} */ .a{fill:red} @media screen{rect.b , .c{fill:blue}} .d .e:hover{fill:lime}"
    shapes = "".join(f'<rect class="{name}"/>' for name in "abcde")
    root = ElementTree.fromstring(clean_svg(f"<svg {NAMES}><style>{style}</style>{shapes}</svg>".encode()))
    assert [shape.get("fill") for shape in root] == ["red", "blue", "blue", None, None]


@pytest.mark.parametrize("css", [".a  " * 20_000 + "x", ".a," * 30_000 + "{fill:red}", "{" * 90_000, "/*" * 45_000])
def test_no_style_takes_more_than_a_moment(css: str) -> None:
    start = time.process_time()
    clean_svg(f"<svg {NAMES}><style>{css}</style>{SHAPE}</svg>".encode())
    assert time.process_time() - start < 3


def test_a_drawing_that_uses_itself_again_and_again_is_drawn_once() -> None:
    layers = "".join(f'<g id="l{n + 1}">{f"<use href='#l{n}'/>" * 10}</g>' for n in range(9))
    cleaned = clean_svg(f'<svg {NAMES}><g id="l0">{SHAPE}</g>{layers}</svg>'.encode())
    assert cleaned.count(b"<use") == 10


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (f"<svg {NAMES}>{' ' * 200_000}</svg>".encode(), "too_large"),
        (f"<svg {NAMES}>{'<g/>' * 6_000}</svg>".encode(), "too_complex"),
        (f"<svg {NAMES}>{'<g>' * (MAX_DEPTH + 1)}{'</g>' * (MAX_DEPTH + 1)}</svg>".encode(), "too_complex"),
        (f"<svg {NAMES}><style>{'.' * (MAX_CSS + 1)}</style>{SHAPE}</svg>".encode(), "too_complex"),
        (f'<!DOCTYPE svg [<!ENTITY x "y">]><svg {NAMES}>{SHAPE}</svg>'.encode(), "doctype"),
        (f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {NAMES}>&x;</svg>'.encode(), "doctype"),
        (f'<!DOCTYPE svg [<!ENTITY x "y">]><svg {NAMES}>{SHAPE}</svg>'.encode("utf-16"), "doctype"),
        (b"<html><svg></svg></html>", "not_svg"),
        (b"<svg", "not_svg"),
        (b"\x89PNG\r\n\x1a\n", "not_svg"),
        (b"", "not_svg"),
        (f"<svg {NAMES}><image href='data:image/png;base64,AAAA'/></svg>".encode(), "empty"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SvgError) as caught:
        clean_svg(data)
    assert caught.value.reason == reason
