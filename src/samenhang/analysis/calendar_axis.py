"""A time axis: dates to places, with at most a handful of labelled months or years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samenhang.analysis.geometry import Label, place
from samenhang.analysis.lettering import fit, text_width

_MAX_LABELS = 8
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled month or year: its first day, where that day is, and the label centred under the period."""

    day: date
    x: float
    label: Label


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Whole months from `start` up to but not including `end`, from x = `left` to x = `right`."""

    start: date
    end: date
    left: float
    right: float

    def place_of(self, day: date) -> float:
        """x of the middle of `day`."""
        days = (self.end - self.start).days
        return self.left + ((day - self.start).days + 0.5) / days * (self.right - self.left)


def time_axis(days: Sequence[date], left: float, right: float) -> TimeAxis:
    """The axis of whole months that holds all `days`. Raises ValueError when there are none."""
    if not days:
        raise ValueError("a time axis needs at least one date")
    return TimeAxis(min(days).replace(day=1), _next_months(max(days), 1), left, right)


def ticks(axis: TimeAxis, month_names: Sequence[str], top: float) -> tuple[Tick, ...]:
    """At most eight labels that do not touch, in months or, over a longer time, in years.

    `month_names` are the twelve names in the reader's language. January carries its year, and so does the first label
    when the axis runs over more than one year. `top` is the y of the labels' upper side.
    """
    for step in _MONTH_STEPS:
        labels = _labelled(axis, _months(axis, step), month_names, top)
        if labels is not None:
            return labels
    for step in _YEAR_STEPS:
        labels = _labelled(axis, _years(axis, step), None, top)
        if labels is not None:
            return labels
    return ()


def _months(axis: TimeAxis, step: int) -> list[tuple[date, date]]:
    """Periods (first day, day after) of the months to label: all, or the first of every 2, 3 or 6 in a year."""
    months: list[tuple[date, date]] = []
    day = axis.start
    while day < axis.end and len(months) <= _MAX_LABELS:
        following = _next_months(day, 1)
        if (day.month - 1) % step == 0:
            months.append((day, following))
        day = following
    return months


def _years(axis: TimeAxis, step: int) -> list[tuple[date, date]]:
    years = [year for year in range(axis.start.year, axis.end.year + 1) if year % step == 0][: _MAX_LABELS + 1]
    periods = [(max(axis.start, date(year, 1, 1)), min(axis.end, date(year, 12, 31))) for year in years]
    return [(first, end) for first, end in periods if first < end]


def _labelled(
    axis: TimeAxis, periods: Sequence[tuple[date, date]], month_names: Sequence[str] | None, top: float
) -> tuple[Tick, ...] | None:
    """The ticks, or None when there are too many or two labels would touch."""
    if not 0 < len(periods) <= _MAX_LABELS:
        return None
    several_years = axis.start.year != (axis.end - timedelta(days=1)).year
    made: list[Tick] = []
    for number, (first, end) in enumerate(periods):
        text = str(first.year)
        if month_names is not None:
            with_year = first.month == 1 or (several_years and number == 0)
            text = month_names[first.month - 1] + (f" {first.year}" if with_year else "")
        middle = (_edge(axis, first) + _edge(axis, end)) / 2
        half = text_width(text) / 2
        left = max(axis.left, min(middle - half, axis.right - 2 * half))
        label = place(fit(text, 2 * half + 1, max_lines=1), left, top)
        if made and label.box.x < made[-1].label.box.right + 6:
            return None
        made.append(Tick(first, _edge(axis, first), label))
    return tuple(made)


def _edge(axis: TimeAxis, day: date) -> float:
    return axis.left + (day - axis.start).days / (axis.end - axis.start).days * (axis.right - axis.left)


def _next_months(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1) if months < 120_000 else date.max
