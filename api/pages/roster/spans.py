"""A span as a form says it: from a day, to a day, with clock times or whole days."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from busline.days import at, day_span

# Why somebody is away, as far as the line needs to know.
REASONS = ("ill", "holiday", "other")


def span_of_days(
    zone: ZoneInfo,
    from_day: date,
    from_time: time | None,
    to_day: date | None,
    to_time: time | None,
) -> tuple[datetime, datetime]:
    """Return the instants of a span.

    Without a last day it is the first. Without times they are whole days, both included; an end at 00:00 is
    the end of its day.
    """
    last = to_day or from_day
    starts_at = day_span(from_day, zone)[0] if from_time is None else at(from_day, from_time, zone)
    if to_time is None or to_time == time(0):
        return starts_at, day_span(last, zone)[1]
    return starts_at, at(last, to_time, zone)


def is_whole_days(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a span begins and ends with a local day."""
    return all(moment.astimezone(zone).time() == time(0) for moment in (starts_at, ends_at))


def last_day(ends_at: datetime, zone: ZoneInfo) -> date:
    """Return the local day that a span reaches into last."""
    return (ends_at.astimezone(zone) - timedelta(microseconds=1)).date()
