"""The door of a map: a code, who comes in by it, and coming back (F2)."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from samenhang.accounts.codes import new_code
from samenhang.accounts.models import Person
from samenhang.workshops.acts import acting, hold, save_state, tell
from samenhang.workshops.models import Act, Board, Card, Participant, PartnerGroup, new_screen_key

# So many times over a room fills with who comes and goes; more is somebody who goes on joining to fill the database.
MOST_TIMES = 5


class DoorClosed(Exception):
    """Nobody new comes in now; who is in stays in."""


class NoSuchGroup(Exception):
    """The group that was chosen is not there any more."""


class RoomFull(Exception):
    """As many take part as there is room for."""


def join(board: Board, *, name: str, group: PartnerGroup | None, is_table: bool) -> Participant:
    """Somebody more who fills the map. Raises Closed, DoorClosed, RoomFull or NoSuchGroup."""
    with transaction.atomic():
        held = hold(board)
        if not held.door_is_open:
            raise DoorClosed
        came = held.participants.filter(person=None)
        if came.present().count() >= held.room_for or came.count() >= MOST_TIMES * held.room_for:
            raise RoomFull
        if group and not PartnerGroup.objects.filter(pk=group.pk).exists():
            raise NoSuchGroup
        made: Participant = Participant.objects.create(
            initiative_id=held.initiative_id,
            board=held,
            group_id=held.group_id or (group.pk if group else None),
            name=" ".join(name.split()),
            is_table=is_table,
        )
        let_know(held)
    return made


def speak_as_participant(board: Board, person: Person) -> Participant:
    """The voice of who leads, apart from leading; made at the first time. Raises Closed."""
    with transaction.atomic():
        held = hold(board)
        made: Participant
        made, _new = Participant.objects.update_or_create(
            board=held,
            person=person,
            defaults={"left_at": None},
            create_defaults={"initiative_id": held.initiative_id, "name": person.name, "group_id": held.group_id},
        )
        let_know(held)
    return made


def leave(participant: Participant) -> None:
    """Take part no more; what was written stays, and so does the way back by the four words."""
    with transaction.atomic():
        Participant.objects.filter(pk=participant.pk).update(left_at=timezone.now())
        let_know(participant.board)


def come_back(participant: Participant) -> None:
    if participant.left_at is None:
        return
    with transaction.atomic():
        Participant.objects.filter(pk=participant.pk).update(left_at=None)
        let_know(participant.board)


def send_away(board: Board, participant: Participant) -> None:
    """Let somebody take part no more, whose words let nobody in either; what was written stays. Raises Closed."""
    with transaction.atomic():
        held = hold(board)
        now = timezone.now()
        held.participants.filter(pk=participant.pk, person=None).update(left_at=now, words_given_at=now)
        let_know(held)


def let_know(board: Board) -> None:
    """Let the desk count again who is there; the last thing in a transaction."""
    board.next_number()
    Board.objects.filter(pk=board.pk).update(comings=F("comings") + 1)
    tell(board)


def renew_code(board: Board, by: Person) -> None:
    """Another code, when the old one went further than it should; who is in stays in. Raises Closed."""
    with acting(board, by, Act.Kind.DOOR) as step:
        step.change(step.board, code=new_code(), screen_key=new_screen_key())


def appoint(board: Board, participant: Participant, *, is_helper: bool) -> None:
    """Let a participant help with laying together, or no longer; the own phone hears it. Raises Closed."""
    with transaction.atomic():
        held = hold(board)
        Participant.objects.filter(pk=participant.pk, board=held).update(is_helper=is_helper)
        save_state(held)
        tell(held)


def helping_key(participant: UUID) -> str:
    """By which the phone of a helper knows itself; it tells nobody else who that is."""
    return salted_hmac("workshops.helping", participant.hex, algorithm="sha256").hexdigest()[:16]


def helping_keys(board: Board) -> str:
    helpers = board.participants.present().filter(is_helper=True).order_by().values_list("pk", flat=True)
    return " ".join(sorted(map(helping_key, helpers)))


def give_words(participant: Participant) -> Participant:
    """Give other words to come back by, to somebody who lost them; those of before let nobody in any more."""
    participant.words_given_at = timezone.now()
    participant.save(update_fields=["words_given_at"])
    return participant


def forget_names(board: Board) -> None:
    """Take away all that says who took part; what was said stays."""
    board.participants.exclude(name="", person=None).update(name="", person=None)
    Card.objects.filter(board=board).exclude(on_behalf_of="").update(on_behalf_of="")
    Board.objects.filter(pk=board.pk).update(last_number=F("last_number") + 1)
