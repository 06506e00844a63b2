"""One ride beside its run: what was promised, and why it is on this van."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.bookings.explaining import ask_why, explanation_card
from api.bookings.queries import get_booking
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.pages.problem_page import say_error
from api.residents.service import get_resident
from busline.errors import BuslineError
from busline.nouns import BookingState

STILL_PLANNED = (BookingState.CONFIRMED, BookingState.ON_BOARD)


@dataclass(frozen=True, slots=True)
class RideView:
    """A ride as the board shows it; ``sentences`` once somebody has asked why it is on its van."""

    booking_id: str
    name: str
    pickup_from: datetime
    pickup_to: datetime
    dropoff_by: datetime
    origin: str
    destination: str
    state: str
    explicable: bool
    sentences: tuple[str, ...] = ()


def ride_view(session: Session, frame: Reader, booking_id: str, sentences: tuple[str, ...] = ()) -> RideView:
    """Return a ride of the line.

    Raises
    ------
    UnknownNoun
        If there is no such booking.
    """
    booking = get_booking(session, frame.line.id, booking_id)
    names = stop_names(session, frame.line.id)
    return RideView(
        booking_id=booking.id,
        name=get_resident(session, frame.line.id, booking.resident_id).name,
        pickup_from=booking.pickup_from,
        pickup_to=booking.pickup_to,
        dropoff_by=booking.dropoff_by,
        origin=names[booking.from_stop_id],
        destination=names[booking.to_stop_id],
        state=booking.state.value,
        explicable=booking.state in STILL_PLANNED,
        sentences=sentences,
    )


def why(frame: Reader, booking_id: str) -> tuple[str, ...]:
    """Return why a ride is on its van; where the planner can't say, that is the answer."""
    try:
        explained = ask_why(frame.services, frame.caller, frame.line.id, booking_id)
    except BuslineError as error:
        return (say_error(frame.words, error),)
    with frame.services.record.read() as session:
        return explanation_card(session, frame.line.id, frame.language, explained).sentences
