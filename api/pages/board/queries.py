"""Reading a day for the board."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.bookings.pins import pinner_names
from api.pages.board.vans import back_margin, vans_of
from api.pages.board.views import Agreed, Board, draw
from api.pages.frame import Reader
from api.plan.schemas import DayCard
from busline.nouns import BookingState
from busline.record.pins import freed_pins_of_day
from busline.record.tables import Duty


@dataclass(frozen=True, slots=True)
class FreedRide:
    """A ride that the planner had to let go of, and where it is now; ``same`` if that is its old van."""

    booking_id: str
    name: str
    pickup_from: datetime
    pickup_to: datetime
    pinned_by: str
    pinned_to: str
    van: str
    same: bool


def board_of(session: Session, frame: Reader, card: DayCard) -> Board:
    """Return the drawing of a day."""
    waiting = [booking for booking in card.bookings if booking.state is BookingState.CONFIRMED]
    riding = [booking for booking in card.bookings if booking.state is BookingState.ON_BOARD]
    agreed = Agreed(
        pickup_to={booking.id: booking.promise.pickup_to for booking in waiting},
        dropoff_by={booking.id: booking.promise.dropoff_by for booking in waiting + riding},
        pinned=card.pins,
        margin=back_margin(session, frame.line.id),
    )
    return draw(card.date, vans_of(session, frame.line.id), card.duties, agreed, frame.now, frame.times)


def freed_rides(session: Session, frame: Reader, card: DayCard) -> list[FreedRide]:
    """Return the rides of a day whose pin the planner let go of, until somebody has seen it."""
    pins = freed_pins_of_day(session, frame.line.id, card.date)
    if not pins:
        return []
    who = pinner_names(session, pins)
    names = {van.id: van.name for van in vans_of(session, frame.line.id)}
    bookings = {booking.id: booking for booking in card.bookings}
    van_of = {one: duty.van_id for duty in card.duties for call in duty.calls for one in call.board}
    return [
        FreedRide(
            booking_id=pin.booking_id,
            name=bookings[pin.booking_id].resident_name,
            pickup_from=bookings[pin.booking_id].promise.pickup_from,
            pickup_to=bookings[pin.booking_id].promise.pickup_to,
            pinned_by=who[pin.booking_id],
            pinned_to=names[was],
            van=names[van_of[pin.booking_id]],
            same=van_of[pin.booking_id] == was,
        )
        for pin in pins
        if pin.booking_id in bookings and pin.booking_id in van_of
        for was in [session.get_one(Duty, pin.duty_id).van_id]
    ]
