"""What is remembered of a day's duties is used as long as nothing that it rests on has changed, no longer."""

from dataclasses import replace

import pytest

from busline.days import instant
from dispatcher.day.framing import framing
from dispatcher.day.framing.day_memory import DayMemory
from dispatcher.day.framing.framing import at_promise, frame_day, ride_of
from dispatcher.day.placing import find_place
from dispatcher.planning.fleet.best_insertion import best_insertions
from tests.busline.feed.helpers import offer
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, on_the_road, ride, s

LINE = make_line_data()
BOB = ride("bob", "b", "d", "10:30", "10:40", "11:10")
CY = ride("cy", "a", "d", "10:20", "10:30", "11:10")


def two_vans():
    return make_day(LINE, duty(1, ANN), duty(2, BOB), rides=(ANN, BOB))


def test_a_day_that_is_asked_about_twice_is_framed_once():
    day = two_vans()
    first = frame_day(LINE, day, s("08:00"))
    assert frame_day(LINE, day, s("08:05")) is first


def test_only_the_duty_that_changes_is_framed_anew():
    day = two_vans()
    before = frame_day(LINE, day, s("08:00"))
    after = frame_day(LINE, day.without_rides("bob"), s("08:00"))
    assert after.slots[0] is before.slots[0]
    assert after.route("duty2") == ()
    assert before.route("duty2") != ()
    again = frame_day(LINE, day, s("08:00"))
    assert again.slots == before.slots


def test_a_booking_that_binds_later_frames_its_duty_anew():
    day = two_vans()
    before = frame_day(LINE, day, s("08:00"))
    later = at_promise(LINE, BOB)
    after = frame_day(LINE, day.with_bookings(later), s("08:00"))
    assert after.slots[0] is before.slots[0]
    assert after.duties["duty2"].rides["bob"] == ride_of(LINE, later)
    # A part of the day asked about in between must not pass for the whole of it.
    frame_day(LINE, day.with_bookings(later), s("08:00"), only=["duty2"])
    assert frame_day(LINE, day, s("08:00")).duties["duty2"].rides["bob"] == ride_of(LINE, BOB)


def test_time_that_reaches_a_duty_frames_it_anew():
    day = two_vans()
    before = frame_day(LINE, day, s("08:00"))
    # Ann's call at 10:15 is fixed from 10:05 on.
    assert frame_day(LINE, day, s("09:30")).slots == before.slots
    assert frame_day(LINE, day, s("10:05:01")).duties["duty1"].frame.start == 1
    assert frame_day(LINE, day, s("08:00")).slots == before.slots


def test_a_line_with_other_rules_is_another_day():
    day = two_vans()
    frame_day(LINE, day, s("08:00"))
    strict = make_line_data(base_margin_s=600)
    assert frame_day(strict, day, s("08:00")).duties["duty1"].frame.leave_from == s("09:55")


def test_a_duty_that_keeps_a_place_for_an_offer_is_known_as_if_framed_anew(monkeypatch: pytest.MonkeyPatch):
    day, now = two_vans(), s("08:00")
    place = find_place(LINE, day, CY, now)
    assert place is not None
    after = place.held(day, offer("cy", instant(now + 180)), yields=False)
    anew = frame_day(LINE, replace(after, memory=DayMemory()), now)
    monkeypatch.setattr(framing, "frame_duty", None)
    known = frame_day(LINE, after, now)
    assert known.slots == anew.slots
    assert "cy" in {ride.id for ride in known.problem.rides}
    assert known.problem.rides == anew.problem.rides  # in the same order


def test_framings_that_share_a_fleet_each_find_their_own():
    day = two_vans()
    fuller = frame_day(LINE, day, s("08:00"))
    emptier = frame_day(LINE, day.without_rides("ann", "bob"), s("08:00"))
    moving = frame_day(LINE, on_the_road(day), s("10:11"))
    wishes = [ride_of(LINE, replace(CY, id=f"cy{k}", seats=k)) for k in (1, 2, 3)]
    for asked in (fuller, emptier, fuller, moving, emptier):
        places = asked.find(wishes, asked.duties)
        found = [
            None if place is None else asked.insertion(wish, place)
            for wish, place in zip(wishes, places, strict=True)
        ]
        assert found == best_insertions(asked.problem, asked.plan, wishes)


def test_a_change_leaves_other_duties_the_same_objects():
    day = two_vans()
    assert day.without_rides() is day
    assert day.with_duties() is day
    changed = day.without_rides("ann")
    assert changed.duties_other_than(day) == {"duty1"}
    assert changed.memory is day.memory
    assert replace(day, memory=DayMemory()) == day
