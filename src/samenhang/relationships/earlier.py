"""How things stood on an earlier day, read back from decisions and changes."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from samenhang.initiatives.models import Initiative
from samenhang.relationships.models import Assessment
from samenhang.stakeholders.models import Change, Stakeholder

MONTHS_SHOWN = 3


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last day of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def default_since() -> date:
    return months_before(timezone.localdate(), MONTHS_SHOWN)


def direction(before: int | None, now: int | None) -> str:
    """Which way a dimension went: "up", "down", or "" when it did not or one of the two is not known."""
    if not before or not now or before == now:
        return ""
    return "up" if now > before else "down"


def with_dimension_before(stakeholders: "QuerySet[Stakeholder]", day: date) -> "QuerySet[Any]":
    """Each with `dimension_before`: what the table held at the start of `day`, None when nothing.

    That is the last decision before that day, or else what the first decision since replaced.
    """
    of_this = Assessment.objects.filter(stakeholder=OuterRef("pk"))
    last = of_this.filter(on__lt=day).order_by("-on", "-id").values("dimension")[:1]
    first_since = of_this.filter(on__gte=day).order_by("on", "id").values("before")[:1]
    return stakeholders.annotate(dimension_before=Coalesce(Subquery(last), Subquery(first_since)))


def cells_before(initiative: Initiative, day: date, fields: Iterable[str]) -> dict[tuple[UUID, str], Any]:
    """(stakeholder, column key) to what stood there at the start of `day`, for the cells that changed since.

    A change that was undone is no change. One query; only the first change of a cell is read and decrypted.
    """
    start = timezone.make_aware(datetime.combine(day, time.min))
    since = Change.objects.filter(initiative=initiative, at__gte=start, field__in=list(fields), undone_at=None)
    sooner = Change.objects.filter(
        stakeholder=OuterRef("stakeholder"),
        field=OuterRef("field"),
        at__gte=start,
        at__lt=OuterRef("at"),
        undone_at=None,
    )
    # Of changes at one moment the first made comes last, and so is the one that stays in the dict.
    first = since.filter(~Exists(sooner)).order_by("-id")
    return {(key, field): before for key, field, before in first.values_list("stakeholder_id", "field", "before")}
