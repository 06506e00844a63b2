"""Answering a call: rides that the plan can take in now, as promises that differ usefully in time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from busline.days import instant
from busline.feed.messages import LegAnswer
from busline.nouns import LegName, Offer, Promise, TimeMode
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay
from dispatcher.day.framing.framing import Framing, frame_day, ride_of
from dispatcher.day.line_data import LineData
from dispatcher.day.offering.nearest import Asked
from dispatcher.day.offering.refusing import refusal_of
from dispatcher.day.placing import Place, bookable_duties, find_place
from dispatcher.day.wishes import LegToQuote, RequestToQuote, promised
from dispatcher.planning.fleet.fleet import Found
from dispatcher.planning.goals import LINE_GOALS

__all__ = ["LegToQuote", "Quote", "RequestToQuote", "best_of", "candidates", "promised", "quote"]

# An offer on a duty that still lacks a driver must be this much better than one that has one.
OPEN_DUTY_PENALTY_S = 600
EARLY_FACTOR = 2  # leaving earlier than asked is worse than leaving later


@dataclass(frozen=True)
class Quote:
    """The answer to a request, and the day with the offers held on it."""

    answers: tuple[LegAnswer, ...]
    day: Day
    offers: tuple[Offer, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A promise that fits, where it was found to, and how far that is from the wish (less is better)."""

    ride: BookingOnDay
    found: Found
    score: int


def quote(line: LineData, day: Day, request: RequestToQuote, now: int, new_id: Callable[[], str]) -> Quote:
    """Find up to the line's number of offers for each leg and hold them, as far as they fit side by side."""
    answers: list[LegAnswer] = []
    offers: list[Offer] = []
    # Still outside the freeze time when it is confirmed at the last moment.
    not_before = now + line.rules.freeze_s + line.rules.offer_hold_s
    for leg in sorted(request.legs, key=lambda one: one.leg is LegName.BACK):
        answer, day, rides = _quote_leg(line, day, request, leg, now, not_before, new_id)
        answers.append(answer)
        offers += answer.offers
        if rides:
            # The way back begins when the earliest way out has ended.
            not_before = max(not_before, min(ride.dropoff_by for ride in rides))
    return Quote(tuple(answers), day, tuple(offers))


def best_of(legs: Sequence[LegAnswer]) -> list[Offer]:
    """Return the best offer of each leg, the way back after the way out; fewer where one has none."""
    chosen: list[Offer] = []
    for leg in sorted(legs, key=lambda one: one.leg is LegName.BACK):
        for offer in leg.offers:
            if not chosen or offer.promise.pickup_from >= chosen[-1].promise.dropoff_by:
                chosen.append(offer)
                break
    return chosen


def _quote_leg(
    line: LineData,
    day: Day,
    request: RequestToQuote,
    leg: LegToQuote,
    now: int,
    not_before: int,
    new_id: Callable[[], str],
) -> tuple[LegAnswer, Day, list[BookingOnDay]]:
    # A change is quoted as if the old rides were gone; they stay until the change is confirmed.
    free = day.without_rides(*request.replaces) if request.replaces else day
    framing = frame_day(line, free, now)
    rides = candidates(line, request, leg, not_before)
    bookable = bookable_duties(line, free, now) & framing.duties.keys()
    found = fitting(line, framing, rides, bookable, leg)
    if not found:
        asked = Asked(line, framing, request, leg, not_before, bookable)
        return refusal_of(asked, free, rides), day, []
    chosen = _spread(found, line.rules.offer_count, line.rules.offer_spread_s)
    rides = [replace(candidate.ride, id=new_id()) for candidate in chosen]
    # What was found still fits where nothing has changed since; elsewhere it is looked for again.
    places = _first_places(line, framing, chosen, rides) if free is day else {}
    offers = []
    before = day
    for candidate, ride in zip(chosen, rides, strict=True):
        duty = free.duties[framing.duty_at(candidate.found).frame.id]
        offer = offer_for(line, duty, request, leg, candidate, ride.id, now)
        is_unchanged = day.duties[duty.id] is before.duties[duty.id]
        place = places.get(ride.id) if is_unchanged else None
        offer, day = hold(day, offer, place or find_place(line, day, ride, now))
        offers.append(offer)
    return LegAnswer(leg=leg.leg, offers=tuple(offers)), day, rides


def candidates(
    line: LineData,
    request: RequestToQuote,
    leg: LegToQuote,
    not_before: int,
    span_s: tuple[int, int] | None = None,
) -> list[BookingOnDay]:
    """Return the promises that could be read for a leg, on the line's grid of round times.

    They begin at most ``span_s`` earlier and later than asked, or as far as the line's rules say. Who must be
    there by a time is never there later.
    """
    rules = line.rules
    direct_s = line.drive_s(leg.from_stop, leg.to_stop)
    if leg.mode is TimeMode.ARRIVE_BY:
        last = leg.wanted_at - direct_s - request.boarding_s - rules.pickup_window_s
        first = last - (rules.offer_reach_s if span_s is None else span_s[0])
    else:
        earlier_s, later_s = span_s or (rules.offer_early_s, rules.offer_reach_s)
        first, last = leg.wanted_at - earlier_s, leg.wanted_at + later_s
    grid = rules.offer_grid_s
    begin = -(-max(first, not_before) // grid) * grid
    deadline = leg.wanted_at if leg.mode is TimeMode.ARRIVE_BY else None
    return [
        promised(line, request, leg, pickup_from, deadline) for pickup_from in range(begin, last + 1, grid)
    ]


def fitting(
    line: LineData,
    framing: Framing,
    rides: Sequence[BookingOnDay],
    duties: frozenset[str],
    leg: LegToQuote,
) -> list[Candidate]:
    """Return those of `rides` that fit on one of `duties`, the nearest to what was asked first."""
    results = framing.find([ride_of(line, ride) for ride in rides], duties)
    found = [
        _candidate(framing, ride, place, leg)
        for ride, place in zip(rides, results, strict=True)
        if place is not None
    ]
    return sorted(found, key=lambda candidate: (candidate.score, candidate.found.pickup_at))


def _candidate(framing: Framing, ride: BookingOnDay, found: Found, leg: LegToQuote) -> Candidate:
    if leg.mode is TimeMode.ARRIVE_BY:
        off_s = leg.wanted_at - found.dropoff_at
    else:
        off_s = found.pickup_at - leg.wanted_at
        off_s = off_s if off_s >= 0 else -EARLY_FACTOR * off_s
    open_s = 0 if framing.duty_at(found).frame.driver_known else OPEN_DUTY_PENALTY_S
    return Candidate(ride, found, off_s + found.cost // LINE_GOALS.van_s + open_s)


def _spread(found: Sequence[Candidate], count: int, apart_s: int) -> list[Candidate]:
    """Take the best candidates that lie at least `apart_s` apart from each other."""
    chosen: list[Candidate] = []
    for candidate in found:
        if len(chosen) == count:
            break
        if all(abs(candidate.ride.pickup_from - other.ride.pickup_from) >= apart_s for other in chosen):
            chosen.append(candidate)
    return chosen


def _first_places(
    line: LineData, framing: Framing, chosen: Sequence[Candidate], rides: Sequence[BookingOnDay]
) -> dict[str, Place]:
    """Return, by the ride's id, the place that was found for the first on each duty.

    For all of them at once: the fleet that they were found in follows the day as soon as another place is
    looked for, and would have to be brought back.
    """
    first = {candidate.found.slot: number for number, candidate in reversed(list(enumerate(chosen)))}
    return {
        rides[number].id: as_found(line, framing, chosen[number], rides[number]) for number in first.values()
    }


def offer_for(
    line: LineData,
    duty: DutyOnDay,
    request: RequestToQuote,
    leg: LegToQuote,
    candidate: Candidate,
    offer_id: str,
    now: int,
) -> Offer:
    return Offer(
        id=offer_id,
        request_id=request.id,
        leg=leg.leg,
        promise=Promise(
            pickup_from=instant(candidate.ride.pickup_from),
            pickup_to=instant(candidate.ride.pickup_to),
            dropoff_by=instant(candidate.ride.dropoff_by),
        ),
        van_id=duty.van_id,
        duty_id=duty.id,
        driver_known=duty.driver_id is not None,
        held=False,
        expires_at=instant(now + line.rules.offer_hold_s),
        expected_pickup=instant(candidate.found.pickup_at),
        expected_dropoff=instant(candidate.found.dropoff_at),
    )


def as_found(line: LineData, framing: Framing, candidate: Candidate, ride: BookingOnDay) -> Place:
    """Return the place that was found for a candidate, for `ride`: the same under the offer's id."""
    return Place(framing, framing.insertion(ride_of(line, ride), candidate.found), ride)


def hold(day: Day, offer: Offer, place: Place | None, *, yields: bool = False) -> tuple[Offer, Day]:
    """Keep places for an offer if there is a `place` beside everything already promised or held."""
    if place is None:
        return offer, day
    held = offer.model_copy(update={"held": True})
    return held, place.held(day, held, yields=yields)
