"""Calls drawn for a day."""

from datetime import date, timedelta

from busline.clock import VirtualClock
from busline.record.engine import Record
from busline.record.windows import make_windows, windows_of_day
from dispatcher.simulate.demand import Call, draw_calls
from dispatcher.simulate.settings import SimulatedDay

TUESDAY = date(2026, 11, 24)


def _calls(record: Record, clock: VirtualClock, seed: int) -> list[Call]:
    with record.change("test") as session:
        make_windows(session, "osdorp", TUESDAY, TUESDAY)
    with record.read() as session:
        windows = windows_of_day(session, "osdorp", TUESDAY)
        return draw_calls(session, SimulatedDay(TUESDAY, seed, requests=40), windows, clock.now())


def test_a_seed_draws_the_same_calls_and_another_seed_others(osdorp: Record, clock: VirtualClock) -> None:
    assert _calls(osdorp, clock, 1) == _calls(osdorp, clock, 1)
    assert _calls(osdorp, clock, 1) != _calls(osdorp, clock, 2)


def test_calls_come_in_order_and_ask_for_times_at_which_a_van_drives(
    osdorp: Record, clock: VirtualClock
) -> None:
    calls = _calls(osdorp, clock, 1)
    assert len(calls) == 40
    assert [call.at for call in calls] == sorted(call.at for call in calls)
    with osdorp.read() as session:
        spans = [(w.starts_at, w.ends_at) for w in windows_of_day(session, "osdorp", TUESDAY)]
    for leg in (leg for call in calls for leg in call.wish.legs):
        assert any(start + timedelta(minutes=15) <= leg.wanted_at <= end for start, end in spans)
        assert leg.wanted_at.second == 0
        assert leg.wanted_at.minute % 5 == 0
