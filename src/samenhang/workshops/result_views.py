"""What a workshop gave: for who leads at any time, for who took part once it is closed (F8)."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samenhang.documents.tables import write_xlsx
from samenhang.stakeholders.downloads import PDF, XLSX, download
from samenhang.workshops.covenant import ingredients_of
from samenhang.workshops.downloads import filename_of
from samenhang.workshops.entrance import enter_desk, enter_map, in_words, told
from samenhang.workshops.exports import to_json, to_tables
from samenhang.workshops.harvest import result_of
from samenhang.workshops.models import Board
from samenhang.workshops.papers import PAPERS
from samenhang.workshops.result import Result


@require_GET
def leaders_result(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_desk(request, initiative_id, board_id)
    page = {"membership": membership, "board": board, **told_of(result_of(board))}
    return render(request, "workshops/result_leader.html", page)


def told_of(result: Result) -> dict[str, object]:
    return {"result": result, "ingredients": ingredients_of(result)}


@require_GET
def everything_xlsx(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_desk(request, initiative_id, board_id)
    content = write_xlsx(to_tables(board), title=board.workshop.title, author=str(membership.person))
    return download(content, XLSX, filename_of(board, "xlsx", _("alles")))


@require_GET
def everything_json(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    _membership, board = enter_desk(request, initiative_id, board_id)
    return download(to_json(board), "application/json", filename_of(board, "json", _("alles")))


@login_not_required
@require_GET
@in_words
def result(request: HttpRequest, board_id: UUID) -> HttpResponse:
    board = enter_map(request, board_id).board
    if not is_there(board):
        return told(request, not_there(board), 404)
    return render(request, "workshops/result.html", {"board": board, **told_of(result_of(board))})


@login_not_required
@require_GET
@in_words
def result_pdf(request: HttpRequest, board_id: UUID) -> HttpResponse:
    board = enter_map(request, board_id).board
    if not is_there(board):
        return told(request, not_there(board), 404)
    paper = PAPERS["result"]
    return download(paper.kinds["pdf"](board, ""), PDF, filename_of(board, "pdf", str(paper.title)))


def is_there(board: Board) -> bool:
    """For who took part: from closing until the last day it is kept."""
    return board.closed_at is not None and board.workshop.cards_until >= timezone.localdate()


def not_there(board: Board) -> str:
    if board.closed_at is None:
        return _("Het resultaat komt zodra de begeleider de bijeenkomst afsluit.")
    return _("Dit resultaat is niet langer bewaard.")
