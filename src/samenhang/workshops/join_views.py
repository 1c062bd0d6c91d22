"""Coming in: the code, the five rules, a name that may be left out; and coming back by four words (F2)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samenhang.accounts.codes import TooManyGuesses, give_back, take_place, tidy, too_many_guesses, wrong_code
from samenhang.workshops import door
from samenhang.workshops.columns import Naming
from samenhang.workshops.entrance import in_words, participant_of, remember
from samenhang.workshops.map_forms import CodeForm, JoinForm, WordsForm
from samenhang.workshops.models import Board, Participant, Workshop
from samenhang.workshops.rules import RULES
from samenhang.workshops.words import find_by_words, words_in


@login_not_required
@require_GET
def enter_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("join:join", tidy(form.cleaned_data["code"]) or "-")
    return code_page(request, form, status=422 if form.errors else 200)


def code_page(request: HttpRequest, form: CodeForm, status: int) -> HttpResponse:
    return render(request, "workshops/code.html", {"form": form}, status=status)


@login_not_required
@in_words
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Asking shows what this is; only agreeing to the rules makes somebody a participant."""
    found = find_board(request, code)
    if isinstance(found, HttpResponse):
        return found
    if participant_of(request, found.pk):
        return redirect("maps:map", found.pk)
    if found.closed_at or found.initiative.archived_at:
        return closed_page(request, found, status=410)
    form = JoinForm(request.POST if request.method == "POST" else None, board=found)
    if request.method != "POST" or not form.is_valid():
        return join_page(request, found, form, status=422 if form.errors else 200)
    try:
        made = door.join(
            found,
            name=form.cleaned_data["name"],
            group=form.cleaned_data.get("group"),
            is_table=form.cleaned_data["is_table"],
        )
    except door.DoorClosed:
        return closed_page(request, found, status=403)
    except door.NoSuchGroup:
        form.add_error("group", _("Deze groep is er niet meer. Kies een andere."))
        return join_page(request, found, form, status=409)
    except door.RoomFull:
        form.add_error(None, _("Het is vol. Vraag de begeleider om meer plaatsen."))
        return join_page(request, found, form, status=409)
    return let_in(request, made)


def let_in(request: HttpRequest, participant: Participant) -> HttpResponse:
    response = redirect("maps:map", participant.board_id)
    remember(request, response, participant)
    return response


def find_board(request: HttpRequest, code: str) -> Board | HttpResponse:
    """The map with this code; or the page that says that there is none, or that one has to wait."""
    boards = Board.objects.select_related("workshop", "initiative", "group")
    found: Board | None = boards.filter(code=tidy(code)).first()
    form = CodeForm({"code": code})
    try:
        place = take_place(request, tidy(code), what="join")
    except TooManyGuesses:
        form.add_error("code", too_many_guesses())
        return code_page(request, form, status=429)
    if found is None:
        form.add_error("code", wrong_code(code))
        return code_page(request, form, status=404)
    give_back(place)
    return found


def join_page(request: HttpRequest, board: Board, form: JoinForm, status: int) -> HttpResponse:
    if not board.door_is_open:
        return closed_page(request, board, status=403)
    page = {"board": board, "form": form, "rules": RULES, "naming": naming_in_words(board.workshop)}
    return render(request, "workshops/join.html", page, status=status)


def naming_in_words(workshop: Workshop) -> str:
    used = {workshop.naming_of(column) for columns in workshop.stages for column in columns}
    if used == {Naming.NAMED}:
        return _("Uw naam staat bij wat u schrijft.")
    if used == {Naming.FACILITATOR}:
        return _("Alleen de begeleider en de netwerkleiders van dit initiatief zien uw naam bij wat u schrijft.")
    if used == {Naming.ANONYMOUS}:
        return _("Uw naam staat niet bij wat u schrijft.")
    return _("Bij elke vraag staat of uw naam erbij komt.")


def closed_page(request: HttpRequest, board: Board, status: int) -> HttpResponse:
    return render(request, "workshops/door_closed.html", {"board": board}, status=status)


@login_not_required
@in_words
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Coming back on another device, also when the door is closed for who is new."""
    found = find_board(request, code)
    if isinstance(found, HttpResponse):
        return found
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            guess = " ".join(words_in(form.cleaned_data["words"]))
            place = take_place(request, f"{found.pk}:{guess}", what="words")
        except TooManyGuesses:
            form.add_error("words", _("Te vaak geprobeerd. Wacht vijf minuten en probeer het weer."))
            return render(request, "workshops/again.html", {"board": found, "form": form}, status=429)
        who = find_by_words(found, form.cleaned_data["words"])
        if who:
            give_back(place)
            door.come_back(who)
            return let_in(request, who)
        form.add_error("words", _("Deze woorden kennen we niet. Kijk nog eens goed, of vraag de begeleider."))
    return render(request, "workshops/again.html", {"board": found, "form": form}, status=422 if form.errors else 200)
