"""Reading what the cooperative reviews: counts and hours, no residents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from api.pages.frame import Reader
from api.pages.review.chart import Chart, make_chart
from busline.figures import Period, PeriodFigures, PeriodKind, Ridership, count_by_day, read_figures

# Figures, and what a review calls them.
COUNTED = {
    "rides": "review-rides",
    "riders": "review-riders",
    "refusals": "review-refused",
    "no_shows": "review-no-shows",
}
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
    found = read_figures(session, frame.line.id, Period.holding(PeriodKind.DAY, day), frame.now)
    by_hour = Counter({hour: rides for (_, hour), rides in found.now.grid.items()})
    title = frame.words("review-chart-day", day=frame.times.day(day))
    return _review(
        frame,
        found,
        make_chart(title, [(f"{hour}", by_hour[hour]) for hour in _hours_shown(by_hour)]),
        [(f"{hour}:00–{hour + 1}:00", by_hour[hour], 0) for hour in sorted(by_hour)],
    )


def review_month(session: Session, frame: Reader, first: date) -> Review:
    """Return one month so far, compared with as many days of the one before."""
    found = read_figures(session, frame.line.id, Period.holding(PeriodKind.MONTH, first), frame.now)
    by_day = count_past_days(session, frame, first, found.whole.last)
    days = [first + timedelta(days=offset) for offset in range(found.shown.days)]
    title = frame.words("review-chart-month", month=frame.times.month(first))
    return _review(
        frame,
        found,
        make_chart(title, [(str(day.day), by_day[day].rides if day in by_day else 0) for day in days]),
        [(frame.times.day(day), one.rides, one.refusal_count) for day, one in by_day.items()],
    )


def count_past_days(session: Session, frame: Reader, first: date, last: date) -> dict[date, Ridership]:
    """Count each day of a span up to today on which anything was asked or driven, in order."""
    return count_by_day(session, frame.line.id, first, min(last, frame.today), frame.now)


def _review(
    frame: Reader, found: PeriodFigures, chart: Chart | None, rows: Sequence[tuple[str, int, int]]
) -> Review:
    refusals = found.now.facts.refusals
    return Review(
        found.whole.first,
        found.whole.last,
        _headlines(frame, found),
        chart,
        rows,
        [(frame.words(f"refusal-{reason}"), refusals[reason]) for reason in sorted(refusals)],
        _whole(found.value("worked")),
    )


def _headlines(frame: Reader, found: PeriodFigures) -> list[Headline]:
    """Return the figures that a review begins with: those of the page of figures, and no others."""
    words, times, unit = frame.words, frame.times, found.whole.kind.value
    counts = {}
    for name, key in COUNTED.items():
        value, old = _whole(found.value(name)), _whole(found.value_before(name))
        change = _change(frame, value - old, times.number(old), unit)
        counts[name] = Headline(words(key), times.number(value), change)
    worked, before = _whole(found.value("worked")), _whole(found.value_before("worked"))
    minutes, amount = round((worked - before) / 60), times.hours(abs(worked - before))
    change = _change(frame, minutes, times.hours(before), unit, amount)
    hours = Headline(words("review-hours"), times.hours(worked), change)
    share = found.value("on_time")
    on_time = Headline(words("review-on-time"), "–" if share is None else times.percent(share), "")
    return [counts["rides"], counts["riders"], hours, on_time, counts["refusals"], counts["no_shows"]]


def _whole(value: float | None) -> int:
    """Return a count, or seconds; these are never missing."""
    return int(value or 0)


def _change(frame: Reader, difference: int, before: str, unit: str, amount: str = "") -> str:
    words = frame.words
    if difference == 0:
        return words("review-same")
    count = amount or frame.times.number(abs(difference))
    change = words("review-more" if difference > 0 else "review-less", count=count)
    return words(f"review-compare-{unit}", change=change, before=before)


def _hours_shown(by_hour: Counter[int]) -> range:
    return range(min([FIRST_HOUR, *by_hour]), max([LAST_HOUR, *by_hour]) + 1)
