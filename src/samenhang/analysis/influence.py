"""Direct and indirect influence between actors, and how their positions go together, after Godet's MACTOR (1991).

A conversation aid for four to twelve actors. Computed from the formulas; it does not claim to reproduce the program.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from samenhang.analysis.errors import BadInput

type Matrix = NDArray[np.float64]
type Diagonal = Literal["exclude", "include"]

MOST_INFLUENCE = 4
MOST_POSITION = 4


@dataclass(frozen=True, slots=True)
class Influence:
    """For n actors, in the order they were given.

    `midi`: influence with that through one other actor (n × n). `influence` and `dependence`: what an actor has and
    undergoes; the diagonal of `midi` is left out or counted, as `diagonal` says. `competitiveness`: how strong a
    position is, 1 on average; 0 for an actor without influence.
    """

    midi: Matrix
    influence: Matrix
    dependence: Matrix
    competitiveness: Matrix
    diagonal: Diagonal


@dataclass(frozen=True, slots=True)
class Positions:
    """How far actors want the same or the opposite (n × n, diagonal 0), unweighted (1), by strength of wish (2), and by
    strength of wish and competitiveness (3); and how mixed each actor's ties are (0 to 1, nan where there are none).
    """

    convergence: tuple[Matrix, Matrix, Matrix]
    divergence: tuple[Matrix, Matrix, Matrix]
    ambivalence: tuple[Matrix, Matrix, Matrix]


def influence(direct: Matrix, diagonal: Diagonal = "exclude") -> Influence:
    """From direct influence of the actor of a row on that of a column (n × n, 0 to 4, diagonal 0).

    Raises ValueError naming the cell for another shape, a number outside 0 to 4, or a diagonal that is not 0.
    """
    check_direct(direct)
    indirect = np.minimum(direct[:, :, None], direct[None, :, :]).sum(axis=1)
    midi: Matrix = direct + indirect
    own = np.diag(midi)
    left_out = own if diagonal == "exclude" else np.zeros_like(own)
    has, undergoes = midi.sum(axis=1) - left_out, midi.sum(axis=0) - left_out
    return Influence(midi, has, undergoes, competitiveness(has, undergoes, own), diagonal)


def check_direct(direct: Matrix) -> None:
    if direct.ndim != 2 or direct.shape[0] != direct.shape[1] or not len(direct):
        raise BadInput("not_square")
    for (row, column), value in np.ndenumerate(direct):
        if not 0 <= value <= MOST_INFLUENCE:
            raise BadInput("influence_range", row=row + 1, column=column + 1, value=value, most=MOST_INFLUENCE)
        if row == column and value:
            raise BadInput("influence_on_itself", row=row + 1, column=column + 1)


def competitiveness(has: Matrix, undergoes: Matrix, own: Matrix) -> Matrix:
    """R* = n·R / ΣR with R = (I − own)/ΣI · I/(I + D); zeros stay zeros."""
    total, both = has.sum(), has + undergoes
    share = np.divide(has - own, total, out=np.zeros_like(has), where=total > 0)
    ratio = np.divide(has, both, out=np.zeros_like(has), where=both > 0)
    strength = share * ratio
    together = strength.sum()
    found: Matrix = np.divide(len(has) * strength, together, out=np.zeros_like(has), where=together != 0)
    return found


def positions(wishes: Matrix, strength: Matrix) -> Positions:
    """From what each actor wants of each objective (n × objectives, −4 to 4) and competitiveness (n).

    Raises ValueError naming the cell for another shape or a number outside −4 to 4.
    """
    if wishes.ndim != 2 or len(wishes) != len(strength):
        raise BadInput("positions_of_others", count=len(strength))
    for (row, column), value in np.ndenumerate(wishes):
        if not -MOST_POSITION <= value <= MOST_POSITION:
            raise BadInput("position_range", row=row + 1, column=column + 1, value=value)
    weighed = (np.sign(wishes), wishes, wishes * strength[:, None])
    same = tuple(agreement(one, sign=1) for one in weighed)
    opposite = tuple(agreement(one, sign=-1) for one in weighed)
    mixed = tuple(ambivalence(one, other) for one, other in zip(same, opposite, strict=True))
    return Positions(three(same), three(opposite), three(mixed))


def three(matrices: Sequence[Matrix]) -> tuple[Matrix, Matrix, Matrix]:
    first, second, third = matrices
    return first, second, third


def agreement(wishes: Matrix, sign: int) -> Matrix:
    """Σ (|m| + |m'|)/2 over objectives where both wish something, the same way (sign 1) or opposite (−1)."""
    product = wishes[:, None, :] * wishes[None, :, :]
    means = (np.abs(wishes)[:, None, :] + np.abs(wishes)[None, :, :]) / 2
    found: Matrix = np.where(product * sign > 0, means, 0).sum(axis=2)
    np.fill_diagonal(found, 0)
    return found


def ambivalence(same: Matrix, opposite: Matrix) -> Matrix:
    """1 − Σ|C − D| / Σ(C + D): 0 for who is only with or only against each other actor, 1 for who is both alike."""
    together = (same + opposite).sum(axis=1)
    apart = np.abs(same - opposite).sum(axis=1)
    undefined = np.full_like(together, np.nan)
    found: Matrix = 1 - np.divide(apart, together, out=undefined, where=together > 0)
    return found
