"""The one door: bytes of an unknown file in, a Workbook out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from threading import Timer
from typing import IO

from samenhang.documents.spreadsheets.delimited import read_delimited
from samenhang.documents.spreadsheets.grid import rectangular
from samenhang.documents.spreadsheets.model import MAX_BYTES, MAX_ROWS, Sheet, SpreadsheetError, Workbook

SECONDS = 30
MAX_ANSWER = 100_000_000
"""Bytes taken from the worker, which is not to be trusted with our memory."""
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
    with subprocess.Popen(  # noqa: S603 (our own module, no shell)
        [sys.executable, "-P", "-m", "samenhang.documents.spreadsheets.worker", str(max_rows)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
    ) as worker:
        assert worker.stdin and worker.stdout and worker.stderr  # noqa: PT018, S101 (for the type checker)
        alarm = Timer(SECONDS, worker.kill)
        alarm.start()
        try:
            with suppress(BrokenPipeError), worker.stdin as stdin:
                stdin.write(data)
            sheets = _sheets(_lines(worker.stdout))
            traceback = worker.stderr.read()
            code = worker.wait()
        finally:
            alarm.cancel()
            worker.kill()
    if code == 1:
        raise RuntimeError(_places(traceback))
    if code != 0:
        raise SpreadsheetError("bomb")
    return sheets


def _lines(answer: IO[bytes]) -> Iterator[bytes]:
    left = MAX_ANSWER
    while line := answer.readline(left + 1):
        left -= len(line)
        if left < 0:
            raise SpreadsheetError("bomb")
        if line.endswith(b"\n"):  # or else the worker died halfway
            yield line


def _sheets(lines: Iterable[bytes]) -> list[Sheet]:
    """What `worker` wrote. Equal texts become one text again: a file may say "repeat this cell 20 million times"."""
    sheets: list[Sheet] = []
    shared: dict[str, str] = {}
    for line in lines:
        match json.loads(line):
            case str(name):
                sheets.append(Sheet(name, []))
            case list(row):
                sheets[-1].rows.append([shared.setdefault(cell, cell) for cell in row])
            case refusal:
                raise SpreadsheetError(refusal["reason"], **refusal["details"])
    return sheets


def _places(traceback: bytes) -> str:
    """Where our own code failed, without the message, which may quote a confidential cell."""
    lines = traceback.decode(errors="replace").splitlines()
    return "spreadsheet worker failed" + "".join(f"\n{line}" for line in lines if line.startswith("  File "))
