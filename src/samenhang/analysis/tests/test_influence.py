"""Influence after Godet: an example with all its tables, and the formulas written out one number at a time."""

import re
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.influence import Diagonal, Influence, Matrix, influence, positions

DIAGONALS: tuple[Diagonal, ...] = ("exclude", "include")
# Six actors around the airport of Paris.
DIRECT = ["011302", "203211", "120110", "233032", "023102", "011320"]
WISHES = [(2, 3, 0, 0, 1), (-2, 0, 3, -1, -3), (-1, 0, -3, 3, -2), (0, 3, 2, 0, 1), (-1, 0, -2, 2, -2), (0, 0, 0, 0, 3)]
MIDI = [
    [4, 6, 6, 7, 7, 5],
    [5, 7, 8, 7, 5, 6],
    [4, 5, 5, 5, 3, 4],
    [5, 9, 11, 8, 7, 7],
    [4, 6, 7, 6, 5, 4],
    [4, 7, 7, 6, 7, 5],
]


def matrix(rows: list[str]) -> Matrix:
    return np.array([[int(value) for value in row] for row in rows], dtype=float)


def test_the_airport_of_paris() -> None:
    found = influence(matrix(DIRECT))
    assert found.midi.tolist() == MIDI
    assert found.influence.tolist() == [31, 31, 21, 39, 27, 31]
    assert found.dependence.tolist() == [22, 33, 39, 31, 29, 26]
    assert found.competitiveness.sum() == pytest.approx(6)
    wishes = positions(np.array(WISHES, dtype=float), found.competitiveness)
    assert wishes.convergence[1].sum(axis=1).tolist() == [6, 10.5, 12, 8.5, 12, 4]
    assert wishes.divergence[1].sum(axis=1).tolist() == [10, 18, 14.5, 9.5, 13, 8]
    assert [round(value, 3) for value in wishes.ambivalence[1].tolist()] == [0, 0.702, 0.302, 0.222, 0.32, 0]


def test_with_the_diagonal_what_an_actor_does_to_itself_counts_on_both_sides() -> None:
    found = influence(matrix(DIRECT), "include")
    assert found.influence.tolist() == [35, 38, 26, 47, 32, 36]
    assert found.dependence.tolist() == [26, 40, 44, 39, 34, 31]
    assert found.diagonal == "include"


def test_wishes_that_are_only_signs_count_once_each() -> None:
    wishes = positions(np.array(WISHES, dtype=float), np.ones(6))
    assert wishes.convergence[0][0].tolist() == [0, 0, 0, 2, 0, 1]
    assert wishes.divergence[0][0].tolist() == [0, 2, 2, 0, 2, 0]
    assert (wishes.convergence[2] == wishes.convergence[1]).all(), "all positions are equally strong"


# The formulas, one number at a time


def by_hand(
    direct: list[list[int]], diagonal: Diagonal
) -> tuple[list[list[int]], list[int], list[int], list[Fraction]]:
    everybody = range(len(direct))
    midi = [
        [direct[i][j] + sum(min(direct[i][c], direct[c][j]) for c in everybody) for j in everybody] for i in everybody
    ]
    counts = [[j for j in everybody if diagonal == "include" or i != j] for i in everybody]
    has = [sum(midi[i][j] for j in counts[i]) for i in everybody]
    undergoes = [sum(midi[j][i] for j in counts[i]) for i in everybody]
    strength = [
        Fraction(has[i] - midi[i][i], sum(has)) * Fraction(has[i], has[i] + undergoes[i]) if has[i] else Fraction(0)
        for i in everybody
    ]
    total = sum(strength)
    return midi, has, undergoes, [len(direct) * one / total if total else Fraction(0) for one in strength]


@st.composite
def directs(draw: st.DrawFn) -> list[list[int]]:
    count = draw(st.integers(1, 6))
    values = st.sampled_from([0, 0, 1, 2, 3, 4])
    return [[0 if row == column else draw(values) for column in range(count)] for row in range(count)]


@given(direct=directs(), diagonal=st.sampled_from(DIAGONALS))
@settings(max_examples=300, deadline=None)
def test_the_tables_are_what_the_formulas_say(direct: list[list[int]], diagonal: Diagonal) -> None:
    found = influence(np.array(direct, dtype=float), diagonal)
    midi, has, undergoes, strength = by_hand(direct, diagonal)
    assert found.midi.tolist() == midi
    assert found.influence.tolist() == has
    assert found.dependence.tolist() == undergoes
    assert found.competitiveness.tolist() == pytest.approx([float(one) for one in strength])


type Rows = list[list[int]]


@st.composite
def wished(draw: st.DrawFn) -> tuple[Rows, list[float]]:
    count, objectives = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    rows = [[draw(st.integers(-4, 4)) for _objective in range(objectives)] for _actor in range(count)]
    return rows, [draw(st.sampled_from([0.0, 0.5, 1.0, 1.5])) for _actor in range(count)]


@given(drawn=wished())
@settings(max_examples=200, deadline=None)
def test_agreement_is_what_the_formulas_say(drawn: tuple[Rows, list[float]]) -> None:
    rows, strength = drawn
    found = positions(np.array(rows, dtype=float), np.array(strength))
    plain = np.array(rows, dtype=float)
    for at, table in enumerate([np.sign(plain), plain, plain * np.array(strength)[:, None]]):
        weighed: list[list[float]] = table.tolist()
        for i, mine in enumerate(weighed):
            same, opposite = [0.0] * len(rows), [0.0] * len(rows)
            for j, theirs in enumerate(weighed):
                for one, other in zip(mine, theirs, strict=True):
                    if i != j and one * other:
                        (same if one * other > 0 else opposite)[j] += (abs(one) + abs(other)) / 2
            assert found.convergence[at][i].tolist() == pytest.approx(same)
            assert found.divergence[at][i].tolist() == pytest.approx(opposite)
            together = sum(same) + sum(opposite)
            apart = sum(abs(one - other) for one, other in zip(same, opposite, strict=True))
            mixed = float(found.ambivalence[at][i])
            assert np.isnan(mixed) if not together else mixed == pytest.approx(1 - apart / together)


@given(direct=directs(), order=st.randoms(use_true_random=False), diagonal=st.sampled_from(DIAGONALS))
@settings(max_examples=100, deadline=None)
def test_the_order_of_actors_changes_nothing(direct: list[list[int]], order: Random, diagonal: Diagonal) -> None:
    places = list(range(len(direct)))
    order.shuffle(places)
    straight = influence(np.array(direct, dtype=float), diagonal)
    turned = influence(np.array(direct, dtype=float)[np.ix_(places, places)], diagonal)
    assert (straight.midi[np.ix_(places, places)] == turned.midi).all()
    assert straight.competitiveness[places] == pytest.approx(turned.competitiveness)


# Nothing, and what is refused


@pytest.mark.parametrize("diagonal", DIAGONALS)
def test_an_actor_without_influence_has_a_position_of_nought(diagonal: Diagonal) -> None:
    found = influence(matrix(["012", "000", "030"]), diagonal)
    assert found.competitiveness[1] == 0
    assert found.competitiveness.sum() == pytest.approx(3)


@pytest.mark.parametrize("diagonal", DIAGONALS)
def test_without_any_influence_all_is_nought(diagonal: Diagonal) -> None:
    found: Influence = influence(np.zeros((3, 3)), diagonal)
    assert found.midi.sum() == found.influence.sum() == found.competitiveness.sum() == 0


def test_who_wishes_nothing_is_neither_with_nor_against_and_not_mixed() -> None:
    wishes = positions(np.array([[0.0, 0], [3, -2]]), np.ones(2))
    assert wishes.convergence[1].sum() == wishes.divergence[1].sum() == 0
    assert np.isnan(wishes.ambivalence[1]).all()


@pytest.mark.parametrize(
    ("direct", "said"),
    [
        (np.zeros((2, 3)), "Influence needs a square matrix: a row and a column for each actor."),
        (np.zeros(4), "Influence needs a square matrix: a row and a column for each actor."),
        (np.zeros((0, 0)), "Influence needs a square matrix: a row and a column for each actor."),
        (np.array([[0, 4.5], [0, 0]]), "Row 1, column 2: 4.5 is not between 0 and 4."),
        (np.array([[0, 1], [-1, 0]]), "Row 2, column 1: -1 is not between 0 and 4."),
        (np.array([[0, np.nan], [1, 0]]), "Row 1, column 2: nan is not between 0 and 4."),
        (np.array([[0, 1], [1, 2]]), "Row 2, column 2: on itself an actor has no direct influence."),
    ],
)
def test_what_is_wrong_with_influence_is_said_with_the_cell(direct: Matrix, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        influence(direct)


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (np.zeros((3, 2)), "Positions need a row for each of the 2 actors."),
        (np.zeros(2), "Positions need a row for each of the 2 actors."),
        (np.array([[0, 5], [0, 0]]), "Row 1, column 2: 5 is not between −4 and 4."),
        (np.array([[0, 4], [-4.5, 0]]), "Row 2, column 1: -4.5 is not between −4 and 4."),
    ],
)
def test_what_is_wrong_with_positions_is_said_with_the_cell(wishes: Matrix, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        positions(wishes, np.ones(2))
