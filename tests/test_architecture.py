"""What no compiler checks: who may point at whom, and what no template may hold."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.folders import HEIGHT, LINES, PACKAGE, may_know, template_name, templates

# Shared by every page: the one upward line a template may draw.
FRAME = {"base.html", "phone.html", "field.html", "sprite.html"}
# What belongs to the installation or a person, and not to one initiative.
NOT_OF_AN_INITIATIVE = ("accounts.", "samenhang_site.")
OF_ITSELF = {
    "initiatives.Initiative",
    "initiatives.HistoricalInitiative",
    "actions.ReminderChoice",
    "actions.Digest",
    "actions.CalendarFeed",
}


def folder_of(model: type[models.Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "samenhang" else None


def our_models(**options: Any) -> list[type[models.Model]]:
    return [model for model in apps.get_models(**options) if folder_of(model)]


def forward_relations(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        if isinstance(field.related_model, type):
            yield field.name, field.related_model


def test_every_folder_has_its_place_in_the_order() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders <= HEIGHT.keys(), f"put these in LINES: {folders - HEIGHT.keys()}"
    assert len(HEIGHT) == sum(len(line) for line in LINES)


def test_every_foreign_key_points_to_the_same_or_a_lower_folder() -> None:
    upward = [
        f"{model._meta.label}.{name} → {target._meta.label}"
        for model in our_models(include_auto_created=True)
        for name, target in forward_relations(model)
        if (there := folder_of(target)) and not may_know(str(folder_of(model)), there)
    ]
    assert upward == []


def test_models_of_history_are_looked_at_too() -> None:
    assert "initiatives.HistoricalMembership" in {model._meta.label for model in our_models()}


def test_every_row_carries_its_initiative_directly_or_by_one_hop() -> None:
    def carries(model: type[models.Model], hops: int) -> bool:
        targets = [target for _name, target in forward_relations(model)]
        return any(target._meta.label == "initiatives.Initiative" for target in targets) or (
            hops > 0 and any(carries(target, hops - 1) for target in targets if folder_of(target))
        )

    lost = [
        model._meta.label
        for model in our_models()
        if model._meta.label not in OF_ITSELF
        and not model._meta.label.startswith(NOT_OF_AN_INITIATIVE)
        and not carries(model, 1)
    ]
    assert lost == []


def test_migrations_have_names_that_tell_what_they_do() -> None:
    automatic = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.glob("*/migrations/[0-9]*.py")
        if re.fullmatch(r"\d{4}_(auto_.*|\d.*|.*_and_more)", path.stem)
    ]
    assert automatic == []


def test_no_migration_is_missing(db: None) -> None:
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("samenhang.")}
    call_command("makemigrations", *labels, check=True, dry_run=True, verbosity=1)


# Templates

REACH = re.compile(r"{%-?\s*(?:include|extends)\s+(\S+)")
MARKS = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment.*?{%\s*endcomment\s*%}", re.DOTALL)
VALUE = re.compile(r"{{.*?}}", re.DOTALL)
# Attributes that make a browser fetch something by itself.
LOADS = {"src", "srcset", "poster", "data", "background", "action", "formaction", "xlink:href"}
LOADS_BY_HREF = {"link", "use", "image", "base", "script", "feimage"}


class Markup(HTMLParser):
    """Collects what a page of ours must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "style" or "style" in found:
            self.faults.append(f"inline style in <{tag}>")
        if tag == "script" and "src" not in found and found.get("type") != "application/json":
            self.faults.append("inline script")
        for name, value in attrs:
            self.check_attribute(tag, name, (value or "").strip().casefold())

    def check_attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith(("on", "hx-on")) or value.startswith(("javascript:", "js:")):
            self.faults.append(f"inline script in {name} of <{tag}>")
        loads = name in LOADS or (name == "href" and tag in LOADS_BY_HREF)
        if loads and re.match(r"([a-z][a-z+.-]*:)?//", value):
            self.faults.append(f"<{tag} {name}> loads {value}")


def faults(source: str) -> list[str]:
    markup = Markup()
    markup.feed(VALUE.sub("0", MARKS.sub(" ", COMMENT.sub(" ", source))))
    return markup.faults


# Drawings for a PDF carry their own style: no browser shows them.
ON_SCREEN = [path for path in templates() if not (path.suffix == ".svg" and path.name.startswith("paper"))]


@pytest.mark.parametrize("path", ON_SCREEN, ids=template_name)
def test_a_template_holds_no_inline_style_or_script_and_loads_nothing_from_another_host(path: Path) -> None:
    assert faults(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<a onclick="go()">',
        '<button hx-on:click="go()">',
        '<a href="javascript:go()">',
        '<script src="https://elsewhere.example/x.js"></script>',
        '<img src="//elsewhere.example/x.png">',
        '<link rel="stylesheet" href="https://elsewhere.example/x.css">',
        '<form action="https://elsewhere.example/">',
    ],
)
def test_the_check_of_templates_sees_each_fault(source: str) -> None:
    assert faults(source)


def test_the_check_of_templates_lets_through_what_is_allowed() -> None:
    assert faults('<a href="https://example.org">x</a><script type="application/json">{}</script>') == []


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_a_template_reaches_only_into_its_own_or_a_lower_folder(path: Path) -> None:
    owner = {template_name(one): folder for one, folder in templates().items()}
    for reached in REACH.findall(COMMENT.sub("", path.read_text())):
        assert reached[0] in "\"'", f"{reached}: name the template, so that this can be checked"
        name = reached.strip("\"'").split("#")[0]
        if name.startswith("./"):
            name = str(Path(template_name(path)).parent / name)
        if name and name not in FRAME and name in owner:
            assert may_know(templates()[path], owner[name]), f"{reached} stands higher"


def test_every_template_of_a_context_lies_in_a_folder_of_its_own_name() -> None:
    """Else two contexts could shadow each other. The sign-in pages of allauth have names of their own."""
    astray = [
        template_name(path)
        for path, folder in templates().items()
        if folder not in {"site", "accounts"} and not template_name(path).startswith(f"{folder}/")
    ]
    assert astray == []
