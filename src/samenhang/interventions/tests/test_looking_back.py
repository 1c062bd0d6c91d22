"""Looking back: all of it at once, only once, and nothing that was typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
import uuid_utils.compat as uuids
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.actions.models import Action, Outcome
from samenhang.interventions.looking_back import AlreadyLookedBack, Told, look_back
from samenhang.interventions.models import Intervention, Reflection
from samenhang.interventions.tests.chosen import choose, done, reflect
from samenhang.relationships.models import Assessment, Deed, Observation
from samenhang.relationships.tests.builders import assess, days_ago
from samenhang.stakeholders.editing import undo_last
from samenhang.stakeholders.models import Change, Interest, Stakeholder

type ClientOf = Callable[[Person | None], Client]


def url(intervention: Intervention, name: str = "look_back") -> str:
    return reverse(f"interventions:{name}", args=[intervention.stakeholder.initiative_id, intervention.pk])


def typed(**fields: Any) -> dict[str, Any]:
    """What the form sends."""
    rows = {f"learned-{n}-{name}": text for n in (1, 2, 3) for name, text in EMPTY_ROW.items()}
    told = {"what_happened": "Wij liepen mee.", "deed": "Meelopen", "dimension": "", "why": ""}
    return (
        {"key": str(uuid4()), "on": timezone.localdate().isoformat(), "occasion": "", "words": ""}
        | rows
        | told
        | fields
    )


EMPTY_ROW = {"text": "", "kind": "organisational", "basis": "assumed"}


@pytest.fixture
def chosen(stakeholder: Stakeholder, leader: Person) -> Intervention:
    assess(stakeholder, leader, 2, days=30)
    return choose(stakeholder, leader)


def test_all_that_was_told_finds_its_place(
    chosen: Intervention, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    day = days_ago(1)
    answer = client_of(leader).post(
        url(chosen),
        typed(
            on=day.isoformat(),
            occasion="Ochtend aan de balie",
            words="Ria vroeg door.",
            behaviours=["asks_on"],
            dimension="3",
            why="Zij vroegen door.",
            **{"learned-1-text": "Rust op de balie", "learned-1-basis": "said", "learned-3-text": "Waardering"},
        ),
    )
    assert answer["Location"] == url(chosen, "intervention")
    reflection: Any = Reflection.objects.get()
    assert (reflection.by, reflection.on, reflection.what_happened) == (leader, day, "Wij liepen mee.")
    assert (reflection.before, reflection.after) == (2, 3)
    assert reflection.initiative_id == stakeholder.initiative_id
    assert (reflection.observation.words, reflection.observation.on) == ("Ria vroeg door.", day)
    assert (reflection.assessment.dimension, reflection.assessment.proposed) == (3, 3)
    assert not reflection.assessment.is_impression
    assert (reflection.deed.what, reflection.deed.on, reflection.deed.by) == ("Meelopen", day, leader)
    stakeholder.refresh_from_db()
    assert (stakeholder.dimension, stakeholder.last_observed_on) == (3, day)
    learned = {(one.text, one.basis, one.author) for one in stakeholder.interests.all()}
    assert learned == {("Rust op de balie", "said", leader), ("Waardering", "assumed", leader)}
    action = Action.objects.get()
    assert (action.outcome, action.ended_by) == (Outcome.DONE, leader)


def test_the_relation_shows_it_as_a_flag_and_the_page_as_looked_back(
    chosen: Intervention, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    client.post(url(chosen), typed(dimension="3"))
    relation = client.get(reverse("relationships:relation", args=[stakeholder.initiative_id, stakeholder.pk]))
    assert len(relation.context["trajectory"].flags) == 1
    assert "Meelopen" in relation.content.decode()
    assert "↑ van 2 naar 3" in client.get(url(chosen, "intervention")).content.decode()


def test_little_is_enough_and_nothing_else_is_made(
    chosen: Intervention, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    assert client_of(leader).post(url(chosen), typed()).status_code == 302
    reflection: Any = Reflection.objects.get()
    assert (reflection.before, reflection.after, reflection.observation, reflection.assessment) == (2, 2, None, None)
    assert Assessment.objects.count() == 1
    assert not Observation.objects.exists()
    assert not Interest.objects.exists()


def test_learned_interests_stand_in_the_history_and_can_be_undone(
    chosen: Intervention, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client_of(leader).post(url(chosen), typed(**{"learned-2-text": "Rust op de balie"}))
    assert Change.objects.filter(stakeholder=stakeholder, field="interests", by=leader).count() == 1
    undo_last(stakeholder.initiative, by=leader)
    assert not stakeholder.interests.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"what_happened": " "}, "Schrijf op wat er gebeurde."),
        ({"deed": ""}, "Geef het een korte naam."),
        ({"on": (timezone.localdate() + timedelta(days=9)).isoformat()}, "Deze dag moet nog komen."),
        ({"on": "gisteren"}, "Schrijf de datum als 14-04-2026."),
    ],
)
def test_nothing_typed_is_lost_by_a_mistake(
    wrong: dict[str, str], says: str, chosen: Intervention, leader: Person, client_of: ClientOf
) -> None:
    told = typed(words="Ria vroeg door.", why="Een uitleg", **{"learned-3-text": "Rust op de balie"}) | wrong
    answer = client_of(leader).post(url(chosen), told)
    html = answer.content.decode()
    assert answer.status_code == 422
    for text in (says, "Ria vroeg door.", "Een uitleg", "Rust op de balie"):
        assert text in html, text
    assert not Reflection.objects.exists()
    assert Action.objects.get().ended_at is None


def test_sending_it_twice_keeps_it_once(chosen: Intervention, leader: Person, client_of: ClientOf) -> None:
    client, told = client_of(leader), typed(words="Ria vroeg door.", dimension="3")
    assert client.post(url(chosen), told).status_code == 302
    assert client.post(url(chosen), told).status_code == 302
    assert Reflection.objects.count() == Deed.objects.count() == Observation.objects.count() == 1
    assert Assessment.objects.count() == 2


def test_who_is_second_reads_who_was_first_and_keeps_the_own_text_as_an_observation(
    chosen: Intervention, stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    client_of(leader).post(url(chosen), typed(what_happened="Woorden van de leider."))
    second = client_of(co_leader)
    answer = second.post(
        url(chosen),
        typed(what_happened="Mijn verhaal.", words="Zij lachten.", behaviours=["asks_on"], dimension="4"),
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    for text in ("keek iemand terug: Leider.", "Woorden van de leider.", "Mijn verhaal.\nZij lachten."):
        assert text in html, text
    assert Reflection.objects.count() == Deed.objects.count() == 1
    seen = answer.context["seen"]
    offered = {name: seen[name].value() for name in ("key", "on", "occasion", "words", "behaviours")}
    relation = reverse("relationships:relation", args=[stakeholder.initiative_id, stakeholder.pk])
    assert second.post(relation, offered | {"act": "observe", "why": ""}).status_code == 302
    kept = Observation.objects.get()
    assert (kept.by, kept.behaviours) == (co_leader, ["asks_on"])
    assert kept.words.split() == ["Mijn", "verhaal.", "Zij", "lachten."]


def test_being_second_with_a_mistake_loses_nothing_either(
    chosen: Intervention, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    reflect(chosen, leader, 2, 3)
    answer = client_of(co_leader).post(url(chosen), typed(deed="", what_happened="Mijn verhaal."))
    assert answer.status_code == 409
    assert "Mijn verhaal." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one_reflection(stakeholder: Stakeholder, leader: Person, co_leader: Person) -> None:
    chosen = choose(stakeholder, leader)

    def tell(by: Person) -> str:
        try:
            told = Told(uuids.uuid7(), timezone.localdate(), f"Van {by}", "Meelopen", dimension=3)
            return look_back(chosen, told, by=by).what_happened
        except AlreadyLookedBack as already:
            return f"na {already.reflection.by}"

    answers = set(all_at_once([partial(tell, by) for by in (leader, co_leader)]))
    kept = Reflection.objects.get()
    assert answers == {kept.what_happened, f"na {kept.by}"}
    assert Deed.objects.count() == Assessment.objects.count() == 1


def test_before_is_where_the_relation_stood_then_also_when_it_was_decided_sooner(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    assess(stakeholder, leader, 1, days=40)
    assess(stakeholder, leader, 2, days=20)
    chosen = choose(stakeholder, leader, chosen_at=timezone.now() - timedelta(days=10))
    assess(stakeholder, leader, 3, days=1)
    client_of(leader).post(url(chosen), typed(on=days_ago(5).isoformat()))
    reflection: Any = Reflection.objects.get()
    assert (reflection.before, reflection.after) == (2, 3)


def test_before_and_after_of_one_day_are_told_apart(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    Assessment.decide(stakeholder, 2, by=leader)
    chosen = choose(stakeholder, leader)
    client_of(leader).post(url(chosen), typed(dimension="3"))
    reflection: Any = Reflection.objects.get()
    assert (reflection.before, reflection.after) == (2, 3)


def test_a_dimension_that_came_with_an_import_counts_as_before(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    stakeholder.dimension = 1
    stakeholder.save()
    client_of(leader).post(url(choose(stakeholder, leader)), typed(dimension="2"))
    reflection: Any = Reflection.objects.get()
    assert (reflection.before, reflection.after) == (1, 2)


def test_the_form_begins_with_the_idea_and_the_day_it_was_done(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    ended = {"ended_at": timezone.now() - timedelta(days=3)}
    chosen = choose(stakeholder, leader, "Een ochtend meelopen", action=done(leader) | ended)
    answer = client_of(leader).get(url(chosen))
    assert answer.context["words"]["deed"].value() == "Een ochtend meelopen"
    assert answer.context["seen"]["on"].value() == days_ago(3)


def test_its_author_changes_the_words_there_and_at_the_flag(
    chosen: Intervention, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    client.post(url(chosen), typed())
    assert "Wij liepen mee." in client.get(url(chosen)).content.decode()
    refused = client.post(url(chosen), {"change": "1", "what_happened": "", "deed": "Ochtend"})
    assert refused.status_code == 422
    words = {"change": "1", "what_happened": "Wij liepen een ochtend mee.", "deed": "Ochtend aan de balie"}
    assert client_of(co_leader).post(url(chosen), words).status_code == 403
    assert client_of(co_leader).get(url(chosen))["Location"] == url(chosen, "intervention")
    assert client.post(url(chosen), words).status_code == 302
    reflection: Any = Reflection.objects.get()
    assert reflection.what_happened == "Wij liepen een ochtend mee."
    assert reflection.deed.what == "Ochtend aan de balie"


def test_one_can_look_back_when_the_action_was_taken_off_the_list_or_erased(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    for action in (None, {"removed_at": timezone.now()}):
        assert client.post(url(choose(stakeholder, leader, action=action)), typed()).status_code == 302
    assert Reflection.objects.count() == 2


def test_an_action_that_was_done_keeps_who_did_it_when(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    chosen = choose(stakeholder, leader, action=done(leader))
    client_of(co_leader).post(url(chosen), typed())
    assert Action.objects.get().ended_by == leader


def test_what_was_dropped_is_taken_up_first(stakeholder: Stakeholder, leader: Person, client_of: ClientOf) -> None:
    chosen = choose(stakeholder, leader, action=done(leader) | {"outcome": Outcome.DROPPED})
    assert client_of(leader).get(url(chosen))["Location"] == url(chosen, "intervention")


def test_an_archive_takes_no_reflection(chosen: Intervention, leader: Person, client_of: ClientOf) -> None:
    chosen.stakeholder.initiative.archive(by=leader)
    client = client_of(leader)
    assert client.get(url(chosen))["Location"] == url(chosen, "intervention")
    assert client.post(url(chosen), typed()).status_code == 403


def test_a_partner_and_a_removed_stakeholder_have_no_such_page(
    chosen: Intervention, stakeholder: Stakeholder, leader: Person, partner: Person, client_of: ClientOf
) -> None:
    assert client_of(partner).get(url(chosen)).status_code == 404
    stakeholder.removed_at = timezone.now()
    stakeholder.save()
    assert client_of(leader).post(url(chosen), typed()).status_code == 404
    with pytest.raises(Intervention.DoesNotExist):
        look_back(chosen, Told(uuids.uuid7(), timezone.localdate(), "Te laat", "Meelopen"), by=leader)
    assert not Reflection.objects.exists()


def test_erasing_the_stakeholder_erases_what_was_told(
    chosen: Intervention, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client_of(leader).post(url(chosen), typed(words="Ria vroeg door.", dimension="3"))
    stakeholder.delete()
    for model in (Reflection, Deed, Observation, Assessment):
        assert not model.objects.exists()


def test_the_page_takes_at_most_twelve_queries(
    chosen: Intervention, leader: Person, client_of: ClientOf, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(leader)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get(url(chosen))
