"""Holding offers again that another process, or this one before a restart, had read out."""

from collections.abc import Mapping, Sequence

from busline.days import seconds
from busline.nouns import Offer
from dispatcher.desk.booking import ride_for
from dispatcher.desk.day import Day
from dispatcher.desk.line_data import LineData
from dispatcher.desk.placing import find_place
from dispatcher.desk.wishes import RequestToQuote


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
    for offer in sorted(offers, key=lambda one: (one.expires_at, one.id)):
        if not offer.held or seconds(offer.expires_at) <= now or offer.request_id not in requests:
            continue
        ride = ride_for(requests[offer.request_id], offer, offer.id)
        place = find_place(line, day, ride, now)
        if place is not None:
            day = place.held(day, offer, yields=yields)
    return day
