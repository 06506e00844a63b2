"""A period and the one that it is compared with, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from busline.days import service_day
from busline.errors import UnknownNoun
from busline.figures.facts import Facts
from busline.figures.figure import FIGURES, Value
from busline.figures.keeping import facts_between
from busline.figures.period import Period
from busline.figures.totals import Totals, compare_riders, first_rides, riders_between
from busline.record.spans import zone_of
from busline.record.tables import Line
from busline.rules.line_rules import LineRules
from busline.rules.rates import Rates


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """What a period came to.

    Attributes
    ----------
    whole
        The period that was asked for.
    shown, before
        The part of it that has passed, and the days that it is compared with.
    by_day
        The facts of the days shown on which there are any.
    now, then
        The totals of both.
    """

    whole: Period
    shown: Period
    before: Period
    by_day: Mapping[date, Facts]
    now: Totals
    then: Totals

    def value(self, name: str) -> Value:
        """Return a figure of the period."""
        return FIGURES[name].of(self.now)

    def value_before(self, name: str) -> Value:
        """Return a figure of the days that the period is compared with."""
        return FIGURES[name].of(self.then)


def read_figures(session: Session, line_id: str, period: Period, now: datetime) -> PeriodFigures:
    """Return the figures of a period up to now.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    today = service_day(now, zone_of(session, line_id))
    shown = period.until(today)
    before = shown.compared(period)
    earlier = before.compared(period.baseline)
    rates = _rates(session, line_id)
    by_day, by_day_before = (
        facts_between(session, line_id, days.first, min(days.last, today), now) for days in (shown, before)
    )
    first_rode = first_rides(session, line_id)
    rode, rode_before, rode_earlier = (
        riders_between(session, line_id, days.first, days.last) for days in (shown, before, earlier)
    )
    return PeriodFigures(
        whole=period,
        shown=shown,
        before=before,
        by_day=by_day,
        now=Totals.of(shown.days, by_day, compare_riders(rode, rode_before, first_rode, shown.first), rates),
        then=Totals.of(
            before.days,
            by_day_before,
            compare_riders(rode_before, rode_earlier, first_rode, before.first),
            rates,
        ),
    )


def _rates(session: Session, line_id: str) -> Rates:
    line = session.get(Line, line_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    return LineRules.model_validate(line.rules).rates
