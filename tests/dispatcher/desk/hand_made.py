"""A day made by hand on the small line's road: base, a, b, c, d lie 300 seconds apart in that order.

Ann rides from a to c, promised 10:15 to 10:25 and there by 10:55. Planned as early as that allows: the van
leaves the base at 10:10, is at a from 10:15 to 10:16 (60 s of boarding), at c from 10:26 (600 s of driving)
to 10:27, and back at 10:42 (900 s).
"""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from busline.days import instant, seconds
from busline.nouns import BookingState, DutyState, Layout, LegName, Offer, Promise
from busline.rules.line_rules import LineRules
from busline.rules.working_time import WorkingTimeRules
from busline.travel.matrix import StopMatrix
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay, Halt, Hold
from dispatcher.day.line_data import LineData
from dispatcher.day.settling.settling import settle
from dispatcher.planning.problem import Visit
from tests.dispatcher.desk.small_line import HOP_S, STOPS, TUESDAY, at

LAYOUTS = (Layout(seats=2), Layout(seats=1, wheelchairs=1))


def s(clock_time: str) -> int:
    """Return a clock time of the day in seconds."""
    hours, minutes, *rest = clock_time.split(":")
    return seconds(at(f"{hours}:{minutes}")) + int(rest[0] if rest else 0)


def make_line_data(**rules: object) -> LineData:
    size = range(len(STOPS))
    matrix = np.array([[abs(i - j) * HOP_S for j in size] for i in size], dtype=np.int64)
    return LineData(
        id="small",
        zone=ZoneInfo("Europe/Amsterdam"),
        rules=LineRules(**rules),  # type: ignore[arg-type]
        working_time=WorkingTimeRules(),
        matrix=StopMatrix(STOPS, matrix, "by hand", datetime(2026, 1, 1, tzinfo=UTC)),
        layouts={"v1": LAYOUTS, "v2": LAYOUTS},
    )


def ride(name: str, start: str, end: str, opens: str, closes: str, by: str, **more: object) -> BookingOnDay:
    plain = BookingOnDay(name, start, end, 1, 0, 60, s(opens), s(closes), s(by))
    return replace(plain, **more)  # type: ignore[arg-type]


ANN = ride("ann", "a", "c", "10:15", "10:25", "10:55")


def duty(number: int, *rides: BookingOnDay, begin: str = "09:45", end: str = "11:45") -> DutyOnDay:
    """Return a duty of van ``v1``, ``v2`` … that brings `rides` one after the other."""
    return DutyOnDay(
        id=f"duty{number}",
        window_id=f"window{number}",
        van_id=f"v{number}",
        driver_id=f"driver{number}",
        starts_at=s(begin),
        ends_at=s(end),
        base="base",
        state=DutyState.PLANNED,
        layouts=LAYOUTS,
        break_need=None,
        order=tuple(visit for one in rides for visit in (Visit(one.id, True), Visit(one.id))),
    )


def make_day(line: LineData, *duties: DutyOnDay, rides: tuple[BookingOnDay, ...] = (ANN,)) -> Day:
    """Return a day with its runs settled at 08:00."""
    day = Day(
        date=TUESDAY,
        revision=1,
        duties={duty.id: duty for duty in duties},
        bookings={booking.id: booking for booking in rides},
    )
    return settle(line, day, s("08:00")).day


def hold(day: Day, number: int, *rides: BookingOnDay) -> Day:
    """Return `day` with places held until 10:36 for offers of `rides`, at the end of a duty's run."""
    one = day.duties[f"duty{number}"]
    held = tuple(visit for ride in rides for visit in (Visit(ride.id, True), Visit(ride.id)))
    holds = dict(day.holds) | {ride.id: Hold(_offer(ride, one), ride) for ride in rides}
    return replace(day.with_duties(replace(one, order=one.order + held)), holds=holds)


def _offer(ride: BookingOnDay, duty: DutyOnDay) -> Offer:
    return Offer(
        id=ride.id,
        request_id="request",
        leg=LegName.OUT,
        promise=Promise(
            pickup_from=instant(ride.pickup_from),
            pickup_to=instant(ride.pickup_to),
            dropoff_by=instant(ride.dropoff_by),
        ),
        van_id=duty.van_id,
        duty_id=duty.id,
        driver_known=True,
        held=True,
        expires_at=instant(s("10:36")),
        expected_pickup=instant(ride.pickup_from),
        expected_dropoff=instant(ride.dropoff_by),
    )


def on_the_road(day: Day, *, boarded: str | None = None) -> Day:
    """Return `day` with duty1 gone from its base at 10:10 and, where `boarded` says, Ann on board at a."""
    one = day.duties["duty1"]
    base, *rest = one.halts
    halts = [replace(base, arrived=s("09:45"), departed=s("10:10")), *rest]
    order, bookings = one.order, []
    if boarded is not None:
        halts[1] = replace(halts[1], arrived=s("10:15"))
        order = one.order[1:]
        bookings = [replace(day.bookings["ann"], state=BookingState.ON_BOARD, boarded_at=s(boarded))]
    moving = replace(one, state=DutyState.UNDER_WAY, halts=tuple(halts), order=order)
    return day.with_duties(moving).with_bookings(*bookings)


def times(halts: tuple[Halt, ...]) -> list[tuple[str, str, str]]:
    """Return stop, arrival and departure of halts as clock times."""
    return [(halt.stop, _clock(halt.arrive), _clock(halt.depart)) for halt in halts]


def _clock(at_s: int) -> str:
    return datetime.fromtimestamp(at_s, ZoneInfo("Europe/Amsterdam")).strftime("%H:%M:%S").removesuffix(":00")
