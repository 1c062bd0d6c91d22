"""Which actions of an initiative a list shows, how many there are of each kind, and in which order."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, F, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenhang.actions.entrance import actions_of
from samenhang.actions.lines import Line, lines_of
from samenhang.actions.models import late_on
from samenhang.initiatives.access import MAY_MANAGE_ACTIONS
from samenhang.initiatives.models import Membership

PAGE_SIZE = 40


class Show(models.TextChoices):
    OPEN = "open", _("Alles open")
    MINE = "mine", _("Van mij")
    OVERDUE = "overdue", _("Te laat")
    UNAGREED = "unagreed", _("Nog geen afspraak")
    NOBODY = "nobody", _("Nog niemand")
    ENDED = "ended", _("Afgerond")
    REMOVED = "removed", _("Verwijderd")


class Listing:
    """The actions of an initiative as a link asks for them. What it does not understand it leaves out."""

    def __init__(self, query: QueryDict, membership: Membership) -> None:
        self.membership, self.today = membership, timezone.localdate()
        # A leader may look at, print and save what partners read.
        self.as_partner = query.get("as") == "partner" and membership.sees_confidential
        wanted = query.get("show", "")
        self.show = Show(wanted) if wanted in self.offered else Show.OPEN

    @property
    def offered(self) -> list[Show]:
        may_put_back = self.membership.may(MAY_MANAGE_ACTIONS) and not self.as_partner
        return [show for show in Show if show != Show.REMOVED or may_put_back]

    @property
    def is_confidential(self) -> bool:
        """Whether what is shown is for leaders only."""
        return self.membership.sees_confidential and not self.as_partner

    def all(self) -> Any:
        found = actions_of(self.membership)
        return found.filter(is_shared=True).without_private() if self.as_partner else found

    def condition(self, show: Show) -> Q:
        if show == Show.REMOVED:
            return Q(removed_at__isnull=False)
        there, unended = Q(removed_at=None), Q(ended_at=None)
        if show == Show.ENDED:
            return there & ~unended
        return there & unended & self.condition_of_open(show)

    def condition_of_open(self, show: Show) -> Q:
        nobody = Q(owner=None, organisation="")
        return {
            Show.OPEN: Q(),
            Show.MINE: Q(owner=self.membership.person_id),
            Show.OVERDUE: late_on(self.today),
            Show.UNAGREED: Q(accepted_at=None) & ~nobody,
            Show.NOBODY: nobody,
        }[show]

    @cached_property
    def counts(self) -> list[tuple[Show, int]]:
        """How many there are of each kind. One query."""
        asked = {show.value: Count("pk", filter=self.condition(show)) for show in self.offered}
        found = self.all().order_by().aggregate(**asked)
        return [(show, found[show.value]) for show in self.offered]

    @property
    def has_any(self) -> bool:
        return any(count for _show, count in self.counts)

    def found(self) -> Any:
        rows = self.all().filter(self.condition(self.show)).select_related("owner")
        if self.show == Show.ENDED:
            return rows.order_by("-ended_at", "id")
        if self.show == Show.REMOVED:
            return rows.order_by("-removed_at", "id")
        return rows.order_by(F("due").asc(nulls_last=True), "id")

    def page(self, number: str | None) -> Page[Any]:
        return Paginator(self.found(), PAGE_SIZE).get_page(number)

    def lines(self, actions: Any) -> list[Line]:
        return lines_of(actions, self.membership, self.today, as_partner=self.as_partner)
