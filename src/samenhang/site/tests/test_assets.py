"""The files browsers fetch."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
NEXT = {
    ".css": re.compile(r"""url\("?([^"):]+)"?\)"""),
    ".js": re.compile(r"""^(?:import|export)\b[^;"]*"(\.[^"]+)";""", re.MULTILINE),
}


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "samenhang.site.assets.Assets"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_what_a_style_sheet_or_module_fetches_is_named_by_its_content(collected: Path) -> None:
    manifest = json.loads((collected / "staticfiles.json").read_text())["paths"]
    own = [path for path in manifest.values() if Path(path).parts[0] in {"css", "js"}]

    fetched = {path: NEXT[Path(path).suffix].findall((collected / path).read_text()) for path in own}

    assert {
        path: plain for path, names in fetched.items() if (plain := [n for n in names if not HASHED.search(n)])
    } == {}
    assert any("fonts/" in name for names in fetched.values() for name in names)
    assert any(name.startswith("./frame.") for names in fetched.values() for name in names)


def test_text_is_there_in_compressed_form(collected: Path) -> None:
    for path in collected.glob("css/samenhang.*.css"):
        assert path.with_name(path.name + ".gz").stat().st_size < path.stat().st_size
