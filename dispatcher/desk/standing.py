"""Standing bookings: every coming week's ride is booked ahead, as if the resident had called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import at
from busline.errors import BuslineError
from busline.feed.messages import ConfirmOffers, LiveEvent, QuoteRequest
from busline.nouns import LegName, TaskKind, TaskState, TimeMode
from busline.record.requests import LegWish, RequestWish, store_request
from busline.record.tables import Booking, Request, StandingBooking, StandingSkip, Task
from busline.record.tables.base import new_id
from dispatcher.desk import answering
from dispatcher.desk.quoting import best_of

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

log = structlog.get_logger()

WHO = "standing booking"


def fill_next_day(desk: LineDesk) -> bool:
    """Book the standing bookings of the first day not looked at yet; tell whether there was one."""
    for ahead in range(desk.line.rules.horizon_days):
        service_date = desk.today + timedelta(days=ahead)
        if service_date not in desk.filled:
            desk.filled.add(service_date)
            _fill(desk, service_date)
            return True
    return False


def rides_on(standing: StandingBooking, service_date: date) -> bool:
    """Tell whether a standing booking falls on a day: its weekday, in its weeks, while it lasts."""
    if service_date.weekday() != standing.weekday or service_date < standing.first_on:
        return False
    if standing.last_on is not None and service_date > standing.last_on:
        return False
    first_week = standing.first_on - timedelta(days=standing.first_on.weekday())
    return (service_date - first_week).days // 7 % standing.every_weeks == 0


def _fill(desk: LineDesk, service_date: date) -> None:
    with desk.record.read() as session:
        due = _due(session, desk.owner.line_id, service_date)
    for standing in due:
        try:
            _book(desk, standing, service_date)
        except BuslineError as fault:
            if fault.code in {"fenced-off", "away"}:
                raise
            _call_about(desk, standing, service_date, None, fault.detail)


def _due(session: Session, line_id: str, service_date: date) -> Sequence[StandingBooking]:
    """Return the standing bookings that ride on a day and have neither a ride nor a phone call there yet."""
    skipped = select(StandingSkip.standing_id).where(
        StandingSkip.line_id == line_id, StandingSkip.service_date == service_date
    )
    booked = (
        select(Request.standing_id)
        .join(Booking, Booking.request_id == Request.id)
        .where(Request.line_id == line_id, Request.service_date == service_date)
    )
    rows = session.scalars(
        select(StandingBooking)
        .where(StandingBooking.line_id == line_id, StandingBooking.weekday == service_date.weekday())
        .order_by(StandingBooking.id)
    )
    told = session.scalars(
        select(Task.about).where(
            Task.line_id == line_id,
            Task.kind == TaskKind.STANDING_BOOKING,
            Task.service_date == service_date,
        )
    )
    done = {one for query in (skipped, booked) for one in session.scalars(query)}
    done |= {about.get("standing") for about in told}
    return [row for row in rows if row.id not in done and rides_on(row, service_date)]


def _book(desk: LineDesk, standing: StandingBooking, service_date: date) -> None:
    wish = _wish(desk, standing, service_date)
    if any(leg.wanted_at <= desk.clock.now() for leg in wish.legs):
        return  # today's ride is over
    request = _stored(desk, standing, wish, service_date)
    answer = answering.answer_quote(
        desk,
        QuoteRequest(
            id=new_id(),
            line_id=desk.owner.line_id,
            actor=WHO,
            sent_at=desk.clock.now(),
            request_id=request,
        ),
    )
    chosen = best_of(answer.legs)
    if len(chosen) < len(wish.legs):
        _call_about(desk, standing, service_date, request, "")
        return
    answering.answer_confirm(
        desk,
        ConfirmOffers(
            id=new_id(),
            line_id=desk.owner.line_id,
            actor=WHO,
            sent_at=desk.clock.now(),
            request_id=request,
            offer_ids=tuple(offer.id for offer in chosen),
        ),
    )


def _wish(desk: LineDesk, standing: StandingBooking, service_date: date) -> RequestWish:
    zone = desk.line.zone
    legs = [
        LegWish(
            from_stop=standing.from_stop_id,
            to_stop=standing.to_stop_id,
            mode=standing.mode,
            wanted_at=at(service_date, standing.out_at, zone),
        )
    ]
    if standing.back_at is not None:
        legs.append(
            LegWish(
                leg=LegName.BACK,
                from_stop=standing.to_stop_id,
                to_stop=standing.from_stop_id,
                mode=TimeMode.DEPART_AT,
                wanted_at=at(service_date, standing.back_at, zone),
            )
        )
    return RequestWish(
        resident_id=standing.resident_id,
        legs=tuple(legs),
        activity_id=standing.activity_id,
        standing_id=standing.id,
    )


def _stored(desk: LineDesk, standing: StandingBooking, wish: RequestWish, service_date: date) -> str:
    """Return the request for a day: the one that a crash left behind, or a new one."""
    with desk.record.change(WHO, f"every week: {standing.id}") as session:
        left = session.scalar(
            select(Request.id).where(
                Request.line_id == standing.line_id,
                Request.standing_id == standing.id,
                Request.service_date == service_date,
            )
        )
        if left is not None:
            return left
        return store_request(session, standing.line_id, wish, who=WHO, now=desk.clock.now()).id


def _call_about(
    desk: LineDesk, standing: StandingBooking, service_date: date, request_id: str | None, why: str
) -> None:
    """Put a standing booking that does not fit on the coordinators' list."""
    now: datetime = desk.clock.now()
    with desk.record.change(WHO, "no place for a standing booking") as session:
        session.add(
            Task(
                line_id=standing.line_id,
                kind=TaskKind.STANDING_BOOKING,
                state=TaskState.OPEN,
                service_date=service_date,
                resident_id=standing.resident_id,
                request_id=request_id,
                about={"standing": standing.id, "why": why},
                made_at=now,
            )
        )
        event = LiveEvent(line_id=standing.line_id, topic="tasks", service_date=service_date)
        session.tell(standing.line_id, "live", event.model_dump(mode="json"))
    log.info("standing booking does not fit", standing=standing.id, date=str(service_date))
