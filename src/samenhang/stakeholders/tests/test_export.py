"""The table leaves as a spreadsheet or a document, and comes back from a spreadsheet as it was."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samenhang.accounts.models import Person
from samenhang.documents.spreadsheets import read_workbook
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY, COLUMNS, ChoiceColumn
from samenhang.stakeholders.importing.running import go_on
from samenhang.stakeholders.models import Interest, Stakeholder
from samenhang.stakeholders.tests.sheets import bring_in

PAGES = ["export_xlsx", "export_csv", "export_pdf", "form_pdf"]

HARD = [
    '=HYPERLINK("https://example.org";"klik")',
    "'=1+1",
    "+31 6 12345678",
    "@naam",
    "-",
    "مكتب الحي",
    "Buurthuis 🧵 De Draad",
    "Zorg (West)",
    "Zorg (persoonlijk)",
    "(politiek)",
    "krant\\",
    "a (b; c) (d)",
    "(",
    "\\",
    "a;b",
    "1-2-2026",
    "0012",
    "ja",
    "‏שלום",
    "<b>&amp;",
    "_x0041_",
    "Notities: iets",
]
ONE_LINE = st.sampled_from(HARD) | st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
LINES = st.lists(ONE_LINE, min_size=1, max_size=4).map("\n".join)
MAYBE = st.none() | st.dates(date(2020, 1, 1), date(2026, 11, 1)).map(date.isoformat)


def interests() -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(
        st.fixed_dictionaries(
            {
                "text": ONE_LINE,
                "kind": st.sampled_from(["organisational", "individual", "political", "constituency"]),
                "basis": st.sampled_from(["said", "observed", "assumed"]),
                "sensitivity": st.sampled_from(["team", "only_me"]),
                "source": st.just("") | ONE_LINE,
                "stated_on": MAYBE,
            }
        ),
        max_size=3,
    )


def preconditions() -> st.SearchStrategy[list[dict[str, Any]]]:
    states = st.sampled_from(["open", "discussed", "met"])
    return st.lists(st.fixed_dictionaries({"text": ONE_LINE, "absolute": st.booleans(), "state": states}), max_size=3)


def stakeholder_values() -> st.SearchStrategy[dict[str, Any]]:
    def of(column: Any) -> st.SearchStrategy[Any]:
        if isinstance(column, ChoiceColumn):
            return st.sampled_from([*([] if column.required else [column.empty]), *column.choices.values])
        special: dict[str, st.SearchStrategy[Any]] = {
            "essential": st.booleans(),
            "stated_on": MAYBE,
            "interests": interests(),
            "preconditions": preconditions(),
            "needs": st.lists(
                st.sampled_from(["instemming", "geld", "kennis van de wijk"]), max_size=3, unique=True
            ).map(lambda words: COLUMN_BY_KEY["needs"].parse(", ".join(words))),
            "name": ONE_LINE,
        }
        text = LINES if column.editor == "lines" else ONE_LINE
        return special.get(column.key, st.just("") | text)

    return st.fixed_dictionaries({column.key: of(column) for column in COLUMNS})


def as_seen(initiative: Initiative) -> list[dict[str, Any]]:
    """Everything the table holds of each stakeholder but its keys; authors of interests included."""
    return [
        {column.key: without_keys(column.value(one)) for column in COLUMNS}
        for one in Stakeholder.objects.filter(initiative=initiative).present()
    ]


def without_keys(value: Any) -> Any:
    return [{key: item[key] for key in item if key != "id"} for item in value] if isinstance(value, list) else value


@pytest.fixture
def client(client_of: Callable[[Person], Any], leader: Person) -> Any:
    return client_of(leader)


def export(client: Any, place: str, initiative: Initiative, **query: str) -> Any:
    answer = client.get(reverse(f"stakeholders:{place}", args=[initiative.pk]), query)
    assert answer.status_code == 200
    return answer


def imported_again(client: Any, leader: Person, content: bytes, name: str) -> Initiative:
    empty = Initiative.begin(leader, name="Opnieuw", goal="Alles weer terug.")
    run = bring_in(client, empty, content, name)
    while go_on(run.pk).is_running:
        pass
    assert run.refused_count == 0
    return empty


@pytest.mark.parametrize(("place", "name"), [("export_xlsx", "uit.xlsx"), ("export_csv", "uit.csv")])
@pytest.mark.parametrize("language", ["nl", "en"])
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an example takes minutes here
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(everyone=st.lists(stakeholder_values(), min_size=1, max_size=4))
def test_what_was_exported_comes_back_exactly(
    client: Any,
    leader: Person,
    initiative: Initiative,
    place: str,
    name: str,
    language: str,
    everyone: list[dict[str, Any]],
) -> None:
    Stakeholder.objects.filter(initiative=initiative).delete()
    leader.language = language
    leader.save()
    with translation.override(language):
        for values in everyone:
            editing.add(initiative, {**values, "name": COLUMN_BY_KEY["name"].parse(values["name"])}, by=leader)
    again = imported_again(client, leader, export(client, place, initiative, mine="1").content, name)
    for one, other in zip(as_seen(again), as_seen(initiative), strict=True):
        assert one == other
    again.erase()


def test_more_text_than_fits_in_a_cell_comes_back_whole(client: Any, leader: Person, initiative: Initiative) -> None:
    lines = "\n".join(f"belang {number} " + "woord " * 800 for number in range(15))
    interests = COLUMN_BY_KEY["interests"].parse(lines)
    assert len(lines) > 70_000
    editing.add(initiative, {"name": "School", "kind": "organisation", "interests": interests}, by=leader)
    again = imported_again(client, leader, export(client, "export_xlsx", initiative).content, "uit.xlsx")
    assert as_seen(again) == as_seen(initiative)


def test_an_interest_that_only_a_co_leader_may_see_is_in_no_export(
    client: Any, leader: Person, co_leader: Person, initiative: Initiative, stakeholder: Stakeholder
) -> None:
    for who, text in ((co_leader, "vertrekt in mei"), (leader, "wil wethouder worden")):
        Interest.objects.create(stakeholder=stakeholder, text=text, sensitivity="only_me", author=who)
    for place, read in (
        ("export_xlsx", lambda content: str(read_workbook(content, "x").sheets)),
        ("export_csv", bytes.decode),
        (
            "export_pdf",
            lambda content: "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages),
        ),
    ):
        text = " ".join(read(export(client, place, initiative, mine="1").content).split())
        assert "wil wethouder worden" in text, place
        assert "wil wethouder" not in " ".join(read(export(client, place, initiative).content).split()), place
        assert "vertrekt in mei" not in text, place


def test_formulas_leave_as_text(client: Any, leader: Person, initiative: Initiative) -> None:
    editing.add(initiative, {"name": '=HYPERLINK("https://example.org")', "kind": "person", "notes": "+1"}, by=leader)
    content = export(client, "export_csv", initiative).content.decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in content
    assert '"\'+1"' in content


def test_the_filter_of_the_table_comes_along_and_removed_partners_do_not(
    client: Any, leader: Person, initiative: Initiative
) -> None:
    made = [
        editing.add(initiative, {"name": name, "kind": "organisation"}, by=leader)
        for name in ("School", "Club", "Wijk")
    ]
    editing.remove(made[2], by=leader)
    names = [row[0] for row in read_workbook(export(client, "export_csv", initiative).content, "x").sheets[0].rows[1:]]
    assert names == ["School", "Club"]
    found = export(client, "export_csv", initiative, q="clu").content
    assert [row[0] for row in read_workbook(found, "x").sheets[0].rows[1:]] == ["Club"]


def test_the_document_says_confidential_who_made_it_and_when(
    client: Any, initiative: Initiative, stakeholder: Stakeholder
) -> None:
    reader = pypdf.PdfReader(io.BytesIO(export(client, "export_pdf", initiative).content))
    text = reader.pages[0].extract_text()
    for expected in ("Vertrouwelijk", "Leider", "Huisartsenpraktijk", "Gezond in de wijk"):
        assert expected in text
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (842, 595)


def test_the_empty_form_names_no_partner(client: Any, initiative: Initiative, stakeholder: Stakeholder) -> None:
    text = pypdf.PdfReader(io.BytesIO(export(client, "form_pdf", initiative).content)).pages[0].extract_text()
    assert "Belangen en drijfveren" in text
    assert "Huisartsenpraktijk" not in text


@pytest.mark.parametrize("place", PAGES)
def test_a_download_is_named_kept_out_of_caches_and_not_sniffed(
    client: Any, initiative: Initiative, place: str
) -> None:
    headers = export(client, place, initiative).headers
    assert headers["Content-Disposition"].startswith('attachment; filename="gezond-in-de-wijk-')
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("place", [*PAGES, "import", "import_example"])
@pytest.mark.parametrize("who", ["partner", "stranger", "administrator", "other_leader"])
def test_to_others_there_is_nothing(
    request: pytest.FixtureRequest, client_of: Any, initiative: Initiative, place: str, who: str
) -> None:
    other = client_of(request.getfixturevalue(who))
    assert other.get(reverse(f"stakeholders:{place}", args=[initiative.pk])).status_code == 404


@pytest.mark.parametrize("place", ["export_xlsx", "export_csv", "export_pdf"])
def test_the_number_of_queries_does_not_grow_with_the_table(
    client: Any, initiative: Initiative, leader: Person, place: str
) -> None:
    counts = []
    for size in (2, 40):
        for number in range(size):
            interest = COLUMN_BY_KEY["interests"].parse("rust")
            editing.add(initiative, {"name": f"P{number}", "kind": "group", "interests": interest}, by=leader)
        with CaptureQueriesContext(connection) as queries:
            export(client, place, initiative)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
