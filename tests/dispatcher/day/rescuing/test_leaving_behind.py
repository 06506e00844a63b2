"""Somebody could not get in: another van, or a phone call; never silence."""

from busline.nouns import BookingState, DriverEventKind, TaskKind
from dispatcher.day.day import Day
from dispatcher.day.driving import Reported, follow
from dispatcher.day.rescuing.disruption import Rescued
from dispatcher.day.rescuing.leaving_behind import leave_behind
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, on_the_road, ride, s

LINE = make_line_data()
# Is picked up at a as well, and stays on the van that Ann does not fit in.
BOB = ride("bob", "a", "c", "10:10", "10:25", "10:50")


def _left(day: Day, who: str, at: str) -> Rescued:
    followed = follow(LINE, day, Reported(DriverEventKind.VAN_FULL, "duty1", "a", who, s(at)))
    return leave_behind(LINE, followed.day, followed.day.duties["duty1"], who, s(at))


def test_where_no_other_van_comes_a_coordinator_phones_with_what_else_there_is() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN, BOB), rides=(ANN, BOB)))
    left = _left(day, "ann", "10:16")
    assert left.broken == ("ann",)
    assert left.day.bookings["ann"].state is BookingState.BROKEN
    assert [(call.kind, call.booking_id) for call in left.calls] == [(TaskKind.VAN_FULL, "ann")]
    boards = [one for halt in left.day.duties["duty1"].halts for one in halt.board]
    assert boards == ["bob"]  # whoever does fit in is still taken along


def test_another_van_takes_them_and_the_call_says_when() -> None:
    late_ann = ride("ann", "a", "c", "10:10", "11:00", "11:30")
    day = on_the_road(make_day(LINE, duty(1, late_ann, BOB), duty(2), rides=(late_ann, BOB)))
    left = _left(day, "ann", "10:16")
    assert left.broken == ()
    (halt,) = [halt for halt in left.day.duties["duty2"].halts if "ann" in halt.board]
    assert [(call.kind, call.expected_pickup) for call in left.calls] == [(TaskKind.VAN_FULL, halt.arrive)]


def test_who_is_in_already_is_not_left_behind() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)), boarded="10:16")
    left = leave_behind(LINE, day, day.duties["duty1"], "ann", s("10:17"))
    assert left.broken == ()
    assert left.day.bookings["ann"].state is BookingState.ON_BOARD
