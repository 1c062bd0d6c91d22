"""A cell as it stands on the page: its text, and what happened to it just now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from samenhang.accounts.models import Person
from samenhang.stakeholders.columns import COLUMN_BY_KEY, READ_ONLY, Column
from samenhang.stakeholders.models import Stakeholder


@dataclass
class Cell:
    """One cell for one viewer; `state` says what became of the text somebody just sent."""

    stakeholder: Stakeholder
    column: Column
    viewer: Any
    state: Literal["", "saved", "error", "conflict", "removed"] = ""
    mine: str = ""
    reason: str = ""
    by: Person | None = None
    label: str = ""

    def __post_init__(self) -> None:
        self.label = self.label or str(self.column.label)

    @property
    def text(self) -> str:
        return self.column.text(self.stakeholder, self.viewer)

    @property
    def shown(self) -> list[Any]:
        """The rows of a list column that this viewer may see."""
        return self.column.shown(self.stakeholder, self.viewer) if self.column.is_list else []  # type: ignore[attr-defined]

    @property
    def editable(self) -> bool:
        return self.column.key not in READ_ONLY


@dataclass
class Row:
    """A stakeholder with its cells, in the order of the columns shown."""

    stakeholder: Stakeholder
    cells: list[Cell]


def rows_of(stakeholders: Sequence[Stakeholder], keys: Sequence[str], viewer: Person) -> list[Row]:
    # Each label is translated once, not once a row.
    columns = [(COLUMN_BY_KEY[key], str(COLUMN_BY_KEY[key].label)) for key in keys]
    return [Row(one, [Cell(one, column, viewer, label=label) for column, label in columns]) for one in stakeholders]
