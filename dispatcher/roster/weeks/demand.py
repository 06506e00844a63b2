"""How many rides a window may expect, by what was asked for at that hour of the week before.

Simple on purpose, so that it can be explained to who is asked to drive: the rides that callers wanted in the
last eight weeks, booked or refused, counted by weekday and hour and divided by the weeks. A window's share of
an hour is the part of it that lies in the window; vans that are lent at the same time share what is expected.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import day_span
from busline.record.tables import Request, RequestLeg
from dispatcher.roster.values import Span

WEEKS = 8
HOUR = timedelta(hours=1)

Hour = tuple[int, int]  # weekday (Monday is 0) and local hour


def wanted_by_hour(session: Session, line_id: str, before: date, zone: ZoneInfo) -> dict[Hour, float]:
    """Return the rides that were wanted a week, by weekday and hour, over the weeks before a day.

    A line that is younger than that counts as if nobody had called before.
    """
    since, until = day_span(before - timedelta(weeks=WEEKS), zone)[0], day_span(before, zone)[0]
    wanted = session.scalars(
        select(RequestLeg.wanted_at)
        .join(Request, Request.id == RequestLeg.request_id)
        .where(Request.line_id == line_id, RequestLeg.wanted_at >= since, RequestLeg.wanted_at < until)
    )
    counted = Counter(_hour(moment, zone) for moment in wanted)
    return {hour: count / WEEKS for hour, count in counted.items()}


def expected_rides(spans: Sequence[Span], by_hour: Mapping[Hour, float], zone: ZoneInfo) -> list[float]:
    """Return how many rides each of the spans may expect; those at the same time share them."""
    at_once: Counter[datetime] = Counter(begin for span in spans for begin, _ in _hours(span))
    return [
        sum(by_hour.get(_hour(begin, zone), 0.0) * part / at_once[begin] for begin, part in _hours(span))
        for span in spans
    ]


def _hours(span: Span) -> Iterator[tuple[datetime, float]]:
    """Yield each hour that a span touches, and the part of the hour that lies in it."""
    begin = span[0].replace(minute=0, second=0, microsecond=0)
    while begin < span[1]:
        inside = min(span[1], begin + HOUR) - max(span[0], begin)
        yield begin, inside / HOUR
        begin += HOUR


def _hour(moment: datetime, zone: ZoneInfo) -> Hour:
    local = moment.astimezone(zone)
    return local.weekday(), local.hour
