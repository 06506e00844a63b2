"""What is new in a run since its driver saw it: whoever came, whoever went, another order of the stops."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.driver.schemas import DriverDuty
from api.pages.names import stop_names
from busline.nouns import BookingState, Call, DriverEventKind
from busline.record.runs_before import calls_at
from busline.record.tables import Booking, DriverEvent, Resident, Run

SEEING = (DriverEventKind.CLOCK_IN, DriverEventKind.PLAN_SEEN)
# What the driver did is no news to the driver.
OWN_DOING = frozenset({BookingState.NO_SHOW, BookingState.ON_BOARD, BookingState.COMPLETED})


@dataclass(frozen=True, slots=True)
class News:
    """One change: ``kind`` is ``new``, ``gone`` or ``order``; who it is about, where and when."""

    kind: str
    name: str = ""
    stop: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeenRun:
    """The revision that a duty's run has now, and what is new in it to its driver."""

    revision: int
    news: tuple[News, ...]


def seen_run(session: Session, line_id: str, duty: DriverDuty) -> SeenRun:
    """Return what the driver of `duty` has not seen yet; nothing before the first clock-in."""
    run = session.get(Run, duty.id)
    if run is None:
        return SeenRun(0, ())
    seen = _last_seen(session, duty.id)
    before = None if seen in (None, run.revision) else calls_at(session, duty.id, seen or 0)
    if before is None:
        return SeenRun(run.revision, ())
    now = [Call.model_validate(call) for call in run.calls]
    left = {event.booking_id for event in duty.events if event.kind is DriverEventKind.VAN_FULL}
    return SeenRun(run.revision, tuple(_news(session, line_id, before, now, left)))


def _last_seen(session: Session, duty_id: str) -> int | None:
    return session.scalar(
        select(DriverEvent.revision)
        .where(
            DriverEvent.duty_id == duty_id,
            DriverEvent.kind.in_(SEEING),
            DriverEvent.revision.is_not(None),
        )
        .order_by(DriverEvent.received_at.desc())
        .limit(1)
    )


def _news(
    session: Session, line_id: str, before: Sequence[Call], now: Sequence[Call], left: set[str | None]
) -> Iterator[News]:
    was, ahead = _boardings(before), _boardings(now)
    stops = stop_names(session, line_id)
    came = [one for one in ahead if one not in was and ahead[one].departed is None]
    went = [one for one in was if one not in ahead and one not in left]
    riders = _riders(session, [*came, *went])
    for one in came:
        yield News("new", riders[one][0], stops[ahead[one].stop], ahead[one].arrive)
    for one in went:
        name, state = riders[one]
        if state not in OWN_DOING:
            yield News("gone", name, stops[was[one].stop], was[one].arrive)
    if not came and not went and _order(now) != _order(before)[-len(_order(now)) :]:
        yield News("order")


def _boardings(calls: Sequence[Call]) -> dict[str, Call]:
    return {booking: call for call in calls for booking in call.board}


def _order(calls: Sequence[Call]) -> list[str]:
    """Return the stops that are still ahead."""
    return [call.stop for call in calls if call.arrived is None]


def _riders(session: Session, ids: Sequence[str]) -> Mapping[str, tuple[str, BookingState]]:
    found = session.execute(
        select(Booking.id, Booking.state, Resident)
        .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
        .where(Booking.id.in_(ids))
    )
    return {booking: (resident.salutation or resident.name, state) for booking, state, resident in found}
