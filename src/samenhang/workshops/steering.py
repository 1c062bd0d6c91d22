"""What who leads does with a map, one step at a time; each can be taken back (F4)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from samenhang.accounts.models import Person
from samenhang.workshops.acts import Gone, Step, acting, save_state, tell
from samenhang.workshops.cards import give_back_dots
from samenhang.workshops.clustering import ask_again, pile_up_what_is_loose
from samenhang.workshops.columns import PHASES, Column, Phase
from samenhang.workshops.models import Act, Board, Card
from samenhang.workshops.revealing import reveal

LONGEST_TIMER = timedelta(hours=4)


def place_after(board: Board) -> tuple[int, Phase] | None:
    """Where the map goes next: the next phase, or the next columns; None at the end."""
    at = PHASES.index(Phase(board.phase))
    if at + 1 < len(PHASES):
        return board.stage, PHASES[at + 1]
    if board.stage + 1 < len(board.workshop.stages):
        return board.stage + 1, Phase.WRITE
    return None


def place_before(board: Board) -> tuple[int, Phase] | None:
    """The phase before this one, or the last of the columns before; None at the beginning."""
    at = PHASES.index(Phase(board.phase))
    if at > 0:
        return board.stage, PHASES[at - 1]
    return (board.stage - 1, Phase.AGREE) if board.stage > 0 else None


def go_to(board: Board, by: Person, stage: int, phase: Phase) -> None:
    """Take everybody to a phase of some columns, forward or back. What was given there stays.

    Going past writing shows what was written; going on to choosing makes a pile of each loose contribution.
    """
    with acting(board, by, Act.Kind.REVEAL if phase is Phase.REVEAL else Act.Kind.MOVE_ON) as step:
        step.change(step.board, stage=stage, phase=phase.value, spotlight_id=None, is_dimmed=False)
        step.change(step.board, timer_ends_at=None, timer_left=None)
        if phase is not Phase.WRITE:
            reveal(step, columns_until(step.board))
            step.save_rows()
        if phase in {Phase.CHOOSE, Phase.AGREE}:
            pile_up_what_is_loose(step, columns_until(step.board))


def columns_until(board: Board) -> list[Column]:
    """All columns that are up, or were."""
    return [column for columns in board.workshop.stages[: board.stage + 1] for column in columns]


def start_timer(board: Board, by: Person, minutes: int) -> None:
    with acting(board, by, Act.Kind.TIMER) as step:
        ends = timezone.now() + min(timedelta(minutes=minutes), LONGEST_TIMER)
        step.change(step.board, timer_ends_at=ends, timer_left=None)


def pause_timer(board: Board, by: Person) -> None:
    with acting(board, by, Act.Kind.TIMER) as step:
        left = step.board.seconds_left
        if step.board.timer_ends_at and left is not None:
            step.change(step.board, timer_ends_at=None, timer_left=max(left, 0))


def go_on_timer(board: Board, by: Person) -> None:
    with acting(board, by, Act.Kind.TIMER) as step:
        if step.board.timer_left is not None:
            ends = timezone.now() + timedelta(seconds=step.board.timer_left)
            step.change(step.board, timer_ends_at=ends, timer_left=None)


def add_minute(board: Board, by: Person) -> None:
    """One minute more: after what is left, or from now when it had run out."""
    with acting(board, by, Act.Kind.TIMER) as step:
        if step.board.timer_ends_at:
            from_when = max(step.board.timer_ends_at, timezone.now())
            step.change(step.board, timer_ends_at=from_when + timedelta(minutes=1))
        elif step.board.timer_left is not None:
            step.change(step.board, timer_left=step.board.timer_left + 60)


def stop_timer(board: Board, by: Person) -> None:
    with acting(board, by, Act.Kind.TIMER) as step:
        step.change(step.board, timer_ends_at=None, timer_left=None)


def put_in_spotlight(board: Board, by: Person, card: Card | None) -> None:
    """Show one contribution large to everybody; None: no more. Raises Gone."""
    with acting(board, by, Act.Kind.SPOTLIGHT) as step:
        step.change(step.board, spotlight_id=current_card(step, card).pk if card else None)


def dim(board: Board, by: Person, *, is_dimmed: bool) -> None:
    """Ask everybody to look up from the phone."""
    with acting(board, by, Act.Kind.DIM) as step:
        step.change(step.board, is_dimmed=is_dimmed)


def lock(board: Board, by: Person, *, is_locked: bool) -> None:
    with acting(board, by, Act.Kind.LOCK) as step:
        step.change(step.board, is_locked=is_locked)


def open_door(board: Board, by: Person, *, is_open: bool) -> None:
    with acting(board, by, Act.Kind.DOOR) as step:
        step.change(step.board, door_is_open=is_open)


def show_dots(board: Board, by: Person, *, shown: bool) -> None:
    """Show how many dots each pile of these columns got; until it is taken back nobody moves dots any more."""
    with acting(board, by, Act.Kind.SHOW_DOTS) as step:
        step.change(step.board, dots_shown=with_columns(step.board.dots_shown, step.board, shown))


def show_answers(board: Board, by: Person, *, shown: bool) -> None:
    with acting(board, by, Act.Kind.SHOW_ANSWERS) as step:
        step.change(step.board, answers_shown=with_columns(step.board.answers_shown, step.board, shown))


def with_columns(columns: list[int], board: Board, included: bool) -> list[int]:
    now = {int(column) for column in board.columns_now}
    return sorted(set(columns) | now if included else set(columns) - now)


def hide(board: Board, by: Person, card: Card, why: str) -> None:
    """Take a contribution off everybody's screen, softly: with a reason, and to be taken back. Raises Gone."""
    with acting(board, by, Act.Kind.HIDE) as step:
        current = current_card(step, card)
        step.change(current, hidden_at=timezone.now(), hidden_by_id=by.pk, hidden_why=why)
        take_out_of_spotlight(step, current)
        ask_again(step, current.cluster)
        step.save_rows()
        if current.cluster:
            give_back_dots(current.cluster)


def current_card(step: Step, card: Card) -> Card:
    """The contribution as it is now. Raises Gone when its author took it back, or nobody may know it any more."""
    found: Card | None = step.board.cards.present().filter(pk=card.pk).select_related("cluster").first()
    if found is None:
        raise Gone
    return found


def show_again(board: Board, by: Person, card: Card) -> None:
    """Take hiding back. Raises Gone."""
    with acting(board, by, Act.Kind.HIDE) as step:
        current = current_card(step, card)
        step.change(current, hidden_at=None, hidden_by_id=None, hidden_why="")
        ask_again(step, current.cluster)


def take_out_of_spotlight(step: Step, card: Card) -> None:
    if step.board.spotlight_id == card.pk:
        step.change(step.board, spotlight_id=None)


def hand_over(board: Board, by: Person, *, facilitator: Person, second: Person | None) -> None:
    """Say who leads, and who helps with that."""
    with acting(board, by, Act.Kind.HAND_OVER) as step:
        step.change(step.board, facilitator_id=facilitator.pk, second_id=second.pk if second else None)


def open_self_check(board: Board, by: Person, *, is_open: bool) -> None:
    with acting(board, by, Act.Kind.SELF_CHECK) as step:
        step.change(step.board, self_check_is_open=is_open)


def close(board: Board, by: Person) -> None:
    """End the gathering: everybody gets the result. What was taken back by who wrote it goes for good."""
    with acting(board, by, Act.Kind.CLOSE) as step:
        reveal(step, columns_until(step.board))
        now = timezone.now()
        step.change(step.board, closed_at=now, door_is_open=False, timer_ends_at=None, timer_left=None)
        step.change(step.board, spotlight_id=None)
        step.board.cards.filter(withdrawn_at__isnull=False).delete()


def reopen(board: Board) -> None:
    """Go on after all, and tell everybody; nobody can undo closing otherwise, since a closed map does not change."""
    with transaction.atomic():
        held: Board = Board.objects.select_related("workshop").select_for_update(of=("self",)).get(pk=board.pk)
        if held.closed_at is None:
            return
        held.closed_at = None
        save_state(held)
        held.acts.standing().filter(kind=Act.Kind.CLOSE).update(undone_at=timezone.now())
        tell(held)
