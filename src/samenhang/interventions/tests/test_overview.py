"""What the overview of interventions shows, to whom, and what it costs."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Outcome
from samenhang.initiatives.models import Initiative
from samenhang.interventions.tests.chosen import brainstorm_on, choose, days_from_now, done, reflect, think_up
from samenhang.relationships.tests.builders import fill
from samenhang.stakeholders.models import Stakeholder

type ClientOf = Callable[[Person | None], Client]


def page(initiative: Initiative, client: Client) -> str:
    return client.get(reverse("interventions:overview", args=[initiative.pk])).content.decode()


def part(html: str, key: str) -> str:
    """One section of the page; empty when it is not there."""
    _before, found, rest = html.partition(f'aria-labelledby="{key}"')
    return rest.split("</section>")[0] if found else ""


def test_without_interventions_it_says_where_to_begin(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    html = page(initiative, client_of(leader))
    assert "Kies eerst met wie u begint." in html
    assert reverse("relationships:where_to_begin", args=[initiative.pk]) in html
    assert reverse("interventions:what_works", args=[initiative.pk]) in html


def test_each_intervention_stands_where_it_asks_something(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    choose(stakeholder, leader, "Idee loopt", action={"owner": co_leader, "due": days_from_now(3)})
    choose(stakeholder, leader, "Idee te laat", action={"due": days_from_now(-3)})
    choose(stakeholder, leader, "Idee rust", action={"postponed_until": days_from_now(9)})
    choose(stakeholder, leader, "Idee gedaan", action=done(leader))
    choose(stakeholder, leader, "Idee vervallen", action=done(leader) | {"outcome": Outcome.DROPPED})
    choose(stakeholder, leader, "Idee eraf", action={"removed_at": timezone.now()})
    choose(stakeholder, leader, "Idee zonder", action=None)
    reflect(choose(stakeholder, leader, "Idee af", action=done(leader)), leader, 2, 3)
    html = page(stakeholder.initiative, client_of(leader))
    places = {
        "to-look-back": ["Idee gedaan"],
        "running": ["Idee loopt", "Idee te laat"],
        "postponed": ["Idee rust"],
        "off-list": ["Idee eraf", "Idee zonder"],
        "closed": ["Idee af"],
        "dropped": ["Idee vervallen"],
    }
    for key, texts in places.items():
        for text in texts:
            assert text in part(html, key), key
            assert html.count(f">{text}</a>") == 1, text
    assert "Medeleider" in part(html, "running")
    assert part(html, "running").count("te laat:") == 1
    assert "↑ van 2 naar 3" in part(html, "closed")


def test_what_runs_stands_by_its_day_and_what_is_past_is_shortened(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    for days in (9, 2, 5):
        choose(stakeholder, leader, f"Over {days}", action={"due": days_from_now(days)})
    choose(stakeholder, leader, "Zonder dag", action={"due": None})
    for number in range(12):
        reflect(choose(stakeholder, leader, f"Af {number}."), leader, 2, 3, on=days_from_now(-number))
    client = client_of(leader)
    html = page(stakeholder.initiative, client)
    running = part(html, "running")
    places = [running.index(text) for text in ("Over 2", "Over 5", "Over 9", "Zonder dag")]
    assert places == sorted(places)
    closed = part(html, "closed")
    assert closed.index("Af 0.") < closed.index("Af 9.")
    assert "Af 10." not in html
    assert "Toon ook 2 andere interventies" in html
    address = reverse("interventions:overview", args=[stakeholder.initiative_id]) + "?show=all"
    assert "Af 11." in client.get(address).content.decode()


def test_a_brainstorm_is_going_on_until_something_was_chosen(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    brainstorm = brainstorm_on(stakeholder, leader)
    for number in range(4):
        think_up(brainstorm, leader, f"Idee {number}")
    think_up(brainstorm, leader, "Weg", removed_at=timezone.now())
    client = client_of(leader)
    shown = part(page(stakeholder.initiative, client), "brainstorms")
    assert "4 ideeën" in shown
    assert "u kunt kiezen" not in shown
    idea = think_up(brainstorm, leader, "Vijfde")
    assert "u kunt kiezen" in part(page(stakeholder.initiative, client), "brainstorms")
    chosen = choose(stakeholder, leader, idea=idea)
    address = reverse("interventions:brainstorm", args=[stakeholder.initiative_id, brainstorm.pk])
    assert address not in page(stakeholder.initiative, client)
    Action.objects.filter(intervention=chosen).update(outcome=Outcome.DROPPED)
    assert address in part(page(stakeholder.initiative, client), "brainstorms"), "there is something to choose again"


def test_it_advises_relations_where_nothing_is_going_on(
    initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    busy, free = [
        Stakeholder.objects.create(initiative=initiative, name=name, dimension=2, influence=4)
        for name in ("Bezige partner", "Vrije partner")
    ]
    choose(busy, leader)
    begin = part(page(initiative, client_of(leader)), "begin")
    assert reverse("interventions:begin", args=[initiative.pk, free.pk]) in begin
    assert "Bezige partner" not in begin


def test_what_is_about_a_removed_partner_is_out_of_sight(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    chosen = choose(stakeholder, leader)
    think_up(brainstorm_on(stakeholder, leader), leader)
    stakeholder.removed_at = timezone.now()
    stakeholder.save()
    client = client_of(leader)
    html = page(stakeholder.initiative, client)
    assert "Huisartsenpraktijk" not in html
    assert "Kies eerst met wie u begint." in html
    address = reverse("interventions:intervention", args=[stakeholder.initiative_id, chosen.pk])
    assert client.get(address).status_code == 404


def test_an_archive_offers_nothing_to_begin(stakeholder: Stakeholder, leader: Person, client_of: ClientOf) -> None:
    choose(stakeholder, leader, "Nog te lezen")
    stakeholder.initiative.archive(by=leader)
    html = page(stakeholder.initiative, client_of(leader))
    assert "Nog te lezen" in html
    assert "Begin iets nieuws" not in html


@pytest.mark.parametrize("name", ["overview", "what_works"])
def test_only_leaders_see_it(
    name: str, initiative: Initiative, partner: Person, co_leader: Person, stranger: Person, client_of: ClientOf
) -> None:
    address = reverse(f"interventions:{name}", args=[initiative.pk])
    assert client_of(co_leader).get(address).status_code == 200
    assert client_of(partner).get(address).status_code == 404
    assert client_of(stranger).get(address).status_code == 404


def test_twelve_queries_whatever_goes_on(
    initiative: Initiative,
    leader: Person,
    client_of: ClientOf,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for number, stakeholder in enumerate(fill(initiative, leader, 12)):
        chosen = choose(stakeholder, leader, action=done(leader) if number % 2 else {})
        if number % 3 == 0:
            reflect(chosen, leader, 2, 3)
        think_up(brainstorm_on(stakeholder, leader), leader)
    client = client_of(leader)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page(initiative, client)


def test_with_plenty_under_way_nothing_new_is_advised(
    initiative: Initiative, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    for number in range(10):
        one = Stakeholder.objects.create(initiative=initiative, name=f"Partner {number}", dimension=2, influence=3)
        choose(one, leader, "Vraag het")
    Stakeholder.objects.create(initiative=initiative, name="Een elfde", dimension=2, influence=4)
    html = client_of(leader).get(reverse("interventions:overview", args=[initiative.pk])).text
    assert "Er loopt al veel. Rond eerst iets af." in html
    assert "Een elfde" not in html
