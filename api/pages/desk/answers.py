"""From the planner's messages to what is read to the caller."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.pages.desk.views import LegView, OfferLine, OffersView, OtherTime, PromisedRide, PromiseView
from api.pages.frame import Reader
from api.words import refusal_sentences
from busline.feed.messages import Confirmed, LegAnswer, Offers
from busline.nouns import LegName, Offer
from busline.record.tables import Booking

KEYS_A_LEG = 4
FIRST_BACK_KEY = 5  # 1 to 4 choose the way out, 5 to 8 the way back, 9 and 0 neither


@dataclass(frozen=True, slots=True)
class RefusedView:
    """Every way was refused.

    ``wait_until`` is until when the caller would know who is put on the waiting list; ``other_ways`` what
    else there is besides the line, in a sentence.
    """

    legs: tuple[LegView, ...]
    request_id: str
    wait_until: datetime | None = None
    other_ways: str = ""
    kind: str = "refused"


def offers_view(
    frame: Reader,
    offers: Offers,
    routes: Mapping[LegName, tuple[str, str]],
    van_names: Mapping[str, str],
    *,
    wait_until: datetime | None = None,
    other_ways: str = "",
) -> OffersView | RefusedView:
    """Return offers with the keys that choose them; `routes` names the stops of each leg.

    The others are for a refusal of every way, as in `RefusedView`.
    """
    chosen = _best_of_each(offers.legs)
    first = next(iter(chosen), None)
    legs = [_leg(frame, answer, routes[answer.leg], van_names, chosen, first) for answer in offers.legs]
    found = [offer for answer in offers.legs for offer in answer.offers]
    if not found:
        return RefusedView(tuple(legs), offers.request_id, wait_until, other_ways)
    day = frame.times.local(found[0].promise.pickup_from).date()
    return OffersView(offers.request_id, day, legs, min(offer.expires_at for offer in found))


def promise_view(
    confirmed: Confirmed,
    bookings: Mapping[str, Booking],
    names: Mapping[str, str],
    wait_until: datetime | None = None,
) -> PromiseView:
    """Return what was just booked, the way out first.

    `wait_until` is given where another way was refused that the caller can wait for.
    """
    rides = sorted(confirmed.bookings, key=lambda ride: ride.promise.pickup_from)
    return PromiseView(
        rides=[
            PromisedRide(
                booking_id=ride.booking_id,
                leg=ride.leg.value,
                pickup_from=ride.promise.pickup_from,
                pickup_to=ride.promise.pickup_to,
                dropoff_by=ride.promise.dropoff_by,
                origin=names[bookings[ride.booking_id].from_stop_id],
                destination=names[bookings[ride.booking_id].to_stop_id],
            )
            for ride in rides
        ],
        references=" · ".join(grouped(ride.reference) for ride in rides),
        driver_later=not all(ride.driver_known for ride in rides),
        request_id=confirmed.request_id,
        wait_until=wait_until,
    )


def grouped(reference: str) -> str:
    """Return a reference in groups of three, as it is said: “482 913”."""
    return (
        " ".join(reference[i : i + 3] for i in range(0, len(reference), 3))
        if " " not in reference
        else reference
    )


def _best_of_each(legs: Sequence[LegAnswer]) -> list[str]:
    """Return the offers to propose, one a way: the best, of which the way back begins after the way out."""
    chosen: list[Offer] = []
    for leg in legs:
        there_by = chosen[-1].promise.dropoff_by if chosen else None
        fitting = [one for one in leg.offers if there_by is None or one.promise.pickup_from >= there_by]
        chosen += (fitting or list(leg.offers))[:1]
    return [offer.id for offer in chosen]


def _leg(
    frame: Reader,
    answer: LegAnswer,
    route: tuple[str, str],
    van_names: Mapping[str, str],
    chosen: Sequence[str],
    focus: str | None,
) -> LegView:
    is_back = answer.leg is LegName.BACK
    first = FIRST_BACK_KEY if is_back else 1
    by_time = sorted(answer.offers[:KEYS_A_LEG], key=lambda offer: offer.promise.pickup_from)
    return LegView(
        name=answer.leg.value,
        origin=route[0],
        destination=route[1],
        offers=[
            _offer(offer, first + place, chosen=offer.id in chosen, focus=offer.id == focus)
            for place, offer in enumerate(by_time)
        ],
        none_key="0" if is_back else "9",
        sentences=refusal_sentences(frame.words, frame.times, answer, van_names),
        other_times=_other_times(answer, first, van_names),
    )


def _offer(offer: Offer, key: int, *, chosen: bool, focus: bool) -> OfferLine:
    promise = offer.promise
    return OfferLine(
        id=offer.id,
        key=str(key),
        pickup_from=promise.pickup_from,
        pickup_to=promise.pickup_to,
        dropoff_by=promise.dropoff_by,
        driver_known=offer.driver_known,
        chosen=chosen,
        focus=focus,
    )


def _other_times(answer: LegAnswer, first_key: int, van_names: Mapping[str, str]) -> list[OtherTime]:
    nearest = answer.why_not.nearest if answer.why_not else ()
    return [
        OtherTime(
            key=str(first_key + place),
            pickup_from=near.promise.pickup_from,
            van=van_names[near.van_id],
            driver_known=near.driver_known,
        )
        for place, near in enumerate(nearest[:KEYS_A_LEG])
    ]
