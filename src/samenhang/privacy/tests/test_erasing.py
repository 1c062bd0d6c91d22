"""Erasing while others write."""

from typing import Any

import pytest
from django.db import IntegrityError

from samenhang.privacy import erasing


class Row:
    """Refuses to go as often as it is told."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.is_gone = False

    def delete(self) -> None:
        if self.refusals:
            self.refusals -= 1
            raise IntegrityError
        self.is_gone = True


@pytest.fixture
def impatient(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "WAITS", (0, 0))


@pytest.mark.usefixtures("impatient")
def test_it_is_tried_again_when_somebody_wrote_meanwhile() -> None:
    row: Any = Row(refusals=2)
    erasing.erase(row)
    assert row.is_gone


@pytest.mark.usefixtures("impatient")
def test_it_is_told_when_there_is_no_end_to_it() -> None:
    row: Any = Row(refusals=3)
    with pytest.raises(IntegrityError):
        erasing.erase(row)
    assert not row.is_gone
