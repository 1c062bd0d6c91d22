"""A step of who leads: what it changes is numbered, told to everybody, and kept so that it can be taken back.

Every step is a set of changed fields of rows that are there already. A row that goes is one whose `removed_at` is set,
so that taking back is always the same: put the values of before where those of after still stand.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.live.announcing import announce
from samenhang.workshops.models import Act, Board, Card, Cluster, Dots, Participant

type Numbered = Card | Cluster
# Who leads, or a participant who helps with laying together.
type Doer = Person | Participant
type Change = tuple[str, str, str, Any, Any]


class Closed(Exception):
    """The gathering is over: nothing changes on this map any more."""


class Locked(Exception):
    """Who leads has fixed the map; it can be let loose again."""


class Gone(Exception):
    """What this is about is not there any more: somebody else took it away meanwhile."""


class NothingToUndo(Exception):
    """There is no step of this person to take back."""


class ChangedSince(NothingToUndo):
    """What the step changed was changed by another step since."""


def hold(board: Board) -> Board:
    """The board as it is now; it stands still until this transaction ends. Raises Closed."""
    there = Board.objects.open().filter(pk=board.pk).select_related("workshop").select_for_update(of=("self",))
    held: Board | None = there.first()
    if held is None:
        raise Closed
    return held


class Step:
    """What one act changes, while it is being made."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.changes: list[Change] = []
        self._rows: dict[tuple[str, str], models.Model] = {}

    def change(self, row: models.Model, **values: Any) -> None:
        """Give fields of a row other values; a foreign key by the name of its column (`cluster_id`)."""
        for name, after in values.items():
            before = getattr(row, name)
            if before == after:
                continue
            setattr(row, name, after)
            self.changes.append((row._meta.model_name or "", str(row.pk), name, plain(before), plain(after)))
            self._rows[(row._meta.model_name or "", str(row.pk))] = row

    def save_rows(self) -> None:
        """Number and store what lies on the map and changed so far, so that what follows finds it."""
        keys = [key for key, row in self._rows.items() if row is not self.board]
        rows = [self._rows.pop(key) for key in keys]
        numbered: list[Numbered] = [row for row in rows if isinstance(row, Card | Cluster)]
        numbered.sort(key=turn)
        number_rows(self.board, numbered)

    def save(self) -> None:
        """Number and store all that changed; the board itself last, since it may point at the rows."""
        self.save_rows()
        if self._rows:
            save_state(self.board)


def turn(row: Numbered) -> int:
    """When everybody hears of it: first of piles there are, then of what lies on them, last of piles that went."""
    return 1 if isinstance(row, Card) else 2 if row.removed_at else 0


def plain(value: Any) -> Any:
    """As JSON keeps it."""
    return value if value is None or isinstance(value, str | int | bool | list) else DjangoJSONEncoder().default(value)


@contextmanager
def acting(board: Board, by: Doer, kind: Act.Kind) -> Iterator[Step]:
    """Make one step: what is changed in it is saved, kept and told together. Raises Closed."""
    with transaction.atomic():
        step = Step(hold(board))
        yield step
        if step.changes:
            step.save()
            Act.objects.create(
                initiative_id=board.initiative_id, board=step.board, kind=kind, changes=step.changes, **done_by(by)
            )
            tell(step.board)


def done_by(doer: Doer) -> dict[str, Any]:
    """Whose step it is, as fields of an Act."""
    return {"helper": doer} if isinstance(doer, Participant) else {"by": doer}


def tell(board: Board, cards: Sequence[Card] = ()) -> None:
    """Tell everybody that the board changed; `cards` where that is all that changed."""
    announce(topic=str(board.pk), number=board.last_number, rows=cards)


def number_rows(board: Board, rows: Sequence[Numbered]) -> None:
    """Save rows of the map, new ones too, each under a number of its own."""
    if not rows:
        return
    for row, number in zip(rows, board.next_numbers(len(rows)), strict=True):
        row.number = number
    # Piles first: contributions point at them.
    save_all(Cluster, [row for row in rows if isinstance(row, Cluster)])
    save_all(Card, [row for row in rows if isinstance(row, Card)])


def save_all[Row: models.Model](kind: type[Row], rows: Sequence[Row]) -> None:
    """Store rows that are new or changed, in a few statements however many they are."""
    fields = [field.name for field in kind._meta.concrete_fields if not field.primary_key]
    kind._base_manager.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields)


def save_state(board: Board) -> None:
    """Save where the board stands, under a number of its own."""
    board.state_number = board.next_number()
    board.save()


def last_step(board: Board, by: Doer) -> Act | None:
    """The last step of this person that stands."""
    act: Act | None = board.acts.standing().filter(**done_by(by)).first()
    return act


def undo(board: Board, by: Doer) -> Act:
    """Take back the last step of this person that stands. Raises NothingToUndo, ChangedSince or Closed."""
    with transaction.atomic():
        held = hold(board)
        act = last_step(held, by)
        if act is None:
            raise NothingToUndo
        step = Step(held)
        rows: dict[str, models.Model] = {str(held.pk): held}
        for model, key, name, before, after in reversed(act.changes):
            row = rows[key] = rows.get(key) or find(model, key, held)
            field: models.Field[Any, Any] = row._meta.get_field(name.removesuffix("_id"))  # type: ignore[assignment]
            if plain(getattr(row, name)) != after or points_at_nothing(field, before):
                raise ChangedSince
            step.change(row, **{name: field.to_python(before) if before is not None else None})
        step.save()
        for row in rows.values():
            if isinstance(row, Dots):
                row.save()
        if are_used(row for row in rows.values() if isinstance(row, Cluster) and row.removed_at):
            raise ChangedSince
        act.undone_at = timezone.now()
        act.save(update_fields=["undone_at"])
        tell(held)
    return act


def find(model: str, key: str, board: Board) -> models.Model:
    """A row of this board. Raises ChangedSince when it is gone."""
    of_board = {"cluster__board": board} if model == "dots" else {"board": board}
    try:
        found: models.Model = apps.get_model("workshops", model)._default_manager.get(pk=key, **of_board)
    except models.ObjectDoesNotExist as error:
        raise ChangedSince from error
    return found


def points_at_nothing(field: models.Field[Any, Any], key: Any) -> bool:
    """Whether this was the key of a row that is gone."""
    if key is None or not isinstance(field, models.ForeignKey):
        return False
    return not field.related_model._default_manager.filter(pk=key).exists()


def are_used(piles: Iterable[Cluster]) -> bool:
    """Whether there is anything on one of these piles, or anything was said of it."""
    said = ~Q(statement="") | Q(dots__count__gt=0) | Q(answers__isnull=False)
    return Cluster.objects.filter(said | Q(cards__isnull=False), pk__in=[pile.pk for pile in piles]).exists()
