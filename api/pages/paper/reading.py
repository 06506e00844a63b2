"""Reading a day for the day list: all of it at once, so that its parts say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.names import stop_names
from api.pages.paper.riding import OFF_THE_RUN
from api.plan.queries import day_card
from api.plan.schemas import DutyCard
from busline.nouns import Aid, DutyState
from busline.record.tables import Booking, Driver, IdleWindow, Request, Resident, Van


@dataclass(frozen=True, slots=True)
class Ride:
    """A booking with whose it is and what they ride with."""

    booking: Booking
    resident: Resident
    aid: Aid
    companions: int


@dataclass(frozen=True, slots=True)
class PaperDay:
    """A day of a line as it is planned, with the names of everything; ``bases`` by the id of the window."""

    date: date
    revision: int
    rides: Sequence[Ride]
    duties: Sequence[DutyCard]
    vans: Mapping[str, Van]
    drivers: Mapping[str, Driver]
    stops: Mapping[str, str]
    bases: Mapping[str, str]


def read_paper_day(session: Session, line_id: str, day: date) -> PaperDay:
    """Return a day of the line without the rides and duties that were called off."""
    card = day_card(session, line_id, day)
    windows = session.scalars(
        select(IdleWindow).where(IdleWindow.line_id == line_id, IdleWindow.service_date == day)
    )
    return PaperDay(
        date=day,
        revision=card.revision,
        rides=_rides(session, line_id, day),
        duties=sorted(
            (duty for duty in card.duties if duty.state is not DutyState.WITHDRAWN),
            key=lambda duty: (duty.starts_at, duty.van_id),
        ),
        vans={van.id: van for van in session.scalars(select(Van).where(Van.line_id == line_id))},
        drivers={one.id: one for one in session.scalars(select(Driver).where(Driver.line_id == line_id))},
        stops=stop_names(session, line_id),
        bases={window.id: window.base_stop_id for window in windows},
    )


def _rides(session: Session, line_id: str, day: date) -> list[Ride]:
    found = session.execute(
        select(Booking, Resident, Request.aid, Request.companions)
        .join(Request, Request.id == Booking.request_id)
        .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
        .where(
            Booking.line_id == line_id,
            Booking.service_date == day,
            Booking.state.not_in(OFF_THE_RUN),
        )
        .order_by(Booking.pickup_from, Resident.name, Booking.id)
    )
    return [Ride(*row) for row in found]
