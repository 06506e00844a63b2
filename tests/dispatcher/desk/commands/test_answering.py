"""Calls at the desk: offers, bookings, changes, refusals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import Connection, Engine, event, func, select

from busline.clock import VirtualClock
from busline.feed.messages import (
    AnyReply,
    CancelBookings,
    Confirmed,
    ConfirmOffers,
    DeclineOffers,
    Done,
    Failed,
    Offers,
    QuoteRequest,
)
from busline.nouns import BookingState, DutyState, RefusalReason, RequestState, TimeMode
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.desk.line_desk import LineDesk
from tests.dispatcher.desk.small_line import TUESDAY, ask, at

Tell = Callable[..., AnyReply]
NORMAL, FULL = 1, 2  # how SQLite waits for the disk


def quoted(tell: Tell, request_id: str) -> Offers:
    reply = tell(QuoteRequest, request_id=request_id)
    assert isinstance(reply, Offers), reply
    return reply


def booked(tell: Tell, request_id: str) -> Confirmed:
    offers = quoted(tell, request_id)
    chosen = tuple(leg.offers[0].id for leg in offers.legs)
    reply = tell(ConfirmOffers, request_id=request_id, offer_ids=chosen)
    assert isinstance(reply, Confirmed), reply
    return reply


def test_offers_lie_near_the_wanted_time_and_apart_from_each_other(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    offers = quoted(tell, ask(small_record, clock)).legs[0].offers
    begins = sorted(offer.promise.pickup_from for offer in offers)
    assert 2 <= len(offers) <= 4
    assert all(at("10:00") <= begin <= at("11:00") for begin in begins)
    assert all((b - a).total_seconds() >= 900 for a, b in pairwise(begins))
    assert offers[0].promise.pickup_from == at("10:15")
    assert all(offer.held and offer.driver_known for offer in offers)


def test_arrive_by_is_not_missed(tell: Tell, small_record: Record, clock: VirtualClock) -> None:
    request = ask(small_record, clock, wanted="11:00", mode=TimeMode.ARRIVE_BY)
    offers = quoted(tell, request).legs[0].offers
    assert offers
    assert all(offer.promise.dropoff_by <= at("11:00") for offer in offers)


def test_there_and_back_become_two_bookings_on_a_run(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    confirmed = booked(tell, ask(small_record, clock, wanted="10:00", back="10:50"))
    assert len(confirmed.bookings) == 2
    out, back = confirmed.bookings
    assert out.promise.dropoff_by <= back.promise.pickup_from
    with small_record.read() as session:
        runs = {run.duty_id: run for run in session.scalars(select(t.Run))}
        calls = runs[out.duty_id].calls
        assert calls[0]["stop"] == calls[-1]["stop"] == "base"
        assert [b for call in calls for b in call["board"] if b == out.booking_id] == [out.booking_id]
        assert session.scalar(select(t.Request.state)) is RequestState.CONFIRMED


def test_the_same_confirmation_twice_books_once(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    request = ask(small_record, clock)
    chosen = (quoted(tell, request).legs[0].offers[0].id,)
    first = tell(ConfirmOffers, request_id=request, offer_ids=chosen, key="one")
    again = tell(ConfirmOffers, request_id=request, offer_ids=chosen, key="one")
    assert again == first
    other = tell(ConfirmOffers, request_id=request, offer_ids=("x",), key="one")
    assert isinstance(other, Failed)
    assert other.code == "another-wish"
    with small_record.read() as session:
        assert session.scalar(select(func.count()).select_from(t.Booking)) == 1


def test_the_same_question_twice_is_one(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    request = ask(small_record, clock)
    first = tell(QuoteRequest, request_id=request, key="one")
    held = set(desk.day(TUESDAY).holds)
    assert held
    clock.advance(timedelta(seconds=1))
    assert tell(QuoteRequest, request_id=request, key="one") == first
    assert set(desk.day(TUESDAY).holds) == held
    other = tell(QuoteRequest, request_id=ask(small_record, clock), key="one")
    assert isinstance(other, Failed)
    assert other.code == "another-wish"


def test_a_power_cut_can_undo_offers_and_nothing_else(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    levels: list[int] = []

    def keep(connection: Connection) -> None:
        levels.append(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())

    quoted(tell, ask(small_record, clock))  # the day is staffed with the first
    event.listen(Engine, "commit", keep)
    try:
        asked = ask(small_record, clock)
        offers = quoted(tell, asked)
        assert levels == [FULL, NORMAL]
        reply = tell(ConfirmOffers, request_id=asked, offer_ids=(offers.legs[0].offers[0].id,))
        assert isinstance(reply, Confirmed)
        tell(CancelBookings, booking_ids=(reply.bookings[0].booking_id,))
    finally:
        event.remove(Engine, "commit", keep)
    assert levels[2:]
    assert set(levels[2:]) == {FULL}


def test_a_seat_that_is_held_for_one_caller_is_not_offered_to_another(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    # One wheelchair place in each of two vans: the third caller at the same time gets another time.
    times = []
    for _ in range(3):
        request = ask(small_record, clock, resident="wim", from_stop="a", to_stop="d", wanted="10:15")
        offers = quoted(tell, request).legs[0].offers
        times.append({offer.promise.pickup_from for offer in offers if offer.held})
    assert at("10:15") in times[0]
    assert len(desk.day(TUESDAY).holds) == sum(len(one) for one in times)


def test_who_asks_for_another_time_does_not_stand_in_their_own_way(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    # One wheelchair place in each of two vans: what is held for the first request blocks the second.
    first, second, third = (
        ask(small_record, clock, resident="wim", from_stop="a", to_stop="d") for _ in range(3)
    )
    held = [offer.promise for offer in quoted(tell, first).legs[0].offers if offer.held]
    assert [offer.promise for offer in quoted(tell, second).legs[0].offers if offer.held] != held
    reply = tell(QuoteRequest, request_id=third, instead_of=first)
    assert isinstance(reply, Offers)
    assert [offer.promise for offer in reply.legs[0].offers if offer.held] == held
    assert {hold.offer.request_id for hold in desk.day(TUESDAY).holds.values()} == {third}


def test_declined_offers_are_a_refusal_and_their_places_come_free(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    request = ask(small_record, clock)
    quoted(tell, request)
    assert desk.day(TUESDAY).holds
    assert isinstance(tell(DeclineOffers, request_id=request, why="too late"), Done)
    assert not desk.day(TUESDAY).holds
    with small_record.read() as session:
        refusal = session.scalars(select(t.Refusal)).one()
        assert refusal.reason is RefusalReason.DECLINED


def test_without_a_van_the_refusal_names_times_that_work(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    reply = quoted(tell, ask(small_record, clock, wanted="16:00")).legs[0]
    assert reply.refusal is RefusalReason.NO_WINDOW
    assert reply.why_not is not None
    # Lent from 09:45 to 11:45: the last van that brings somebody from a to c is gone long before four.
    assert all(near.promise.pickup_from < at("11:30") for near in reply.why_not.nearest)
    assert reply.why_not.nearest
    with small_record.read() as session:
        assert session.scalars(select(t.Refusal)).one().reason is RefusalReason.NO_WINDOW


def test_a_cancelled_ride_leaves_the_run(tell: Tell, small_record: Record, clock: VirtualClock) -> None:
    made = booked(tell, ask(small_record, clock)).bookings[0]
    reply = tell(CancelBookings, booking_ids=(made.booking_id,), why="ill")
    assert isinstance(reply, Done)
    with small_record.read() as session:
        booking = session.get(t.Booking, made.booking_id)
        run = session.get(t.Run, made.duty_id)
        assert booking is not None
        assert run is not None
        assert booking.state is BookingState.CANCELLED
        assert run.calls == []
    assert isinstance(tell(CancelBookings, booking_ids=(made.booking_id,)), Done)


def test_a_change_keeps_the_old_ride_until_the_new_one_is_confirmed(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    old = booked(tell, ask(small_record, clock)).bookings[0]
    request = ask(small_record, clock, wanted="11:00", replaces=(old.booking_id,))
    offers = quoted(tell, request)
    with small_record.read() as session:
        assert session.get_one(t.Booking, old.booking_id).state is BookingState.CONFIRMED
    new = tell(ConfirmOffers, request_id=request, offer_ids=(offers.legs[0].offers[0].id,))
    assert isinstance(new, Confirmed)
    with small_record.read() as session:
        assert session.get_one(t.Booking, old.booking_id).state is BookingState.CANCELLED
        assert session.get_one(t.Booking, new.bookings[0].booking_id).state is BookingState.CONFIRMED


def test_a_ride_is_changed_to_another_day_in_one_commit(
    tell: Tell, desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    old = booked(tell, ask(small_record, clock)).bookings[0]
    next_week = TUESDAY + timedelta(days=7)
    new = booked(tell, ask(small_record, clock, day=next_week, replaces=(old.booking_id,))).bookings[0]
    with small_record.read() as session:
        assert session.get_one(t.Booking, old.booking_id).state is BookingState.CANCELLED
        assert session.get_one(t.Booking, new.booking_id).service_date == next_week
        assert session.get_one(t.Run, old.duty_id).calls == []
        revisions = {plan.service_date: plan.revision for plan in session.scalars(select(t.DayPlan))}
    assert revisions == {TUESDAY: 2, next_week: 1}
    assert {day.date: day.revision for day in desk.loaded} == revisions


def test_an_expired_offer_is_booked_if_it_still_fits_and_refused_when_it_is_too_late(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    request = ask(small_record, clock)
    offer = quoted(tell, request).legs[0].offers[0]
    clock.move_to(at("09:00"))
    assert not desk.day(TUESDAY).holds
    assert isinstance(tell(ConfirmOffers, request_id=request, offer_ids=(offer.id,)), Confirmed)
    late = ask(small_record, clock, resident="bob")
    offer = quoted(tell, late).legs[0].offers[0]
    clock.move_to(at("10:14"))
    gone = tell(ConfirmOffers, request_id=late, offer_ids=(offer.id,))
    assert isinstance(gone, Failed)
    assert gone.code == "offer-gone"


def test_an_offer_on_a_van_that_went_home_since_is_booked_on_another(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    request = ask(small_record, clock)
    offer = quoted(tell, request).legs[0].offers[0]
    day = desk.day(TUESDAY)
    # As a driver who clocks out leaves the day: nothing to drive any more, and the places still held.
    desk.remember(day.with_duties(replace(day.duties[offer.duty_id], state=DutyState.DONE, order=())))
    reply = tell(ConfirmOffers, request_id=request, offer_ids=(offer.id,))
    assert isinstance(reply, Confirmed)
    assert reply.bookings[0].duty_id != offer.duty_id


def test_an_offer_on_a_van_that_found_no_driver_in_time_is_booked_on_another(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    request = ask(small_record, clock)
    offer = quoted(tell, request).legs[0].offers[0]
    day = desk.day(TUESDAY)
    # An open duty on the day itself: a driver had to be found the day before (the line's default).
    driven = day.duties[offer.duty_id]
    desk.remember(day.with_duties(replace(driven, state=DutyState.OPEN, driver_id=None)))
    reply = tell(ConfirmOffers, request_id=request, offer_ids=(offer.id,))
    assert isinstance(reply, Confirmed)
    assert reply.bookings[0].duty_id != offer.duty_id


def test_another_desk_finds_the_bookings_and_the_held_offers(
    tell: Tell, desk: LineDesk, service: object, small_record: Record, clock: VirtualClock
) -> None:
    made = booked(tell, ask(small_record, clock)).bookings[0]
    quoted(tell, ask(small_record, clock, resident="bob"))
    before = desk.day(TUESDAY)
    successor = service.open_desk()  # type: ignore[attr-defined]
    after = successor.day(TUESDAY)
    assert made.booking_id in after.bookings
    assert set(after.holds) == set(before.holds)
