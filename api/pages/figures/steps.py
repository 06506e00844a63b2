"""The steps of a period that pictures and tables go by: days, weeks, months or years."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.pages.figures.asked import days_said
from api.pages.frame import Reader
from busline.figures import Facts, Period, Riders, Totals
from busline.figures.reading import PeriodFigures

MOST_DAY_STEPS, MOST_WEEK_STEPS, MOST_MONTH_STEPS = 45, 200, 1100  # days of a period; beyond: years


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its days, a `label` under a bar and its `name` in a table, and its totals, riders aside."""

    first: date
    last: date
    label: str
    name: str
    totals: Totals


def unit_of(period: Period) -> str:
    """Return how long the steps of a period are: `day`, `week`, `month` or `year`."""
    if period.days <= MOST_DAY_STEPS:
        return "day"
    if period.days <= MOST_WEEK_STEPS:
        return "week"
    return "month" if period.days <= MOST_MONTH_STEPS else "year"


def steps_of(frame: Reader, found: PeriodFigures) -> Sequence[Step]:
    """Return the steps of what is shown, those without anything too; the first and the last may be parts."""
    unit, shown = unit_of(found.shown), found.shown
    starts = _STARTS[unit]
    days = [shown.first + timedelta(days=n) for n in range(shown.days)]
    groups: dict[date, list[date]] = {}
    for day in days:
        groups.setdefault(starts(day), []).append(day)
    return [_step(frame, unit, group, found.by_day, found.now) for group in groups.values()]


def _step(
    frame: Reader, unit: str, days: Sequence[date], by_day: Mapping[date, Facts], whole: Totals
) -> Step:
    there = {day: by_day[day] for day in days if day in by_day}
    totals = Totals.of(len(days), there, Riders(), whole.rates)
    first, last, times = days[0], days[-1], frame.times
    if unit == "day":
        return Step(first, last, f"{times.weekday_short(first)} {first.day}", times.day(first), totals)
    if unit == "week":
        return Step(first, last, times.date_short(first), days_said(frame, first, last), totals)
    if unit == "month":
        return Step(first, last, times.month_short(first), times.month(first), totals)
    return Step(first, last, str(first.year), str(first.year), totals)


_STARTS: dict[str, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}
