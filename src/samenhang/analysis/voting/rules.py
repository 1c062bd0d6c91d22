"""Rules by which coalitions win: a weighted game ("at least this much weight"), or rules joined by and, or or."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from math import lcm
from operator import and_, or_
from typing import cast

from samenhang.analysis.errors import BadInput


@dataclass(frozen=True)
class Weighted:
    """Wins with at least `quota` of weight; who is not in `weights` weighs nothing."""

    quota: Fraction
    weights: Mapping[str, Fraction]


@dataclass(frozen=True)
class AllOf:
    """Wins when each of these rules does."""

    rules: "Sequence[Rule]"


@dataclass(frozen=True)
class AnyOf:
    """Wins when one of these rules does."""

    rules: "Sequence[Rule]"


type Rule = Weighted | AllOf | AnyOf
type Vector = tuple[int, ...]
"""The weights of a member in each weighted game of a rule."""


def with_veto(rule: Rule, members: Sequence[str], holders: Sequence[str]) -> Rule:
    """The rule, which also needs every one of `holders`. Raises ValueError for one who is no member.

    In a weighted game a veto is a weight larger than all others together, and a quota that asks for it.
    """
    for holder in holders:
        if holder not in members:
            raise BadInput("veto_of_others", member=holder)
    needed = set(holders)
    if not needed:
        return rule
    if isinstance(rule, Weighted):
        large = sum(rule.weights.values(), Fraction(1))
        weights = {name: rule.weights.get(name, Fraction(0)) + (large if name in needed else 0) for name in members}
        return Weighted(rule.quota + large * len(needed), weights)
    return AllOf([rule, *(Weighted(Fraction(1), {name: Fraction(1)}) for name in sorted(needed))])


class Game:
    """A rule over members, with all weights as whole numbers."""

    def __init__(self, members: Sequence[str], rule: Rule) -> None:
        """Raises ValueError for a member who is named twice, a weight below zero, or weight for who is no member."""
        self.members = sorted(members)
        twice = [one for one, other in zip(self.members, self.members[1:], strict=False) if one == other]
        if twice:
            raise BadInput("member_twice", member=twice[0])
        self.games: list[InWhole] = []
        self.tree = self._collect(rule)
        self.vectors: dict[str, Vector] = {
            member: tuple(game.weights.get(member, 0) for game in self.games) for member in self.members
        }

    def _collect(self, rule: Rule) -> "int | tuple[str, list[object]]":
        """The rule as numbers of games, joined by "and" and "or"."""
        if isinstance(rule, Weighted):
            self.games.append(in_whole(rule, self.members))
            return len(self.games) - 1
        return ("and" if isinstance(rule, AllOf) else "or", [self._collect(one) for one in rule.rules])

    @cached_property
    def quotas(self) -> Vector:
        return tuple(game.quota for game in self.games)

    def wins(self, sums: Sequence[int]) -> bool:
        """Whether a coalition with these sums of weight wins."""
        return decide(self.tree, [total >= quota for total, quota in zip(sums, self.quotas, strict=True)])

    def total(self, members: Sequence[str]) -> Vector:
        return tuple(sum(self.vectors[member][at] for member in members) for at in range(len(self.quotas)))


@dataclass(frozen=True, slots=True)
class InWhole:
    """A weighted game with whole numbers."""

    quota: int
    weights: Mapping[str, int]


def in_whole(game: Weighted, members: Sequence[str]) -> InWhole:
    """The same game with whole numbers. Raises ValueError for a weight below zero, or of who is no member."""
    scale = lcm(game.quota.denominator, *(weight.denominator for weight in game.weights.values()))
    weights = {member: scaled(weight, scale) for member, weight in game.weights.items()}
    for member, weight in weights.items():
        if weight < 0:
            raise BadInput("weight_below_zero", member=member)
        if member not in members:
            raise BadInput("weight_of_others", member=member)
    return InWhole(scaled(game.quota, scale), weights)


def scaled(value: Fraction, scale: int) -> int:
    """The value times a multiple of its denominator."""
    return value.numerator * (scale // value.denominator)


def decide[Truth](tree: object, reached: Sequence[Truth]) -> Truth:
    """Whether a coalition wins that reached these quotas; or an array of them, each with an array for each quota."""
    if isinstance(tree, int):
        return reached[tree]
    how, parts = cast("tuple[str, list[object]]", tree)
    return reduce(and_ if how == "and" else or_, (decide(part, reached) for part in parts))
