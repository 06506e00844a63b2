"""The line that is measured: the example's stops and residents with any number of vans."""

from collections.abc import Sequence

from sqlalchemy import select

from busline.nouns import DutyState, StopKind
from busline.record.engine import Record, WriteSession
from busline.record.tables import (
    AvailabilityPattern,
    Driver,
    Duty,
    IdleWindow,
    Line,
    OutboxMessage,
    Stop,
    Van,
    WindowPattern,
)
from busline.record.tables.base import new_id
from dispatcher.bench.quote.size import FIRST, LAST, DaySize

LAYOUTS = [
    {"seats": 8, "wheelchairs": 0},
    {"seats": 5, "wheelchairs": 1},
    {"seats": 2, "wheelchairs": 2},
]


def build_fleet(record: Record, line_id: str, size: DaySize) -> None:
    """Put vans, drivers, windows and duties of the measured day into the record.

    The example's own vans are out of use and have no patterns: no other day has anything to staff.
    """
    with record.change("bench", "a fleet to measure") as session:
        line = session.get_one(Line, line_id)
        for van in session.scalars(select(Van).where(Van.line_id == line.id)):
            van.active = False
        for pattern in session.scalars(select(WindowPattern).where(WindowPattern.line_id == line.id)):
            session.delete(pattern)
        for message in session.scalars(select(OutboxMessage)):
            session.delete(message)  # or the dispatcher would first put the whole fleet on a new roster
        bases = session.scalars(
            select(Stop.id).where(Stop.line_id == line.id, Stop.kind == StopKind.BASE).order_by(Stop.id)
        ).all()
        numbers = range(1, size.vans + 1)
        _add(session, [_van(line.id, n, bases) for n in numbers])
        _add(session, [Driver(line_id=line.id, id=f"driver-{n}", name=f"Driver {n}") for n in numbers])
        _add(session, [_available(line.id, n, size) for n in numbers])
        windows = [_window(line.id, n, bases, size) for n in numbers]
        _add(session, windows)
        _add(session, [_duty(window, n) for window, n in zip(windows, numbers, strict=True)])


def _add(session: WriteSession, rows: Sequence[object]) -> None:
    session.add_all(rows)
    session.flush()  # in this order: each kind names the one before


def _van(line_id: str, number: int, bases: Sequence[str]) -> Van:
    return Van(
        line_id=line_id,
        id=f"bench-{number}",
        name=f"Van {number}",
        base_stop_id=bases[number % len(bases)],
        layouts=LAYOUTS,
    )


def _available(line_id: str, number: int, size: DaySize) -> AvailabilityPattern:
    return AvailabilityPattern(
        line_id=line_id, driver_id=f"driver-{number}", weekday=size.date.weekday(), starts=FIRST, ends=LAST
    )


def _window(line_id: str, number: int, bases: Sequence[str], size: DaySize) -> IdleWindow:
    return IdleWindow(
        id=new_id(),
        line_id=line_id,
        van_id=f"bench-{number}",
        base_stop_id=bases[number % len(bases)],
        service_date=size.date,
        starts_at=size.starts_at,
        ends_at=size.ends_at,
    )


def _duty(window: IdleWindow, number: int) -> Duty:
    return Duty(
        id=new_id(),
        line_id=window.line_id,
        window_id=window.id,
        van_id=window.van_id,
        driver_id=f"driver-{number}",
        service_date=window.service_date,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        state=DutyState.PLANNED,
    )
