"""Days as people say them, each with all that it can mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.spoken.tokens import Mark, Month, Near, Number, Ordinal, Sign, Stretch, Tokens, Weekday

WEEK = 7
YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True)
class Day:
    """The days that were said, by date: one, or two if it can be either.

    ``is_other_weekday`` tells that a weekday was said beside a date that is another.
    """

    readings: tuple[date, ...]
    is_other_weekday: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a spoken day is counted from: today, and how many days ahead rides can be booked."""

    today: date
    horizon_days: int

    def after(self, days: int) -> date:
        """Return the day `days` after today."""
        return self.today + timedelta(days=days)

    def first(self, weekday: int) -> date:
        """Return the first such weekday, today included."""
        return self.after((weekday - self.today.weekday()) % WEEK)

    def in_week(self, weekday: int, weeks: int) -> date:
        """Return a weekday of this calendar week (0), the next (1) …; weeks begin on Monday."""
        return self.after(weekday - self.today.weekday() + weeks * WEEK)


def read_day_words(tokens: Tokens, calendar: Calendar) -> Day | None:
    """Return the day that `tokens` say, all of them, or None."""
    if found := _counted(tokens, calendar) or _of_week(tokens, calendar):
        return Day(tuple(sorted(set(found))))
    match tokens:
        case [Weekday(index=weekday), *rest] if rest:
            day = _date(tuple(rest), calendar)
            return Day((day,), is_other_weekday=day.weekday() != weekday) if day else None
    day = _date(tokens, calendar)
    return Day((day,)) if day else None


def _counted(tokens: Tokens, calendar: Calendar) -> Sequence[date]:
    """Read what is counted from today: “overmorgen”, “over drie dagen”, “morgen over een week”."""
    match tokens:
        case [Near(days=days)]:
            return [calendar.after(days)]
        case [Mark.OVER | Mark.IN, Number(value=count), Stretch(days=days)]:
            return [calendar.after(count * days)]
        case [Number(value=count), Stretch(days=days), Mark.FROM_NOW]:
            return [calendar.after(count * days)]
        case [Near(days=near), Mark.OVER | Mark.IN, Number(value=count), Stretch(days=days)] if days >= WEEK:
            return [calendar.after(near + count * days)]
        case [Near(days=near), Stretch(days=7)]:
            return [calendar.after(near + WEEK)]
    return []


def _of_week(tokens: Tokens, calendar: Calendar) -> Sequence[date]:
    """Read a weekday and which one of them."""
    match tokens:
        case [Weekday(index=weekday)] | [Mark.THIS, Weekday(index=weekday)]:
            return [calendar.first(weekday)]
        case [Mark.COMING, Weekday(index=weekday)]:
            return _first_or_in_a_week(weekday, calendar, 0)
        case [Mark.NEXT, Weekday(index=weekday)]:
            # The one that comes, or the one of next week: people mean either.
            first = calendar.first(weekday)
            return [
                first if first > calendar.today else calendar.after(WEEK),
                calendar.in_week(weekday, 1),
            ]
        case [Mark.NEXT, Stretch(days=7), Weekday(index=weekday)] | [
            Weekday(index=weekday),
            Mark.NEXT,
            Stretch(days=7),
        ]:
            return [calendar.in_week(weekday, 1)]
        case [Mark.THIS, Stretch(days=7), Weekday(index=weekday)] | [
            Weekday(index=weekday),
            Mark.THIS,
            Stretch(days=7),
        ]:
            return [calendar.in_week(weekday, 0)]
        case [Weekday(index=weekday), Stretch(days=7)]:
            return _first_or_in_a_week(weekday, calendar, WEEK)
        case [Weekday(index=weekday), Mark.OVER | Mark.IN, Number(value=count), Stretch(days=days)] | [
            Number(value=count),
            Stretch(days=days),
            Weekday(index=weekday),
        ] if days >= WEEK:
            return _first_or_in_a_week(weekday, calendar, count * days)
        case [Mark.OVER | Mark.IN, Number(value=count), Stretch(days=7), Weekday(index=weekday)]:
            first = calendar.first(weekday) + timedelta(days=count * WEEK)
            return [first, calendar.in_week(weekday, count)]
    return []


def _first_or_in_a_week(weekday: int, calendar: Calendar, days: int) -> Sequence[date]:
    """Return the first such weekday and `days`; said on that weekday, it may be counted from the next."""
    first = calendar.first(weekday)
    starts = [first] if first > calendar.today else [first, calendar.after(WEEK)]
    return [start + timedelta(days=days) for start in starts]


def _date(tokens: Tokens, calendar: Calendar) -> date | None:
    match tokens:
        case [Ordinal(value=day)]:
            return _of_month(day, calendar.today)
        case [
            Number(digits=digits, value=year),
            Sign("-"),
            Number(value=month),
            Sign("-"),
            Number(value=day),
        ] if len(digits) == 4:
            return _make(year, month, day)
        case [Number(value=day), Sign(first), Number(value=month), Sign(last), Number() as year] if (
            first == last and first in "-/."
        ):
            return _with_year(year, month, day)
        case [Number(value=day), Sign("-" | "/" | "."), Number(value=month)]:
            return _without_year(month, day, calendar)
        case [
            Number(value=day),
            Sign("-" | "/" | "."),
            Number(value=month),
            Number(digits=digits) as year,
        ] if len(digits) == 4:
            return _with_year(year, month, day)
        case [Number(value=day, digits=d), Number(value=month, digits=m)] if d and m:
            return _without_year(month, day, calendar)
        case [Number(value=day, digits=d), Number(value=month, digits=m), Number(digits=y) as year] if (
            d and m and len(y) == 4
        ):
            return _with_year(year, month, day)
    return _with_month_name(tokens, calendar)


def _with_month_name(tokens: Tokens, calendar: Calendar) -> date | None:
    match tokens:
        case [Ordinal() as day_of, Mark.OF, Month() as month_of, *rest]:
            return _with_month_name((day_of, month_of, *rest), calendar)
        case [Number(value=day) | Ordinal(value=day), Month(number=month)]:
            return _without_year(month, day, calendar)
        case [Month(number=month), Number(value=day) | Ordinal(value=day)]:
            return _without_year(month, day, calendar)
        case [Number(value=day) | Ordinal(value=day), Month(number=month), Number(digits=digits) as year] | [
            Month(number=month),
            Number(value=day) | Ordinal(value=day),
            Number(digits=digits) as year,
        ] if len(digits) == 4:
            return _with_year(year, month, day)
    return None


def _with_year(year: Number, month: int, day: int) -> date | None:
    if len(year.digits) not in (2, 4):
        return None
    return _make(year.value + (2000 if len(year.digits) == 2 else 0), month, day)


def _of_month(day: int, today: date) -> date | None:
    """Return the next such day of a month, today included."""
    for ahead in range(13):
        month = today.month - 1 + ahead
        found = _make(today.year + month // 12, month % 12 + 1, day)
        if found and found >= today:
            return found
    return None


def _without_year(month: int, day: int, calendar: Calendar) -> date | None:
    """Return the bookable one of such days, else the nearest: one of last week is not next year's."""
    today = calendar.today
    years = (_make(year, month, day) for year in (today.year - 1, today.year, today.year + 1))
    found = [one for one in years if one]
    bookable = [one for one in found if 0 <= (one - today).days <= calendar.horizon_days]
    return min(bookable or found, key=lambda one: abs(one - today), default=None)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
