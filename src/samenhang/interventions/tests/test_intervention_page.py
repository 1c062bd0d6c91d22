"""One intervention: why it was chosen, how far it is, and what one can do now."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.actions.models import Action, Outcome
from samenhang.interventions.models import Intervention, Weighing
from samenhang.interventions.standing import steps_of
from samenhang.interventions.tests.chosen import choose, days_from_now, done, reflect
from samenhang.stakeholders.models import Interest, Sensitivity, Stakeholder

type ClientOf = Callable[[Person | None], Client]


def url(intervention: Intervention, name: str = "intervention") -> str:
    return reverse(f"interventions:{name}", args=[intervention.stakeholder.initiative_id, intervention.pk])


def act_url(intervention: Intervention, name: str) -> str:
    return reverse(f"actions:{name}", args=[intervention.stakeholder.initiative_id, intervention.action_id])


def weigh(intervention: Intervention, by: Person, *serves: Interest, **fields: Any) -> None:
    Weighing.objects.create(
        initiative_id=intervention.stakeholder.initiative_id,
        idea=intervention.idea,
        by=by,
        fits={str(interest.pk): 2 for interest in serves},
        **fields,
    )


def test_it_shows_why_it_was_chosen_without_what_only_another_may_see(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    rest = Interest.objects.create(stakeholder=stakeholder, text="Rust op de balie", author=leader)
    hidden = Interest.objects.create(
        stakeholder=stakeholder, text="Geheim belang", author=leader, sensitivity=Sensitivity.ONLY_ME
    )
    chosen = choose(stakeholder, leader)
    weigh(chosen, leader, rest, hidden, purpose="Ik wil leren hoe u werkt.", would_tell=True)
    mine = client_of(leader).get(url(chosen)).content.decode()
    assert "U vond dat het past bij:" in mine
    assert "Geheim belang" in mine
    theirs = client_of(co_leader).get(url(chosen)).content.decode()
    assert "Leider vond dat het past bij:" in theirs
    assert "Rust op de balie" in theirs
    assert "Ik wil leren hoe u werkt." in theirs
    assert "Geheim belang" not in theirs


def test_ones_own_weighing_goes_before_that_of_who_chose(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    chosen = choose(stakeholder, leader)
    weigh(chosen, leader, purpose="Van de leider.")
    weigh(chosen, co_leader, purpose="Van de medeleider.")
    html = client_of(co_leader).get(url(chosen)).content.decode()
    assert "Van de medeleider." in html
    assert "Van de leider." not in html


def test_done_is_told_here_and_leads_to_looking_back(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    chosen, client = choose(stakeholder, leader), client_of(leader)
    assert f'action="{act_url(chosen, "done")}"' in client.get(url(chosen)).content.decode()
    answer = client.post(act_url(chosen, "done"), {"next": url(chosen, "look_back")})
    assert answer["Location"] == url(chosen, "look_back")
    html = client.get(url(chosen)).content.decode()
    assert url(chosen, "look_back") in html
    assert f'action="{act_url(chosen, "done")}"' not in html


def test_it_is_postponed_and_dropped_with_a_reason_and_taken_up_again(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    chosen, client = choose(stakeholder, leader), client_of(leader)
    until = days_from_now(9)
    there = {"next": url(chosen)}
    client.post(act_url(chosen, "postpone"), there | {"until": until.isoformat(), "why": "Eerst vakantie"})
    html = client.get(url(chosen)).content.decode()
    assert "Uitgesteld tot" in html
    assert "Eerst vakantie" in html
    answer = client.post(act_url(chosen, "drop"), there | {"why": "Zij vertrekken"})
    assert answer["Location"] == url(chosen)
    html = client.get(url(chosen)).content.decode()
    assert "Zij vertrekken" in html
    assert "Bewaar uw voorbereiding" not in html
    client.post(act_url(chosen, "reopen"), there)
    assert Action.objects.get().outcome == ""


def test_an_action_that_is_not_accepted_is_no_appointment_and_its_owner_can_say_yes(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    chosen = choose(stakeholder, leader, action={"owner": co_leader, "accepted_at": None})
    html = client_of(leader).get(url(chosen)).content.decode()
    assert "nog geen afspraak" in html
    assert "Zeg ja tegen deze actie" not in html
    assert "Zeg ja tegen deze actie" in client_of(co_leader).get(url(chosen)).content.decode()


def test_an_action_taken_off_the_list_is_said_and_put_back(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    chosen, client = choose(stakeholder, leader, action={"removed_at": timezone.now()}), client_of(leader)
    html = client.get(url(chosen)).content.decode()
    assert "Deze actie staat niet meer op de actielijst." in html
    assert f'action="{act_url(chosen, "put_back")}"' in html
    client.post(act_url(chosen, "put_back"), {"next": url(chosen)})
    assert "niet meer op de actielijst" not in client.get(url(chosen)).content.decode()


def test_an_erased_action_leaves_the_intervention_to_choose_again_or_look_back_on(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    chosen = choose(stakeholder, leader)
    Action.objects.all().delete()
    html = client_of(leader).get(url(chosen)).content.decode()
    assert "Kies het idee opnieuw" in html
    assert url(chosen, "look_back") in html


@pytest.mark.parametrize(
    ("fields", "action", "now", "taken"),
    [
        ({}, {}, 1, 1),
        ({"opening": "Dag"}, {}, 2, 2),
        ({}, "done", 3, 2),
        ({"will_not": "Uitleggen"}, "done", 3, 3),
        ({}, "dropped", None, 1),
    ],
)
def test_the_steps_say_what_was_taken_and_what_comes_now(
    fields: dict[str, str], action: Any, now: int | None, taken: int, stakeholder: Stakeholder, leader: Person
) -> None:
    ended = done(leader) | ({"outcome": Outcome.DROPPED} if action == "dropped" else {})
    steps = steps_of(choose(stakeholder, leader, action=ended if action else {}, **fields))
    assert [place for place, step in enumerate(steps) if step.is_now] == ([now] if now else [])
    assert sum(step.is_done for step in steps) == taken


def test_after_looking_back_all_is_read_and_only_its_author_changes_words(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    chosen = choose(stakeholder, leader, action=done(leader), opening="Dag mevrouw")
    reflect(chosen, leader, 2, 3)
    mine, theirs = (client_of(one).get(url(chosen)).content.decode() for one in (leader, co_leader))
    for html in (mine, theirs):
        assert "Wij liepen mee." in html
        assert "Dag mevrouw" in html
        assert "Bewaar uw voorbereiding" not in html
        assert "↑ van 2 naar 3" in html
    assert "Wijzig uw tekst" in mine
    assert "Wijzig uw tekst" not in theirs


def test_an_archive_is_read_only(stakeholder: Stakeholder, leader: Person, client_of: ClientOf) -> None:
    chosen = choose(stakeholder, leader)
    stakeholder.initiative.archive(by=leader)
    client = client_of(leader)
    html = client.get(url(chosen)).content.decode()
    assert "Meld dat het gedaan is" not in html
    assert "Bewaar uw voorbereiding" not in html
    assert client.post(url(chosen), {"opening": "Dag"}).status_code == 403


def test_an_intervention_of_another_initiative_does_not_exist_here(
    stakeholder: Stakeholder, leader: Person, partner: Person, client_of: ClientOf
) -> None:
    chosen = choose(stakeholder, leader)
    assert client_of(partner).get(url(chosen)).status_code == 404
    elsewhere = type(stakeholder.initiative).begin(leader, name="Tweede", goal="Nog een doel.")
    wrong = reverse("interventions:intervention", args=[elsewhere.pk, chosen.pk])
    assert client_of(leader).get(wrong).status_code == 404


def test_erasing_the_partner_erases_the_intervention(stakeholder: Stakeholder, leader: Person) -> None:
    reflect(choose(stakeholder, leader), leader, 2, 3)
    stakeholder.delete()
    assert not Intervention.objects.exists()
    assert not Action.objects.exists()


def test_the_page_takes_at_most_twelve_queries(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf, django_assert_max_num_queries: Callable[..., object]
) -> None:
    interests = [Interest.objects.create(stakeholder=stakeholder, text=f"Belang {n}", author=leader) for n in range(9)]
    chosen = choose(stakeholder, leader, action=done(leader))
    weigh(chosen, leader, *interests)
    reflect(chosen, leader, 2, 3)
    client = client_of(leader)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get(url(chosen))
