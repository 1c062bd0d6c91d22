"""Everything a person reads is Dutch in the code and English in the translation, and nothing was forgotten."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils import translation

from scripts.messages import ENGLISH, collect, is_translated, read, sentences_of, sources, update
from tests.folders import PACKAGE, template_name, templates

PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?\d*(?:\.\d+)?[a-zA-Z]|%%|%[sd]|\{\w*\}")
# Names and keys, the same in every language.
SAME_EVERYWHERE = re.compile(
    r"Samenhang|Nederlands|English|Atkinson Hyperlegible Next|Bricolage Grotesque|OFL|EUPL|Ctrl|Enter|Escape|Tab|Shift"
)
# Shown when nothing works any more, so without translation: it speaks both languages at once.
BOTH_LANGUAGES = {"500.html"}


def key(message: Message) -> tuple[object, object]:
    return message.id, message.context


def texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)


SENTENCES = {key(message): message for message in collect() if message.id}
TRANSLATIONS = {key(message): message for message in read() if message.id}


def test_every_sentence_of_the_code_is_in_the_translation_and_nothing_else() -> None:
    hint = "run: python scripts/messages.py"
    assert SENTENCES.keys() - TRANSLATIONS.keys() == set(), hint
    assert TRANSLATIONS.keys() - SENTENCES.keys() == set(), hint


def test_every_sentence_has_an_english_translation() -> None:
    assert [message.id for message in TRANSLATIONS.values() if not is_translated(message) or message.fuzzy] == []


def keeps_placeholders(message: Message) -> bool:
    """A singular may leave out the number ("one partner"), a plural may not."""
    originals = [set(PLACEHOLDER.findall(one)) for one in texts(message.id)]
    translated = [set(PLACEHOLDER.findall(one)) for one in texts(message.string)]
    return translated[-1] == originals[-1] and translated[0] <= originals[0] | originals[-1]


def test_a_translation_keeps_the_placeholders() -> None:
    assert [message.id for message in TRANSLATIONS.values() if not keeps_placeholders(message)] == []


def test_updating_twice_changes_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "django.po"
    copy.write_bytes(ENGLISH.read_bytes())
    update(copy)
    once = copy.read_bytes()
    update(copy)
    assert copy.read_bytes() == once


def test_the_translation_is_written_as_the_tool_writes_it(tmp_path: Path) -> None:
    copy = tmp_path / "django.po"
    copy.write_bytes(ENGLISH.read_bytes())
    update(copy)
    assert copy.read_bytes() == ENGLISH.read_bytes()


def test_updating_keeps_translations_and_drops_what_the_code_no_longer_says(tmp_path: Path) -> None:
    copy = tmp_path / "django.po"
    sentence = next(id for id, context in SENTENCES if isinstance(id, str) and "%" not in id and not context)
    copy.write_text(
        f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        f'msgid "{sentence}"\nmsgstr "kept"\n\nmsgid "Dit zegt niets meer."\nmsgstr "gone"\n'
    )
    missing = update(copy)
    found = {message.id: message.string for message in read(copy)}
    assert found[sentence] == "kept"
    assert "Dit zegt niets meer." not in found
    assert len(missing) == len(SENTENCES) - 1


def test_sentences_are_found_under_every_name_and_in_every_tag(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text(
        "from django.utils.translation import gettext as _, gettext_lazy as lazy, ngettext, pgettext\n"
        '_("Een")\nlazy("Twee " "delen")\nngettext("%(n)d dag", "%(n)d dagen", n)\npgettext("maand", "mei")\n'
    )
    page = tmp_path / "page.html"
    page.write_text(
        '<p>\n  {% translate "Een" %}\n      <b title="{% translate \'Titel\' %}">{{ _("Drie") }}</b>\n'
        "{% blocktranslate trimmed with x=y %}\n  Hallo\n  {{ x }}\n{% endblocktranslate %}\n"
        "   {% blocktranslate count n=n trimmed %}{{ n }} dag{% plural %}{{ n }} dagen{% endblocktranslate %}</p>"
    )
    assert list(sentences_of(code)) == [
        ("Een", None),
        ("Twee delen", None),
        (("%(n)d dag", "%(n)d dagen"), None),
        ("mei", "maand"),
    ]
    assert list(sentences_of(page)) == [
        ("Een", None),
        ("Titel", None),
        ("Drie", None),
        ("Hallo %(x)s", None),
        (("%(n)s dag", "%(n)s dagen"), None),
    ]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        written = {texts(one.id): texts(one.string) for one in read_po(file) if one.id and is_translated(one)}
    with path.with_suffix(".mo").open("rb") as file:
        compiled = {texts(one.id): texts(one.string) for one in read_mo(file) if one.id}
    assert compiled == written, "run: python scripts/messages.py"


def test_compiled_translations_load_and_speak_english() -> None:
    with translation.override("en"):
        assert translation.gettext("Log in") == TRANSLATIONS["Log in", None].string
        plural = next(message for message in TRANSLATIONS.values() if isinstance(message.id, tuple))
        assert translation.ngettext(plural.id[0], plural.id[1], 2) == texts(plural.string)[1]
    with translation.override("nl"):
        assert translation.gettext("Krachtenveld") == "Krachtenveld"


# Text that was never offered for translation

BLOCKS = re.compile(r"{%\s*(comment|blocktrans(?:late)?)\b.*?{%\s*end\1\s*%}", re.DOTALL)
CLASSES = re.compile(r"{%\s*block (?:\w*class\w*|width)\s*%}.*?{%\s*endblock", re.DOTALL)
MARKS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
SPOKEN = {"placeholder", "title", "alt", "aria-label", "aria-description", "aria-roledescription", "summary", "label"}
LETTERS = re.compile(r"[^\W\d_]{2,}")


class BareText(HTMLParser):
    """Collects what a person would read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "code", "kbd"}:
            self.within.append(tag)
        button = tag == "input" and dict(attrs).get("type") in {"submit", "button", "reset"}
        for name, value in attrs:
            if name in SPOKEN or (name == "value" and button):
                self.look_at(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.look_at(data)

    def look_at(self, text: str) -> None:
        if LETTERS.search(SAME_EVERYWHERE.sub("", text)):
            self.found.append(" ".join(text.split()))


def bare_text(source: str) -> list[str]:
    parser = BareText()
    parser.feed(MARKS.sub("", CLASSES.sub("{%", BLOCKS.sub("", source))))
    return parser.found


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_a_template_shows_no_text_that_cannot_be_translated(path: Path) -> None:
    assert path.name in BOTH_LANGUAGES or bare_text(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    ["<p>Hallo</p>", '<input placeholder="Zoek">', '<input type="submit" value="Stuur">', "<a>{{ x }} dagen</a>"],
)
def test_the_check_of_templates_sees_bare_text(source: str) -> None:
    assert bare_text(source)


def test_the_check_of_templates_lets_translated_text_through() -> None:
    assert bare_text('<p title="{% translate "Hallo" %}">{% blocktranslate %}Dag{% endblocktranslate %} · 3</p>') == []


SPEAKING_CALLS = {"ValidationError", "success", "error", "info", "warning", "add_message", "add_error"}
# The shell speaks English; so does an error that the views catch and never show.
TO_THE_SHELL = {"cli.py", "command.py"}
NOT_SHOWN = {"another stage"}
SPEAKING_KEYWORDS = {"label", "verbose_name", "verbose_name_plural", "empty_label", "error_messages"}


def bare_literals(source: str) -> Iterator[str]:
    """Plain text given to what speaks to people: messages, errors, labels."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = getattr(node.func, "value", None)
        speaks = name in SPEAKING_CALLS and getattr(owner, "id", "") not in {"logger", "logging"}
        said = [*node.args] if speaks else []
        said += [keyword.value for keyword in node.keywords if keyword.arg in SPEAKING_KEYWORDS]
        for value in said:
            yield from (
                text.value
                for text in ast.walk(value)
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and is_sentence(text, value)
            )


def is_sentence(text: ast.Constant, within: ast.expr) -> bool:
    """Whether this text stands in `within` without a function around it, and is no name of a field."""
    inside_calls = {id(part) for call in ast.walk(within) if isinstance(call, ast.Call) for part in ast.walk(call)}
    says = str(text.value)
    return id(text) not in inside_calls and bool(LETTERS.search(says) and re.search(r"[A-ZÀ-Ý]|\s", says))


ON_SCREEN = [path for path in sources() if path.suffix == ".py" and path.name not in TO_THE_SHELL]


@pytest.mark.parametrize("path", ON_SCREEN, ids=lambda path: path.name)
def test_python_speaks_only_through_gettext(path: Path) -> None:
    assert set(bare_literals(path.read_text())) <= NOT_SHOWN


@pytest.mark.parametrize(
    "source",
    [
        'messages.success(request, "Gelukt.")',
        'raise ValidationError("Vul dit in.")',
        'CharField(label="Uw naam")',
        'messages.error(request, f"Mislukt: {x}")',
    ],
)
def test_the_check_of_python_sees_bare_text(source: str) -> None:
    assert list(bare_literals(source))


def test_the_check_of_python_lets_translated_text_through() -> None:
    assert list(bare_literals('messages.success(request, _("Gelukt.")); f.add_error("name", _("Vul in."))')) == []
