"""A period that the cooperative looks at: a day, a week, a month, a quarter, a year, or any span of days."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

ONE = timedelta(days=1)


class PeriodKind(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    kind: PeriodKind
    first: date
    last: date

    @classmethod
    def holding(cls, kind: PeriodKind, day: date) -> Self:
        """Return the day, week (from Monday), month, quarter or year that holds `day`; a span of that day."""
        if kind in (PeriodKind.DAY, PeriodKind.SPAN):
            return cls(kind, day, day)
        if kind is PeriodKind.WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(kind, monday, monday + 6 * ONE)
        months = _MONTHS[kind]
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        return cls(kind, first, _months_later(first, months) - ONE)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Self:
        """The period of the same kind before it; of a span, as many days."""
        if self.kind is PeriodKind.SPAN:
            return type(self)(self.kind, self.first - self.days * ONE, self.first - ONE)
        return self.holding(self.kind, self.first - ONE)

    @property
    def after(self) -> Self:
        """The period of the same kind after it; of a span, as many days."""
        if self.kind is PeriodKind.SPAN:
            return type(self)(self.kind, self.last + ONE, self.last + self.days * ONE)
        return self.holding(self.kind, self.last + ONE)

    @property
    def baseline(self) -> Self:
        """What it is compared with: the period before it; of a day, the same weekday a week before."""
        if self.kind is PeriodKind.DAY:
            return self.holding(self.kind, self.first - 7 * ONE)
        return self.before

    def until(self, day: date) -> Self:
        """Return the part of it up to `day`; its first day alone where that is later."""
        return type(self)(self.kind, self.first, max(self.first, min(self.last, day)))

    def compared(self, whole: "Period") -> Self:
        """Return what it is compared with: of the baseline of `whole`, as many days as have passed.

        A month that is over is compared with all of the month before, which may be shorter or longer.
        """
        before = whole.baseline
        if self.last >= whole.last:
            return type(self)(self.kind, before.first, before.last)
        return type(self)(self.kind, before.first, min(before.last, before.first + (self.days - 1) * ONE))


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


def _months_later(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)
