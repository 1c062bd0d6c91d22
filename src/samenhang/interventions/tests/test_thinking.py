"""Thinking along without an account."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.interventions import ideas, thinking
from samenhang.interventions.models import Brainstorm, Door, Family, Idea, Intervention, Thinker
from samenhang.interventions.tests.along import (
    QUESTION,
    added,
    brainstorm_of,
    door_of,
    joined,
    send,
    think,
    words,
)
from samenhang.interventions.thinking_entrance import MOST_GUESSES, WITHIN
from samenhang.stakeholders import editing
from samenhang.stakeholders.models import Stakeholder

LIVE = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture
def brainstorm(stakeholder: Stakeholder, leader: Person) -> Brainstorm:
    return brainstorm_of(stakeholder, leader)


@pytest.fixture
def door(brainstorm: Brainstorm, leader: Person) -> Door:
    return door_of(brainstorm, leader)


@pytest.fixture
def phone() -> Client:
    return Client(headers={"accept-language": "nl"})


def own_of_leader(brainstorm: Brainstorm, text: str, **fields: Any) -> Idea:
    return ideas.add(brainstorm, key=uuids.uuid7(), text=text, by=brainstorm.begun_by, **fields)


# Coming in


def test_looking_at_the_link_leaves_nothing_behind_and_shows_no_question_or_idea(
    door: Door, brainstorm: Brainstorm, phone: Client
) -> None:
    own_of_leader(brainstorm, "Op tafel", is_shared=True)
    answer = phone.get(think(door))
    assert answer.status_code == 200
    assert set(answer.cookies) == {settings.CSRF_COOKIE_NAME}
    assert not Session.objects.exists()
    assert not Thinker.objects.exists()
    assert QUESTION not in words(answer)
    assert "Op tafel" not in words(answer)


def test_before_joining_one_reads_who_reads_along_and_until_when_it_is_kept(door: Door, phone: Client) -> None:
    door.initiative.retention_until = timezone.localdate().replace(year=2031, month=2, day=5)
    door.initiative.save()
    page = words(phone.get(think(door)))
    assert "De begeleiders en de andere meedenkers. Zij lezen het meteen." in page
    assert "Tot en met 5 februari 2031." in page
    assert door.initiative.name not in page


@pytest.mark.parametrize("name", ["", "Samira", "  Samira\n de Wit "])
def test_one_joins_with_or_without_a_name(name: str, door: Door) -> None:
    client = joined(door, name)
    thinker = Thinker.objects.get()
    assert thinker.name == " ".join(name.split())
    assert thinker.initiative_id == door.initiative_id
    page = words(client.get(think(door)))
    assert QUESTION in page
    assert (f"U denkt mee als {thinker.name}." if thinker.name else "U denkt mee zonder naam.") in page


def test_who_comes_back_goes_on_as_the_same_person(door: Door) -> None:
    client = joined(door, "Samira")
    client.post(think(door) + "join/", {"name": "Iemand anders"})
    assert "U denkt mee als Samira." in words(client.get(think(door)))
    assert Thinker.objects.count() == 1
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == timedelta(days=14).total_seconds()


def test_somebody_with_an_account_thinks_along_as_anybody(
    door: Door, stranger: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(stranger)
    client.post(think(door) + "join/", {"name": ""})
    page = words(client.get(think(door)))
    assert "U denkt mee zonder naam." in page
    assert stranger.name not in page
    assert client.get("/").status_code == 200


def test_who_leaves_is_forgotten_by_the_device_and_the_ideas_stay(door: Door) -> None:
    client = joined(door, "Samira")
    added(client, door, "Blijft")
    assert "U denkt niet meer mee." in words(client.post(think(door) + "leave/", follow=True))
    assert not Session.objects.exists()
    assert "Uw naam" in words(client.get(think(door)))
    assert Idea.objects.present().count() == 1


def test_who_leaves_one_of_two_doors_stays_inside_the_other_and_signed_in(
    door: Door, initiative: Initiative, leader: Person, stranger: Person, client_of: Callable[[Person], Client]
) -> None:
    elsewhere = Stakeholder.objects.create(initiative=initiative, name="Een ander")
    other = door_of(brainstorm_of(elsewhere, leader), leader)
    for client in (client_of(stranger), Client()):
        for one in (door, other):
            client.post(think(one) + "join/", {"name": ""})
        client.post(think(door) + "leave/")
        assert "interventions/think.html" in {one.name for one in client.get(think(other)).templates}
    assert client_of(stranger).get("/").status_code == 200


@pytest.mark.parametrize("typed", ["{code}", "{lower}", " {spaced} ", "{dashed}"])
def test_a_code_is_read_however_it_is_typed(typed: str, door: Door, phone: Client) -> None:
    code = door.code
    written = typed.format(
        code=code, lower=code.lower(), spaced=" ".join(code.lower()), dashed=f"{code[:3]}-{code[3:]}"
    )
    answer = phone.get("/think/", {"code": written})
    assert (answer.status_code, answer.headers["Location"]) == (302, think(door))
    assert phone.get(f"/think/{written.strip()}/", follow=True).redirect_chain[-1:] in (
        [],
        [(think(door), 302)],
    )


@pytest.mark.parametrize(("code", "sentence"), [("QQQQQQ", "Deze code kennen we niet."), ("0OQQQQ", "nooit een O")])
def test_an_unknown_code_gets_a_sentence_that_says_what_to_do(
    code: str, sentence: str, db: None, phone: Client
) -> None:
    for answer in (phone.get("/think/", {"code": code}), phone.get(f"/think/{code}/")):
        assert answer.status_code == 404
        assert sentence in words(answer)
        assert f'value="{code}"' in words(answer)


def test_without_a_code_one_is_asked_for_it(db: None, phone: Client) -> None:
    assert phone.get("/think/").status_code == 200
    assert phone.get("/think/", {"code": ""}).status_code == 422


def test_a_code_of_many_signs_is_just_unknown(db: None, phone: Client) -> None:
    for code in ("x" * 3000, "<script>", "é\u0000"):
        answer = phone.get("/think/", {"code": code})
        assert answer.status_code in {404, 422}
        assert "<script>" not in words(answer)


def test_guessing_codes_stops(door: Door, phone: Client) -> None:
    cache.clear()
    for number in range(MOST_GUESSES):
        assert phone.get(f"/think/Q{number:05}/").status_code == 404
    answer = phone.get("/think/QQQQQQ/")
    assert answer.status_code == 429
    assert "Wacht vijf minuten" in words(answer)
    # A right guess looks the same as a wrong one.
    assert phone.get(think(door)).status_code == 429
    assert phone.post(think(door) + "join/", {"name": ""}).status_code == 429


def test_one_bad_link_in_many_hands_is_no_guessing_and_who_is_inside_goes_on(door: Door, phone: Client) -> None:
    cache.clear()
    inside = joined(door)
    for _turn in range(MOST_GUESSES + 5):
        assert phone.get("/think/QQQQQQ/").status_code == 404
    assert phone.get(think(door)).status_code == 200
    for number in range(MOST_GUESSES):
        phone.get(f"/think/Q{number:05}/")
    assert phone.get(think(door)).status_code == 429
    assert inside.get(think(door)).status_code == 200
    assert send(inside, door, "Ik ga door").status_code == 201


def test_guesses_are_forgotten_after_a_while(door: Door, phone: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    for number in range(MOST_GUESSES):
        phone.get(f"/think/Q{number:05}/")
    monkeypatch.setattr("samenhang.interventions.thinking_entrance.WITHIN", 0)
    assert WITHIN == 300
    assert phone.get(think(door)).status_code == 200


def test_a_door_lets_forty_in(door: Door, phone: Client) -> None:
    Thinker.objects.bulk_create(
        Thinker(initiative_id=door.initiative_id, door=door) for _one in range(thinking.MOST_THINKERS)
    )
    answer = phone.post(think(door) + "join/", {"name": "Samira"})
    assert answer.status_code == 409
    assert "Het is vol" in words(answer)
    assert 'value="Samira"' in words(answer)
    assert door.thinkers.count() == thinking.MOST_THINKERS


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once(door: Door) -> None:
    Thinker.objects.bulk_create(
        Thinker(initiative_id=door.initiative_id, door=door) for _one in range(thinking.MOST_THINKERS - 1)
    )
    answers = all_at_once([lambda: Client().post(think(door) + "join/", {"name": ""}).status_code] * 4)
    assert sorted(answers) == [302, 409, 409, 409]


# Ideas


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


# Live


def asked(client: Client, door: Door, number: int) -> Any:
    return client.get(f"{think(door)}live/", {"after": number}, headers={"accept": "text/html"})


def test_the_live_page_gives_what_changed_on_the_table_to_everybody_alike(
    door: Door, brainstorm: Brainstorm, leader: Person
) -> None:
    mine, other = joined(door, "Samira"), joined(door)
    number = Brainstorm.objects.get().last_number
    assert asked(mine, door, number).status_code == 204
    idea = added(mine, door, "Nieuw")
    answer = asked(mine, door, number)
    assert words(answer) == words(asked(other, door, number)) == thinking.drawn(idea)
    assert answer.headers["Live-Number"] == str(idea.number)
    english = Client(headers={"accept-language": "en"})
    english.post(think(door) + "join/", {"name": ""})
    assert words(asked(english, door, number)) == words(answer)


def test_an_idea_that_leaves_the_table_leaves_every_page(door: Door, brainstorm: Brainstorm, leader: Person) -> None:
    client = joined(door)
    shown = own_of_leader(brainstorm, "Even getoond", is_shared=True)
    removed = added(client, door, "Straks weg")
    number = Brainstorm.objects.get().last_number
    ideas.share(shown, seen=shown.number, is_shared=False)
    ideas.remove(removed, by=leader)
    assert words(asked(client, door, number)) == thinking.gone(shown.pk) + thinking.gone(removed.pk)


def test_each_change_has_one_frame_in_the_order_of_its_number(door: Door, brainstorm: Brainstorm) -> None:
    client = joined(door)
    for number in range(6):
        added(client, door, f"Idee {number}")
        own_of_leader(brainstorm, f"Van de leider {number}", is_shared=number % 2 == 0)
    numbers = [frame.number for frame in thinking.frames_after(door, 0)]
    assert numbers == sorted(set(numbers))


def test_who_did_not_join_hears_nothing(door: Door, phone: Client) -> None:
    added(joined(door), door, "Alleen binnen")
    answer = asked(phone, door, 0)
    assert answer.status_code == 302
    assert phone.get(f"{think(door)}live/", headers={"X-Outbox": "1"}).status_code == 403


@pytest.mark.parametrize("after", ["", "-1", "x", "1e9", "9" * 5000])
def test_a_strange_number_is_as_none(after: str, door: Door) -> None:
    client = joined(door)
    added(client, door, "Er is iets")
    answer = client.get(f"{think(door)}live/", {"after": after})
    assert "Er is iets" in words(answer)


# When it is over


def archive(door: Door, leader: Person) -> None:
    door.initiative.archive(by=leader)


def remove(door: Door, leader: Person) -> None:
    editing.remove(door.brainstorm.stakeholder, by=leader)


def close(door: Door, leader: Person) -> None:
    thinking.close(door)


def erase_partner(door: Door, leader: Person) -> None:
    door.brainstorm.stakeholder.delete()


def erase_initiative(door: Door, leader: Person) -> None:
    Initiative.objects.get(pk=door.initiative_id).erase()


ENDS = [(archive, 410), (remove, 410), (close, 410), (erase_partner, 404), (erase_initiative, 404)]


@pytest.mark.parametrize(("end", "status"), ENDS)
def test_when_it_is_over_every_page_says_so(
    end: Callable[[Door, Person], None], status: int, door: Door, leader: Person
) -> None:
    client, newcomer = joined(door), Client(headers={"accept-language": "nl"})
    idea = added(client, door, "Aangekomen")
    after = Brainstorm.objects.get().last_number
    end(door, leader)
    own = f"{think(door)}ideas/{idea.pk}/"
    answers = [
        client.get(think(door)),
        newcomer.get(think(door)),
        newcomer.post(think(door) + "join/", {"name": ""}),
        client.post(think(door) + "leave/"),
        asked(client, door, after),
        send(client, door, "Te laat", outbox=False),
        client.get(own),
        client.post(own, {"text": "Te laat"}),
        client.post(f"{own}withdraw/"),
    ]
    sentence = "Het meedenken is gestopt" if status == 410 else "Deze code kennen we niet."
    for answer in answers:
        assert answer.status_code == status
        assert sentence in words(answer)
        assert "Aangekomen" not in words(answer)
        assert QUESTION not in words(answer)
        assert f'data-outbox-left="{door.code}"' in words(answer)
    said = send(client, door, "Te laat")
    assert (said.status_code, said.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert not Idea.objects.filter(brainstorm=door.brainstorm_id, number__gt=after).exists()


@pytest.mark.parametrize(("end", "_status"), ENDS)
def test_an_open_stream_hears_that_it_is_over_and_then_ends(
    end: Callable[[Door, Person], None], _status: int, door: Door, leader: Person
) -> None:
    before = Brainstorm.objects.get().last_number
    is_open = Door.objects.open().filter(pk=door.pk).exists
    assert is_open()
    end(door, leader)
    assert [(frame.number, frame.html) for frame in thinking.frames_after(door, before)] == [
        (before + 1, thinking.CLOSED)
    ]
    assert not is_open()


def test_after_closing_nothing_of_the_next_door_reaches_the_old_stream(
    door: Door, brainstorm: Brainstorm, leader: Person
) -> None:
    thinking.close(door)
    second = door_of(brainstorm, leader)
    added(joined(second), second, "Voor anderen")
    assert [frame.html for frame in thinking.frames_after(door, 0)] == [thinking.CLOSED]


# At once


def all_at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    ready = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


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

    answers = all_at_once([*(partial(keep_sending, client) for client in clients), partial(thinking.close, door)])
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
