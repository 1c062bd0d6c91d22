from datetime import date, timedelta

from samenhang.relationships.proposal import RECENT_DAYS, Seen, propose

TODAY = date(2026, 11, 21)


def seen(days_ago: int, *signs: int) -> Seen:
    return Seen(TODAY - timedelta(days=days_ago), signs)


def test_the_dimension_with_most_signs_is_proposed() -> None:
    proposal = propose([seen(9, 3, 3, 2, 3)], TODAY)
    assert proposal.dimension == 3
    assert proposal.signs == {2: 1, 3: 3}
    assert proposal.tied == ()
    assert proposal.ages == (9,)


def test_the_same_behaviour_seen_twice_counts_twice() -> None:
    assert propose([seen(1, 2), seen(2, 2), seen(3, 4)], TODAY).dimension == 2


def test_a_tie_gives_the_lower_dimension_and_says_so() -> None:
    proposal = propose([seen(1, 4, 2, 4, 2, 3)], TODAY)
    assert (proposal.dimension, proposal.tied) == (2, (2, 4))


def test_without_observations_there_is_no_proposal() -> None:
    proposal = propose([], TODAY)
    assert proposal.dimension is None
    assert (proposal.signs, proposal.ages, proposal.out_of_date) == ({}, (), 0)


def test_words_alone_give_no_proposal_but_are_counted() -> None:
    proposal = propose([seen(1), seen(2)], TODAY)
    assert (proposal.dimension, proposal.without_signs, proposal.ages) == (None, 2, (1, 2))


def test_what_is_older_than_half_a_year_is_out_of_date() -> None:
    assert propose([seen(RECENT_DAYS, 3)], TODAY).dimension == 3
    proposal = propose([seen(RECENT_DAYS + 1, 3, 3), seen(5, 2)], TODAY)
    assert (proposal.dimension, proposal.out_of_date, proposal.signs) == (2, 1, {2: 1})
    assert propose([seen(RECENT_DAYS + 1, 3)], TODAY).dimension is None


def test_a_newest_observation_that_points_elsewhere_is_told() -> None:
    proposal = propose([seen(30, 2, 2, 2), seen(1, 3, 3)], TODAY)
    assert (proposal.dimension, proposal.newest_points_to) == (2, 3)
    assert propose([seen(30, 2, 2, 2), seen(1, 2)], TODAY).newest_points_to is None


def test_a_newest_observation_without_ticks_points_nowhere() -> None:
    assert propose([seen(30, 2), seen(1)], TODAY).newest_points_to is None


def test_the_order_of_observations_does_not_matter() -> None:
    observations = [seen(1, 3), seen(40, 2, 2), seen(200, 4), seen(1, 1)]
    assert propose(observations, TODAY) == propose(observations[::-1], TODAY)


def test_a_day_that_is_yet_to_come_is_left_out() -> None:
    assert propose([seen(-1, 4), seen(1, 2)], TODAY).dimension == 2
