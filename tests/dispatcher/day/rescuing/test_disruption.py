"""Late, shortened and withdrawn duties: what moves, what is broken, who is phoned."""

from dataclasses import replace

from busline.nouns import BookingState, DutyState, TaskKind
from dispatcher.day.rescuing.disruption import ends_when_back, rescue, shortened, strand
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

LINE = make_line_data()
# In a wheelchair, of which a van takes one.
WIM = ride("wim", "a", "c", "10:15", "10:25", "11:05", seats=0, wheelchairs=1, boarding_s=240)
WILLY = replace(WIM, id="willy")


def test_a_ride_that_would_be_late_moves_to_the_other_van() -> None:
    # Nobody has clocked in on duty1 at 10:14; Bob, whom it should fetch at 10:40, is far enough ahead. Its
    # driver waits until 10:40 to leave: no van of duty1 is at b before 10:50.
    bob = ride("bob", "b", "d", "10:40", "10:48", "11:15")
    day = make_day(LINE, duty(1, bob), duty(2), rides=(bob,))
    one = day.duties["duty1"]
    busy = replace(one, starts_at=s("10:37"))
    rescued = rescue(LINE, day.with_duties(busy), s("10:14"))
    assert rescued.calls == ()
    assert rescued.day.duties["duty1"].order == ()
    # 600 s from the base to b: leaves at 10:30.
    assert times(rescued.day.duties["duty2"].halts)[:2] == [
        ("base", "09:45", "10:30"),
        ("b", "10:40", "10:41"),
    ]


def test_a_ride_that_would_be_late_moves_to_a_place_that_is_only_held() -> None:
    # As above, and the other van is kept free at just that time for two others: both can't be fetched at b.
    bob = ride("bob", "b", "d", "10:40", "10:48", "11:15")
    two = ride("two", "b", "d", "10:40", "10:48", "11:15", seats=2)
    day = hold(make_day(LINE, duty(1, bob), duty(2), rides=(bob,)), 2, two)
    busy = replace(day.duties["duty1"], starts_at=s("10:37"))
    rescued = rescue(LINE, day.with_duties(busy), s("10:14"))
    assert rescued.calls == ()
    assert [halt.board for halt in rescued.day.duties["duty2"].halts] == [(), ("bob",), (), ()]
    assert rescued.day.holds == {}


def test_what_nothing_can_keep_is_a_phone_call_with_what_fits_instead() -> None:
    rescued = rescue(LINE, on_the_road(make_day(LINE, duty(1, ANN))), s("10:30"))
    [call] = rescued.calls
    assert (call.kind, call.booking_id) == (TaskKind.PROMISE_AT_RISK, "ann")
    assert (call.expected_pickup, call.expected_dropoff) == (s("10:30"), s("10:41"))
    assert rescued.day.bookings["ann"].state is BookingState.CONFIRMED


def test_a_withdrawn_duty_gives_its_rides_to_the_other_van() -> None:
    day = make_day(LINE, duty(1, ANN), duty(2))
    withdrawn = shortened(day.duties["duty1"], s("09:00"), s("08:00"))
    assert withdrawn.state is DutyState.WITHDRAWN
    rescued = strand(LINE, day, withdrawn, s("08:00"))
    assert (rescued.broken, rescued.calls) == ((), ())
    assert rescued.day.duties["duty1"].halts == ()
    assert [halt.board for halt in rescued.day.duties["duty2"].halts] == [(), ("ann",), (), ()]


def test_who_fits_nowhere_else_is_told_and_the_other_wheelchair_keeps_its_place() -> None:
    day = make_day(LINE, duty(1, WIM), duty(2, WILLY), rides=(WIM, WILLY))
    rescued = strand(LINE, day, shortened(day.duties["duty1"], s("09:00"), s("08:00")), s("08:00"))
    assert rescued.broken == ("wim",)
    assert rescued.day.bookings["wim"].state is BookingState.BROKEN
    assert [halt.board for halt in rescued.day.duties["duty2"].halts] == [(), ("willy",), (), ()]
    [call] = rescued.calls
    assert call.kind is TaskKind.PROMISE_BROKEN
    assert call.alternatives  # after Willy's ride
    assert all(one.pickup_from > s("10:15") for one in call.alternatives)


def test_a_promise_comes_before_an_offer_that_is_held() -> None:
    # Wim boards from 10:15 to 10:19 and is out at c from 10:29 to 10:33: the later offer fits behind him.
    late = ride("late", "c", "a", "10:45", "11:00", "11:30")
    day = hold(make_day(LINE, duty(1, WIM), duty(2), rides=(WIM,)), 2, WILLY, late)
    rescued = strand(LINE, day, shortened(day.duties["duty1"], s("09:00"), s("08:00")), s("08:00"))
    assert (rescued.broken, rescued.calls) == ((), ())
    assert [halt.board for halt in rescued.day.duties["duty2"].halts] == [(), ("wim",), (), ()]
    assert rescued.day.holds.keys() == {"late"}
    assert rescued.day.duty_of("late") is rescued.day.duties["duty2"]


def test_offers_stay_held_where_nobody_is_served_by_their_places() -> None:
    late = ride("late", "c", "a", "10:45", "11:00", "11:30")
    day = hold(make_day(LINE, duty(1, WIM), duty(2, WILLY), rides=(WIM, WILLY)), 2, late)
    rescued = strand(LINE, day, shortened(day.duties["duty1"], s("09:00"), s("08:00")), s("08:00"))
    assert rescued.broken == ("wim",)
    assert rescued.day.holds == day.holds
    assert rescued.day.duties["duty2"].order == day.duties["duty2"].order


def test_others_make_room_inside_their_promises() -> None:
    # Insertion alone finds no place for Wim: v2 rides with Willy at just his time. But Willy may ride later.
    late_willy = replace(WILLY, pickup_to=s("11:00"), dropoff_by=s("11:40"))
    day = make_day(LINE, duty(1, WIM), duty(2, late_willy, end="12:00"), rides=(WIM, late_willy))
    rescued = strand(LINE, day, shortened(day.duties["duty1"], s("09:00"), s("08:00")), s("08:00"))
    assert rescued.broken == ()
    boards = [one for halt in rescued.day.duties["duty2"].halts for one in halt.board]
    assert sorted(boards) == ["willy", "wim"]


def test_a_stranded_ride_leaves_room_for_the_road_in_its_time_on_board() -> None:
    # Ann may ride 800 s; 600 s are direct. Duty2 can only take her along by way of Bob's boarding at b: with
    # Ann brought to c first, from 10:15 on, it is at b at 10:32, and with Bob first at a after 10:25.
    strict = make_line_data(max_ride_factor=1, max_ride_allowance_s=200)
    bob = ride("bob", "b", "c", "10:21", "10:31", "10:50")
    day = make_day(strict, duty(1, ANN), duty(2, bob), rides=(ANN, bob))
    withdrawn = shortened(day.duties["duty1"], s("09:00"), s("08:00"))
    # 660 s on board are inside the limit, but not inside its slack: the first slow passenger breaks it.
    assert strand(strict, day, withdrawn, s("08:00")).broken == ("ann",)
    with_room = replace(strict, rules=strict.rules.model_copy(update={"promise_slack_s": 140}))
    assert strand(with_room, day, withdrawn, s("08:00")).broken == ()


def test_who_is_on_board_is_brought_and_the_duty_ends_when_the_van_is_back() -> None:
    bob = ride("bob", "d", "b", "11:00", "11:10", "11:35")
    day = on_the_road(make_day(LINE, duty(1, ANN, bob), rides=(ANN, bob)), boarded="10:16")
    whole = day.duties["duty1"]
    rescued = strand(LINE, day, shortened(whole, s("10:18"), s("10:18")), s("10:18"))
    assert rescued.broken == ("bob",)
    left = rescued.day.duties["duty1"]
    # Ann is out at c from 10:28 (10:18 + 600 s) to 10:29; the base is 900 s away, the margin 300 s.
    assert times(left.halts)[2:] == [("c", "10:28", "10:29"), ("base", "10:44", "10:44")]
    assert ends_when_back(LINE, left, whole.ends_at).ends_at == s("10:49")
    assert ends_when_back(LINE, left, s("10:46")).ends_at == s("10:46")


def test_what_fits_into_the_rest_of_a_shortened_duty_stays() -> None:
    bob = ride("bob", "d", "b", "11:00", "11:10", "11:35")
    day = make_day(LINE, duty(1, ANN, bob), rides=(ANN, bob))
    rescued = strand(
        LINE, day, shortened(day.duties["duty1"], s("10:50"), s("08:00")), s("08:00"), may_stay=True
    )
    assert rescued.broken == ("bob",)
    assert [halt.board for halt in rescued.day.duties["duty1"].halts] == [(), ("ann",), (), ()]
