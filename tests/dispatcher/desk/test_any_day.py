"""Random days: whatever happens in whatever order, nothing is lost, sold twice or late in silence."""

import os
import random

import pytest

from busline.clock import VirtualClock
from busline.record.engine import Record
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.any_day import AnyDay, add_long_window
from tests.dispatcher.desk.day_invariants import changed_frozen, faults_of, frozen_of
from tests.dispatcher.desk.small_line import TUESDAY, at

SEEDS = range(int(os.environ.get("ANY_DAYS", "8")))
STEPS = 120
# What only plans: it may not touch a call that has begun or that is frozen.
PLANNING = {"call", "confirm", "decline", "improve", "reopen"}


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
