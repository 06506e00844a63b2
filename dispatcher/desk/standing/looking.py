"""What the record holds of standing bookings on some days: requests, rides, calls, trips booked by hand."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import BookingState, TaskKind
from busline.record.standing import series_of, skips_from
from busline.record.tables import Booking, Request, RequestLeg, StandingBooking, Task
from busline.rules.line_rules import LineRules
from busline.rules.standing import Series
from dispatcher.desk.standing.wishing import Trip, trip_asked

STANDS = frozenset(
    {BookingState.CONFIRMED, BookingState.ON_BOARD, BookingState.COMPLETED, BookingState.NO_SHOW}
)


@dataclass(frozen=True)
class Asked:
    """A request that a standing booking made, and the rides that came of it."""

    request: Request
    trip: Trip
    bookings: Sequence[Booking]

    @property
    def is_given_back(self) -> bool:
        """Whether the standing booking itself gave its rides back."""
        return bool(self.request.given_back)

    @property
    def is_in_force(self) -> bool:
        """Whether the day is filled by it, or was taken off by hand."""
        return bool(self.bookings) and not self.is_given_back

    @property
    def taken_by_hand(self) -> list[str]:
        """The rides that somebody cancelled or changed, apart from the series."""
        given = set(self.request.given_back)
        return [b.id for b in self.bookings if b.state is BookingState.CANCELLED and b.id not in given]


@dataclass(frozen=True)
class Found:
    """All of it, by standing booking and day."""

    standings: Sequence[StandingBooking]
    series: Mapping[str, Series]
    asked: Mapping[tuple[str, date], Sequence[Asked]]
    calls: Mapping[tuple[str, date], Sequence[Task]]
    apart: Mapping[tuple[str, date], Sequence[Booking]]
    changed_into: Mapping[str, Sequence[Booking]]


def look(
    session: Session, line_id: str, rules: LineRules, days: Collection[date], standing_id: str | None = None
) -> Found:
    """Read what concerns the standing bookings of a line, or one of them, on `days` (at least one)."""
    wanted = select(StandingBooking).where(StandingBooking.line_id == line_id).order_by(StandingBooking.id)
    if standing_id is not None:
        wanted = wanted.where(StandingBooking.id == standing_id)
    else:
        wanted = wanted.where(StandingBooking.weekday.in_({day.weekday() for day in days}))
    standings = session.scalars(wanted).all()
    ids = [one.id for one in standings]
    skips = skips_from(session, line_id, ids, min(days))
    residents = {one.resident_id for one in standings}
    return Found(
        standings=standings,
        series={
            one.id: series_of(one, [skip.service_date for skip in skips.get(one.id, ())], rules)
            for one in standings
        },
        asked=_asked(session, line_id, days, ids),
        calls=_calls(session, line_id, days, ids),
        apart=_apart(session, line_id, days, standings),
        changed_into=_changed_into(session, line_id, min(days), residents),
    )


def _asked(
    session: Session, line_id: str, days: Collection[date], ids: Collection[str]
) -> Mapping[tuple[str, date], Sequence[Asked]]:
    requests = session.scalars(
        select(Request)
        .where(
            Request.line_id == line_id,
            Request.service_date.in_(list(days)),
            Request.standing_id.in_(list(ids)),
        )
        .order_by(Request.made_at, Request.id)
    ).all()
    named = [request.id for request in requests]
    legs: dict[str, list[RequestLeg]] = defaultdict(list)
    for leg in session.scalars(select(RequestLeg).where(RequestLeg.request_id.in_(named))):
        legs[leg.request_id].append(leg)
    bookings: dict[str, list[Booking]] = defaultdict(list)
    for booking in session.scalars(select(Booking).where(Booking.request_id.in_(named))):
        bookings[booking.request_id].append(booking)
    found: dict[tuple[str, date], list[Asked]] = defaultdict(list)
    for request in requests:
        assert request.standing_id is not None  # it was asked for
        one = Asked(request, trip_asked(legs[request.id]), bookings[request.id])
        found[request.standing_id, request.service_date].append(one)
    return found


def _calls(
    session: Session, line_id: str, days: Collection[date], ids: Collection[str]
) -> Mapping[tuple[str, date], Sequence[Task]]:
    rows = session.scalars(
        select(Task).where(
            Task.line_id == line_id,
            Task.kind == TaskKind.STANDING_BOOKING,
            Task.service_date.in_(list(days)),
        )
    )
    found: dict[tuple[str, date], list[Task]] = defaultdict(list)
    for row in rows:
        if row.about.get("standing") in ids:
            found[row.about["standing"], row.service_date].append(row)
    return found


def _apart(
    session: Session, line_id: str, days: Collection[date], standings: Sequence[StandingBooking]
) -> Mapping[tuple[str, date], Sequence[Booking]]:
    """Return rides between the same two stops that the same resident has on a day by another request."""
    rows = session.execute(
        select(Booking, Request.standing_id)
        .join(Request, Request.id == Booking.request_id)
        .where(
            Booking.line_id == line_id,
            Booking.resident_id.in_({one.resident_id for one in standings}),
            Booking.service_date.in_(list(days)),
            Booking.state.in_(STANDS),
        )
        .order_by(Booking.pickup_from)
    ).all()
    found: dict[tuple[str, date], list[Booking]] = defaultdict(list)
    for one in standings:
        ends = {one.from_stop_id, one.to_stop_id}
        for booking, made_by in rows:
            is_same_trip = booking.resident_id == one.resident_id and ends == {
                booking.from_stop_id,
                booking.to_stop_id,
            }
            if is_same_trip and made_by != one.id:
                found[one.id, booking.service_date].append(booking)
    return found


def _changed_into(
    session: Session, line_id: str, start: date, residents: Collection[str]
) -> Mapping[str, Sequence[Booking]]:
    """Return by the id of a given-up ride what it was changed into, as far as that still stands."""
    rows = session.execute(
        select(Request.replaces, Booking)
        .join(Booking, Booking.request_id == Request.id)
        .where(
            Request.line_id == line_id,
            Request.resident_id.in_(list(residents)),
            Request.service_date >= start,
            Booking.state.in_(STANDS),
        )
    )
    found: dict[str, list[Booking]] = defaultdict(list)
    for replaces, booking in rows:
        for given_up in replaces:
            found[given_up].append(booking)
    return found
