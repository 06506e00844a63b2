"""Somebody can't drive: reported by the office, others found and asked; an open duty given on the phone."""

from datetime import time
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select

from api.access.permissions import Permission
from api.drivers.schemas import Absence
from api.drivers.service import be_absent
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_error
from api.pages.render import render
from api.pages.roster.making import roster_view
from api.pages.roster.spans import span_of_days
from api.rosters.queries import get_line_of, may_take_over
from api.rosters.service import take_duty
from busline.errors import InvalidInput, UnknownNoun
from busline.nouns import ServiceDay
from busline.record.tables import Driver, Duty

router = APIRouter(prefix="/roster")
Absent = Annotated[Reader, Depends(reader(Permission.DRIVERS_ABSENT))]
Maker = Annotated[Reader, Depends(reader(Permission.ROSTER))]
DutyChoice = Annotated[str, Path(max_length=32)]


@router.post("/absences")
def report_absent(
    frame: Absent,
    once: FormOnce,
    driver: Annotated[str, Form(max_length=64)],
    from_day: Annotated[ServiceDay, Form()],
    from_time: Annotated[time | None, Form()] = None,
    to_day: Annotated[ServiceDay | None, Form()] = None,
    reason: Annotated[str, Form(max_length=32)] = "ill",
) -> Response:
    """Report that a driver can't drive from a moment to the end of a day; whoever can is asked."""
    starts_at, ends_at = span_of_days(frame.line.zone, from_day, from_time, to_day, None)
    absence = Absence(starts_at=starts_at, ends_at=ends_at, why=reason)
    try:
        done = reply_of(lambda: be_absent(once, frame.line.id, driver, absence))["done"]
    except InvalidInput as wrong:
        view = roster_view(frame, "", None) | {"wrong_absence": say_error(frame.words, wrong)}
        return render(frame, "roster/page.html", view, status=422)
    said = "roster-said-absent" if done else "roster-said-later"
    return RedirectResponse(f"/roster?said={said}", status_code=303)


@router.get("/open/{duty_id}")
def who_may(frame: Maker, duty_id: DutyChoice) -> Response:
    """Show who may take an open duty, with their numbers: one of them can be phoned."""
    with frame.services.record.read() as session:
        duty = session.get(Duty, duty_id)
        if duty is None or duty.line_id != frame.line.id:
            raise UnknownNoun("duty", duty_id)
        rows = session.scalars(
            select(Driver).where(Driver.line_id == frame.line.id, Driver.active).order_by(Driver.name)
        )
        drivers = {driver.id: driver for driver in rows}
        able = [drivers[who] for who in may_take_over(session, duty_id, drivers)]
        line = get_line_of(session, duty_id)
    return render(frame, "roster/who_may.html", None, duty=line, able=able)


@router.post("/open/{duty_id}/give")
def give(
    frame: Maker, once: FormOnce, duty_id: DutyChoice, driver: Annotated[str, Form(max_length=64)]
) -> Response:
    """Give an open duty to a driver who said yes on the phone."""
    reply_of(lambda: take_duty(once, frame.line.id, driver, duty_id))
    return RedirectResponse("/roster?said=roster-said-given", status_code=303)
