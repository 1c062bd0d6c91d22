"""What works: which families of intervention were followed by which movement, over all that a person leads.

It counts and does not infer: few cases prove nothing, and relations move for other reasons too. Requirement C5.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models.functions import Coalesce

from samenhang.accounts.models import Person
from samenhang.interventions.models import Family, Intervention
from samenhang.relationships.earlier import direction

ENOUGH_FOR_SHARES = 5
"""With fewer cases a percentage would say more than is known."""


@dataclass(frozen=True, slots=True)
class Case:
    """One intervention that was looked back on: where the relation stood before and after, as far as known."""

    family: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many relations went up, stayed and went down; `unknown` where before or after is."""

    up: int
    same: int
    down: int
    unknown: int

    @classmethod
    def of(cls, cases: Iterable[Case]) -> Self:
        ways = [way(case) for case in cases]
        return cls(*(ways.count(one) for one in ("up", "same", "down", "unknown")))

    @property
    def cases(self) -> int:
        return self.known + self.unknown

    @property
    def known(self) -> int:
        return self.up + self.same + self.down

    @property
    def share_up(self) -> int | None:
        """In whole per cent; None with too few cases."""
        return round(100 * self.up / self.known) if self.known >= ENOUGH_FOR_SHARES else None

    def bar(self, longest: int) -> tuple[tuple[str, str, str], ...]:
        """(way, x, width) of each part of a bar, 100 wide for `longest` cases, as SVG writes numbers.

        Its length is a number of cases: one case never looks like all of them.
        """
        parts, x = [], 0.0
        for name, number in (("up", self.up), ("same", self.same), ("down", self.down)):
            width = 100 * number / longest
            if number:
                parts.append((name, f"{x:.2f}", f"{width:.2f}"))
            x += width
        return tuple(parts)


def way(case: Case) -> str:
    if case.before is None or case.after is None:
        return "unknown"
    return direction(case.before, case.after) or "same"


@dataclass(frozen=True, slots=True)
class FamilyCounts:
    """One family: all its cases, and those from each dimension that any of them started in; the bar shows all."""

    family: Family
    all: Counts
    starting: tuple[tuple[int, Counts], ...]
    bar: tuple[tuple[str, str, str], ...]


def count(cases: Sequence[Case]) -> list[FamilyCounts]:
    """Each family that has cases, in the order of `Family`; the bars have one scale."""
    of_family = {family: [one for one in cases if one.family == family] for family in Family}
    longest = max(ENOUGH_FOR_SHARES, *(len(own) for own in of_family.values()))
    return [counted(family, own, longest) for family, own in of_family.items() if own]


def counted(family: Family, cases: Sequence[Case], longest: int) -> FamilyCounts:
    started = sorted({case.before for case in cases if case.before})
    starting = tuple((number, Counts.of(case for case in cases if case.before == number)) for number in started)
    everything = Counts.of(cases)
    return FamilyCounts(family, everything, starting, everything.bar(longest))


def cases_of(person: Person, *, examples: bool) -> list[Case]:
    """What this person's initiatives have to tell, archived ones too; one query that reads nobody's name.

    The invented ones of an example never stand among real ones: `examples` says which of the two.
    """
    looked_back = Intervention.objects.visible_to(person).present().filter(reflection__isnull=False)
    of_kind = looked_back.filter(stakeholder__initiative__is_example=examples).order_by()
    after = Coalesce("reflection__assessment__dimension", "reflection__stood")
    return [Case(*row) for row in of_kind.values_list("family", "reflection__before", after)]
