"""Random days: whatever happens in whatever order, nothing is lost, sold twice or late in silence."""

import os
import random
from typing import Any

import pytest

from busline.clock import VirtualClock
from busline.record.engine import Record
from busline.reports.day import export_day
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.any_day import AnyDay, add_long_window
from tests.dispatcher.desk.day_invariants import changed_frozen, faults_of, frozen_of
from tests.dispatcher.desk.small_line import TUESDAY, at
from tests.e2e.day_checker import check_day

SEEDS = range(int(os.environ.get("ANY_DAYS", "8")))
STEPS = 120
# What only plans: it may not touch a call that has begun or that is frozen.
PLANNING = {"call", "confirm", "decline", "improve", "reopen", "move", "pin"}


def _exported(record: Record) -> dict[str, Any]:
    """Return the Tuesday as the independent check reads it."""
    with record.read() as session:
        return export_day(session, "small", TUESDAY)


def _pinned(export: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in export["bookings"] if one["pinned_to"] and one["state"] == "confirmed"]


@pytest.mark.parametrize("seed", SEEDS)
def test_any_moves_and_pins_leave_a_day_that_passes_the_independent_check(
    seed: int, small_record: Record, service: LineService, clock: VirtualClock
) -> None:
    add_long_window(small_record)
    clock.move_to(at("08:00"))
    walk = AnyDay(small_record, service, clock, random.Random(1000 + seed))
    planning = (walk.call, walk.confirm, walk.move, walk.pin, walk.cancel, walk.undo, walk.improve)
    for _ in range(STEPS):
        walk.log.append(str(walk.dice.choices(planning, (6, 6, 5, 3, 1, 1, 2))[0]()))
    for _ in range(STEPS):  # by chance nothing may be pinned any more, and the walk would show nothing
        if _pinned(_exported(small_record)):
            break
        walk.log += [str(step()) for step in (walk.call, walk.confirm, walk.pin)]
    walk.improve()
    walk.improve()
    export = _exported(small_record)
    assert check_day(export) == []
    assert faults_of(walk.desk) == []
    assert _pinned(export), "nothing was pinned in the end: the walk shows nothing"


@pytest.mark.parametrize("seed", SEEDS)
def test_any_day_keeps_what_must_hold(
    seed: int, small_record: Record, service: LineService, clock: VirtualClock
) -> None:
    add_long_window(small_record)
    clock.move_to(at("09:00"))
    walk = AnyDay(small_record, service, clock, random.Random(seed))
    for _ in range(STEPS):
        frozen = frozen_of(walk.desk, walk.desk.day(TUESDAY))
        done = walk.step()
        faults = faults_of(walk.desk)
        if done in PLANNING:
            faults += changed_frozen(frozen, walk.desk.day(TUESDAY))
        assert not faults, "\n".join([*walk.log[-25:], *faults])
