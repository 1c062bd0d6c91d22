"""How long it takes to bring in a large sheet."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import python_calamine
import xlsxwriter

from benchmarks.measures import Measure
from samenhang.initiatives.models import Initiative

HEADER = ["Naam", "Organisatie", "Functie", "Invloed", "Houding", "Notities"]


def measure_import(folder: Path, initiative: Initiative, rows: int) -> Measure:
    """The command on a workbook of `rows` rows, beside only reading that workbook."""
    path = folder / "register.xlsx"
    write_register(path, rows)
    theirs = median(seconds_of_reading(path) for _ in range(3))
    command: list[str | Path] = [
        Path(sys.executable).with_name("samenhang"),
        "import-stakeholders",
        path,
        "--initiative",
        str(initiative.pk),
    ]
    begun = time.perf_counter()
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "samenhang.site.settings"}
    done = subprocess.run(command, env=settings, check=False, capture_output=True, text=True)
    ours = time.perf_counter() - begun
    name, peer = f"import of {rows:,} rows", "calamine, which reads the same file and keeps nothing"
    if done.returncode:
        return Measure(name, "s", None, peer, theirs, 1, reason=done.stderr.strip().splitlines()[-1])
    return Measure(name, "s", ours, peer, theirs, 1)


def write_register(path: Path, rows: int) -> None:
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = workbook.add_worksheet("Register")
    sheet.write_row(0, 0, HEADER)
    for number in range(1, rows + 1):
        name, organisation = f"Persoon {number} uit wijk {number % 97}", f"Organisatie {number % 900}"
        sheet.write_row(
            number, 0, [name, organisation, "Voorzitter", "groot", "welwillend", "Gesproken in het voorjaar"]
        )
    workbook.close()


def seconds_of_reading(path: Path) -> float:
    begun = time.perf_counter()
    python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return time.perf_counter() - begun
