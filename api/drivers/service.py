"""A driver can't drive: somebody else takes the duties, or their rides move."""

from datetime import timedelta

from fastapi import Response
from sqlalchemy.orm import Session

from api.drivers.schemas import Absence
from api.idempotency import Once
from api.planning import envelope, pass_on
from busline.errors import Fault, InvalidInput, UnknownNoun
from busline.feed.messages import DriverUnavailable
from busline.record.tables import Driver

LONGEST_ABSENCE = timedelta(days=366)


def get_driver(session: Session, line_id: str, driver_id: str) -> Driver:
    """Return a driver of the line.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    driver = session.get(Driver, (line_id, driver_id))
    if driver is None:
        raise UnknownNoun("driver", driver_id)
    return driver


def be_absent(once: Once, line_id: str, driver_id: str, absence: Absence) -> Response:
    """Write an absence and find others for the duties, now or as soon as planning is back.

    Raises
    ------
    UnknownNoun
        If there is no such driver.
    InvalidInput
        If the absence ends before it begins, or lasts for more than a year.
    """
    if not timedelta(0) < absence.ends_at - absence.starts_at <= LONGEST_ABSENCE:
        message = "The end must be after the begin, within a year."
        raise InvalidInput(message, faults=[Fault("ends_at", message, "absence-order")])
    command = DriverUnavailable(
        **envelope(once, line_id),
        driver_id=driver_id,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        why=absence.why,
    )
    return pass_on(once, command, lambda session: get_driver(session, line_id, driver_id), absence.why)
