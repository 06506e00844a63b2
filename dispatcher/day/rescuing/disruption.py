"""When the world breaks a plan: rides move where their promises allow, the rest become phone calls."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from busline.days import instant
from busline.nouns import BookingState, DutyState, LegName, TaskKind, TimeMode
from dispatcher.day.booking import take_off
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay
from dispatcher.day.framing.framing import as_promised, frame_day, unpinned
from dispatcher.day.line_data import LineData
from dispatcher.day.offering.nearest import Asked, nearest_times
from dispatcher.day.placing import Place, bookable_duties, find_place
from dispatcher.day.rehold import put_back
from dispatcher.day.rescuing.catching_up import catch_up
from dispatcher.day.rescuing.making_room import make_room
from dispatcher.day.settling.settling import Lateness, Settled, ease, settle
from dispatcher.day.wishes import LegToQuote, RequestToQuote


@dataclass(frozen=True, slots=True)
class CallToMake:
    """Somebody a coordinator must phone: about which booking, when it is expected now, what else fits."""

    kind: TaskKind
    booking_id: str
    duty_id: str | None
    expected_pickup: int | None
    expected_dropoff: int | None
    alternatives: tuple[BookingOnDay, ...]


@dataclass(frozen=True)
class Rescued:
    """A day after a disruption: what was broken, what runs late, whom to phone."""

    day: Day
    broken: tuple[str, ...] = ()
    calls: tuple[CallToMake, ...] = ()


def rescue(line: LineData, day: Day, now: int, duty_ids: Collection[str] | None = None) -> Rescued:
    """Settle `day` and move what would be late to where its promise is kept, on its duty or another.

    A run that can't be kept goes on in another order, if there is one. Offers that are held give way where a
    ride is on time for it. What no place can keep then stays where it is, later than promised, and becomes
    a phone call.
    """
    settled = settle(line, day, now, duty_ids)
    if settled.late and (yielded := settled.day.without_yielding()) is not settled.day:
        settled = settle(line, yielded, now, duty_ids)
    if settled.strained:
        caught_up = catch_up(line, settled.day, now, settled.strained)
        settled = settle(line, caught_up, now, duty_ids)
    if settled.late and duty_ids is not None:
        settled = settle(line, settled.day, now)  # the others may be where something moves to
    settled = _with_late_moved(line, settled, now)
    if settled.late and (holds := settled.day.holds):
        freed = _with_late_moved(line, replace(settled, day=settled.day.without_rides(*holds)), now)
        if len(freed.late) < len(settled.late):
            settled = replace(freed, day=put_back(line, freed.day, holds.values(), now))
    calls = tuple(_late_call(line, settled.day, one, now) for one in settled.late)
    return Rescued(settled.day, calls=calls)


def strand(
    line: LineData,
    day: Day,
    duty: DutyOnDay,
    now: int,
    *,
    may_stay: bool = False,
    only: Collection[str] | None = None,
) -> Rescued:
    """Take everybody off `duty` who has not boarded; who finds no other place has a broken promise.

    `duty` is given as it shall be from now on (withdrawn, shortened, without a driver). Who is on board is
    still brought where they are going. With `may_stay`, rides that fit into what is left of it stay. Who was
    pinned to it stays on its van where that can be, and is free to ride on any other where it can't. Where
    ``only`` some rides are named, the others stay on it. Offers that are held give way where a promise is
    kept by that: an offer is none yet.
    """
    day = day.with_duties(duty).without_yielding()
    waiting = [
        as_promised(booking)
        for booking in map(day.bookings.get, dict.fromkeys(visit.ride or "" for visit in duty.order))
        if booking is not None
        and booking.state is BookingState.CONFIRMED
        and (only is None or booking.id in only)
    ]
    waiting.sort(key=lambda booking: (booking.pickup_to, booking.id))
    day = ease(line, _emptied(line, day, duty.id, [booking.id for booking in waiting]), now)
    avoiding = () if may_stay else (duty.id,)
    day, broken = _carried_on(line, day, waiting, duty, now, avoiding)
    if broken and (holds := day.holds):
        freed, fewer = _carried_on(line, day.without_rides(*holds), broken, duty, now, avoiding)
        if len(fewer) < len(broken):
            day, broken = put_back(line, freed, holds.values(), now), fewer
    day = day.with_bookings(*(replace(b, state=BookingState.BROKEN) for b in broken))
    rescued = rescue(line, day, now)
    calls = tuple(
        CallToMake(TaskKind.PROMISE_BROKEN, b.id, None, None, None, alternatives(line, rescued.day, b, now))
        for b in broken
    )
    return Rescued(
        rescued.day,
        broken=tuple(b.id for b in broken),
        calls=calls + rescued.calls,
    )


def _carried_on(
    line: LineData,
    day: Day,
    waiting: Sequence[BookingOnDay],
    duty: DutyOnDay,
    now: int,
    avoiding: Collection[str],
) -> tuple[Day, list[BookingOnDay]]:
    """Put rides that `duty` carried where they can go on; return those as well for which nothing is left."""
    left = []
    for booking in waiting:
        day = day.with_bookings(booking)
        place = _place_left(line, day, booking, duty, now, avoiding)
        if place is None:
            left.append(unpinned(booking))
            day = day.with_bookings(unpinned(booking))
            continue
        day = place.taken(day.with_bookings(place.ride))
    return make_room(line, day, left, now, avoiding=avoiding)


def _place_left(
    line: LineData, day: Day, booking: BookingOnDay, duty: DutyOnDay, now: int, avoiding: Collection[str]
) -> Place | None:
    """Return where a ride that `duty` carried goes on; None where nothing is left for it."""
    places = (
        find_place(line, day.with_bookings(wish), wish, now, avoiding=avoiding)
        for wish in _wishes(day, booking, duty.van_id)
    )
    return next((place for place in places if place is not None), None)


def _wishes(day: Day, booking: BookingOnDay, van_id: str) -> Iterator[BookingOnDay]:
    """Yield `booking` as it may go on: pinned to its van first, on whichever duty, and free last."""
    if booking.pinned_to is not None:
        for other in day.duties.values():
            if other.van_id == van_id and other.drives:
                yield replace(booking, pinned_to=other.id)
    yield unpinned(booking)


def alternatives(line: LineData, day: Day, booking: BookingOnDay, now: int) -> tuple[BookingOnDay, ...]:
    """Return the promises nearest to a booking's own that the plan could make instead."""
    free = day if booking.state is not BookingState.CONFIRMED else day.without_rides(booking.id)
    framing = frame_day(line, free, now)
    request = RequestToQuote(
        id=booking.id,
        legs=(),
        seats=booking.seats,
        wheelchairs=booking.wheelchairs,
        boarding_s=booking.boarding_s,
    )
    leg = LegToQuote(LegName.OUT, booking.from_stop, booking.to_stop, TimeMode.DEPART_AT, booking.pickup_from)
    bookable = bookable_duties(line, free, now) & framing.duties.keys()
    asked = Asked(line, framing, request, leg, now + line.rules.freeze_s, bookable)
    _, nearest = nearest_times(asked, booking.pickup_from)
    return tuple(near.ride for near in nearest)


def about(call: CallToMake, booking: BookingOnDay, van_id: str | None) -> dict[str, object]:
    """Return what a task's sentence needs, as JSON."""
    return {
        "promise": _promise(booking),
        "van": van_id,
        "expected_pickup": _iso(call.expected_pickup),
        "expected_dropoff": _iso(call.expected_dropoff),
        "alternatives": [_promise(ride) for ride in call.alternatives],
    }


def shortened(duty: DutyOnDay, ends_at: int, now: int) -> DutyOnDay:
    """Return a duty whose window ends at `ends_at` already; withdrawn if it has not begun by then."""
    if ends_at <= max(duty.starts_at, now) and duty.state is not DutyState.UNDER_WAY:
        return replace(duty, state=DutyState.WITHDRAWN)
    return replace(duty, ends_at=min(duty.ends_at, ends_at))


def ends_when_back(line: LineData, duty: DutyOnDay, latest: int) -> DutyOnDay:
    """Return a shortened duty that ends when the van is back, where it can't be back before.

    That is not after `latest`, the end that it had before.
    """
    if not duty.drives or not duty.halts:
        return duty
    back = duty.halts[-1].arrive + line.rules.base_margin_s
    return replace(duty, ends_at=max(duty.ends_at, min(back, latest)))


def _emptied(line: LineData, day: Day, duty_id: str, booking_ids: Sequence[str]) -> Day:
    """Take bookings off a run, and let it end with what it still has to do."""
    day = take_off(day, booking_ids, BookingState.CANCELLED)
    duty = day.duties[duty_id]
    if duty.drives:
        return day
    happened = tuple(halt for halt in duty.halts if halt.arrived is not None)
    return day.with_duties(replace(duty, halts=happened, order=()))


def _with_late_moved(line: LineData, settled: Settled, now: int) -> Settled:
    """Return the day with what is late moved, where a place keeps its promise; the latest first."""
    tried: set[str] = set()
    while movable := [one for one in settled.late if _is_movable(line, settled.day, one, now, tried)]:
        one = max(movable, key=lambda late: late.dropoff_at)
        tried.add(one.booking_id)
        moved = _moved(line, settled.day, one, now)
        if moved is not None:
            settled = settle(line, moved, now)
    return settled


def _is_movable(line: LineData, day: Day, late: Lateness, now: int, tried: set[str]) -> bool:
    booking = day.bookings[late.booking_id]
    return (
        late.booking_id not in tried
        and booking.state is BookingState.CONFIRMED
        and late.pickup_at is not None
        and booking.pickup_to >= now
        and not _is_fixed(line, day, late, now)
    )


def _is_fixed(line: LineData, day: Day, late: Lateness, now: int) -> bool:
    framed = frame_day(line, day, now).duties.get(late.duty_id)
    return framed is None or any(late.booking_id in halt.board for halt in framed.fixed.halts)


def _moved(line: LineData, day: Day, late: Lateness, now: int) -> Day | None:
    booking = as_promised(day.bookings[late.booking_id])
    without = day.without_rides(booking.id).with_bookings(booking)
    place = find_place(line, without, booking, now)
    if place is None:
        return None
    return place.taken(without.with_bookings(place.ride))


def _late_call(line: LineData, day: Day, late: Lateness, now: int) -> CallToMake:
    booking = day.bookings[late.booking_id]
    waiting = booking.state is BookingState.CONFIRMED
    return CallToMake(
        TaskKind.PROMISE_AT_RISK,
        late.booking_id,
        late.duty_id,
        late.pickup_at if waiting else None,
        late.dropoff_at,
        alternatives(line, day, booking, now) if waiting else (),
    )


def _promise(ride: BookingOnDay) -> dict[str, str]:
    return {
        "pickup_from": instant(ride.pickup_from).isoformat(),
        "pickup_to": instant(ride.pickup_to).isoformat(),
        "dropoff_by": instant(ride.dropoff_by).isoformat(),
    }


def _iso(at: int | None) -> str | None:
    return None if at is None else instant(at).isoformat()
