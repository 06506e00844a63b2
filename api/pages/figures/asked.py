"""Which period a reader asks for, and how it stands in an address."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from api.access.permissions import Permission
from api.common import check_span
from api.figures.routes import MOST_DAYS
from api.pages.frame import Reader, reader
from busline.figures import Period, PeriodKind
from busline.nouns import ServiceDay

FigureReader = Annotated[Reader, Depends(reader(Permission.RIDERSHIP_READ))]


@dataclass(frozen=True, slots=True)
class Asked:
    """The period that was asked for."""

    period: Period

    @property
    def query(self) -> str:
        """Return it as the query of an address."""
        return query_of(self.period)


def asked(
    frame: FigureReader,
    kind: PeriodKind = PeriodKind.MONTH,
    day: ServiceDay | None = None,
    first: Annotated[ServiceDay | None, Query(alias="from")] = None,
    last: Annotated[ServiceDay | None, Query(alias="to")] = None,
) -> Asked:
    """Return the period of a query: of a kind that holds a day (today), or from a first to a last day.

    Raises
    ------
    SpanTooLong
        If it ends before it begins or is too long.
    """
    if first is not None and last is not None:
        check_span(first, last, MOST_DAYS)
        return Asked(Period(PeriodKind.SPAN, first, last))
    if kind is PeriodKind.SPAN:
        kind = PeriodKind.MONTH
    return Asked(Period.holding(kind, day or frame.today))


PeriodAsked = Annotated[Asked, Depends(asked)]


def query_of(period: Period) -> str:
    """Return a period as the query of an address."""
    if period.kind is PeriodKind.SPAN:
        return f"from={period.first}&to={period.last}"
    return f"kind={period.kind}&day={period.first}"


def name_of(frame: Reader, period: Period) -> str:
    """Return what a period is called: “november 2026”, “week van 2 nov 2026”."""
    words, times, first = frame.words, frame.times, period.first
    if period.kind is PeriodKind.WEEK:
        return words("figures-name-week", day=times.date_full(first))
    if period.kind is PeriodKind.MONTH:
        return times.month(first)
    if period.kind is PeriodKind.QUARTER:
        return words("figures-name-quarter", number=(first.month + 2) // 3, year=str(first.year))
    if period.kind is PeriodKind.YEAR:
        return str(first.year)
    return days_said(frame, period.first, period.last)


def days_said(frame: Reader, first: date, last: date) -> str:
    """Return a span of days: “1 okt 2026 – 31 dec 2026”."""
    times = frame.times
    if first == last:
        return times.date_full(first)
    begin = times.date_short(first) if first.year == last.year else times.date_full(first)
    return f"{begin} – {times.date_full(last)}"
