"""Voting power: published games, and the fast way against looking at every coalition."""

import re
import time
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations
from math import comb, factorial
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samenhang.analysis.voting import AllOf, AnyOf, Power, Rule, TooMuch, Warned, Weighted, power, side_by_side
from samenhang.analysis.voting.counting import Halves
from samenhang.analysis.voting.rules import Game


def weighted(quota: int | Fraction, **weights: int | Fraction) -> Weighted:
    return Weighted(Fraction(quota), {name: Fraction(weight) for name, weight in weights.items()})


def game(quota: int, *weights: int) -> Power:
    """Members are called 0, 1, 2 …"""
    members = [str(at) for at in range(len(weights))]
    return power(members, weighted(quota, **dict(zip(members, weights, strict=True))))


def told(parts: Mapping[str, Fraction]) -> str:
    return " ".join(str(part) for part in parts.values())


# Published games


def test_four_parties_as_in_every_textbook() -> None:
    found = game(6, 4, 3, 2, 1)
    assert told(found.banzhaf) == "5/12 1/4 1/4 1/12"
    assert told(found.shapley_shubik) == "5/12 1/4 1/4 1/12"
    assert found.swings == {"0": 5, "1": 3, "2": 3, "3": 1}
    assert found.minimal_winning == 3
    assert found.warnings == ()


def test_luxembourg_never_decided_in_the_council_of_1958() -> None:
    found = game(12, 4, 4, 4, 2, 2, 1)
    assert told(found.banzhaf) == "5/21 5/21 5/21 1/7 1/7 0"
    assert told(found.shapley_shubik) == "7/30 7/30 7/30 3/20 3/20 0"
    assert found.warnings == (Warned("dummy", "5"),)


@pytest.mark.parametrize("way", ["weights", "vetoes"])
def test_the_security_council_by_weights_and_by_vetoes(way: str) -> None:
    members = [f"{'permanent' if at < 5 else 'elected'} {at:02d}" for at in range(15)]
    permanent = members[:5]
    if way == "weights":
        weights = {member: Fraction(7 if member in permanent else 1) for member in members}
        found = power(members, Weighted(Fraction(39), weights))
    else:
        found = power(members, Weighted(Fraction(9), dict.fromkeys(members, Fraction(1))), veto=permanent)
    for member in members:
        assert found.shapley_shubik[member] == (Fraction(421, 2145) if member in permanent else Fraction(4, 2145))
    assert found.minimal_winning == 210


# Thousands of inhabitants on 1 January 2013 (Eurostat), of the 28 states in the order of their number.
EUROPE = """
80524 65633 63730 59685 46704 38533 20058 16780 11162 11063 10516 10487 9909 9556
8452 7285 5603 5427 5411 4591 4262 2972 2059 2024 1325 866 537 421
"""


def test_the_council_of_28_states_within_a_second() -> None:
    """16 states with 65 % of people, or 25 states; the first and the last were also counted apart from this code."""
    people = {f"state {at:02d}": Fraction(count) for at, count in enumerate(EUROPE.split(), start=1)}
    states = dict.fromkeys(people, Fraction(1))
    majority = Weighted(sum(people.values(), Fraction(0)) * Fraction(65, 100), people)
    rule = AnyOf([AllOf([Weighted(Fraction(16), states), majority]), Weighted(Fraction(25), states)])
    begun = time.process_time()
    found = power(list(people), rule)
    assert time.process_time() - begun < 1
    assert (found.swings["state 01"], found.swings["state 28"]) == (22_694_205, 3_946_071)
    assert float(found.shapley_shubik["state 01"]) == pytest.approx(0.14425469878929, abs=1e-14)
    assert float(found.shapley_shubik["state 28"]) == pytest.approx(0.00862344312035, abs=1e-14)
    assert sum(found.shapley_shubik.values()) == sum(found.banzhaf.values()) == 1


@pytest.mark.parametrize("count", [1, 2, 100, 300])
def test_hundreds_of_equal_parties_within_a_second_and_exact(count: int) -> None:
    """Of a hundred equals, each decides when 50 others are in: C(99, 50) times, and has a hundredth of the power."""
    half = count // 2
    begun = time.process_time()
    found = game(half + 1, *[1] * count)
    assert time.process_time() - begun < 1
    assert set(found.swings.values()) == {comb(count - 1, half)}
    assert set(found.shapley_shubik.values()) == set(found.banzhaf.values()) == {Fraction(1, count)}
    assert found.minimal_winning == comb(count, half + 1)


# Against looking at every coalition

MEMBERS = "ABCDEF"


def wins(rule: Rule, coalition: Sequence[str]) -> bool:
    if isinstance(rule, Weighted):
        return sum(rule.weights.get(member, Fraction(0)) for member in coalition) >= rule.quota
    return (all if isinstance(rule, AllOf) else any)(wins(one, coalition) for one in rule.rules)


def coalitions(members: Sequence[str]) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(members, size) for size in range(len(members) + 1)))


def by_hand(members: Sequence[str], rule: Rule, veto: Sequence[str] = ()) -> tuple[list[Fraction], list[int], int]:
    """Shapley-Shubik, swings, and minimal winning coalitions, from the definitions."""

    def is_enough(coalition: Sequence[str]) -> bool:
        return set(veto) <= set(coalition) and wins(rule, coalition)

    shares, swings = [], []
    for member in members:
        others = [one for one in members if one != member]
        decided = [len(one) for one in coalitions(others) if is_enough((*one, member)) and not is_enough(one)]
        orders = sum(factorial(size) * factorial(len(others) - size) for size in decided)
        shares.append(Fraction(orders, factorial(len(members))))
        swings.append(len(decided))
    minimal = sum(
        is_enough(one) and not any(is_enough([other for other in one if other != member]) for member in one)
        for one in coalitions(members)
    )
    return shares, swings, minimal


@st.composite
def simple(draw: st.DrawFn, members: str) -> Weighted:
    weights = {member: Fraction(draw(st.integers(0, 6)), draw(st.sampled_from([1, 1, 1, 2]))) for member in members}
    return Weighted(Fraction(draw(st.integers(0, 14)), draw(st.sampled_from([1, 1, 2]))), weights)


@st.composite
def games(draw: st.DrawFn) -> tuple[str, Rule, list[str]]:
    members = MEMBERS[: draw(st.integers(1, 6))]
    rule = st.recursive(
        simple(members),
        lambda inner: (
            st.builds(AllOf, st.lists(inner, min_size=1, max_size=3))
            | st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3))
        ),
        max_leaves=4,
    )
    veto = st.lists(st.sampled_from(members), max_size=2, unique=True)
    return members, draw(rule), draw(st.one_of(st.just([]), veto))


@given(drawn=games())
@settings(max_examples=600, deadline=None)
def test_counting_finds_what_looking_at_every_coalition_finds(drawn: tuple[str, Rule, list[str]]) -> None:
    members, rule, veto = drawn
    if not wins(rule, members):
        with pytest.raises(ValueError, match="No coalition wins"):
            power(members, rule, veto=veto)
        return
    shares, swings, minimal = by_hand(members, rule, veto)
    found = power(members, rule, veto=veto)
    assert list(found.shapley_shubik.values()) == shares
    assert list(found.swings.values()) == swings
    together = sum(swings)
    assert list(found.banzhaf.values()) == [Fraction(one, together) if together else 0 for one in swings]
    assert found.minimal_winning == minimal
    assert {one.about for one in found.warnings if one.code == "dummy"} == {
        member for member, count in zip(members, swings, strict=True) if not count
    }


@given(drawn=games(), order=st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_and_names_change_nothing(drawn: tuple[str, Rule, list[str]], order: Random) -> None:
    members, rule, veto = drawn
    assume(wins(rule, members))
    names = list("UVWXYZ"[: len(members)])
    order.shuffle(names)
    called = dict(zip(members, names, strict=True))

    def renamed(one: Rule) -> Rule:
        if isinstance(one, Weighted):
            return Weighted(one.quota, {called[name]: one.weights[name] for name in sorted(one.weights, reverse=True)})
        return type(one)([renamed(part) for part in reversed(one.rules)])

    straight = power(members, rule, veto=veto)
    turned = power(names, renamed(rule), veto=[called[name] for name in veto])
    for member in members:
        assert straight.swings[member] == turned.swings[called[member]]
        assert straight.shapley_shubik[member] == turned.shapley_shubik[called[member]]
    assert straight.minimal_winning == turned.minimal_winning


@given(weights=st.lists(st.integers(0, 8), min_size=1, max_size=6), part=st.fractions(0, 1), factor=st.integers(2, 9))
@settings(max_examples=100, deadline=None)
def test_a_larger_scale_changes_nothing(weights: list[int], part: Fraction, factor: int) -> None:
    quota = round(sum(weights) * part)
    one, other = game(quota, *weights), game(quota * factor, *(weight * factor for weight in weights))
    assert (one.swings, one.minimal_winning) == (other.swings, other.minimal_winning)


# What is told, and what is refused


def test_weights_that_do_not_add_up_to_what_is_said_are_told() -> None:
    rule = weighted(6, A=4, B=3, C=2, D=1)
    assert power("ABCD", rule, total=Fraction(11)).warnings == (Warned("total", "10"),)
    assert power("ABCD", rule, total=Fraction(10)).warnings == ()


@pytest.mark.parametrize(("quota", "warned"), [(5, True), (6, False)])
def test_a_quota_of_half_or_less_is_told(quota: int, warned: bool) -> None:
    found = power("ABCD", weighted(quota, A=4, B=3, C=2, D=1)).warnings
    assert [one for one in found if one.code == "half"] == ([Warned("half", str(quota))] if warned else [])


def test_with_a_veto_two_apart_cannot_both_win() -> None:
    found = power("ABCD", weighted(5, A=4, B=3, C=2, D=1), veto=["D"], total=Fraction(10))
    assert {one.code for one in found.warnings} <= {"dummy"}


def test_who_weighs_nothing_is_a_member_without_power() -> None:
    found = power("ABZ", weighted(2, A=1, B=1))
    assert found.shapley_shubik == {"A": Fraction(1, 2), "B": Fraction(1, 2), "Z": 0}


def test_a_veto_without_weight_decides_beside_what_the_others_weigh() -> None:
    """A and B reach the quota together; Z weighs nothing but must agree; Y is never needed."""
    found = power("ABYZ", weighted(2, A=1, B=1), veto=["Z"])
    third = Fraction(1, 3)
    assert found.shapley_shubik == {"A": third, "B": third, "Y": 0, "Z": third}
    assert (found.swings, found.minimal_winning) == ({"A": 2, "B": 2, "Y": 0, "Z": 2}, 1)


def test_where_nobody_else_is_needed_a_veto_decides_alone() -> None:
    found = power("ABZ", weighted(0, A=1, B=1), veto=["Z"])
    assert (found.swings, found.minimal_winning) == ({"A": 0, "B": 0, "Z": 4}, 1)


def test_when_nobody_is_needed_nobody_decides() -> None:
    found = power("AB", weighted(0, A=1, B=1))
    assert (set(found.banzhaf.values()), found.minimal_winning) == ({Fraction(0)}, 1)


@pytest.mark.parametrize(
    ("members", "rule", "veto", "said"),
    [
        ("AA", weighted(1, A=1), [], "A: a member twice."),
        ("AB", weighted(1, A=1, B=-1), [], "B: a weight below zero."),
        ("AB", weighted(1, A=1, C=1), [], "C: a weight, but no member."),
        ("AB", AnyOf([weighted(1, A=1), weighted(1, C=1)]), [], "C: a weight, but no member."),
        ("AB", weighted(1, A=1), ["C"], "C: no member, so no veto."),
        ("AB", weighted(3, A=1, B=1), [], "No coalition wins: even all members together do not reach the quota."),
        ("", weighted(1), [], "No coalition wins: even all members together do not reach the quota."),
    ],
)
def test_what_is_wrong_is_said_with_the_member(members: str, rule: Rule, veto: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        power(members, rule, veto=veto)


def test_too_many_different_sums_are_refused_rather_than_guessed() -> None:
    with pytest.raises(TooMuch, match="A quota of 100000000 with 3 members"):
        game(100_000_000, 99_999_999, 50_000_001, 1)
    several = [f"member {at}" for at in range(35)]
    equal = Weighted(Fraction(18), dict.fromkeys(several, Fraction(1)))
    with pytest.raises(TooMuch, match="More than 34 members"):
        power(several, AllOf([equal, equal]))
    large = Weighted(Fraction(2**61), {"A": Fraction(2**61), "B": Fraction(1)})
    with pytest.raises(TooMuch, match=r"^The weights are too large to count with\.$"):
        power("AB", AllOf([large, large]))
    with pytest.raises(TooMuch, match="A quota of 60000 with 300 members"):
        game(60_000, *[400] * 300)


def test_weights_that_differ_by_one_in_quadrillions_are_told_apart_in_several_games() -> None:
    """A lacks one for the quota, which B and C each have."""
    found = power("ABC", AllOf([weighted(2**55 + 1, A=2**55, B=1, C=1), weighted(1, A=1)]))
    assert (found.swings, found.minimal_winning) == ({"A": 3, "B": 1, "C": 1}, 2)


# Of the states of the European Union in 2007, the largest first: votes by the Treaty of Nice, and thousands of people.
NICE = """
29 82438 29 62999 29 60422 29 58752 27 43758 27 38157 14 21610 13 16334 12 11125 12 10570 12 10511 12 10251 12 10077
10 9048 10 8266 10 7719 7 5427 7 5389 7 5256 7 4209 7 3403 4 2295 4 2003 4 1345 4 766 4 460 3 404
"""


def test_votes_states_and_people_together_are_counted_within_seconds_the_same_in_two_ways() -> None:
    numbers = [Fraction(one) for one in NICE.split()]
    names = [f"state {at:02d}" for at in range(1, 28)]
    votes, people = dict(zip(names, numbers[::2], strict=True)), dict(zip(names, numbers[1::2], strict=True))
    enough = Weighted(sum(people.values(), Fraction(0)) * Fraction(62, 100), people)
    states = Weighted(Fraction(14), dict.fromkeys(names, Fraction(1)))
    rules = Game(names, AllOf([Weighted(Fraction(255), votes), states, enough]))
    found = side_by_side.decisive(rules)
    swings = {name: sum(sizes.values()) for name, sizes in found.items()}
    together = sum(swings.values())
    # As published for these rules, in parts of a hundred: the largest, Spain, the Netherlands and the smallest.
    parts = [round(100 * swings[names[at]] / together, 2) for at in (0, 4, 7, 26)]
    assert parts == [7.78, 7.42, 3.97, 0.94]
    others = [name for name in names if name != names[-1]]
    assert Halves(rules, names).decisive(others, rules.vectors[names[-1]]) == found[names[-1]]


def test_minimal_coalitions_of_many_equals_in_two_games_are_counted() -> None:
    members = [f"member {at:02d}" for at in range(20)]
    equal = dict.fromkeys(members, Fraction(1))
    found = power(members, AllOf([Weighted(Fraction(11), equal), Weighted(Fraction(9), equal)]))
    assert found.minimal_winning == comb(20, 11)


def test_minimal_coalitions_of_many_members_in_no_order_are_not_counted() -> None:
    """Twenty members, half of whom have more in one game and half in the other."""
    one = {f"member {at:02d}": Fraction(1 + at % 2) for at in range(20)}
    other = {f"member {at:02d}": Fraction(2 - at % 2) for at in range(20)}
    found = power(list(one), AllOf([Weighted(Fraction(18), one), Weighted(Fraction(18), other)]))
    assert found.minimal_winning is None
    assert sum(found.banzhaf.values()) == 1
