"""On which days a standing booking rides: its rhythm, the days that are skipped, and public holidays.

Weeks are counted in days from the week in which the series began, never by their number in a year: a
fortnightly ride goes on in its rhythm over a year of 53 weeks as over any other.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from busline.rules.holidays import Holiday, holiday_on

WEEK = timedelta(days=7)
FARTHEST = timedelta(days=3 * 366)  # rhythms come round long before


@dataclass(frozen=True, slots=True)
class Series:
    """A standing booking as plain data.

    ``weekday`` 0 is Monday; ``first_on`` sets the week from which every ``every_weeks``-th counts;
    ``holidays`` are those on which it does not ride.
    """

    weekday: int
    every_weeks: int
    first_on: date
    last_on: date | None = None
    skipped: Collection[date] = ()
    holidays: tuple[Holiday, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day of the rhythm on which it does not ride: skipped, or a ``holiday``."""

    day: date
    holiday: Holiday | None = None


def is_in_rhythm(series: Series, day: date) -> bool:
    """Tell whether a series falls on `day`: its weekday, in its weeks, while it lasts."""
    if day.weekday() != series.weekday or day < series.first_on:
        return False
    if series.last_on is not None and day > series.last_on:
        return False
    first_week = series.first_on - timedelta(days=series.first_on.weekday())
    return (day - first_week).days // 7 % series.every_weeks == 0


def day_off(series: Series, day: date) -> DayOff | None:
    """Return why a series does not ride on a day of its rhythm; None if it does, or it is no such day."""
    if not is_in_rhythm(series, day):
        return None
    if day in series.skipped:
        return DayOff(day)
    holiday = holiday_on(day, series.holidays)
    return None if holiday is None else DayOff(day, holiday)


def rides_on(series: Series, day: date) -> bool:
    """Tell whether a series rides on `day`."""
    return is_in_rhythm(series, day) and day_off(series, day) is None


def next_days(series: Series, start: date, count: int) -> list[date]:
    """Return the first `count` days from `start` on on which a series rides; fewer if it ends before."""
    return list(islice((day for day in _rhythm(series, start) if day_off(series, day) is None), count))


def days_off(series: Series, start: date, until: date) -> list[DayOff]:
    """Return the days of the rhythm from `start` to `until`, both included, on which it does not ride."""
    return [off for day in _rhythm(series, start) if day <= until and (off := day_off(series, day))]


def _rhythm(series: Series, start: date) -> Iterator[date]:
    day = max(start, series.first_on)
    day += timedelta(days=(series.weekday - day.weekday()) % 7)
    end = min(series.last_on or date.max, day + FARTHEST) if day <= date.max - FARTHEST else date.max
    while day <= end:
        if is_in_rhythm(series, day):
            yield day
        if day > date.max - WEEK:
            return
        day += WEEK
