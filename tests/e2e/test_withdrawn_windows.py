"""A window with twelve rides is withdrawn on a full day, before it begins or with people on board.

A few days are tried in every run; ``WITHDRAWN_DAYS=200`` tries two hundred.
"""

import os
import random
import tempfile
import time
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.days import AMSTERDAM, at, instant
from busline.feed.connection import Feed
from busline.feed.messages import Done
from busline.nouns import BookingState, TaskKind
from busline.record.engine import Record
from busline.record.tables import Task
from dispatcher.day.day import Day
from dispatcher.planning.warming import warm
from dispatcher.simulate.world import World
from tests.e2e.day_checker import check_day
from tests.e2e.full_day import FullDay
from tests.fixtures.line import import_example
from tests.fixtures.originals import Originals

pytestmark = pytest.mark.timeout(7200)
DAYS = int(os.environ.get("WITHDRAWN_DAYS", "4"))
RIDES = 12
AT_ONCE_S = 2.0
LINE = "osdorp"
# From a Tuesday on: working days have short windows in which all vans are full, Saturday has long ones.
FIRST, LAST = date(2026, 11, 24), date(2026, 11, 29)


@settings(
    max_examples=DAYS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    seed=st.integers(0, 10**9),
    day=st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(days=n)),
    under_way=st.booleans(),
)
def test_every_ride_of_a_withdrawn_window_is_on_another_duty_in_time_or_a_task(
    seed: int, day: date, under_way: bool, originals: Originals, embedded_feed: Feed
) -> None:
    warm()  # as a dispatcher does before its first command
    embedded_feed.redis.flushall()
    with tempfile.TemporaryDirectory() as folder:
        clock = VirtualClock(instant(0))
        record = Record(originals.copy_to(Path(folder) / "record.sqlite3", import_example), clock)
        try:
            _withdraw_on(record, embedded_feed, clock, random.Random(seed), day, under_way)
        finally:
            record.close()


def _withdraw_on(
    record: Record, feed: Feed, clock: VirtualClock, dice: random.Random, on: date, under_way: bool
) -> None:
    full = _filled(record, feed, clock, dice, on)
    desk = full.world.desk
    window_id = full.fill(RIDES)
    duty = next(one for one in desk.day(on).duties.values() if one.window_id == window_id)
    share = dice.uniform(0.05, 0.6) if under_way else -dice.uniform(0, 1)
    full.drive_until(instant(round(duty.starts_at + share * (duty.ends_at - duty.starts_at))))
    before = desk.day(on)
    carried = full.rides_of(before.duties[duty.id])
    # Where people get in and out at this moment, the plan's times of that call are those last expected.
    assert check_day(full.export(), driven=under_way) == []
    begun, begun_cpu = time.perf_counter(), time.process_time()
    done = desk.handle(full.withdraw(window_id))
    took_s, took_cpu_s = time.perf_counter() - begun, time.process_time() - begun_cpu
    assert isinstance(done, Done), done
    moved = len(carried) - len(done.result["broken"])
    say(f"{on} {clock.now():%H:%M:%S}Z {len(carried)} rides, {moved} kept, {took_s:.2f} s")
    # By the time of this process: others on the machine may keep it waiting.
    assert took_cpu_s < AT_ONCE_S
    assert check_day(full.export(), driven=under_way) == []
    assert _dropped_in_silence(record, desk.day(on), carried) == []


def say(line: str) -> None:
    """Show what a day was like to whoever tries two hundred."""
    print(line, flush=True)  # noqa: T201


def _filled(record: Record, feed: Feed, clock: VirtualClock, dice: random.Random, on: date) -> FullDay:
    """Return a desk of the line on the evening before."""
    clock.move_to(at(on - timedelta(days=1), clock_time(18), AMSTERDAM))
    return FullDay(World(record, feed, clock, LINE), on, dice)


def _dropped_in_silence(record: Record, day: Day, rides: set[str]) -> list[str]:
    """Return the rides that are on no duty inside their promise, and about which nobody is told."""
    with record.read() as session:
        told = set(
            session.scalars(
                select(Task.booking_id).where(
                    Task.kind.in_((TaskKind.PROMISE_BROKEN, TaskKind.PROMISE_AT_RISK))
                )
            )
        )
    return sorted(one for one in rides - told if not _is_kept(day, one))


def _is_kept(day: Day, ride: str) -> bool:
    booking = day.bookings[ride]
    if booking.state in (BookingState.COMPLETED, BookingState.CANCELLED, BookingState.NO_SHOW):
        return True
    duty = day.duty_of(ride)
    if booking.state is BookingState.BROKEN or duty is None or not duty.drives:
        return False
    boards = [halt for halt in duty.halts if ride in halt.board]
    alights = [halt for halt in duty.halts if ride in halt.alight]
    if len(boards) != 1 or len(alights) != 1:
        return False
    board_at = boards[0].arrived or boards[0].arrive
    alight_at = alights[0].arrived or alights[0].arrive
    return max(board_at, booking.pickup_from) <= booking.pickup_to and alight_at <= booking.dropoff_by
