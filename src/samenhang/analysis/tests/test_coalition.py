"""Coalitions that cover what is needed: by hand, and against looking at every set of parties."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain, combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.coalition import Party, coalition


def party(name: str, serves: str = "", cost: Fraction | int = 1, influence: Fraction | int = 0) -> Party:
    """`serves` has a letter for each need."""
    return Party(name, Fraction(cost), Fraction(influence), frozenset(serves))


THREE = [party("Gemeente", "gr", 3), party("School", "r", 1), party("Vereniging", "g", 1)]


def test_two_easy_partners_are_chosen_above_one_that_is_hard_to_win() -> None:
    found = coalition(THREE, "gr")
    assert found.cost == 2
    assert found.cheapest == (("School", "Vereniging"),)
    assert found.minimal == (("Gemeente",), ("School", "Vereniging"))
    assert found.all_minimal
    assert (found.single, found.gaps) == ({}, ())


def test_a_pair_that_excludes_each_other_is_in_no_cover() -> None:
    found = coalition(THREE, "gr", exclude=[("Vereniging", "School")])
    assert found.cost == 3
    assert found.cheapest == (("Gemeente",),)
    assert found.minimal == (("Gemeente",),)


def test_need_of_influence_brings_in_who_serves_nothing() -> None:
    parties = [party("School", "g", 1, 2), party("Wethouder", "", 1, 3), party("Krant", "", 5, 3)]
    found = coalition(parties, "g", influence=Fraction(5))
    assert found.cost == 2
    assert found.cheapest == (("School", "Wethouder"),)
    assert found.minimal == (("Krant", "School"), ("School", "Wethouder"))
    assert coalition(parties, "g", influence=Fraction(9)).cheapest == ()


def test_just_enough_influence_counts_as_enough_with_fractions_too() -> None:
    parties = [party("A", "g", 1, Fraction(1, 10)), party("B", "", 1, Fraction(2, 10))]
    assert coalition(parties, "g", influence=Fraction(3, 10)).cheapest == (("A", "B"),)


@pytest.mark.parametrize("least", [Fraction(1), Fraction(10**9 + 1, 10**9)])
def test_influence_a_billionth_too_small_is_not_enough(least: Fraction) -> None:
    """The solver alone takes what differs by a millionth for the same."""
    parties = [party("A", "g", 1, least - Fraction(1, 10**9)), party("B", "", 1, 1)]
    assert coalition(parties[:1], "g", influence=least).cost is None
    assert coalition(parties, "g", influence=least).cheapest == (("A", "B"),)


def test_costs_are_added_exactly() -> None:
    parties = [party("A", "g", Fraction(1, 3)), party("B", "r", Fraction(1, 7))]
    assert coalition(parties, "gr").cost == Fraction(10, 21)


def test_covers_that_cost_the_same_are_all_named() -> None:
    found = coalition([party("A", "g"), party("B", "g"), party("C", "g", 2)], "g")
    assert found.cheapest == (("A",), ("B",))


def test_what_nobody_serves_is_a_gap_and_what_one_serves_hangs_on_that_one() -> None:
    found = coalition([party("A", "gr"), party("B", "g")], ["t", "r", "g", "a"])
    assert found.gaps == ("a", "t")
    assert found.single == {"r": "A"}
    assert found.cost == 1
    assert found.cheapest == (("A",),)


@pytest.mark.parametrize("parties", [[], [party("A", "g")]])
def test_when_nothing_is_needed_nobody_is(parties: list[Party]) -> None:
    found = coalition(parties, "")
    assert found.cost == 0
    assert found.cheapest == ((),)
    assert found.minimal == ((),)
    assert found.all_minimal


def test_without_parties_every_need_is_a_gap() -> None:
    found = coalition([], "gr")
    assert found.gaps == ("g", "r")
    assert found.cost == 0


def test_without_parties_no_influence_can_be_reached() -> None:
    found = coalition([], "", influence=Fraction(1))
    assert found.cost is None
    assert found.cheapest == ()
    assert found.minimal == ()


def test_a_partner_without_cost_who_adds_nothing_is_in_no_cheapest_cover() -> None:
    found = coalition([party("A", "g", 1), party("B", "", 0)], "g")
    assert found.cheapest == (("A",),)


def test_many_partners_without_cost_who_add_nothing_take_no_time() -> None:
    idle = [party(f"Z{at}", "", 0) for at in range(40)]
    assert coalition([party("A", "g", 1), *idle], "g").cheapest == (("A",),)


def test_no_more_minimal_covers_are_listed_than_asked_for_and_that_is_said() -> None:
    parties = [party(name, "g") for name in "ABCDE"]
    found = coalition(parties, "g", most=3)
    assert (len(found.minimal), found.all_minimal) == (3, False)
    assert coalition(parties, "g", most=5).all_minimal


def test_of_more_than_a_hundred_cheapest_covers_a_hundred_are_named() -> None:
    found = coalition([party(f"party {at:03d}", "g") for at in range(101)], "g")
    assert len(set(found.cheapest)) == len(found.cheapest) == 100
    assert found.cost == 1


def test_a_search_that_is_too_long_ends_and_says_so() -> None:
    """Of thirty parties that each serve a need of their own, all are needed: too many sets to look at."""
    needs = [f"need {at:02d}" for at in range(30)]
    parties = [Party(f"party {need}", Fraction(1), Fraction(0), frozenset([need])) for need in needs]
    found = coalition(parties, needs)
    assert found.cost == 30
    assert found.cheapest == (tuple(one.name for one in parties),)
    assert not found.all_minimal


@pytest.mark.parametrize(
    ("parties", "exclude", "said"),
    [
        ([party("A"), party("B"), party("A")], [], "A: a party twice."),
        ([party("B"), party("A"), party("A")], [], "A: a party twice."),
        ([party("A", cost=-1)], [], "A: cost and influence cannot be below zero."),
        ([party("A", influence=-1)], [], "A: cost and influence cannot be below zero."),
        ([party("A")], [("A", "B")], "A – B: these are not two of the parties."),
        ([party("A")], [("B", "A")], "B – A: these are not two of the parties."),
        ([party("A")], [("A", "A")], "A – A: these are not two of the parties."),
    ],
)
def test_what_is_wrong_is_said_with_the_party(parties: list[Party], exclude: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        coalition(parties, "g", exclude=exclude)


# Against looking at every set

type Drawn = tuple[list[Party], str, list[tuple[str, str]], Fraction]


@st.composite
def cases(draw: st.DrawFn) -> Drawn:
    parties = [
        Party(
            name,
            Fraction(draw(st.integers(0, 6)), draw(st.sampled_from([1, 1, 2, 3]))),
            Fraction(draw(st.integers(0, 4)), draw(st.sampled_from([1, 1, 2]))),
            frozenset(draw(st.sets(st.sampled_from("grat")))),
        )
        for name in "ABCDEF"[: draw(st.integers(0, 6))]
    ]
    pairs = list(combinations([one.name for one in parties], 2))
    exclude = draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else []
    return parties, draw(st.sampled_from(["", "g", "gr", "grat"])), exclude, Fraction(draw(st.integers(0, 6)))


def subsets(parties: Sequence[Party]) -> Iterable[tuple[Party, ...]]:
    return chain.from_iterable(combinations(parties, size) for size in range(len(parties) + 1))


def by_hand(drawn: Drawn) -> tuple[Fraction | None, set[tuple[str, ...]], set[tuple[str, ...]]]:
    """The least cost, the minimal covers with that, and all minimal covers."""
    parties, needs, exclude, influence = drawn
    served = set(needs) & {need for one in parties for need in one.serves}

    def is_enough(chosen: Sequence[Party]) -> bool:
        together = {need for one in chosen for need in one.serves}
        return served <= together and sum(one.influence for one in chosen) >= influence

    covers = [
        chosen
        for chosen in subsets(parties)
        if is_enough(chosen) and not any(set(pair) <= {one.name for one in chosen} for pair in exclude)
    ]
    minimal = [
        chosen
        for chosen in covers
        if not any(is_enough([one for one in chosen if one is not missed]) for missed in chosen)
    ]
    costs = [sum((one.cost for one in chosen), Fraction(0)) for chosen in covers]
    least = min(costs, default=None)
    cheapest = [chosen for chosen in minimal if sum(one.cost for one in chosen) == least]
    return least, named(cheapest), named(minimal)


def named(covers: Iterable[Sequence[Party]]) -> set[tuple[str, ...]]:
    return {tuple(one.name for one in chosen) for chosen in covers}


@given(drawn=cases())
@settings(max_examples=300, deadline=None)
def test_the_solver_finds_what_looking_at_every_set_finds(drawn: Drawn) -> None:
    parties, needs, exclude, influence = drawn
    found = coalition(parties, needs, exclude=exclude, influence=influence)
    least, cheapest, minimal = by_hand(drawn)
    assert found.cost == least
    assert set(found.cheapest) == cheapest
    assert set(found.minimal) == minimal
    assert found.all_minimal
    assert len(found.cheapest) == len(cheapest)
    assert len(found.minimal) == len(minimal)


@given(drawn=cases(), order=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_changes_nothing(drawn: Drawn, order: Random) -> None:
    parties, needs, exclude, influence = drawn
    turned = list(parties)
    order.shuffle(turned)
    other_way = [(other, one) for one, other in reversed(exclude)]
    assert coalition(parties, needs, exclude=exclude, influence=influence) == coalition(
        turned, needs[::-1], exclude=other_way, influence=influence
    )
