"""The folders of the product, and which of them may know which."""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src" / "samenhang"

# From the ground up, as in docs/architecture.md. Folders on one line do not know each other.
LINES = (
    ("live", "documents", "privacy", "analysis"),
    ("accounts",),
    ("initiatives",),
    ("stakeholders",),
    ("actions",),
    ("relationships", "interests"),
    ("interventions", "power", "negotiation"),
    ("workshops",),
    ("agreements", "leadership"),
    ("site",),
)
HEIGHT = {folder: height for height, line in enumerate(LINES) for folder in line}


def may_know(folder: str, other: str) -> bool:
    return folder == other or HEIGHT[other] < HEIGHT[folder]


@cache
def templates() -> dict[Path, str]:
    """Every template of ours with the folder it belongs to."""
    return {
        path: path.relative_to(PACKAGE).parts[0]
        for path in sorted(PACKAGE.glob("*/templates/**/*"))
        if path.is_file() and path.suffix in {".html", ".svg", ".txt"}
    }


def template_name(path: Path) -> str:
    """The name by which Django finds it."""
    return str(Path(*path.relative_to(PACKAGE).parts[2:]))
