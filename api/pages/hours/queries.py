"""Reading the hours of a month as a reviewer sees them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.hours.months import MonthClosed, check_month_open, hours_of_month, next_month
from api.hours.service import CAN_APPROVE, hours_card
from api.pages.frame import Reader
from busline.record.tables import Duty, Hours, Van


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Worked time of one duty with what can be done about it."""

    duty_id: str
    etag: str
    day: date
    driver: str
    van: str
    planned_s: int
    worked_from: datetime
    worked_to: datetime | None
    break_s: int
    worked_s: int
    state: str
    why: str
    can_approve: bool
    can_correct: bool


def hours_lines(session: Session, frame: Reader, day_of_month: date) -> list[HoursLine]:
    """Return the hours of the month that holds a day, by day and duty."""
    first = day_of_month.replace(day=1)
    rows = session.execute(
        select(Duty.id, Van.name)
        .join(Van, (Van.line_id == Duty.line_id) & (Van.id == Duty.van_id))
        .where(Duty.line_id == frame.line.id, Duty.service_date.between(first, next_month(first)))
    )
    vans = {duty_id: name for duty_id, name in rows}  # noqa: C416 - rows are not pairs to the type checker
    is_open = _is_open(session, frame, first)
    return [
        _line(session, frame, row, vans.get(row.duty_id, ""), is_open)
        for row in hours_of_month(session, frame.line.id, first)
    ]


def _line(session: Session, frame: Reader, row: Hours, van: str, is_open: bool) -> HoursLine:
    card = hours_card(session, row)
    own = frame.caller.driver_id == row.driver_id
    return HoursLine(
        duty_id=card.duty_id,
        etag=card.etag,
        day=card.service_date,
        driver=card.driver_name,
        van=van,
        planned_s=card.planned_s,
        worked_from=card.worked_from,
        worked_to=card.worked_to,
        break_s=card.break_s,
        worked_s=card.worked_s,
        state=card.state.value,
        why=card.correction_why,
        can_approve=is_open
        and card.state in CAN_APPROVE
        and not own
        and frame.caller.login != card.corrected_by,
        can_correct=is_open and not own,
    )


def _is_open(session: Session, frame: Reader, first: date) -> bool:
    try:
        check_month_open(session, frame.line.id, first)
    except MonthClosed:
        return False
    return True
