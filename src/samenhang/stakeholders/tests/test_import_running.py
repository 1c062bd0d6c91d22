"""What an import does to the table: exactly once, whatever happens, and back again."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.importing import steps
from samenhang.stakeholders.importing.models import ImportBlock, ImportRun
from samenhang.stakeholders.importing.running import go_on
from samenhang.stakeholders.importing.undoing import undo_import
from samenhang.stakeholders.models import Change, Interest, Stakeholder
from samenhang.stakeholders.tests.sheets import address, bring_in, receive, to_preview


def sheet(rows: int, header: str = "Naam;Invloed") -> str:
    return header + "\n" + "".join(f"Partij nummer {number};groot\n" for number in range(rows))


def present(initiative: Initiative) -> list[str]:
    return [one.name for one in Stakeholder.objects.filter(initiative=initiative).present()]


@pytest.fixture
def client(client_of: Any, leader: Person) -> Any:
    return client_of(leader)


@pytest.fixture
def ready(client: Any, initiative: Initiative) -> ImportRun:
    """1,200 rows that wait for the start: three blocks."""
    run = receive(client, initiative, sheet(1_200))
    to_preview(client, run)
    steps.begin(run)
    return run


def test_progress_is_told_block_by_block_and_ends_at_the_result(client: Any, ready: ImportRun) -> None:
    htmx = {"HX-Request": "true"}
    page = client.post(address("import_run", ready), headers=htmx).content.decode()
    assert 'value="500" max="1200"' in page
    assert "500 van 1.200 rijen gedaan" in page
    client.post(address("import_run", ready), headers=htmx)
    last = client.post(address("import_run", ready), headers=htmx)
    assert last.headers["HX-Redirect"] == address("import_result", ready)
    assert "<dd>1.200</dd>" in client.get(address("import_result", ready)).content.decode()


def test_without_javascript_one_press_does_as_much_as_fits_in_a_few_seconds(client: Any, ready: ImportRun) -> None:
    answer = client.post(address("import_run", ready))
    assert answer.headers["Location"] == address("import_result", ready)


def test_a_server_that_dies_halfway_goes_on_where_it_was(
    ready: ImportRun, initiative: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on(ready.pk)
    with monkeypatch.context() as broken:
        broken.setattr(ImportBlock, "delete", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            go_on(ready.pk)
    assert len(present(initiative)) == 500
    while go_on(ready.pk).is_running:
        pass
    assert present(initiative) == [f"Partij nummer {number}" for number in range(1_200)]
    ready.refresh_from_db()
    assert (ready.position, ready.made) == (1_200, 1_200)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_bring_in_no_row_twice(
    client_of: Any, leader: Person, initiative: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "BLOCK", 20)
    run = receive(client_of(leader), initiative, sheet(160))
    to_preview(client_of(leader), run)
    steps.begin(run)

    def press(tab: Client) -> list[int]:
        try:
            answers = [tab.post(address("import_run", run), headers={"HX-Request": "true"}) for _time in range(5)]
        finally:
            connections.close_all()
        return [answer.status_code for answer in answers]

    with ThreadPoolExecutor() as tabs:
        statuses = [status for each in tabs.map(press, [client_of(leader), client_of(leader)]) for status in each]
    assert statuses == [200] * 10
    assert sorted(present(initiative)) == sorted(f"Partij nummer {number}" for number in range(160))


def test_a_second_press_of_the_start_button_changes_nothing(client: Any, initiative: Initiative) -> None:
    run = bring_in(client, initiative, sheet(3))
    client.post(address("import_preview", run), {"begin": "1"})
    client.post(address("import_mapping", run), {"header": "1"})
    assert len(present(initiative)) == 3


def test_ten_thousand_rows_are_in_well_within_a_minute(client: Any, initiative: Initiative) -> None:
    header = "Naam;Organisatie;Invloed;Belangen;Nodig voor;E-mail"
    rows = "".join(
        f"Persoon {n} Achternaam{n};Bureau {n % 300};{n % 4 + 1};rust {n}|geld;geld, kennis;p{n}@example.org\n"
        for n in range(10_000)
    )
    begun = time.monotonic()
    run = receive(client, initiative, f"{header}\n{rows}".replace("|", " en "))
    to_preview(client, run)
    steps.begin(run)
    while go_on(run.pk).is_running:
        pass
    assert time.monotonic() - begun < 120
    assert Stakeholder.objects.filter(initiative=initiative).present().count() == 10_000
    assert Interest.objects.count() == 10_000


def test_the_import_leaves_history_and_comes_back_as_a_whole(
    client: Any, initiative: Initiative, leader: Person
) -> None:
    run = bring_in(client, initiative, sheet(600))
    while go_on(run.pk).is_running:
        pass
    assert Change.objects.filter(act=run.act, by=leader, field="row").count() == 600
    page = client.get(address("import_undo", run)).content.decode()
    assert "600 partners gaan uit de tabel." in page
    answer = client.post(address("import_undo", run), follow=True)
    assert "600 partners zijn verwijderd." in answer.content.decode()
    assert "teruggedraaid" in answer.content.decode()
    assert present(initiative) == []
    assert undo_import(run, by=leader).removed == 0


def test_what_somebody_worked_on_after_the_import_stays(
    client: Any, initiative: Initiative, leader: Person, co_leader: Person
) -> None:
    run = bring_in(client, initiative, sheet(3))
    first = Stakeholder.objects.get(pk=Change.objects.filter(act=run.act).order_by("id")[0].stakeholder_id)
    editing.change_cell(first.pk, COLUMN_BY_KEY["constituency"], "Alle ouders", by=co_leader, seen="")
    answer = client.post(address("import_undo", run), follow=True)
    assert present(initiative) == ["Partij nummer 0"]
    assert "1 partner of cel blijft: daar werkte iemand na de import aan." in answer.content.decode()


MORE = 'Naam;Invloed;Houding;Belangen;Notities\nSchool De Kade;groot;voor;"rust\ngeld";gebeld\n'


def merged(client: Any, initiative: Initiative, text: str = MORE) -> ImportRun:
    run = receive(client, initiative, text)
    page = to_preview(client, run)
    assert "lijkt op" in page.content.decode()
    client.post(address("import_preview", run), {"apply": "1", "every": "merge"})
    client.post(address("import_preview", run), {"begin": "1"})
    run.refresh_from_db()
    return run


@pytest.fixture
def school(initiative: Initiative, leader: Person) -> Stakeholder:
    return editing.add(
        initiative,
        {
            "name": "School De Kade",
            "kind": "organisation",
            "attitude": 2,
            "notes": "Kent de buurt.",
            "interests": COLUMN_BY_KEY["interests"].parse("rust"),
        },
        by=leader,
    )


def test_a_likely_double_is_kept_apart_unless_somebody_says_otherwise(
    client: Any, initiative: Initiative, school: Stakeholder
) -> None:
    run = bring_in(client, initiative, MORE)
    assert (run.made, run.merged) == (1, 0)
    assert present(initiative) == ["School De Kade"] * 2


def test_merging_fills_what_is_empty_and_notes_what_differs(
    client: Any, initiative: Initiative, school: Stakeholder
) -> None:
    run = merged(client, initiative)
    assert (run.made, run.merged) == (0, 1)
    now = Stakeholder.objects.get()
    assert (now.influence, now.attitude) == (3, 2)
    assert now.notes == "Kent de buurt.\ngebeld\nHouding: Voor"
    assert [interest.text for interest in now.interests.all()] == ["rust", "geld"]
    assert set(Change.objects.filter(act=run.act).values_list("field", flat=True)) == {
        "influence",
        "notes",
        "interests",
    }


def test_undoing_sets_merged_cells_back_except_those_that_changed_since(
    client: Any, initiative: Initiative, school: Stakeholder, leader: Person, co_leader: Person
) -> None:
    run = merged(client, initiative)
    editing.change_cell(school.pk, COLUMN_BY_KEY["influence"], "klein", by=co_leader, seen="Groot")
    undone = undo_import(run, by=leader)
    assert (undone.removed, undone.set_back, undone.kept) == (0, 2, 1)
    now = Stakeholder.objects.get()
    assert (now.influence, now.notes) == (1, "Kent de buurt.")
    assert [interest.text for interest in now.interests.all()] == ["rust"]


def test_two_rows_merged_into_one_partner_are_both_set_back(
    client: Any, initiative: Initiative, school: Stakeholder, leader: Person
) -> None:
    run = merged(client, initiative, MORE + "School de Kade;klein;;;gemaild\n")
    assert run.merged == 2
    assert Stakeholder.objects.get().notes.splitlines() == [
        "Kent de buurt.",
        "gebeld",
        "Houding: Voor",
        "gemaild",
        "Partner: School de Kade",
        "Invloed: Klein",
    ]
    assert undo_import(run, by=leader).kept == 0
    assert Stakeholder.objects.get().notes == "Kent de buurt."


def test_doubles_within_the_file_are_offered_and_can_be_merged_or_skipped(client: Any, initiative: Initiative) -> None:
    text = "Naam;Bron\nAgentschap Binnenlands Bestuur;krant\nABB;site\nSportclub;\nsportclub;\n"
    run = receive(client, initiative, text)
    to_preview(client, run)
    doubles = {double["name"]: double for double in run.doubles}
    assert {name: double["other_number"] for name, double in doubles.items()} == {"ABB": 2, "sportclub": 4}
    client.post(
        address("import_preview", run),
        {
            f"double-{doubles['ABB']['id']}": "merge",
            f"double-{doubles['sportclub']['id']}": "skip",
            "begin": "1",
        },
    )
    run.refresh_from_db()
    assert (run.made, run.merged, run.skipped) == (2, 1, 1)
    assert present(initiative) == ["Agentschap Binnenlands Bestuur", "Sportclub"]
    assert Stakeholder.objects.all()[0].notes == "Partner: ABB\nBron: site"


def test_names_in_a_sheet_of_people_and_organisations_are_compared_both_ways(
    client: Any, initiative: Initiative
) -> None:
    people = "Ama de Wit;Bureau\nABB;\nDe Wit, Ama;Bureau\nAgentschap Binnenlands Bestuur;\nBo Jansen;\nJansen, Bo;\n"
    text = "Naam;Organisatie\n" + people
    run = receive(client, initiative, text)
    to_preview(client, run)
    assert run.kind == "person"
    assert [(double["number"], double["other_number"]) for double in run.doubles] == [(4, 2), (5, 3), (7, 6)]


def test_a_row_whose_counterpart_was_removed_meanwhile_becomes_a_partner_of_its_own(
    client: Any, initiative: Initiative, school: Stakeholder, leader: Person
) -> None:
    run = receive(client, initiative, MORE)
    to_preview(client, run)
    client.post(address("import_preview", run), {"apply": "1", "every": "merge"})
    editing.remove(school, by=leader)
    client.post(address("import_preview", run), {"begin": "1"})
    run.refresh_from_db()
    assert (run.made, run.merged) == (1, 0)
    assert Stakeholder.objects.filter(initiative=initiative).present().get().influence == 3


def test_a_merge_never_shows_or_loses_what_only_a_co_leader_may_see(
    client: Any, initiative: Initiative, school: Stakeholder, co_leader: Person
) -> None:
    hidden = COLUMN_BY_KEY["interests"].parse("rust\nvertrekt in mei (alleen ik)")
    editing.write(
        school, COLUMN_BY_KEY["interests"], COLUMN_BY_KEY["interests"].merged(school, hidden, co_leader), co_leader
    )
    run = receive(client, initiative, MORE)
    page = to_preview(client, run)
    assert "vertrekt in mei" not in page.content.decode()
    client.post(address("import_preview", run), {"apply": "1", "every": "merge"})
    client.post(address("import_preview", run), {"begin": "1"})
    kept = Interest.objects.get(sensitivity="only_me")
    assert (kept.text, kept.author) == ("vertrekt in mei", co_leader)


def test_a_merge_does_not_tell_what_a_co_leader_keeps_hidden(
    client: Any, initiative: Initiative, school: Stakeholder, co_leader: Person, leader: Person
) -> None:
    interests = COLUMN_BY_KEY["interests"]
    hidden = interests.parse("rust\nvertrekt in mei (alleen ik)")
    editing.write(school, interests, interests.merged(school, hidden, co_leader), co_leader)
    merged(client, initiative, "Naam;Belangen\nSchool De Kade;vertrekt in mei (alleen ik)\n")
    kept = Interest.objects.filter(sensitivity="only_me")
    assert [(one.text, one.author) for one in kept] == [("vertrekt in mei", co_leader), ("vertrekt in mei", leader)]


def test_choices_on_one_page_of_doubles_survive_going_to_the_next(client: Any, initiative: Initiative) -> None:
    run = receive(client, initiative, "Naam\n" + "Zelfde Naam\n" * 40)
    page = to_preview(client, run)
    assert page.context["doubles"].paginator.num_pages == 2
    first = run.doubles[0]["id"]
    answer = client.post(address("import_preview", run), {f"double-{first}": "skip", "page": "2"}, follow=True)
    assert answer.context["doubles"].number == 2
    run.refresh_from_db()
    assert [double["choice"] for double in run.doubles[:2]] == ["skip", "both"]


def test_stopping_halfway_keeps_what_is_in_and_wipes_the_rest(
    client: Any, ready: ImportRun, initiative: Initiative
) -> None:
    go_on(ready.pk)
    client.post(address("import_abandon", ready))
    ready.refresh_from_db()
    assert ready.is_finished
    assert not ImportBlock.objects.exists()
    assert len(present(initiative)) == 500
    page = client.get(address("import_result", ready)).content.decode()
    assert "De import is gestopt" in page
    assert "<dd>700</dd>" in page


def test_leftovers_that_nobody_came_back_for_are_found(client: Any, initiative: Initiative) -> None:
    finished = bring_in(client, initiative, "Naam\nSchool\n")
    refused = bring_in(client, initiative, "Naam;Bron\nSchool;\n;krant\n")
    waiting = receive(client, initiative, "Naam\nClub\n")
    assert not ImportRun.objects.left_behind()
    ImportRun.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert set(ImportRun.objects.left_behind()) == {refused, waiting}
    for run in ImportRun.objects.left_behind():
        run.abandon()
    assert set(ImportRun.objects.all()) == {finished, refused}
    assert not ImportRun.objects.left_behind()


PAGES = ["sheet", "mapping", "preview", "run", "result", "undo", "abandon", "refused"]


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("who", ["partner", "stranger", "administrator", "other_leader"])
def test_an_import_does_not_exist_for_others(
    request: pytest.FixtureRequest, client: Any, client_of: Any, initiative: Initiative, place: str, who: str
) -> None:
    run = receive(client, initiative, MORE)
    other = client_of(request.getfixturevalue(who))
    assert other.get(address(f"import_{place}", run)).status_code in ({404} if place != "abandon" else {404, 405})
    assert other.post(address(f"import_{place}", run)).status_code in ({404} if place != "refused" else {404, 405})
    own = Initiative.objects.filter(memberships__person=request.getfixturevalue(who)).exclude(pk=initiative.pk).first()
    if own:
        assert other.get(reverse(f"stakeholders:import_{place}", args=[own.pk, run.pk])).status_code in {404, 405}


def test_a_co_leader_can_finish_and_undo_but_does_not_see_the_file(
    client: Any, client_of: Any, initiative: Initiative, ready: ImportRun, co_leader: Person
) -> None:
    other = client_of(co_leader)
    for page in ("sheet", "mapping", "preview", "refused"):
        assert other.get(address(f"import_{page}", ready)).status_code == 404
    assert other.post(address("import_run", ready)).status_code == 302
    assert Change.objects.filter(act=ready.act).values_list("by__name", flat=True).distinct().get() == "Leider"
    assert other.get(address("import_result", ready)).status_code == 200
    assert other.post(address("import_undo", ready)).status_code == 302
    assert present(initiative) == []


def test_an_archived_initiative_takes_nothing_in(client: Any, initiative: Initiative, leader: Person) -> None:
    run = receive(client, initiative, MORE)
    to_preview(client, run)
    initiative.archive(by=leader)
    assert client.get(address("import_preview", run)).status_code == 200
    for page in ("mapping", "preview", "run", "undo", "abandon"):
        assert client.post(address(f"import_{page}", run), {"begin": "1"}).status_code == 403
    assert client.post(reverse("stakeholders:import", args=[initiative.pk])).status_code == 403
