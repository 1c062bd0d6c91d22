"""Counting votes: the last vote of each person counts, and who have equally many share a place.

Places as in sport ("1224", standard competition ranking): two who share the first place are followed by the third.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person chose: any number of options, each at most once; none takes back what was chosen before."""

    by: Hashable
    choices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Total:
    """How many people chose an option, and its place from 1; `shared` when others have the same place."""

    option: str
    votes: int
    place: int
    shared: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """By falling votes, and by name where these are equal. `people` counts who chose anything in their last vote."""

    totals: tuple[Total, ...]
    people: int

    @property
    def first(self) -> tuple[str, ...]:
        """All options in the first place; none when nobody chose anything."""
        return tuple(total.option for total in self.totals if total.place == 1 and total.votes)


def tally(options: Sequence[str], votes: Iterable[Vote]) -> Tally:
    """What the options got from `votes`, which stand in the order in which they were cast.

    Raises ValueError for an option that is there twice, and for a last vote for what is no option.
    """
    known = set(options)
    if len(known) != len(options):
        twice = next(option for at, option in enumerate(options) if option in options[:at])
        raise ValueError(f"{twice}: an option twice.")
    last = {vote.by: vote.choices for vote in votes}
    counts = Counter(choice for choices in last.values() for choice in choices)
    if unknown := sorted(counts.keys() - known):
        raise ValueError(f"{unknown[0]}: no option.")
    with_as_many = Counter(counts[option] for option in options)
    ordered = sorted(options, key=lambda option: (-counts[option], option))
    return Tally(
        totals=tuple(
            Total(
                option,
                counts[option],
                place=1 + sum(many for votes, many in with_as_many.items() if votes > counts[option]),
                shared=with_as_many[counts[option]] > 1,
            )
            for option in ordered
        ),
        people=sum(bool(choices) for choices in last.values()),
    )
