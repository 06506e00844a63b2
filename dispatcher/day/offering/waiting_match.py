"""Who gets a place that came free: whoever has waited longest, of those for whom there is one.

Serving more people is the line's first goal, and whom to serve first is left open by it: the list is in the
order in which people joined it. The next on it for whom a ride fits inside what they accept, on every way
that they wait for, gets the one that costs the vans least and is nearest to what they asked. Nobody's promise
moves for it, as a ride only goes where exact insertion finds room beside all that is promised or held.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from busline.days import instant, seconds
from busline.nouns import LegName, Offer
from dispatcher.day.day import Day
from dispatcher.day.framing.framing import frame_day
from dispatcher.day.line_data import LineData
from dispatcher.day.offering.quoting import as_found, candidates, fitting, hold, offer_for
from dispatcher.day.placing import bookable_duties
from dispatcher.day.wishes import LegToQuote, RequestToQuote


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits. Times are in seconds.

    Attributes
    ----------
    request
        With the ways that they wait for, and no others.
    earlier_s, later_s
        How far from the time that was asked a ride may begin.
    since
        Who has waited longest comes first.
    know_by
        Until when they want to know.
    not_before
        When the way out ends, where that is booked already.
    """

    id: str
    request: RequestToQuote
    earlier_s: int
    later_s: int
    since: int
    know_by: int
    not_before: int = 0


@dataclass(frozen=True)
class Match:
    """Whom to phone with which offers, one a way, and the day on which they are held."""

    waiting: Waiting
    offers: tuple[Offer, ...]
    day: Day

    @property
    def held_until(self) -> int:
        """Until when the offers are held, in seconds."""
        return seconds(self.offers[0].expires_at)


def first_match(
    line: LineData, day: Day, waiting: Iterable[Waiting], now: int, new_id: Callable[[], str]
) -> Match | None:
    """Return the match for whoever has waited longest among those for whom there is a place."""
    for one in sorted(waiting, key=lambda who: (who.since, who.id)):
        match = match_for(line, day, one, now, new_id)
        if match is not None:
            return match
    return None


def match_for(line: LineData, day: Day, one: Waiting, now: int, new_id: Callable[[], str]) -> Match | None:
    """Return rides for every way that somebody waits for, held on the day; None if one has none."""
    rules = line.rules
    lead_s = max(rules.waiting_lead_s, rules.freeze_s)
    not_before = max(now + lead_s + rules.offer_hold_s, one.not_before)
    hold_until = min(now + rules.waiting_hold_s, one.know_by)
    if hold_until < now + rules.offer_hold_s:
        return None
    offers: list[Offer] = []
    for leg in sorted(one.request.legs, key=lambda way: way.leg is LegName.BACK):
        found = _held(line, day, one, leg, now, not_before, hold_until, new_id)
        if found is None:
            return None
        offer, day = found
        offers.append(offer)
        hold_until = seconds(offer.expires_at)
        not_before = max(not_before, seconds(offer.promise.dropoff_by))
    return Match(one, tuple(offers), day)


def _held(
    line: LineData,
    day: Day,
    one: Waiting,
    leg: LegToQuote,
    now: int,
    not_before: int,
    hold_until: int,
    new_id: Callable[[], str],
) -> tuple[Offer, Day] | None:
    """Return the best acceptable ride of one way as an offer, and the day with its place kept."""
    framing = frame_day(line, day, now)
    bookable = bookable_duties(line, day, now) & framing.duties.keys()
    rides = candidates(line, one.request, leg, not_before, (one.earlier_s, one.later_s))
    found = fitting(line, framing, rides, bookable, leg) if rides else []
    if not found:
        return None
    best, ride = found[0], replace(found[0].ride, id=new_id())
    duty = day.duties[framing.duty_at(best.found).frame.id]
    offer = offer_for(line, duty, one.request, leg, best, ride.id, now)
    expires_at = min(hold_until, ride.pickup_from - line.rules.waiting_lead_s)
    offer = offer.model_copy(update={"expires_at": instant(expires_at)})
    return hold(day, offer, as_found(line, framing, best, ride), yields=True)
