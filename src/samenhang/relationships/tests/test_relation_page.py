import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.initiatives.models import Initiative
from samenhang.relationships.models import Assessment, Observation
from samenhang.relationships.tests.builders import assess, days_ago, observe
from samenhang.stakeholders.models import Change, Interest, Sensitivity, Stakeholder

type ClientOf = Callable[[Person | None], Client]


def url(stakeholder: Stakeholder, name: str = "relation", *more: Any) -> str:
    return reverse(f"relationships:{name}", args=[stakeholder.initiative_id, stakeholder.pk, *more])


def typed(**fields: Any) -> dict[str, Any]:
    """What the form sends."""
    return {
        "key": str(uuid4()),
        "on": timezone.localdate().isoformat(),
        "occasion": "",
        "words": "",
        "why": "",
    } | fields


def is_ticked(page: str, value: str) -> bool:
    found = re.search(rf'<input[^>]*value="{value}"[^>]*>', page)
    return bool(found and "checked" in found[0])


def test_a_leader_writes_down_what_was_seen_and_gets_a_proposal(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    answer = client.post(
        url(stakeholder),
        typed(act="observe", words="Ria vroeg door.", occasion="Overleg", behaviours=["asks_on", "adjusts"]),
    )
    assert answer.status_code == 302
    stakeholder.refresh_from_db()
    assert stakeholder.last_observed_on == timezone.localdate()
    page = client.get(url(stakeholder)).content.decode()
    assert "Ria vroeg door." in page
    assert "Twee aangekruiste gedragingen horen bij dimensie 3." in page
    assert "De nieuwste waarneming is van vandaag." in page


def test_a_decision_stands_in_the_table_with_who_changed_it(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    seen = observe(stakeholder, leader, "asks_on")
    answer = client_of(leader).post(url(stakeholder), typed(act="decide", dimension="3", why="Zij vroegen door."))
    assert answer.status_code == 302
    stakeholder.refresh_from_db()
    assert (stakeholder.dimension, stakeholder.dimension_is_impression) == (3, False)
    change: Any = Change.objects.get(stakeholder=stakeholder, field="dimension")
    assert (change.by, change.before, change.after) == (leader, None, 3)
    decided = Assessment.objects.get()
    assert (decided.why, decided.proposed, list(decided.rests_on.all())) == ("Zij vroegen door.", 3, [seen])


def test_a_decision_without_observation_is_an_impression(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client = client_of(leader)
    client.post(url(stakeholder), typed(act="decide", dimension="4"))
    stakeholder.refresh_from_db()
    assert stakeholder.dimension_is_impression
    page = client.get(url(stakeholder)).content.decode()
    assert "indruk, zonder waarneming" in page
    assert "heeft geen waarneming. Daarom telt het als indruk." in page


def test_an_observation_that_is_out_of_date_does_not_carry_a_decision(stakeholder: Stakeholder, leader: Person) -> None:
    observe(stakeholder, leader, "asks_on", days=181)
    assert Assessment.decide(stakeholder, 3, by=leader).is_impression


def test_deciding_keeps_an_observation_that_was_typed_as_well(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client_of(leader).post(
        url(stakeholder), typed(act="decide", dimension="2", words="Zij stelden een eis.", behaviours=["demand_first"])
    )
    assert Observation.objects.get().words == "Zij stelden een eis."
    assert not Assessment.objects.get().is_impression
    assert Assessment.objects.get().proposed == 2


def test_saving_an_observation_keeps_a_decision_that_was_typed_as_well(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(
        url(stakeholder), typed(act="observe", words="Gezien", dimension="3", why="Half geschreven uitleg")
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Half geschreven uitleg" in page
    assert is_ticked(page, "3")
    assert Observation.objects.count() == 1
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("act", ["observe", "decide"])
def test_nothing_typed_is_lost_by_a_mistake(
    act: str, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(
        url(stakeholder),
        typed(
            act=act,
            on=days_ago(-1).isoformat(),
            words="Een lang verhaal",
            occasion="Bewonersavond",
            behaviours=["sums_up"],
            dimension="3",
            why="Een lange uitleg",
        ),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Deze dag moet nog komen. Kies vandaag of eerder." in page
    for text in ("Een lang verhaal", "Bewonersavond", "Een lange uitleg"):
        assert text in page
    assert is_ticked(page, "sums_up")
    assert is_ticked(page, "3")
    assert not Observation.objects.exists()
    assert not Assessment.objects.exists()


def test_an_empty_observation_is_refused_with_what_to_do(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(url(stakeholder), typed(act="observe"))
    assert answer.status_code == 422
    assert "Schrijf op wat u zag of hoorde, of kruis gedrag aan." in answer.content.decode()


def test_deciding_nothing_is_refused_with_what_to_do(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(url(stakeholder), typed(act="decide"))
    assert answer.status_code == 422
    assert "Kies een van de vier dimensies." in answer.content.decode()


def test_the_same_form_sent_twice_makes_one_observation_and_a_changed_one_another(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client, form = client_of(leader), typed(act="observe", words="Eerste", behaviours=["asks_on"])
    client.post(url(stakeholder), form)
    client.post(url(stakeholder), form)
    assert Observation.objects.count() == 1
    client.post(url(stakeholder), form | {"words": "Tweede, met de terugknop"})
    assert sorted(one.words for one in Observation.objects.all()) == ["Eerste", "Tweede, met de terugknop"]


def test_the_same_words_about_another_partner_are_another_observation(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    other: Stakeholder = Stakeholder.objects.create(initiative=stakeholder.initiative, name="Wijkteam")
    client, form = client_of(leader), typed(act="observe", words="Zij vroegen door.")
    client.post(url(stakeholder), form)
    client.post(url(other), form)
    assert [stakeholder.observations.count(), other.observations.count()] == [1, 1]


def test_deciding_twice_with_the_same_form_keeps_one_observation(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    client, form = client_of(leader), typed(act="decide", dimension="2", behaviours=["demand_first"])
    client.post(url(stakeholder), form)
    client.post(url(stakeholder), form)
    assert Observation.objects.count() == 1
    assert [one.proposed for one in Assessment.objects.all()] == [2, 2]


def test_an_unknown_behaviour_is_refused(stakeholder: Stakeholder, leader: Person, client_of: ClientOf) -> None:
    answer = client_of(leader).post(url(stakeholder), typed(act="observe", words="Ja", behaviours=["unfriendly"]))
    assert answer.status_code == 422


def test_one_changes_an_observation_of_ones_own(stakeholder: Stakeholder, leader: Person, client_of: ClientOf) -> None:
    seen = observe(stakeholder, leader, "asks_on")
    client, address = client_of(leader), url(stakeholder, "change_observation", seen.pk)
    assert "Gezien" in client.get(address).content.decode()
    assert client.post(address, typed(words="")).status_code == 422
    assert client.post(address, typed(words="Anders", on=days_ago(3).isoformat())).status_code == 302
    seen.refresh_from_db()
    stakeholder.refresh_from_db()
    assert (seen.words, seen.behaviours) == ("Anders", [])
    assert stakeholder.last_observed_on == days_ago(3)


def test_deleting_the_only_observation_makes_the_decision_on_it_an_impression(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    seen = observe(stakeholder, leader, "asks_on")
    Assessment.decide(stakeholder, 3, by=leader)
    client, address = client_of(leader), url(stakeholder, "delete_observation", seen.pk)
    assert client.get(address).status_code == 200
    assert Observation.objects.exists()
    assert client.post(address).status_code == 302
    stakeholder.refresh_from_db()
    assert Assessment.objects.get().is_impression
    assert stakeholder.dimension_is_impression
    assert stakeholder.last_observed_on is None


def test_anothers_observation_is_read_only(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    seen = observe(stakeholder, co_leader, "asks_on", words="Van de ander")
    client = client_of(leader)
    page = client.get(url(stakeholder)).content.decode()
    assert "Van de ander" in page
    assert url(stakeholder, "change_observation", seen.pk) not in page
    for name in ("change_observation", "delete_observation"):
        assert client.get(url(stakeholder, name, seen.pk)).status_code == 403
        assert client.post(url(stakeholder, name, seen.pk), typed(words="x")).status_code == 403


def test_what_others_saw_stands_apart_from_ones_own_proposal(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    observe(stakeholder, leader, "demand_first")
    observe(stakeholder, co_leader, "asks_on", "adjusts", "sums_up")
    context = client_of(leader).get(url(stakeholder)).context
    assert (context["proposal"].dimension, context["theirs"].dimension) == (2, 3)


def test_different_decisions_are_something_to_talk_about_and_never_averaged(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    assess(stakeholder, leader, 2, days=9)
    assess(stakeholder, co_leader, 4, days=5)
    answer = client_of(leader).get(url(stakeholder))
    assert [(name, one.dimension) for name, one in answer.context["differences"]] == [("U", 2), ("Medeleider", 4)]
    assert "Niet iedereen zag hetzelfde" in answer.content.decode()
    assess(stakeholder, leader, 4, days=0)
    assert not client_of(leader).get(url(stakeholder)).context["differences"]


def test_a_difference_with_what_somebody_thought_long_ago_is_none(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    assess(stakeholder, co_leader, 4, days=300)
    assess(stakeholder, leader, 2, days=9)
    assert not client_of(leader).get(url(stakeholder)).context["differences"]


def test_taking_back_ones_last_decision_restores_the_one_before(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    Assessment.decide(stakeholder, 2, by=co_leader)
    mine = Assessment.decide(stakeholder, 3, by=leader)
    client = client_of(leader)
    assert client.get(url(stakeholder, "take_back", mine.pk)).status_code == 200
    assert client.post(url(stakeholder, "take_back", mine.pk)).status_code == 302
    stakeholder.refresh_from_db()
    assert stakeholder.dimension == 2
    assert Assessment.objects.get().by == co_leader


def test_taking_back_the_only_decision_restores_what_an_import_brought(
    stakeholder: Stakeholder, leader: Person, co_leader: Person
) -> None:
    stakeholder.dimension = 2
    stakeholder.save()
    first = Assessment.decide(stakeholder, 3, by=leader)
    second = Assessment.decide(stakeholder, 4, by=co_leader)
    first.take_back(by=leader)
    stakeholder.refresh_from_db()
    assert stakeholder.dimension == 4, "a later decision of somebody else stands"
    Assessment.objects.get(pk=second.pk).take_back(by=co_leader)
    stakeholder.refresh_from_db()
    assert (stakeholder.dimension, stakeholder.dimension_is_impression) == (2, True)


def test_taking_back_says_when_a_later_decision_of_another_stays(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    mine, _later = assess(stakeholder, leader, 2, days=9), assess(stakeholder, co_leader, 3, days=2)
    page = client_of(leader).get(url(stakeholder, "take_back", mine.pk)).content.decode()
    assert "Het latere besluit van een ander blijft gelden." in page


def test_only_ones_own_last_decision_can_be_taken_back(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    older, newer = assess(stakeholder, leader, 2, days=9), assess(stakeholder, leader, 3, days=2)
    others = assess(stakeholder, co_leader, 3)
    client = client_of(leader)
    page = client.get(url(stakeholder)).content.decode()
    assert url(stakeholder, "take_back", newer.pk) in page
    for decision in (older, others):
        assert url(stakeholder, "take_back", decision.pk) not in page
        assert client.post(url(stakeholder, "take_back", decision.pk)).status_code == 403


def test_an_interest_for_its_authors_eyes_only_is_not_shown(
    stakeholder: Stakeholder, leader: Person, co_leader: Person, client_of: ClientOf
) -> None:
    Interest.objects.create(
        stakeholder=stakeholder, text="Geheim belang", author=co_leader, sensitivity=Sensitivity.ONLY_ME
    )
    assert "Geheim belang" not in client_of(leader).get(url(stakeholder)).content.decode()
    assert "Geheim belang" in client_of(co_leader).get(url(stakeholder)).content.decode()


def test_an_archived_initiative_shows_no_forms_and_takes_no_decisions(
    initiative: Initiative, stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    seen, decision = observe(stakeholder, leader, "asks_on"), assess(stakeholder, leader, 3)
    initiative.archive(by=leader)
    client = client_of(leader)
    page = client.get(url(stakeholder)).content.decode()
    assert "Gezien" in page
    assert "Leg uw besluit vast" not in page
    assert url(stakeholder, "change_observation", seen.pk) not in page
    assert url(stakeholder, "take_back", decision.pk) not in page
    assert client.post(url(stakeholder), typed(act="decide", dimension="2")).status_code == 403


def test_a_removed_stakeholder_has_no_relation_page(
    stakeholder: Stakeholder, leader: Person, client_of: ClientOf
) -> None:
    stakeholder.removed_at = timezone.now()
    stakeholder.save()
    assert client_of(leader).get(url(stakeholder)).status_code == 404


def test_the_paper_of_a_relation_is_a_pdf(stakeholder: Stakeholder, leader: Person, client_of: ClientOf) -> None:
    observe(stakeholder, leader, "asks_on", words="Met & < tekens")
    assess(stakeholder, leader, 3, why="Daarom")
    answer = client_of(leader).get(url(stakeholder, "relation_pdf"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "no-store"
