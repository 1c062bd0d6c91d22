from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.accounts.tests.at_once import all_at_once
from samenhang.interventions import ideas
from samenhang.interventions.models import Brainstorm, Door, Family, Idea, Intervention, Thinker
from samenhang.stakeholders.models import Stakeholder

AT_ONCE = 10


def add(brainstorm: Brainstorm, text: str = "Meelopen", **fields: Any) -> Idea:
    return ideas.add(brainstorm, text=text, **{"key": uuids.uuid7()} | fields)


def numbers(brainstorm: Brainstorm) -> list[int]:
    return sorted(brainstorm.ideas.values_list("number", flat=True))


def outcomes_at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """What each act gave, or how it was refused."""

    def tried(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except (ideas.ChangedMeanwhile, ideas.AlreadyChosen) as refused:
            return refused

    return all_at_once([partial(tried, act) for act in acts])


def test_an_idea_is_kept_as_one_line_with_all_it_belongs_to(brainstorm: Brainstorm, leader: Person) -> None:
    made = add(brainstorm, "  Een ochtend\r\n meelopen ", by=leader, family=Family.ASKING)
    kept = Idea.objects.get()
    assert (kept.pk, kept.text, kept.by, kept.family) == (made.pk, "Een ochtend meelopen", leader, Family.ASKING)
    assert (kept.initiative_id, kept.number, kept.is_shared) == (brainstorm.stakeholder.initiative_id, 1, False)


def test_sending_an_idea_again_adds_nothing(brainstorm: Brainstorm, leader: Person) -> None:
    key = uuids.uuid7()
    first = add(brainstorm, key=key, by=leader)
    again = add(brainstorm, key=key, by=leader)
    brainstorm.refresh_from_db()
    assert first == again
    assert (Idea.objects.count(), brainstorm.last_number) == (1, 1)


def test_a_used_key_with_another_text_or_of_another_person_is_another_idea(
    brainstorm: Brainstorm, leader: Person, co_leader: Person
) -> None:
    key = uuids.uuid7()
    first = add(brainstorm, key=key, by=leader)
    assert add(brainstorm, "Iets anders", key=key, by=leader) != first
    assert add(brainstorm, key=key, by=co_leader) != first
    assert Idea.objects.count() == 3


def test_a_used_key_of_another_brainstorm_leaves_that_one_alone(
    brainstorm: Brainstorm, stakeholder: Stakeholder, leader: Person
) -> None:
    there = add(brainstorm, by=leader)
    other = Brainstorm.begin(stakeholder, by=leader)
    here = add(other, key=there.pk, by=leader)
    assert here.brainstorm_id == other.pk
    assert Idea.objects.get(pk=there.pk).brainstorm_id == brainstorm.pk


def test_every_change_has_the_next_number(brainstorm: Brainstorm, leader: Person) -> None:
    first, second = add(brainstorm, by=leader), add(brainstorm, by=leader)
    ideas.change(first, "Een dag meelopen")
    ideas.remove(second, by=leader)
    ideas.share(Idea.objects.get(pk=first.pk), seen=3)
    brainstorm.refresh_from_db()
    assert (numbers(brainstorm), brainstorm.last_number) == ([4, 5], 5)


def test_a_change_that_was_not_seen_is_not_overwritten(brainstorm: Brainstorm, leader: Person) -> None:
    idea = add(brainstorm, "Meelopen", by=leader)
    ideas.change(idea, "Een dag meelopen", seen="Meelopen")
    with pytest.raises(ideas.ChangedMeanwhile) as refused:
        ideas.change(idea, "Nooit meelopen", seen="Meelopen")
    assert refused.value.idea.text == "Een dag meelopen"
    assert Idea.objects.get().text == "Een dag meelopen"


def test_two_who_write_the_same_agree(brainstorm: Brainstorm, leader: Person) -> None:
    idea = add(brainstorm, "Meelopen", by=leader)
    ideas.change(idea, "Een dag meelopen", seen="Meelopen")
    assert ideas.change(idea, "Een dag  meelopen", seen="Meelopen").text == "Een dag meelopen"


def test_a_removed_idea_is_not_changed(brainstorm: Brainstorm, leader: Person) -> None:
    idea = add(brainstorm, by=leader)
    ideas.remove(idea, by=leader)
    with pytest.raises(ideas.ChangedMeanwhile):
        ideas.change(idea, "Een dag meelopen", seen=idea.text)


def test_only_what_was_read_is_shown_to_others(brainstorm: Brainstorm, leader: Person) -> None:
    idea = add(brainstorm, "Meelopen", by=leader)
    ideas.change(idea, "Ria is boos")
    with pytest.raises(ideas.ChangedMeanwhile):
        ideas.share(idea, seen=idea.number)
    assert not Idea.objects.on_the_table().exists()


def test_a_removed_idea_can_be_put_back_and_keeps_its_place(brainstorm: Brainstorm, leader: Person) -> None:
    first = add(brainstorm, by=leader)
    add(brainstorm, by=leader)
    ideas.remove(first, by=leader)
    removed = Idea.objects.get(pk=first.pk)
    assert (removed.removed_by, brainstorm.ideas.present().count()) == (leader, 1)
    ideas.put_back(removed)
    back = Idea.objects.get(pk=first.pk)
    assert (back.removed_at, back.removed_by, back.created_at) == (None, None, first.created_at)


def test_removing_twice_keeps_who_did_it_first(brainstorm: Brainstorm, leader: Person, co_leader: Person) -> None:
    idea = add(brainstorm, by=leader)
    ideas.remove(idea, by=co_leader)
    ideas.remove(idea, by=leader)
    brainstorm.refresh_from_db()
    assert (Idea.objects.get().removed_by, brainstorm.last_number) == (co_leader, 2)


def test_a_chosen_idea_stays(brainstorm: Brainstorm, leader: Person) -> None:
    idea = add(brainstorm, by=leader)
    Intervention.objects.create(stakeholder=brainstorm.stakeholder, idea=idea, family=Family.ASKING, chosen_by=leader)
    with pytest.raises(ideas.AlreadyChosen):
        ideas.remove(idea, by=leader)
    assert not Idea.objects.get().removed_at


@pytest.mark.parametrize("gone", ["removed", "erased"])
def test_nothing_is_added_or_changed_once_the_partner_is_gone(
    brainstorm: Brainstorm, leader: Person, gone: str
) -> None:
    idea = add(brainstorm, by=leader)
    if gone == "erased":
        Stakeholder.objects.get().delete()
    else:
        Stakeholder.objects.update(removed_at=timezone.now())
    acts: list[Callable[[], Any]] = [
        lambda: add(brainstorm, "Nog een", by=leader),
        lambda: ideas.change(idea, "Anders"),
        lambda: ideas.share(idea, seen=idea.number),
        lambda: ideas.remove(idea, by=leader),
        lambda: ideas.put_back(idea),
    ]
    for act in acts:
        with pytest.raises(Http404):
            act()


@pytest.mark.django_db(transaction=True)
def test_ten_people_add_at_once_and_nothing_is_lost_or_doubled(brainstorm: Brainstorm, leader: Person) -> None:
    door = Door.objects.create(
        initiative=brainstorm.stakeholder.initiative, brainstorm=brainstorm, question="Wat helpt?"
    )
    thinkers = [Thinker.objects.create(initiative=door.initiative, door=door) for _person in range(AT_ONCE - 1)]
    authors: list[dict[str, Any]] = [{"by": leader}, *({"thinker": thinker} for thinker in thinkers)]

    def write(who: dict[str, Any], at: int) -> None:
        for turn in range(3):
            key = uuids.uuid7()
            # Each is sent twice, as after a lost connection.
            for _time in range(2):
                add(brainstorm, f"Idee {turn} van {at}", key=key, **who)

    all_at_once([lambda who=who, at=at: write(who, at) for at, who in enumerate(authors)])  # type: ignore[misc]
    brainstorm.refresh_from_db()
    texts = {idea.text for idea in brainstorm.ideas.all()}
    assert texts == {f"Idee {turn} van {at}" for turn in range(3) for at in range(AT_ONCE)}
    assert numbers(brainstorm) == list(range(1, 3 * AT_ONCE + 1))
    assert brainstorm.last_number == 3 * AT_ONCE


@pytest.mark.django_db(transaction=True)
def test_the_same_idea_sent_ten_times_at_once_is_there_once(brainstorm: Brainstorm, leader: Person) -> None:
    key = uuids.uuid7()
    made = all_at_once([lambda: add(brainstorm, key=key, by=leader)] * AT_ONCE)
    brainstorm.refresh_from_db()
    assert {idea.pk for idea in made} == {key}
    assert (Idea.objects.count(), brainstorm.last_number) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_an_idea_at_once_one_is_told(brainstorm: Brainstorm, leader: Person) -> None:
    idea = add(brainstorm, "Meelopen", by=leader)
    outcomes = outcomes_at_once(
        [lambda text=text: ideas.change(idea, text, seen="Meelopen") for text in ("Eerst", "Straks")]  # type: ignore[misc]
    )
    refused = [one for one in outcomes if isinstance(one, ideas.ChangedMeanwhile)]
    assert len(refused) == 1
    assert refused[0].idea.text == Idea.objects.get().text


@pytest.mark.django_db(transaction=True)
def test_an_idea_is_chosen_or_removed_never_both(brainstorm: Brainstorm, leader: Person) -> None:
    idea = add(brainstorm, by=leader)

    def choose() -> bool:
        with transaction.atomic():
            ideas.hold(brainstorm)
            if Idea.objects.get(pk=idea.pk).removed_at:
                return False
            Intervention.objects.create(stakeholder=brainstorm.stakeholder, idea=idea, family=Family.ASKING)
            return True

    chosen, removed = outcomes_at_once([choose, lambda: ideas.remove(idea, by=leader)])
    assert chosen is isinstance(removed, ideas.AlreadyChosen)
    assert bool(Idea.objects.get().removed_at) is not chosen
