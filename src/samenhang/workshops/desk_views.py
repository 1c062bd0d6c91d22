"""The facilitator's desk: where the map stands, and what moves it (F4)."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samenhang.accounts.models import Person
from samenhang.live.opening import open_stream
from samenhang.live.outbox import is_from_outbox, number_in, sentence
from samenhang.workshops import acts, door, steering
from samenhang.workshops.announced import open_still
from samenhang.workshops.columns import Phase
from samenhang.workshops.desk import desk_page, done, first_error, may_steer, refused
from samenhang.workshops.desk_forms import HandOverForm, PlaceForm, RoomForm, TimerForm
from samenhang.workshops.entrance import enter_desk, enter_to_steer, in_words, remember
from samenhang.workshops.frames import desk_frames
from samenhang.workshops.hearing import who_was_heard
from samenhang.workshops.looking_back import how_many_looked_back
from samenhang.workshops.models import Board, Participant
from samenhang.workshops.piles import lanes_of
from samenhang.workshops.revealing import as_promised, waiting
from samenhang.workshops.standing import standing_of
from samenhang.workshops.undone import changed_since_in_words, nothing_in_words, undone_in_words
from samenhang.workshops.words import words_of


@require_GET
def desk(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_desk(request, initiative_id, board_id)
    return desk_page(request, membership, board)


@require_GET
def live(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_desk(request, initiative_id, board_id)
    return open_stream(
        request,
        topic=str(board.pk),
        audience="desk",
        after=number_in(request.GET.get("after", "")),
        fetch=partial(desk_frames, board.pk),
        still_allowed=Board.objects.led_by(membership.person).filter(pk=board.pk).exists,
    )


@require_POST
@in_words
def go(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    # A button can say where to in its address.
    form = PlaceForm({**request.GET.dict(), **request.POST.dict()}, board=board)
    if not form.is_valid():
        return refused(request, membership, board, first_error(form), 409)
    steering.go_to(board, membership.person, form.cleaned_data["stage"], Phase(form.cleaned_data["phase"]))
    return done(request, board)


TIMER: dict[str, Callable[[Board, Person], None]] = {
    "pause": steering.pause_timer,
    "go_on": steering.go_on_timer,
    "add": steering.add_minute,
    "stop": steering.stop_timer,
}


@require_POST
@in_words
def timer(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    turn = TIMER.get(request.POST.get("do", ""))
    if turn:
        turn(board, membership.person)
        return done(request, board)
    form = TimerForm(request.POST)
    if not form.is_valid():
        return refused(request, membership, board, _("Vul in hoeveel minuten: 1 tot 240."), 422)
    steering.start_timer(board, membership.person, form.cleaned_data["minutes"])
    return done(request, board)


SWITCHES: dict[str, Callable[[Board, Person, bool], None]] = {
    "dim": lambda board, by, on: steering.dim(board, by, is_dimmed=on),
    "lock": lambda board, by, on: steering.lock(board, by, is_locked=on),
    "door": lambda board, by, on: steering.open_door(board, by, is_open=on),
    "dots": lambda board, by, on: steering.show_dots(board, by, shown=on),
    "answers": lambda board, by, on: steering.show_answers(board, by, shown=on),
    "self_check": lambda board, by, on: steering.open_self_check(board, by, is_open=on),
}


@require_POST
@in_words
def switch(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    """Turn one thing on or off: the name of the button says which, its value "on" or "off"."""
    membership, board = enter_to_steer(request, initiative_id, board_id)
    for name, turn in SWITCHES.items():
        if name in request.POST:
            turn(board, membership.person, request.POST[name] == "on")
            return done(request, board)
    return refused(request, membership, board, _("Kies wat u wilt veranderen."), 422)


@require_POST
@in_words
def undo(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    try:
        act = acts.undo(board, membership.person)
    except acts.NothingToUndo:
        last = acts.last_step(board, membership.person)
        why = changed_since_in_words(last) if last else nothing_in_words()
        return refused(request, membership, board, why, 409)
    board.refresh_from_db()
    said = undone_in_words(act, board)
    if is_from_outbox(request):
        return sentence(said, 200)
    messages.success(request, said)
    return done(request, board)


@require_GET
def preview(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    """What showing will show: how much, and with which names. The texts only where that was promised."""
    membership, board = enter_desk(request, initiative_id, board_id)
    cards = waiting(board, board.columns_now)
    page = {
        "membership": membership,
        "board": board,
        "standing": standing_of(board),
        "count": len(cards),
        "lanes": [lane for lane in lanes_of(board) if lane.state == "now"],
        # Who leads reads along, and not whoever could.
        "cards": as_promised(board, cards) if board.workshop.reads_along and may_steer(membership, board) else [],
        "may_steer": may_steer(membership, board),
    }
    return render(request, "workshops/preview.html", page)


@in_words
def hand_over(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    """Say who leads. Who leads gives it; another leader of the initiative may take it, and everybody sees that."""
    membership, board = enter_desk(request, initiative_id, board_id)
    form = HandOverForm(request.POST if request.method == "POST" else None, board=board)
    if request.method == "POST" and form.is_valid():
        steering.hand_over(board, membership.person, **form.cleaned_data)
        messages.success(request, _("Dit is vastgelegd."))
        return redirect("workshops:desk", initiative_id, board_id)
    alone = form.fields["facilitator"].queryset.count() < 2  # type: ignore[attr-defined]
    page = {
        "membership": membership,
        "board": board,
        "form": form,
        "is_alone": alone,
        "takes_it": not board.may_be_led_by(membership.person),
    }
    return render(request, "workshops/hand_over.html", page, status=422 if form.errors else 200)


@require_POST
@in_words
def renew_code(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    door.renew_code(board, membership.person)
    messages.success(
        request, _("Er is een nieuwe code. Wie al meedoet, merkt daar niets van. Open het scherm opnieuw.")
    )
    return redirect("workshops:desk", initiative_id, board_id)


@require_POST
@in_words
def speak(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    """Take part oneself, on a page apart from the desk."""
    membership, board = enter_to_steer(request, initiative_id, board_id)
    participant = door.speak_as_participant(board, membership.person)
    response = redirect("maps:map", board.pk)
    remember(request, response, participant)
    return response


@in_words
def close(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_to_steer(request, initiative_id, board_id)
    if request.method == "POST":
        steering.close(board, membership.person)
        return redirect("workshops:result", initiative_id, board_id)
    page = {
        "membership": membership,
        "board": board,
        "lanes": lanes_of(board),
        "heard": who_was_heard(board),
        "looked_back": how_many_looked_back(board),
        "open_still": [] if board.group_id else open_still(board.workshop.boards.select_related("group")),
    }
    return render(request, "workshops/close.html", page)


@require_POST
@in_words
def reopen(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    _membership, board = enter_to_steer(request, initiative_id, board_id)
    steering.reopen(board)
    return redirect("workshops:desk", initiative_id, board_id)


WITH_SOMEBODY: dict[str, Callable[[Board, Participant], None]] = {
    "appoint": lambda board, one: door.appoint(board, one, is_helper=True),
    "dismiss": lambda board, one: door.appoint(board, one, is_helper=False),
    "send_away": door.send_away,
    "let_back": lambda _board, one: door.come_back(one),
}


@in_words
def participants(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    """Who takes part or did, who helps with laying together, who lost the words, and for how many there is room."""
    membership, board = enter_to_steer(request, initiative_id, board_id)
    everybody = board.participants.select_related("group").order_by(F("left_at").asc(nulls_first=True), "id")
    if "give_words" in {**request.GET, **request.POST}:
        return words_page(request, board, everybody)
    room = RoomForm(request.POST if "room_for" in request.POST else None, initial={"room_for": board.room_for})
    if room.is_valid():
        Board.objects.filter(pk=board.pk).update(room_for=room.cleaned_data["room_for"])
        messages.success(request, _("Dit is vastgelegd."))
    if request.method == "POST" and not room.errors:
        for name, do in WITH_SOMEBODY.items():
            for one in everybody:
                if str(one.pk) == request.POST.get(name):
                    do(board, one)
        return redirect("workshops:participants", initiative_id, board_id)
    page = {"membership": membership, "board": board, "participants": everybody, "room": room}
    return render(request, "workshops/participants.html", page, status=422 if room.errors else 200)


def words_page(request: HttpRequest, board: Board, everybody: QuerySet[Participant]) -> HttpResponse:
    """Other words for who lost them, asked first and shown once: they let anybody in who has them."""
    key = request.POST.get("give_words") or request.GET.get("give_words")
    found = next((one for one in everybody.filter(person=None) if str(one.pk) == key), None)
    if found is None:
        return redirect("workshops:participants", board.initiative_id, board.pk)
    words = words_of(door.give_words(found)) if request.method == "POST" else None
    return render(request, "workshops/words.html", {"board": board, "participant": found, "words": words})
