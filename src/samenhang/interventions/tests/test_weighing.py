from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Idea, Weighing
from samenhang.interventions.tests.weighed import brainstorm_with, interest_of, url, weighing_of, words_of
from samenhang.interventions.weighing import Verdict, verdicts_of
from samenhang.stakeholders.models import Interest, Stakeholder

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def brainstorm(stakeholder: Stakeholder, leader: Person) -> Brainstorm:
    return brainstorm_with(stakeholder, leader, 3)[0]


def answers(interest: Interest | None = None, degree: str = "2", **fields: Any) -> dict[str, Any]:
    fit = {f"fit_{interest.pk}": degree} if interest else {}
    return fit | {"save": "1"} | fields


def test_a_leader_holds_an_idea_against_the_other_and_against_oneself(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, client_of: ClientOf
) -> None:
    sent = answers(
        interest, "3", explains_us="no", own_values="2", own_manner="0", effort="3", stretch="1",
        purpose="Ik wil uw dag zien.", would_tell="yes", family="asking",
    )  # fmt: skip
    assert client_of(leader).post(url(brainstorm, "weigh", idea), sent).status_code == 302
    kept = Weighing.objects.get()
    assert (kept.idea, kept.by, kept.initiative_id) == (idea, leader, idea.initiative_id)
    assert kept.fits == {str(interest.pk): 3}
    assert (kept.explains_us, kept.would_tell, kept.purpose) == (False, True, "Ik wil uw dag zien.")
    assert (kept.own_values, kept.own_manner, kept.effort, kept.stretch) == (2, 0, 3, 1)
    idea.refresh_from_db()
    assert idea.family == "asking"


def test_what_was_weighed_stands_in_the_form_again(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, {interest: 3}, would_tell=False, effort=2, purpose="Ik wil uw dag zien.")
    page = client_of(leader).get(url(brainstorm, "weigh", idea)).content.decode()
    for name, value in ((f"fit_{interest.pk}", "3"), ("would_tell", "no"), ("effort", "2"), ("stretch", "")):
        ticked = [tag for tag in page.split("<input") if f'name="{name}"' in tag and "checked" in tag.split(">")[0]]
        assert len(ticked) == 1
        assert f'value="{value}"' in ticked[0]
    assert "Ik wil uw dag zien." in page


def test_nothing_has_to_be_answered(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    assert client.post(url(brainstorm, "weigh", idea), answers(interest, "")).status_code == 302
    assert not Weighing.objects.exists()
    client.post(url(brainstorm, "weigh", idea), answers(interest, "0"))
    assert Weighing.objects.get().fits == {str(interest.pk): 0}


def test_who_takes_all_answers_back_has_not_weighed_it(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, effort=2)
    client_of(leader).post(url(brainstorm, "weigh", idea), answers())
    assert not Weighing.objects.exists()


def test_two_leaders_weigh_the_same_idea_each_for_themselves(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    for person, degree in ((leader, "1"), (co_leader, "3"), (leader, "2")):
        client_of(person).post(url(brainstorm, "weigh", idea), answers(interest, degree))
    assert Weighing.objects.get(by=leader).fits == {str(interest.pk): 2}
    assert Weighing.objects.get(by=co_leader).fits == {str(interest.pk): 3}


def test_what_was_typed_stays_when_an_answer_is_not_understood(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    sent = answers(purpose="Ik wil uw dag zien.", effort="9")
    answer = client_of(leader).post(url(brainstorm, "weigh", idea), sent)
    assert answer.status_code == 422
    assert "Ik wil uw dag zien." in answer.content.decode()
    assert not Weighing.objects.exists()


def test_the_words_of_an_idea_are_a_question_to_the_person(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    idea: Idea = brainstorm.ideas.order_by("id")[0]
    ideas.change(idea, "Leg nog eens uit waarom dit moet.")
    page = client_of(leader).get(url(brainstorm, "weigh", idea))
    assert "Er staat “Leg nog eens uit”. U bepaalt zelf of dat zo is." in words_of(page)


def test_without_known_interests_one_reads_that_and_may_still_weigh_against_oneself(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    answer = client.get(url(brainstorm, "weigh", idea))
    assert "U kent nog geen belangen van de ander" in words_of(answer)
    assert f"/stakeholders/{stakeholder.pk}/" in answer.content.decode()
    client.post(url(brainstorm, "weigh", idea), answers(own_values="2"))
    assert Weighing.objects.get().own_values == 2


def test_saving_goes_on_to_the_next_idea_that_was_not_weighed(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    first, second, third = brainstorm.ideas.order_by("id")
    weighing_of(second, leader, effort=1)
    client = client_of(leader)
    sent = {"effort": "1", "next": "1"}
    assert client.post(url(brainstorm, "weigh", first), sent)["Location"] == url(brainstorm, "weigh", third)
    assert client.post(url(brainstorm, "weigh", third), sent)["Location"].startswith(url(brainstorm, "brainstorm"))


def test_an_idea_that_was_taken_away_cannot_be_weighed_and_what_was_typed_stays(
    brainstorm: Brainstorm, idea: Idea, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    ideas.remove(idea, by=co_leader)
    answer = client_of(leader).post(url(brainstorm, "weigh", idea), answers(purpose="Ik wil uw dag zien."))
    assert answer.status_code == 410
    assert "Dit idee is weggehaald" in words_of(answer)
    assert "door: Medeleider" in words_of(answer)
    assert "Ik wil uw dag zien." in answer.content.decode()
    assert not Weighing.objects.exists()


def test_the_words_of_an_idea_that_was_withdrawn_are_no_longer_shown(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    ideas.remove(idea, by=None)
    answer = client_of(leader).get(url(brainstorm, "weigh", idea))
    assert answer.status_code == 410
    assert idea.text not in answer.content.decode()


def test_in_the_archive_a_weighing_is_read_only(
    brainstorm: Brainstorm, idea: Idea, initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, purpose="Ik wil uw dag zien.")
    initiative.archive(by=leader)
    client = client_of(leader)
    page = client.get(url(brainstorm, "weigh", idea)).content.decode()
    assert "Ik wil uw dag zien." in page
    assert "Bewaar uw weging" not in page
    assert client.post(url(brainstorm, "weigh", idea), answers()).status_code == 403


def test_an_interest_that_another_leader_keeps_to_himself_is_not_asked_about(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    secret = interest_of(stakeholder, "Wil verhuizen", only=co_leader)
    client = client_of(leader)
    assert "Wil verhuizen" not in client.get(url(brainstorm, "weigh", idea)).content.decode()
    client.post(url(brainstorm, "weigh", idea), answers(secret, "3", effort="1"))
    assert Weighing.objects.get().fits == {}
    assert "alleen u ziet dit belang" in words_of(client_of(co_leader).get(url(brainstorm, "weigh", idea)))


def test_a_verdict_names_the_interests_strongest_first_and_the_flags(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, stakeholder: Stakeholder, leader: Person
) -> None:
    stronger = interest_of(stakeholder, "Tijd voor ouderen")
    unserved = interest_of(stakeholder, "Geen formulier")
    weighing_of(idea, leader, {interest: 1, stronger: 3, unserved: 0}, explains_us=True)
    assert verdicts_of(brainstorm, leader) == {
        idea.pk: Verdict((stronger, interest), ("Legt vooral uit wat ú belangrijk vindt",))
    }


def test_nobody_else_judges_for_the_viewer(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, leader: Person, co_leader: Person
) -> None:
    weighing_of(idea, co_leader, {interest: 3})
    assert verdicts_of(brainstorm, leader) == {}


def test_words_alone_make_no_verdict(brainstorm: Brainstorm, idea: Idea, leader: Person) -> None:
    ideas.change(idea, "Leg nog eens uit waarom dit moet.")
    weighing_of(idea, leader, effort=1)
    assert verdicts_of(brainstorm, leader) == {idea.pk: Verdict((), ())}


def test_an_interest_that_became_secret_or_was_deleted_is_out_of_every_verdict(
    brainstorm: Brainstorm, idea: Idea, interest: Interest, stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    secret = interest_of(stakeholder, "Wil verhuizen", only=co_leader)
    gone = interest_of(stakeholder, "Oud belang")
    weighing_of(idea, leader, {secret: 3, gone: 3, interest: 2})
    gone.delete()
    assert verdicts_of(brainstorm, leader)[idea.pk].serves == (interest,)


def test_verdicts_take_two_queries_however_many_ideas(
    brainstorm: Brainstorm,
    interest: Interest,
    stakeholder: Stakeholder,
    leader: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    others = [interest_of(stakeholder, f"Belang {number}") for number in range(9)]
    for idea in brainstorm.ideas.all():
        weighing_of(idea, leader, dict.fromkeys([interest, *others], 2))
    with django_assert_num_queries(2):
        verdicts = verdicts_of(brainstorm, leader)
        assert {len(verdict.serves) for verdict in verdicts.values()} == {10}


def test_a_weighing_of_a_removed_stakeholder_is_out_of_reach(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    stakeholder.removed_at = timezone.now()
    stakeholder.save()
    assert client_of(leader).post(url(brainstorm, "weigh", idea), answers(effort="1")).status_code == 404


@pytest.mark.parametrize("name", ["partner", "stranger", "administrator", "other_leader"])
def test_only_leaders_of_the_initiative_weigh(
    name: str, brainstorm: Brainstorm, idea: Idea, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.get(url(brainstorm, "weigh", idea)).status_code == 404
    assert client.post(url(brainstorm, "weigh", idea), answers(effort="1")).status_code == 404
