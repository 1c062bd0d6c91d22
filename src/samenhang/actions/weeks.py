"""When something is due, as people say it: too late, this week, next week. A week begins on Monday."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenhang.actions.models import Action

FRIDAY, SUNDAY = 4, 6


class Slot(models.TextChoices):
    OVERDUE = "overdue", _("Te laat")
    THIS_WEEK = "this_week", _("Deze week")
    NEXT_WEEK = "next_week", _("Volgende week")
    LATER = "later", _("Later")
    NO_DATE = "no_date", _("Zonder datum")
    POSTPONED = "postponed", _("Uitgesteld")


def slot_of(action: Action, today: date) -> Slot:
    """Where an open action stands on a day."""
    if action.is_postponed(today):
        return Slot.POSTPONED
    if action.day is None:
        return Slot.NO_DATE
    if action.is_overdue(today):
        return Slot.OVERDUE
    if action.day <= end_of_week(today):
        return Slot.THIS_WEEK
    if action.day <= end_of_week(today) + timedelta(days=7):
        return Slot.NEXT_WEEK
    return Slot.LATER


def end_of_week(today: date) -> date:
    return today + timedelta(days=SUNDAY - today.weekday())


def days_to_move_to(today: date) -> dict[str, date]:
    """What the buttons mean: the Friday of that week, or its end when Friday has passed."""
    friday = today + timedelta(days=FRIDAY - today.weekday())
    return {
        Slot.THIS_WEEK.value: friday if friday >= today else end_of_week(today),
        Slot.NEXT_WEEK.value: friday + timedelta(days=7),
    }


def days_to_snooze(today: date) -> dict[str, date]:
    """Tomorrow, or the Monday of next week."""
    return {"tomorrow": today + timedelta(days=1), Slot.NEXT_WEEK.value: end_of_week(today) + timedelta(days=1)}
