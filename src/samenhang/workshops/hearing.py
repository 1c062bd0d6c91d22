"""Who was not heard yet in this phase: for who leads alone, to invite and never to rank (F4)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from samenhang.workshops.columns import Naming, Phase
from samenhang.workshops.models import Answer, Board, Dots, PartnerGroup


@dataclass(frozen=True, slots=True)
class Heard:
    """One group: how many take part, and how many of them were silent. No group: who belongs to none."""

    group: PartnerGroup | None
    present: int
    silent: int
    # Whether a whole table shares one of these devices.
    has_tables: bool = False


@dataclass(frozen=True, slots=True)
class Hearing:
    groups: Sequence[Heard]
    # Names of who is silent; none where that would tell who wrote something.
    names: Sequence[str]
    # After an anonymous step was shown nobody can tell any more.
    is_known: bool
    present: int
    done: int

    @property
    def has_tables(self) -> bool:
        return any(row.has_tables for row in self.groups)


def who_was_heard(board: Board) -> Hearing:
    """Silent is who wrote nothing in the columns of now; when choosing who gave no dot; when agreeing, no answer."""
    anonymous = any(board.naming_of(column) is Naming.ANONYMOUS for column in board.columns_now)
    phase = Phase(board.phase)
    is_known = not anonymous or phase in {Phase.WRITE, Phase.CHOOSE, Phase.AGREE}
    # Who leads and speaks too need not be invited to.
    there = board.participants.present().filter(person=None).select_related("group")
    there = there.annotate(spoke=spoke(board, phase))
    everybody: list[Any] = list(there)
    present = Counter(one.group_id for one in everybody)
    silent = [one for one in everybody if not one.spoke]
    counted = Counter(one.group_id for one in silent)
    groups = {one.group_id: one.group for one in everybody}
    tables = {one.group_id for one in everybody if one.is_table}
    rows = [Heard(group, present[key], counted[key], key in tables) for key, group in groups.items()]
    return Hearing(
        groups=sorted(rows, key=lambda row: (row.group is None, row.group.pk.int if row.group else 0)),
        names=[] if anonymous else sorted(one.name for one in silent if one.name)[:20],
        is_known=is_known,
        present=len(everybody),
        done=len(everybody) - len(silent),
    )


def spoke(board: Board, phase: Phase) -> Exists:
    me = OuterRef("pk")
    now = [int(column) for column in board.columns_now]
    if phase is Phase.CHOOSE:
        return Exists(Dots.objects.filter(participant=me, cluster__column__in=now))
    if phase is Phase.AGREE:
        return Exists(Answer.objects.filter(participant=me, cluster__column__in=now))
    return Exists(board.cards.present().filter(author=me, column__in=now).order_by())
