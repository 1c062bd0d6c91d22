from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders import editing
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.models import Stakeholder

type ClientOf = Callable[[Person | None], Client]


def url(initiative: Initiative, rest: str = "") -> str:
    return f"/initiatives/{initiative.pk}/stakeholders/{rest}"


def add(initiative: Initiative, by: Person, **texts: str) -> Stakeholder:
    values = {key: COLUMN_BY_KEY[key].parse(text) for key, text in ({"kind": "organisatie"} | texts).items()}
    return editing.add(initiative, values, by=by)


def names(client: Client, address: str) -> list[str]:
    page = client.get(address)
    return [row.stakeholder.name for row in page.context["rows"]]


def test_an_empty_table_says_how_to_begin(client_of: ClientOf, leader: Person, initiative: Initiative) -> None:
    page = client_of(leader).get(url(initiative)).content.decode()
    assert "Begin met de partner die u het hardst nodig hebt." in page
    assert "Lees in uit Excel" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Zorg", "École", "Buurt"]),
        ("?sort=name", ["Buurt", "Zorg", "École"]),
        ("?sort=-influence", ["Buurt", "École", "Zorg"]),
        ("?sort=influence", ["École", "Buurt", "Zorg"]),
        ("?q=rust", ["Buurt"]),
        ("?q=ÉCOLE", ["École"]),
        ("?need=money", ["Zorg"]),
        ("?missing=influence", ["Zorg"]),
        ("?missing=interests", ["Zorg", "École"]),
        ("?missing=only_assumed", ["Buurt"]),
        ("?sort=nonsense&need=nonsense&page=99", ["Zorg", "École", "Buurt"]),
    ],
)
def test_the_table_is_filtered_and_sorted(
    client_of: ClientOf, leader: Person, initiative: Initiative, query: str, expected: list[str]
) -> None:
    add(initiative, leader, name="Zorg", needs="geld")
    add(initiative, leader, name="École", influence="klein")
    add(initiative, leader, name="Buurt", influence="groot", interests="Rust in de straat")
    assert names(client_of(leader), url(initiative, query)) == expected


def test_nobody_finds_an_interest_that_is_another_leaders_own(
    client_of: ClientOf, leader: Person, co_leader: Person, initiative: Initiative
) -> None:
    add(initiative, leader, name="Zorg", interests="Geheim (alleen ik)")
    assert names(client_of(leader), url(initiative, "?q=geheim")) == ["Zorg"]
    assert names(client_of(co_leader), url(initiative, "?q=geheim")) == []
    assert b"Geheim" not in client_of(co_leader).get(url(initiative)).content


def test_the_number_of_queries_does_not_grow_with_the_rows(
    client_of: ClientOf, leader: Person, initiative: Initiative
) -> None:
    client = client_of(leader)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    for number in range(3):
        add(initiative, leader, name=f"Partner {number}", needs="geld", interests="Rust", preconditions="Tijd")
    few = {query: queries(url(initiative, query)) for query in ("", "?sort=name", "?q=partner")}
    for number in range(3, 30):
        add(initiative, leader, name=f"Partner {number}", needs="geld", interests="Rust", preconditions="Tijd")
    many = {query: queries(url(initiative, query)) for query in few}
    assert many == few
    assert max(many.values()) <= 12


def test_a_cell_is_saved_and_comes_back(client_of: ClientOf, leader: Person, stakeholder: Stakeholder) -> None:
    address = url(stakeholder.initiative, f"{stakeholder.pk}/cells/influence/")
    answer = client_of(leader).post(address, {"text": "groot", "seen": ""})
    assert answer.status_code == 200
    assert 'data-text="Groot"' in answer.content.decode()


def test_a_cell_that_cannot_be_saved_says_why_and_keeps_the_text(
    client_of: ClientOf, leader: Person, co_leader: Person, stakeholder: Stakeholder
) -> None:
    address = url(stakeholder.initiative, f"{stakeholder.pk}/cells/influence/")
    client = client_of(leader)
    assert client.post(address, {"text": "reuze", "seen": ""}).status_code == 422
    editing.change_cell(stakeholder.pk, COLUMN_BY_KEY["influence"], "klein", by=co_leader, seen=None)
    conflict = client.post(address, {"text": "groot", "seen": ""})
    assert conflict.status_code == 409
    assert "Medeleider wijzigde deze cel ook." in conflict.content.decode()
    assert "groot" in conflict.content.decode()
    assert "Klein" in conflict.content.decode()
    editing.remove(stakeholder, by=co_leader)
    gone = client.post(address, {"text": "groot", "seen": "Klein"})
    assert gone.status_code == 410
    assert "groot" in gone.content.decode()


def test_the_relation_is_not_decided_in_the_table(
    client_of: ClientOf, leader: Person, stakeholder: Stakeholder
) -> None:
    address = url(stakeholder.initiative, f"{stakeholder.pk}/cells/dimension/")
    assert client_of(leader).post(address, {"text": "3", "seen": ""}).status_code == 404


def test_the_form_of_a_row_writes_only_what_was_touched(
    client_of: ClientOf, leader: Person, co_leader: Person, stakeholder: Stakeholder
) -> None:
    client = client_of(leader)
    form = client.get(url(stakeholder.initiative, f"{stakeholder.pk}/")).context["form"]
    editing.change_cell(stakeholder.pk, COLUMN_BY_KEY["notes"], "van de medeleider", by=co_leader, seen=None)
    data = {name: form[name].value() or "" for name in form.fields} | {"influence": "Groot"}
    assert client.post(url(stakeholder.initiative, f"{stakeholder.pk}/"), data).status_code == 302
    stakeholder.refresh_from_db()
    assert (stakeholder.influence, stakeholder.notes) == (3, "van de medeleider")
    conflict = client.post(url(stakeholder.initiative, f"{stakeholder.pk}/"), data | {"notes": "van mij"})
    assert conflict.status_code == 409
    assert "van de medeleider" in conflict.content.decode()
    assert "van mij" in conflict.content.decode()


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "مرحبا", "👩‍👩‍👧 gezin", "<script>alert(1)</script>"])
def test_any_name_is_shown_as_it_is(client_of: ClientOf, leader: Person, initiative: Initiative, name: str) -> None:
    client = client_of(leader)
    client.post(url(initiative, "add/"), {"name": name, "kind": "person"})
    assert names(client, url(initiative)) == [name]
    assert "<script>alert" not in client.get(url(initiative)).content.decode()


def test_the_history_says_who_changed_what(client_of: ClientOf, leader: Person, stakeholder: Stakeholder) -> None:
    editing.change_cell(stakeholder.pk, COLUMN_BY_KEY["influence"], "groot", by=leader, seen=None)
    page = client_of(leader).get(url(stakeholder.initiative, f"{stakeholder.pk}/history/")).content.decode()
    assert "Leider" in page
    assert "Invloed" in page
    assert "Groot" in page


def test_a_removed_partner_is_listed_and_can_be_put_back(
    client_of: ClientOf, leader: Person, stakeholder: Stakeholder
) -> None:
    client = client_of(leader)
    client.post(url(stakeholder.initiative, f"{stakeholder.pk}/remove/"))
    assert names(client, url(stakeholder.initiative)) == []
    assert "Huisartsenpraktijk" in client.get(url(stakeholder.initiative, "removed/")).content.decode()
    client.post(url(stakeholder.initiative, f"{stakeholder.pk}/put-back/"))
    assert names(client, url(stakeholder.initiative)) == ["Huisartsenpraktijk"]


def test_saving_a_form_is_one_act_to_undo(client_of: ClientOf, leader: Person, stakeholder: Stakeholder) -> None:
    client = client_of(leader)
    address = url(stakeholder.initiative, f"{stakeholder.pk}/")
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    client.post(address, data | {"influence": "Groot", "attitude": "Voor", "notes": "Veel"})
    client.post(url(stakeholder.initiative, "undo/"))
    stakeholder.refresh_from_db()
    assert (stakeholder.influence, stakeholder.attitude, stakeholder.notes) == (None, None, "")


def test_an_interest_is_added_changed_and_taken_away_on_its_own_page(
    client_of: ClientOf, leader: Person, co_leader: Person, stakeholder: Stakeholder
) -> None:
    client = client_of(leader)
    address = url(stakeholder.initiative, f"{stakeholder.pk}/interests/")
    interest = {"text": "Rust", "kind": "individual", "basis": "said", "sensitivity": "only_me", "source": "gesprek"}
    client.post(f"{address}new/", interest)
    made = stakeholder.interests.get()
    assert (made.text, made.author, made.source) == ("Rust", leader, "gesprek")
    assert client_of(co_leader).get(f"{address}{made.pk}/").status_code == 404
    client.post(f"{address}{made.pk}/", interest | {"text": "Stilte", "sensitivity": "team"})
    assert [(one.pk, one.text) for one in stakeholder.interests.all()] == [(made.pk, "Stilte")]
    assert client.post(f"{address}{made.pk}/", interest | {"text": ""}).status_code == 422
    client.post(f"{address}{made.pk}/", {"delete": "1"})
    assert not stakeholder.interests.exists()


@pytest.mark.parametrize("text", ["a\rb\tc", '"' + "x" * 200_000 + '"', "x\t" * 6000])
def test_a_block_that_cannot_be_pasted_says_so(
    client_of: ClientOf, leader: Person, stakeholder: Stakeholder, text: str
) -> None:
    fields = {"text": text, "rows": str(stakeholder.pk), "keys": "notes,source"}
    page = client_of(leader).post(url(stakeholder.initiative, "paste/"), fields, follow=True)
    assert page.status_code == 200
    assert page.context["messages"]
