"""Whatever happens on a day, in the end the newest manifest of each duty says what its driver has to do."""

import os
import random
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import pytest
from sqlalchemy import func, select

from busline.clock import VirtualClock
from busline.feed.connection import Feed
from busline.nouns import BookingState, DutyState
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.desk.chores.manifesting import publish_manifests
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.any_day import AnyDay, add_long_window
from tests.dispatcher.desk.small_line import at, make_line

SEEDS = range(int(os.environ.get("ANY_DAYS", "5")))
STEPS = 120
MOVED_S = 180

Turn = tuple[str, str, str, datetime]


def read(record: Record, calls: list[dict[str, Any]], *, done: bool = False) -> list[Turn]:
    """Return who gets on or off where in a run, in order, ahead or `done`, without those who did not come."""
    with record.read() as session:
        who = {one.id: one for one in session.scalars(select(t.Booking))}
    found = []
    for call in calls:
        turns = [("on", call["board"]), ("off", call["alight"])]
        for turn, bookings in turns if call["board_first"] else turns[::-1]:
            found += [
                (turn, who[one].resident_id, call["stop"], datetime.fromisoformat(call["arrive"]))
                for one in bookings
                if who[one].state is not BookingState.NO_SHOW and (call["arrived"] is not None) == done
            ]
    return found


def ahead(record: Record, version: t.ManifestVersion, calls: list[dict[str, Any]]) -> list[Turn]:
    """Return what a version tells of a run, without what was done since."""
    told = read(record, version.calls, done=True) + read(record, version.calls)
    for over in read(record, calls, done=True):
        same = [one for one in told if one[:3] == over[:3]]
        if same:
            told.remove(same[0])
    return told


def by_stop(turns: list[Turn]) -> list[Turn]:
    """Return turns with those at one stop in a fixed order: there, who gets on or off first is no news."""
    return [one for _, here in groupby(turns, key=lambda one: one[2]) for one in sorted(here)]


def check(record: Record, now: datetime) -> int:
    """Compare the newest version of each duty with its run; return how many were compared."""
    with record.read() as session:
        duties = session.scalars(
            select(t.Duty).where(t.Duty.ends_at > now, t.Duty.state != DutyState.DONE)
        ).all()
        versions = {
            version.duty_id: version
            for version in session.scalars(select(t.ManifestVersion).order_by(t.ManifestVersion.number))
        }
        runs = {run.duty_id: run.calls for run in session.scalars(select(t.Run))}
    compared = 0
    for duty in duties:
        version = versions.get(duty.id)
        if duty.state not in (DutyState.PLANNED, DutyState.UNDER_WAY) or duty.driver_id is None:
            assert version is None or version.taken_off_at is not None
            continue
        assert version is not None
        assert (version.driver_id, version.taken_off_at) == (duty.driver_id, None)
        calls = runs.get(duty.id, [])
        planned, told = by_stop(read(record, calls)), by_stop(ahead(record, version, calls))
        assert [one[:3] for one in told] == [one[:3] for one in planned]
        if duty.state is DutyState.PLANNED:
            for was, is_now in zip(told, planned, strict=True):
                assert abs((was[3] - is_now[3]).total_seconds()) <= MOVED_S
        compared += bool(planned)
    return compared


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_the_newest_manifest_is_the_plan_once_it_has_come_to_rest(
    seed: int, record: Record, embedded_feed: Feed, clock: VirtualClock
) -> None:
    make_line(record, manifest_quiet_s=60, manifest_longest_s=600)
    add_long_window(record)
    clock.move_to(at("09:00"))
    service = LineService(record, embedded_feed, clock, "small", holder="t", lease_s=5.0, patience_s=8.0)
    walk = AnyDay(record, service, clock, random.Random(seed))
    doing = (
        walk.call,
        walk.confirm,
        walk.cancel,
        walk.undo,
        walk.move,
        walk.drive,
        walk.improve,
        walk.fall_ill,
    )
    compared = 0
    for number in range(STEPS):
        walk.log.append(str(walk.dice.choices(doing, (8, 8, 3, 2, 3, 6, 1, 1))[0]()))
        publish_manifests(walk.desk)
        if number % 5 == 4:
            for _ in range(2):
                clock.advance(timedelta(minutes=1))
                publish_manifests(walk.desk)
            compared += check(record, clock.now())
    with record.read() as session:
        highest = session.scalar(select(func.max(t.ManifestVersion.number)))
    assert compared > 0
    assert highest is not None
    assert highest > 1, "nothing was published anew: the walk shows nothing"
