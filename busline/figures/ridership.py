"""Who rode in a span of days, in the few counts that the API, the command line and files tell.

They are read from the same facts as every figure of the review, so that all say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from sqlalchemy.orm import Session

from busline.figures.facts import Facts
from busline.figures.figure import FIGURES
from busline.figures.keeping import facts_between
from busline.figures.rides import OUTCOMES
from busline.figures.totals import Riders, Totals, riders_between, riders_by_day
from busline.nouns import RefusalReason
from busline.rules.rates import Rates


@dataclass(frozen=True, slots=True)
class Ridership:
    """Counts of one span of days.

    Attributes
    ----------
    rides
        Bookings that were driven to the end.
    riders
        Different residents among them.
    requests
        What callers asked for on these days.
    refusals
        Legs that became no booking, by reason.
    cancellations, no_shows, broken
        Bookings that ended so.
    on_time_share
        The share of rides whose van was at both stops within the promise; None if nobody rode.
    """

    rides: int
    riders: int
    requests: int
    refusals: Mapping[RefusalReason, int]
    cancellations: int
    no_shows: int
    broken: int
    on_time_share: float | None

    @property
    def refusal_count(self) -> int:
        """Legs that became no booking, whatever the reason."""
        return sum(self.refusals.values())

    @classmethod
    def of(cls, totals: Totals) -> Self:
        """Return the counts of days that were summed."""
        return cls(
            rides=totals.count("rides"),
            riders=totals.riders.all,
            requests=totals.count("requests"),
            refusals={RefusalReason(reason): count for reason, count in totals.facts.refusals.items()},
            cancellations=totals.count("cancellations"),
            no_shows=totals.count("no_shows"),
            broken=totals.count("broken"),
            on_time_share=FIGURES["on_time"].of(totals),
        )


def count_ridership(session: Session, line_id: str, first: date, last: date, now: datetime) -> Ridership:
    """Count `first` to `last`, both included; days to come count with what was asked for them by `now`.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    by_day = facts_between(session, line_id, first, last, now)
    riders = len(riders_between(session, line_id, first, last))
    return _counted((last - first).days + 1, by_day, riders)


def count_by_day(
    session: Session, line_id: str, first: date, last: date, now: datetime
) -> dict[date, Ridership]:
    """Count each day of a span on which anything was asked or driven, in order.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    riders = riders_by_day(session, line_id, first, last)
    return {
        day: _counted(1, {day: facts}, riders.get(day, 0))
        for day, facts in facts_between(session, line_id, first, last, now).items()
        if _asked_or_driven(facts)
    }


def _counted(days: int, by_day: Mapping[date, Facts], riders: int) -> Ridership:
    return Ridership.of(Totals.of(days, by_day, Riders(all=riders), Rates()))


def _asked_or_driven(facts: Facts) -> bool:
    """Tell whether there was more than vans that were lent."""
    return any(facts.counts[name] for name in ("requests", "open", *OUTCOMES.values())) or bool(
        facts.refusals
    )
