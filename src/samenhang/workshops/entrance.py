"""How a view lets somebody in: a participant by a signed cookie, who leads by membership, a screen by its key."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samenhang.initiatives.access import MAY_FACILITATE
from samenhang.initiatives.entrance import enter
from samenhang.initiatives.models import Membership
from samenhang.live.outbox import is_from_outbox, sentence
from samenhang.workshops.acts import Closed, Gone, Locked
from samenhang.workshops.cards import NotYours
from samenhang.workshops.models import Board, Participant, Workshop

# A map and who fills it, in a cookie of its own: a phone in a workshop needs no session.
COOKIE = "__Host-participant" if settings.HTTPS else "participant"
SALT = "participant"
LASTS = 180 * 24 * 3600
MOST_MAPS = 8


class NotJoined(Exception):
    """Whoever asks does not take part in this map, as far as this browser knows."""


def maps_of(request: HttpRequest) -> dict[str, str]:
    """Key of a board → key of the participant, as this browser keeps them."""
    try:
        found: dict[str, str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return {}
    return found


def remember(request: HttpRequest, response: HttpResponse, participant: Participant) -> None:
    others = {board: key for board, key in maps_of(request).items() if board != participant.board_id.hex}
    latest = dict(list(others.items())[1 - MOST_MAPS :])
    keep(response, latest | {participant.board_id.hex: participant.pk.hex})


def forget(request: HttpRequest, response: HttpResponse, participant: Participant) -> None:
    others = {board: key for board, key in maps_of(request).items() if board != participant.board_id.hex}
    if others:
        keep(response, others)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")


def keep(response: HttpResponse, maps: dict[str, str]) -> None:
    response.set_cookie(
        COOKIE, signing.dumps(maps, salt=SALT), max_age=LASTS, httponly=True, samesite="Lax", secure=settings.HTTPS
    )


def key_on(request: HttpRequest, board_id: UUID) -> str | None:
    """The key of the participant as whom this browser takes part in a map, if it does."""
    return maps_of(request).get(board_id.hex)


def participant_of(request: HttpRequest, board_id: UUID) -> Participant | None:
    key = key_on(request, board_id)
    there = Participant.objects.admitted().filter(board=board_id, pk=key) if key else Participant.objects.none()
    found: Participant | None = there.select_related("board__workshop", "board__group", "group").first()
    return found


def own_maps(request: HttpRequest) -> QuerySet[Board]:
    """The maps on which this browser takes part."""
    there = Participant.objects.present().filter(pk__in=maps_of(request).values())
    maps: QuerySet[Board] = Board.objects.filter(participants__in=there)
    return maps


def enter_map(request: HttpRequest, board_id: UUID) -> Participant:
    """The participant who asks, the board and its workshop loaded. Raises NotJoined."""
    found = participant_of(request, board_id)
    if found is None:
        raise NotJoined
    return found


def enter_workshop(request: HttpRequest, initiative_id: UUID, workshop_id: UUID) -> tuple[Membership, Workshop]:
    """For who may lead workshops; to other members they do not exist (Http404)."""
    membership = enter_as_facilitator(request, initiative_id)
    workshop: Workshop = get_object_or_404(Workshop, pk=workshop_id, initiative=membership.initiative_id)
    workshop.initiative = membership.initiative
    return membership, workshop


def enter_as_facilitator(request: HttpRequest, initiative_id: UUID) -> Membership:
    membership = enter(request, initiative_id)
    if not membership.may(MAY_FACILITATE):
        raise Http404
    if request.method not in {"GET", "HEAD"}:
        membership.require(MAY_FACILITATE)
    return membership


def enter_desk(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> tuple[Membership, Board]:
    """The desk of a map, to look at; its workshop loaded."""
    membership = enter_as_facilitator(request, initiative_id)
    boards = Board.objects.select_related("workshop", "group", "facilitator", "second", "spotlight")
    board: Board = get_object_or_404(boards, pk=board_id, initiative=membership.initiative_id)
    return membership, board


def enter_to_steer(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> tuple[Membership, Board]:
    """As `enter_desk`, to change something: by who leads or helps with that. Raises PermissionDenied for others."""
    membership, board = enter_desk(request, initiative_id, board_id)
    if not board.may_be_led_by(membership.person):
        raise PermissionDenied(who_leads_now(board))
    return membership, board


def who_leads_now(board: Board) -> str:
    """To whoever has the desk open and no longer leads."""
    if board.facilitator is None:
        return _("U begeleidt deze bijeenkomst niet meer. Laad het begeleidersscherm opnieuw.")
    return _("%(name)s begeleidt nu. Laad het begeleidersscherm opnieuw.") % {"name": board.facilitator.name}


def enter_screen(key: str) -> Board:
    """The map that a screen shows; nothing of the initiative but the workshop is loaded."""
    found: Board = get_object_or_404(Board.objects.select_related("workshop", "group"), screen_key=key)
    return found


type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def in_words[**P](view: View[P]) -> View[P]:
    """Whoever cannot do what they asked reads why, and what to do: on a page, or as a sentence for the outbox."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotJoined:
            if is_from_outbox(request):
                return sentence(_("Dit toestel weet niet meer wie u bent. Laad de bladzijde opnieuw."), 403)
            return redirect("join:enter_code")
        except Closed:
            return told(request, _("De bijeenkomst is afgelopen. U kunt niets meer wijzigen."), 410)
        except Locked:
            return told(request, _("De begeleider heeft de kaart vastgezet. Probeer het straks weer."), 409)
        except Gone:
            return told(request, _("Dit ligt er niet meer. Iemand anders was u voor."), 409)
        except NotYours:
            return told(request, _("Deze bijdrage is niet meer van u. U kunt haar niet wijzigen of terugzetten."), 404)
        except PermissionDenied as denied:
            if denied.args:
                return told(request, str(denied), 403)
            if is_from_outbox(request):
                return sentence(_("Dit mag u hier niet meer. Laad de bladzijde opnieuw."), 403)
            raise

    return answer


def told(request: HttpRequest, text: str, status: int) -> HttpResponse:
    if is_from_outbox(request):
        return sentence(text, status)
    return render(request, "workshops/told.html", {"text": text, "typed": request.POST.get("text", "")}, status=status)
