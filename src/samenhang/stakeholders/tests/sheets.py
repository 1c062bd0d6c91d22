"""Sheets as people send them, and the way through the pages of an import."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.importing.models import ImportRun

# Retyped in the shape of a real register: first and last name, an unknown column, and an empty one at the end.
REGISTER = """Voornaam;Naam;Affiliatie;E-mail;Website;MijnKolom;
Ama ;De Wit;Digitaal Bureau;ama@example.org;https://example.org/bureau;E;
Bo;Jansen;Universiteit aan Zee;;;C;
Cem;Yıldız;Stad Hoogwater;;;C;
"""


def upload(text: str | bytes, name: str = "lijst.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """An XLSX file with these sheets; a cell that begins with "=" is a formula with cached value 7."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(number, column, cell, None, 7)
                    elif cell is not None:
                        sheet.write(number, column, cell)
    return output.getvalue()


def address(page: str, run: ImportRun) -> str:
    return reverse(f"stakeholders:{page}", args=[run.initiative_id, run.pk])


def receive(client: Client, initiative: Initiative, text: str | bytes, name: str = "lijst.csv") -> ImportRun:
    """Upload, and the import that came of it."""
    answer = client.post(reverse("stakeholders:import", args=[initiative.pk]), {"file": upload(text, name)})
    assert answer.status_code == 302, answer.content.decode()
    run = ImportRun.objects.first()
    assert run
    return run


def as_suggested(client: Client, run: ImportRun, **changed: str) -> dict[str, str]:
    """What the page of the columns would post, with some selects changed."""
    form = client.get(address("import_mapping", run)).context["form"]
    return {name: str(form[name].value()) for name in form.fields} | changed


def to_preview(client: Client, run: ImportRun, **changed: str) -> Any:
    answer = client.post(address("import_mapping", run), as_suggested(client, run, **changed), follow=True)
    run.refresh_from_db()
    return answer


def bring_in(
    client: Client, initiative: Initiative, text: str | bytes, name: str = "lijst.csv", **changed: str
) -> ImportRun:
    """The whole way, as suggested."""
    run = receive(client, initiative, text, name)
    to_preview(client, run, **changed)
    client.post(address("import_preview", run), {"begin": "1"})
    run.refresh_from_db()
    return run
