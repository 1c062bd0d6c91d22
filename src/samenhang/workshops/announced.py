"""What every member of an initiative may know of its workshops: title, day, how far they are, and the own way in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from samenhang.workshops.models import Board, Workshop


def is_over(boards: Iterable[Board]) -> bool:
    """Whether the map of all together is closed."""
    of_all = [board for board in boards if not board.group_id]
    return bool(of_all) and all(board.closed_at for board in of_all)


def open_still(boards: Iterable[Board]) -> list[Board]:
    """Maps of groups that nobody closed."""
    return [board for board in boards if board.group_id and not board.closed_at]


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
        return [board for board in self.own if board.closed_at and self.is_kept]

    @property
    def is_kept(self) -> bool:
        return bool(self.boards) and self.workshop.cards_until >= timezone.localdate()

    @property
    def led_by(self) -> str:
        """Whom to ask for what came out of it; empty when nobody leads it any more."""
        leads = next((board.facilitator for board in self.boards if not board.group_id and board.facilitator), None)
        return str(leads) if leads else ""


def announced(workshops: Iterable[Workshop], own: Iterable[Board]) -> list[Announced]:
    """For who takes part in the maps of `own`; the maps of the workshops are loaded."""
    keys = {board.pk for board in own}
    return [
        Announced(one, boards, [board for board in boards if board.pk in keys])
        for one in workshops
        for boards in [list(one.boards.all())]
    ]
