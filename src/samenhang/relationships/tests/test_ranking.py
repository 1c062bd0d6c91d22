from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from django.utils import translation

from samenhang.relationships.ranking import Facts, Ranked, Reason, Why, rank
from samenhang.relationships.wording import reason_sentence


def order(*facts: Facts) -> list[str]:
    return [one.facts.key for one in rank(facts)]


def one(**known: Any) -> Ranked:
    return rank([Facts("a", **known)])[0]


def whys(**known: Any) -> list[Why]:
    return [reason.why for reason in one(**known).reasons]


@pytest.mark.parametrize(("essential", "influence", "days"), [(True, 4, 3), (False, 1, 400), (False, None, None)])
def test_with_equal_stakes_dimension_2_comes_first_then_no_contact_or_unknown_then_3_then_4(
    essential: bool, influence: int | None, days: int | None
) -> None:
    facts = [
        Facts(str(dimension), dimension, False, essential, 0, influence, 0, 0, 0, days)
        for dimension in (4, 3, None, 1, 2)
    ]
    assert order(*facts)[0] == "2"
    assert set(order(*facts)[1:3]) == {"1", "None"}
    assert order(*facts)[3:] == ["3", "4"]


@pytest.mark.parametrize("dimension", [1, 2, 3, 4, None])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"essential": True}, {"needed_for": 3}),
        ({"needed_for": 1}, {}),
        ({"influence": 4}, {"influence": 3}),
        ({"influence": 3}, {"influence": 2}),
        ({"influence": None}, {"influence": 1}),
        ({"absolute_open": 1}, {"other_open": 4}),
        ({"other_open": 1}, {"met": 4}),
        ({"days_since_seen": None}, {"days_since_seen": 3}),
        ({"days_since_seen": 181}, {"days_since_seen": 180}),
    ],
)
def test_in_one_dimension_who_more_depends_on_comes_first(
    dimension: int | None, first: dict[str, Any], second: dict[str, Any]
) -> None:
    plain = Facts("", dimension, influence=2, days_since_seen=1)
    assert order(replace(plain, key="b", **second), replace(plain, key="a", **first)) == ["a", "b"]


def test_an_essential_influential_partner_without_contact_precedes_a_small_one_in_dimension_2() -> None:
    needed = Facts("insurer", 1, essential=True, influence=4)
    small = Facts("care", 2, needed_for=1, influence=2, days_since_seen=40)
    large = Facts("residents", 2, essential=True, influence=3, days_since_seen=10)
    assert order(small, needed, large) == ["residents", "insurer", "care"]


def test_equals_keep_one_order_whatever_the_order_of_entry() -> None:
    facts = [Facts("2", 2, influence=2), Facts("3", 2, influence=2), Facts("1", 2, influence=2)]
    assert {tuple(order(*some)) for some in permutations(facts)} == {("1", "2", "3")}


def test_of_equal_weights_the_one_with_most_to_gain_comes_first() -> None:
    much_to_gain, much_at_stake = Facts("b", 2, influence=2), Facts("a", 3, essential=True, influence=1)
    assert [one.weight for one in rank([much_to_gain, much_at_stake])] == [18, 12]
    known = Facts("b", 2, influence=1, days_since_seen=1), Facts("a", 3, influence=3, days_since_seen=1)
    assert [one.weight for one in rank(known)] == [6, 6]
    assert order(*known) == ["b", "a"]


def test_reasons_follow_the_method_from_dimension_to_last_observation() -> None:
    assert whys(dimension=2, essential=True, influence=4, absolute_open=1, days_since_seen=200) == [
        Why.SELF_INTEREST,
        Why.ESSENTIAL,
        Why.VERY_LARGE_INFLUENCE,
        Why.ABSOLUTE_OPEN,
        Why.SEEN_LONG_AGO,
    ]


def test_met_preconditions_are_told_only_when_all_are_met() -> None:
    assert Why.ALL_MET in whys(met=2)
    assert Why.ALL_MET not in whys(met=2, other_open=1)


def test_an_impression_is_told_where_somebody_did_observe_lately() -> None:
    assert whys(dimension=3, is_impression=True, influence=1, days_since_seen=5) == [Why.RESPECT, Why.IMPRESSION]
    assert Why.IMPRESSION not in whys(is_impression=True, days_since_seen=5)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_has_a_sentence_of_at_most_fifteen_words(language: str) -> None:
    told = {
        reason
        for dimension in (None, 1, 2, 3, 4)
        for influence in (None, 1, 3, 4)
        for open_ in ({"absolute_open": 2}, {"other_open": 2}, {"met": 1}, {"met": 2})
        for days in (None, 5, 200)
        for needed in ({"essential": True}, {"needed_for": 1}, {"needed_for": 2})
        for reason in one(
            dimension=dimension, influence=influence, is_impression=True, days_since_seen=days, **open_, **needed
        ).reasons
    }
    assert {reason.why for reason in told} == set(Why)
    with translation.override(language):
        sentences = [reason_sentence(reason) for reason in told]
    assert all("%" not in sentence and sentence.endswith(".") for sentence in sentences)
    assert all(len(sentence.split()) <= 15 for sentence in sentences)


@pytest.mark.parametrize(
    ("needs", "sentence"),
    [
        (["geld"], "U hebt deze partner nodig voor geld."),
        (["geld", "bereik"], "U hebt deze partner nodig voor geld en bereik."),
        (["geld", "bereik", "ruimte", "expertise"], "U hebt deze partner nodig voor geld, bereik, ruimte en meer."),
        (["x" * 31, "geld"], "U hebt deze partner nodig voor geld en meer."),
        (["x" * 31], "U hebt deze partner ergens voor nodig."),
    ],
)
def test_a_reason_names_what_a_partner_is_needed_for(needs: list[str], sentence: str) -> None:
    assert reason_sentence(Reason(Why.NEEDED), needs) == sentence


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "Eén randvoorwaarde is nog niet geregeld."),
        (3, "Drie randvoorwaarden zijn nog niet geregeld."),
        (11, "11 randvoorwaarden zijn nog niet geregeld."),
    ],
)
def test_numbers_up_to_ten_are_words(count: int, sentence: str) -> None:
    assert reason_sentence(Reason(Why.OTHER_OPEN, count)) == sentence
