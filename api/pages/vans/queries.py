"""What a van's page shows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.pages.frame import Reader
from busline.errors import UnknownNoun
from busline.record.lenders import vans_of_lender
from busline.record.tables import Handover, User, Van, VanOutage

WARN_AHEAD = timedelta(days=30)
HANDOVERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class VanLine:
    """A van with what somebody should know of it first.

    ``inspection`` is “good”, “soon”, “over”, or “unknown” where nobody has entered a day.
    """

    van: Van
    inspection: str
    outage: VanOutage | None
    last: Handover | None


def van_here(session: Session, frame: Reader, van_id: str) -> Van:
    """Return a van that the reader sees.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    for van in vans_of_lender(session, frame.line.id, frame.caller.lender):
        if van.id == van_id:
            return van
    raise UnknownNoun("van", van_id)


def van_lines(session: Session, frame: Reader) -> list[VanLine]:
    """Return the vans that the reader sees."""
    return [
        van_line(session, frame, van) for van in vans_of_lender(session, frame.line.id, frame.caller.lender)
    ]


def van_line(session: Session, frame: Reader, van: Van) -> VanLine:
    """Return a van with what should be known of it."""
    now = [one for one in outages_ahead(session, van, frame.now) if one.starts_at <= frame.now]
    last = handovers_of(session, van, 1)
    return VanLine(
        van,
        inspection_state(van.inspection_on, frame.today),
        now[0] if now else None,
        last[0] if last else None,
    )


def inspection_state(inspection_on: date | None, today: date) -> str:
    """Return how an inspection stands that is valid until a day."""
    if inspection_on is None:
        return "unknown"
    if inspection_on < today:
        return "over"
    return "soon" if inspection_on <= today + WARN_AHEAD else "good"


def outages_ahead(session: Session, van: Van, now: datetime) -> list[VanOutage]:
    """Return when a van is out of service, now and later."""
    return list(
        session.scalars(
            select(VanOutage)
            .where(VanOutage.line_id == van.line_id, VanOutage.van_id == van.id)
            .where(VanOutage.ends_at.is_(None) | (VanOutage.ends_at > now))
            .order_by(VanOutage.starts_at)
        )
    )


def handovers_of(session: Session, van: Van, most: int = HANDOVERS_SHOWN) -> list[Handover]:
    """Return how a van was found, the latest first."""
    return list(
        session.scalars(
            select(Handover)
            .where(Handover.line_id == van.line_id, Handover.van_id == van.id)
            .order_by(Handover.at.desc(), Handover.odometer_km.desc(), Handover.id)
            .limit(most)
        )
    )


def names_of_people(session: Session, handovers: list[Handover]) -> dict[str, str]:
    """Return the names of those who handed over, by login."""
    logins = {one.by for one in handovers}
    return {user.login: user.name for user in session.scalars(select(User).where(User.login.in_(logins)))}


def may_care(frame: Reader) -> bool:
    """Tell whether the reader may also take the van out of service and set its inspection."""
    return frame.caller.may(Permission.VANS_CARE)
