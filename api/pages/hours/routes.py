"""Hours of a month: looked at, approved, corrected, and downloaded as CSV."""

from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.common import check_span
from api.hours.months import first_day, next_month
from api.hours.schemas import Correction
from api.hours.service import approve, correct, get_hours, hours_card
from api.idempotency import AlreadyAnswered
from api.pages.frame import Reader, reader
from api.pages.hours.queries import hours_lines
from api.pages.once import FormOnce
from api.pages.render import render
from api.pages.review.csv_file import csv_response
from api.spoken import Calendar, Field, UnreadTime, one_instant, read_field
from api.windows.queries import hours_people_mean
from busline.errors import Fault, InvalidInput
from busline.nouns import ServiceDay

router = APIRouter()
Reviewer = Annotated[Reader, Depends(reader(Permission.HOURS_READ))]
Corrector = Annotated[Reader, Depends(reader(Permission.HOURS_CORRECT))]
Approver = Annotated[Reader, Depends(reader(Permission.HOURS_APPROVE))]
MonthText = Annotated[str, Query(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")]
FirstDay = Annotated[ServiceDay, Query(alias="from")]
LastDay = Annotated[ServiceDay, Query(alias="to")]
Etag = Annotated[str, Form(max_length=20)]
MOST_DAYS = 366


@router.get("/review/hours")
def hours_page(frame: Reviewer, month: MonthText = "") -> Response:
    """Look at the hours of a month."""
    first = first_day(month) if month else frame.today.replace(day=1)
    with frame.services.record.read() as session:
        lines = hours_lines(session, frame, first)
    view = {
        "lines": lines,
        "first": first,
        "last": next_month(first) - timedelta(days=1),
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{next_month(first):%Y-%m}",
        "planned_s": sum(line.planned_s for line in lines),
        "worked_s": sum(line.worked_s for line in lines),
    }
    return render(frame, "hours/page.html", view)


@router.post("/review/hours/{duty_id}/approve")
def approve_hours(frame: Approver, once: FormOnce, duty_id: str, etag: Etag) -> Response:
    """Approve the hours of one duty."""
    try:
        with once.change("approved") as session:
            hours = get_hours(session, frame.line.id, duty_id)
            approve(session, frame.caller, hours, etag)
            once.answer(session, hours_card(session, hours))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands
    return _row(frame, duty_id)


@router.post("/review/hours/{duty_id}/correct")
def correct_hours(
    frame: Corrector,
    once: FormOnce,
    duty_id: str,
    etag: Etag,
    worked_from: Annotated[str, Form(max_length=40)],
    worked_to: Annotated[str, Form(max_length=40)],
    break_minutes: Annotated[int, Form(ge=0, le=720)],
    why: Annotated[str, Form(max_length=500)],
) -> Response:
    """Write hours otherwise than they were clocked, with the reason."""
    if len(why.strip()) < 3:
        fault = Fault("why", "Say in a few words why.", "why-needed")
        raise InvalidInput(fault.message, faults=[fault])
    try:
        with once.change(why) as session:
            hours = get_hours(session, frame.line.id, duty_id)
            starts = _clocked(session, frame, hours.service_date, worked_from)
            ends = _clocked(session, frame, hours.service_date, worked_to)
            if ends < starts:  # a duty over midnight ends on the next day
                ends = _clocked(session, frame, hours.service_date + timedelta(days=1), worked_to)
            wish = Correction(worked_from=starts, worked_to=ends, break_s=break_minutes * 60, why=why)
            correct(session, frame.caller, hours, wish, etag, frame.services.clock)
            once.answer(session, hours_card(session, hours))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands
    return _row(frame, duty_id)


@router.get("/review/hours.csv")
def hours_csv(frame: Reviewer, first: FirstDay, last: LastDay) -> Response:
    """Download the hours of a span of days."""
    check_span(first, last, MOST_DAYS)
    month = first.replace(day=1)
    lines = []
    with frame.services.record.read() as session:
        while month <= last:
            lines += [one for one in hours_lines(session, frame, month) if first <= one.day <= last]
            month = next_month(month)
    words, times = frame.words, frame.times
    keys = ("day", "driver", "van", "planned", "from", "to", "break", "worked", "state", "why")
    rows = [
        (
            line.day.isoformat(),
            line.driver,
            line.van,
            line.planned_s // 60,
            times.clock(line.worked_from),
            times.clock(line.worked_to) if line.worked_to else "",
            line.break_s // 60,
            line.worked_s // 60,
            words(f"hours-{line.state}"),
            line.why,
        )
        for line in lines
    ]
    return csv_response(
        f"{words('review-hours-file')}-{first}-{last}", [words(f"csv-{k}") for k in keys], rows
    )


def _clocked(session: Session, frame: Reader, day: date, text: str) -> datetime:
    """Return the instant on `day` that a reviewer typed as a clock time."""
    said = read_field(text, Field.CLOCK, Calendar(day, horizon_days=0))
    if said.day is not None:
        raise UnreadTime(text)  # the duty has its day
    return one_instant([said], text, day, frame.line.zone, hours_people_mean(session, frame.line.id, day))


def _row(frame: Reader, duty_id: str) -> Response:
    with frame.services.record.read() as session:
        hours = get_hours(session, frame.line.id, duty_id)
        line = next(one for one in hours_lines(session, frame, hours.service_date) if one.duty_id == duty_id)
    return render(frame, "hours/row.html", None, line=line, acted=True)
