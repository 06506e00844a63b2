"""Who pinned rides, by the names that people know them by."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.record.tables import Pin, User


def pinned_by(session: Session, booking_id: str) -> str:
    """Return the name of whoever pinned a ride; empty if nobody did."""
    pin = session.get(Pin, booking_id)
    return "" if pin is None else pinner_names(session, [pin])[booking_id]


def pinner_names(session: Session, pins: Iterable[Pin]) -> dict[str, str]:
    """Return who made each of `pins`, by booking: a name, or a login that nobody has any more."""
    logins = {pin.booking_id: pin.pinned_by for pin in pins}
    rows = session.scalars(select(User).where(User.login.in_(set(logins.values()))))
    names = {user.login: user.name for user in rows}
    return {booking_id: names.get(login, login) for booking_id, login in logins.items()}
