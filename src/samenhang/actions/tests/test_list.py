from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Outcome
from samenhang.actions.tests.builders import PRIVATE, SHARED, day, private, shared, url
from samenhang.documents.spreadsheets import read_workbook
from samenhang.initiatives.models import Initiative
from samenhang.stakeholders.models import Stakeholder

type ClientOf = Callable[[Person | None], Client]


def texts(answer: Any) -> list[str]:
    return [line.text for line in answer.context["lines"]]


@pytest.fixture
def several(initiative: Initiative, leader: Person, co_leader: Person, partner: Person) -> None:
    now = timezone.now()
    private(initiative, leader, private_text="later", due=day(30))
    private(initiative, leader, private_text="te laat", due=day(-1))
    private(initiative, co_leader, private_text="wacht op ja", due=day(1), accepted_at=None)
    private(initiative, private_text="van niemand")
    private(initiative, leader, private_text="uitgesteld", due=day(-9), postponed_until=day(2))
    private(initiative, leader, private_text="gedaan", outcome=Outcome.DONE, ended_at=now)
    private(initiative, leader, private_text="vervallen", outcome=Outcome.DROPPED, ended_at=now)
    private(initiative, leader, private_text="verwijderd", removed_at=now, due=day(-1))
    shared(initiative, partner, shared_text="gedeeld", private_text="", due=day(2))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["uitgesteld", "te laat", "wacht op ja", "gedeeld", "later", "van niemand"]),
        ("?show=mine", ["uitgesteld", "te laat", "later"]),
        ("?show=overdue", ["te laat"]),
        ("?show=unagreed", ["wacht op ja"]),
        ("?show=nobody", ["van niemand"]),
        ("?show=ended", ["gedaan", "vervallen"]),
        ("?show=removed", ["verwijderd"]),
        ("?as=partner", ["gedeeld"]),
        ("?as=partner&show=removed", ["gedeeld"]),
        ("?show=onzin&page=99", ["uitgesteld", "te laat", "wacht op ja", "gedeeld", "later", "van niemand"]),
    ],
)
@pytest.mark.usefixtures("several")
def test_the_list_is_filtered_and_in_order_of_time(
    client_of: ClientOf, leader: Person, initiative: Initiative, query: str, expected: list[str]
) -> None:
    answer = client_of(leader).get(url("list", initiative) + query)
    assert (sorted if "ended" in query else list)(texts(answer)) == expected
    shown = answer.context["listing"].show
    assert dict(answer.context["counts"])[shown] == len(expected)


@pytest.mark.usefixtures("several")
def test_a_partner_sees_what_is_shared_and_no_more(
    client_of: ClientOf, partner: Person, initiative: Initiative
) -> None:
    for query in ("", "?show=removed", "?as=leader"):
        answer = client_of(partner).get(url("list", initiative) + query)
        assert texts(answer) == ["gedeeld"], query
        assert "Verwijderd" not in answer.content.decode()


@pytest.mark.parametrize("show", ["mine", "overdue", "unagreed", "nobody", "ended", "removed"])
def test_an_empty_list_says_what_it_is_for_and_where_to_go(
    show: str, client_of: ClientOf, leader: Person, initiative: Initiative
) -> None:
    private(initiative)
    page = client_of(leader).get(f"{url('list', initiative)}?show={'overdue' if show == 'nobody' else show}")
    assert "Toon alle open acties" in page.content.decode()


def test_before_the_first_action_one_reads_how_to_begin(
    client_of: ClientOf, leader: Person, partner: Person, initiative: Initiative
) -> None:
    for name in ("list", "board"):
        page = client_of(leader).get(url(name, initiative)).content.decode()
        assert "Begin met één afspraak." in page
        assert url("add", initiative) in page
        page = client_of(partner).get(url(name, initiative)).content.decode()
        assert "Nu is er nog niets gedeeld." in page
        assert url("add", initiative) not in page


def test_an_action_about_a_removed_partner_is_out_of_sight(
    client_of: ClientOf, leader: Person, initiative: Initiative, stakeholder: Stakeholder
) -> None:
    action = shared(initiative, leader, stakeholder=stakeholder)
    client = client_of(leader)
    client.post(f"/initiatives/{initiative.pk}/stakeholders/{stakeholder.pk}/remove/")
    for query in ("", "?show=removed", "?show=ended"):
        assert texts(client.get(url("list", initiative) + query)) == []
    assert client.get(url("detail", action)).status_code == 404
    assert client.get("/actions/").context["own"].is_empty


def test_a_long_list_has_pages(client_of: ClientOf, leader: Person, initiative: Initiative) -> None:
    for number in range(45):
        private(initiative, private_text=f"Actie {number}")
    first, second = (client_of(leader).get(f"{url('list', initiative)}?page={page}") for page in (1, 2))
    assert (len(texts(first)), len(texts(second))) == (40, 5)
    assert "Bladzijde 1 van 2" in first.content.decode()


def test_an_archived_list_can_be_read_and_offers_nothing_to_change(
    client_of: ClientOf, leader: Person, initiative: Initiative
) -> None:
    action = private(initiative, leader, due=day(1))
    initiative.archive(by=leader)
    client = client_of(leader)
    for address in (url("list", initiative), url("board", initiative), url("detail", action)):
        page = client.get(address).content.decode()
        assert PRIVATE in page
        assert "formaction" not in page
        assert 'action="/initiatives/' not in page
    assert client.get("/actions/").context["own"].is_empty


@pytest.mark.parametrize("name", ["list", "board", "mine"])
@pytest.mark.parametrize("role", ["leader", "partner"])
def test_the_number_of_queries_does_not_grow_with_the_actions(
    name: str, role: str, client_of: ClientOf, leader: Person, partner: Person, initiative: Initiative
) -> None:
    client = client_of({"leader": leader, "partner": partner}[role])
    address = "/actions/" if name == "mine" else url(name, initiative)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    shared(initiative, leader)
    shared(initiative, partner)
    few = queries()
    for number in range(30):
        shared(initiative, leader, due=day(number))
        shared(initiative, partner, due=day(number))
        shared(initiative, organisation="Wijkteam")
    assert queries() == few
    assert few <= 12


def test_the_page_of_one_action_keeps_to_the_budget(
    client_of: ClientOf, leader: Person, initiative: Initiative, stakeholder: Stakeholder
) -> None:
    action = shared(initiative, leader, stakeholder=stakeholder, origin="/initiatives/")
    client = client_of(leader)
    for name in ("detail", "change", "postpone"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(name, action)).status_code == 200
        assert len(captured) <= 12, name


def saved(client: Client, initiative: Initiative, query: str) -> list[list[str]]:
    answer = client.get(f"{url('export', initiative)}?{query}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    name = "list.csv" if "csv" in query else "list.xlsx"
    return [[str(cell) for cell in row] for row in read_workbook(answer.content, name).sheets[0].rows]


@pytest.mark.parametrize("kind", ["kind=xlsx", "kind=csv"])
def test_the_list_is_saved_as_one_reads_it(
    kind: str, client_of: ClientOf, leader: Person, partner: Person, initiative: Initiative
) -> None:
    shared(initiative, partner, due=day(3), hours=4)
    private(initiative, leader, private_text="Geheim plan")
    everything = str(saved(client_of(leader), initiative, kind))
    assert PRIVATE in everything
    assert "Geheim plan" in everything
    for client, query in ((client_of(leader), f"{kind}&as=partner"), (client_of(partner), kind)):
        handed_out = str(saved(client, initiative, query))
        assert SHARED in handed_out
        assert PRIVATE not in handed_out
        assert "Geheim plan" not in handed_out
        assert "Uren" not in handed_out


def test_a_file_for_leaders_says_that_it_is_confidential(
    client_of: ClientOf, leader: Person, partner: Person, initiative: Initiative
) -> None:
    shared(initiative, partner)
    assert "vertrouwelijk" in client_of(leader).get(url("export", initiative))["Content-Disposition"]
    assert "vertrouwelijk" not in client_of(partner).get(url("export", initiative))["Content-Disposition"]


def test_the_printed_list_says_who_printed_what_is_confidential(
    client_of: ClientOf, leader: Person, partner: Person, initiative: Initiative
) -> None:
    shared(initiative, partner)
    heading = '<p class="print-only">Vertrouwelijk · Leider · Gezond in de wijk'
    assert heading in client_of(leader).get(url("list", initiative)).content.decode()
    for client, query in ((client_of(leader), "?as=partner"), (client_of(partner), "")):
        page = client.get(url("list", initiative) + query).content.decode()
        assert '<p class="print-only">Gezond in de wijk' in page


def test_the_first_action_is_seen_by_who_may_see_it(initiative: Initiative, partner: Person, leader: Person) -> None:
    """The list and the board read through the same door as every page of one action."""
    private(initiative, leader)
    assert not Action.objects.visible_to(partner).exists()
