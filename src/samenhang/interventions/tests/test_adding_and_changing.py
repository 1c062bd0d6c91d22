import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.interventions import ideas
from samenhang.interventions.ideas import MAX_LENGTH
from samenhang.interventions.models import Brainstorm, Door, Family, Idea, Intervention, Thinker
from samenhang.interventions.tests.brainstorming import (
    add,
    idea_in,
    opened,
    piece,
    read,
    typed,
    url,
)

type ClientOf = Callable[[Person | None], Client]

OUTBOX = {"X-Outbox": "1"}


@pytest.fixture
def door(brainstorm: Brainstorm) -> Door:
    return opened(brainstorm)


def test_adding_without_javascript_comes_back_in_the_field(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    sent = typed("  Een ochtend   meelopen ")
    answer = client_of(leader).post(url(brainstorm, "add_idea"), sent)
    assert answer["Location"] == url(brainstorm) + "#text"
    idea = Idea.objects.get()
    assert (str(idea.pk), idea.text, idea.by) == (sent["key"], "Een ochtend meelopen", leader)
    assert (idea.family, idea.is_shared) == (Family.ASKING, False)


def test_the_outbox_gets_the_idea_and_the_gate(brainstorm: Brainstorm, leader: Person, client_of: ClientOf) -> None:
    client = client_of(leader)
    sent = typed()
    answers = [client.post(url(brainstorm, "add_idea"), sent, headers=OUTBOX) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    idea = Idea.objects.get()
    for answer in answers:
        html = answer.content.decode()
        assert idea.text in idea_in(html, idea)
        assert "1 van 5 ideeën" in piece(html, "gate")


def test_an_idea_that_was_removed_before_it_is_sent_again_stays_away(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    client, sent = client_of(leader), typed()
    client.post(url(brainstorm, "add_idea"), sent, headers=OUTBOX)
    ideas.remove(Idea.objects.get(), by=leader)
    html = client.post(url(brainstorm, "add_idea"), sent, headers=OUTBOX).content.decode()
    assert f'id="idea-{sent["key"]}" tabindex="-1" data-gone></li>' in html


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * (MAX_LENGTH + 1), "Dit is te lang: 501 tekens. Maak er hooguit 500 tekens van."),
        ("  ", "Schrijf eerst een idee op."),
    ],
)
def test_what_cannot_be_an_idea_is_told_and_stays(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf, text: str, sentence: str
) -> None:
    client = client_of(leader)
    answer = client.post(url(brainstorm, "add_idea"), typed(text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert text.strip() in page
    assert 'aria-invalid="true"' in page
    described = re.search(r'aria-describedby="([^"]+)"[^>]*id="text"|id="text"[^>]*aria-describedby="([^"]+)"', page)
    assert described
    assert all(f'id="{key}"' in page for key in (described[1] or described[2]).split())
    from_outbox = client.post(url(brainstorm, "add_idea"), typed(text), headers=OUTBOX)
    assert (from_outbox.status_code, from_outbox.content.decode()) == (422, sentence)
    assert not Idea.objects.exists()


def test_the_longest_idea_is_taken(brainstorm: Brainstorm, leader: Person, client_of: ClientOf) -> None:
    client_of(leader).post(url(brainstorm, "add_idea"), typed("x" * MAX_LENGTH))
    assert len(Idea.objects.get().text) == MAX_LENGTH


def test_an_idea_is_seen_by_others_only_when_that_was_ticked_and_the_door_is_open(
    brainstorm: Brainstorm, door: Door, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    client.post(url(brainstorm, "add_idea"), typed("Niet aangekruist"))
    client.post(url(brainstorm, "add_idea"), typed("Aangekruist", is_shared="on"))
    Door.objects.update(closed_at=timezone.now())
    client.post(url(brainstorm, "add_idea"), typed("Kwam te laat", is_shared="on"))
    assert {idea.text for idea in Idea.objects.on_the_table()} == {"Aangekruist"}
    assert "Meedenkers zien dit idee ook" not in read(client, url(brainstorm))


def test_a_leader_changes_an_idea(
    brainstorm: Brainstorm, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    idea = add(brainstorm, "Meelopen", by=leader)
    client = client_of(co_leader)
    assert "Meelopen" in read(client, url(brainstorm, "change_idea", idea.pk))
    sent = {"text": "Een dag meelopen", "seen": "Meelopen"}
    answer = client.post(url(brainstorm, "change_idea", idea.pk), sent)
    assert answer["Location"] == url(brainstorm) + f"#idea-{idea.pk}"
    assert Idea.objects.get().text == "Een dag meelopen"


def test_a_change_by_another_is_shown_beside_what_was_typed(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    idea = add(brainstorm, "Meelopen", by=leader)
    ideas.change(idea, "Een dag meelopen")
    client, address = client_of(leader), url(brainstorm, "change_idea", idea.pk)
    answer = client.post(address, {"text": "Nooit meelopen", "seen": "Meelopen"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Een dag meelopen" in page
    assert "Nooit meelopen</textarea>" in page
    assert Idea.objects.get().text == "Een dag meelopen"
    again = re.search(r'name="seen" value="([^"]*)"', page)
    assert again
    client.post(address, {"text": "Nooit meelopen", "seen": again[1]})
    assert Idea.objects.get().text == "Nooit meelopen"


def test_an_idea_removed_while_it_was_changed_keeps_what_was_typed(
    brainstorm: Brainstorm, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    idea = add(brainstorm, "Meelopen", by=leader)
    ideas.remove(idea, by=co_leader)
    answer = client_of(leader).post(
        url(brainstorm, "change_idea", idea.pk), {"text": "Een dag meelopen", "seen": "Meelopen"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dit idee is intussen verwijderd" in page
    assert "Een dag meelopen</textarea>" in page
    assert url(brainstorm, "put_idea_back", idea.pk) in page


def test_a_text_that_is_too_long_stays_in_the_field(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    idea, long = add(brainstorm, "Meelopen", by=leader), "x" * (MAX_LENGTH + 1)
    answer = client_of(leader).post(url(brainstorm, "change_idea", idea.pk), {"text": long, "seen": "Meelopen"})
    assert answer.status_code == 422
    assert long in answer.content.decode()


def test_what_a_thinker_wrote_stays_in_their_words(
    brainstorm: Brainstorm, door: Door, leader: Person, client_of: ClientOf
) -> None:
    thinker = Thinker.objects.create(initiative=door.initiative, door=door)
    idea = add(brainstorm, "Meelopen", thinker=thinker, is_shared=True)
    client = client_of(leader)
    assert ">Wijzig<" not in read(client, url(brainstorm))
    assert client.get(url(brainstorm, "change_idea", idea.pk)).status_code == 403
    assert client.post(url(brainstorm, "change_idea", idea.pk), {"text": "Anders"}).status_code == 403


def test_an_own_idea_is_put_on_the_table_and_taken_off_from_the_brainstorm(
    brainstorm: Brainstorm, door: Door, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    idea = add(brainstorm, by=leader)
    client, back = client_of(leader), f"{url(brainstorm)}#idea-{idea.pk}"
    address = f"{url(brainstorm, 'table', idea.pk)}?next={quote(back)}"
    button = f'formaction="{address}" name="show" value="1"'
    assert button in idea_in(read(client, url(brainstorm)), idea)
    assert 'name="show"' not in idea_in(read(client_of(co_leader), url(brainstorm)), idea)
    assert client.post(address, {"show": "1"})["Location"] == back
    assert Idea.objects.on_the_table().get() == idea
    client.post(address, {"hide": "2"})
    assert not Idea.objects.on_the_table().exists()


def test_a_text_that_was_not_read_is_not_put_on_the_table(
    brainstorm: Brainstorm, door: Door, leader: Person, client_of: ClientOf
) -> None:
    idea, address = add(brainstorm, by=leader), url(brainstorm)
    ideas.change(idea, "Ria is boos")
    table = f"{url(brainstorm, 'table', idea.pk)}?next={address}"
    answer = client_of(leader).post(table, {"show": str(idea.number)}, follow=True)
    assert answer.request["PATH_INFO"] == address
    assert "Dit idee is intussen gewijzigd." in answer.content.decode()
    assert not Idea.objects.on_the_table().exists()


def test_a_removed_idea_can_be_put_back(brainstorm: Brainstorm, leader: Person, client_of: ClientOf) -> None:
    idea = add(brainstorm, by=leader)
    client = client_of(leader)
    answer = client.post(url(brainstorm, "remove_idea", idea.pk))
    page = read(client, answer["Location"])
    assert f'id="idea-{idea.pk}"' not in page
    assert "U verwijderde dit idee:" in page
    assert url(brainstorm, "put_idea_back", idea.pk) in page
    client.post(url(brainstorm, "put_idea_back", idea.pk))
    assert idea.text in idea_in(read(client, url(brainstorm)), idea)


def test_a_chosen_idea_is_not_removed(brainstorm: Brainstorm, leader: Person, client_of: ClientOf) -> None:
    idea = add(brainstorm, by=leader)
    Intervention.objects.create(stakeholder=brainstorm.stakeholder, idea=idea, family=Family.ASKING, chosen_by=leader)
    client = client_of(leader)
    assert url(brainstorm, "remove_idea", idea.pk) not in read(client, url(brainstorm))
    answer = client.post(url(brainstorm, "remove_idea", idea.pk))
    assert answer.status_code == 409
    assert "Dit idee is gekozen en blijft daarom staan." in answer.content.decode()


def test_what_a_thinker_withdrew_is_not_put_back_by_a_leader(
    brainstorm: Brainstorm, door: Door, leader: Person, client_of: ClientOf
) -> None:
    thinker = Thinker.objects.create(initiative=door.initiative, door=door)
    idea = add(brainstorm, "Toch maar niet", thinker=thinker, is_shared=True)
    ideas.remove(idea, by=None)
    client = client_of(leader)
    assert "Toch maar niet" not in read(client, url(brainstorm))
    assert client.post(url(brainstorm, "put_idea_back", idea.pk)).status_code == 403
