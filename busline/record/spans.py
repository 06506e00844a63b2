"""Local weekly spans on a service day, and arithmetic with spans of time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from busline.days import at
from busline.errors import InvalidInput, UnknownNoun
from busline.record.tables import Line

Span = tuple[datetime, datetime]

MOST_DAYS = 400  # more than a year at once is a mistake


def zone_of(session: Session, line_id: str) -> ZoneInfo:
    """Return the time zone of a line.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    line = session.get(Line, line_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    return ZoneInfo(line.timezone)


def days_between(from_day: date, to_day: date) -> Sequence[date]:
    """Return the days from `from_day` to `to_day`, both included; none if `to_day` is earlier.

    Raises
    ------
    InvalidInput
        If that is more than `MOST_DAYS` days.
    """
    count = (to_day - from_day).days + 1
    if count > MOST_DAYS:
        raise InvalidInput(f"{count} days at once are too many; name at most {MOST_DAYS}.", days=count)
    return [from_day + timedelta(days=n) for n in range(count)]


def span_on(day: date, starts: time, ends: time, zone: ZoneInfo) -> Span | None:
    """Return the instants of a local span on `day`; one that ends at 00:00 ends with the day.

    ``None`` where nothing is left of it: on the spring night the clock jumps over an hour.
    """
    last = day if ends > time(0) else day + timedelta(days=1)
    starts_at, ends_at = at(day, starts, zone), at(last, ends, zone)
    return (starts_at, ends_at) if starts_at < ends_at else None


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans share more than an instant."""
    return one[0] < other[1] and other[0] < one[1]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` in order, those that overlap or touch as one."""
    result: list[Span] = []
    for starts_at, ends_at in sorted(spans):
        if result and starts_at <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], ends_at))
        else:
            result.append((starts_at, ends_at))
    return result


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Return what is left of `spans` when everything in `taken` is cut out."""
    left = list(spans)
    for cut_from, cut_to in taken:
        left = [
            piece
            for starts_at, ends_at in left
            for piece in ((starts_at, min(ends_at, cut_from)), (max(starts_at, cut_to), ends_at))
            if piece[0] < piece[1]
        ]
    return left
