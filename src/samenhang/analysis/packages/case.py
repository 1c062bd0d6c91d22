"""A negotiation as it is put on the table: issues with options, and what each option is worth to each party.

Points are exact: decimals are scaled to whole numbers, the same scale for all parties, so that "reached" and "equal"
mean what they say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm, prod

import numpy as np
from numpy.typing import NDArray

from samenhang.analysis.errors import BadInput

type Whole = NDArray[np.int64]
# Points of one party in all, scaled: beyond this numpy's whole numbers could run over.
LARGEST = 2**53


@dataclass(frozen=True, slots=True)
class Row:
    """What one option is worth to one party, and the least this party settles for. `forbidden`: it will not have it."""

    party: str
    issue: str
    option: str
    points: Fraction
    minimum: Fraction
    forbidden: bool = False


@dataclass(frozen=True)
class Case:
    """Everything in the order of names, so that the order in which it was given changes no answer.

    `points[i]` has a row for each party and a column for each option of issue i (parties × options), scaled by `scale`;
    `minimum` has one for each party, scaled too.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    points: tuple[Whole, ...]
    minimum: Whole
    forbidden: tuple[NDArray[np.bool_], ...]
    scale: int

    @property
    def packages(self) -> int:
        """How many combinations of one option for each issue there are."""
        return prod(len(options) for options in self.options)

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """By how much the number of a package grows with the next option of each issue."""
        sizes = [len(options) for options in self.options]
        return tuple(prod(sizes[at + 1 :]) for at in range(len(sizes)))

    def choice(self, number: int) -> dict[str, str]:
        """The package with this number: issue → option."""
        places = [number // stride % len(options) for stride, options in zip(self.strides, self.options, strict=True)]
        return {issue: self.options[at][places[at]] for at, issue in enumerate(self.issues)}

    def unscaled(self, value: int) -> Fraction:
        return Fraction(int(value), self.scale)


def read_case(rows: Sequence[Row]) -> Case:
    """The case in these rows. Raises ValueError, naming the party, issue and option, for what is missing or double."""
    if not rows:
        raise BadInput("no_rows")
    parties = tuple(sorted({row.party for row in rows}))
    issues = tuple(sorted({row.issue for row in rows}))
    options = tuple(tuple(sorted({row.option for row in rows if row.issue == issue})) for issue in issues)
    table = in_cells(rows)
    minimum = minima(rows, parties)
    scale = lcm(*(row.points.denominator for row in rows), *(one.denominator for one in minimum.values()))
    worth, barred = [], []
    for issue, choices in zip(issues, options, strict=True):
        cells = [[cell_of(table, party, issue, option) for option in choices] for party in parties]
        worth.append(np.array([[scaled(cell.points, scale) for cell in line] for line in cells], dtype=np.int64))
        barred.append(np.array([any(line[at].forbidden for line in cells) for at in range(len(choices))], dtype=bool))
    needed = np.array([scaled(minimum[party], scale) for party in parties], dtype=np.int64)
    return Case(parties, issues, options, tuple(worth), needed, tuple(barred), scale)


def in_cells(rows: Sequence[Row]) -> dict[tuple[str, str, str], Row]:
    table: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        key = (row.party, row.issue, row.option)
        if key in table:
            raise BadInput("option_twice", party=row.party, issue=row.issue, option=row.option)
        table[key] = row
    return table


def minima(rows: Sequence[Row], parties: Sequence[str]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for row in rows:
        if found.setdefault(row.party, row.minimum) != row.minimum:
            raise BadInput("minimum_twice", party=row.party)
    return {party: found[party] for party in parties}


def cell_of(table: Mapping[tuple[str, str, str], Row], party: str, issue: str, option: str) -> Row:
    try:
        return table[(party, issue, option)]
    except KeyError as error:
        raise BadInput("no_points", party=party, issue=issue, option=option) from error


def scaled(value: Fraction, scale: int) -> int:
    whole = value * scale
    if abs(whole) > LARGEST:
        raise BadInput("number_too_large", value=float(value))
    return int(whole)
