"""The balance of power between two: worked out by hand, the same from either side, and never outside its scale."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenhang.analysis.dependence import LITTLE, UNEVEN, Balance, Move, Need, Reading, balance, dependence


def need(importance: float, share: float = 1, alternatives: float = 0, what: str = "geld") -> Need:
    return Need(what, importance, share, alternatives)


def test_a_worked_example() -> None:
    """3 × 0.8 × 0.75 + 2 × 0.5 × 1 = 2.8 against 1 × 1 × 0.5 = 0.5."""
    found = balance(
        [need(3, 0.8, 0.25, "geld"), need(2, 0.5, 0, "kennis")],
        [need(1, 1, 0.5, "draagvlak")],
    )
    assert found.a_on_b == pytest.approx(2.8)
    assert found.b_on_a == pytest.approx(0.5)
    assert found.imbalance == pytest.approx(2.3)
    assert found.mutual == pytest.approx(3.3)
    assert found == Balance(found.a_on_b, found.b_on_a, Reading.UNEVEN, "a", "geld", tuple(Move))


@pytest.mark.parametrize(
    ("of_a", "of_b", "reading", "weaker"),
    [
        ([], [], Reading.LOW, None),
        ([need(1)], [], Reading.LOW, "a"),
        ([need(1)], [need(1)], Reading.STABLE, None),
        ([need(2)], [need(1)], Reading.UNEVEN, "a"),
        ([need(1)], [need(2)], Reading.UNEVEN, "b"),
        ([need(3)], [need(2)], Reading.STABLE, "a"),
    ],
)
def test_each_reading_at_its_border(of_a: list[Need], of_b: list[Need], reading: Reading, weaker: str | None) -> None:
    """A mutual dependence of 1 is low; a difference of a third of it is uneven (2 against 1), a fifth is not."""
    found = balance(of_a, of_b)
    assert (found.reading, found.weaker) == (reading, weaker)
    assert found.moves == (tuple(Move) if reading is Reading.UNEVEN else ())
    assert (found.heaviest is None) == (weaker is None)


def test_the_heaviest_need_is_that_of_who_depends_most_and_does_not_hang_on_order() -> None:
    of_b = [need(1, what="ruimte"), need(3, what="geld"), need(3, what="kennis")]
    assert balance([need(1)], of_b).heaviest == balance([need(1)], of_b[::-1]).heaviest == "kennis"


NEEDS = st.lists(
    st.builds(Need, st.text(max_size=3), st.integers(0, 3), st.sampled_from([0, 0.5, 1]), st.sampled_from([0, 0.5, 1])),
    max_size=4,
)


@given(of_a=NEEDS, of_b=NEEDS)
@settings(max_examples=200, deadline=None)
def test_from_the_other_side_it_is_the_same_balance(of_a: list[Need], of_b: list[Need]) -> None:
    one, other = balance(of_a, of_b), balance(of_b[::-1], of_a[::-1])
    assert (one.a_on_b, one.b_on_a, one.reading, one.heaviest) == (
        other.b_on_a,
        other.a_on_b,
        other.reading,
        other.heaviest,
    )
    assert {one.weaker, other.weaker} in ({None}, {"a", "b"})
    assert one.imbalance <= one.mutual <= 3 * (len(of_a) + len(of_b))
    if one.reading is Reading.LOW:
        assert one.mutual <= LITTLE
    else:
        assert (one.reading is Reading.UNEVEN) == (one.imbalance >= UNEVEN * one.mutual)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (need(3.5), "geld, importance: 3.5 is not between 0 and 3."),
        (need(-1), "geld, importance: -1 is not between 0 and 3."),
        (need(1, 1.1), "geld, share: 1.1 is not between 0 and 1."),
        (need(1, 1, -0.5), "geld, alternatives: -0.5 is not between 0 and 1."),
        (need(float("nan")), "geld, importance: nan is not between 0 and 3."),
    ],
)
def test_a_number_outside_its_scale_is_said_with_the_need(wrong: Need, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        dependence([need(1), wrong])
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        balance([], [wrong])
