"""Why a caller gets no ride at the time that they asked for, and when one would work."""

from collections.abc import Collection, Sequence

from busline.days import instant
from busline.feed.messages import LegAnswer
from busline.nouns import RefusalReason
from dispatcher.desk.day import BookingOnDay
from dispatcher.desk.framing import Framing, ride_of
from dispatcher.desk.line_data import LineData
from dispatcher.desk.wishes import LegToQuote, RequestToQuote, promised
from dispatcher.planning.refusal import why_no_insertion

NEAREST_STEP_S = 900
NEAREST_COUNT = 4


def refusal_of(
    line: LineData,
    framing: Framing,
    request: RequestToQuote,
    leg: LegToQuote,
    rides: Sequence[BookingOnDay],
    not_before: int,
    bookable: frozenset[str],
) -> LegAnswer:
    """Say why a leg has no offer, and name the nearest times of the day that would work."""
    if not rides:
        rides = [promised(line, request, leg, max(not_before, leg.wanted_at), None)]
    reasons = {why_no_insertion(framing.empty_problem, framing.plan, ride_of(line, ride)) for ride in rides}
    without_driver = framing.fixed.keys() - bookable
    if without_driver and _fits(line, framing, rides, without_driver):
        reason = RefusalReason.NO_DRIVER
    else:
        ranking = (RefusalReason.FULL, RefusalReason.NO_PLACE_KIND, RefusalReason.NO_WINDOW)
        reason = next(one for one in ranking if one in reasons)
    nearest = nearest_times(line, framing, request, leg, not_before, bookable)
    return LegAnswer(
        leg=leg.leg,
        refusal=reason,
        explanation={"nearest": [instant(ride.pickup_from).isoformat() for ride in nearest]},
    )


def nearest_times(
    line: LineData,
    framing: Framing,
    request: RequestToQuote,
    leg: LegToQuote,
    not_before: int,
    bookable: frozenset[str],
) -> list[BookingOnDay]:
    """Return the rides nearest to the wanted time that fit somewhere on the day, in order of time."""
    frames = [duty for duty in framing.empty_problem.duties if duty.id in bookable]
    if not frames:
        return []
    begin = max(not_before, min(frame.leave_from for frame in frames))
    begin = -(-begin // NEAREST_STEP_S) * NEAREST_STEP_S
    end = max(frame.back_by for frame in frames)
    rides = [promised(line, request, leg, at, None) for at in range(begin, end, NEAREST_STEP_S)]
    results = framing.find([ride_of(line, ride) for ride in rides], bookable)
    fitting = [ride for ride, found in zip(rides, results, strict=True) if found is not None]
    fitting.sort(key=lambda ride: abs(ride.pickup_from - leg.wanted_at))
    return sorted(fitting[:NEAREST_COUNT], key=lambda ride: ride.pickup_from)


def _fits(line: LineData, framing: Framing, rides: Sequence[BookingOnDay], duties: Collection[str]) -> bool:
    """Tell whether one of `rides` finds a place on one of `duties`."""
    return any(found is not None for found in framing.find([ride_of(line, ride) for ride in rides], duties))
