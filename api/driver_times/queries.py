"""Reading what drivers have said of their time."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.driver_times.schemas import (
    AbsenceCard,
    DriverTimes,
    Elsewhere,
    WeeklyElsewhere,
    WeeklyHours,
    WishCard,
)
from api.drivers.service import get_driver
from busline.record.tables import (
    AvailabilityPattern,
    DriverAbsence,
    DriverTerms,
    DriverWish,
    ElsewherePattern,
    WorkedElsewhere,
)

# What was worked elsewhere in the last weeks still counts, and may have to be put right.
SHOWN_BACK = timedelta(weeks=4)


def driver_times(session: Session, line_id: str, driver_id: str, now: datetime) -> DriverTimes:
    """Return what a driver has said of their time, each kind in order of time.

    Raises
    ------
    UnknownNoun
        If the line has no such driver.
    """
    driver = get_driver(session, line_id, driver_id)
    terms = session.get(DriverTerms, (line_id, driver_id))
    theirs = {"line_id": line_id, "driver_id": driver_id}
    weekly = select(AvailabilityPattern).filter_by(**theirs)
    weekly_elsewhere = select(ElsewherePattern).filter_by(**theirs)
    elsewhere = select(WorkedElsewhere).filter_by(**theirs).where(WorkedElsewhere.ends_at > now - SHOWN_BACK)
    absences = select(DriverAbsence).filter_by(**theirs).where(DriverAbsence.ends_at > now)
    wishes = select(DriverWish).filter_by(**theirs).where(DriverWish.ends_at > now)
    return DriverTimes(
        driver_id=driver_id,
        wheelchair_trained=driver.wheelchair_trained,
        contract_week_s=terms.contract_week_s if terms else 0,
        wanted_week_s=terms.wanted_week_s if terms else None,
        can_drive=[
            WeeklyHours.model_validate(row)
            for row in session.scalars(
                weekly.order_by(AvailabilityPattern.weekday, AvailabilityPattern.starts)
            )
        ],
        elsewhere_weekly=[
            WeeklyElsewhere.model_validate(row)
            for row in session.scalars(
                weekly_elsewhere.order_by(ElsewherePattern.weekday, ElsewherePattern.starts)
            )
        ],
        elsewhere=[
            Elsewhere.model_validate(row)
            for row in session.scalars(elsewhere.order_by(WorkedElsewhere.starts_at, WorkedElsewhere.id))
        ],
        absences=[
            AbsenceCard.model_validate(row)
            for row in session.scalars(absences.order_by(DriverAbsence.starts_at, DriverAbsence.id))
        ],
        wishes=[
            WishCard.model_validate(row)
            for row in session.scalars(wishes.order_by(DriverWish.starts_at, DriverWish.id))
        ],
    )
