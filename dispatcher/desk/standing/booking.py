"""Filling one day of a standing booking: its old promise again where there was one, else a new one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from busline.errors import BuslineError
from busline.feed.messages import ConfirmOffers, Done, QuoteRequest
from busline.nouns import BookingState, LegName, SkipKind
from busline.record.engine import WriteSession
from busline.record.requests import RequestWish, store_request
from busline.record.tables import Request, StandingSkip
from busline.record.tables.base import new_id
from dispatcher.day.booking import RideNotBack, reinstate
from dispatcher.day.offering.quoting import best_of
from dispatcher.day.rescuing.disruption import rescue
from dispatcher.desk.commands import answering
from dispatcher.desk.committing import PLAN_AND_BOOKINGS, Decision
from dispatcher.desk.rows import write_states
from dispatcher.desk.standing.calling import call_about
from dispatcher.desk.standing.judging import Verdict
from dispatcher.desk.standing.looking import Asked
from dispatcher.desk.standing.wishing import trip_wished

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def fill(desk: LineDesk, verdict: Verdict, who: str) -> list[str]:
    """Fill a day as its verdict says; return the bookings made, none where a phone call was left instead."""
    if verdict.apart:
        _skip(desk, verdict, who)
        return []
    if verdict.wish is None:
        return []
    try:
        for one in reversed(verdict.asked):
            if one.is_given_back and one.trip == trip_wished(verdict.wish):
                return _again(desk, one, verdict.day, who) or _anew(desk, verdict, verdict.wish, who)
        return _anew(desk, verdict, verdict.wish, who)
    except BuslineError as fault:
        if fault.code in {"fenced-off", "away", "plan-moved"}:
            raise
        call_about(desk, who, verdict.standing, verdict.day, None, fault.detail)
        return []


def _skip(desk: LineDesk, verdict: Verdict, who: str) -> None:
    """Note that the resident has the same trip on this day already, so that it is not booked twice."""
    standing = verdict.standing
    key = (standing.line_id, standing.id, verdict.day)
    with desk.change(who, "the same trip was booked by hand") as session:
        if session.get(StandingSkip, key) is None:
            session.add(
                StandingSkip(
                    line_id=standing.line_id,
                    standing_id=standing.id,
                    service_date=verdict.day,
                    kind=SkipKind.BOOKED_APART,
                )
            )


def _again(desk: LineDesk, asked: Asked, service_date: date, who: str) -> list[str]:
    """Give the rides back that the series gave up, with what was promised; none if that no longer fits."""
    day = desk.day(service_date)
    ids = [one for one in asked.request.given_back if one in day.bookings]
    if not ids or any(day.bookings[one].pickup_from <= desk.now for one in ids):
        return []
    try:
        reinstated = reinstate(desk.line, day, [day.bookings[one] for one in ids], desk.now)
    except RideNotBack:
        return []
    rescued = rescue(desk.line, reinstated, desk.now)

    def write(session: WriteSession) -> None:
        write_states(session, [(one, BookingState.CONFIRMED, desk.now) for one in ids], "rides again")
        session.get_one(Request, asked.request.id).given_back = []

    why = "a standing booking rides again"
    desk.commit(
        Decision(
            rescued.day, Done(), write=write, topics=PLAN_AND_BOOKINGS, who=who, why=why, calls=rescued.calls
        )
    )
    return ids


def _anew(desk: LineDesk, verdict: Verdict, wish: RequestWish, who: str) -> list[str]:
    envelope = {"line_id": desk.owner.line_id, "actor": who, "sent_at": desk.clock.now()}
    request_id = _stored(desk, verdict, wish, who)
    answer = answering.hold_offers(desk, QuoteRequest(id=new_id(), request_id=request_id, **envelope))
    chosen = best_of(answer.legs)
    if len(chosen) < len(wish.legs):
        call_about(desk, who, verdict.standing, verdict.day, request_id, "")
        return []
    offers = tuple(offer.id for offer in chosen)
    made = answering.answer_confirm(
        desk, ConfirmOffers(id=new_id(), request_id=request_id, offer_ids=offers, **envelope)
    )
    return [ride.booking_id for ride in sorted(made.bookings, key=lambda one: one.leg is LegName.BACK)]


def _stored(desk: LineDesk, verdict: Verdict, wish: RequestWish, who: str) -> str:
    """Return the request for a day: the one that a crash left behind, or a new one."""
    for one in verdict.asked:
        if not one.bookings and one.trip == trip_wished(wish):
            return one.request.id
    with desk.change(who, f"every week: {verdict.standing.id}") as session:
        # Whoever looked a moment ago may have been frozen since: nothing is asked twice under two leases.
        return store_request(session, verdict.standing.line_id, wish, who=who, now=desk.clock.now()).id
