"""A process of its own for the parsers of binary files: `python -m samenhang.documents.spreadsheets.worker MAX_ROWS`.

Reads a file from stdin and writes lines of JSON to stdout: for each sheet its name and then its rows, each a list;
or else one object, {"reason": …, "details": …}.
It may run out of memory or time, or crash in native code; the application goes on.
"""

import json
import sys
import zipfile
from collections.abc import Iterable
from xml.etree.ElementTree import ParseError

from samenhang.documents.spreadsheets.archive import open_archive
from samenhang.documents.spreadsheets.excel import read_excel
from samenhang.documents.spreadsheets.model import Sheet, SpreadsheetError
from samenhang.documents.spreadsheets.opendocument import read_opendocument

MEMORY = 1 << 30
"""Bytes of address space; Windows has no such limit."""
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read_binary(data: bytes, max_rows: int) -> list[Sheet]:
    """The sheets of an XLSX, XLS or ODS file; raises SpreadsheetError."""
    if data.startswith(OLE):
        if ENCRYPTED_PACKAGE in data:
            raise SpreadsheetError("encrypted")
        return read_excel(data, max_rows)
    with open_archive(data) as archive:
        if "content.xml" in archive.namelist():
            return _read_opendocument(archive, max_rows)
    return read_excel(data, max_rows)


def _read_opendocument(archive: zipfile.ZipFile, max_rows: int) -> list[Sheet]:
    try:
        return read_opendocument(archive, max_rows)
    except (ParseError, RecursionError, UnicodeError, ValueError) as error:
        if isinstance(error, SpreadsheetError):
            raise
        raise SpreadsheetError("unreadable") from error


def main() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: Iterable[object]
    try:
        sheets = read_binary(sys.stdin.buffer.read(), int(sys.argv[1]))
        answer = (line for sheet in sheets for line in (sheet.name, *sheet.rows))
    except SpreadsheetError as error:
        answer = [{"reason": error.reason, "details": error.details}]
    except MemoryError:
        answer = [{"reason": "bomb", "details": {}}]
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how native code written in Rust stumbles over damaged files
            raise
        answer = [{"reason": "unreadable", "details": {}}]
    for line in answer:
        sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


if __name__ == "__main__":
    main()
