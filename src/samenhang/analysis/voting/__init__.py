"""Voting power: how often each member decides, as exact fractions.

Shapley and Shubik (1954): of all orders in which members could join, the part in which this one makes it win.
Banzhaf (1965), normalised: of all cases in which somebody decides, the part in which this one does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from samenhang.analysis.errors import BadInput
from samenhang.analysis.voting.counting import Counts
from samenhang.analysis.voting.one_game import Sizes, TooMuch
from samenhang.analysis.voting.rules import AllOf, AnyOf, Game, Rule, Weighted, with_veto

__all__ = ["AllOf", "AnyOf", "Power", "Rule", "TooMuch", "Warned", "Weighted", "power", "with_veto"]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to look at before believing the numbers.

    `total`: the weights do not add up to what is said. `half`: two coalitions without a member in common can both win.
    `dummy`: this member never decides.
    """

    code: str
    about: str


@dataclass(frozen=True, slots=True)
class Power:
    """Per member; `swings` is in how many coalitions of the others it decides, of 2^(members − 1).

    `minimal_winning` counts coalitions in which everybody is needed; None when there are too many to count.
    """

    shapley_shubik: dict[str, Fraction]
    banzhaf: dict[str, Fraction]
    swings: dict[str, int]
    minimal_winning: int | None
    warnings: tuple[Warned, ...]


def power(members: Sequence[str], rule: Rule, *, total: Fraction | None = None, veto: Sequence[str] = ()) -> Power:
    """The power of each member under a rule, where nothing wins without those with a `veto`.

    `total` is what the weights are said to add up to. Raises ValueError for members named twice, weights below zero or
    of no member, a veto of no member, and a rule that nobody can meet; TooMuch (a ValueError) where there are too many
    different sums of weight to count exactly.
    """
    game = Game(members, with_veto(rule, members, veto))
    if not game.wins(game.total(game.members)):
        raise BadInput("nobody_wins")
    counts = Counts(game)
    decisive = counts.decisive()
    swings = {member: sum(sizes.values()) for member, sizes in decisive.items()}
    together = sum(swings.values())
    return Power(
        shapley_shubik=dict(zip(decisive, parts_of_orders(len(decisive), decisive.values()), strict=True)),
        banzhaf={member: Fraction(count, together) if together else Fraction(0) for member, count in swings.items()},
        swings=swings,
        minimal_winning=counts.minimal_winning(),
        warnings=(
            *about_weights(rule, game, total, has_veto=bool(veto)),
            *(Warned("dummy", member) for member in game.members if not swings[member]),
        ),
    )


def parts_of_orders(members: int, decisive: Iterable[Sizes]) -> list[Fraction]:
    """For each member: before a coalition of a size come so many orders, after it so many."""
    orders = [factorial(size) * factorial(members - size - 1) for size in range(members)]
    together = factorial(members)
    return [Fraction(sum(orders[size] * count for size, count in sizes.items()), together) for sizes in decisive]


def about_weights(rule: Rule, game: Game, total: Fraction | None, *, has_veto: bool) -> list[Warned]:
    """With a veto two coalitions without a member in common cannot both win."""
    if not isinstance(rule, Weighted):
        return []
    found = list[Warned]()
    if total is not None and (together := sum(rule.weights.values(), Fraction(0))) != total:
        found.append(Warned("total", str(together)))
    if not has_veto and 2 * game.quotas[0] <= game.total(game.members)[0]:
        found.append(Warned("half", str(rule.quota)))
    return found
