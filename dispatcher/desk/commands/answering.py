"""Commands of the phone desk: quote, confirm, decline, cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.days import seconds
from busline.errors import Conflict, UnknownNoun
from busline.feed.messages import (
    BookedRide,
    CancelBookings,
    Confirmed,
    ConfirmOffers,
    DeclineOffers,
    Done,
    Explained,
    ExplainRide,
    LegAnswer,
    Offers,
    QuoteRequest,
)
from busline.nouns import BookingState, LegName, Offer, RefusalReason, RequestState
from busline.record.engine import WriteSession
from busline.record.messages import tell_of_bookings
from busline.record.tables import Booking, Request
from dispatcher.day.booking import confirm, take_off
from dispatcher.day.day import BookingOnDay, Day
from dispatcher.day.offering.explaining import WITH_A_VAN, NotOnAVan, explain
from dispatcher.day.offering.quoting import quote
from dispatcher.day.rescuing.disruption import rescue
from dispatcher.day.wishes import RequestToQuote
from dispatcher.desk.committing import PLAN_AND_BOOKINGS, Decision, keep_reply, kept_reply
from dispatcher.desk.finding import find
from dispatcher.desk.rows import (
    add_booking,
    add_refusal,
    close_request,
    days_of_bookings,
    drop_refusals,
    free_references,
    write_states,
)
from dispatcher.desk.stored_requests import StoredRequest, keep_offers, stored_request

if TYPE_CHECKING:
    from busline.feed.messages import AnyCommand, AnyReply
    from dispatcher.desk.line_desk import LineDesk


# What a request may have been answered without a booking.
UNHEARD = frozenset({RequestState.OFFERED, RequestState.REFUSED})


class AlreadyAnswered(Conflict):
    """The request was booked or refused before."""

    code = "already-answered"


def answer_quote(desk: LineDesk, command: QuoteRequest) -> AnyReply:
    """Find and hold offers for a stored request, or give the reply again that the command had before.

    A caller waits meanwhile: whether it had one is read with all the rest.
    """
    with desk.record.read() as session:
        known = kept_reply(session, command)
        if known is not None:
            return known
        stored = stored_request(session, command.request_id)
    return _hold(desk, command, stored)


def wait_for_call_back(desk: LineDesk, command: QuoteRequest) -> None:
    """Let a question that nobody waits for any more be answered by a phone call.

    Its request waits in the record. Where the command was done before, its reply was not sent: nobody heard
    the offers or the refusal, and the request waits again.
    """
    with desk.change("dispatcher", "nobody heard the answer") as session:
        row = session.get(Request, command.request_id)
        if row is not None and row.state in UNHEARD and kept_reply(session, command) is not None:
            row.state = RequestState.WAITING
            drop_refusals(session, row.id, LegName)


def hold_offers(desk: LineDesk, command: QuoteRequest) -> Offers:
    """Find and hold offers for a stored request: the desk's own question, done before or not."""
    with desk.record.read() as session:
        stored = stored_request(session, command.request_id)
    reply = _hold(desk, command, stored)
    desk.once_answered()  # the desk itself asked: it has its answer
    return reply


def _hold(desk: LineDesk, command: QuoteRequest, stored: StoredRequest) -> Offers:
    if stored.state is RequestState.CONFIRMED:
        raise AlreadyAnswered("This request was booked already.")
    request, day = stored.wish, desk.day(stored.service_date)
    asked_before = {request.id, command.instead_of}
    held_before = [key for key, hold in day.holds.items() if hold.offer.request_id in asked_before]
    answer = quote(desk.line, day.without_rides(*held_before), request, desk.now, desk.new_id)
    reply = Offers(request_id=request.id, legs=answer.answers)
    # An offer is no promise: where a power cut undoes it, the request is still there, and answered anew.
    with desk.change(command.actor, "offers for a caller", survives_power_cut=False) as session:
        _keep_answers(session, stored, answer.answers, desk.clock.now())
        keep_reply(session, command, reply, desk.clock)
    desk.remember(answer.day)
    desk.unshelve(held_before)
    desk.shelve([offer for offer in answer.offers if offer.held])
    return reply


def answer_confirm(desk: LineDesk, command: ConfirmOffers) -> Confirmed:
    """Turn chosen offers into bookings, in one transaction with the plan that carries them."""
    with desk.record.read() as session:
        row = find(session, Request, command.request_id, "request")
        request = stored_request(session, row.id).wish
        made_before = session.scalars(select(Booking.reference).where(Booking.request_id == row.id)).all()
        if made_before:
            raise AlreadyAnswered("This request was booked already.", references=list(made_before))
        offers = _chosen(row, command.offer_ids)
        references = free_references(session, desk.owner.line_id, len(offers))

    def drop(session: WriteSession, stored: Request) -> None:
        drop_refusals(session, stored.id, [offer.leg for offer in offers])

    reply = book(desk, command, request, offers, references, drop)
    desk.unshelve([str(offer["id"]) for offer in row.offers])
    return reply


def book(
    desk: LineDesk,
    command: AnyCommand,
    request: RequestToQuote,
    offers: Sequence[Offer],
    references: Sequence[str],
    also: Callable[[WriteSession, Request], None],
) -> Confirmed:
    """Book `offers` in one transaction with the plan that carries them, and with what `also` writes.

    Raises
    ------
    OfferGone
        If a ride no longer fits inside its promise, or it would begin too soon.
    """
    with desk.record.read() as session:
        service_date = find(session, Request, request.id, "request").service_date
        replaced_on = days_of_bookings(session, request.replaces)
    given_up = [
        rescue(desk.line, take_off(desk.day(day), bookings, BookingState.CANCELLED), desk.now)
        for day, bookings in replaced_on.items()
        if day != service_date
    ]
    found = confirm(desk.line, desk.day(service_date), request, offers, desk.now, desk.new_id)
    rides = [
        _booked(found.day, booking, offer, reference)
        for (booking, offer), reference in zip(found.made, references, strict=True)
    ]
    now = desk.clock.now()

    def write(session: WriteSession) -> None:
        stored = find(session, Request, request.id, "request")
        for (booking, offer), ride in zip(found.made, rides, strict=True):
            add_booking(session, stored, booking, offer, ride.reference, now)
        replaced = [(one, BookingState.CANCELLED, seconds(now)) for one in request.replaces]
        write_states(session, replaced, "changed into another ride")
        close_request(stored, made=len(rides))
        also(session, stored)
        made = [booking.id for booking, _ in found.made]
        tell_of_bookings(session, desk.message_times, made=made, gone=request.replaces, now=now)

    reply = Confirmed(request_id=request.id, bookings=tuple(rides))
    decision = Decision(
        found.day,
        reply,
        write=write,
        topics=PLAN_AND_BOOKINGS,
        who=command.actor,
        why="booked",
        others=tuple(other.day for other in given_up),
        calls=tuple(call for other in given_up for call in other.calls),
    )
    desk.commit(decision, command)
    return reply


def answer_decline(desk: LineDesk, command: DeclineOffers) -> Done:
    """Let held offers go and keep that the caller took none."""
    with desk.change(command.actor, command.why or "declined") as session:
        row = find(session, Request, command.request_id, "request")
        if row.state is RequestState.CONFIRMED:
            raise AlreadyAnswered("This request was booked already.")
        stored = stored_request(session, row.id)
        offered = {Offer.model_validate(offer).leg for offer in row.offers}
        for leg in stored.wish.legs:
            if leg.leg in offered:
                add_refusal(session, stored, leg, RefusalReason.DECLINED, desk.clock.now(), command.why)
        close_request(row, made=0)
        keep_reply(session, command, Done(), desk.clock)
    day = desk.day(row.service_date)
    gone = [key for key, hold in day.holds.items() if hold.offer.request_id == row.id]
    desk.remember(day.without_rides(*gone))
    desk.unshelve(gone)
    return Done()


def answer_cancel(desk: LineDesk, command: CancelBookings) -> Done:
    """Take bookings of one service day back on the resident's wish."""
    with desk.record.read() as session:
        rows = session.scalars(select(Booking).where(Booking.id.in_(command.booking_ids))).all()
    for booking_id in set(command.booking_ids) - {row.id for row in rows}:
        raise UnknownNoun("booking", booking_id)
    if len({row.service_date for row in rows}) != 1:
        raise Conflict("These rides are on different days. Cancel each day apart.")
    wanted = [row.id for row in rows if row.state is not BookingState.CANCELLED]
    result = Done(result={"cancelled": [row.id for row in rows]})
    if not wanted:
        return result  # said twice: it is done already
    day = desk.day(rows[0].service_date)
    rescued = rescue(desk.line, take_off(day, wanted, BookingState.CANCELLED), desk.now)
    now = desk.now

    def write(session: WriteSession) -> None:
        write_states(session, [(one, BookingState.CANCELLED, now) for one in wanted], command.why)
        tell_of_bookings(session, desk.message_times, gone=wanted, now=desk.clock.now())

    why = command.why or "cancelled"
    decision = Decision(
        rescued.day,
        result,
        write=write,
        topics=PLAN_AND_BOOKINGS,
        who=command.actor,
        why=why,
        calls=rescued.calls,
    )
    desk.commit(decision, command)
    return result


def answer_explain(desk: LineDesk, command: ExplainRide) -> Explained:
    """Say why a booking is on its van; nothing is written."""
    with desk.record.read() as session:
        row = find(session, Booking, command.booking_id, "booking")
    if row.line_id != desk.owner.line_id:
        raise UnknownNoun("booking", command.booking_id)
    if row.state not in WITH_A_VAN:
        raise NotOnAVan("No van is planned for this ride any more.")
    return Explained(ride=explain(desk.line, desk.day(row.service_date), row.id, desk.now))


def _keep_answers(
    session: WriteSession, stored: StoredRequest, answers: Sequence[LegAnswer], now: datetime
) -> None:
    keep_offers(
        session, stored, [offer.model_dump(mode="json") for answer in answers for offer in answer.offers]
    )
    legs = {leg.leg: leg for leg in stored.wish.legs}
    for answer in answers:
        if answer.refusal is not None:
            add_refusal(session, stored, legs[answer.leg], answer.refusal, now)


def _chosen(row: Request, offer_ids: Sequence[str]) -> list[Offer]:
    offers = {offer["id"]: Offer.model_validate(offer) for offer in row.offers}
    for offer_id in offer_ids:
        if offer_id not in offers:
            raise UnknownNoun("offer", offer_id)
    return [offers[offer_id] for offer_id in offer_ids]


def _booked(day: Day, booking: BookingOnDay, offer: Offer, reference: str) -> BookedRide:
    duty = day.duty_of(booking.id)
    assert duty is not None  # it was just placed on one
    return BookedRide(
        booking_id=booking.id,
        reference=reference,
        leg=offer.leg,
        promise=offer.promise,
        van_id=duty.van_id,
        duty_id=duty.id,
        driver_known=duty.driver_id is not None,
    )
