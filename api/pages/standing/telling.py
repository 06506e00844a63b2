"""What was done to a standing booking and its rides, as sentences."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.frame import Reader
from api.pages.standing.queries import places_of, sentence_of
from api.pages.standing.views import Did, Undo
from api.residents.service import get_resident
from api.standing.queries import get_standing
from api.standing.schemas import StandingChange
from api.words import listed
from busline.record.tables import Booking

MOST_NAMED = 4


def did(session: Session, frame: Reader, change: StandingChange, title: str, *, can_undo: bool = True) -> Did:
    """Return what a change came to: the series, its rides, and what takes it back."""
    standing = get_standing(session, frame.line.id, change.standing.id)
    resident = get_resident(session, frame.line.id, standing.resident_id)
    undo = Undo(
        standing_id=standing.id,
        etag=change.standing.etag,
        before=change.before.model_dump_json() if change.before else "",
    )
    return Did(
        resident_id=resident.id,
        title=title,
        aloud=sentence_of(frame, standing, places_of(session, frame.line.id), resident.home_stop_id),
        sentences=rides_said(session, frame, change),
        undo=undo if can_undo else None,
    )


def rides_said(session: Session, frame: Reader, change: StandingChange) -> list[str]:
    """Return what became of the rides ahead, nothing of what did not happen."""
    words, rides = frame.words, change.rides
    if not change.done:
        return [words("standing-later")]
    said = []
    if gone := _rides(session, rides.cancelled):
        day = frame.times.day(gone[0].pickup_from)
        said.append(words("standing-cancelled", count=len(gone), day=day))
    if booked := _rides(session, rides.booked):
        said.append(words("standing-booked", count=len(booked), when=_when(frame, booked[0])))
    if kept := _rides(session, rides.kept):
        said.append(words("standing-kept", rides=_named(frame, kept)))
    if apart := _rides(session, rides.apart):
        said.append(words("standing-apart", rides=_named(frame, apart)))
    if rides.unplaced:
        days = listed(frame.times, [frame.times.day(day) for day in rides.unplaced])
        said.append(words("standing-unplaced", days=days))
    return said


def days_named(frame: Reader, days: Sequence[date]) -> str:
    """Return some days in a row: all of them if they are few, else the first and how many more."""
    said = listed(frame.times, [frame.times.day(day) for day in days[:MOST_NAMED]])
    more = len(days) - MOST_NAMED
    return said if more <= 0 else frame.words("standing-days-more", days=said, count=more)


def _rides(session: Session, booking_ids: Sequence[str]) -> list[Booking]:
    rows = session.scalars(select(Booking).where(Booking.id.in_(booking_ids)))
    return sorted(rows, key=lambda ride: ride.pickup_from)


def _named(frame: Reader, rides: Sequence[Booking]) -> str:
    return listed(frame.times, [_when(frame, ride) for ride in rides])


def _when(frame: Reader, ride: Booking) -> str:
    return frame.times.day_span(ride.pickup_from, ride.pickup_to)
