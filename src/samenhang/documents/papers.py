"""What each paper needs, as data: every word on it comes from the caller, in the caller's language.

Text may hold line ends; nothing in it is read as markup.
"""

from collections.abc import Sequence
from typing import TypedDict


class Frame(TypedDict):
    """What every paper has. Footer: **mark** · exporter · date … 2 `page_of` 9."""

    lang: str  # "nl" or "en": the language of the document
    title: str
    subtitle: str  # the goal; may be empty
    mark: str  # "Vertrouwelijk"
    exporter: str  # name of who made this paper
    date: str  # as it must be shown: "14 april 2026"
    page_of: str  # "van"


class Picture(TypedDict):
    """A drawing: `image` is its name in the `images` of `render_pdf`; `alt` says the same in words."""

    image: str
    alt: str
    caption: str  # may be empty


class Column(TypedDict):
    """A column of a table; `weight` is its share of the width, against the others."""

    name: str
    weight: float


class Advice(TypedDict):
    """A relation to begin with, and why."""

    name: str
    reasons: Sequence[str]


class Begin(TypedDict):
    """The list "where to begin"."""

    heading: str
    items: Sequence[Advice]


class Stakeholders(Frame):
    """`stakeholders.typ`: A4 landscape; the first column is who it is about. Each row has a text for each column."""

    table_heading: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    empty: str  # shown instead of rows
    below: str  # "zie hieronder": stands in a cell whose text is too long for its column and goes on below the row
    chart: Picture | None
    begin: Begin | None


class StakeholdersForm(Frame):
    """`stakeholders_form.typ`: the empty table, to write in by hand."""

    explanation: Sequence[str]
    goal_label: str
    goal: str  # empty for a line to write on
    columns: Sequence[Column]
    row_count: int


class Fact(TypedDict):
    label: str
    text: str


class Entry(TypedDict):
    """An observation or an assessment: `detail` is who, when and where; that and `title` may be empty."""

    title: str
    text: str
    detail: str


class Section(TypedDict):
    heading: str
    empty: str  # shown when there are no items
    items: Sequence[Entry]


class Relationship(Frame):
    """`relationship.typ`: A4 portrait; one relation with its observations and assessments."""

    facts: Sequence[Fact]
    sections: Sequence[Section]
    chart: Picture | None
