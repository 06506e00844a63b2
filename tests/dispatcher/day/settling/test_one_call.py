"""One call at one stop, whatever order its visits were planned in.

Ann gets out at c, where Bob gets in: she at 10:26 at the earliest, he for a ride to d.
"""

from dataclasses import replace

import pytest

from dispatcher.day.day import BookingOnDay, Day, Halt
from dispatcher.day.settling.one_call import call_once
from dispatcher.day.settling.settling import settle
from dispatcher.planning.problem import BreakNeed, Visit
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, on_the_road, ride, s, times

LINE = make_line_data()
IN_FIRST = (Visit("ann", True), Visit("bob", True), Visit("ann"), Visit("bob"))
OUT_FIRST = (Visit("ann", True), Visit("ann"), Visit("bob", True), Visit("bob"))


def bob_until(closes: str) -> BookingOnDay:
    return ride("bob", "c", "d", "10:15", closes, "11:00")


def planned(bob: BookingOnDay) -> Day:
    """Return the day before anything is settled, Bob getting in before Ann gets out."""
    day = make_day(LINE, duty(1, ANN), rides=(ANN, bob))
    return day.with_duties(replace(day.duties["duty1"], order=IN_FIRST))


# At 10:32 Bob's window has slack left; at 10:28 getting in at 10:27 uses the slack up, and keeps the promise.
@pytest.mark.parametrize("closes", ["10:32", "10:28"])
def test_who_gets_out_does_so_first_where_promises_allow_it(closes: str) -> None:
    settled = settle(LINE, planned(bob_until(closes)), s("08:00"))
    one = settled.day.duties["duty1"]
    assert times(one.halts)[2:4] == [("c", "10:26", "10:28"), ("d", "10:33", "10:34")]
    assert (one.halts[2].alight, one.halts[2].board) == (("ann",), ("bob",))
    assert one.order == OUT_FIRST
    assert (settled.late, settled.strained) == ((), frozenset())


def test_who_can_t_wait_for_that_gets_in_first() -> None:
    settled = settle(LINE, planned(bob_until("10:26:30")), s("08:00"))
    one = settled.day.duties["duty1"]
    assert times(one.halts)[2:4] == [("c", "10:26", "10:28"), ("d", "10:33", "10:34")]
    assert (one.halts[2].board, one.halts[2].alight, one.halts[2].board_first) == (("bob",), ("ann",), True)
    assert one.halts[2].visits == one.order[1:3] == IN_FIRST[1:3]
    assert (settled.late, settled.strained) == ((), frozenset())
    assert Halt.of(one.halts[2].call()) == one.halts[2]


def test_a_seat_that_is_only_free_after_one_has_got_out_makes_two_calls() -> None:
    # Two seats, for Ann and Eve, who are at c at 10:28. Bob gets in at 10:29 when Ann is out: he can't wait
    # for Eve, who takes until 10:31, nor get in before Ann is out.
    eve = replace(ANN, id="eve", boarding_s=120)
    bob = bob_until("10:29:30")
    day = make_day(LINE, duty(1, ANN), rides=(ANN, eve, bob))
    order = (
        Visit("eve", True),
        Visit("ann", True),
        Visit("ann"),
        Visit("bob", True),
        Visit("eve"),
        Visit("bob"),
    )
    day = day.with_duties(replace(day.duties["duty1"], order=order))
    settled = settle(LINE, day, s("08:00"))
    assert (settled.late, settled.strained) == ((), frozenset())
    halts = settled.day.duties["duty1"].halts
    assert [(halt.stop, halt.board, halt.alight) for halt in halts[2:4]] == [
        ("c", ("bob",), ("ann",)),
        ("c", (), ("eve",)),
    ]


def test_calls_inside_the_freeze_time_stay_as_they_are() -> None:
    bob = bob_until("10:32")
    day = on_the_road(make_day(LINE, duty(1, ANN, bob), rides=(ANN, bob)), boarded="10:16")
    one = day.duties["duty1"]
    c = one.halts[2]
    calls = replace(c, depart=s("10:27"), alight=()), replace(c, arrive=s("10:27"), board=())
    one = replace(one, halts=(*one.halts[:2], *calls, *one.halts[3:]), order=IN_FIRST[1:])
    assert call_once(LINE, day.with_duties(one), one, s("10:17:30")).duties["duty1"].order == one.order


def test_a_break_between_two_visits_stays_between_them() -> None:
    # Eve is brought to the base before the break and Bob fetched there after it.
    eve = ride("eve", "a", "base", "10:15", "10:25", "11:00")
    bob = ride("bob", "base", "a", "10:20", "11:00", "11:30")
    order = (Visit("eve", True), Visit("eve"), Visit(None), Visit("bob", True), Visit("bob"))
    one = replace(duty(1), break_need=BreakNeed(900, s("10:20"), s("10:40")), order=order)
    day = make_day(LINE, one, rides=(eve, bob))
    assert day.duties["duty1"].order == order
