"""Counting who rode: from bookings, requests and refusals alone, so that anybody can count again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import BookingState, Call, RefusalReason
from busline.record.tables import Booking, Duty, Refusal, Request, Run


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
    on_time
        Rides whose van was at both stops within the promise.
    """

    rides: int
    riders: int
    requests: int
    refusals: Mapping[RefusalReason, int]
    cancellations: int
    no_shows: int
    broken: int
    on_time: int

    @property
    def refusal_count(self) -> int:
        """Legs that became no booking, whatever the reason."""
        return sum(self.refusals.values())

    @property
    def on_time_share(self) -> float | None:
        """The share of rides that were on time; None if nobody rode."""
        return self.on_time / self.rides if self.rides else None


@dataclass(frozen=True, slots=True)
class _Rows:
    bookings: Sequence[Booking]
    requests: Sequence[Request]
    refusals: Sequence[Refusal]
    # When the van was at the stop of boarding and at that of alighting, by booking.
    stops_at: Mapping[str, tuple[datetime | None, datetime | None]]

    def of(self, day: date) -> "_Rows":
        return _Rows(
            [row for row in self.bookings if row.service_date == day],
            [row for row in self.requests if row.service_date == day],
            [row for row in self.refusals if row.service_date == day],
            self.stops_at,
        )

    @property
    def days(self) -> list[date]:
        kinds = (self.bookings, self.requests, self.refusals)
        return sorted({row.service_date for kind in kinds for row in kind})


def count_ridership(session: Session, line_id: str, from_day: date, to_day: date) -> Ridership:
    """Count `from_day` to `to_day`, both included."""
    return _count(_read(session, line_id, from_day, to_day))


def count_by_day(session: Session, line_id: str, from_day: date, to_day: date) -> dict[date, Ridership]:
    """Count each day of a span on which anything was asked or driven, in order."""
    rows = _read(session, line_id, from_day, to_day)
    return {day: _count(rows.of(day)) for day in rows.days}


def was_on_time(booking: Booking, boarded_from: datetime | None, alighted_from: datetime | None) -> bool:
    """Tell whether a ride kept its promise.

    Parameters
    ----------
    booking
        A completed booking.
    boarded_from, alighted_from
        When the van was at the two stops; where that was not reported, the rider's own times count.
    """
    pickup, dropoff = boarded_from or booking.boarded_at, alighted_from or booking.alighted_at
    return (
        pickup is not None
        and dropoff is not None
        and pickup <= booking.pickup_to
        and dropoff <= booking.dropoff_by
    )


def _read(session: Session, line_id: str, from_day: date, to_day: date) -> _Rows:
    days = (from_day, to_day)
    bookings = select(Booking).where(Booking.line_id == line_id, Booking.service_date.between(*days))
    requests = select(Request).where(Request.line_id == line_id, Request.service_date.between(*days))
    refusals = select(Refusal).where(Refusal.line_id == line_id, Refusal.service_date.between(*days))
    runs = session.scalars(
        select(Run)
        .join(Duty, Duty.id == Run.duty_id)
        .where(Duty.line_id == line_id, Duty.service_date.between(*days))
    )
    return _Rows(
        list(session.scalars(bookings)),
        list(session.scalars(requests)),
        list(session.scalars(refusals)),
        dict(_stops_at(Call.model_validate(call) for run in runs for call in run.calls)),
    )


def _stops_at(calls: Iterable[Call]) -> Iterator[tuple[str, tuple[datetime | None, datetime | None]]]:
    boarded: dict[str, datetime | None] = {}
    for call in calls:
        boarded.update(dict.fromkeys(call.board, call.arrived))
        for booking_id in call.alight:
            yield booking_id, (boarded.get(booking_id), call.arrived)


def _count(rows: _Rows) -> Ridership:
    states = Counter(booking.state for booking in rows.bookings)
    driven = [booking for booking in rows.bookings if booking.state is BookingState.COMPLETED]
    return Ridership(
        rides=len(driven),
        riders=len({booking.resident_id for booking in driven}),
        requests=len(rows.requests),
        refusals=dict(Counter(refusal.reason for refusal in rows.refusals)),
        cancellations=states[BookingState.CANCELLED],
        no_shows=states[BookingState.NO_SHOW],
        broken=states[BookingState.BROKEN],
        on_time=sum(was_on_time(one, *rows.stops_at.get(one.id, (None, None))) for one in driven),
    )
