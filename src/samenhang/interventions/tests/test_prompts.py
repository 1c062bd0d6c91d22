import re
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from samenhang.accounts.models import Person
from samenhang.interventions.models import Brainstorm, Family
from samenhang.interventions.prompts import FIRST, PROMPTS, order_of, show_another, shown
from samenhang.stakeholders.models import Dimension, Stakeholder

KEYS: list[UUID] = [uuids.uuid7() for _ in range(20)]
LONGEST_SENTENCE = 15


@pytest.mark.parametrize("family", Family)
def test_each_family_has_five_prompts_or_more(family: Family) -> None:
    assert sum(prompt.family == family for prompt in PROMPTS) >= 5


def test_there_are_at_least_twenty_five_and_none_is_there_twice() -> None:
    assert len({str(prompt.question) for prompt in PROMPTS}) == len(PROMPTS) >= 25


@pytest.mark.parametrize("question", [str(prompt.question) for prompt in PROMPTS])
def test_a_prompt_asks_in_short_sentences(question: str) -> None:
    assert question.endswith("?")
    assert all(len(sentence.split()) <= LONGEST_SENTENCE for sentence in re.split(r"[.?]", question))
    assert not re.search(r"\b(je|jij|jouw|jullie)\b", question, re.IGNORECASE)


@pytest.mark.parametrize("dimension", Dimension)
def test_nothing_is_repeated_before_all_were_shown(dimension: Dimension) -> None:
    for key in KEYS:
        assert set(order_of(key, dimension)) == set(PROMPTS)
        assert len(order_of(key, dimension)) == len(PROMPTS)


@pytest.mark.parametrize("dimension", Dimension)
def test_the_next_prompt_has_another_family_also_when_the_first_comes_again(dimension: Dimension) -> None:
    for key in KEYS:
        order = order_of(key, dimension)
        following = [*order[1:], order[0]]
        assert all(one.family != other.family for one, other in zip(order, following, strict=True))
        assert order[0].family == FIRST[dimension]


def test_a_brainstorm_keeps_its_order_and_another_has_another() -> None:
    assert order_of(KEYS[0], 2) == order_of(KEYS[0], 2)
    assert len({tuple(order_of(key, 2)) for key in KEYS}) == len(KEYS)


def test_showing_another_goes_round(stakeholder: Stakeholder, leader: Person) -> None:
    stakeholder.dimension = Dimension.RESPECT
    brainstorm = Brainstorm.begin(stakeholder, by=leader)
    seen = []
    for _turn in PROMPTS:
        seen.append(shown(brainstorm))
        show_another(brainstorm)
        brainstorm.refresh_from_db()
    assert set(seen) == set(PROMPTS)
    assert shown(brainstorm) == seen[0]
