"""What those who think along put on the table, change and take back; also many of them at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.initiatives.models import Initiative
from samenhang.interventions import ideas, thinking
from samenhang.interventions.models import Brainstorm, Door, Family, Idea, Intervention
from samenhang.interventions.tests.along import (
    added,
    brainstorm_of,
    door_of,
    joined,
    own_of_leader,
    send,
    think,
    words,
)
from samenhang.stakeholders.models import Stakeholder


def test_an_idea_lies_on_the_table_of_all_and_of_the_leaders(door: Door) -> None:
    mine, other = joined(door, "Samira"), joined(door)
    key = uuids.uuid7()
    answer = send(mine, door, " Een ochtend\n meelopen ", key)
    assert answer.status_code == 201
    assert words(answer).startswith(f'<li class="thought" id="idea-{key}"><p dir="auto">Een ochtend meelopen</p>')
    page = words(other.get(think(door)))
    assert "Een ochtend meelopen" in page
    assert '<p class="label" dir="auto">Samira</p>' in page
    idea = Idea.objects.get()
    assert (idea.is_shared, idea.by, idea.initiative_id) == (True, None, door.initiative_id)


def test_without_javascript_one_sends_a_form_and_comes_back(door: Door) -> None:
    client = joined(door)
    answer = send(client, door, "Gewoon formulier", outbox=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, think(door))
    page = words(client.get(think(door)))
    assert "Gewoon formulier" in page
    assert f"{think(door)}ideas/{Idea.objects.get().pk}/" in page


def test_sending_twice_adds_once(door: Door) -> None:
    client, key = joined(door), uuids.uuid7()
    first, second = send(client, door, "Een keer", key), send(client, door, "Een keer", key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert words(first) == words(second)
    assert Idea.objects.count() == 1


def test_what_was_withdrawn_does_not_come_back_by_sending_it_again(door: Door) -> None:
    client, key = joined(door), uuids.uuid7()
    send(client, door, "Toch niet", key)
    client.post(f"{think(door)}ideas/{key}/withdraw/")
    assert words(send(client, door, "Toch niet", key)) == f'<li id="idea-{key}" data-gone></li>'
    assert "Toch niet" not in words(client.get(think(door)))


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (ideas.MAX_LENGTH + 1)])
def test_an_idea_that_cannot_be_comes_back_with_a_sentence(text: str, door: Door) -> None:
    client = joined(door)
    refused = send(client, door, text)
    assert refused.status_code == 422
    assert refused.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert words(refused).endswith(".")
    page = send(client, door, text, outbox=False)
    assert page.status_code == 422
    assert words(refused) in words(page)
    assert text.strip() in words(page)
    assert not Idea.objects.exists()


def test_markup_in_a_name_or_an_idea_is_only_text(
    door: Door, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    client = joined(door, "<b>Samira</b>")
    answer = send(client, door, "<script>alert(1)</script>")
    leaders = client_of(leader).get(
        f"/initiatives/{door.initiative_id}/interventions/brainstorms/{door.brainstorm_id}/door/"
    )
    for page in (words(answer), words(client.get(think(door))), words(leaders)):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<b>Samira" not in page


def test_one_changes_and_withdraws_an_own_idea(door: Door) -> None:
    client = joined(door)
    idea = added(client, door, "Eerst dit")
    assert "Eerst dit" in words(client.get(f"{think(door)}ideas/{idea.pk}/"))
    client.post(f"{think(door)}ideas/{idea.pk}/", {"text": "Toen dat"})
    assert "Toen dat" in words(client.get(think(door)))
    assert "Uw idee is ingetrokken." in words(client.post(f"{think(door)}ideas/{idea.pk}/withdraw/", follow=True))
    assert "Toen dat" not in words(client.get(think(door)))


def test_a_change_that_cannot_be_keeps_the_idea_and_what_was_typed(door: Door) -> None:
    client = joined(door)
    idea = added(client, door, "Blijft staan")
    text = "y" * (ideas.MAX_LENGTH + 1)
    answer = client.post(f"{think(door)}ideas/{idea.pk}/", {"text": text})
    assert answer.status_code == 422
    assert text in words(answer)
    assert Idea.objects.get().text == "Blijft staan"


def test_the_idea_of_another_does_not_exist(door: Door, brainstorm: Brainstorm) -> None:
    idea = added(joined(door), door, "Van een ander")
    leaders = own_of_leader(brainstorm, "Van de leider", is_shared=True)
    client = joined(door)
    for one in (idea, leaders):
        url = f"{think(door)}ideas/{one.pk}/"
        for answer in (client.get(url), client.post(url, {"text": "Gekaapt"}), client.post(f"{url}withdraw/")):
            assert answer.status_code == 404
        assert f"{url}" not in words(client.get(think(door)))
    assert {one.text for one in Idea.objects.present()} == {"Van een ander", "Van de leider"}


def test_who_came_in_by_another_door_changes_nothing_here(door: Door, initiative: Initiative, leader: Person) -> None:
    client = joined(door)
    idea = added(client, door, "Van deze deur")
    elsewhere = Stakeholder.objects.create(initiative=initiative, name="Een ander")
    other = door_of(brainstorm_of(elsewhere, leader), leader)
    client.post(think(other) + "join/", {"name": ""})
    stranger = joined(other)
    for who in (client, stranger):
        url = f"{think(other)}ideas/{idea.pk}/"
        for answer in (who.get(url), who.post(url, {"text": "Gekaapt"}), who.post(f"{url}withdraw/")):
            assert answer.status_code == 404
    assert send(stranger, door, "Ik ben hier niet binnen").status_code == 403
    assert Idea.objects.get().text == "Van deze deur"
    # Who came in by both doors still is inside the first.
    assert client.get(think(door)).status_code == 200


def test_after_a_new_code_who_had_the_old_one_has_to_join_again(
    door: Door, brainstorm: Brainstorm, leader: Person
) -> None:
    client = joined(door)
    idea = added(client, door, "Van de eerste keer")
    thinking.close(door)
    second = door_of(brainstorm, leader)
    assert "Van de eerste keer" not in words(client.get(think(second)))
    assert send(client, second, "Nog niet binnen").status_code == 403
    client.post(think(second) + "join/", {"name": ""})
    assert "Van de eerste keer" in words(client.get(think(second)))
    assert client.get(f"{think(second)}ideas/{idea.pk}/").status_code == 404


def test_an_idea_that_leaders_chose_stays(door: Door, leader: Person) -> None:
    client = joined(door)
    idea = added(client, door, "Gekozen")
    Intervention.objects.create(
        stakeholder=door.brainstorm.stakeholder, idea=idea, family=Family.ASKING, chosen_by=leader
    )
    url = f"{think(door)}ideas/{idea.pk}/"
    for answer in (client.get(url), client.post(url, {"text": "Iets anders"}), client.post(f"{url}withdraw/")):
        assert answer.status_code == 409
        assert "Vraag hen als u het wilt wijzigen." in words(answer)
    assert Idea.objects.present().get().text == "Gekozen"


def test_what_was_typed_over_an_idea_that_is_gone_can_still_be_copied(door: Door, leader: Person) -> None:
    client = joined(door)
    idea = added(client, door, "Weg")
    ideas.remove(idea, by=leader)
    answer = client.post(f"{think(door)}ideas/{idea.pk}/", {"text": "Mijn lange tekst"})
    assert answer.status_code == 404
    assert "Dit idee is er niet meer" in words(answer)
    assert "Mijn lange tekst" in words(answer)


def test_nobody_keeps_adding_for_ever(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinking, "MOST_IDEAS", 2)
    client, key = joined(door), uuids.uuid7()
    added(client, door, "Een")
    send(client, door, "Twee", key)
    answer = send(client, door, "Drie")
    assert answer.status_code == 422
    assert "Trek er eerst een in." in words(answer)
    assert send(client, door, "Twee", key).status_code == 201


def test_another_prompt_leaves_that_of_the_leaders_alone(door: Door) -> None:
    client = joined(door)
    first, second = client.get(think(door)), client.get(think(door), {"prompt": "1"})
    assert first.context["prompts"][0] != second.context["prompts"][0]
    assert f"<p data-prompt>{second.context['prompts'][0].question}</p>" in words(second)
    for turn in ("-1", "x", "9" * 5000, "30"):
        assert client.get(think(door), {"prompt": turn}).status_code == 200
    door.brainstorm.refresh_from_db()
    assert door.brainstorm.prompt_turn == 0


def test_the_prompts_do_not_begin_as_the_relation_stands(door: Door) -> None:
    firsts = {joined(door).get(think(door)).context["prompts"][0].family for _one in range(30)}
    assert len(firsts) > 1


@pytest.mark.django_db(transaction=True)
def test_ten_people_add_ideas_at_once_and_none_is_lost_or_doubled(door: Door) -> None:
    clients = [joined(door, f"Nummer {number}") for number in range(10)]
    before = Brainstorm.objects.get().last_number

    def five(number: int, client: Client) -> list[int]:
        keys = [uuids.uuid7() for _turn in range(5)]
        texts = [f"Idee {number}.{turn}" for turn in range(5)]
        pairs = list(zip(keys, texts, strict=True))
        # The last one twice, as after a lost answer.
        return [send(client, door, text, key).status_code for key, text in [*pairs, pairs[-1]]]

    acts = [partial(five, number, client) for number, client in enumerate(clients)]
    assert all_at_once(acts) == [[201] * 6] * 10
    assert sorted(Idea.objects.values_list("number", flat=True)) == list(range(before + 1, before + 51))
    assert len({idea.text for idea in Idea.objects.all()}) == 50
    page = words(clients[0].get(think(door)))
    assert page.count('class="thought"') == 50


@pytest.mark.django_db(transaction=True)
def test_what_was_acknowledged_is_there_and_after_closing_nothing_is_added(door: Door) -> None:
    clients = [joined(door) for _one in range(6)]

    def keep_sending(client: Client) -> list[int]:
        return [send(client, door, f"Idee {turn}").status_code for turn in range(8)]

    acts: list[Callable[[], Any]] = [*(partial(keep_sending, one) for one in clients), partial(thinking.close, door)]
    answers = all_at_once(acts)
    said = [status for one in answers if one for status in one]
    assert set(said) <= {201, 410}
    assert Idea.objects.count() == said.count(201)
    # Closing is the last change there was.
    assert max(Idea.objects.values_list("number", flat=True), default=0) < Brainstorm.objects.get().last_number


def test_the_number_of_queries_does_not_grow(door: Door) -> None:
    client, counts = joined(door), []
    for turn in range(2):
        for number in range(10 * turn):
            added(joined(door, f"Naam {number}"), door, f"Idee {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(think(door))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
