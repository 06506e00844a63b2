"""Rides that are booked without a browser, for tests of what happens to them later."""

from busline.feed.client import DispatcherClient
from busline.feed.messages import CancelBookings, Confirmed, ConfirmOffers, Done, Offers, QuoteRequest
from busline.nouns import Aid
from busline.record.requests import LegWish, RequestWish, store_request
from busline.record.tables.base import new_id
from tests.api.house import LINE, at
from tests.e2e.line_on_a_clock import LineOnAClock


def book(line: LineOnAClock, resident: str, origin: str, destination: str, wanted: str) -> str:
    """Book somebody on a seat of today's line, leaving at `wanted` or soon after; return the booking's id."""
    booked = try_to_book(line, resident, origin, destination, wanted)
    assert booked is not None
    return booked


def fill_the_evening(line: LineOnAClock) -> list[str]:
    """Fill the one van of today's evening, from one end of its window to the other, with parties of eight."""
    ends = ("dagbesteding-aker", "ziekenhuis")
    booked = []
    for hour, minute in ((hour, minute) for hour in (18, 19, 20) for minute in range(0, 60, 15)):
        if (hour, minute) < (18, 30):
            continue
        for origin, destination in (ends, ends[::-1]):
            ride = try_to_book(line, "b003", origin, destination, f"{hour}:{minute:02d}", companions=7)
            booked += [ride] if ride else []
    return booked


def cancel(line: LineOnAClock, bookings: list[str]) -> None:
    """Take bookings back, as their callers asked."""
    client = DispatcherClient(line.feed, line.clock, reply_timeout_s=20.0)
    reply = client.ask(CancelBookings(**_envelope(line), booking_ids=tuple(bookings)))
    assert isinstance(reply, Done), reply


def try_to_book(
    line: LineOnAClock, resident: str, origin: str, destination: str, wanted: str, companions: int = 0
) -> str | None:
    """Book somebody as `book` does; None where no ride is offered."""
    leg = LegWish(from_stop=origin, to_stop=destination, wanted_at=at(wanted))
    wish = RequestWish(resident_id=resident, legs=(leg,), aid=Aid.NONE, companions=companions)
    with line.record.change("corrie") as session:
        request_id = store_request(session, LINE, wish, who="corrie", now=line.clock.now()).id
    client = DispatcherClient(line.feed, line.clock, reply_timeout_s=20.0)
    offers = client.ask(QuoteRequest(**_envelope(line), request_id=request_id))
    assert isinstance(offers, Offers), offers
    if not offers.legs[0].offers:
        return None
    chosen = (offers.legs[0].offers[0].id,)
    confirmed = client.ask(ConfirmOffers(**_envelope(line), request_id=request_id, offer_ids=chosen))
    assert isinstance(confirmed, Confirmed), confirmed
    return confirmed.bookings[0].booking_id


def _envelope(line: LineOnAClock) -> dict[str, object]:
    return {"id": new_id(), "line_id": LINE, "actor": "corrie", "sent_at": line.clock.now()}
