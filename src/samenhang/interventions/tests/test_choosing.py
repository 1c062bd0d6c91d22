import re
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.actions.models import Action
from samenhang.initiatives.models import Initiative
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Idea, Intervention, Weighing
from samenhang.interventions.tests.weighed import brainstorm_with, chosen, interest_of, url, weighing_of, words_of
from samenhang.stakeholders.models import Stakeholder

type ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def brainstorm(stakeholder: Stakeholder, leader: Person) -> Brainstorm:
    return brainstorm_with(stakeholder, leader)[0]


@pytest.fixture
def other(brainstorm: Brainstorm) -> Idea:
    found: Idea = brainstorm.ideas.order_by("id")[1]
    return found


def is_ticked(page: str, value: str) -> bool:
    found = re.search(rf'<input[^>]*value="{value}"[^>]*>', page)
    return bool(found and "checked" in found[0])


def test_the_chosen_idea_becomes_an_intervention_with_an_action(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(url(brainstorm, "choose", idea), chosen(**{"action-owner": str(leader.pk)}))
    made = Intervention.objects.select_related("action").get()
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/interventions/{made.pk}/")
    assert (made.idea, made.stakeholder, made.chosen_by, made.family) == (idea, stakeholder, leader, "asking")
    assert made.first_step == "Bel voor een afspraak"
    action = made.action
    assert action
    assert (action.private_text, action.owner, action.stakeholder) == (
        "Een ochtend meelopen aan de balie", leader, stakeholder,
    )  # fmt: skip
    assert (action.initiative_id, action.origin) == (idea.initiative_id, answer["Location"])
    assert action.accepted_at
    assert not action.is_shared


def test_the_form_begins_with_what_is_known(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    idea.family = "giving"
    idea.save()
    served = interest_of(stakeholder, "Minder volle spreekuren")
    weighing_of(idea, leader, {served: 2}, purpose="Ik wil uw dag zien.")
    answer = client_of(leader).get(url(brainstorm, "choose", idea))
    page = answer.content.decode()
    assert f">\n{idea.text}</textarea>" in page
    assert is_ticked(page, "giving")
    assert "Minder volle spreekuren" in page
    assert "Ik wil uw dag zien." in page


def test_family_and_day_are_asked_for_and_nothing_typed_is_lost(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(url(brainstorm, "choose", idea), chosen(family="", **{"action-due": ""}))
    assert answer.status_code == 422
    text = words_of(answer)
    assert "Kies wat voor idee dit is. Zo ziet u later wat bij u werkt." in text
    assert "Kies een dag. U kunt die later verzetten." in text
    assert "Een ochtend meelopen aan de balie" in text
    assert "Bel voor een afspraak" in text
    assert not Intervention.objects.exists()
    assert not Action.objects.exists()


def test_a_flagged_idea_asks_for_a_tick_and_can_then_be_chosen(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, would_tell=False)
    client = client_of(leader)
    answer = client.post(url(brainstorm, "choose", idea), chosen())
    assert answer.status_code == 422
    assert "Lees wat er bij dit idee opvalt, en zet een vinkje als u het toch kiest." in words_of(answer)
    assert "Zou u dit doel open vertellen? U zei: nee" in words_of(answer)
    assert client.post(url(brainstorm, "choose", idea), chosen(certain="on")).status_code == 302
    assert Intervention.objects.get().idea == idea


def test_staying_comfortable_is_remarked_and_asks_for_no_tick(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, leader, stretch=1)
    client = client_of(leader)
    assert "Dit is voor u weinig spannend" in words_of(client.get(url(brainstorm, "choose", idea)))
    assert "Dit is voor u weinig spannend" not in words_of(client.get(url(brainstorm, "compare")))
    assert client.post(url(brainstorm, "choose", idea), chosen()).status_code == 302


def test_flags_are_one_s_own_not_those_of_a_co_leader(
    brainstorm: Brainstorm, idea: Idea, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    weighing_of(idea, co_leader, would_tell=False)
    assert client_of(leader).post(url(brainstorm, "choose", idea), chosen()).status_code == 302


def test_pressing_twice_chooses_once(brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf) -> None:
    client, sent = client_of(leader), chosen()
    first = client.post(url(brainstorm, "choose", idea), sent)
    second = client.post(url(brainstorm, "choose", idea), sent)
    assert first["Location"] == second["Location"]
    assert Intervention.objects.count() == Action.objects.count() == 1


def test_when_somebody_else_chose_meanwhile_one_reads_what_and_keeps_what_was_typed(
    brainstorm: Brainstorm, idea: Idea, other: Idea, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    client_of(co_leader).post(url(brainstorm, "choose", other), chosen())
    theirs = Intervention.objects.get()
    answer = client_of(leader).post(url(brainstorm, "choose", idea), chosen(first_step="Schrijf een kaart"))
    assert answer.status_code == 409
    text = words_of(answer)
    assert "Intussen is een ander idee gekozen. Wat u schreef, staat er nog." in text
    assert "door: Medeleider" in text
    assert timezone.localtime(theirs.chosen_at).strftime("om %H:%M") in text
    assert other.text in text
    assert "Schrijf een kaart" in text
    assert f"/interventions/{theirs.pk}/" in answer.content.decode()
    assert Intervention.objects.get() == theirs
    assert Action.objects.count() == 1


def test_a_second_one_is_chosen_only_on_purpose(
    brainstorm: Brainstorm, idea: Idea, other: Idea, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    client_of(co_leader).post(url(brainstorm, "choose", other), chosen())
    theirs = Intervention.objects.get()
    client = client_of(leader)
    page = client.get(url(brainstorm, "choose", idea))
    assert "Kies dit er ook bij" in words_of(page)
    assert f'name="seen" value="{theirs.pk}"' in page.content.decode()
    assert client.post(url(brainstorm, "choose", idea), chosen(seen=[str(theirs.pk)])).status_code == 302
    assert Intervention.objects.count() == 2


def test_a_third_that_came_meanwhile_stops_the_second(
    brainstorm: Brainstorm, idea: Idea, other: Idea, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    client_of(co_leader).post(url(brainstorm, "choose", other), chosen())
    theirs = Intervention.objects.get()
    third: Idea = brainstorm.ideas.order_by("id")[2]
    client_of(co_leader).post(url(brainstorm, "choose", third), chosen(seen=[str(theirs.pk)]))
    seen = [str(theirs.pk), "no key"]
    answer = client_of(leader).post(url(brainstorm, "choose", idea), chosen(seen=seen))
    assert answer.status_code == 409
    assert third.text in words_of(answer)


@pytest.mark.parametrize("how", ["ended", "removed", "gone"])
def test_what_no_longer_runs_does_not_stand_in_the_way(
    how: str, brainstorm: Brainstorm, idea: Idea, other: Idea, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    client.post(url(brainstorm, "choose", other), chosen())
    if how == "gone":
        Action.objects.all().delete()
    else:
        Action.objects.update(**{f"{how}_at": timezone.now()})
    assert client.post(url(brainstorm, "choose", idea), chosen()).status_code == 302


def test_an_idea_of_another_brainstorm_is_no_obstacle(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    second, made = brainstorm_with(stakeholder, leader)
    client = client_of(leader)
    client.post(url(second, "choose", made[0]), chosen())
    assert client.post(url(brainstorm, "choose", idea), chosen()).status_code == 302


def test_the_key_of_another_s_choice_gives_a_choice_of_one_s_own(
    brainstorm: Brainstorm, idea: Idea, other: Idea, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    sent = chosen()
    client_of(co_leader).post(url(brainstorm, "choose", other), sent)
    theirs = Intervention.objects.get()
    mine = chosen(key=sent["key"], seen=[str(theirs.pk)])
    client_of(leader).post(url(brainstorm, "choose", idea), mine)
    assert Intervention.objects.count() == 2
    theirs.refresh_from_db()
    assert theirs.idea == other


def test_a_removed_idea_cannot_be_chosen_and_what_was_typed_stays(
    brainstorm: Brainstorm, idea: Idea, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    ideas.add(brainstorm, key=brainstorm.pk, text="Een zesde", by=leader)
    ideas.remove(idea, by=co_leader)
    client = client_of(leader)
    page = client.get(url(brainstorm, "choose", idea))
    assert page.status_code == 410
    assert "Dit idee is weggehaald" in words_of(page)
    answer = client.post(url(brainstorm, "choose", idea), chosen())
    assert answer.status_code == 409
    assert "door: Medeleider" in words_of(answer)
    assert "Bel voor een afspraak" in words_of(answer)
    assert "Kies dit idee</button>" not in answer.content.decode()
    assert not Intervention.objects.exists()


def test_choosing_waits_when_ideas_were_taken_away_meanwhile(
    brainstorm: Brainstorm, idea: Idea, other: Idea, leader: Person, client_of: ClientOf
) -> None:
    ideas.remove(other, by=leader)
    answer = client_of(leader).post(url(brainstorm, "choose", idea), chosen())
    assert answer.status_code == 409
    assert "Kiezen kan vanaf 5 ideeën. U hebt er nu 4." in words_of(answer)
    assert "Bel voor een afspraak" in words_of(answer)
    assert not Intervention.objects.exists()


def test_a_reason_given_early_opens_the_choice(stakeholder: Stakeholder, leader: Person, client_of: ClientOf) -> None:
    few, made = brainstorm_with(stakeholder, leader, 1)
    client = client_of(leader)
    client.post(url(few, "early"), {"early_why": "Morgen is het overleg."})
    assert client.post(url(few, "choose", made[0]), chosen()).status_code == 302


def test_who_looks_at_the_brainstorm_hears_of_the_choice(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    before = Brainstorm.objects.get().last_number
    client_of(leader).post(url(brainstorm, "choose", idea), chosen())
    idea.refresh_from_db()
    assert idea.number == Brainstorm.objects.get().last_number == before + 1


def test_the_first_step_is_not_readable_in_the_database(
    brainstorm: Brainstorm, idea: Idea, leader: Person, client_of: ClientOf
) -> None:
    client_of(leader).post(url(brainstorm, "choose", idea), chosen())
    with connection.cursor() as cursor:
        cursor.execute("SELECT first_step FROM interventions_intervention")
        assert "afspraak" not in cursor.fetchone()[0]


def test_in_the_archive_nothing_is_chosen(
    brainstorm: Brainstorm, idea: Idea, initiative: Initiative, leader: Person, client_of: ClientOf
) -> None:
    initiative.archive(by=leader)
    client = client_of(leader)
    assert "Kiezen kan niet meer." in words_of(client.get(url(brainstorm, "choose", idea)))
    assert client.post(url(brainstorm, "choose", idea), chosen()).status_code == 403


def test_the_choice_for_a_removed_stakeholder_is_gone(
    brainstorm: Brainstorm, idea: Idea, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    stakeholder.removed_at = timezone.now()
    stakeholder.save()
    assert client_of(leader).post(url(brainstorm, "choose", idea), chosen()).status_code == 404
    assert not Action.objects.exists()


@pytest.mark.parametrize("name", ["partner", "stranger", "administrator", "other_leader"])
def test_only_leaders_of_the_initiative_choose(
    name: str, brainstorm: Brainstorm, idea: Idea, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.get(url(brainstorm, "choose", idea)).status_code == 404
    assert client.post(url(brainstorm, "choose", idea), chosen()).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same_idea", [False, True])
def test_of_two_who_choose_at_once_one_chooses_and_the_other_reads_what(
    same_idea: bool, stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    brainstorm, made = brainstorm_with(stakeholder, leader)
    theirs = made[0] if same_idea else made[1]
    answers = all_at_once(
        [
            partial(client_of(leader).post, url(brainstorm, "choose", made[0]), chosen()),
            partial(client_of(co_leader).post, url(brainstorm, "choose", theirs), chosen()),
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    one = Intervention.objects.select_related("idea", "chosen_by").get()
    (refused,) = [answer for answer in answers if answer.status_code == 409]
    assert f"door: {one.chosen_by} {one.idea.text}" in words_of(refused)
    assert Action.objects.get() == one.action


@pytest.mark.django_db(transaction=True)
def test_a_double_click_that_arrives_at_once_chooses_once(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    brainstorm, made = brainstorm_with(stakeholder, leader)
    sent = chosen()
    address = url(brainstorm, "choose", made[0])
    answers = all_at_once([partial(client_of(leader).post, address, sent) for _click in range(4)])
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Intervention.objects.count() == Action.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_leaders_who_weigh_at_once_do_not_wait_for_an_error(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    brainstorm, made = brainstorm_with(stakeholder, leader)
    address = url(brainstorm, "weigh", made[0])
    people = [leader, leader, co_leader, co_leader]
    answers = all_at_once([partial(client_of(one).post, address, {"effort": "2", "save": "1"}) for one in people])
    assert {answer.status_code for answer in answers} == {302}
    assert Weighing.objects.count() == 2
