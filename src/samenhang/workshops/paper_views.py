"""The papers of a workshop, for who leads."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samenhang.stakeholders.downloads import download
from samenhang.workshops.downloads import filename_of
from samenhang.workshops.entrance import enter_desk
from samenhang.workshops.papers import PAPERS, TYPES, papers_for


@require_GET
def papers(request: HttpRequest, initiative_id: UUID, board_id: UUID) -> HttpResponse:
    membership, board = enter_desk(request, initiative_id, board_id)
    before, after = papers_for(board)
    page = {"membership": membership, "board": board, "before": before, "after": after}
    return render(request, "workshops/papers.html", page)


@require_GET
def paper(request: HttpRequest, initiative_id: UUID, board_id: UUID, key: str, kind: str) -> HttpResponse:
    membership, board = enter_desk(request, initiative_id, board_id)
    wanted = PAPERS.get(key)
    if wanted is None or kind not in wanted.kinds:
        raise Http404
    content = wanted.kinds[kind](board, str(membership.person))
    return download(content, TYPES[kind], filename_of(board, kind, str(wanted.title)))
