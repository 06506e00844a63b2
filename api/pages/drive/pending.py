"""What a driver has reported and the plan has not taken in yet: the driver's page shows it as done."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.driver.schemas import DriverCall, DriverDuty, EventCard, RiderCard
from busline.nouns import BookingState, CallKind, DriverEventKind
from busline.record.tables import DriverEvent

STATES = {
    DriverEventKind.BOARDED: BookingState.ON_BOARD,
    DriverEventKind.NO_SHOW: BookingState.NO_SHOW,
    DriverEventKind.ALIGHTED: BookingState.COMPLETED,
}


def pending_events(session: Session, duty_id: str) -> frozenset[str]:
    """Return the ids of a duty's events that the plan has neither taken in nor refused."""
    return frozenset(
        session.scalars(
            select(DriverEvent.id).where(
                DriverEvent.duty_id == duty_id,
                DriverEvent.applied_at.is_(None),
                DriverEvent.rejected_why.is_(None),
            )
        )
    )


def with_pending(duty: DriverDuty, pending: Collection[str]) -> DriverDuty:
    """Return `duty` as it will be once the plan has taken in the `pending` events."""
    calls = list(duty.calls)
    for event in duty.events:
        if event.id in pending:
            _follow(calls, event)
    return duty.model_copy(update={"calls": calls})


def _follow(calls: list[DriverCall], event: EventCard) -> None:
    if event.kind is DriverEventKind.ARRIVED:
        if not _stands_at(calls, event.stop_id):  # else it is said twice
            _mark_first(
                calls, lambda call: call.arrived is None and call.stop_id == event.stop_id, event, "arrived"
            )
    elif event.kind is DriverEventKind.BREAK_START:
        _mark_first(
            calls, lambda call: call.arrived is None and call.kind is CallKind.BREAK, event, "arrived"
        )
    elif event.kind in (DriverEventKind.DEPARTED, DriverEventKind.BREAK_END):
        if calls and calls[0].arrived is None:
            calls[0] = calls[0].model_copy(update={"arrived": event.happened_at})
        _mark_first(calls, lambda call: call.arrived is not None and call.departed is None, event, "departed")
    elif event.kind in STATES:
        for index, call in enumerate(calls):
            calls[index] = call.model_copy(
                update={"board": _states(call.board, event), "alight": _states(call.alight, event)}
            )


def _stands_at(calls: Sequence[DriverCall], stop_id: str | None) -> bool:
    """Tell whether the van stands at a stop that it does not call at a second time at once."""
    here = max((n for n, call in enumerate(calls) if call.arrived is not None), default=-1)
    if here < 0 or calls[here].departed is not None or calls[here].stop_id != stop_id:
        return False
    return here + 1 == len(calls) or calls[here + 1].stop_id != stop_id


def _mark_first(
    calls: list[DriverCall], fits: Callable[[DriverCall], bool], event: EventCard, field: str
) -> None:
    """Write the event's time on the first call that `fits`; those before it are over."""
    found = next((index for index, call in enumerate(calls) if fits(call)), None)
    if found is None:
        return
    for index in range(found):
        call = calls[index]
        passed = {"arrived": call.arrived or call.arrive, "departed": call.departed or event.happened_at}
        calls[index] = call.model_copy(update=passed)
    calls[found] = calls[found].model_copy(update={field: event.happened_at})


def _states(riders: list[RiderCard], event: EventCard) -> list[RiderCard]:
    return [
        rider.model_copy(update={"state": STATES[event.kind]})
        if rider.booking_id == event.booking_id
        else rider
        for rider in riders
    ]
