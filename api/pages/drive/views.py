"""A duty as steps: which call is now, and which button of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.driver.schemas import DriverCall, DriverDuty, EventCard, RiderCard
from api.pages.drive.news import News, SeenRun
from busline.nouns import BookingState, CallKind, DriverEventKind, DutyState
from busline.rules.line_rules import LineRules

NOTHING_NEW = SeenRun(0, ())
ABOARD = frozenset({BookingState.ON_BOARD, BookingState.COMPLETED})


@dataclass(frozen=True, slots=True)
class RiderStep:
    """Somebody who gets on or off at a call, and whether that has been reported."""

    rider: RiderCard
    done: bool
    missed: bool
    destination: str
    miss_from: datetime | None


@dataclass(frozen=True, slots=True)
class CallStep:
    """One call with its buttons.

    ``step`` is what the driver does next: ``start`` (leave the base), ``coming`` (drive there), ``here``
    (people get on and off), ``ready`` (leave), ``break`` and ``on_break``, ``done``.
    """

    kind: str
    stop_id: str
    stop: str
    street: str
    at: datetime
    leave_from: datetime
    step: str
    is_last: bool
    board: Sequence[RiderStep]
    alight: Sequence[RiderStep]
    board_first: bool
    way: str

    @property
    def turns(self) -> tuple[tuple[str, Sequence[RiderStep]], ...]:
        """Who gets out (``alight``) and who gets in (``board``), in the order in which they do."""
        out, into = ("alight", self.alight), ("board", self.board)
        return (into, out) if self.board_first else (out, into)


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as its driver sees it. ``phase``: before clocking in, driving, over.

    ``reported`` are the ids of the reports that this view knows of; ``is_pausing`` tells of a break that
    nobody planned; ``kinds`` are those of all reports so far;
    ``news`` is what the driver has not seen yet of the run as it is at ``revision``.
    """

    id: str
    van: str
    van_id: str
    plate: str
    starts_at: datetime
    ends_at: datetime
    phase: str
    calls: Sequence[CallStep]
    current: int
    refused: Sequence[EventCard]
    reported: Sequence[str]
    is_pausing: bool
    kinds: frozenset[str]
    revision: int
    news: Sequence[News]


def view_duty(duty: DriverDuty, rules: LineRules, seen: SeenRun = NOTHING_NEW) -> DutyView:
    """Return `duty` as steps by the line's `rules`: how long a driver waits, how the way is opened."""
    kinds = {event.kind for event in duty.events if not event.rejected_why}
    destinations = {
        rider.booking_id: call.stop_name for call in duty.calls for rider in call.alight
    }  # where somebody who gets on will get off
    last = len(duty.calls) - 1
    calls = [
        _call(call, index, last, destinations, kinds, rules, duty.events)
        for index, call in enumerate(duty.calls)
    ]
    over = DriverEventKind.CLOCK_OUT in kinds or duty.state is DutyState.DONE
    begun = DriverEventKind.CLOCK_IN in kinds or duty.state is DutyState.UNDER_WAY
    current = next((index for index, call in enumerate(calls) if call.step != "done"), len(calls))
    return DutyView(
        id=duty.id,
        van=duty.van_name,
        van_id=duty.van_id,
        plate=duty.plate,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        phase="over" if over else "driving" if begun else "before",
        calls=calls,
        current=current,
        refused=[event for event in duty.events if event.rejected_why][-2:],
        revision=seen.revision,
        news=seen.news,
        kinds=frozenset(kind.value for kind in kinds),
        reported=[event.id for event in duty.events],
        is_pausing=_on_break(duty.events) and not any(call.step == "on_break" for call in calls),
    )


def _call(
    call: DriverCall,
    index: int,
    last: int,
    destinations: dict[str, str],
    kinds: set[DriverEventKind],
    rules: LineRules,
    events: Sequence[EventCard],
) -> CallStep:
    full = {event.booking_id for event in events if event.kind is DriverEventKind.VAN_FULL}
    board = [
        _boards(call, rider, destinations, rules.wait_at_stop_s, rider.booking_id in full)
        for rider in call.board
    ]
    alight = [
        RiderStep(rider, rider.state is BookingState.COMPLETED, rider.state is BookingState.NO_SHOW, "", None)
        for rider in call.alight
    ]
    promised = [rider.pickup_from for rider in call.board]
    return CallStep(
        kind=call.kind.value,
        stop_id=call.stop_id,
        stop=call.stop_name,
        street=call.street,
        at=call.arrived or call.arrive,
        leave_from=max([*promised, call.arrive]),
        step=_step(call, index, last, [*board, *alight], events),
        is_last=index == last,
        board=board,
        alight=alight,
        board_first=call.board_first,
        way="" if call.lat is None or call.lon is None else rules.way_to(call.lat, call.lon),
    )


def _boards(
    call: DriverCall, rider: RiderCard, destinations: dict[str, str], wait_s: int, is_left: bool
) -> RiderStep:
    there_from = max(call.arrived or call.arrive, rider.pickup_from)
    return RiderStep(
        rider,
        rider.state in ABOARD,
        is_left or rider.state is BookingState.NO_SHOW,
        destinations.get(rider.booking_id, ""),
        there_from + timedelta(seconds=wait_s),
    )


def _step(
    call: DriverCall, index: int, last: int, riders: Sequence[RiderStep], events: Sequence[EventCard]
) -> str:
    if call.departed is not None:
        return "done"
    if call.kind is CallKind.BREAK:
        return "break" if call.arrived is None or not _on_break(events) else "on_break"
    if index == 0 and call.kind is CallKind.BASE:
        return "start"
    if call.arrived is None:
        return "coming"
    return "ready" if index == last or all(rider.done or rider.missed for rider in riders) else "here"


def _on_break(events: Sequence[EventCard]) -> bool:
    pauses = [
        event.kind
        for event in events
        if event.kind in (DriverEventKind.BREAK_START, DriverEventKind.BREAK_END) and not event.rejected_why
    ]
    return bool(pauses) and pauses[-1] is DriverEventKind.BREAK_START
