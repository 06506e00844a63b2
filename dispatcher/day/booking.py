"""Making offers into bookings, and taking bookings off the plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from busline.days import seconds
from busline.errors import Conflict, InvalidInput
from busline.nouns import BookingState, ImpossibleStep, LegName, Offer
from dispatcher.day.day import BookingOnDay, Day, Halt
from dispatcher.day.framing.framing import as_promised, unpinned
from dispatcher.day.line_data import LineData
from dispatcher.day.placing import Place, bookable_duties, find_place
from dispatcher.day.settling.settling import Settled, settle
from dispatcher.day.wishes import RequestToQuote
from dispatcher.planning.problem import Visit


class OfferGone(Conflict):
    """The offer is too old and its places were given to somebody else."""

    code = "offer-gone"


class RideNotBack(Conflict):
    """A ride that was taken off the plan can't be put back on it with its promise."""

    code = "ride-not-back"


class LegsOverlap(InvalidInput):
    """The chosen way back begins before the chosen way out has ended."""

    code = "legs-overlap"


@dataclass(frozen=True)
class Confirmation:
    """The day with the new rides on it, and which booking came of which offer."""

    day: Day
    made: tuple[tuple[BookingOnDay, Offer], ...]


def confirm(
    line: LineData,
    day: Day,
    request: RequestToQuote,
    offers: Sequence[Offer],
    now: int,
    new_id: Callable[[], str],
) -> Confirmation:
    """Put the rides of `offers` on the plan, take those they replace off it, and let other holds go.

    A ride that is replaced and stands on another day is not this day's business.

    Raises
    ------
    OfferGone
        If a ride no longer fits inside its promise, or it would begin too soon.
    LegsOverlap
        If the way back begins before the way out has ended.
    """
    _check_choice(line, offers, now)
    asked = day
    chosen = {offer.id for offer in offers}
    others = [key for key, hold in day.holds.items() if hold.offer.request_id == request.id]
    replaced = [one for one in request.replaces if one in day.bookings]
    day = take_off(day, replaced, BookingState.CANCELLED)
    day = day.without_rides(*(key for key in others if key not in chosen))
    made = tuple((ride_for(request, offer, new_id()), offer) for offer in offers)
    free = day.without_rides(*chosen)
    for kept in (day, free):  # first where places were kept, then wherever there is one
        placed = _place_all(line, kept, made, now)
        if placed is None:
            continue
        touched = placed.duties_other_than(asked)
        before, settled = settle(line, free, now, touched), settle(line, placed, now, touched)
        if disturbs_nobody(before, settled):
            return Confirmation(settled.day, made)
    raise OfferGone("That ride no longer fits. Ask for new offers.")


def disturbs_nobody(before: Settled, after: Settled) -> bool:
    """Tell whether nobody, old or new, is later than promised who was not before."""
    late = {one.booking_id for one in before.late}
    return after.strained <= before.strained and all(one.booking_id in late for one in after.late)


def take_off(day: Day, booking_ids: Sequence[str], state: BookingState) -> Day:
    """Return `day` without the visits of `booking_ids`, whose state becomes `state`.

    Raises
    ------
    ImpossibleStep
        If one of them is not waiting for its van.
    """
    for booking_id in booking_ids:
        if day.bookings[booking_id].state is not BookingState.CONFIRMED:
            raise ImpossibleStep(
                "This ride has begun or has ended, so it can't be taken back.",
                state=day.bookings[booking_id].state.value,
            )
    gone = frozenset(booking_ids)
    day = day.without_rides(*gone)
    day = day.with_bookings(*(replace(day.bookings[b], state=state) for b in booking_ids))
    touched = [
        replace(duty, halts=_without(duty.halts, gone))
        for duty in day.duties.values()
        if any(gone.intersection(halt.board + halt.alight) for halt in duty.halts)
    ]
    return day.with_duties(*touched)


def reinstate(line: LineData, day: Day, bookings: Sequence[BookingOnDay], now: int) -> Day:
    """Return `day` with cancelled `bookings` on the plan again, each inside its old promise.

    One that was pinned goes where it was pinned to, and is free where it no longer fits there.

    Raises
    ------
    RideNotBack
        If one of them no longer fits, or somebody else would be late for it.
    """
    before = settle(line, day, now)
    for booking in bookings:
        waiting = as_promised(replace(booking, state=BookingState.CONFIRMED))
        place = _place_back(line, day, waiting, now) or _place_back(line, day, unpinned(waiting), now)
        if place is None:
            raise RideNotBack("The old ride no longer fits into the plan, so nothing was changed.")
        day = place.taken(day.with_bookings(place.ride))
    settled = settle(line, day, now)
    if not disturbs_nobody(before, settled):
        raise RideNotBack("Somebody else would be late for the old ride, so nothing was changed.")
    return settled.day


def _place_back(line: LineData, day: Day, booking: BookingOnDay, now: int) -> Place | None:
    return find_place(line, day.with_bookings(booking), booking, now)


def _without(halts: tuple[Halt, ...], gone: frozenset[str]) -> tuple[Halt, ...]:
    """Take passengers out of halts; one that nobody needs any more is not driven to, unless the van is."""
    kept: list[Halt] = []
    for halt in halts:
        if not gone.intersection(halt.board + halt.alight):
            kept.append(halt)
            continue
        emptied = replace(
            halt,
            board=tuple(b for b in halt.board if b not in gone),
            alight=tuple(b for b in halt.alight if b not in gone),
        )
        driven_to = halt.arrived is not None or (bool(kept) and kept[-1].departed is not None)
        if emptied.board or emptied.alight or driven_to:
            kept.append(emptied)
    return tuple(kept)


def _check_choice(line: LineData, offers: Sequence[Offer], now: int) -> None:
    legs = {offer.leg: offer for offer in offers}
    if len(legs) != len(offers):
        raise InvalidInput("Choose at most one offer for each way.")
    if any(seconds(offer.promise.pickup_from) < now + line.rules.freeze_s for offer in offers):
        raise OfferGone("It is too late for that ride now. Ask for new offers.")
    if len(legs) == 2:
        out, back = legs[LegName.OUT].promise, legs[LegName.BACK].promise
        if back.pickup_from < out.dropoff_by:
            raise LegsOverlap("The way back begins before the way out has ended. Choose a later way back.")


def ride_for(request: RequestToQuote, offer: Offer, ride_id: str) -> BookingOnDay:
    """Return the ride that an offer promises, under `ride_id`."""
    leg = next(leg for leg in request.legs if leg.leg is offer.leg)
    return BookingOnDay(
        id=ride_id,
        from_stop=leg.from_stop,
        to_stop=leg.to_stop,
        seats=request.seats,
        wheelchairs=request.wheelchairs,
        boarding_s=request.boarding_s,
        pickup_from=seconds(offer.promise.pickup_from),
        pickup_to=seconds(offer.promise.pickup_to),
        dropoff_by=seconds(offer.promise.dropoff_by),
    )


def _place_all(line: LineData, day: Day, made: Sequence[tuple[BookingOnDay, Offer]], now: int) -> Day | None:
    """Put bookings on the plan, each in the place held for its offer, or where it fits best."""
    for booking, offer in made:
        if offer.id in day.holds:
            kept_on = day.duty_of(offer.id)
            if kept_on is None or kept_on.id not in bookable_duties(line, day, now):
                return None  # the van that kept the place went home since, or found no driver in time
            day = _rename(day, offer.id, booking)
            continue
        place = find_place(line, day, booking, now)
        if place is None:
            return None
        day = place.taken(day.with_bookings(place.ride))
    return day


def _rename(day: Day, offer_id: str, booking: BookingOnDay) -> Day:
    """Let a booking take the place that was held for its offer."""
    duties = [
        replace(
            duty,
            order=tuple(
                Visit(booking.id, visit.is_pickup) if visit.ride == offer_id else visit
                for visit in duty.order
            ),
        )
        for duty in day.duties.values()
        if any(visit.ride == offer_id for visit in duty.order)
    ]
    holds = {key: hold for key, hold in day.holds.items() if key != offer_id}
    return replace(day.with_duties(*duties), holds=holds).with_bookings(booking)
