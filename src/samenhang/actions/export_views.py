"""Take the list along as a spreadsheet. The filter of the list comes along."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samenhang.actions.documents import table_of
from samenhang.actions.lists import Listing
from samenhang.documents.tables import write_csv, write_xlsx
from samenhang.initiatives.entrance import enter
from samenhang.stakeholders.downloads import CSV, XLSX, download, filename_of


@require_GET
def export(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    membership = enter(request, initiative_id)
    listing = Listing(request.GET, membership)
    table = table_of(listing.lines(listing.found()), confidential=listing.is_confidential)
    what = [_("acties"), _("vertrouwelijk")] if listing.is_confidential else [_("acties")]
    if request.GET.get("kind") == "csv":
        return download(write_csv(table), CSV, filename_of(membership.initiative, "csv", *what))
    content = write_xlsx([table], title=membership.initiative.name, author=str(membership.person))
    return download(content, XLSX, filename_of(membership.initiative, "xlsx", *what))
