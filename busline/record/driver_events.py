"""Taking in what a driver's phone reports: stored first, then applied to the plan by the dispatcher."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select

from busline.errors import Conflict, Fault, InvalidInput, UnknownNoun
from busline.nouns import DriverEventKind, Instant
from busline.record.engine import WriteSession
from busline.record.tables import Booking, DriverEvent, Duty, Stop

CLOCK_TOLERANCE = timedelta(minutes=2)  # how far ahead of ours a phone's clock may be
TICK = timedelta(microseconds=1)
EARLIEST = timedelta(hours=6)  # how long before its duty a driver may already do something for it
OVERRUN = timedelta(hours=6)  # how long after its end a duty that is still under way stays its driver's


class NotYourDuty(Conflict):
    """The duty is driven by somebody else."""

    code = "not-your-duty"


class EventIdTaken(Conflict):
    """The id of an event names another one already."""

    code = "event-id-taken"


class ClockWrong(InvalidInput):
    """The time of an event can't be: the clock of the phone was wrong when the button was pressed."""

    code = "clock-wrong"


class EventWish(BaseModel):
    """One press of a button, as the phone kept it. ``id`` is made by the phone and makes it unique."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    duty_id: str = Field(max_length=32)
    kind: DriverEventKind
    stop_id: str | None = Field(default=None, max_length=64)
    booking_id: str | None = Field(default=None, max_length=32)
    minutes: int | None = Field(default=None, ge=1, le=240)
    odometer_km: int | None = Field(default=None, ge=0, le=2_000_000)
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    revision: int | None = Field(default=None, ge=0)
    happened_at: Instant

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude of the phone, where they came with an emergency; others are let go."""
        if self.kind is not DriverEventKind.EMERGENCY or self.lat is None or self.lon is None:
            return None
        return self.lat, self.lon


NEEDS = {
    DriverEventKind.BOARDED: "booking_id",
    DriverEventKind.NO_SHOW: "booking_id",
    DriverEventKind.VAN_FULL: "booking_id",
    DriverEventKind.ALIGHTED: "booking_id",
    DriverEventKind.LATE: "minutes",
    DriverEventKind.ODOMETER_OUT: "odometer_km",
    DriverEventKind.ODOMETER_BACK: "odometer_km",
    DriverEventKind.PLAN_SEEN: "revision",
}


def store_event(
    session: WriteSession, wish: EventWish, *, driver_id: str, now: datetime
) -> tuple[DriverEvent, bool]:
    """Add a driver's event to the record; the same event again is the same row.

    Returns
    -------
    The row, and whether it is new.

    Raises
    ------
    UnknownNoun
        If the duty, the stop or the booking does not exist, or the booking that it is about is missing.
    NotYourDuty
        If the duty is another driver's.
    EventIdTaken
        If the id was used for another event.
    ClockWrong
        If the event lies in the future or long before the duty.
    InvalidInput
        If it says too little for its kind.
    """
    # A phone without an answer sends again at once: events of one duty are taken in one after the other.
    duty = session.get(Duty, wish.duty_id, with_for_update=True)
    known = session.get(DriverEvent, wish.id)
    if known is not None:
        _require_same(known, wish, driver_id)
        return known, False
    if duty is None:
        raise UnknownNoun("duty", wish.duty_id)
    if duty.driver_id != driver_id:
        raise NotYourDuty("This duty is driven by somebody else now. Load your run again.")
    _require_possible(session, duty, wish, now)
    event = DriverEvent(
        id=wish.id,
        line_id=duty.line_id,
        duty_id=duty.id,
        driver_id=driver_id,
        kind=wish.kind,
        stop_id=wish.stop_id,
        booking_id=wish.booking_id,
        happened_at=min(wish.happened_at, now),
        received_at=_next_arrival(session, duty, now),
        applied_at=None if wish.kind.is_for_plan else now,
        minutes=wish.minutes,
        odometer_km=wish.odometer_km,
        has_place=wish.place is not None,
        revision=wish.revision,
    )
    session.add(event)
    return event, True


def duties_in_doubt(session: WriteSession, wishes: Sequence[EventWish], now: datetime) -> set[str]:
    """Return the duties of which an event that is not in the record yet has a time that can't be.

    The same clock gave the others of that duty their times: that they can be does not make them right.
    """
    # With the lock of `store_event`: what a duty is in doubt for stays so until its events are taken in.
    named = dict.fromkeys(wish.duty_id for wish in wishes)
    duties = {duty_id: session.get(Duty, duty_id, with_for_update=True) for duty_id in named}
    return {
        wish.duty_id
        for wish in wishes
        if (duty := duties[wish.duty_id]) is not None
        and _clock_fault(duty, wish, now)
        and session.get(DriverEvent, wish.id) is None
    }


def _next_arrival(session: WriteSession, duty: Duty, now: datetime) -> datetime:
    """Return `now`, or a tick after the last arrival: what was pressed within a second keeps its order."""
    wanted = select(func.max(DriverEvent.received_at)).where(DriverEvent.duty_id == duty.id)
    last = session.scalar(wanted)
    return now if last is None else max(now, last + TICK)


def _require_same(known: DriverEvent, wish: EventWish, driver_id: str) -> None:
    was = (known.driver_id, known.duty_id, known.kind, known.booking_id)
    if was != (driver_id, wish.duty_id, wish.kind, wish.booking_id):
        raise EventIdTaken("This event's id was used for another one. Load your run again.", id=wish.id)


def _clock_fault(duty: Duty, wish: EventWish, now: datetime) -> str:
    """Return why the time of an event can't be; empty where it can."""
    if wish.happened_at > now + CLOCK_TOLERANCE:
        return "That lies in the future. Check the clock of this phone."
    if wish.happened_at < duty.starts_at - EARLIEST:
        return "That lies long before this duty. Check the clock of this phone."
    return ""


def _require_possible(session: WriteSession, duty: Duty, wish: EventWish, now: datetime) -> None:
    fault = _clock_fault(duty, wish, now)
    if fault:
        raise ClockWrong(fault)
    if wish.stop_id is not None and session.get(Stop, (duty.line_id, wish.stop_id)) is None:
        raise UnknownNoun("stop", wish.stop_id)
    needed = NEEDS.get(wish.kind, "")
    if needed and needed != "booking_id" and getattr(wish, needed) is None:
        raise InvalidInput(
            f"A report of this kind needs {needed}.", faults=[Fault(needed, "needed", "missing")]
        )
    if wish.booking_id is None and needed != "booking_id":
        return
    booking = session.get(Booking, wish.booking_id) if wish.booking_id else None
    if booking is None or booking.line_id != duty.line_id:
        raise UnknownNoun("booking", wish.booking_id or "")
