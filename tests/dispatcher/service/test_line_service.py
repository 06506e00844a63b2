"""One line's loop: what it does when it is late, alone, robbed of its lease, or broken."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from busline.errors import ErrorKind
from busline.feed import keys
from busline.feed.connection import FeedAway
from busline.feed.dead import dead_letters
from busline.feed.lease import holder_of
from busline.feed.messages import (
    AgreeSwap,
    CancelBookings,
    Command,
    Confirmed,
    ConfirmOffers,
    ConfirmWaiting,
    Done,
    Failed,
    MoveRide,
    Offers,
    Ping,
    QuoteRequest,
    TakeDuty,
    UndoBookings,
)
from busline.nouns import BookingState, Offer, RequestState, TaskKind
from busline.record.leases import FencedOff
from busline.record.tables import Booking, Duty, LineLease, Refusal, Request, Run, Task
from dispatcher.day.framing import framing
from dispatcher.desk.chores import upkeep
from dispatcher.desk.line_desk import LineDesk
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.small_line import TUESDAY, ask
from tests.dispatcher.service.conftest import House, Until


def quoted(house: House, service: LineService, desk: LineDesk) -> Offers:
    """Return the offers for a new request, given by `desk`."""
    request = ask(house.record, house.clock)
    command = house.command(QuoteRequest, request_id=request)
    house.client.tell(command)
    service.carry_out(desk, service.queue.receive(0))
    offers = house.answer_to(command)
    assert isinstance(offers, Offers)
    return offers


def to_confirm(house: House, offers: Offers, key: str | None = None) -> Any:
    """Return the command that takes the best offer."""
    return house.command(
        ConfirmOffers, key=key, request_id=offers.request_id, offer_ids=(offers.legs[0].offers[0].id,)
    )


def booked(house: House, service: LineService, desk: LineDesk) -> str:
    """Return a new booking, made by `desk`."""
    made = desk.handle(to_confirm(house, quoted(house, service, desk)))
    assert isinstance(made, Confirmed)
    return made.bookings[0].booking_id


def bookings(house: House) -> list[Booking]:
    """Return all bookings."""
    with house.record.read() as session:
        return list(session.scalars(select(Booking)))


def planned(house: House) -> list[str]:
    """Return every boarding in the plan."""
    with house.record.read() as session:
        return [booking for run in session.scalars(select(Run)) for c in run.calls for booking in c["board"]]


def test_what_the_next_answer_needs_is_worked_out_while_nobody_waits(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = house.service("one")
    desk = service.open_desk()
    assert quoted(house, service, desk).legs[0].offers  # held: their duties are others now
    framed: list[object] = []
    monkeypatch.setattr(framing, "frame_duty", lambda *asked, **_: framed.append(asked))
    framing.frame_day(desk.line, desk.day(TUESDAY), desk.now)
    assert framed == []


def test_what_is_held_is_held_by_the_next_as_well(house: House) -> None:
    first = house.service("first")
    offers = quoted(house, first, first.open_desk()).legs[0].offers  # here the first one dies
    held = {offer.id for offer in offers if offer.held}
    assert held
    second = house.service("second")
    desk = second.open_desk()
    second.take_over(desk)
    assert set(desk.day(TUESDAY).holds) == held


def test_nobody_waits_for_offers_to_be_shelved(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    service = house.service("one")
    desk = service.open_desk()
    waiting: list[int] = []
    put = desk.shelf.put

    def keep(line_id: str, offers: Sequence[Offer], now: datetime) -> None:
        waiting.append(house.feed.redis.xlen(keys.commands("small")))
        put(line_id, offers, now)

    monkeypatch.setattr(desk.shelf, "put", keep)
    quoted(house, service, desk)
    assert waiting == [0]  # its command was answered by then


def test_what_is_held_under_an_answer_that_was_not_sent_is_held_by_the_next(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = house.service("first")

    def cut_off(*_: object) -> None:
        raise FeedAway

    monkeypatch.setattr(first.queue, "answer", cut_off)
    command = house.command(QuoteRequest, key="once", request_id=ask(house.record, house.clock))
    house.client.tell(command)
    with pytest.raises(FeedAway):
        first.carry_out(first.open_desk(), first.queue.receive(0))
    second = house.service("second")
    desk = second.open_desk()
    second.take_over(desk)
    offers = house.answer_to(command)
    assert isinstance(offers, Offers)
    held = {offer.id for offer in offers.legs[0].offers if offer.held}
    assert held
    assert set(desk.day(TUESDAY).holds) == held


def test_who_is_asked_to_stop_takes_no_more_commands(house: House) -> None:
    service = house.service("one", chores=(lambda _: house.client.tell(house.command(Ping)),))
    desk = service.open_desk()
    service.stop()
    service.look_after(desk)
    assert house.feed.redis.xlen(keys.commands("small")) == 1


def test_whoever_asks_waits_for_one_chore_at_most(house: House) -> None:
    ping, answers = house.command(Ping), []

    def first(_: LineDesk) -> None:
        house.client.tell(ping)

    def second(_: LineDesk) -> None:
        answers.append(house.answer_to(ping))

    service = house.service("one", chores=(first, second))
    service.look_after(service.open_desk())
    assert answers == [Done()]


def test_a_confirmation_that_was_committed_but_not_answered_is_answered_by_the_next(house: House) -> None:
    first = house.service("first")
    desk = first.open_desk()
    confirm = to_confirm(house, quoted(house, first, desk), key="once")
    house.client.tell(confirm)
    (delivery,) = first.queue.receive(0)
    made = desk.handle(delivery.command)
    assert isinstance(made, Confirmed)  # committed; here the first one dies

    second = house.service("second")
    second.take_over(second.open_desk())

    assert house.answer_to(confirm) == made
    assert len(bookings(house)) == 1
    assert planned(house) == [made.bookings[0].booking_id]


def test_what_died_before_it_was_committed_is_carried_out_by_the_next(house: House) -> None:
    first = house.service("first")
    confirm = to_confirm(house, quoted(house, first, first.open_desk()), key="once")
    house.client.tell(confirm)
    assert len(first.queue.receive(0)) == 1  # here the first one dies

    second = house.service("second")
    second.take_over(second.open_desk())

    made = house.answer_to(confirm)
    assert isinstance(made, Confirmed)
    assert [booking.id for booking in bookings(house)] == [made.bookings[0].booking_id]


def test_a_desk_whose_line_was_taken_commits_nothing(house: House) -> None:
    first, second = house.service("first"), house.service("second")
    frozen = first.open_desk()
    confirm = to_confirm(house, quoted(house, first, frozen), key="once")
    newer = second.open_desk()

    house.client.tell(confirm)
    with pytest.raises(FencedOff):
        first.carry_out(frozen, first.queue.receive(0))
    assert bookings(house) == []
    assert house.answer_to(confirm) is None

    second.look_after(newer)  # nothing is idle long enough yet
    second.take_over(newer)
    assert isinstance(house.answer_to(confirm), Confirmed)
    assert len(planned(house)) == 1


def test_a_frozen_desk_can_neither_quote_nor_cancel(house: House) -> None:
    first, second = house.service("first"), house.service("second")
    frozen = first.open_desk()
    made = frozen.handle(to_confirm(house, quoted(house, first, frozen)))
    assert isinstance(made, Confirmed)
    second.open_desk()
    request = ask(house.record, house.clock, resident="bob")
    for command in (
        house.command(QuoteRequest, request_id=request),
        house.command(CancelBookings, booking_ids=(made.bookings[0].booking_id,)),
    ):
        with pytest.raises(FencedOff):
            frozen.handle(command)
    assert [booking.state for booking in bookings(house)] == [BookingState.CONFIRMED]
    with house.record.read() as session:
        assert session.get_one(Request, request).state is RequestState.WAITING


def test_a_confirmation_that_comes_too_late_books_nothing(house: House) -> None:
    service = house.service("first")
    desk = service.open_desk()
    confirm = to_confirm(house, quoted(house, service, desk))
    house.client.tell(confirm)
    house.clock.advance(timedelta(seconds=9))  # whoever asked was told so after 8

    service.carry_out(desk, service.queue.receive(0))

    reply = house.answer_to(confirm)
    assert isinstance(reply, Failed)
    assert (reply.code, reply.kind) == ("too-late", ErrorKind.AWAY)
    assert bookings(house) == []
    again = confirm.model_copy(update={"id": "again", "sent_at": house.clock.now()})
    assert isinstance(desk.handle(again), Confirmed)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (ConfirmWaiting, {"waiting_id": "any"}),
        (MoveRide, {"booking_id": "any"}),
        (UndoBookings, {"booking_ids": ("any",)}),
        (TakeDuty, {"duty_id": "any", "driver_id": "dirk"}),
        (AgreeSwap, {"swap_id": "any", "driver_id": "dirk"}),
    ],
)
def test_what_is_done_at_once_or_not_at_all_is_not_done_too_late(
    house: House, kind: type[Command], fields: dict[str, Any]
) -> None:
    service = house.service("one")
    desk = service.open_desk()
    command = house.command(kind, key="once", **fields)
    house.client.tell(command)
    house.clock.advance(timedelta(seconds=9))
    service.carry_out(desk, service.queue.receive(0))
    reply = house.answer_to(command)
    assert isinstance(reply, Failed)
    assert (reply.code, reply.kind) == ("too-late", ErrorKind.AWAY)


def test_an_undo_whose_asker_has_given_up_leaves_the_ride_as_it_was_agreed(house: House) -> None:
    first = house.service("first")
    desk = first.open_desk()
    house.client.tell(house.command(UndoBookings, key="slip", booking_ids=(booked(house, first, desk),)))
    first.queue.receive(0)  # here the first one hangs
    house.clock.advance(timedelta(minutes=10))
    second = house.service("second")
    second.take_over(second.open_desk())
    assert [booking.state for booking in bookings(house)] == [BookingState.CONFIRMED]


def test_what_was_done_in_time_is_answered_so_however_late(house: House) -> None:
    first = house.service("first")
    desk = first.open_desk()
    confirm = to_confirm(house, quoted(house, first, desk), key="once")
    house.client.tell(confirm)
    (delivery,) = first.queue.receive(0)
    made = desk.handle(delivery.command)
    assert isinstance(made, Confirmed)  # committed; here the first one dies
    house.clock.advance(timedelta(minutes=10))
    second = house.service("second")
    second.take_over(second.open_desk())
    assert house.answer_to(confirm) == made


def test_a_cancellation_is_carried_out_however_late(house: House) -> None:
    service = house.service("one")
    desk = service.open_desk()
    house.client.tell(house.command(CancelBookings, booking_ids=(booked(house, service, desk),)))
    house.clock.advance(timedelta(minutes=10))
    service.carry_out(desk, service.queue.receive(0))
    assert [booking.state for booking in bookings(house)] == [BookingState.CANCELLED]


def test_a_question_that_comes_too_late_becomes_a_call_back(house: House) -> None:
    service = house.service("first", chores=(upkeep.answer_waiting_requests,))
    desk = service.open_desk()
    command = house.command(QuoteRequest, request_id=ask(house.record, house.clock))
    house.client.tell(command)
    house.clock.advance(timedelta(seconds=21))  # the caller has hung up

    service.carry_out(desk, service.queue.receive(0))
    assert house.answer_to(command) is None
    service.look_after(desk)

    with house.record.read() as session:
        task = session.scalars(select(Task)).one()
    assert (task.kind, task.request_id) == (TaskKind.ANSWER_READY, command.request_id)
    assert task.about["legs"][0]["offers"]


def test_an_answer_that_was_not_sent_in_time_becomes_a_call_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = house.service("first")
    command = house.command(QuoteRequest, key="once", request_id=ask(house.record, house.clock))
    house.client.tell(command)

    def cut_off(*_: object) -> None:
        raise FeedAway

    monkeypatch.setattr(first.queue, "answer", cut_off)
    with pytest.raises(FeedAway):
        first.carry_out(first.open_desk(), first.queue.receive(0))
    house.clock.advance(timedelta(seconds=21))
    second = house.service("second", chores=(upkeep.answer_waiting_requests,))
    desk = second.open_desk()
    second.take_over(desk)
    for _ in range(2):  # once is enough
        second.look_after(desk)
    with house.record.read() as session:
        task = session.scalars(select(Task)).one()
        assert session.get_one(Request, command.request_id).state is RequestState.OFFERED
    assert (task.kind, task.request_id) == (TaskKind.ANSWER_READY, command.request_id)


def test_a_refusal_that_nobody_heard_is_no_refusal(house: House) -> None:
    service = house.service("one")
    desk = service.open_desk()
    unserved = ask(house.record, house.clock, wanted="23:30")  # no van is lent by then
    command = house.command(QuoteRequest, key="once", request_id=unserved)
    desk.handle(command)
    house.client.tell(command)
    house.clock.advance(timedelta(seconds=9))
    service.carry_out(desk, service.queue.receive(0))
    with house.record.read() as session:
        assert session.get_one(Request, unserved).state is RequestState.WAITING
        assert list(session.scalars(select(Refusal))) == []


def test_what_was_heard_stays_when_it_is_asked_again_in_vain(house: House) -> None:
    service = house.service("one")
    desk = service.open_desk()
    request_id = quoted(house, service, desk).request_id
    house.client.tell(house.command(QuoteRequest, key="again", request_id=request_id))
    house.clock.advance(timedelta(seconds=9))
    service.carry_out(desk, service.queue.receive(0))
    with house.record.read() as session:
        assert session.get_one(Request, request_id).state is RequestState.OFFERED


def test_who_loses_the_lease_stops_and_comes_back_with_a_higher_number(house: House, until: Until) -> None:
    with house.running("first"):
        until(lambda: holder_of(house.feed, "small") == "first", "first takes the line")
        house.client.ping("small")
        house.feed.redis.set(keys.lease("small"), "second", px=1500)
        until(lambda: holder_of(house.feed, "small") == "first", "first takes it back when it is free")
        house.client.ping("small")
    with house.record.read() as session:
        assert session.get_one(LineLease, "small").fencing == 2
    assert holder_of(house.feed, "small") is None


def test_the_second_of_two_takes_over_when_the_first_stops(house: House, until: Until) -> None:
    with house.running("second") as second:
        until(lambda: holder_of(house.feed, "small") == "second", "one of them takes the line")
        with house.running("first"):
            second.stop()
            until(lambda: holder_of(house.feed, "small") == "first", "the other takes over")
            house.client.ping("small")


def test_a_fault_in_a_command_ends_neither_the_loop_nor_the_other_commands(
    house: House, until: Until
) -> None:
    house.service("before").open_desk().day(TUESDAY)
    with house.record.change("test", "break the plan") as session:
        duty = session.scalars(select(Duty).where(Duty.service_date == TUESDAY)).first()
        assert duty is not None
        run = Run(duty_id=duty.id, revision=0, calls=["no call"])
        session.add(run)
    with house.running("first", chores=()):
        until(lambda: holder_of(house.feed, "small") == "first", "the line is taken")
        broken = house.command(QuoteRequest, request_id=ask(house.record, house.clock))
        pings = [house.command(Ping) for _ in range(8)]
        for command in (broken, *pings):
            house.client.tell(command)
        until(lambda: bool(dead_letters(house.feed, "small")), "the command is given up")
        for ping in pings:
            until(lambda ping=ping: house.answer_to(ping) is not None, "the others are answered")
        given_up = house.answer_to(broken)
        assert isinstance(given_up, Failed)
        assert given_up.code == "command-given-up"
        assert len(dead_letters(house.feed, "small")) == 1

        with house.record.change("test", "mend the plan") as session:
            session.get_one(Run, duty.id).calls = []
        assert isinstance(house.client.ask(broken.model_copy(update={"id": "mended"})), Offers)


def test_a_chore_that_breaks_keeps_nobody_waiting(house: House, until: Until) -> None:
    done: list[str] = []

    def breaks(_desk: LineDesk) -> None:
        raise ZeroDivisionError

    chores = (breaks, lambda desk: done.append(desk.owner.holder))
    with house.running("first", chores, lease_s=30.0):  # not lost where the machine is busy
        until(lambda: done == ["first"], "the next chore is done")
        house.client.ping("small")
    with house.record.read() as session:
        assert session.get_one(LineLease, "small").fencing == 1  # the line was taken once
