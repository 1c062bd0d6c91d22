"""Which dimension the observations point to, with the evidence. A proposal: the person decides.

The rule: every ticked behaviour in a recent observation is one sign of its dimension; the dimension with most signs
is proposed. On a tie it is the lower one, so that a relation is not called better than what was seen. Requirement B2.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

RECENT_DAYS = 180
"""What was seen longer ago says how the relation was."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation: its day and the dimension (1 to 4) of each ticked behaviour."""

    day: date
    signs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`dimension` is None when no recent behaviour was ticked.

    `signs`: how many for each dimension that has any. `tied`: the dimensions that share the first place, when more
    than one. `newest_points_to`: what the newest observation alone would propose, when that is something else.
    `ages` in days of the recent observations, newest first; `out_of_date` counts the older ones, `without_signs` the
    recent ones without a ticked behaviour.
    """

    dimension: int | None
    signs: dict[int, int]
    tied: tuple[int, ...]
    newest_points_to: int | None
    ages: tuple[int, ...]
    out_of_date: int
    without_signs: int


def propose(observations: Iterable[Seen], today: date) -> Proposal:
    """Propose a dimension from `observations`, in any order; those dated after `today` are left out."""
    until_now = [seen for seen in observations if seen.day <= today]
    recent = sorted((seen for seen in until_now if age(seen, today) <= RECENT_DAYS), key=lambda seen: seen.day)
    signs = Counter(sign for seen in recent for sign in seen.signs)
    tied = most_frequent(signs)
    dimension = min(tied, default=None)
    newest_day = [seen for seen in recent if seen.signs and seen.day == last_day_with_signs(recent)]
    newest = min(most_frequent(Counter(sign for seen in newest_day for sign in seen.signs)), default=None)
    return Proposal(
        dimension=dimension,
        signs=dict(sorted(signs.items())),
        tied=tied if len(tied) > 1 else (),
        newest_points_to=newest if newest != dimension else None,
        ages=tuple(age(seen, today) for seen in reversed(recent)),
        out_of_date=len(until_now) - len(recent),
        without_signs=sum(not seen.signs for seen in recent),
    )


def age(seen: Seen, today: date) -> int:
    return (today - seen.day).days


def most_frequent(signs: Counter[int]) -> tuple[int, ...]:
    """All that share the first place, lowest first."""
    most = max(signs.values(), default=0)
    return tuple(sorted(dimension for dimension, count in signs.items() if count == most))


def last_day_with_signs(recent: Sequence[Seen]) -> date | None:
    return max((seen.day for seen in recent if seen.signs), default=None)
