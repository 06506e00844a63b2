"""What is there after a storm: bookings and runs, read from the record or through the API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import BookingState, Call, Layout, LegName, Places, Promise
from busline.record.tables import Booking, Duty, Request, Run, Van


@dataclass(frozen=True, slots=True)
class BookingThere:
    """A booking as it stands."""

    id: str
    request_id: str
    leg: LegName
    promise: Promise
    state: BookingState
    places: Places


@dataclass(frozen=True, slots=True)
class RunThere:
    """A run as it stands, with the layouts of its van."""

    duty_id: str
    layouts: Sequence[Layout]
    calls: Sequence[Call]


@dataclass(frozen=True)
class Afterwards:
    """A day as it stands. ``notes`` holds each request's note, where that could be read."""

    bookings: Mapping[str, BookingThere]
    runs: Sequence[RunThere]
    notes: Sequence[str] = ()


def from_record(session: Session, line_id: str, day: date) -> Afterwards:
    """Read a day from the record."""
    bookings = session.scalars(select(Booking).where(Booking.line_id == line_id, Booking.service_date == day))
    runs = session.execute(
        select(Duty.id, Van.layouts, Run.calls)
        .join(Van, (Van.line_id == Duty.line_id) & (Van.id == Duty.van_id))
        .join(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line_id, Duty.service_date == day)
    )
    notes = session.scalars(
        select(Request.note).where(Request.line_id == line_id, Request.service_date == day)
    )
    return Afterwards(
        bookings={
            b.id: BookingThere(
                b.id,
                b.request_id,
                b.leg,
                b.promise,
                b.state,
                Places(seats=b.seats, wheelchairs=b.wheelchairs),
            )
            for b in bookings
        },
        runs=[_run(duty_id, layouts, calls) for duty_id, layouts, calls in runs],
        notes=list(notes),
    )


def from_api(client: httpx.Client, line_id: str, day: date) -> Afterwards:
    """Read a day through the API.

    Raises
    ------
    httpx.HTTPError
        If the API does not answer as it should.
    """
    path = f"/api/v1/lines/{line_id}"
    vans = client.get(f"{path}/vans").raise_for_status().json()["items"]
    layouts = {van["id"]: van["layouts"] for van in vans}
    card = client.get(f"{path}/days/{day}").raise_for_status().json()
    return Afterwards(
        bookings={b["id"]: _booking(b) for b in card["bookings"]},
        runs=[_run(duty["id"], layouts[duty["van_id"]], duty["calls"]) for duty in card["duties"]],
    )


def _booking(card: Mapping[str, Any]) -> BookingThere:
    return BookingThere(
        id=card["id"],
        request_id=card["request_id"],
        leg=LegName(card["leg"]),
        promise=Promise.model_validate(card["promise"]),
        state=BookingState(card["state"]),
        places=Places(seats=card["seats"], wheelchairs=card["wheelchairs"]),
    )


def _run(duty_id: str, layouts: Sequence[Any], calls: Sequence[Any]) -> RunThere:
    return RunThere(
        duty_id,
        [Layout.model_validate(layout) for layout in layouts],
        [Call.model_validate(call) for call in calls],
    )
