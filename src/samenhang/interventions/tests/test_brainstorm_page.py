import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.interventions import ideas, prompts
from samenhang.interventions.models import Brainstorm, Door, Thinker
from samenhang.interventions.tests.brainstorming import (
    add,
    begin_url,
    idea_in,
    opened,
    piece,
    read,
    typed,
    url,
    weigh,
)
from samenhang.stakeholders.models import Dimension, Interest, Sensitivity, Stakeholder

type ClientOf = Callable[[Person | None], Client]

MOST_QUERIES = 12


@pytest.fixture
def door(brainstorm: Brainstorm) -> Door:
    return opened(brainstorm)


def test_ideas_stand_newest_first_with_their_order_and_whose_they_are(
    brainstorm: Brainstorm, door: Door, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    named, nameless = (
        Thinker.objects.create(initiative=door.initiative, door=door, name=name) for name in ("Joost", "")
    )
    own = add(brainstorm, "Van mij", by=leader, is_shared=True)
    theirs = add(brainstorm, "Van haar", by=co_leader)
    of_named = add(brainstorm, "Van hem", thinker=named, is_shared=True)
    of_nameless = add(brainstorm, "Van iemand", thinker=nameless, is_shared=True)
    page = read(client_of(leader), url(brainstorm))
    assert [page.index(f'id="idea-{one.pk}"') for one in (of_nameless, of_named, theirs, own)] == sorted(
        page.index(f'id="idea-{one.pk}"') for one in (own, theirs, of_named, of_nameless)
    )
    assert '<span class="idea__order">1</span>' in idea_in(page, own)
    assert "Meedenkers zien dit" in idea_in(page, own)
    assert '<span class="label">Van' not in idea_in(page, own)
    assert '<span class="label">Van Medeleider</span>' in idea_in(page, theirs)
    assert '<span class="label">Van Joost</span>' in idea_in(page, of_named)
    assert '<span class="label">Van een meedenker</span>' in idea_in(page, of_nameless)
    assert "Joost en nog 1 denken mee" in page


def test_what_the_viewer_made_of_an_idea_stands_with_it(
    brainstorm: Brainstorm, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    rest = Interest.objects.create(stakeholder=brainstorm.stakeholder, text="Minder volle spreekuren", author=leader)
    Interest.objects.create(stakeholder=brainstorm.stakeholder, text="Geen extra registratie", author=leader)
    idea, other = add(brainstorm, by=leader), add(brainstorm, by=leader)
    weigh(idea, leader, rest)
    weigh(other, leader, would_tell=False)
    page = read(client_of(leader), url(brainstorm))
    assert "Past bij: Minder volle spreekuren" in idea_in(page, idea)
    assert "Zou u dit doel open vertellen? U zei: nee" in idea_in(page, other)
    beside = page[page.index('id="interests"') :]
    assert re.search(r"Minder volle spreekuren.*?1 idee<.*?Geen extra registratie.*?Nog geen idee", beside, re.DOTALL)
    assert "Past bij" not in read(client_of(co_leader), url(brainstorm))


def test_an_interest_that_only_another_leader_may_see_is_nowhere(
    brainstorm: Brainstorm, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    secret = Interest.objects.create(
        stakeholder=brainstorm.stakeholder, text="Wil mijn baan", author=co_leader, sensitivity=Sensitivity.ONLY_ME
    )
    weigh(add(brainstorm, by=leader), co_leader, secret)
    addresses = [url(brainstorm), url(brainstorm, "live") + "?after=0", begin_url(brainstorm.stakeholder)]
    assert not any("Wil mijn baan" in read(client_of(leader), address) for address in addresses)
    assert all("Wil mijn baan" in read(client_of(co_leader), address) for address in addresses)


def test_without_known_interests_the_page_asks_for_one(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    page = read(client_of(leader), url(brainstorm))
    assert (
        reverse("stakeholders:add_interest", args=[brainstorm.stakeholder.initiative_id, brainstorm.stakeholder_id])
        in page
    )


def test_at_five_ideas_the_choice_opens(brainstorm: Brainstorm, leader: Person, client_of: ClientOf) -> None:
    client = client_of(leader)
    for _time in range(4):
        add(brainstorm, by=leader)
    page = read(client, url(brainstorm))
    assert "Nog 1 idee, dan kiest u" in page
    assert "4 van 5 ideeën" in page
    assert url(brainstorm, "compare") not in page
    add(brainstorm, by=leader)
    page = read(client, url(brainstorm))
    assert "U kunt kiezen" in page
    assert url(brainstorm, "compare") in page


def test_a_reason_opens_the_choice_earlier(brainstorm: Brainstorm, leader: Person, client_of: ClientOf) -> None:
    client = client_of(leader)
    add(brainstorm, by=leader)
    client.post(url(brainstorm, "early"), {"early_why": "Het gesprek is morgen."})
    page = read(client, url(brainstorm))
    assert url(brainstorm, "compare") in page
    assert "Het gesprek is morgen." in page


def test_a_relation_that_moved_since_asks_for_a_new_brainstorm(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    assert "Deze relatie staat nu op" not in read(client, url(brainstorm))
    Stakeholder.objects.update(dimension=Dimension.RESPECT)
    assert "Deze relatie staat nu op 3 · Respect en interesse." in read(client, url(brainstorm))


def test_the_number_of_queries_does_not_grow(
    brainstorm: Brainstorm, door: Door, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(brainstorm)).status_code == 200
        return len(captured)

    add(brainstorm, by=leader)
    asked()
    few = asked()
    for number in range(12):
        thinker = Thinker.objects.create(initiative=door.initiative, door=door, name=f"Meedenker {number}")
        interest = Interest.objects.create(stakeholder=brainstorm.stakeholder, text=f"Belang {number}", author=leader)
        weigh(add(brainstorm, f"Idee {number}", by=co_leader), leader, interest)
        add(brainstorm, f"Idee {number}", thinker=thinker, is_shared=True)
        ideas.remove(add(brainstorm, by=leader), by=co_leader)
    Brainstorm.objects.update(early_why="Haast", early_by=co_leader, early_at=timezone.now())
    assert asked() == few <= MOST_QUERIES


def test_an_archived_brainstorm_is_read_only(
    brainstorm: Brainstorm, door: Door, leader: Person, client_of: ClientOf
) -> None:
    idea = add(brainstorm, by=leader)
    Initiative.objects.update(archived_at=timezone.now())
    client = client_of(leader)
    page = read(client, url(brainstorm))
    assert idea.text in page
    main = page[page.index("<main") :]
    assert "<form" not in main
    assert "formaction" not in main
    assert client.post(url(brainstorm, "add_idea"), typed()).status_code == 403
    assert client.post(url(brainstorm, "remove_idea", idea.pk)).status_code == 403
    assert "formaction" not in read(client, url(brainstorm, "live") + "?after=0")


def test_another_prompt_is_shown_and_what_was_being_typed_stays(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    first = prompts.shown(brainstorm)
    assert str(first.question) in read(client, url(brainstorm))
    answer = client.post(url(brainstorm, "prompt"), {"text": "Een ochtend mee"})
    brainstorm.refresh_from_db()
    second = prompts.shown(brainstorm)
    page = answer.content.decode()
    assert second != first
    assert str(second.question) in page
    assert 'value="Een ochtend mee"' in page
    assert f'name="family" value="{second.family}"' in page


def test_without_text_another_prompt_is_a_redirect(brainstorm: Brainstorm, leader: Person, client_of: ClientOf) -> None:
    answer = client_of(leader).post(url(brainstorm, "prompt"))
    assert answer["Location"] == url(brainstorm) + "#text"


def test_htmx_gets_the_prompt_alone(brainstorm: Brainstorm, leader: Person, client_of: ClientOf) -> None:
    page = client_of(leader).post(url(brainstorm, "prompt"), headers={"HX-Request": "true"}).content.decode()
    assert page.strip().startswith('<div class="lines" id="prompt"')


def changed_after(client: Client, brainstorm: Brainstorm, number: int) -> Any:
    return client.get(url(brainstorm, "live"), {"after": number}, headers={"accept": "text/html"})


def test_what_changed_since_a_number_comes_with_the_gate(
    brainstorm: Brainstorm, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    old, gone = add(brainstorm, "Oud", by=leader), add(brainstorm, "Weg", by=leader)
    new = add(brainstorm, "Nieuw", by=leader)
    ideas.remove(gone, by=leader)
    answer = changed_after(client_of(co_leader), brainstorm, 2)
    html = answer.content.decode()
    assert (answer.status_code, answer["Live-Number"]) == (200, "4")
    assert '<span class="idea__order">3</span>' in idea_in(html, new)
    assert "Van Leider" in idea_in(html, new)
    assert re.search(rf'<li[^>]*id="idea-{gone.pk}"[^>]* data-gone></li>', html)
    assert str(old.pk) not in html
    assert html.count('id="gate"') == html.count('id="interests"') == html.count('id="along"') == 1
    assert "2 van 5 ideeën" in piece(html, "gate")
    assert "csrfmiddlewaretoken" not in html
    assert changed_after(client_of(co_leader), brainstorm, 4).status_code == 204


def test_a_change_beside_the_ideas_comes_too(brainstorm: Brainstorm, leader: Person, client_of: ClientOf) -> None:
    add(brainstorm, by=leader)
    brainstorm.next_number()
    answer = changed_after(client_of(leader), brainstorm, 1)
    assert (answer.status_code, answer["Live-Number"]) == (200, "2")
    assert "<li" not in answer.content.decode().replace('<li class="gate__place"', "")


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 30, "²"])
def test_a_strange_number_breaks_nothing(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf, after: str
) -> None:
    add(brainstorm, by=leader)
    assert client_of(leader).get(url(brainstorm, "live"), {"after": after}).status_code in {200, 204}


@pytest.mark.parametrize("name", ["brainstorm", "live"])
def test_nobody_else_reads_a_brainstorm(
    brainstorm: Brainstorm, partner: Person, stranger: Person, other_leader: Person, client_of: ClientOf, name: str
) -> None:
    for who in (partner, stranger, other_leader):
        assert client_of(who).get(url(brainstorm, name)).status_code == 404


def test_an_idea_of_another_brainstorm_is_not_there(
    brainstorm: Brainstorm, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    idea = add(Brainstorm.begin(stakeholder, by=leader), by=leader)
    client = client_of(leader)
    for name in ("change_idea", "remove_idea", "put_idea_back"):
        assert client.post(url(brainstorm, name, idea.pk), {"text": "Anders"}).status_code == 404


def test_a_removed_partner_takes_the_brainstorm_out_of_sight(
    brainstorm: Brainstorm, leader: Person, client_of: ClientOf
) -> None:
    Stakeholder.objects.update(removed_at=timezone.now())
    client = client_of(leader)
    assert client.get(url(brainstorm)).status_code == 404
    assert client.post(url(brainstorm, "add_idea"), typed()).status_code == 404
