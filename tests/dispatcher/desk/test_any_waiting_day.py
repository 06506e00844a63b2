"""Random days with a waiting list: no promise moves for it, nobody is passed over, nothing held in vain."""

import os
import random

import pytest

from busline.clock import VirtualClock
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.any_day import add_long_window
from tests.dispatcher.desk.any_waiting_day import AnyWaitingDay
from tests.dispatcher.desk.day_invariants import changed_frozen, faults_of, frozen_of
from tests.dispatcher.desk.small_line import TUESDAY, at

SEEDS = range(int(os.environ.get("ANY_DAYS", "4")))
STEPS = 120
WAITING = {"join", "look", "take_place"}


@pytest.mark.parametrize("seed", SEEDS)
def test_any_day_with_a_waiting_list_keeps_what_must_hold(
    seed: int, small_record: Record, service: LineService, clock: VirtualClock
) -> None:
    add_long_window(small_record)
    with small_record.change("test") as session:
        line = session.get_one(t.Line, "small")
        line.rules = line.rules | {"offer_reach_s": 600, "waiting_lead_s": 600, "waiting_hold_s": 1200}
    clock.move_to(at("08:30"))
    walk = AnyWaitingDay(small_record, service, clock, random.Random(seed))
    for _ in range(STEPS):
        promises, frozen = walk.promises(), frozen_of(walk.desk, walk.desk.day(TUESDAY))
        done = walk.step()
        faults = faults_of(walk.desk) + walk.unfair
        now = walk.promises()
        faults += [f"the promise of {one[:4]} moved" for one in promises if now[one] != promises[one]]
        if done in WAITING:
            faults += changed_frozen(frozen, walk.desk.day(TUESDAY))
        if done == "look":
            faults += walk.holds_differ()
        assert not faults, "\n".join([*walk.log[-25:], *faults])
