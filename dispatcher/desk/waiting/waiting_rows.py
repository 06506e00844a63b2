"""The waiting list in the record: reading who waits, and the phone calls about it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import seconds
from busline.nouns import BookingState, LegName, Offer, TaskEnd, TaskKind, TaskState, WaitingState
from busline.record.engine import WriteSession
from busline.record.tables import Booking, Task, WaitingEntry
from busline.record.waiting import OPEN, waiting_legs
from dispatcher.day.offering.waiting_match import Waiting
from dispatcher.day.wishes import RequestToQuote
from dispatcher.desk.stored_requests import stored_request


def open_entries(session: Session, line_id: str) -> list[WaitingEntry]:
    """Return everybody who waits or has a place held, whoever has waited longest first."""
    rows = select(WaitingEntry).where(WaitingEntry.line_id == line_id, WaitingEntry.state.in_(OPEN))
    return list(session.scalars(rows.order_by(WaitingEntry.waits_since, WaitingEntry.id)))


def offers_held(session: Session, line_id: str, service_date: date) -> list[Offer]:
    """Return what is held on a day for people who wait; the record keeps it, whatever the feed loses."""
    rows = session.scalars(
        select(WaitingEntry.offers).where(
            WaitingEntry.line_id == line_id,
            WaitingEntry.service_date == service_date,
            WaitingEntry.state == WaitingState.OFFERED,
        )
    )
    return [Offer.model_validate(offer) for offers in rows for offer in offers]


def request_waiting(session: Session, entry: WaitingEntry) -> RequestToQuote:
    """Return an entry's request with the ways that it waits for, and the rides that still can be replaced."""
    whole = stored_request(session, entry.request_id).wish
    ways = {leg.leg for leg in waiting_legs(session, entry.request_id)}
    standing = select(Booking.id).where(
        Booking.id.in_(whole.replaces), Booking.state == BookingState.CONFIRMED
    )
    return replace(
        whole,
        legs=tuple(leg for leg in whole.legs if leg.leg in ways),
        replaces=tuple(session.scalars(standing)) if whole.replaces else (),
    )


def waiting_of(session: Session, entry: WaitingEntry, request: RequestToQuote) -> Waiting:
    """Return an entry as the match needs it."""
    there_by = session.scalar(
        select(Booking.dropoff_by).where(
            Booking.request_id == entry.request_id,
            Booking.leg == LegName.OUT,
            Booking.state.in_((BookingState.CONFIRMED, BookingState.ON_BOARD)),
        )
    )
    return Waiting(
        id=entry.id,
        request=request,
        earlier_s=entry.earlier_s,
        later_s=entry.later_s,
        since=seconds(entry.waits_since),
        know_by=seconds(entry.know_by),
        not_before=0 if there_by is None else seconds(there_by),
    )


def call_of(session: Session, entry: WaitingEntry) -> Task | None:
    """Return the phone call about an entry that is still to be made."""
    return session.scalars(
        select(Task)
        .where(
            Task.request_id == entry.request_id,
            Task.kind == TaskKind.WAITING_LIST,
            Task.state != TaskState.DONE,
        )
        .order_by(Task.made_at.desc())
    ).first()


def write_call(session: WriteSession, entry: WaitingEntry, about: Mapping[str, Any], now: datetime) -> None:
    """Put the phone call about an entry on the coordinators' list, or say on it what is new."""
    task = call_of(session, entry)
    if task is None:
        task = Task(
            line_id=entry.line_id,
            kind=TaskKind.WAITING_LIST,
            state=TaskState.OPEN,
            service_date=entry.service_date,
            resident_id=entry.resident_id,
            request_id=entry.request_id,
            made_at=now,
        )
        session.add(task)
    task.about = {"waiting": entry.id, **about}
    task.again_at = None  # what is new is said at once
    session.flush()


def close_call(session: WriteSession, entry: WaitingEntry, now: datetime) -> None:
    """Take the phone call about an entry off the list, where there is one: what it was about is over."""
    task = call_of(session, entry)
    if task is not None:
        task.state, task.ended, task.done_at, task.again_at = TaskState.DONE, TaskEnd.NOT_NEEDED, now, None
