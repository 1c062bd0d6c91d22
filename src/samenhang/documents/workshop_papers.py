"""What the papers of a workshop need, as data: every word comes from the caller, in the caller's language.

Columns are given in their order, 1 to 5; on paper they stand from right to left.
"""

from collections.abc import Sequence
from typing import TypedDict

from samenhang.documents.papers import Frame, Picture


class Contribution(TypedDict):
    """Something one person wrote; `source` is whose words it is, and `mark` the place of the group's mark or None."""

    text: str
    source: str
    mark: int | None


class Statement(TypedDict):
    """A shared sentence, what was said of it, and what lies under it; every part may be empty."""

    text: str
    outcome: str
    remarks: Sequence[str]
    contributions: Sequence[Contribution]


class MapColumn(TypedDict):
    """One column of the map. `helps` are the questions beside the main one; a form has those and no statements."""

    number: int
    name: str
    question: str
    helps: Sequence[str]
    statements: Sequence[Statement]
    empty: str  # shown where nothing lies


class Map(Frame):
    """`map.typ`: the Partnerschapskaart, landscape; `size` is "a3" or "a0". A form (`is_form`) has room to write."""

    marks: Sequence[str]  # of groups, as SVG paths: see `marks.MARKS`
    size: str
    is_form: bool
    goal_label: str
    columns: Sequence[MapColumn]
    more: str  # "en nog {count}": stands where a column has more than the overview holds
    in_full: str  # heading of the pages with everything


class Card(TypedDict):
    """One card: empty for one to write on."""

    number: int
    column: str
    text: str
    source: str
    mark: int | None


class Cards(Frame):
    """`cards.typ`: four cards of A6 on each A4 sheet, to be cut."""

    marks: Sequence[str]
    cards: Sequence[Card]
    group_label: str  # beside the line to write a group on


class Join(Frame):
    """`join.typ`: one A4 sheet with the code, the address, and a drawing (`chart`) that leads there."""

    workshop: str
    goal: str
    code_label: str
    code: str
    address_label: str
    address: str
    steps: Sequence[str]
    know_heading: str
    know: Sequence[str]
    chart: Picture


class Rules(Frame):
    """`rules.typ`: one A4 sheet; `lead` is one sentence above the rules."""

    lead: str
    rules: Sequence[str]


class SideGroup(TypedDict):
    """A group and the place of its mark; None for what is of no group."""

    name: str
    mark: int | None


class Subject(TypedDict):
    """One row: how it was sorted ("shared", "one", "odds", "open" or ""), and for each group its sentences."""

    sort: str
    label: str
    sentence: str
    sides: Sequence[Sequence[str]]


class SideColumn(TypedDict):
    """One column of the map, its subjects in the order in which they are read."""

    number: int
    name: str
    subjects: Sequence[Subject]
    empty: str


class Sides(Frame):
    """`sides.typ`: A3 landscape; the groups beside each other, a row for each subject."""

    marks: Sequence[str]
    groups: Sequence[SideGroup]
    sort_label: str
    together_label: str
    no_sentence: str  # stands where nobody worded a sentence
    columns: Sequence[SideColumn]


class Slides(TypedDict):
    """A slide with the whole map, then one for each column; a column that is long goes on."""

    lang: str
    title: str
    subtitle: str  # under the title of the first slide: what it is, and when
    groups: Sequence[SideGroup]
    columns: Sequence[MapColumn]
    continued: str  # "vervolg": behind the title of a slide that goes on


class ScriptTable(TypedDict):
    """One gathering of a script: its heading, and a row for each part with a text for each name."""

    heading: str
    aim: str
    rows: Sequence[Sequence[str]]


class Script(Frame):
    """A script (draaiboek), for `word.script`."""

    names: Sequence[str]
    weights: Sequence[float]
    tables: Sequence[ScriptTable]
