"""Counting a quarter for its report: the one place where its figures come from.

Nothing here may leave the office as it is; `quarter_report` makes of it what may.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import BookingState, Quarter
from busline.record.ridership import was_on_time
from busline.record.spans import zone_of
from busline.record.tables import Activity, Booking, Duty, Hours, Refusal, Request, Resident, Run, Stop
from busline.reports.suppression import Count
from busline.reports.tally import Tally

OUTCOMES = {
    BookingState.COMPLETED: "rides",
    BookingState.CANCELLED: "cancellations",
    BookingState.NO_SHOW: "no_shows",
    BookingState.BROKEN: "broken",
}
NO_ACTIVITY = ""
ALL = "all"  # the name of a total
FROM, TO = "from:", "to:"  # no id of a stop has a colon


@dataclass(frozen=True)
class QuarterCounts:
    """What happened in a quarter; tallies are by name, of rides where nothing else is said.

    Attributes
    ----------
    outcomes
        Bookings by (outcome, month like ``2026-10``), by outcome, by month, and `ALL`.
    refusals
        Legs that became no booking by (reason, month), by reason, by month, and `ALL`.
    times
        By (weekday 1 to 7, hour), by weekday, by ``h`` and hour, and `ALL`.
    flows
        By (from, to) stop, by `FROM` and stop, by `TO` and stop, and `ALL`.
    activities
        By the activity's name; `NO_ACTIVITY` for rides to none.
    punctual
        By ``on_time`` and ``late``.
    new, returned, regular, lapsed
        Riders who never rode before; who did, but not in the quarter before; who did then; and who did then,
        but not in this quarter.
    homes
        Riders by home stop.
    requests
        What callers asked for.
    worked_s
        Seconds that drivers worked, less breaks; `drivers` is how many did.
    names
        Of all stops by id, in the order of the names.
    residents
        How many people live at a stop, where that is known.
    """

    outcomes: Tally[tuple[str, ...]]
    refusals: Tally[tuple[str, ...]]
    times: Tally[tuple[str, ...]]
    flows: Tally[tuple[str, ...]]
    activities: Tally[str]
    punctual: Tally[str]
    new: int
    returned: int
    regular: int
    lapsed: int
    homes: Tally[str]
    requests: Count
    worked_s: int
    drivers: int
    names: Mapping[str, str]
    residents: Mapping[str, int]

    @property
    def rides(self) -> Count:
        """All rides."""
        return self.outcomes["rides",]

    @property
    def used(self) -> Mapping[str, str]:
        """The names of the stops where somebody boarded or alighted."""
        ends = {key[1] for key in self.flows.all() if key[0] in (FROM, TO)}
        return {stop_id: name for stop_id, name in self.names.items() if stop_id in ends}


def count_quarter(session: Session, line_id: str, quarter: Quarter) -> QuarterCounts:
    """Return the counts of a quarter of a line.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    zone = zone_of(session, line_id)
    days = (quarter.first, quarter.last)
    bookings = session.scalars(
        select(Booking).where(Booking.line_id == line_id, Booking.service_date.between(*days))
    ).all()
    driven = [one for one in bookings if one.state is BookingState.COMPLETED]
    riders = {one.resident_id for one in driven}
    before = _riders(session, line_id, quarter.before.first, quarter.before.last)
    ever = _riders(session, line_id, date.min, quarter.before.last)
    worked = _worked(session, line_id, days)
    stops = list(session.scalars(select(Stop).where(Stop.line_id == line_id).order_by(Stop.name, Stop.id)))
    return QuarterCounts(
        outcomes=_outcomes(bookings),
        refusals=_refusals(session, line_id, days),
        times=_times(driven, zone),
        flows=_flows(driven),
        activities=_activities(session, line_id, driven, days),
        punctual=_punctual(session, line_id, driven, days),
        new=len(riders - ever),
        returned=len(riders & (ever - before)),
        regular=len(riders & before),
        lapsed=len(before - riders),
        homes=_homes(session, line_id, riders),
        requests=_requests(session, line_id, days),
        worked_s=sum(worked.values()),
        drivers=len(worked),
        names={stop.id: stop.name for stop in stops},
        residents={stop.id: stop.residents for stop in stops if stop.residents},
    )


Days = tuple[date, date]


def _outcomes(bookings: Iterable[Booking]) -> Tally[tuple[str, ...]]:
    tally: Tally[tuple[str, ...]] = Tally()
    for one in bookings:
        outcome = OUTCOMES.get(one.state)
        if outcome is not None:
            _add(tally, one.resident_id, (outcome,), (f"{one.service_date:%Y-%m}",))
    return tally


def _add(tally: Tally[tuple[str, ...]], person: str, row: tuple[str, ...], column: tuple[str, ...]) -> None:
    """Count a cell of a table, its row, its column and the total."""
    for name in ((row[-1], column[-1]), row, column, (ALL,)):
        tally.add(name, person)


def _refusals(session: Session, line_id: str, days: Days) -> Tally[tuple[str, ...]]:
    tally: Tally[tuple[str, ...]] = Tally()
    rows = session.execute(
        select(Refusal.reason, Refusal.service_date, Request.resident_id)
        .join(Request, Request.id == Refusal.request_id)
        .where(Refusal.line_id == line_id, Refusal.service_date.between(*days))
    )
    for reason, day, person in rows:
        _add(tally, person, (reason.value,), (f"{day:%Y-%m}",))
    return tally


def _times(driven: Iterable[Booking], zone: ZoneInfo) -> Tally[tuple[str, ...]]:
    tally: Tally[tuple[str, ...]] = Tally()
    for one in driven:
        local = (one.boarded_at or one.pickup_from).astimezone(zone)
        _add(tally, one.resident_id, (str(one.service_date.isoweekday()),), ("h", f"{local.hour:02d}"))
    return tally


def _flows(driven: Iterable[Booking]) -> Tally[tuple[str, ...]]:
    tally: Tally[tuple[str, ...]] = Tally()
    for one in driven:
        _add(tally, one.resident_id, (FROM, one.from_stop_id), (TO, one.to_stop_id))
    return tally


def _activities(session: Session, line_id: str, driven: Sequence[Booking], days: Days) -> Tally[str]:
    rows = session.execute(
        select(Request.id, Activity.name, Request.activity_id)
        .outerjoin(Activity, (Activity.line_id == Request.line_id) & (Activity.id == Request.activity_id))
        .where(
            Request.line_id == line_id, Request.service_date.between(*days), Request.activity_id.is_not(None)
        )
    )
    names = {request_id: str(name or activity_id) for request_id, name, activity_id in rows}
    tally: Tally[str] = Tally()
    for one in driven:
        tally.add(names.get(one.request_id, NO_ACTIVITY), one.resident_id)
    return tally


def _punctual(session: Session, line_id: str, driven: Iterable[Booking], days: Days) -> Tally[str]:
    at = _stops_at(session, line_id, days)
    tally: Tally[str] = Tally()
    for one in driven:
        on_time = was_on_time(one, *at.get(one.id, (None, None)))
        tally.add("on_time" if on_time else "late", one.resident_id)
    return tally


def _stops_at(
    session: Session, line_id: str, days: Days
) -> dict[str, tuple[datetime | None, datetime | None]]:
    """Return when the van was at the stops of boarding and alighting, by booking.

    Reads the stored calls as they are: to check the form of each of a quarter's would take seconds.
    """
    runs = session.scalars(
        select(Run.calls)
        .join(Duty, Duty.id == Run.duty_id)
        .where(Duty.line_id == line_id, Duty.service_date.between(*days))
    )
    found: dict[str, tuple[datetime | None, datetime | None]] = {}
    for calls in runs:
        boarded: dict[str, datetime | None] = {}
        for call in calls:
            arrived = datetime.fromisoformat(call["arrived"]) if call.get("arrived") else None
            boarded.update(dict.fromkeys(call.get("board", ()), arrived))
            for booking_id in call.get("alight", ()):
                found[booking_id] = (boarded.get(booking_id), arrived)
    return found


def _riders(session: Session, line_id: str, first: date, last: date) -> set[str]:
    return set(
        session.scalars(
            select(Booking.resident_id)
            .where(
                Booking.line_id == line_id,
                Booking.service_date.between(first, last),
                Booking.state == BookingState.COMPLETED,
            )
            .distinct()
        )
    )


def _homes(session: Session, line_id: str, riders: set[str]) -> Tally[str]:
    rows = session.execute(select(Resident.id, Resident.home_stop_id).where(Resident.line_id == line_id))
    tally: Tally[str] = Tally()
    for resident_id, stop_id in rows:
        if resident_id in riders:
            tally.add(stop_id, resident_id)
    return tally


def _requests(session: Session, line_id: str, days: Days) -> Count:
    people = session.scalars(
        select(Request.resident_id).where(Request.line_id == line_id, Request.service_date.between(*days))
    ).all()
    return Count(len(people), len(set(people)))


def _worked(session: Session, line_id: str, days: Days) -> dict[str, int]:
    """Return seconds worked by driver, of those who worked at all."""
    worked: dict[str, int] = {}
    for row in session.scalars(
        select(Hours).where(Hours.line_id == line_id, Hours.service_date.between(*days))
    ):
        if row.worked_s > 0:
            worked[row.driver_id] = worked.get(row.driver_id, 0) + row.worked_s
    return worked
