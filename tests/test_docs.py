"""What the documentation names exists, and what must be documented is."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.db import models
from django.utils import translation

from samenhang.actions import models as actions
from samenhang.initiatives.access import Role
from samenhang.interventions import models as interventions
from samenhang.site.cli import main
from samenhang.stakeholders import models as stakeholders
from samenhang.stakeholders.columns import COLUMNS
from samenhang.workshops import columns as steps
from samenhang.workshops import models as workshops
from tests.folders import PACKAGE
from tests.world import encrypted_fields

ROOT = PACKAGE.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HOSTING = ROOT / "docs" / "self-hosting.md"
READ = re.compile(r"\benv\.\w+\(\s*\"([A-Z_]+)\"")
DOCUMENTED = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MAX_PICTURE = 150_000


def variables_read() -> set[str]:
    of_settings = READ.findall((PACKAGE / "site" / "settings.py").read_text())
    of_commands = [
        parameter.envvar
        for command in main.commands.values()
        for parameter in command.params
        if isinstance(parameter.envvar, str)
    ]
    return {*of_settings, *of_commands}


def test_the_search_for_settings_finds_them() -> None:
    assert {"SAMENHANG_URL", "SAMENHANG_KEYS", "DATABASE_URL", "PORT"} <= variables_read()


def test_every_setting_is_explained_and_every_explained_setting_exists() -> None:
    assert set(DOCUMENTED.findall(HOSTING.read_text())) == variables_read()


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_explained(command: str) -> None:
    assert f"| `samenhang {command}" in HOSTING.read_text()


def in_dutch(choices: type[models.Choices]) -> Iterator[str]:
    with translation.override("nl"):
        yield from (str(label) for label in choices.labels)


def choices_in(*modules: ModuleType) -> list[type[models.Choices]]:
    """Those of a module, and those that stand in its models."""
    found = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    found += [inner for one in found for inner in vars(one).values() if isinstance(inner, type)]
    return [one for one in found if issubclass(one, models.Choices)]


def test_the_search_for_choices_finds_those_in_models() -> None:
    assert {steps.Column, workshops.Answer.Verdict} <= {*choices_in(steps, workshops)}


def test_the_glossary_has_every_column_and_every_choice() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text().casefold()
    kinds: list[type[models.Choices]] = [Role, *choices_in(stakeholders, actions, interventions, steps, workshops)]
    words = [str(column.label) for column in COLUMNS] + [word for kind in kinds for word in in_dutch(kind)]
    assert [word for word in words if word.casefold() not in glossary] == []


def test_the_register_of_personal_data_has_every_confidential_field() -> None:
    register = (ROOT / "docs" / "privacy.md").read_text()
    fields = [f"`{model.__name__}.{field.name}`" for model, field in encrypted_fields()]
    assert [name for name in fields if name not in register] == []


def anchors(page: Path) -> set[str]:
    """What a heading can be linked to as, by the rules of GitHub and Forgejo."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in HEADING.findall(page.read_text())
    }


def dead_links(page: Path) -> Iterator[str]:
    for link in LINK.findall(page.read_text()):
        if link.startswith(("https:", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("document", PAGES, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(document: Path) -> None:
    assert list(dead_links(document)) == []


def test_pictures_are_small_and_all_in_use() -> None:
    pictures = list((ROOT / "docs" / "pictures").glob("*"))
    shown = "".join(page.read_text() for page in PAGES)
    assert [
        one.name for one in pictures if one.stat().st_size > MAX_PICTURE or f"pictures/{one.name}" not in shown
    ] == []
