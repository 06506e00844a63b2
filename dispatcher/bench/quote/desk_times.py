"""How long the desk takes for an answer, in this process, without record and feed."""

import time
from collections.abc import Callable, Sequence

from busline.days import seconds
from busline.nouns import LegName
from busline.record.tables.base import new_id
from dispatcher.bench.quote.size import Caller, DaySize
from dispatcher.day.offering.quoting import LegToQuote, RequestToQuote, quote
from dispatcher.desk.line_desk import LineDesk


def time_desk(
    desk: LineDesk, size: DaySize, people: Sequence[Caller], report: Callable[[int], None]
) -> list[float]:
    """Return the seconds of each answer; `report` is told how many there are.

    Every caller meets the same day: what is offered is let go.
    """
    day, line = desk.day(size.date), desk.line
    quote(line, day, _request(desk, people[0]), desk.now, new_id)  # caches are warm afterwards
    took_s: list[float] = []
    for caller in people:
        request = _request(desk, caller)
        begun = time.perf_counter()
        quote(line, day, request, desk.now, new_id)
        took_s.append(time.perf_counter() - begun)
        report(len(took_s))
    return took_s


def _request(desk: LineDesk, caller: Caller) -> RequestToQuote:
    wish, places = caller.wish(), caller.party.places
    return RequestToQuote(
        id=new_id(),
        legs=tuple(
            LegToQuote(LegName(leg.leg), leg.from_stop, leg.to_stop, leg.mode, seconds(leg.wanted_at))
            for leg in wish.legs
        ),
        seats=places.seats,
        wheelchairs=places.wheelchairs,
        boarding_s=getattr(desk.line.rules.boarding_s, caller.party.boarding_key),
    )
