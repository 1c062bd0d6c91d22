"""What those who think along hear while it goes on, and when it is over."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.interventions import ideas, thinking
from samenhang.interventions.models import Brainstorm, Door, Idea
from samenhang.interventions.tests.along import (
    QUESTION,
    added,
    door_of,
    joined,
    own_of_leader,
    send,
    think,
    words,
)
from samenhang.stakeholders import editing


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
