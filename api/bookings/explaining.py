"""Asking the planner why a ride is on its van."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.bookings.pins import pinned_by
from api.bookings.queries import get_booking
from api.bookings.schemas import ExplanationCard
from api.lines.queries import get_line
from api.services import Services
from api.vans.queries import van_names
from api.words import Times, explanation_sentences, words_in
from busline.errors import Conflict
from busline.feed.messages import Explained, ExplainRide
from busline.nouns import RideExplained
from busline.record.tables.base import new_id


class NoExplanation(Conflict):
    """The dispatcher answered something else than was asked."""

    code = "no-explanation"


def ask_why(services: Services, caller: Caller, line_id: str, booking_id: str) -> RideExplained:
    """Return the planner's own account of a booking.

    Raises
    ------
    UnknownNoun
        If the line has no such booking.
    CommandFailed
        If no van is planned for it any more.
    Away
        If planning is away.
    """
    with services.record.read() as session:
        get_booking(session, line_id, booking_id)
    command = ExplainRide(
        id=new_id(),
        line_id=line_id,
        actor=caller.login,
        sent_at=services.clock.now(),
        booking_id=booking_id,
    )
    reply = services.dispatcher.ask(command)
    if not isinstance(reply, Explained):
        raise NoExplanation("The planning gave no explanation. Ask again.")
    return reply.ride


def explanation_card(session: Session, line_id: str, language: str, ride: RideExplained) -> ExplanationCard:
    """Return an explanation with its sentences in `language`."""
    times = Times(language, ZoneInfo(get_line(session, line_id).timezone))
    sentences = explanation_sentences(
        words_in(language),
        times,
        ride,
        van_names(session, line_id),
        pinned_by(session, ride.booking_id),
    )
    return ExplanationCard(**dict(ride), sentences=tuple(sentences))
