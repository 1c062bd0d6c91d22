"""What a workshop gave: statements, who agreed, what is still open, and whose words are in it. Made by `harvest`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from samenhang.workshops.columns import Column, Guide
from samenhang.workshops.models import Cluster

# As a joint session sorts it: whatever was answered, there is something left to talk about.
NOT_SETTLED = frozenset({Cluster.Sorting.ODDS, Cluster.Sorting.OPEN})


@dataclass(frozen=True, slots=True)
class Group:
    """A group of partners; `mark` is its place in documents.marks.MARKS."""

    name: str
    mark: int


@dataclass(frozen=True, slots=True)
class Source:
    """Whose words something is, as far as was promised when it was written."""

    group: Group | None = None
    name: str = ""
    on_behalf_of: str = ""

    @property
    def person(self) -> str:
        """As "Naam, namens de buurt"; empty when no name goes with it."""
        behalf = _("namens %(name)s") % {"name": self.on_behalf_of} if self.on_behalf_of else ""
        return ", ".join(filter(None, [self.name, behalf]))


@dataclass(frozen=True, slots=True)
class Words:
    """One contribution."""

    text: str
    source: Source
    written_on: date
    who: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    text: str
    name: str


class State(StrEnum):
    """How far people agree on a sentence: agreement is asked, not assumed (F6)."""

    AGREED = "agreed"
    REMARKS = "remarks"
    NOT_YET = "not_yet"
    FEW = "few"
    NOT_ASKED = "not_asked"
    NOT_SHOWN = "not_shown"

    @property
    def in_words(self) -> str:
        return {
            State.AGREED: _("Afgesproken"),
            State.REMARKS: _("Afgesproken, met opmerkingen"),
            State.NOT_YET: _("Nog niet afgesproken"),
            State.FEW: _("Nog te weinig antwoorden"),
            State.NOT_ASKED: _("Nog geen antwoorden"),
            State.NOT_SHOWN: _("Antwoorden nog niet getoond"),
        }[self]

    @property
    def is_agreed(self) -> bool:
        return self in {State.AGREED, State.REMARKS}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many people said what of a statement, `of` how many who take part."""

    agree: int
    remark: int
    not_yet: int
    of: int

    @property
    def silent(self) -> int:
        return max(self.of - self.agree - self.remark - self.not_yet, 0)

    @property
    def state(self) -> State:
        """Agreed: at least half answered, nobody said not yet, and somebody agrees to the words as they are."""
        if self.not_yet:
            return State.NOT_YET
        if 2 * self.silent > self.of:
            return State.FEW
        if not self.agree:
            return State.NOT_YET
        return State.REMARKS if self.remark else State.AGREED

    @property
    def in_words(self) -> str:
        """As "17 van 22 akkoord · 2 met opmerking · 1 nog niet · 2 zonder antwoord"."""
        parts = [_("%(count)d van %(of)d akkoord") % {"count": self.agree, "of": self.of}]
        if self.remark:
            parts.append(_("%(count)d met opmerking") % {"count": self.remark})
        if self.not_yet:
            parts.append(_("%(count)d nog niet") % {"count": self.not_yet})
        if self.silent:
            parts.append(_("%(count)d zonder antwoord") % {"count": self.silent})
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How much is of one group; no group: of who belongs to none, or whose group would tell who it was."""

    group: Group | None
    count: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A pile of the map. `text` is the shared sentence, or the one contribution there is; empty when nobody worded it.

    `dots` and `outcome` are None when they were not shown.
    """

    column: Column
    text: str
    is_worded: bool
    sorting: str
    who: str
    due: date | None
    dots: int | None
    outcome: Outcome | None
    remarks: Sequence[Remark]
    # How many of those whose words are in it know them again in it, and how many do not.
    fits: int
    fits_not: int
    words: Sequence[Words]
    # How many answered, also when what they said is not shown.
    answered: int = 0

    @property
    def is_shared(self) -> bool:
        """Whether it is more than a contribution that lies there: it was worded together, or answered."""
        return self.is_worded or (self.outcome is not None and bool(self.text))

    @property
    def state(self) -> State:
        if self.outcome is None:
            return State.NOT_SHOWN if self.answered else State.NOT_ASKED
        return State.NOT_YET if self.sorting in NOT_SETTLED else self.outcome.state

    @property
    def is_agreed(self) -> bool:
        return self.state.is_agreed

    @property
    def state_in_words(self) -> str:
        return self.state.in_words

    @property
    def state_with_answers(self) -> str:
        """As "Nog niet afgesproken: 2 akkoord · 1 nog niet"."""
        return f"{self.state_in_words}: {self.outcome.in_words}" if self.outcome else self.state_in_words

    @property
    def is_open(self) -> bool:
        """Whether there is still something to settle before it can be an agreement."""
        return self.state is State.NOT_YET or self.sorting in NOT_SETTLED

    @property
    def sorted_as(self) -> str:
        return str(Cluster.Sorting(self.sorting).label) if self.sorting else ""

    @property
    def from_groups(self) -> list[GroupCount]:
        return counted(one.source.group for one in self.words)


@dataclass(frozen=True, slots=True)
class Part:
    """One column: what was shared, what lies beside it, and what is still open."""

    column: Column
    guide: Guide
    shared: Sequence[Statement]
    # Piles that nobody worded or answered, and what lies loose.
    piles: Sequence[Statement]
    loose: Sequence[Words]
    still_open: Sequence[str]

    @property
    def sorted_piles(self) -> list[Statement]:
        """What was talked about and sorted, and has no sentence yet."""
        return [one for one in self.piles if one.sorting]

    @property
    def not_sorted(self) -> list[Statement]:
        return [one for one in self.piles if not one.sorting]

    @property
    def agreed(self) -> list[Statement]:
        return [one for one in self.shared if one.is_agreed]

    @property
    def not_agreed(self) -> list[Statement]:
        return [one for one in self.shared if not one.is_agreed]


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the four marks of partnership, and how many gave each answer, from no to yes."""

    key: str
    sentence: str
    counts: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Share:
    """What one group brought: how many contributions, and how many are in a sentence worded together. No ranking."""

    group: Group | None
    contributions: int
    in_statements: int


@dataclass(frozen=True, slots=True)
class Present:
    """Who took part: counted per group. Names only when every step was with names."""

    count: int
    groups: Sequence[GroupCount]
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Result:
    title: str
    goal: str
    day: date
    group: Group | None
    is_closed: bool
    kept_until: date
    present: Present
    parts: Sequence[Part]
    marks: Sequence[Mark]
    shares: Sequence[Share]
    # How many looked back, also when that is too few to show what they answered.
    looked_back: int = 0

    @property
    def statements(self) -> list[Statement]:
        return [statement for part in self.parts for statement in part.shared]

    @property
    def is_agreement(self) -> bool:
        """Whether anything was agreed at all."""
        return any(part.agreed for part in self.parts)

    @property
    def few_looked_back(self) -> str:
        """Why there is nothing to read of the look back; empty when there is, or nobody looked back."""
        if self.marks or not self.looked_back:
            return ""
        return _("Getoond vanaf drie antwoorden. Nu zijn het er %(count)d.") % {"count": self.looked_back}

    @property
    def actions(self) -> list[Statement]:
        return [statement for statement in self.statements if statement.column == Column.ACTIONS]


def counted(groups: Iterable[Group | None]) -> list[GroupCount]:
    """By the name of the group, so that it is no ranking; what is of no group last."""
    counts = Counter(groups)
    return [GroupCount(group, counts[group]) for group in sorted(counts, key=by_name)]


def by_name(group: Group | None) -> tuple[bool, str]:
    return (group is None, group.name.casefold() if group else "")
