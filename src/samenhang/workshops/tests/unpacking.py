"""All that can be read in a file, for tests that search it: pages, properties, notes, every part of an archive."""

import io
import re
import zipfile

from pypdf import PdfReader


def text_of(content: bytes) -> str:
    """Everything in a PDF, an office file or a text, in small letters and without spaces: no line end hides a word."""
    if content.startswith(b"%PDF"):
        return squeeze(text_of_pdf(content))
    if content.startswith(b"PK"):
        return squeeze(text_of_archive(content))
    return squeeze(content.decode())


def text_of_pdf(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    pages = [page.extract_text() for page in reader.pages]
    return "\n".join([*pages, str(reader.metadata), str(reader.xmp_metadata and reader.xmp_metadata.stream.get_data())])


def text_of_archive(content: bytes) -> str:
    """Names and contents of the parts, tags left out so that a word in pieces is found, and once more as they are."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name).decode("utf-8", "replace")) for name in archive.namelist()]
    return "\n".join(f"{name}\n{re.sub(r'<[^>]*>', '', part)}\n{part}" for name, part in parts)


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]", "", text).casefold()
