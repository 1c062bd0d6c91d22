"""Votes: the last of each person counts, ties share a place, and order counts only within one person."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenhang.analysis.votes import Tally, Total, Vote, tally


def vote(by: str, choices: str = "") -> Vote:
    """A letter for each option."""
    return Vote(by, frozenset(choices))


def places(found: Tally) -> list[tuple[str, int, int]]:
    return [(one.option, one.votes, one.place) for one in found.totals]


def test_the_last_vote_of_a_person_counts() -> None:
    found = tally("ab", [vote("Anna", "a"), vote("Bram", "a"), vote("Anna", "b"), vote("Anna", "ab")])
    assert places(found) == [("a", 2, 1), ("b", 1, 2)]
    assert (found.people, found.first) == (2, ("a",))


def test_who_takes_everything_back_no_longer_counts() -> None:
    found = tally("a", [vote("Anna", "a"), vote("Anna")])
    assert places(found) == [("a", 0, 1)]
    assert (found.people, found.first) == (0, ())


def test_ties_share_a_place_and_the_next_place_is_left_open() -> None:
    found = tally("cabd", [vote("Anna", "abc"), vote("Bram", "abd"), vote("Cees", "ab")])
    assert places(found) == [("a", 3, 1), ("b", 3, 1), ("c", 1, 3), ("d", 1, 3)]
    assert all(one.shared for one in found.totals)
    assert found.first == ("a", "b")


def test_a_place_of_ones_own_is_not_shared() -> None:
    found = tally("ab", [vote("Anna", "a")])
    assert found.totals == (Total("a", 1, 1, shared=False), Total("b", 0, 2, shared=False))


def test_nothing_to_choose_and_nobody_to_choose() -> None:
    assert tally("", []) == Tally((), 0)
    assert tally("ab", []).first == ()


def test_what_is_wrong_is_said_with_the_option() -> None:
    with pytest.raises(ValueError, match=r"^a: an option twice\.$"):
        tally("aba", [])
    with pytest.raises(ValueError, match=r"^x: no option\.$"):
        tally("ab", [vote("Anna", "zx")])


VOTES = st.lists(st.builds(Vote, st.sampled_from("ABCD"), st.frozensets(st.sampled_from("wxyz"))), max_size=12)


@given(votes=VOTES, order=st.randoms(use_true_random=False))
def test_totals_are_counted_by_person_and_no_order_but_ones_own_matters(votes: list[Vote], order: Random) -> None:
    last = {one.by: one for one in votes}
    shuffled = list(last.values())
    order.shuffle(shuffled)
    found = tally("wxyz", votes)
    assert found == tally("zxyw", shuffled)
    for one in found.totals:
        assert one.votes == sum(one.option in choice.choices for choice in last.values())
        assert one.place == 1 + sum(other.votes > one.votes for other in found.totals)
        assert one.shared == any(other.votes == one.votes for other in found.totals if other is not one)
