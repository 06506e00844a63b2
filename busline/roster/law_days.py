"""The days whose work the law looks at when somebody may get a duty.

Hours are averaged over 16 weeks, and free Sundays are counted over 52, each in the weeks before and in those
to come. Reading a year for every question would be slow, so of the year only its weekends are read, and those
only where a Sunday is in question: a shift on Sunday may begin on the Saturday.
"""

from collections.abc import Collection
from datetime import date, timedelta

from busline.rules.long_working_time import YEAR_WEEKS

AVERAGED = timedelta(weeks=16)
YEAR = timedelta(weeks=YEAR_WEEKS)
SUNDAY = 6


def days_of_law(days: Collection[date], sundays: bool) -> list[date]:
    """Return the days around `days` (one or more) whose work matters, in order; of the year for `sundays`."""
    first, last = min(days), max(days)
    near = _days(first - AVERAGED, last + AVERAGED)
    if not sundays:
        return near
    year = _days(first - YEAR, last + YEAR)
    known = set(near)
    return [day for day in year if day in known or day.weekday() >= SUNDAY - 1]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
