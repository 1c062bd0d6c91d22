"""The import from the shell."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.command import import_stakeholders
from samenhang.stakeholders.importing.models import ImportRun
from samenhang.stakeholders.models import Change, Stakeholder
from samenhang.stakeholders.tests.sheets import REGISTER, workbook


def run(file: Path | str, initiative: Initiative | str, *options: str) -> Result:
    key = initiative if isinstance(initiative, str) else str(initiative.pk)
    return CliRunner().invoke(import_stakeholders, [str(file), "--initiative", key, *options])


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "register.csv"
    file.write_text(REGISTER)
    return file


def test_a_register_comes_in_by_its_leader(register: Path, initiative: Initiative, leader: Person) -> None:
    result = run(register, initiative)
    assert result.exit_code == 0, result.output
    assert "Imported 3, skipped 0, refused 0." in result.output
    assert Stakeholder.objects.filter(initiative=initiative).count() == 3
    assert set(Change.objects.values_list("by", flat=True)) == {leader.pk}
    assert ImportRun.objects.get().is_finished


def test_a_dry_run_reports_and_changes_nothing(register: Path, initiative: Initiative) -> None:
    result = run(register, initiative, "--dry-run", "--json")
    assert result.exit_code == 0
    told = json.loads(result.output)
    assert told["columns"] == {
        "Voornaam": "first_name",
        "Naam": "last_name",
        "Affiliatie": "organisation",
        "E-mail": "note",
        "Website": "note",
        "MijnKolom": "note",
    }
    assert (told["dry_run"], told["rows"], told["new"]) == (True, 3, None)
    assert not Stakeholder.objects.exists()
    assert not ImportRun.objects.exists()


def test_refused_rows_are_named_and_the_exit_code_says_so(tmp_path: Path, initiative: Initiative) -> None:
    file = tmp_path / "lijst.csv"
    file.write_text("Naam;Invloed\nSchool;groot\n;klein\n")
    result = run(file, initiative)
    assert result.exit_code == 1
    assert "  row 3: " in result.output
    assert Stakeholder.objects.get().name == "School"


def test_duplicates_are_listed_and_skipped_only_when_asked(
    register: Path, initiative: Initiative, tmp_path: Path
) -> None:
    run(register, initiative)
    again = run(register, initiative, "--skip-duplicates")
    assert "row 2: Ama De Wit is like Ama De Wit (in the table)" in again.output
    assert "Imported 0, skipped 3" in again.output
    assert "Imported 3, skipped 0" in run(register, initiative).output


def test_a_sheet_is_chosen_by_name(tmp_path: Path, initiative: Initiative, co_leader: Person) -> None:
    file = tmp_path / "boek.xlsx"
    file.write_bytes(workbook(("Een", [["Naam"], ["A"], ["B"]]), ("Twee", [["Naam"], ["C"]])))
    assert run(file, initiative, "--sheet", "Twee", "--by", co_leader.email).exit_code == 0
    assert [one.name for one in Stakeholder.objects.all()] == ["C"]
    assert Change.objects.get().by == co_leader


@pytest.mark.parametrize(
    ("file", "options", "reason"),
    [
        ("there-is-none.csv", [], "No such file"),
        ("empty.csv", [], ""),
        ("colours.csv", [], ""),
        ("register.csv", ["--by", "partner@example.org"], "partner@example.org does not lead this initiative"),
        ("register.csv", ["--sheet", "Blad9"], "there is no sheet 'Blad9', but: register"),
        ("register.csv", ["--initiative", "9"], "there is no initiative 9"),
    ],
)
def test_unusable_input_is_one_line_on_stderr_and_exit_code_two(
    register: Path, initiative: Initiative, tmp_path: Path, file: str, options: list[str], reason: str
) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "colours.csv").write_text("Kleur;Maat\nrood;9\n")
    result = run(tmp_path / file, initiative, *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert reason in result.stderr
    assert not Stakeholder.objects.exists()


def test_an_archived_initiative_takes_nothing_in(register: Path, initiative: Initiative, leader: Person) -> None:
    initiative.archive(by=leader)
    result = run(register, initiative)
    assert (result.exit_code, "archive" in result.stderr) == (2, True)


def test_a_sheet_of_ten_thousand_rows_is_reported_short(tmp_path: Path, initiative: Initiative) -> None:
    file = tmp_path / "lang.csv"
    file.write_text("Naam;Bron\n" + ";krant\n" * 10_000)
    result = run(file, initiative, "--dry-run")
    assert result.exit_code == 1
    assert len(result.output.splitlines()) < 40
    assert "and 9980 more" in result.output
