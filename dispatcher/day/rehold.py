"""Holding offers again: that another process had read out, or that had to give way for a moment."""

from collections.abc import Iterable, Mapping, Sequence

from busline.days import seconds
from busline.nouns import Offer
from dispatcher.day.booking import ride_for
from dispatcher.day.day import Day, Hold
from dispatcher.day.framing.framing import as_promised
from dispatcher.day.line_data import LineData
from dispatcher.day.placing import find_place
from dispatcher.day.wishes import RequestToQuote


def hold_again(
    line: LineData,
    day: Day,
    offers: Sequence[Offer],
    requests: Mapping[str, RequestToQuote],
    now: int,
    *,
    yields: bool = False,
) -> Day:
    """Keep places for `offers` that have not expired, as far as they still fit; `yields` as in `Hold`.

    One that does not fit any more is tried again when it is confirmed.
    """
    holds = [
        Hold(offer, ride_for(requests[offer.request_id], offer, offer.id), yields)
        for offer in offers
        if offer.held and seconds(offer.expires_at) > now and offer.request_id in requests
    ]
    return put_back(line, day, holds, now)


def put_back(line: LineData, day: Day, holds: Iterable[Hold], now: int) -> Day:
    """Keep places on `day`, which has none of `holds`, for those that still fit; the others are let go."""
    for hold in sorted(holds, key=lambda one: (one.offer.expires_at, one.offer.id)):
        place = find_place(line, day, as_promised(hold.ride), now)
        if place is not None:
            day = place.held(day, hold.offer, yields=hold.yields)
    return day
