"""Counting what followed on interventions, and how that is shown."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.access import Role
from samenhang.initiatives.models import Initiative, Membership
from samenhang.interventions.models import Family
from samenhang.interventions.tests.chosen import choose, done, reflect
from samenhang.interventions.what_works import Case, Counts, cases_of, count
from samenhang.stakeholders.models import Stakeholder

type ClientOf = Callable[[Person | None], Client]


def page(initiative: Initiative, client: Client) -> str:
    return client.get(reverse("interventions:what_works", args=[initiative.pk])).content.decode()


def in_words(html: str) -> str:
    """The numbers of each row of the table, one row a line."""
    rows = html.split("<tr")[2:]
    return "\n".join(" ".join(cell.split("</td>")[0] for cell in row.split("<td>")[1:]) for row in rows)


def test_each_family_is_counted_by_what_followed_and_by_where_it_began() -> None:
    asking, giving = count(
        [
            Case(Family.GIVING, 3, 2),
            Case(Family.ASKING, 2, 3),
            Case(Family.ASKING, 2, 2),
            Case(Family.ASKING, 1, 3),
        ]
    )
    assert (asking.family, asking.all) == (Family.ASKING, Counts(up=2, same=1, down=0, unknown=0))
    assert asking.starting == ((1, Counts(1, 0, 0, 0)), (2, Counts(1, 1, 0, 0)))
    assert (giving.family, giving.all) == (Family.GIVING, Counts(0, 0, 1, 0))
    assert count([]) == []


def test_what_is_not_known_is_counted_apart_and_carries_no_share() -> None:
    counts = Counts.of([Case("asking", None, 3), Case("asking", 2, None), *[Case("asking", 2, 3)] * 5])
    assert (counts.cases, counts.known, counts.unknown, counts.share_up) == (7, 5, 2, 100)
    assert count([Case("asking", None, 3)])[0].starting == ()


@pytest.mark.parametrize(("cases", "share"), [(4, None), (5, 60)])
def test_there_is_no_percentage_below_five_cases(cases: int, share: int | None) -> None:
    ups = [Case("asking", 2, 3)] * 3
    assert Counts.of(ups + [Case("asking", 2, 2)] * (cases - 3)).share_up == share


def test_a_bar_is_as_long_as_there_are_cases_on_one_scale_for_all() -> None:
    asking, giving = count([Case("asking", 2, 3)] * 6 + [Case("asking", 2, 1)] * 4 + [Case("giving", 2, 2)])
    assert asking.bar == (("up", "0.00", "60.00"), ("down", "60.00", "40.00"))
    assert giving.bar == (("same", "0.00", "10.00"),)
    assert count([Case("asking", 2, 3)])[0].bar == (("up", "0.00", "20.00"),)
    assert count([Case("asking", None, 3)])[0].bar == ()


def test_all_initiatives_that_somebody_leads_count_and_no_others(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person, other_leader: Person, partner: Person
) -> None:
    reflect(choose(stakeholder, leader, action=done(leader)), leader, 2, 3)
    elsewhere = Initiative.begin(leader, name="Tweede", goal="Nog een doel.")
    theirs = Stakeholder.objects.create(initiative=elsewhere, name="Geheime Stichting")
    reflect(choose(theirs, leader), leader, 3, 3)
    choose(theirs, leader)
    assert len(cases_of(leader, examples=False)) == 2
    assert cases_of(partner, examples=False) == []
    assert cases_of(other_leader, examples=False) == []
    Membership.objects.create(initiative=elsewhere, person=other_leader, role=Role.CO_LEADER)
    assert cases_of(other_leader, examples=False) == [Case("asking", 3, 3)]


def test_examples_stay_among_themselves(initiative: Initiative, stakeholder: Stakeholder, leader: Person) -> None:
    reflect(choose(stakeholder, leader), leader, 2, 3)
    initiative.is_example = True
    initiative.save()
    assert cases_of(leader, examples=False) == []
    assert len(cases_of(leader, examples=True)) == 1


def test_removed_and_erased_partners_no_longer_count(stakeholder: Stakeholder, leader: Person) -> None:
    reflect(choose(stakeholder, leader), leader, 2, 3)
    stakeholder.removed_at = timezone.now()
    stakeholder.save()
    assert cases_of(leader, examples=False) == []
    stakeholder.removed_at = None
    stakeholder.save()
    assert len(cases_of(leader, examples=False)) == 1
    stakeholder.delete()
    assert cases_of(leader, examples=False) == []


def test_the_page_gives_counts_and_caution_and_names_nobody(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    elsewhere = Initiative.begin(leader, name="Tweede", goal="Nog een doel.")
    theirs = Stakeholder.objects.create(initiative=elsewhere, name="Geheime Stichting")
    for after in (3, 3, 2, 1):
        reflect(choose(theirs, leader), leader, 2, after)
    html = page(initiative, client_of(leader))
    assert "Vragen" in html
    assert in_words(html) == "2 1 1 4\n2 1 1 4"
    assert "Weinig gevallen bewijzen niets." in html
    assert "% ging omhoog" not in html
    assert "Geheime Stichting" not in html
    reflect(choose(theirs, leader), leader, 2, 3)
    assert "60% ging omhoog" in page(initiative, client_of(leader))


def test_an_empty_count_says_where_to_begin(initiative: Initiative, leader: Person, client_of: ClientOf) -> None:
    html = page(initiative, client_of(leader))
    assert "Kijk eerst terug op een interventie." in html
    assert "<table" not in html


def test_more_cases_take_no_more_queries(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(leader)
    for number in range(12):
        reflect(choose(stakeholder, leader, family=Family.values[number % 5]), leader, number % 4 + 1, 3)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page(stakeholder.initiative, client)
