"""XLSX and ODS are zip archives: look inside before any parser does."""

import copy
import io
import zipfile
import zlib

from samenhang.documents.spreadsheets.model import SpreadsheetError

MAX_UNPACKED = 400_000_000
MAX_RATIO = 200
BIG_MEMBER = 10_000_000
"""Only members that unpack to more are judged by their ratio: empty rows compress well, and honestly."""
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""All that both formats use; zipfile unpacks the others without an upper bound."""
CHUNK = 1 << 20


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, when all of it really unpacks within bounds.

    Each member is unpacked once and thrown away, whatever size it declares: a declaration may lie.
    Raises SpreadsheetError "bomb", "encrypted" or "unreadable".
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _refuse_declared_bomb(archive)
        _refuse_real_bomb(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        if isinstance(error, SpreadsheetError):
            raise
        raise SpreadsheetError("unreadable") from error
    return archive


def _refuse_declared_bomb(archive: zipfile.ZipFile) -> None:
    if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
        raise SpreadsheetError("bomb")
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise SpreadsheetError("encrypted")
    if any(member.compress_type not in COMPRESSIONS for member in archive.infolist()):
        raise SpreadsheetError("unreadable")


def _refuse_real_bomb(archive: zipfile.ZipFile) -> None:
    total = 0
    for declared in archive.infolist():
        size = 0
        with archive.open(_limitless(declared)) as content:
            while chunk := content.read(CHUNK):
                size += len(chunk)
                if total + size > MAX_UNPACKED or (size > BIG_MEMBER and size > MAX_RATIO * declared.compress_size):
                    raise SpreadsheetError("bomb")
        total += size


def _limitless(declared: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The member as if it declared any size, or else zipfile stops reading at the size that it declares."""
    member = copy.copy(declared)
    member.file_size = 1 << 62
    return member
