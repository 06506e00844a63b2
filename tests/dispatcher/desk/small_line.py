"""A line small enough to plan by hand: five places on a straight road, two vans, two drivers.

``base``, ``a``, ``b``, ``c``, ``d`` lie five minutes of driving apart in that order. Both vans stand at
``base`` and are lent on Tuesdays from 09:45 to 11:45; v1 has a driver of its own, v2 another.
"""

from datetime import UTC, date, datetime, time

from busline.clock import Clock
from busline.nouns import Aid, LegName, StopKind, TimeMode
from busline.record import tables as t
from busline.record.engine import Record
from busline.record.requests import LegWish, RequestWish, store_request
from busline.rules.line_rules import LineRules
from busline.rules.working_time import WorkingTimeRules

STOPS = ("base", "a", "b", "c", "d")
HOP_S = 300
TUESDAY = date(2026, 11, 24)


def at(clock_time: str, day: date = TUESDAY) -> datetime:
    """Return a winter clock time in Amsterdam (UTC+1) as an instant."""
    hours, minutes = map(int, clock_time.split(":"))
    return datetime(day.year, day.month, day.day, hours - 1, minutes, tzinfo=UTC)


def make_line(record: Record, *, vans: int = 2, **rules: object) -> None:
    """Put the small line into `record`."""
    with record.change("test") as session:
        session.add(
            t.Line(
                id="small",
                name="Small",
                rules=LineRules(**rules).model_dump(mode="json"),  # type: ignore[arg-type]
                working_time=WorkingTimeRules().model_dump(mode="json"),
                travel={},
                created_at=record.clock.now(),
            )
        )
        session.flush()
        for index, stop in enumerate(STOPS):
            kind = StopKind.BASE if stop == "base" else StopKind.FACILITY
            session.add(
                t.Stop(
                    line_id="small",
                    id=stop,
                    name=stop.upper(),
                    kind=kind,
                    street="",
                    lat=52.35,
                    lon=4.8 + index / 50,
                )
            )
        session.flush()
        size = range(len(STOPS))
        session.add(
            t.TravelMatrix(
                line_id="small",
                revision=1,
                source="by hand",
                computed_at=record.clock.now(),
                stop_ids=list(STOPS),
                seconds=[[abs(i - j) * HOP_S for j in size] for i in size],
                places=[[52.35, 4.8 + i / 50] for i in size],
            )
        )
        for number in range(1, vans + 1):
            _van(session, number)
        for name, aid in (("ann", Aid.NONE), ("bob", Aid.NONE), ("wim", Aid.WHEELCHAIR)):
            session.add(
                t.Resident(line_id="small", id=name, name=f"{name} Voorbeeld", home_stop_id="a", aid=aid)
            )


def _van(session: object, number: int) -> None:
    van, driver = f"v{number}", f"driver{number}"
    session.add(  # type: ignore[attr-defined]
        t.Van(
            line_id="small",
            id=van,
            name=van,
            base_stop_id="base",
            layouts=[{"seats": 2, "wheelchairs": 0}, {"seats": 1, "wheelchairs": 1}],
        )
    )
    session.add(t.Driver(line_id="small", id=driver, name=f"{driver} Voorbeeld"))  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    session.add(  # type: ignore[attr-defined]
        t.WindowPattern(line_id="small", van_id=van, weekday=1, starts=time(9, 45), ends=time(11, 45))
    )
    session.add(  # type: ignore[attr-defined]
        t.AvailabilityPattern(line_id="small", driver_id=driver, weekday=1, starts=time(9), ends=time(12))
    )


def ask(
    record: Record,
    clock: Clock,
    *,
    resident: str = "ann",
    from_stop: str = "a",
    to_stop: str = "c",
    wanted: str = "10:15",
    mode: TimeMode = TimeMode.DEPART_AT,
    back: str | None = None,
    replaces: tuple[str, ...] = (),
    companions: int = 0,
    day: date = TUESDAY,
) -> str:
    """Store a request on the small line and return its id."""
    legs = [LegWish(from_stop=from_stop, to_stop=to_stop, mode=mode, wanted_at=at(wanted, day))]
    if back is not None:
        legs.append(LegWish(leg=LegName.BACK, from_stop=to_stop, to_stop=from_stop, wanted_at=at(back, day)))
    wish = RequestWish(resident_id=resident, legs=tuple(legs), replaces=replaces, companions=companions)
    with record.change("carla") as session:
        return store_request(session, "small", wish, who="carla", now=clock.now()).id
