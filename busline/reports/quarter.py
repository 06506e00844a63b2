"""Counting a quarter for its report, with how many people are behind each count.

What a ride is, when it was and whether it was on time is said in one place, `busline.figures.rides`.

Nothing here may leave the office as it is; `quarter_report` makes of it what may.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.figures.from_record import rows_of_days
from busline.figures.rides import OUTCOMES, Ridden, ridden
from busline.figures.rows import DayRows
from busline.figures.totals import compare_riders, first_rides, riders_between
from busline.nouns import Quarter
from busline.record.spans import zone_of
from busline.record.tables import Activity, Resident, Stop
from busline.reports.suppression import Count
from busline.reports.tally import Tally

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
    days = list(rows_of_days(session, line_id, quarter.first, quarter.last).values())
    driven = [one for rows in days for one in ridden(rows, zone)]
    riders = riders_between(session, line_id, quarter.first, quarter.last)
    before = riders_between(session, line_id, quarter.before.first, quarter.before.last)
    compared = compare_riders(riders, before, first_rides(session, line_id), quarter.first)
    worked = _worked(days)
    stops = list(session.scalars(select(Stop).where(Stop.line_id == line_id).order_by(Stop.name, Stop.id)))
    return QuarterCounts(
        outcomes=_outcomes(days),
        refusals=_refusals(days),
        times=_times(driven),
        flows=_flows(driven),
        activities=_activities(session, line_id, driven),
        punctual=_punctual(driven),
        new=compared.new,
        returned=compared.all - compared.new - compared.regular,
        regular=compared.regular,
        lapsed=compared.lapsed,
        homes=_homes(session, line_id, riders),
        requests=_requests(days),
        worked_s=sum(worked.values()),
        drivers=sum(worked_s > 0 for worked_s in worked.values()),
        names={stop.id: stop.name for stop in stops},
        residents={stop.id: stop.residents for stop in stops if stop.residents},
    )


def _outcomes(days: Iterable[DayRows]) -> Tally[tuple[str, ...]]:
    tally: Tally[tuple[str, ...]] = Tally()
    for rows in days:
        for booking in rows.rides:
            outcome = OUTCOMES.get(booking.state)
            if outcome is not None:
                _add(tally, booking.resident_id, (outcome,), (f"{rows.day:%Y-%m}",))
    return tally


def _add(tally: Tally[tuple[str, ...]], person: str, row: tuple[str, ...], column: tuple[str, ...]) -> None:
    """Count a cell of a table, its row, its column and the total."""
    for name in ((row[-1], column[-1]), row, column, (ALL,)):
        tally.add(name, person)


def _refusals(days: Iterable[DayRows]) -> Tally[tuple[str, ...]]:
    tally: Tally[tuple[str, ...]] = Tally()
    for rows in days:
        for one in rows.refusals:
            _add(tally, one.resident_id, (one.reason.value,), (f"{rows.day:%Y-%m}",))
    return tally


def _times(driven: Iterable[Ridden]) -> Tally[tuple[str, ...]]:
    tally: Tally[tuple[str, ...]] = Tally()
    for one in driven:
        _add(tally, one.ride.resident_id, (str(one.day.isoweekday()),), ("h", f"{one.hour:02d}"))
    return tally


def _flows(driven: Iterable[Ridden]) -> Tally[tuple[str, ...]]:
    tally: Tally[tuple[str, ...]] = Tally()
    for one in driven:
        _add(tally, one.ride.resident_id, (FROM, one.ride.from_stop), (TO, one.ride.to_stop))
    return tally


def _activities(session: Session, line_id: str, driven: Iterable[Ridden]) -> Tally[str]:
    rows = session.scalars(select(Activity).where(Activity.line_id == line_id))
    names = {activity.id: activity.name for activity in rows}
    tally: Tally[str] = Tally()
    for one in driven:
        name = NO_ACTIVITY if one.activity is None else names.get(one.activity, one.activity)
        tally.add(name, one.ride.resident_id)
    return tally


def _punctual(driven: Iterable[Ridden]) -> Tally[str]:
    tally: Tally[str] = Tally()
    for one in driven:
        tally.add("on_time" if one.kept_promise else "late", one.ride.resident_id)
    return tally


def _homes(session: Session, line_id: str, riders: Collection[str]) -> Tally[str]:
    rows = session.execute(select(Resident.id, Resident.home_stop_id).where(Resident.line_id == line_id))
    tally: Tally[str] = Tally()
    for resident_id, stop_id in rows:
        if resident_id in riders:
            tally.add(stop_id, resident_id)
    return tally


def _requests(days: Iterable[DayRows]) -> Count:
    people = [one.resident_id for rows in days for one in rows.requests]
    return Count(len(people), len(set(people)))


def _worked(days: Iterable[DayRows]) -> Counter[str]:
    """Return seconds worked by driver, corrections that are settled in these days included."""
    worked: Counter[str] = Counter()
    for rows in days:
        for one in rows.worked:
            worked[one.driver_id] += one.worked_s
    return worked
