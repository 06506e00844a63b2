"""The sum of many days, and who rode in them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from busline.figures.facts import Facts
from busline.nouns import BookingState
from busline.record.tables import Booking, Resident
from busline.rules.rates import Rates


@dataclass(frozen=True, slots=True)
class Riders:
    """Different residents who rode.

    Attributes
    ----------
    all
        Who rode at least once in the period.
    new
        Those of them who had never ridden before it.
    regular
        Those of them who rode in the period before as well.
    lapsed
        Who rode in the period before, and not in this one.
    """

    all: int = 0
    new: int = 0
    regular: int = 0
    lapsed: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """A period: how many `days`, its facts summed, its riders, and the rates that turn them into money.

    ``grid`` and ``refusal_grid`` count rides and refusals by (weekday, hour), Monday being 0.
    """

    days: int
    facts: Facts = field(default_factory=Facts)
    riders: Riders = field(default_factory=Riders)
    rates: Rates = field(default_factory=Rates)
    grid: Counter[tuple[int, int]] = field(default_factory=Counter)
    refusal_grid: Counter[tuple[int, int]] = field(default_factory=Counter)

    @classmethod
    def of(cls, days: int, by_day: Mapping[date, Facts], riders: Riders, rates: Rates) -> Self:
        """Sum the facts of days."""
        total = cls(days, riders=riders, rates=rates)
        names = ("counts", "refusals", "worked", "activities", "flows")
        sums = [(getattr(total.facts, name), name) for name in names]
        for day, facts in by_day.items():
            for into, name in sums:
                # Not Counter.update, which is slow for the thousands of small ones of ten years.
                for key, value in getattr(facts, name).items():
                    into[key] += value
            for hour, rides in facts.ride_hours.items():
                total.grid[day.weekday(), int(hour)] += rides
            for hour, refusals in facts.refusal_hours.items():
                total.refusal_grid[day.weekday(), int(hour)] += refusals
        return total

    def count(self, name: str) -> int:
        """Return one of the counts of `Facts`, or a sum over one of its groups."""
        if name in ("refusals", "worked", "activities"):
            return sum(getattr(self.facts, name).values())
        return self.facts.counts[name]


def first_rides(session: Session, line_id: str) -> dict[str, date]:
    """Return the day of the first ride of every resident who ever rode: one look into an index for each."""
    rows = session.execute(
        select(Resident.id, select(func.min(Booking.service_date)).where(*_RODE).scalar_subquery()).where(
            Resident.line_id == line_id
        )
    )
    return {resident_id: first for resident_id, first in rows if first is not None}


def riders_between(session: Session, line_id: str, first: date, last: date) -> frozenset[str]:
    """Return who rode from `first` to `last`, found the same way."""
    rode = exists().where(*_RODE, Booking.service_date.between(first, last))
    return frozenset(session.scalars(select(Resident.id).where(Resident.line_id == line_id, rode)))


def riders_by_day(session: Session, line_id: str, first: date, last: date) -> dict[date, int]:
    """Return how many different residents rode on each day from `first` to `last` on which anybody did."""
    rows = session.execute(
        select(Booking.service_date, func.count(Booking.resident_id.distinct()))
        .join(Resident, _RODE[0] & _RODE[1])
        .where(Booking.line_id == line_id, Booking.service_date.between(first, last), _RODE[2])
        .group_by(Booking.service_date)
    )
    return {day: int(riders) for day, riders in rows}


_RODE = (
    Booking.line_id == Resident.line_id,
    Booking.resident_id == Resident.id,
    Booking.state == BookingState.COMPLETED,
)


def compare_riders(
    now: frozenset[str], then: frozenset[str], first_rode: Mapping[str, date], first: date
) -> Riders:
    """Return the riders of a period that begins on `first`, compared with those of the one before."""
    return Riders(
        all=len(now),
        new=sum(first_rode[resident] >= first for resident in now),
        regular=len(now & then),
        lapsed=len(then - now),
    )
