"""The door, as leaders handle it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Page, expect

from samenhang.accounts.codes import CODE_ALPHABET, new_code
from samenhang.accounts.models import Person
from samenhang.accounts.tests.barriers import barriers
from samenhang.interventions import ideas, thinking
from samenhang.interventions.models import Brainstorm, Door, Idea
from samenhang.interventions.tests.along import QUESTION, added, door_of, joined, think, words
from samenhang.stakeholders.models import Stakeholder


def address(brainstorm: Brainstorm, more: str = "door/") -> str:
    return f"/initiatives/{brainstorm.stakeholder.initiative_id}/interventions/brainstorms/{brainstorm.pk}/{more}"


def test_the_suggested_question_says_nothing_about_the_partner(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    page = client_of(leader).get(address(brainstorm))
    question = page.context["form"]["question"].value()
    assert question
    assert brainstorm.stakeholder.name not in question
    assert brainstorm.get_from_dimension_display() not in question


def test_a_leader_opens_a_door_and_gets_a_code_a_link_and_a_drawing(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(leader)
    answer = client.post(address(brainstorm), {"question": f" {QUESTION}\n "}, follow=True)
    door = Door.objects.get()
    assert (door.question, door.opened_by, door.initiative_id) == (
        QUESTION,
        leader,
        brainstorm.stakeholder.initiative_id,
    )
    page = words(answer)
    assert f"<b>{door.code}</b>" in page
    assert f"http://testserver{think(door)}" in page
    assert f'role="img" aria-label="QR-code van http://testserver{think(door)}"><svg' in page


def test_the_code_has_no_signs_that_are_taken_for_one_another() -> None:
    assert not set("O0I1L") & set(CODE_ALPHABET)
    assert len(new_code()) == 6


def test_looking_at_the_question_first_opens_nothing(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    page = words(client_of(leader).post(address(brainstorm), {"question": "Wat nu?", "preview": ""}))
    assert '<p class="phone__question" id="preview-question" dir="auto">Wat nu?</p>' in page
    assert not Door.objects.exists()


@pytest.mark.parametrize("question", ["", " ", "x" * 301])
def test_a_question_that_cannot_be_is_refused_and_kept(
    question: str, brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    answer = client_of(leader).post(address(brainstorm), {"question": question})
    assert answer.status_code == 422
    assert question.strip() in words(answer)
    assert not Door.objects.exists()


def test_the_name_of_the_partner_goes_into_the_question_on_purpose_only(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    client, question = client_of(leader), f"Hoe helpen wij de {brainstorm.stakeholder.name.lower()}?"
    answer = client.post(address(brainstorm), {"question": question})
    assert answer.status_code == 422
    assert "Hierin staat de naam van de partner." in words(answer)
    assert client.post(address(brainstorm), {"question": question, "name_is_meant": "on"}).status_code == 302
    assert Door.objects.get().question == question


def test_the_preview_holds_what_is_on_the_table_and_nothing_else(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    ideas.add(brainstorm, key=uuids.uuid7(), text="Getoond", by=leader, is_shared=True)
    hidden = ideas.add(brainstorm, key=uuids.uuid7(), text="Besloten", by=leader)
    page = words(client_of(leader).get(address(brainstorm)))
    preview = page[page.index('class="preview') :]
    assert "Getoond" in preview
    assert "Besloten" not in preview
    assert str(hidden.pk) in page


def test_the_preview_is_the_page_they_get(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    ideas.add(brainstorm, key=uuids.uuid7(), text="Getoond", by=leader, is_shared=True)
    door = door_of(brainstorm, leader)
    theirs, shown = joined(door).get(think(door)), client_of(leader).get(address(brainstorm))
    assert "interventions/think_screen.html" in {one.name for one in theirs.templates}
    assert "interventions/think_screen.html" in {one.name for one in shown.templates}
    for part in (QUESTION, "Getoond", "Stuur uw idee in", "Denkvraag", "Ideeën tot nu toe"):
        assert part in words(theirs)
        assert part in words(shown)


def test_the_leader_sees_who_joined(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    door = door_of(brainstorm, leader)
    joined(door, "Samira")
    joined(door)
    page = words(client_of(leader).get(address(brainstorm)))
    assert "2 meedenkers" in page
    assert "Samira" in page
    assert "zonder naam" in page


def test_a_closed_door_gives_way_to_one_with_another_code(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    client, first = client_of(leader), door_of(brainstorm, leader)
    client.post(address(brainstorm, "door/close/"))
    first.refresh_from_db()
    assert first.closed_at
    assert QUESTION in words(client.get(address(brainstorm)))
    client.post(address(brainstorm), {"question": QUESTION})
    second = brainstorm.doors.open().get()
    assert second.code != first.code


def test_closing_twice_keeps_the_first_time(brainstorm: Brainstorm, leader: Person) -> None:
    door = door_of(brainstorm, leader)
    thinking.close(door)
    door.refresh_from_db()
    closed_at = door.closed_at
    thinking.close(door)
    door.refresh_from_db()
    assert door.closed_at == closed_at


def test_a_code_in_use_is_not_given_again(brainstorm: Brainstorm, leader: Person, initiative: Any) -> None:
    other = Stakeholder.objects.create(initiative=initiative, name="Een ander", dimension=2)
    taken = door_of(Brainstorm.begin(other, by=leader), leader).code
    codes = iter([taken, taken, "ABCDEF"])
    with patch.object(Door._meta.get_field("code"), "_get_default", lambda: next(codes)):
        assert door_of(brainstorm, leader).code == "ABCDEF"


@pytest.mark.django_db(transaction=True)
def test_two_leaders_who_open_at_once_get_one_door(brainstorm: Brainstorm, leader: Person, co_leader: Person) -> None:
    def open_it(who: Person) -> str:
        try:
            return door_of(brainstorm, who).code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        codes = set(pool.map(open_it, [leader, co_leader, leader, co_leader]))
    assert len(codes) == 1
    assert Door.objects.count() == 1


def test_a_leader_puts_an_own_idea_on_the_table_and_takes_it_off(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    idea = ideas.add(brainstorm, key=uuids.uuid7(), text="Van de leider", by=leader)
    door, client = door_of(brainstorm, leader), client_of(leader)
    phone = joined(door)
    assert "Van de leider" not in words(phone.get(think(door)))
    client.post(address(brainstorm, f"ideas/{idea.pk}/table/"), {"show": str(idea.number)})
    assert "Van de leider" in words(phone.get(think(door)))
    idea.refresh_from_db()
    client.post(address(brainstorm, f"ideas/{idea.pk}/table/"), {"hide": str(idea.number)})
    assert "Van de leider" not in words(phone.get(think(door)))


def test_only_the_text_that_was_read_is_put_on_the_table(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    idea = ideas.add(brainstorm, key=uuids.uuid7(), text="Eerst", by=leader)
    seen = idea.number
    ideas.change(idea, "Iets vertrouwelijks")
    answer = client_of(leader).post(address(brainstorm, f"ideas/{idea.pk}/table/"), {"show": str(seen)}, follow=True)
    assert "Dit idee is intussen gewijzigd." in words(answer)
    assert not Idea.objects.get().is_shared


def test_the_idea_of_another_is_not_put_on_the_table(
    brainstorm: Brainstorm, leader: Person, co_leader: Person, client_of: Callable[[Person], Client]
) -> None:
    idea = ideas.add(brainstorm, key=uuids.uuid7(), text="Van de een", by=leader)
    answer = client_of(co_leader).post(address(brainstorm, f"ideas/{idea.pk}/table/"), {"show": str(idea.number)})
    assert answer.status_code == 404
    door = door_of(brainstorm, leader)
    theirs = added(joined(door), door, "Van een meedenker")
    answer = client_of(leader).post(address(brainstorm, f"ideas/{theirs.pk}/table/"), {"hide": str(theirs.number)})
    assert answer.status_code == 404


def test_nobody_but_a_leader_handles_the_door(
    brainstorm: Brainstorm,
    leader: Person,
    partner: Person,
    stranger: Person,
    administrator: Person,
    client_of: Callable[[Person], Client],
) -> None:
    door_of(brainstorm, leader)
    for who in (partner, stranger, administrator):
        for answer in (
            client_of(who).get(address(brainstorm)),
            client_of(who).post(address(brainstorm), {"question": "Wat?"}),
            client_of(who).post(address(brainstorm, "door/close/")),
        ):
            assert answer.status_code == 404
    assert brainstorm.doors.open().exists()


def test_in_the_archive_the_door_is_read_only(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    brainstorm.stakeholder.initiative.archive(by=leader)
    client = client_of(leader)
    page = client.get(address(brainstorm))
    assert page.status_code == 200
    assert "Open de uitnodiging" not in words(page)
    assert client.post(address(brainstorm), {"question": QUESTION}).status_code == 403


def test_the_number_of_queries_does_not_grow(
    brainstorm: Brainstorm, leader: Person, client_of: Callable[[Person], Client]
) -> None:
    door, client = door_of(brainstorm, leader), client_of(leader)
    counts = []
    for turn in range(2):
        for number in range(10 * turn):
            added(joined(door, f"Naam {number}"), door, f"Idee {number}")
            ideas.add(brainstorm, key=uuids.uuid7(), text=f"Eigen {number}", by=leader, is_shared=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(brainstorm))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_nothing_keeps_a_leader_from_using_the_page(
    brainstorm: Brainstorm, leader: Person, page_of: Callable[[Person], Page]
) -> None:
    ideas.add(brainstorm, key=uuids.uuid7(), text="Een ochtend meelopen", by=leader, is_shared=True)
    page = page_of(leader)
    assert barriers(page.context, [address(brainstorm)]) == []
    door = door_of(brainstorm, leader)
    joined(door, "Samira")
    assert barriers(page.context, [address(brainstorm)]) == []


def test_who_joins_appears_by_itself(brainstorm: Brainstorm, leader: Person, page_of: Callable[[Person], Page]) -> None:
    door, page = door_of(brainstorm, leader), page_of(leader)
    page.goto(address(brainstorm))
    expect(page.get_by_role("heading", name="0 meedenkers")).to_be_visible()
    joined(door, "Samira")
    expect(page.get_by_text("Samira")).to_be_visible(timeout=15_000)


def test_a_door_closes_by_itself_after_two_weeks_and_another_can_be_opened(
    brainstorm: Brainstorm, leader: Person
) -> None:
    old = thinking.open_door(brainstorm, question="Wat zou helpen?", by=leader)
    Door.objects.filter(pk=old.pk).update(opened_at=timezone.now() - timedelta(days=15))
    assert not Door.objects.open().exists()
    fresh = thinking.open_door(brainstorm, question="En nu?", by=leader)
    assert list(Door.objects.open()) == [fresh]
