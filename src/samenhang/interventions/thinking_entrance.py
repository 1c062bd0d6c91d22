"""How whoever thinks along comes in: by a code that a leader gave, remembered by the session."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samenhang.accounts.codes import TooManyGuesses, give_back, take_place, tidy, too_many_guesses, wrong_code
from samenhang.interventions.models import Door, Thinker
from samenhang.interventions.thinking import Closed, without_analysis
from samenhang.interventions.thinking_forms import CodeForm
from samenhang.live.outbox import is_from_outbox, sentence

SESSION_KEY = "thinking"


class UnknownCode(Exception):
    """There is no door with this code."""


class NotJoined(Exception):
    """Whoever asks did not come in by this door, or the session is over."""


def find_door(request: HttpRequest, code: str) -> tuple[Door, Thinker | None]:
    """The open door with this code, and who asks when he or she has joined.

    Raises UnknownCode, TooManyGuesses or Closed.
    """
    door: Door | None = without_analysis(Door.objects.filter(code=tidy(code))).first()
    thinker = thinker_of(request, door) if door else None
    if thinker is None:
        place = take_place(request, tidy(code), what="think")
        if door:
            give_back(place)
    if door is None:
        raise UnknownCode
    if not Door.objects.open().filter(pk=door.pk).exists():
        raise Closed
    return door, thinker


def enter_door(request: HttpRequest, code: str) -> Thinker:
    """The thinker who asks, the open door loaded. Raises NotJoined, besides what `find_door` raises."""
    _door, thinker = find_door(request, code)
    if thinker is None:
        raise NotJoined
    return thinker


def thinker_of(request: HttpRequest, door: Door) -> Thinker | None:
    key = request.session.get(SESSION_KEY, {}).get(str(door.pk))
    found: Thinker | None = Thinker.objects.filter(door=door, pk=key).first() if key else None
    if found:
        found.door = door
    return found


def remember(request: HttpRequest, thinker: Thinker) -> None:
    request.session[SESSION_KEY] = request.session.get(SESSION_KEY, {}) | {str(thinker.door_id): str(thinker.pk)}


def forget(request: HttpRequest, thinker: Thinker) -> None:
    """Let this device not know any more; who has no account keeps no session for nothing."""
    joined: dict[str, str] = request.session[SESSION_KEY]
    others = {door: key for door, key in joined.items() if key != str(thinker.pk)}
    if others or request.user.is_authenticated:
        request.session[SESSION_KEY] = others
    else:
        request.session.flush()


type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def in_words[**P](view: View[P]) -> View[P]:
    """Whoever cannot come in reads why, and what to do: on a page, or as a sentence for the outbox."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        code = str(kwargs.get("code") or request.GET.get("code", ""))
        try:
            return view(request, *args, **kwargs)
        except UnknownCode:
            return ask_for_code(request, code, wrong_code(code), 404)
        except TooManyGuesses:
            return ask_for_code(request, code, too_many_guesses(), 429)
        except (Closed, Http404):  # 404: the partner was removed while this was under way
            return turned_away(request, code)
        except NotJoined:
            return join_first(request, code)

    return answer


def ask_for_code(request: HttpRequest, code: str, trouble: str, status: int) -> HttpResponse:
    if is_from_outbox(request):
        return sentence(trouble, status)
    form = CodeForm({"code": code})
    form.add_error("code", trouble)
    return render(request, "interventions/think_code.html", {"form": form, "code": tidy(code)}, status=status)


def turned_away(request: HttpRequest, code: str) -> HttpResponse:
    if is_from_outbox(request):
        return sentence(_("Het meedenken is gestopt. U kunt niets meer insturen."), 410)
    return render(request, "interventions/think_closed.html", {"code": tidy(code)}, status=410)


def join_first(request: HttpRequest, code: str) -> HttpResponse:
    if is_from_outbox(request):
        return sentence(_("Dit toestel weet niet meer wie u bent. Laad de bladzijde opnieuw."), 403)
    return redirect("thinking:think", tidy(code))
