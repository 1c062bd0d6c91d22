"""A file to keep: never shown in the page, never kept by a cache on the way."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from samenhang.initiatives.models import Initiative

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"


def download(content: bytes, content_type: str, filename: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=filename) or "attachment",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def filename_of(initiative: Initiative, extension: str, *what: str) -> str:
    """The initiative, what is in the file, and today."""
    parts = [slugify(initiative.name) or "samenhang", *(slugify(word) for word in what)]
    return f"{'-'.join(parts)}-{timezone.localdate():%Y-%m-%d}.{extension}"
