"""What must hold of a standing booking before it counts."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from busline.errors import Fault, InvalidInput, UnknownNoun
from busline.nouns import StopKind
from busline.record.tables import Activity, Resident, StandingBooking, Stop


def check_standing(session: Session, standing: StandingBooking, today: date, *, is_new: bool) -> None:
    """Let a standing booking through that can ride.

    Raises
    ------
    UnknownNoun
        If nobody who rides has the resident's id.
    InvalidInput
        With one fault for each thing that can't be: a stop that is unknown, closed or a base, the same stop
        twice, a way back before the way out, an end before the first day, a first day that is over, an
        activity that does not exist.
    """
    resident = session.get(Resident, (standing.line_id, standing.resident_id))
    if resident is None or not resident.active:
        raise UnknownNoun("resident", standing.resident_id)
    faults = [
        *_stop_faults(session, standing, max(today, standing.first_on)),
        *_time_faults(standing, today, is_new),
        *_activity_faults(session, standing),
    ]
    if faults:
        raise InvalidInput(faults[0].message, faults=faults)


def _stop_faults(session: Session, standing: StandingBooking, day: date) -> Iterator[Fault]:
    for where in ("from_stop_id", "to_stop_id"):
        stop_id = getattr(standing, where)
        stop = session.get(Stop, (standing.line_id, stop_id))
        if stop is None:
            yield Fault(where, f"There is no stop “{stop_id}”.", "unknown-stop", {"stop": stop_id})
        elif stop.kind is StopKind.BASE or stop.lat is None:
            yield Fault(where, f"Nobody can board at {stop.name}.", "stop-not-served", {"stop": stop.name})
        elif stop.closed_on is not None and stop.closed_on <= day:
            yield Fault(where, f"{stop.name} is closed from that day.", "stop-closed", {"stop": stop.name})
    if standing.from_stop_id == standing.to_stop_id:
        yield Fault("to_stop_id", "From and to are the same stop. Name another.", "same-stop")


def _time_faults(standing: StandingBooking, today: date, is_new: bool) -> Iterator[Fault]:
    if standing.back_at is not None and standing.back_at <= standing.out_at:
        yield Fault("back_at", "The way back must be later than the way out.", "back-before-out")
    if standing.last_on is not None and standing.last_on < standing.first_on:
        yield Fault("last_on", "It would end before its first day. Name a later end.", "ends-before-first")
    if is_new and standing.first_on < today:
        yield Fault("first_on", "The first day is over. Name a later one.", "first-day-past")


def _activity_faults(session: Session, standing: StandingBooking) -> Iterator[Fault]:
    named = standing.activity_id
    if named is not None and session.get(Activity, (standing.line_id, named)) is None:
        yield Fault(
            "activity_id", f"There is no activity “{named}”.", "unknown-activity", {"activity": named}
        )
