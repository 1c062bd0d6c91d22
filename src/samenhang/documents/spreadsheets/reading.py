"""The one door: bytes of an unknown file in, a Workbook out."""

import json
import os
import subprocess
import sys

from samenhang.documents.spreadsheets.delimited import read_delimited
from samenhang.documents.spreadsheets.grid import rectangular
from samenhang.documents.spreadsheets.model import MAX_BYTES, MAX_ROWS, Sheet, SpreadsheetError, Workbook

SECONDS = 30
BINARY_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1"))
ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What the worker gets to see of ours: no database address, no keys."""


def read_workbook(data: bytes, filename: str, *, max_bytes: int = MAX_BYTES, max_rows: int = MAX_ROWS) -> Workbook:
    """Read XLSX, XLS, ODS, CSV, TSV or text; what the content is decides, not what `filename` says.

    `filename` names the sheet of a file that has no sheet names. All cells come as text: see `grid.as_text`.
    Raises SpreadsheetError; its reasons are listed in `model.Reason`.
    """
    if len(data) > max_bytes:
        raise SpreadsheetError("too_large", limit=max_bytes)
    if not data.strip():
        raise SpreadsheetError("empty")
    if data.startswith(BINARY_SIGNATURES):
        sheets = _read_in_worker(data, max_rows)
    else:
        name = os.path.splitext(os.path.basename(filename))[0]
        sheets = read_delimited(data, name, max_rows)
    if not sheets:
        raise SpreadsheetError("empty")
    return Workbook(tuple(rectangular(sheet) for sheet in sheets))


def _read_in_worker(data: bytes, max_rows: int) -> list[Sheet]:
    """Parse in a process of its own: a hostile file can make a parser in native code end its process."""
    try:
        worker = subprocess.run(  # noqa: S603 (our own module, no shell)
            [sys.executable, "-P", "-m", "samenhang.documents.spreadsheets.worker", str(max_rows)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SpreadsheetError("bomb") from error
    if worker.returncode == 1:
        raise RuntimeError(_places(worker.stderr))
    if worker.returncode != 0:
        raise SpreadsheetError("bomb")
    answer = json.loads(worker.stdout)
    if "reason" in answer:
        raise SpreadsheetError(answer["reason"], **answer["details"])
    return [Sheet(name, rows) for name, rows in answer["sheets"]]


def _places(traceback: bytes) -> str:
    """Where our own code failed, without the message, which may quote a confidential cell."""
    lines = traceback.decode(errors="replace").splitlines()
    return "spreadsheet worker failed" + "".join(f"\n{line}" for line in lines if line.startswith("  File "))
