"""The pages about all relations: who may see them, what they show, and that they stay quick."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.relationships.advice import advise, missing
from samenhang.relationships.tests.builders import assess, days_ago, fill, observe
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.editing import last_act, undo, write
from samenhang.stakeholders.models import Basis, Change, Interest, Need, NeedKind, Sensitivity, Stakeholder

type ClientOf = Callable[[Person | None], Client]
PAGES = ("overview", "chart", "chart_pdf", "where_to_begin")
ROW_PAGES = ("relation", "relation_pdf")


def url(initiative: Initiative, name: str) -> str:
    return reverse(f"relationships:{name}", args=[initiative.pk])


def add(initiative: Initiative, name: str, **fields: object) -> Stakeholder:
    made: Stakeholder = Stakeholder.objects.create(initiative=initiative, name=name, **fields)
    return made


@pytest.mark.parametrize("who", ["partner", "stranger", "other_leader", "administrator"])
def test_to_everyone_but_the_leaders_no_page_exists(
    who: str, stakeholder: Stakeholder, leader: Person, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    seen, decision = observe(stakeholder, leader, "asks_on"), assess(stakeholder, leader, 3)
    args = [stakeholder.initiative_id, stakeholder.pk]
    addresses = [
        *(reverse(f"relationships:{name}", args=args[:1]) for name in PAGES),
        *(reverse(f"relationships:{name}", args=args) for name in ROW_PAGES),
        *(
            reverse(f"relationships:{name}", args=[*args, seen.pk])
            for name in ("change_observation", "delete_observation")
        ),
        reverse("relationships:take_back", args=[*args, decision.pk]),
    ]
    client = client_of(request.getfixturevalue(who))
    for address in addresses:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"act": "decide", "dimension": "2"}).status_code == 404, address


def test_a_relation_of_another_initiative_is_not_found_through_ones_own(
    stakeholder: Stakeholder, other_leader: Person, client_of: ClientOf
) -> None:
    own = Initiative.objects.visible_to(other_leader).get()
    for name in ROW_PAGES:
        address = reverse(f"relationships:{name}", args=[own.pk, stakeholder.pk])
        assert client_of(other_leader).get(address).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_partners_says_where_to_begin(
    name: str, initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).get(url(initiative, name))
    assert answer.status_code == 200
    if name != "chart_pdf":
        assert "Voeg een partner toe" in answer.content.decode()


def test_the_overview_counts_dimensions_and_what_moved_since_a_day(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    up, down, still, new = (add(initiative, name) for name in ("Omhoog BV", "Omlaag BV", "Gelijk BV", "Nieuw BV"))
    add(initiative, "Onbekend BV")
    for one, before, now in ((up, 2, 3), (down, 3, 2), (still, 3, 3)):
        assess(one, leader, before, days=200)
        assess(one, leader, now, days=10)
    assess(new, leader, 4, days=10)
    client = client_of(leader)
    context = client.get(url(initiative, "overview")).context
    assert context["dimensions"] == [(1, 0), (2, 1), (3, 2), (4, 1)]
    assert context["counts"] == {"none": 1, "impression": 4, "up": 1, "down": 1}
    assert "Van dimensie 2 naar 3, 1 keer veranderd" in client.get(url(initiative, "overview")).content.decode()

    def listed(query: str) -> list[str]:
        return [one.name for one, _steps in client.get(f"{url(initiative, 'overview')}?{query}").context["rows"]]

    assert listed("show=up") == ["Omhoog BV"]
    assert listed("show=3") == ["Gelijk BV", "Omhoog BV"]
    assert listed("show=none") == ["Onbekend BV"]
    assert listed(f"show=up&since={days_ago(5).isoformat()}") == []
    assert len(listed("show=nonsense&since=gisteren&page=9")) == 5


def test_the_overview_shows_fifty_relations_a_page(initiative: Initiative, leader: Person, client_of: ClientOf) -> None:
    fill(initiative, leader, 53, assessments=1)
    context = client_of(leader).get(url(initiative, "overview") + "?page=2").context
    assert len(context["rows"]) == 3
    assert context["total"] == 53


def test_the_chart_shows_each_relation_as_a_link_and_as_a_row(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    one = add(initiative, "Huisartsen De Linde", influence=3, attitude=2, dimension=2)
    Need.objects.create(stakeholder=one, kind=NeedKind.OWN_WORDS, words="kennis van de wijk")
    page = client_of(leader).get(url(initiative, "chart")).content.decode()
    assert "kennis van de wijk" in page
    assert 'aria-label="Huisartsen De Linde: invloed groot, houding terughoudend, dimensie 2"' in page
    assert page.count(f'href="{reverse("relationships:relation", args=[initiative.pk, one.pk])}"') == 2


def test_a_name_in_the_chart_is_text_and_never_markup(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    add(initiative, '<script>alert("1")</script> & co', influence=1, attitude=1)
    page = client_of(leader).get(url(initiative, "chart")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; co: invloed klein" in page


def test_more_moves_than_can_be_read_are_told_in_the_table_only(
    initiative: Initiative, leader: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samenhang.relationships.charts.MOVES_DRAWN", 1)
    for name in ("Een", "Twee"):
        write(add(initiative, name, influence=2, attitude=2), COLUMN_BY_KEY["attitude"], 4, leader)
    page = client_of(leader).get(url(initiative, "chart")).content.decode()
    assert "Er verschoof te veel om met lijnen te tonen. De tabel noemt alles." in page
    assert page.count("Terughoudend → Welwillend") == 2


def test_the_chart_says_what_is_unknown(initiative: Initiative, leader: Person, client_of: ClientOf) -> None:
    add(initiative, "Onbekend BV")
    page = client_of(leader).get(url(initiative, "chart")).content.decode()
    assert 'aria-label="Onbekend BV: invloed onbekend, houding onbekend, dimensie onbekend"' in page
    roles = client_of(leader).get(url(initiative, "chart") + "?view=roles").content.decode()
    assert 'aria-label="Onbekend BV: rol onbekend, kring onbekend, dimensie onbekend"' in roles


def test_the_chart_is_filtered_by_what_partners_are_needed_for(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    money, _other = add(initiative, "Fonds"), add(initiative, "Wijkteam")
    Need.objects.create(stakeholder=money, kind=NeedKind.MONEY)
    client = client_of(leader)
    context = client.get(url(initiative, "chart") + "?need=money").context
    assert [row.name for row, _needs in context["rows"]] == ["Fonds"]
    assert len(client.get(url(initiative, "chart") + "?need=nonsense").context["rows"]) == 2
    assert "Kies “Alles”" in client.get(url(initiative, "chart") + "?need=reach").content.decode()


def test_the_chart_shows_where_partners_came_from_since_a_day(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    one = add(initiative, "Wethouder", influence=2, attitude=2)
    for attitude in (3, 5):
        write(one, COLUMN_BY_KEY["attitude"], attitude, leader)
    Change.objects.update(at=timezone.now() - timedelta(days=30))
    write(one, COLUMN_BY_KEY["attitude"], 4, leader)
    assess(one, leader, 2, days=100)
    assess(one, leader, 3, days=5)
    client = client_of(leader)

    def row(days: int) -> object:
        context = client.get(f"{url(initiative, 'chart')}?since={days_ago(days).isoformat()}").context
        found, _needs = context["rows"][0]
        return found.earlier, found.dimension_before

    assert row(60) == (("2", "2"), 2)
    assert row(10) == (("2", "5"), 2)
    page = client.get(f"{url(initiative, 'chart')}?since={days_ago(60).isoformat()}").content.decode()
    assert "Terughoudend → Welwillend" in page
    assert "dimensie 2 → 3" in page
    assert 'class="move"' in page


def test_an_undone_change_is_no_movement(initiative: Initiative, leader: Person, client_of: ClientOf) -> None:
    one = add(initiative, "Wethouder", influence=2, attitude=2)
    write(one, COLUMN_BY_KEY["attitude"], 5, leader)
    undo(last_act(initiative, leader), by=leader)
    row, _needs = client_of(leader).get(url(initiative, "chart")).context["rows"][0]
    assert row.earlier == (row.row, row.column) == ("2", "2")


def test_where_to_begin_names_what_a_partner_is_needed_for(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    one = add(initiative, "Fonds")
    Need.objects.create(stakeholder=one, kind=NeedKind.MONEY)
    Need.objects.create(stakeholder=one, kind=NeedKind.OWN_WORDS, words="kennis van de wijk")
    page = client_of(leader).get(url(initiative, "where_to_begin")).content.decode()
    assert "U hebt deze partner nodig voor geld en kennis van de wijk." in page


def test_where_to_begin_gives_reasons_and_says_what_is_missing(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    add(initiative, "Wijkteam", influence=1, attitude=3, dimension=4)
    first = add(initiative, "Wethouder", influence=4, attitude=3, dimension=2, essential=True)
    page = client_of(leader).get(url(initiative, "where_to_begin")).content.decode()
    assert page.index("Wethouder") < page.index("Wijkteam")
    assert "Dit is een advies. U kiest zelf." in page
    assert "Deze partner is onmisbaar voor uw doel." in page
    assert "Van twee partners is geen belang bekend." in page
    advice = advise(initiative, leader)
    assert advice[0].name == "Wethouder"
    assert advice[0].url == reverse("relationships:relation", args=[initiative.pk, first.pk])
    assert advise(initiative, leader, limit=1) == advice[:1]


def test_missing_counts_what_a_viewer_may_know(initiative: Initiative, leader: Person, co_leader: Person) -> None:
    one = add(initiative, "Wethouder", influence=4, attitude=3, dimension=2, dimension_is_impression=False)
    Need.objects.create(stakeholder=one, kind=NeedKind.CONSENT)
    Interest.objects.create(stakeholder=one, text="Stil", author=co_leader, sensitivity=Sensitivity.ONLY_ME)
    assert [(gap.code, gap.count) for gap in missing(initiative, leader)] == [("interests", 1)]
    assert [(gap.code, gap.count) for gap in missing(initiative, co_leader)] == [("assumed", 1)]
    Interest.objects.create(stakeholder=one, text="Open", basis=Basis.SAID)
    assert missing(initiative, leader) == missing(initiative, co_leader) == []


def test_missing_names_every_gap_with_a_link_that_works(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    add(initiative, "Leeg")
    one = add(initiative, "Indruk", dimension=2)
    Interest.objects.create(stakeholder=one, text="Vermoed")
    gaps = missing(initiative, leader)
    assert {gap.code for gap in gaps} == {
        "needs",
        "influence",
        "attitude",
        "interests",
        "assumed",
        "assessment",
        "impression",
    }
    for gap in gaps:
        assert client_of(leader).get(gap.url).status_code == 200


def test_the_chart_on_paper_is_a_pdf(initiative: Initiative, leader: Person, client_of: ClientOf) -> None:
    fill(initiative, leader, 12)
    for name in ("جمعية سكان الحي", '🙂 Buurt <&> "co"', "N" * 200):
        add(initiative, name, influence=2, attitude=2, dimension=1)
    for query in ("", "?view=roles", "?need=money"):
        answer = client_of(leader).get(url(initiative, "chart_pdf") + query)
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["overview", "chart", "where_to_begin", "relation"])
def test_a_page_asks_the_database_as_often_for_thirty_relations_as_for_three(
    name: str,
    initiative: Initiative,
    leader: Person,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(leader)

    def ask(stakeholder: Stakeholder) -> int:
        args = [initiative.pk, stakeholder.pk] if name == "relation" else [initiative.pk]
        with django_assert_max_num_queries(12) as asked:
            assert client.get(reverse(f"relationships:{name}", args=args)).status_code == 200
        return len(asked)

    few = fill(initiative, leader, 3)[1]
    write(few, COLUMN_BY_KEY["attitude"], 1, leader)
    for _ in range(2):
        observe(few, leader, "asks_on")
    first = ask(few)
    many = fill(initiative, leader, 27, assessments=10)[1]
    for _ in range(9):
        observe(many, leader, "asks_on")
        write(many, COLUMN_BY_KEY["attitude"], many.attitude % 5 + 1 if many.attitude else 1, leader)
    assert ask(many) == first


def test_a_relation_that_does_not_exist_is_not_found(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    address = reverse("relationships:relation", args=[initiative.pk, uuid4()])
    assert client_of(leader).get(address).status_code == 404
