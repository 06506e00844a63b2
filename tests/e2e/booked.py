"""Rides that are booked without a browser, for tests of what happens to them later."""

from busline.feed.client import DispatcherClient
from busline.feed.messages import Confirmed, ConfirmOffers, Offers, QuoteRequest
from busline.nouns import Aid
from busline.record.requests import LegWish, RequestWish, store_request
from busline.record.tables.base import new_id
from tests.api.house import LINE, at
from tests.e2e.line_on_a_clock import LineOnAClock


def book(line: LineOnAClock, resident: str, origin: str, destination: str, wanted: str) -> str:
    """Book somebody on a seat of today's line, leaving at `wanted` or soon after; return the booking's id."""
    leg = LegWish(from_stop=origin, to_stop=destination, wanted_at=at(wanted))
    wish = RequestWish(resident_id=resident, legs=(leg,), aid=Aid.NONE, companions=0)
    with line.record.change("corrie") as session:
        request_id = store_request(session, LINE, wish, who="corrie", now=line.clock.now()).id
    client = DispatcherClient(line.feed, line.clock, reply_timeout_s=20.0)
    offers = client.ask(QuoteRequest(**_envelope(line), request_id=request_id))
    assert isinstance(offers, Offers), offers
    chosen = (offers.legs[0].offers[0].id,)
    confirmed = client.ask(ConfirmOffers(**_envelope(line), request_id=request_id, offer_ids=chosen))
    assert isinstance(confirmed, Confirmed), confirmed
    return confirmed.bookings[0].booking_id


def _envelope(line: LineOnAClock) -> dict[str, object]:
    return {"id": new_id(), "line_id": LINE, "actor": "corrie", "sent_at": line.clock.now()}
