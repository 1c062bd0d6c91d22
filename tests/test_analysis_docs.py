"""The examples of docs/analysis.md are run and give what stands there, and every key of an answer is explained."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from samenhang.site.analyse import METHODS
from samenhang.site.cli import main
from tests.folders import PACKAGE

PAGE = PACKAGE.parent.parent / "docs" / "analysis.md"
BLOCK = re.compile(r"^```(csv|json|console)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """Arguments after `samenhang`, and what the command shows."""

    arguments: list[str]
    shown: str

    @property
    def method(self) -> str:
        return self.arguments[1]


def files() -> Iterator[tuple[str, str]]:
    for kind, name, text in BLOCK.findall(PAGE.read_text()):
        if kind != "console":
            yield name, text


def examples() -> list[Example]:
    blocks = [text.split("\n", 1) for kind, _name, text in BLOCK.findall(PAGE.read_text()) if kind == "console"]
    return [Example(shlex.split(command.removeprefix("$ samenhang ")), shown) for command, shown in blocks]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With the files of the page in it; commands run there."""
    for name, text in files():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(arguments: list[str]) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.stderr
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("example", examples(), ids=lambda example: " ".join(example.arguments[1:3]))
def test_the_command_shows_what_the_page_says(example: Example) -> None:
    assert said(example.arguments) == example.shown.strip()


def test_each_method_has_an_example() -> None:
    assert {example.method for example in examples()} == set(METHODS)


# Lists of tables with a key for each actor.
BY_ACTOR = {"convergence", "divergence", "ambivalence"}


def keys_in(answer: dict[str, Any]) -> set[str]:
    """Names of fields at the top, and of what is in lists."""
    found = set(answer)
    for name, part in answer.items():
        if isinstance(part, list) and name not in BY_ACTOR:
            found |= {key for one in part if isinstance(one, dict) for key in one}
    return found


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("example", examples(), ids=lambda example: " ".join(example.arguments[1:3]))
def test_every_key_of_the_answer_is_explained(example: Example) -> None:
    chapter = chapter_of(example.method)
    answer = json.loads(said([*example.arguments, *([] if "--json" in example.arguments else ["--json"])]))
    assert [key for key in sorted(keys_in(answer)) if f"`{key}`" not in chapter] == []


def chapter_of(method: str) -> str:
    heading = "Voting power" if method == "power" else method.capitalize()
    return re.split(r"^## ", PAGE.read_text().split(f"\n## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
