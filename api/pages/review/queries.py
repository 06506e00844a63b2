"""Reading what the cooperative reviews: counts and hours, no residents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.hours.months import next_month
from api.pages.frame import Reader
from api.pages.review.chart import Chart, make_chart
from busline.figures import Ridership, count_by_day, count_ridership
from busline.nouns import BookingState
from busline.record.tables import Booking, Hours

WEEK = timedelta(days=7)
FIRST_HOUR, LAST_HOUR = 7, 22  # a chart of a day shows at least the hours in which anything was driven


@dataclass(frozen=True, slots=True)
class Headline:
    """One number with its word and how it changed."""

    words: str
    value: str
    change: str


@dataclass(frozen=True, slots=True)
class Review:
    """A day or a month, as it is reviewed."""

    first: date
    last: date
    headlines: Sequence[Headline]
    chart: Chart | None
    rows: Sequence[tuple[str, int, int]]
    refusals: Sequence[tuple[str, int]]
    worked_s: int


def review_day(session: Session, frame: Reader, day: date) -> Review:
    """Return one day, compared with the same weekday a week earlier."""
    now = count_ridership(session, frame.line.id, day, day, frame.now)
    before = count_ridership(session, frame.line.id, day - WEEK, day - WEEK, frame.now)
    by_hour = _rides_by_hour(session, frame, day)
    worked = _worked(session, frame, day, day)
    worked_before = _worked(session, frame, day - WEEK, day - WEEK)
    title = frame.words("review-chart-day", day=frame.times.day(day))
    return _review(
        frame,
        (day, day),
        _headlines(frame, now, before, worked, worked_before, "day"),
        make_chart(title, [(f"{hour}", by_hour[hour]) for hour in _hours_shown(by_hour)]),
        [(f"{hour}:00–{hour + 1}:00", by_hour[hour], 0) for hour in sorted(by_hour)],
        now,
        worked,
    )


def review_month(session: Session, frame: Reader, first: date) -> Review:
    """Return one month, compared with the one before."""
    last = next_month(first) - timedelta(days=1)
    before_first = (first - timedelta(days=1)).replace(day=1)
    line_id = frame.line.id
    now = count_ridership(session, line_id, first, last, frame.now)
    before = count_ridership(session, line_id, before_first, first - timedelta(days=1), frame.now)
    by_day = count_past_days(session, frame, first, last)
    worked = _worked(session, frame, first, last)
    worked_before = _worked(session, frame, before_first, first - timedelta(days=1))
    drawn = max(first, min(last, frame.today))
    days = [first + timedelta(days=offset) for offset in range((drawn - first).days + 1)]
    title = frame.words("review-chart-month", month=frame.times.month(first))
    return _review(
        frame,
        (first, last),
        _headlines(frame, now, before, worked, worked_before, "month"),
        make_chart(title, [(str(day.day), by_day[day].rides if day in by_day else 0) for day in days]),
        [(frame.times.day(day), one.rides, one.refusal_count) for day, one in by_day.items()],
        now,
        worked,
    )


def count_past_days(session: Session, frame: Reader, first: date, last: date) -> dict[date, Ridership]:
    """Count each day of a span up to today on which anything was asked or driven, in order."""
    return count_by_day(session, frame.line.id, first, min(last, frame.today), frame.now)


def _review(
    frame: Reader,
    span: tuple[date, date],
    headlines: Sequence[Headline],
    chart: Chart | None,
    rows: Sequence[tuple[str, int, int]],
    counted: Ridership,
    worked_s: int,
) -> Review:
    return Review(
        *span,
        headlines,
        chart,
        rows,
        [(frame.words(f"refusal-{reason.value}"), count) for reason, count in counted.refusals.items()],
        worked_s,
    )


def _headlines(
    frame: Reader, now: Ridership, before: Ridership, worked_s: int, before_s: int, unit: str
) -> list[Headline]:
    words, times = frame.words, frame.times
    share = now.on_time_share
    counts = [
        ("review-rides", now.rides, before.rides),
        ("review-riders", now.riders, before.riders),
        ("review-refused", now.refusal_count, before.refusal_count),
        ("review-no-shows", now.no_shows, before.no_shows),
    ]
    shown = [
        Headline(words(key), times.number(value), _change(frame, value - old, times.number(old), unit))
        for key, value, old in counts
    ]
    minutes = round((worked_s - before_s) / 60)
    hours = Headline(
        words("review-hours"),
        times.hours(worked_s),
        _change(frame, minutes, times.hours(before_s), unit, times.hours(abs(worked_s - before_s))),
    )
    on_time = Headline(words("review-on-time"), "–" if share is None else times.percent(share), "")
    return [shown[0], shown[1], hours, on_time, shown[2], shown[3]]


def _change(frame: Reader, difference: int, before: str, unit: str, amount: str = "") -> str:
    words = frame.words
    if difference == 0:
        return words("review-same")
    count = amount or frame.times.number(abs(difference))
    change = words("review-more" if difference > 0 else "review-less", count=count)
    return words(f"review-compare-{unit}", change=change, before=before)


def _rides_by_hour(session: Session, frame: Reader, day: date) -> Counter[int]:
    boarded = session.scalars(
        select(Booking.boarded_at).where(
            Booking.line_id == frame.line.id,
            Booking.service_date == day,
            Booking.state == BookingState.COMPLETED,
            Booking.boarded_at.is_not(None),
        )
    )
    return Counter(frame.times.local(moment).hour for moment in boarded if moment)


def _hours_shown(by_hour: Counter[int]) -> range:
    return range(min([FIRST_HOUR, *by_hour]), max([LAST_HOUR, *by_hour]) + 1)


def _worked(session: Session, frame: Reader, first: date, last: date) -> int:
    rows = session.scalars(
        select(Hours).where(Hours.line_id == frame.line.id, Hours.service_date.between(first, last))
    )
    return sum(row.worked_s for row in rows)
