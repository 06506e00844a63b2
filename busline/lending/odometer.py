"""Which kilometre readings of a van can follow which."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.errors import Fault, InvalidInput
from busline.record.tables import Handover

# A day's drive; more is a typing error.
MOST_KM_AT_ONCE = 1_500
MOST_KM = 2_000_000


class UnlikelyOdometer(InvalidInput):
    """A reading does not follow from the one before it."""

    code = "odometer"


def last_reading(session: Session, line_id: str, van_id: str) -> int | None:
    """Return the kilometres at which a van was handed over last; None where it never was."""
    return session.scalar(
        select(Handover.odometer_km)
        .where(Handover.line_id == line_id, Handover.van_id == van_id)
        .order_by(Handover.at.desc(), Handover.odometer_km.desc())
        .limit(1)
    )


def require_likely(session: Session, line_id: str, van_id: str, odometer_km: int) -> None:
    """Let a reading through that can follow the last one.

    Raises
    ------
    UnlikelyOdometer
        If it is less, or more than a day's drive away.
    """
    last = last_reading(session, line_id, van_id)
    if last is not None and not 0 <= odometer_km - last <= MOST_KM_AT_ONCE:
        fault = Fault("odometer_km", "does not follow from the last reading", "odometer", {"last": last})
        raise UnlikelyOdometer("The odometer can't stand there.", faults=[fault], last=last)
