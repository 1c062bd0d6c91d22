"""Centrality: two published networks, and the definitions walked through by hand on small random ones."""

import math
import re
from collections import deque
from itertools import combinations
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samenhang.analysis.network import Tie, centrality

# Marriages between fifteen families of Florence (Padgett & Ansell 1993), by their first letters.
FLORENCE = """
Ac-Me Me-Ba Me-Ri Me-To Me-Al Me-Sa Ca-Pe Ca-St Ca-Ba Pe-St Pe-Bi St-Ri St-Bi Ri-To To-Gu Al-Gi Al-Gu Sa-Pa Bi-Gu Gu-La
"""
# Krackhardt (1990): whoever is most central depends on what one calls central.
KITE = "0-1 0-2 0-3 0-5 1-3 1-4 1-6 2-3 2-5 3-4 3-5 3-6 4-6 5-6 5-7 6-7 7-8 8-9"


def ties(written: str) -> list[Tie]:
    return [Tie(one, other) for one, _between, other in (pair.partition("-") for pair in written.split())]


def best(values: dict[str, float] | dict[str, int]) -> set[str]:
    highest = max(values.values())
    return {name for name, value in values.items() if math.isclose(value, highest)}


def test_the_medici_stand_between_the_families_of_florence() -> None:
    found = centrality(ties(FLORENCE))
    assert len(found.degree) == 15
    assert found.betweenness["Me"] == pytest.approx(0.521978, abs=1e-6)
    assert found.betweenness["Gu"] == pytest.approx(0.254579, abs=1e-6)
    assert found.closeness["Me"] == pytest.approx(0.56)
    assert found.eigenvector["Me"] == pytest.approx(0.430308, abs=1e-6)
    assert {name for name, count in found.degree.items() if count == 1} == {"Ac", "Gi", "La", "Pa"}
    assert best(found.degree) == best(found.closeness) == best(found.eigenvector) == {"Me"}


def test_the_kite_has_another_centre_by_each_measure() -> None:
    found = centrality(ties(KITE))
    assert (best(found.degree), found.degree["3"]) == ({"3"}, 6)
    assert best(found.betweenness) == {"7"}
    assert found.betweenness["7"] * 9 * 8 / 2 == pytest.approx(14)
    assert best(found.closeness) == {"5", "6"}
    assert found.closeness["5"] == pytest.approx(0.642857, abs=1e-6)
    assert best(found.eigenvector) == {"3"}


def test_closeness_with_parts_counts_how_many_one_reaches() -> None:
    """A pair of three: (2−1)/1 × (2−1)/(3−1) = 1/2, as Wasserman and Faust have it."""
    found = centrality(ties("a-b"), ["c"])
    assert found.closeness == {"a": 0.5, "b": 0.5, "c": 0}


def test_an_isolate_has_noughts_and_counts_in_what_others_are_divided_by() -> None:
    alone, beside = centrality(ties("a-b b-c")), centrality(ties("a-b b-c"), ["z"])
    assert alone.betweenness["b"] == 1
    assert beside.betweenness["b"] == pytest.approx(1 / 3)
    assert (beside.degree["z"], beside.betweenness["z"], beside.closeness["z"], beside.eigenvector["z"]) == (0, 0, 0, 0)


def test_two_equal_parts_both_have_an_eigenvector() -> None:
    found = centrality(ties("a-b c-d"))
    assert found.eigenvector == dict.fromkeys("abcd", 0.5)


def test_outside_the_largest_part_the_eigenvector_is_nought() -> None:
    found = centrality(ties("a-b b-c a-c x-y"))
    assert (found.eigenvector["x"], found.eigenvector["y"]) == (0, 0)
    assert found.eigenvector["a"] == pytest.approx(1 / math.sqrt(3))


def test_strength_counts_for_the_eigenvector_only() -> None:
    weak = centrality([Tie("a", "b", 1), Tie("b", "c", 1)])
    strong = centrality([Tie("a", "b", 3), Tie("b", "c", 1)])
    assert (weak.degree, weak.betweenness, weak.closeness) == (strong.degree, strong.betweenness, strong.closeness)
    assert weak.eigenvector["a"] == weak.eigenvector["c"]
    assert strong.eigenvector["a"] == pytest.approx(3 * strong.eigenvector["c"])


@pytest.mark.parametrize(("nodes", "found"), [([], {}), (["a"], {"a": 0}), (["b", "a"], {"a": 0, "b": 0})])
def test_without_ties_all_is_nought(nodes: list[str], found: dict[str, int]) -> None:
    nothing = centrality([], nodes)
    assert nothing.degree == nothing.betweenness == nothing.closeness == nothing.eigenvector == found


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([Tie("a", "a")], "a – a: a tie needs two."),
        ([Tie("a", "b"), Tie("b", "a")], "b – a: there twice."),
        ([Tie("a", "b", 0)], "a – b: a strength has to be above zero."),
        ([Tie("a", "b", -1)], "a – b: a strength has to be above zero."),
        ([Tie("a", "b", math.nan)], "a – b: a strength has to be above zero."),
        ([Tie("a", "b", math.inf)], "a – b: a strength has to be above zero."),
    ],
)
def test_a_tie_that_cannot_be_is_named(wrong: list[Tie], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        centrality(wrong)


# Against the definitions


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[str], list[Tie]]:
    names = "abcdefg"[: draw(st.integers(1, 7))]
    pairs = list(combinations(names, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return list(names), [Tie(one, other, draw(st.integers(1, 3))) for one, other in chosen]


def neighbours_in(names: list[str], given_ties: list[Tie]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in names}
    for tie in given_ties:
        found[tie.one].add(tie.other)
        found[tie.other].add(tie.one)
    return found


def from_one(start: str, neighbours: dict[str, set[str]]) -> tuple[dict[str, int], dict[str, int]]:
    """To each that can be reached: how far it is, and along how many shortest paths."""
    far, ways, queue = {start: 0}, {start: 1}, deque([start])
    while queue:
        here = queue.popleft()
        for there in neighbours[here]:
            if there not in far:
                far[there], ways[there] = far[here] + 1, 0
                queue.append(there)
            if far[there] == far[here] + 1:
                ways[there] += ways[here]
    return far, ways


@given(drawn=networks())
@settings(max_examples=300, deadline=None)
def test_each_measure_is_what_its_definition_says(drawn: tuple[list[str], list[Tie]]) -> None:
    names, given_ties = drawn
    neighbours = neighbours_in(names, given_ties)
    paths = {name: from_one(name, neighbours) for name in names}
    found, count = centrality(given_ties, names), len(names)
    for name in names:
        assert found.degree[name] == len(neighbours[name])
        far, ways = paths[name]
        reached, distances = len(far), sum(far.values())
        close = (reached - 1) / distances * (reached - 1) / (count - 1) if distances else 0
        assert found.closeness[name] == pytest.approx(close)
        through = 0.0
        for one, other in combinations([other for other in names if other != name], 2):
            if other in paths[one][0] and one in far and far[one] + far[other] == paths[one][0][other]:
                through += ways[one] * ways[other] / paths[one][1][other]
        pairs = (count - 1) * (count - 2) / 2
        assert found.betweenness[name] == pytest.approx(through / pairs if pairs else 0)


@given(drawn=networks())
@settings(max_examples=200, deadline=None)
def test_in_a_connected_network_the_eigenvector_is_one_and_has_length_one(drawn: tuple[list[str], list[Tie]]) -> None:
    names, given_ties = drawn
    found = centrality(given_ties, names)
    reached, _ways = from_one(names[0], neighbours_in(names, given_ties))
    assume(1 < len(names) == len(reached))
    sums = dict.fromkeys(names, 0.0)
    for tie in given_ties:
        sums[tie.one] += tie.strength * found.eigenvector[tie.other]
        sums[tie.other] += tie.strength * found.eigenvector[tie.one]
    largest = sums[names[0]] / found.eigenvector[names[0]]
    assert sums == pytest.approx({name: largest * value for name, value in found.eigenvector.items()}, abs=1e-9)
    assert min(found.eigenvector.values()) > 0
    assert sum(value**2 for value in found.eigenvector.values()) == pytest.approx(1)


@given(drawn=networks(), order=st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_direction_and_names_change_nothing(drawn: tuple[list[str], list[Tie]], order: Random) -> None:
    names, given_ties = drawn
    others = [f"node {name}" for name in names]
    order.shuffle(others)
    called = dict(zip(names, others, strict=True))
    turned = [Tie(called[tie.other], called[tie.one], tie.strength) for tie in reversed(given_ties)]
    one, other = centrality(given_ties, names), centrality(turned, others)
    assert list(other.degree) == sorted(others)
    for name in names:
        assert one.degree[name] == other.degree[called[name]]
        for straight, renamed in [
            (one.betweenness, other.betweenness),
            (one.closeness, other.closeness),
            (one.eigenvector, other.eigenvector),
        ]:
            assert straight[name] == pytest.approx(renamed[called[name]], abs=1e-9)
