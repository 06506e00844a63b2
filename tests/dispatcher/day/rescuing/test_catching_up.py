"""Late runs that go on in another order.

Ann got in at a at 10:16; the plan was to fetch Bob at d (10:31) and to bring her to c on the way back, at
10:37. She may ride 1800 s, until 10:46. The van still stands at a.
"""

from dataclasses import replace

from dispatcher.day.day import Day
from dispatcher.day.rescuing.catching_up import catch_up
from dispatcher.day.rescuing.disruption import rescue
from dispatcher.day.settling.settling import settle
from dispatcher.planning.problem import Visit
from tests.dispatcher.desk.hand_made import (
    ANN,
    duty,
    hold,
    make_day,
    make_line_data,
    on_the_road,
    ride,
    s,
    times,
)

LINE = make_line_data(freeze_s=0)
FIRST_BOB = (Visit("bob", True), Visit("ann"), Visit("bob"))


def standing_at_a(bob_until: str) -> Day:
    """Return the day with Ann on board at a, Bob to be fetched until `bob_until` before she gets out."""
    ann = replace(ANN, dropoff_by=s("11:20"))
    bob = ride("bob", "d", "b", "10:30", bob_until, "11:30")
    day = on_the_road(make_day(LINE, duty(1, ann), rides=(ann, bob)), boarded="10:16")
    one = day.duties["duty1"]
    return day.with_duties(replace(one, halts=one.halts[:2], order=FIRST_BOB))


def test_who_is_on_board_gets_out_first_where_the_others_can_wait() -> None:
    rescued = rescue(LINE, standing_at_a(bob_until="10:55"), s("10:34"))
    assert rescued.calls == ()
    # By way of d Ann would have been at c at 10:55, after 39 minutes.
    assert times(rescued.day.duties["duty1"].halts)[2:] == [
        ("c", "10:44", "10:45"),
        ("d", "10:50", "10:51"),
        ("b", "11:01", "11:02"),
        ("base", "11:12", "11:12"),
    ]


def test_nobody_elses_promise_is_broken_for_that() -> None:
    settled = settle(LINE, standing_at_a(bob_until="10:49"), s("10:34"))
    assert settled.strained == {"duty1"}
    assert catch_up(LINE, settled.day, s("10:34"), settled.strained) == settled.day


def test_nobody_elses_ride_loses_its_slack_for_that() -> None:
    # After Ann, in at 10:15 and out at 10:26, the van is at b at 10:32; Bob's window closes at 10:31. With
    # Bob fetched on the way Ann rides 660 s, of 800 s allowed; 600 s are direct.
    bob = ride("bob", "b", "c", "10:21", "10:31", "10:50")
    for slack_s, changes in ((140, True), (141, False)):
        line = make_line_data(max_ride_factor=1, max_ride_allowance_s=200, promise_slack_s=slack_s)
        day = make_day(line, duty(1, ANN, bob), rides=(ANN, bob))
        caught_up = catch_up(line, day, s("08:00"), ["duty1"])
        assert (caught_up != day) == changes


def test_the_order_at_hand_stays_as_far_as_it_holds() -> None:
    day = standing_at_a(bob_until="10:55")
    settled = settle(LINE, day, s("10:20"))
    assert settled.strained == frozenset()
    assert catch_up(LINE, settled.day, s("10:20"), ["duty1"]).duties["duty1"].order == FIRST_BOB


def test_an_offer_held_on_a_run_that_changes_is_let_go() -> None:
    day = standing_at_a(bob_until="10:55")
    day = hold(day, 1, ride("offer", "b", "a", "11:00", "11:10", "11:35"))
    rescued = rescue(LINE, day, s("10:34")).day
    assert rescued.duties["duty1"].order == (Visit("ann"), Visit("bob", True), Visit("bob"))
    assert rescued.holds == {}
