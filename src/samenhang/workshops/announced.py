"""What every member of an initiative may know of its workshops: title, day, how far they are, and the own way in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from samenhang.workshops.models import Board, Workshop


@dataclass(frozen=True, slots=True)
class Announced:
    workshop: Workshop
    boards: Sequence[Board]
    # The maps on which whoever asks takes part.
    own: Sequence[Board]

    @property
    def is_over(self) -> bool:
        """Whether the map of all together is closed; it is gone as well when it was erased after its day."""
        return all(board.closed_at or board.group_id for board in self.boards)

    @property
    def is_going_on(self) -> bool:
        return not self.is_over and any(board.begun_at for board in self.boards)

    @property
    def state(self) -> str:
        if self.is_over:
            return _("Afgesloten")
        return _("Bezig") if self.is_going_on else _("Nog niet begonnen")

    @property
    def to_fill(self) -> Sequence[Board]:
        return [board for board in self.own if not board.closed_at]

    @property
    def to_read(self) -> Sequence[Board]:
        """Maps of which who took part may read the result still."""
        is_kept = self.workshop.cards_until >= timezone.localdate()
        return [board for board in self.own if board.closed_at and is_kept]


def announced(workshops: Iterable[Workshop], own: Iterable[Board]) -> list[Announced]:
    """For who takes part in the maps of `own`; the maps of the workshops are loaded."""
    keys = {board.pk for board in own}
    return [
        Announced(one, boards, [board for board in boards if board.pk in keys])
        for one in workshops
        for boards in [list(one.boards.all())]
    ]
