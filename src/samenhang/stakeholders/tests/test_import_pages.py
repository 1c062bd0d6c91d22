"""An import as its maker sees it, page by page, without JavaScript."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samenhang.accounts.models import Person
from samenhang.documents.spreadsheets import SpreadsheetError, read_workbook
from samenhang.documents.spreadsheets.model import REASONS
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.importing import steps
from samenhang.stakeholders.importing.models import ImportBlock, ImportRun
from samenhang.stakeholders.importing.reading import sentence
from samenhang.stakeholders.models import Kind, Stakeholder
from samenhang.stakeholders.tests.sheets import (
    REGISTER,
    address,
    as_suggested,
    bring_in,
    receive,
    to_preview,
    upload,
    workbook,
)


@pytest.fixture
def client(client_of: Any, leader: Person) -> Any:
    return client_of(leader)


def start_of(initiative: Initiative) -> str:
    return reverse("stakeholders:import", args=[initiative.pk])


def names(initiative: Initiative) -> list[str]:
    return [one.name for one in Stakeholder.objects.filter(initiative=initiative).present()]


def test_a_register_with_first_and_last_names_comes_in_whole(client: Any, initiative: Initiative) -> None:
    run = bring_in(client, initiative, REGISTER)
    assert (run.made, run.refused_count) == (3, 0)
    first = Stakeholder.objects.filter(initiative=initiative)[0]
    assert (first.name, first.kind, first.organisation) == ("Ama De Wit", Kind.PERSON, "Digitaal Bureau")
    assert first.notes == "E-mail: ama@example.org\nWebsite: https://example.org/bureau\nMijnKolom: E"
    assert names(initiative)[1:] == ["Bo Jansen", "Cem Yıldız"]


def test_cells_pasted_from_excel_come_in_as_a_file_does(client: Any, initiative: Initiative) -> None:
    pasted = 'Naam\tBelangen\nSportclub\t"Nieuwe leden\nVelden"\n'
    answer = client.post(start_of(initiative), {"text": pasted}, follow=True)
    run = ImportRun.objects.get()
    assert "Geplakte cellen" in answer.content.decode()
    to_preview(client, run)
    client.post(address("import_preview", run), {"begin": "1"})
    sportclub = Stakeholder.objects.get()
    assert sportclub.name == "Sportclub"
    assert [interest.text for interest in sportclub.interests.all()] == ["Nieuwe leden", "Velden"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "In dit bestand staat niets"),
        (b"PK\x03\x04 no archive", "Dit bestand is niet te lezen"),
        (b"<html><body>no sheet</body></html>", "Dit bestand is niet te lezen"),
        (b"a;b\n" * 50_001, "meer dan 50000 rijen"),
        (";".join("abc" for _ in range(501)).encode() + b"\n", "meer dan 500 kolommen"),
    ],
)
def test_an_unusable_file_gets_a_sentence_and_leaves_nothing_behind(
    client: Any, initiative: Initiative, content: bytes, sentence: str
) -> None:
    answer = client.post(start_of(initiative), {"file": upload(content)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_everything_that_can_be_wrong_with_a_file_has_a_sentence_of_its_own() -> None:
    sentences = {sentence(SpreadsheetError(reason, limit=50_000_000, sheet="Blad1")) for reason in REASONS}
    assert len(sentences) == len(REASONS)


def test_a_file_of_fifty_megabytes_is_refused_with_a_sentence_and_what_was_typed_stays(
    client: Any, initiative: Initiative
) -> None:
    answer = client.post(start_of(initiative), {"file": upload(b"a" * 50_000_000), "text": "Naam\nBewaard"})
    assert answer.status_code == 422
    assert "Dit bestand is te groot. Het mag 20 MB zijn." in answer.content.decode()
    assert "Bewaard" in answer.content.decode()


def test_without_a_file_or_text_the_page_says_what_to_do(client: Any, initiative: Initiative) -> None:
    answer = client.post(start_of(initiative), {"text": "  "})
    assert answer.status_code == 422
    assert "Kies een bestand, of plak cellen uit Excel." in answer.content.decode()


def test_of_several_sheets_the_one_with_known_columns_is_chosen_beforehand(client: Any, initiative: Initiative) -> None:
    book = workbook(
        ("Leeswijzer", [[f"regel {number}"] for number in range(30)]),
        ("Spelers", [["Naam", "Invloed"], ["Wethouder", "groot"], ["School", "klein"]]),
    )
    run = receive(client, initiative, book, "boek.xlsx")
    page = client.get(address("import_sheet", run))
    assert "Spelers: 3 rijen" in page.content.decode()
    assert page.context["form"]["sheet"].value() == 1
    client.post(address("import_sheet", run), {"sheet": 1})
    to_preview(client, run)
    assert run.total == 2


def test_a_sheet_without_names_is_refused_with_what_to_do(client: Any, initiative: Initiative) -> None:
    run = receive(client, initiative, "Kleur;Maat\nrood;9\n")
    answer = client.post(address("import_mapping", run), as_suggested(client, run))
    assert answer.status_code == 422
    assert "Zonder naam kunnen wij niets inlezen." in answer.content.decode()
    assert not ImportBlock.objects.exists()


def test_the_person_corrects_the_suggestion(client: Any, initiative: Initiative) -> None:
    run = bring_in(
        client,
        initiative,
        REGISTER,
        **{"column-0": "skip", "column-1": "job_title", "column-2": "name", "kind": "group"},
    )
    first = Stakeholder.objects.filter(initiative=initiative)[0]
    assert (first.name, first.job_title, first.kind) == ("Digitaal Bureau", "De Wit", "group")
    assert run.made == 3


def test_another_row_of_column_names_can_be_chosen(client: Any, initiative: Initiative) -> None:
    run = receive(client, initiative, "Overzicht\n\nNaam;Invloed\nSchool;groot\nSportclub;klein\n")
    assert client.get(address("import_mapping", run)).context["form"].names == ["Naam", "Invloed"]
    page = client.get(address("import_mapping", run), {"header": 0})
    assert page.context["form"].names == ["Kolom A", "Kolom B"]
    answer = client.get(address("import_mapping", run), {"header": 9})
    assert answer.context["header_form"].errors
    assert answer.context["form"].names == ["Naam", "Invloed"]


def test_going_back_to_the_columns_keeps_what_was_chosen(client: Any, initiative: Initiative) -> None:
    run = receive(client, initiative, REGISTER)
    to_preview(client, run, **{"column-4": "source"})
    assert as_suggested(client, run)["column-4"] == "source"


def test_bad_rows_are_named_by_number_and_reason_and_the_rest_comes_in(client: Any, initiative: Initiative) -> None:
    sheet = "Overzicht\nNaam;Invloed\nSchool;groot\n;klein\n" + "x" * 10_000 + ";klein\nSportclub;enorm\n"
    run = receive(client, initiative, sheet)
    page = to_preview(client, run).content.decode()
    assert "2 rijen kunnen niet mee" in page
    assert "Rij 4: Deze rij heeft geen naam." in page
    assert "Rij 5: Deze tekst is te lang: 10000 tekens." in page
    assert "“enorm” past niet in “Invloed”. Het staat nu in de notities." in page
    client.post(address("import_preview", run), {"begin": "1"})
    assert names(initiative) == ["School", "Sportclub"]
    assert Stakeholder.objects.all()[1].notes == "Invloed: enorm"


def test_the_refused_rows_can_be_saved_with_number_and_reason(client: Any, initiative: Initiative) -> None:
    run = bring_in(client, initiative, "Naam;Invloed\nSchool;groot\n;=klein\n")
    answer = client.get(address("import_refused", run))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Rij", "Reden", "Naam", "Invloed"], ["3", "Deze rij heeft geen naam.", "", "'=klein"]]


def test_dates_numbers_booleans_and_formulas_are_read_as_their_owner_sees_them(
    client: Any, initiative: Initiative
) -> None:
    book = workbook(
        (
            "Blad1",
            [["Naam", "4D", "Onmisbaar", "Datum", "Aantal"], ["School", 3.0, True, date(2026, 11, 12), "=3+4"]],
        )
    )
    bring_in(client, initiative, book, "boek.xlsx")
    school = Stakeholder.objects.get()
    assert (school.dimension, school.essential, school.stated_on) == (3, True, date(2026, 11, 12))
    assert school.notes == "Aantal: 7"


def test_nothing_of_the_file_stays_when_the_import_is_done(client: Any, initiative: Initiative) -> None:
    run = bring_in(client, initiative, REGISTER)
    assert run.is_finished
    assert (run.sheets, run.targets, run.doubles, run.remarks, run.refused) == (None,) * 5
    assert not ImportBlock.objects.exists()


def test_an_import_that_is_stopped_early_leaves_nothing(client: Any, initiative: Initiative) -> None:
    run = receive(client, initiative, REGISTER)
    to_preview(client, run)
    client.post(address("import_abandon", run))
    assert not ImportRun.objects.exists()
    assert not ImportBlock.objects.exists()
    assert not names(initiative)


def test_an_unfinished_import_is_offered_again(client: Any, initiative: Initiative) -> None:
    run = receive(client, initiative, REGISTER)
    page = client.get(start_of(initiative)).content.decode()
    assert "Niet afgemaakt" in page
    assert client.get(address("import_run", run), follow=True).redirect_chain[-1][0] == address("import_mapping", run)


def test_the_empty_sheet_can_be_filled_in_and_read(client: Any, initiative: Initiative) -> None:
    answer = client.get(reverse("stakeholders:import_example", args=[initiative.pk]))
    book = read_workbook(answer.content, "leeg.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["Krachtenveld", "Uitleg"]
    assert book.sheets[0].rows[0][0] == "Partner"


@pytest.mark.parametrize("place", ["import_mapping", "import_preview", "import_start"])
def test_a_page_needs_few_queries_however_long_the_file(client: Any, initiative: Initiative, place: str) -> None:
    counts = []
    for size in (10, 1200):
        sheet = "Naam;Invloed\n" + "".join(f"Partij {number % 700};groot\n" for number in range(size))
        run = receive(client, initiative, sheet)
        to_preview(client, run)
        where = start_of(initiative) if place == "import_start" else address(place, run)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(where).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("header", [999_999, 10**30, -1])
def test_column_names_on_a_row_that_is_not_there_are_refused(client: Any, initiative: Initiative, header: int) -> None:
    run = receive(client, initiative, REGISTER)
    answer = client.post(address("import_mapping", run), as_suggested(client, run, header=str(header)))
    assert answer.status_code == 422
    assert answer.context["header_form"].errors


def test_column_names_may_stand_far_down(client: Any, initiative: Initiative) -> None:
    run = receive(client, initiative, "Naam;Invloed\n" + "School;groot\n" * 33_000)
    typed = as_suggested(client, run, header="32900")
    assert client.post(address("import_mapping", run), typed).status_code == 302
    run.refresh_from_db()
    assert (run.stage, run.header, run.total) == ("preview", 32_900, 101)


@pytest.mark.parametrize(
    ("page", "step"), [("import_sheet", "choose_sheet"), ("import_mapping", "read"), ("import_preview", "decide")]
)
@pytest.mark.parametrize("other_tab", ["begins", "abandons"])
def test_a_tab_that_is_behind_goes_to_where_the_import_is_now(
    client: Any, initiative: Initiative, monkeypatch: pytest.MonkeyPatch, page: str, step: str, other_tab: str
) -> None:
    run = receive(client, initiative, REGISTER)
    to_preview(client, run)
    typed = as_suggested(client, run) | {"sheet": "0", "begin": "1"}
    this_tab = getattr(steps, step)

    def meanwhile(*args: Any) -> None:
        if other_tab == "begins":
            steps.begin(ImportRun.objects.get(pk=run.pk))
        else:
            run.abandon()
        this_tab(*args)

    monkeypatch.setattr(steps, step, meanwhile)
    answer = client.post(address(page, run), typed)
    if other_tab == "abandons":
        assert answer.status_code == 404
    else:
        assert answer.headers["Location"] == address("import_run", run)
        assert ImportRun.objects.get(pk=run.pk).is_running
