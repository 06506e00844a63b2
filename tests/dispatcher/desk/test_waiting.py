"""The waiting list: a place that comes free is held for whoever has waited longest, and becomes a phone call.

On the small line with one van: two seats, lent from 09:45 to 11:45. Ann's party of two fills it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.messages import (
    AnyReply,
    CancelBookings,
    Confirmed,
    ConfirmOffers,
    ConfirmWaiting,
    DeclineOffers,
    Failed,
    Offers,
    QuoteRequest,
    UndoBookings,
    WaitingListChanged,
    WithdrawWindow,
)
from busline.nouns import BookingState, LegName, RefusalReason, TaskEnd, TaskKind, TaskState, WaitingState
from busline.record import tables as t
from busline.record.engine import Record
from busline.record.requests import LegWish, RequestWish, store_request
from busline.record.waiting import (
    NothingToWaitFor,
    TooLateToWait,
    WaitingWish,
    join,
    set_waiting_state,
)
from dispatcher.desk.line_desk import LineDesk
from dispatcher.desk.waiting.waiting_list import look_after_waiting
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.small_line import TUESDAY, _van, at, make_line

Tell = Callable[..., AnyReply]


@pytest.fixture
def small_record(sqlite_record: Record) -> Record:
    """A line whose one van is full with one party, and whose offers lie close to what was asked."""
    make_line(sqlite_record, vans=1, offer_reach_s=900, offer_early_s=0, waiting_span_s=600)
    return sqlite_record


def ask(record: Record, resident: str, wanted: str = "10:15", back: str = "", ends: str = "ad") -> str:
    """Store a request from a to d, or between other `ends`, for a party that needs the whole van."""
    start, end = ends
    legs = [LegWish(from_stop=start, to_stop=end, wanted_at=at(wanted))]
    if back:
        legs.append(LegWish(leg=LegName.BACK, from_stop=end, to_stop=start, wanted_at=at(back)))
    wish = RequestWish(resident_id=resident, legs=tuple(legs), companions=1)
    with record.change("carla") as session:
        return store_request(session, "small", wish, who="carla", now=record.clock.now()).id


def book(tell: Tell, request_id: str) -> str:
    offers = tell(QuoteRequest, request_id=request_id)
    assert isinstance(offers, Offers)
    chosen = tuple(leg.offers[0].id for leg in offers.legs)
    confirmed = tell(ConfirmOffers, request_id=request_id, offer_ids=chosen)
    assert isinstance(confirmed, Confirmed)
    return confirmed.bookings[0].booking_id


def wait(record: Record, tell: Tell, resident: str, wanted: str = "10:15", **wish: object) -> str:
    """Let somebody be refused and join the waiting list; return the entry's id."""
    request_id = ask(record, resident, wanted)
    answer = tell(QuoteRequest, request_id=request_id)
    assert isinstance(answer, Offers)
    assert answer.legs[0].refusal is RefusalReason.FULL
    return enlist(record, request_id, **wish)


def enlist(record: Record, request_id: str, **wish: object) -> str:
    with record.change("carla") as session:
        asked = WaitingWish(**wish)  # type: ignore[arg-type]
        return join(session, "small", request_id, asked, who="carla", now=record.clock.now()).id


def decline(tell: Tell, request_id: str) -> tuple[str, ...]:
    """Ask and take none of the offers; return the first one of each way, which can be taken after all."""
    answer = tell(QuoteRequest, request_id=request_id)
    assert isinstance(answer, Offers)
    tell(DeclineOffers, request_id=request_id)
    return tuple(leg.offers[0].id for leg in answer.legs)


def entry_of(record: Record, entry_id: str) -> t.WaitingEntry:
    with record.read() as session:
        return session.get_one(t.WaitingEntry, entry_id)


def calls(record: Record) -> list[t.Task]:
    with record.read() as session:
        kind = t.Task.kind == TaskKind.WAITING_LIST
        return list(session.scalars(select(t.Task).where(kind).order_by(t.Task.made_at, t.Task.id)))


def leave(record: Record, entry_id: str) -> None:
    with record.change("carla") as session:
        set_waiting_state(session.get_one(t.WaitingEntry, entry_id), WaitingState.LEFT, record.clock.now())


@pytest.fixture
def full(tell: Tell, small_record: Record) -> str:
    """The booking that fills the van from 10:15."""
    return book(tell, ask(small_record, "ann"))


def test_a_place_that_comes_free_is_held_and_becomes_a_phone_call(
    desk: LineDesk, tell: Tell, small_record: Record, full: str
) -> None:
    entry_id = wait(small_record, tell, "bob")
    assert look_after_waiting(desk) == 0
    assert calls(small_record) == []
    tell(CancelBookings, booking_ids=(full,))
    assert look_after_waiting(desk) == 1
    entry = entry_of(small_record, entry_id)
    assert entry.state is WaitingState.OFFERED
    # Two hours by the line's rule, but he wants to know half an hour before 10:15.
    assert entry.held_until == at("09:45")
    (offer,) = entry.offers
    assert datetime.fromisoformat(offer["promise"]["pickup_from"]) == at("10:15")
    (call,) = calls(small_record)
    assert (call.resident_id, call.state, call.about["waiting"]) == ("bob", TaskState.OPEN, entry_id)
    assert call.about["held_until"] == at("09:45").isoformat()
    # Nobody else gets the place meanwhile, long after a desk's offer would have expired.
    desk.clock.advance(timedelta(minutes=30))  # type: ignore[attr-defined]
    other = tell(QuoteRequest, request_id=ask(small_record, "ann"))
    assert isinstance(other, Offers)
    assert other.legs[0].refusal is RefusalReason.FULL


def test_one_press_books_what_is_held_and_keeps_the_refusal_as_placed_later(
    desk: LineDesk, tell: Tell, small_record: Record, full: str
) -> None:
    entry_id = wait(small_record, tell, "bob")
    tell(CancelBookings, booking_ids=(full,))
    look_after_waiting(desk)
    (call,) = calls(small_record)
    reply = tell(ConfirmWaiting, waiting_id=entry_id, task_id=call.id, outcome="rides", key="once")
    assert isinstance(reply, Confirmed), reply
    assert tell(ConfirmWaiting, waiting_id=entry_id, task_id=call.id, outcome="rides", key="once") == reply
    with small_record.read() as session:
        booking = session.get_one(t.Booking, reply.bookings[0].booking_id)
        refusal = session.scalars(select(t.Refusal)).one()
        assert (booking.state, booking.resident_id) == (BookingState.CONFIRMED, "bob")
        assert booking.promise == reply.bookings[0].promise
        assert (refusal.reason, refusal.placed_at) == (RefusalReason.FULL, small_record.clock.now())
    (done,) = calls(small_record)
    assert (done.state, done.ended, done.outcome) == (TaskState.DONE, TaskEnd.REACHED, "rides")
    assert entry_of(small_record, entry_id).state is WaitingState.PLACED
    again = tell(ConfirmWaiting, waiting_id=entry_id)
    assert isinstance(again, Failed)
    assert again.code == "place-gone"


def test_who_wants_the_place_no_more_leaves_it_to_the_next(
    desk: LineDesk, tell: Tell, small_record: Record, full: str
) -> None:
    first = wait(small_record, tell, "bob")
    desk.clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]
    second = wait(small_record, tell, "ann")
    tell(CancelBookings, booking_ids=(full,))
    look_after_waiting(desk)
    assert [entry_of(small_record, one).state for one in (first, second)] == ["offered", "waiting"]
    leave(small_record, first)
    tell(WaitingListChanged)
    assert [entry_of(small_record, one).state for one in (first, second)] == ["left", "offered"]


def test_an_expired_hold_goes_to_the_next_and_the_phone_call_says_so(
    desk: LineDesk, tell: Tell, small_record: Record, full: str, clock: VirtualClock
) -> None:
    first = wait(small_record, tell, "bob", know_by=at("08:30"))
    clock.advance(timedelta(minutes=1))
    second = wait(small_record, tell, "ann")
    tell(CancelBookings, booking_ids=(full,))
    look_after_waiting(desk)
    clock.move_to(at("08:31"))
    look_after_waiting(desk)
    assert entry_of(small_record, first).state is WaitingState.WAITING
    assert entry_of(small_record, second).state is WaitingState.OFFERED
    told = next(call for call in calls(small_record) if call.resident_id == "bob")
    assert told.about["expired"] == at("08:30").isoformat()


def test_who_could_not_be_reached_waits_on_but_keeps_no_place_again_unasked(
    desk: LineDesk, tell: Tell, small_record: Record, full: str, clock: VirtualClock
) -> None:
    with small_record.change("test") as session:
        line = session.get_one(t.Line, "small")
        line.rules = line.rules | {"waiting_hold_s": 600}
    tell(WaitingListChanged)
    desk._line = None  # the rules are new
    entry_id = wait(small_record, tell, "bob")
    tell(CancelBookings, booking_ids=(full,))
    look_after_waiting(desk)
    clock.advance(timedelta(minutes=11))
    assert look_after_waiting(desk) == 0
    assert look_after_waiting(desk) == 0
    assert entry_of(small_record, entry_id).state is WaitingState.WAITING
    (call,) = calls(small_record)
    with small_record.change("carla") as session:
        session.get_one(t.Task, call.id).state = TaskState.DONE  # seen: he shall wait on
    assert look_after_waiting(desk) == 1
    assert len(calls(small_record)) == 2


def test_a_dispatcher_that_takes_over_holds_the_place_without_anything_from_the_feed(
    desk: LineDesk, tell: Tell, small_record: Record, full: str, service: LineService
) -> None:
    entry_id = wait(small_record, tell, "bob")
    tell(CancelBookings, booking_ids=(full,))
    look_after_waiting(desk)
    desk.shelf._redis.flushall()
    successor = service.open_desk()
    (hold,) = successor.day(TUESDAY).holds.values()
    assert hold.yields
    assert look_after_waiting(successor) == 0
    assert entry_of(small_record, entry_id).state is WaitingState.OFFERED


def test_when_no_place_came_the_caller_is_told_in_time(
    desk: LineDesk, tell: Tell, small_record: Record, full: str, clock: VirtualClock
) -> None:
    assert full
    entry_id = wait(small_record, tell, "bob", know_by=at("09:00"))
    clock.move_to(at("09:00"))
    look_after_waiting(desk)
    assert entry_of(small_record, entry_id).state is WaitingState.OVER
    (call,) = calls(small_record)
    assert call.about["over"] is True


def test_a_promise_that_lacks_a_place_takes_the_one_that_is_held_for_who_waits(
    desk: LineDesk, tell: Tell, sqlite_record: Record, clock: VirtualClock
) -> None:
    """Two vans, each full at 10:15; one seat pair comes free and is held, then the other van is withdrawn."""
    del desk  # the line of this test has one van more
    with sqlite_record.change("test") as session:
        _van(session, 2)
    tell(WaitingListChanged)
    ann = book(tell, ask(sqlite_record, "ann"))
    bob = book(tell, ask(sqlite_record, "bob"))
    waiting = wait(sqlite_record, tell, "wim")
    tell(CancelBookings, booking_ids=(ann,))
    tell(WaitingListChanged)
    assert entry_of(sqlite_record, waiting).state is WaitingState.OFFERED
    with sqlite_record.read() as session:
        duty = next(
            duty
            for duty, run in session.execute(select(t.Duty, t.Run).join(t.Run, t.Run.duty_id == t.Duty.id))
            if any(bob in call["board"] for call in run.calls)
        )
    tell(WithdrawWindow, window_id=duty.window_id, from_instant=clock.now(), why="needed")
    with sqlite_record.read() as session:
        assert session.get_one(t.Booking, bob).state is BookingState.CONFIRMED
    tell(WaitingListChanged)
    assert entry_of(sqlite_record, waiting).state is WaitingState.WAITING
    (call,) = calls(sqlite_record)
    assert call.about["lost"] is True


def test_a_cancellation_can_be_undone_though_its_place_was_offered(
    desk: LineDesk, tell: Tell, small_record: Record, full: str
) -> None:
    entry_id = wait(small_record, tell, "bob")
    tell(CancelBookings, booking_ids=(full,))
    look_after_waiting(desk)
    tell(UndoBookings, reinstate=(full,))
    with small_record.read() as session:
        assert session.get_one(t.Booking, full).state is BookingState.CONFIRMED
    look_after_waiting(desk)
    assert entry_of(small_record, entry_id).state is WaitingState.WAITING


def test_both_ways_are_offered_or_neither(desk: LineDesk, tell: Tell, small_record: Record) -> None:
    out = book(tell, ask(small_record, "ann"))
    back = book(tell, ask(small_record, "ann", "11:00", ends="da"))
    request_id = ask(small_record, "bob", "10:15", back="11:05")
    answer = tell(QuoteRequest, request_id=request_id)
    assert isinstance(answer, Offers)
    assert all(leg.refusal for leg in answer.legs)
    entry_id = enlist(small_record, request_id)
    tell(CancelBookings, booking_ids=(out,))
    assert look_after_waiting(desk) == 0
    tell(CancelBookings, booking_ids=(back,))
    assert look_after_waiting(desk) == 1
    first, second = entry_of(small_record, entry_id).offers
    assert (first["leg"], second["leg"]) == ("out", "back")
    assert second["promise"]["pickup_from"] >= first["promise"]["dropoff_by"]


def test_declined_offers_can_wait_too(desk: LineDesk, tell: Tell, small_record: Record) -> None:
    request_id = ask(small_record, "bob")
    tell(QuoteRequest, request_id=request_id)
    with pytest.raises(NothingToWaitFor):
        enlist(small_record, request_id)
    tell(DeclineOffers, request_id=request_id)
    entry_id = enlist(small_record, request_id)
    assert enlist(small_record, request_id) == entry_id  # twice is once
    assert look_after_waiting(desk) == 1


def test_nobody_joins_who_could_not_be_phoned_in_time(
    tell: Tell, small_record: Record, full: str, clock: VirtualClock
) -> None:
    assert full
    request_id = ask(small_record, "bob")
    tell(QuoteRequest, request_id=request_id)
    clock.move_to(at("09:45"))  # half an hour before
    with pytest.raises(TooLateToWait):
        enlist(small_record, request_id)


def test_who_takes_an_earlier_offer_after_all_keeps_no_second_place(
    desk: LineDesk, tell: Tell, small_record: Record
) -> None:
    request_id = ask(small_record, "bob")
    earlier = decline(tell, request_id)
    entry_id = enlist(small_record, request_id)
    look_after_waiting(desk)
    assert entry_of(small_record, entry_id).state is WaitingState.OFFERED
    assert isinstance(tell(ConfirmOffers, request_id=request_id, offer_ids=earlier), Confirmed)
    reply = tell(ConfirmWaiting, waiting_id=entry_id)
    assert isinstance(reply, Failed)
    assert reply.code == "place-gone"
    look_after_waiting(desk)
    assert (entry_of(small_record, entry_id).state, entry_of(small_record, entry_id).offers) == ("left", [])
    assert not desk.day(TUESDAY).holds
    (call,) = calls(small_record)
    assert (call.state, call.ended) == (TaskState.DONE, TaskEnd.NOT_NEEDED)
    with small_record.read() as session:
        assert session.scalars(select(t.Refusal)).all() == []


def test_a_successor_lets_go_at_once_of_what_was_held_for_who_is_booked(
    desk: LineDesk, tell: Tell, small_record: Record, service: LineService
) -> None:
    with small_record.change("test") as session:
        _van(session, 2)  # room beside the ride that is booked
    request_id = ask(small_record, "bob")
    earlier = decline(tell, request_id)
    enlist(small_record, request_id)
    look_after_waiting(desk)
    tell(ConfirmOffers, request_id=request_id, offer_ids=earlier)
    successor = service.open_desk()
    assert successor.day(TUESDAY).holds
    look_after_waiting(successor)
    assert not successor.day(TUESDAY).holds


def test_when_one_way_is_booked_otherwise_only_the_other_is_held(
    desk: LineDesk, tell: Tell, small_record: Record
) -> None:
    request_id = ask(small_record, "bob", "10:15", back="11:05")
    out, _ = decline(tell, request_id)
    entry_id = enlist(small_record, request_id)
    look_after_waiting(desk)
    assert [offer["leg"] for offer in entry_of(small_record, entry_id).offers] == ["out", "back"]
    tell(ConfirmOffers, request_id=request_id, offer_ids=(out,))
    reply = tell(ConfirmWaiting, waiting_id=entry_id)
    assert isinstance(reply, Failed)
    assert reply.code == "place-gone"
    look_after_waiting(desk)
    (offer,) = entry_of(small_record, entry_id).offers
    assert offer["leg"] == "back"
    assert desk.day(TUESDAY).holds.keys() == {offer["id"]}
    (call,) = calls(small_record)
    assert call.about["offers"] == [offer]
    assert isinstance(tell(ConfirmWaiting, waiting_id=entry_id), Confirmed)


def test_who_asks_again_and_does_not_book_waits_on(
    desk: LineDesk, tell: Tell, small_record: Record, full: str, clock: VirtualClock
) -> None:
    entry_id = wait(small_record, tell, "bob")
    request_id = entry_of(small_record, entry_id).request_id
    tell(CancelBookings, booking_ids=(full,))
    again = tell(QuoteRequest, request_id=request_id)
    assert isinstance(again, Offers)
    assert again.legs[0].offers
    look_after_waiting(desk)
    assert entry_of(small_record, entry_id).state is WaitingState.WAITING  # he has the place as an offer
    clock.advance(timedelta(minutes=10))
    assert look_after_waiting(desk) == 1
    assert entry_of(small_record, entry_id).state is WaitingState.OFFERED
    assert book(tell, request_id)
    look_after_waiting(desk)
    assert entry_of(small_record, entry_id).state is WaitingState.LEFT
