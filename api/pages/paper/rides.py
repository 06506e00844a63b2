"""“Rides by time”: every ride of a day in the order of the pickups, as the caller would ask about it."""

from datetime import datetime, timedelta
from typing import Any

from api.pages.paper.driving import crew_of
from api.pages.paper.reading import PaperDay, Ride
from api.pages.paper.riding import needs_of
from api.pages.teller import Teller
from api.plan.schemas import CallCard, DutyCard
from busline.nouns import BookingState

MINUTE = timedelta(minutes=1)


def ride_rows(teller: Teller, day: PaperDay) -> list[dict[str, Any]]:
    """Return the rides as rows of plain text, the earliest pickup first."""
    pickups = {
        booking_id: (duty, call) for duty in day.duties for call in duty.calls for booking_id in call.board
    }
    planned = [(_pickup_at(ride, pickups), ride) for ride in day.rides]
    # Sorting keeps the order of promise and name among those who are picked up at once.
    return [
        _row(teller, day, ride, at, pickups.get(ride.booking.id))
        for at, ride in sorted(planned, key=lambda one: one[0])
    ]


def _pickup_at(ride: Ride, pickups: dict[str, tuple[DutyCard, CallCard]]) -> datetime:
    """Return when somebody gets on: a van that is early waits; without a van, as early as promised."""
    if ride.booking.id not in pickups:
        return ride.booking.pickup_from
    _, call = pickups[ride.booking.id]
    return max(call.arrived or call.arrive, ride.booking.pickup_from)


def _row(
    teller: Teller, day: PaperDay, ride: Ride, at: datetime, pickup: tuple[DutyCard, CallCard] | None
) -> dict[str, Any]:
    words, times, booking, resident = teller.words, teller.times, ride.booking, ride.resident
    late = (at - booking.pickup_to) // MINUTE
    return {
        "time": times.clock(at) if pickup else "",
        "late": words("board-late", minutes=late) if late > 0 else "",
        "window": times.span(booking.pickup_from, booking.pickup_to),
        "by": words("offer-dropoff", by=times.clock(booking.dropoff_by)),
        "state": "" if booking.state is BookingState.CONFIRMED else words(f"booking-{booking.state.value}"),
        "name": resident.name,
        "say": words("daylist-say", name=resident.salutation) if resident.salutation else "",
        "phone": times.phone(resident.phone) if resident.phone else words("daylist-no-phone"),
        "from": day.stops[booking.from_stop_id],
        "to": day.stops[booking.to_stop_id],
        "needs": needs_of(words, ride.aid, ride.companions),
        "crew": crew_of(teller, day, pickup[0]) if pickup else None,
        "reference": booking.reference,
    }
