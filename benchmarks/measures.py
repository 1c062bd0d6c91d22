"""What a measurement is, and how it is told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Literal


@dataclass(frozen=True)
class Measure:
    """`ours` and `theirs` are medians of `n` runs; a peer that cannot be had is None, with the reason.

    Where ours and theirs were run in turns, `ratios` has one for each turn, and the ratio is the median of those: a
    machine that slows down slows both.
    """

    name: str
    unit: str
    ours: float | None
    peer: str | None
    theirs: float | None
    n: int
    better: Literal["lower", "higher"] = "lower"
    budget: float | None = None
    reason: str = ""
    ratios: tuple[float, ...] = ()

    @property
    def ratio(self) -> float | None:
        if self.ratios:
            return median(self.ratios)
        return self.ours / self.theirs if self.ours is not None and self.theirs else None

    @property
    def holds(self) -> bool:
        return self.budget is None or self.ours is None or self.ours <= self.budget

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio}


def table(measures: Sequence[Measure]) -> str:
    head = ("", "ours", "theirs", "ratio", "budget", "")
    rows = [head, *(cells(measure) for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )


def cells(measure: Measure) -> tuple[str, str, str, str, str, str]:
    verdict = "" if measure.budget is None or measure.ours is None else ("holds" if measure.holds else "BROKEN")
    return (
        f"{measure.name} ({measure.unit})",
        number(measure.ours),
        number(measure.theirs),
        number(measure.ratio),
        number(measure.budget),
        verdict or measure.reason,
    )


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.3g}" if value < 1000 else f"{value:,.0f}"
