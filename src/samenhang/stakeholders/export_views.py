"""Take the table along: as a spreadsheet, as a document, or empty to write on. The filter of the table comes along."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samenhang.accounts.models import Person
from samenhang.documents.pdf import render_pdf
from samenhang.documents.tables import write_csv, write_xlsx
from samenhang.initiatives.entrance import enter_confidential
from samenhang.initiatives.models import Membership
from samenhang.stakeholders.documents import empty_form, paper_of, table_of
from samenhang.stakeholders.downloads import CSV, PDF, XLSX, download, filename_of
from samenhang.stakeholders.models import Stakeholder
from samenhang.stakeholders.selection import Selection


@require_GET
def xlsx(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership, stakeholders = selected(request, initiative_id)
    table = table_of(stakeholders, reader(request, membership))
    content = write_xlsx([table], title=membership.initiative.name, author=str(membership.person))
    return download(content, XLSX, filename_of(membership.initiative, "xlsx", _("krachtenveld")))


@require_GET
def csv(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership, stakeholders = selected(request, initiative_id)
    content = write_csv(table_of(stakeholders, reader(request, membership)))
    return download(content, CSV, filename_of(membership.initiative, "csv", _("krachtenveld")))


@require_GET
def pdf(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership, stakeholders = selected(request, initiative_id)
    content = render_pdf("stakeholders", paper_of(membership, stakeholders, reader(request, membership)))
    return download(content, PDF, filename_of(membership.initiative, "pdf", _("krachtenveld")))


@require_GET
def form(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter_confidential(request, initiative_id)
    content = render_pdf("stakeholders_form", empty_form(membership.initiative, membership.person))
    return download(content, PDF, filename_of(membership.initiative, "pdf", _("leeg krachtenveld")))


def reader(request: HttpRequest, membership: Membership) -> Person | None:
    """For whose eyes a file is: anybody's, unless one asks for what only oneself may see as well."""
    return membership.person if "mine" in request.GET else None


def selected(request: HttpRequest, initiative_id: UUID) -> tuple[Membership, list[Stakeholder]]:
    membership = enter_confidential(request, initiative_id)
    return membership, Selection(request.GET, membership.initiative, membership.person).rows()
