"""Who thinks along reads the question and what lies on the table, and nothing else of what leaders keep.

A marked word stands in everything there is around it; whatever comes out of any of their pages is searched for it.
"""

import json
import logging
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.contrib.sessions.models import Session
from django.test import Client

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.interventions import ideas, prompts, thinking
from samenhang.interventions.models import Brainstorm, Door, Family, Idea, Intervention, Weighing
from samenhang.interventions.tests.along import added, brainstorm_of, door_of, joined, send, think
from samenhang.live.frames import beat
from samenhang.privacy import fields
from samenhang.relationships.models import Assessment, Observation
from samenhang.stakeholders.models import Interest, Precondition, Sensitivity, Stakeholder

MARK = "kanarie"


def canary(of: str) -> str:
    return f"Kanarie{of}{secrets.token_hex(3)}"


@dataclass
class Inside:
    """What leaders keep; the keys of it that nobody outside has a use for."""

    door: Door
    shown: Idea
    hidden: Idea
    keys: list[str] = field(default_factory=list)


@pytest.fixture
def inside(initiative: Initiative, stakeholder: Stakeholder, leader: Person, co_leader: Person) -> Inside:
    for person in (leader, co_leader):
        person.name = canary("Leider")
        person.save()
    initiative.name, initiative.goal = canary("Initiatief"), canary("Doel")
    initiative.save()
    for name in ("name", "organisation", "job_title", "own_initiatives", "constituency", "notes", "source"):
        setattr(stakeholder, name, canary(name.title().replace("_", "")))
    stakeholder.save()
    of = {"stakeholder": stakeholder}
    interests = [
        Interest.objects.create(**of, text=canary("Belang"), source=canary("Bron"), author=leader, sensitivity=one)
        for one in Sensitivity.values
    ]
    Precondition.objects.create(**of, text=canary("Voorwaarde"))
    Observation(**of, by=leader, occasion=canary("Gelegenheid"), words=canary("Waarneming")).keep()
    Assessment.decide(stakeholder, 2, by=leader, why=canary("Waarom"))
    brainstorm = brainstorm_of(stakeholder, leader)
    brainstorm.early_why, brainstorm.early_by = canary("Eerder"), leader
    brainstorm.save()
    shown = ideas.add(brainstorm, key=uuids.uuid7(), text="Op tafel", by=leader, is_shared=True)
    hidden = ideas.add(brainstorm, key=uuids.uuid7(), text=canary("Besloten"), by=co_leader)
    removed = ideas.add(brainstorm, key=uuids.uuid7(), text=canary("Verwijderd"), by=leader)
    ideas.remove(removed, by=leader)
    fits = {str(one.pk): 2 for one in interests}
    of_idea = {"initiative": initiative, "idea": shown, "by": leader}
    weighing = Weighing.objects.create(**of_idea, fits=fits, purpose=canary("Bedoeling"))
    chosen = Intervention.objects.create(
        **of, idea=shown, family=Family.ASKING, chosen_by=leader, first_step=canary("Stap"), opening=canary("Opening")
    )
    earlier = Brainstorm.begin(stakeholder, by=leader)
    ideas.add(earlier, key=uuids.uuid7(), text=canary("Eerdere"), by=leader, is_shared=True)
    rows = [initiative, stakeholder, brainstorm, earlier, weighing, chosen, leader, co_leader, *interests]
    return Inside(door_of(brainstorm, leader), shown, hidden, [str(one.pk) for one in rows])


def everything(answer: Any) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{answer.cookies.output()}\n{answer.getvalue().decode()}"


def walk(inside: Inside, client: Client) -> Iterator[tuple[str, str]]:
    """(what was asked, all that came out) of every address for those who think along, right and wrong, in each way."""
    base = think(inside.door)
    own = added(client, inside.door, "Van mij").pk if "sessionid" in client.cookies else uuids.uuid7()
    gets = ["/think/", f"/think/?code={inside.door.code}", "/think/?code=QQQQQQ", base, f"{base}?prompt=3"]
    gets += [f"{base}live/?after=0", f"{base}live/?after=999"]
    gets += [f"{base}ideas/{key}/" for key in (own, inside.shown.pk, inside.hidden.pk)]
    posts: list[tuple[str, dict[str, str]]] = [
        (f"{base}ideas/", {"text": "", "key": ""}),
        (f"{base}join/", {"name": "x" * 99}),
    ]
    for key in (own, inside.shown.pk, inside.hidden.pk):
        posts.append((f"{base}ideas/", {"text": "Een idee", "key": str(key)}))
        posts.append((f"{base}ideas/{key}/", {"text": "Anders"}))
        posts.append((f"{base}ideas/{key}/withdraw/", {}))
    posts.append((f"{base}leave/", {}))
    for headers in ({"accept-language": "nl"}, {"X-Outbox": "1"}, {"accept-language": "en"}):
        for url in gets:
            yield f"GET {url}", everything(client.get(url, headers=headers))
    for headers in ({"X-Outbox": "1"}, {"accept-language": "nl"}):
        for url, body in posts:
            yield f"POST {url}", everything(client.post(url, body, headers=headers))


def found_in(text: str, *others: str) -> list[str]:
    small = text.casefold()
    return [text[max(small.find(word) - 40, 0) :][:90] for word in (MARK, *others) if word in small]


@pytest.mark.parametrize("who", ["thinker", "newcomer"])
def test_nothing_that_leaders_keep_is_on_any_page_or_in_any_header(
    who: str, inside: Inside, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = joined(inside.door, "Samira") if who == "thinker" else Client()
    seen = dict(walk(inside, client))
    assert {url: found for url, text in seen.items() if (found := found_in(text, *inside.keys))} == {}
    # So that finding nothing means something: a thinker does read what is on the table, a newcomer does not.
    assert any("Op tafel" in text for text in seen.values()) == (who == "thinker")
    assert found_in("\n".join(record.getMessage() for record in caplog.records if "sql" not in record.__dict__)) == []
    assert found_in(json.dumps([session.get_decoded() for session in Session.objects.all()])) == []


def test_nothing_that_leaders_keep_is_in_the_frames_of_the_stream(inside: Inside, leader: Person) -> None:
    ideas.change(inside.hidden, canary("Veranderd"))
    added(joined(inside.door), inside.door, "Van een meedenker")
    frames = thinking.frames_after(inside.door, 0)
    sent = "".join(frame.encode().decode() for frame in frames) + beat(999).decode()
    assert found_in(sent, *inside.keys) == []
    assert "Op tafel" in sent
    assert "Van een meedenker" in sent
    assert str(inside.hidden.pk) not in sent


def test_what_was_on_the_table_and_is_not_any_more_is_taken_away_there(inside: Inside) -> None:
    ideas.share(inside.shown, seen=inside.shown.number, is_shared=False)
    sent = "".join(frame.html for frame in thinking.frames_after(inside.door, 0))
    assert f'<li id="idea-{inside.shown.pk}" data-gone></li>' in sent


def test_a_private_text_is_not_even_read_from_the_database_for_them(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = joined(inside.door)
    read: list[str] = []

    def note(token: str, decrypt: Callable[[str], str] = fields.decrypt) -> str:
        read.append(decrypt(token))
        return read[-1]

    monkeypatch.setattr(fields, "decrypt", note)
    client.get(think(inside.door))
    client.get(f"{think(inside.door)}live/?after=0")
    send(client, inside.door, "Nog een")
    assert "Op tafel" in read
    assert found_in(" ".join(read)) == []


def test_how_the_relation_stands_is_nowhere(inside: Inside) -> None:
    from_words = inside.door.brainstorm.get_from_dimension_display()
    to_words = inside.door.brainstorm.get_to_dimension_display()
    for url, text in walk(inside, joined(inside.door)):
        assert from_words not in text, url
        assert to_words not in text, url
        assert "dimensi" not in text.casefold(), url


def test_the_order_of_prompts_is_the_same_whatever_the_relation(inside: Inside) -> None:
    client = joined(inside.door)
    before = client.get(think(inside.door)).context["prompts"]
    Brainstorm.objects.update(from_dimension=4)
    assert client.get(think(inside.door)).context["prompts"] == before
    assert set(before) == set(prompts.PROMPTS)


def test_from_their_pages_no_link_or_form_leads_inward(inside: Inside) -> None:
    allowed = ("/think/", "/privacy/", "/accessibility/", "/static/", "/language/", "/house-style/", "#", "?")
    for url, text in walk(inside, joined(inside.door)):
        for found in re.findall(r'(?:href|action|src|formaction|data-live)="([^"]*)"', text):
            assert found.startswith(allowed), f"{url}: {found}"
