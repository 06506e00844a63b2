"""Following what drivers report."""

from dataclasses import replace

import pytest

from busline.nouns import BookingState, CallKind, DriverEventKind, DutyState
from dispatcher.day.day import Day
from dispatcher.day.driving import EventDoesNotFit, Followed, Reported, follow
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, on_the_road, s

LINE = make_line_data()
KIND = DriverEventKind


def told(
    day: Day, kind: DriverEventKind, at: str, *, stop: str | None = None, who: str | None = None
) -> Followed:
    return follow(LINE, day, Reported(kind, "duty1", stop, who, s(at)))


def planned() -> Day:
    return make_day(LINE, duty(1, ANN))


def test_clocking_in_puts_the_van_at_its_base() -> None:
    one = told(planned(), KIND.CLOCK_IN, "09:44").day.duties["duty1"]
    assert one.state is DutyState.UNDER_WAY
    assert one.halts[0].arrived == s("09:44")
    assert one.halts[1].arrived is None


def test_a_duty_that_begins_without_rides_has_its_base_to_start_from() -> None:
    day = told(make_day(LINE, duty(1), rides=()), KIND.CLOCK_IN, "09:45").day
    [base] = day.duties["duty1"].halts
    assert (base.kind, base.stop, base.arrived) == (CallKind.BASE, "base", s("09:45"))
    assert told(day, KIND.DEPARTED, "10:00").day.duties["duty1"].halts[0].departed == s("10:00")


def test_what_was_passed_without_a_word_gets_the_times_it_must_have_had() -> None:
    # At c at 10:28, so a was left at 10:18 (600 s before) and the base at 10:10 at the latest.
    halts = told(planned(), KIND.ARRIVED, "10:28", stop="c").day.duties["duty1"].halts
    assert [(halt.arrived, halt.departed) for halt in halts] == [
        (s("09:45"), s("10:10")),
        (s("10:15"), s("10:18")),
        (s("10:28"), None),
        (None, None),
    ]


def test_leaving_twice_is_leaving_once() -> None:
    day = told(planned(), KIND.CLOCK_IN, "09:45").day
    once = told(day, KIND.DEPARTED, "10:10").day
    assert told(once, KIND.DEPARTED, "10:11").day.duties == once.duties


def test_arriving_twice_is_arriving_once_also_where_the_van_comes_again_later() -> None:
    day = planned()
    base, home, shops, back = day.duties["duty1"].halts
    again = replace(home, board=(), arrive=shops.depart + 600, depart=shops.depart + 660)
    back = replace(back, arrive=again.depart + 300, depart=again.depart + 300)
    day = day.with_duties(replace(day.duties["duty1"], halts=(base, home, shops, again, back)))
    once = told(on_the_road(day), KIND.ARRIVED, "10:15", stop=home.stop).day
    assert told(once, KIND.ARRIVED, "10:16", stop=home.stop).day.duties == once.duties
    left = told(once, KIND.DEPARTED, "10:17").day
    later = told(left, KIND.ARRIVED, "10:40", stop=home.stop).day.duties["duty1"]
    assert later.halts[3].arrived == s("10:40")


def test_where_a_van_halts_twice_at_once_the_second_arrival_is_the_second_halt() -> None:
    day = planned()
    base, home, shops, back = day.duties["duty1"].halts
    pause = replace(shops, kind=CallKind.BREAK, alight=(), depart=shops.depart + 900)
    day = day.with_duties(replace(day.duties["duty1"], halts=(base, home, shops, pause, back)))
    once = told(on_the_road(day), KIND.ARRIVED, "10:28", stop=shops.stop).day
    twice = told(once, KIND.ARRIVED, "10:29", stop=shops.stop).day.duties["duty1"]
    assert twice.halts[3].arrived == s("10:29")


def test_a_passenger_boards_and_alights() -> None:
    day = on_the_road(planned())
    boarded = told(day, KIND.BOARDED, "10:16", who="ann")
    assert boarded.booking_states == (("ann", BookingState.ON_BOARD, s("10:16")),)
    assert [visit.is_pickup for visit in boarded.day.duties["duty1"].order] == [False]
    alighted = told(boarded.day, KIND.ALIGHTED, "10:27", who="ann")
    assert alighted.booking_states == (("ann", BookingState.COMPLETED, s("10:27")),)
    assert alighted.day.duties["duty1"].order == ()


def test_who_alights_without_having_boarded_did_so_when_their_stop_was_left() -> None:
    day = told(on_the_road(planned()), KIND.ARRIVED, "10:28", stop="c").day
    followed = told(day, KIND.ALIGHTED, "10:29", who="ann")
    assert followed.booking_states == (
        ("ann", BookingState.ON_BOARD, s("10:18")),
        ("ann", BookingState.COMPLETED, s("10:29")),
    )


def test_who_is_missed_leaves_the_run_and_the_call_that_was_made_for_them_stays() -> None:
    day = told(on_the_road(planned()), KIND.ARRIVED, "10:15", stop="a").day
    followed = told(day, KIND.NO_SHOW, "10:18", who="ann")
    assert followed.booking_states == (("ann", BookingState.NO_SHOW, s("10:18")),)
    assert [halt.stop for halt in followed.day.duties["duty1"].halts] == ["base", "a", "base"]


def test_clocking_out_means_that_the_van_is_empty() -> None:
    followed = told(on_the_road(planned(), boarded="10:16"), KIND.CLOCK_OUT, "10:45")
    assert followed.booking_states == (("ann", BookingState.COMPLETED, s("10:45")),)
    assert followed.day.duties["duty1"].state is DutyState.DONE
    assert followed.day.duties["duty1"].halts[-1].arrived == s("10:45")


def test_a_break_that_nobody_planned_leaves_the_run_alone() -> None:
    day = on_the_road(planned())
    assert told(day, KIND.BREAK_START, "10:20").day.duties == day.duties
    assert told(day, KIND.BREAK_END, "10:50").day.duties == day.duties


@pytest.mark.parametrize(
    ("kind", "stop", "who"),
    [
        (KIND.ARRIVED, "d", None),  # no call there
        (KIND.BOARDED, None, "nobody"),
        (KIND.ALIGHTED, None, None),
    ],
)
def test_what_can_t_have_happened_does_not_fit(
    kind: DriverEventKind, stop: str | None, who: str | None
) -> None:
    with pytest.raises(EventDoesNotFit):
        told(on_the_road(planned()), kind, "10:20", stop=stop, who=who)


def test_a_duty_that_is_over_takes_no_events() -> None:
    day = planned()
    over = day.with_duties(replace(day.duties["duty1"], state=DutyState.DONE))
    with pytest.raises(EventDoesNotFit, match="over"):
        told(over, KIND.ARRIVED, "10:20", stop="a")


def test_times_stay_in_order_whatever_the_phones_clock_says() -> None:
    day = told(planned(), KIND.CLOCK_IN, "10:20").day  # late, and a is not reported at all
    halts = told(day, KIND.ARRIVED, "10:28", stop="c").day.duties["duty1"].halts
    known = [moment for halt in halts for moment in (halt.arrived, halt.departed) if moment is not None]
    assert known == sorted(known)
    left = told(day.with_duties(replace(day.duties["duty1"], halts=halts)), KIND.DEPARTED, "10:27").day
    assert left.duties["duty1"].halts[2].departed == s("10:28")
