"""How whoever thinks along comes in and leaves: the link, the code, and guesses at it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from samenhang.accounts.codes import MOST_GUESSES
from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.initiatives.models import Initiative
from samenhang.interventions import thinking
from samenhang.interventions.models import Brainstorm, Door, Idea, Thinker
from samenhang.interventions.tests.along import (
    QUESTION,
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
    for number in range(MOST_GUESSES):
        assert phone.get(f"/think/Q{number:05}/").status_code == 404
    answer = phone.get("/think/QQQQQQ/")
    assert answer.status_code == 429
    assert "Wacht vijf minuten" in words(answer)
    # A right guess looks the same as a wrong one.
    assert phone.get(think(door)).status_code == 429
    assert phone.post(think(door) + "join/", {"name": ""}).status_code == 429


def test_one_bad_link_in_many_hands_is_no_guessing_and_who_is_inside_goes_on(door: Door, phone: Client) -> None:
    inside = joined(door)
    for _turn in range(MOST_GUESSES + 5):
        assert phone.get("/think/QQQQQQ/").status_code == 404
    assert phone.get(think(door)).status_code == 200
    for number in range(MOST_GUESSES):
        phone.get(f"/think/Q{number:05}/")
    assert phone.get(think(door)).status_code == 429
    assert inside.get(think(door)).status_code == 200
    assert send(inside, door, "Ik ga door").status_code == 201


def test_guesses_are_forgotten_after_a_while(door: Door, phone: Client) -> None:
    for number in range(MOST_GUESSES):
        phone.get(f"/think/Q{number:05}/")
    assert phone.get(think(door)).status_code == 429
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = %s", [timezone.now() - timedelta(seconds=1)])
    assert phone.get(think(door)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_share_no_place(door: Door) -> None:
    """None of them finds out whether a code is right before it has a place."""

    def guess(number: int) -> int:
        return Client().get(f"/think/Q{number:05}/").status_code

    answers = all_at_once([partial(guess, number) for number in range(MOST_GUESSES + 10)])
    assert answers.count(404) <= MOST_GUESSES
    assert answers.count(429) >= 10


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
