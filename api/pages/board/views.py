"""What the board draws: one lane a van, one block a duty, in pixels."""

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from api.pages.board.axis import Axis, make_axis
from api.plan.schemas import CallCard, DutyCard
from busline.nouns import CallKind, DutyState, Layout, Places

CHART_PX = 1030.0
LANE_PX = 104
HEAD_PX = 30  # the clock times over the first lane
FLOOR_PX = 80  # where a lane's load stands
PLACE_PX = 6
LABEL_PX = 46  # room that a clock time under a call takes


class Clocking(Protocol):
    """Writes an instant as a clock time (`api.words.Times` does)."""

    def clock(self, moment: datetime) -> str:
        """Return “10:05”."""
        ...


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed about the rides of a day, by booking, and with the vans' lender.

    ``pickup_to`` has the latest pickup of those that have not boarded, ``dropoff_by`` by when those get off
    that are still to do so, and ``pinned`` the ones that stay on their van. A van is back by ``margin``
    before the end of its window.
    """

    pickup_to: Mapping[str, datetime] = field(default_factory=dict)
    dropoff_by: Mapping[str, datetime] = field(default_factory=dict)
    pinned: Collection[str] = ()
    margin: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class VanOnDay:
    """A van of the line."""

    id: str
    name: str
    plate: str
    layouts: tuple[Layout, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of places taken."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A call on the lane; ``label`` is its clock time where there is room for it.

    ``pinned``: somebody gets in who stays on this van.
    """

    x: float
    label: str
    done: bool
    kind: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One duty as it is drawn."""

    id: str
    x: float
    width: float
    starts_at: datetime
    ends_at: datetime
    driver: str
    state: str
    late_minutes: int
    back_late: datetime | None
    calls: int
    seats: tuple[Bar, ...]
    wheels: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    least: Places
    free_now: Places | None
    pinned: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """One van as it is drawn, `top` pixels from above."""

    van: VanOnDay
    top: float
    capacity_y: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A whole day as it is drawn."""

    day: date
    width: float
    height: float
    ticks: tuple[tuple[float, datetime, bool], ...]
    now_x: float | None
    lanes: tuple[Lane, ...] = field(default=())


def draw(
    day: date,
    vans: Sequence[VanOnDay],
    duties: Sequence[DutyCard],
    agreed: Agreed,
    now: datetime,
    clock: Clocking,
) -> Board:
    """Return the drawing of a day.

    Parameters
    ----------
    clock
        Writes an instant as a clock time.
    """
    axis = make_axis([(duty.starts_at, duty.ends_at) for duty in duties], CHART_PX)
    lanes = []
    used = [van for van in vans if any(duty.van_id == van.id for duty in duties)]
    for row, van in enumerate(used):
        own = [duty for duty in duties if duty.van_id == van.id]
        blocks = tuple(_block(duty, van, axis, agreed, now, clock) for duty in own)
        capacity = max((layout.seats + layout.wheelchairs for layout in van.layouts), default=0)
        lanes.append(Lane(van, HEAD_PX + row * LANE_PX, FLOOR_PX - capacity * PLACE_PX, blocks))
    return Board(
        day,
        axis.width,
        HEAD_PX + len(used) * LANE_PX,
        _ticks(axis),
        axis.x(now) if axis.shows(now) else None,
        tuple(lanes),
    )


def least_free(van: VanOnDay, calls: Sequence[CallCard]) -> Places:
    """Return what is free on the fullest leg of a run: the most seats, or the most wheelchair places."""
    left = [most(call.left) for call in calls] or [most(van.layouts)]
    return Places(seats=min(p.seats for p in left), wheelchairs=min(p.wheelchairs for p in left))


def back_late(duty: DutyCard, margin: timedelta) -> datetime | None:
    """Return when a van is back, if it is still out and that is less than `margin` before its window ends."""
    if len(duty.calls) < 2 or duty.state in (DutyState.DONE, DutyState.WITHDRAWN):
        return None
    last = duty.calls[-1]
    late = last.arrived is None and last.arrive > duty.ends_at - margin
    return last.arrive if late else None


def most(left: Sequence[Places]) -> Places:
    """Return the most seats and the most wheelchair places that any of the van's layouts has left."""
    return Places(
        seats=max((places.seats for places in left), default=0),
        wheelchairs=max((places.wheelchairs for places in left), default=0),
    )


def _ticks(axis: Axis) -> tuple[tuple[float, datetime, bool], ...]:
    """Return the half hours with their places; only full hours are labelled where halves would collide."""
    dense = bool(axis.stretches) and axis.stretches[0].px_per_minute * 30 < LABEL_PX
    return tuple((axis.x(mark), mark, mark.minute == 0 or not dense) for mark in axis.half_hours())


def _block(
    duty: DutyCard,
    van: VanOnDay,
    axis: Axis,
    agreed: Agreed,
    now: datetime,
    clock: Clocking,
) -> Block:
    x = axis.x(duty.starts_at)
    legs = list(itertools.pairwise(duty.calls))
    under_way = duty.state is DutyState.UNDER_WAY
    here = [call for call, following in legs if _at(call) <= now < _at(following)] if under_way else []
    return Block(
        id=duty.id,
        x=x,
        width=axis.x(duty.ends_at) - x,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        driver=duty.driver_name or "",
        state=duty.state.value,
        late_minutes=_late_minutes(duty.calls, agreed),
        back_late=back_late(duty, agreed.margin),
        calls=sum(1 for call in duty.calls if call.kind is CallKind.STOP),
        seats=tuple(_bar(axis, leg, 0, leg[0].load.seats) for leg in legs if leg[0].load.seats),
        wheels=tuple(
            _bar(axis, leg, leg[0].load.seats, leg[0].load.wheelchairs)
            for leg in legs
            if leg[0].load.wheelchairs
        ),
        marks=_marks(duty.calls, axis, clock, agreed.pinned),
        least=least_free(van, duty.calls),
        free_now=most(here[0].left) if here else None,
        pinned=sum(one in agreed.pinned for call in duty.calls for one in call.board),
    )


def _at(call: CallCard) -> datetime:
    return call.arrived or call.arrive


def _bar(axis: Axis, leg: tuple[CallCard, CallCard], below: int, count: int) -> Bar:
    x, end = axis.x(_at(leg[0])), axis.x(_at(leg[1]))
    height = count * PLACE_PX
    return Bar(x, FLOOR_PX - below * PLACE_PX - height, max(1.0, end - x), height)


def _marks(
    calls: Sequence[CallCard], axis: Axis, clock: Clocking, pinned: Collection[str]
) -> tuple[Mark, ...]:
    marks = []
    free_from = 0.0
    for call in calls:
        x = axis.x(_at(call))
        label = ""
        if x >= free_from and call.kind is not CallKind.BASE:
            label, free_from = clock.clock(_at(call)), x + LABEL_PX
        is_pinned = any(one in pinned for one in call.board)
        marks.append(Mark(x, label, call.arrived is not None, call.kind.value, is_pinned))
    return tuple(marks)


def _late_minutes(calls: Sequence[CallCard], agreed: Agreed) -> int:
    """Return by how many whole minutes the worst call that is still to come misses what was promised."""
    ahead = [call for call in calls if call.arrived is None]
    ends = [(call, one, agreed.pickup_to) for call in ahead for one in call.board]
    ends += [(call, one, agreed.dropoff_by) for call in ahead for one in call.alight]
    late = [(call.arrive - latest[one]).total_seconds() for call, one, latest in ends if one in latest]
    return max(0, int(max(late, default=0.0) // 60))
