"""Reading requests."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.requests.schemas import LegCard, RefusalCard, RequestCard
from busline.errors import UnknownNoun
from busline.record.tables import Booking, Refusal, Request, RequestLeg


def get_request(session: Session, line_id: str, request_id: str) -> Request:
    """Return a request of the line.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    request = session.get(Request, request_id)
    if request is None or request.line_id != line_id:
        raise UnknownNoun("request", request_id)
    return request


def request_card(session: Session, request: Request) -> RequestCard:
    """Return a request with its legs, and what came of it."""
    legs = session.scalars(select(RequestLeg).where(RequestLeg.request_id == request.id))
    refusals = session.scalars(select(Refusal).where(Refusal.request_id == request.id))
    bookings = session.scalars(select(Booking.id).where(Booking.request_id == request.id))
    columns = {name: getattr(request, name) for name in RequestCard.model_fields if hasattr(request, name)}
    return RequestCard(
        **columns,
        legs=[LegCard.model_validate(leg) for leg in sorted(legs, key=lambda leg: leg.leg == "back")],
        refusals=[RefusalCard.model_validate(refusal) for refusal in refusals],
        booking_ids=sorted(bookings),
    )
