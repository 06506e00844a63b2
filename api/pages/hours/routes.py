"""Hours of a month, reviewed: looked at, approved one or many at once, corrected; corrections decided."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response

from api.access.permissions import Permission
from api.hours.corrections import approve_correction, ask, decline_correction, get_correction
from api.hours.months import is_closed
from api.hours.service import approve, approve_several, correct, get_hours
from api.pages.frame import Reader, reader
from api.pages.hours.acting import (
    LIKELY_MINUTES,
    BreakMinutes,
    Clocked,
    Etag,
    MonthField,
    MonthText,
    ViewField,
    Why,
    do_once,
    month_of,
    reason_of,
    section,
    sign_off,
    typed_correction,
    worked_or_planned,
)
from api.pages.hours.queries import read_month
from api.pages.once import FormOnce
from api.pages.render import render
from busline.errors import Fault, InvalidInput
from busline.record.engine import WriteSession

router = APIRouter()
Reviewer = Annotated[Reader, Depends(reader(Permission.HOURS_READ))]
Corrector = Annotated[Reader, Depends(reader(Permission.HOURS_CORRECT))]
Approver = Annotated[Reader, Depends(reader(Permission.HOURS_APPROVE))]
Chosen = Annotated[list[str], Form(max_length=2000, default_factory=list)]


@router.get("/review/hours")
def hours_page(frame: Reviewer, month: MonthText = "") -> Response:
    """Look at the hours of a month."""
    with frame.services.record.read() as session:
        shown = read_month(session, frame, month_of(frame, month))
    return render(frame, "hours/page.html", shown, acted="", told="", view_name="month")


@router.get("/review/hours/sign-off")
def sign_off_page(
    frame: Reviewer, month: MonthText = "", minutes: Annotated[int, Query(ge=0, le=240)] = LIKELY_MINUTES
) -> Response:
    """Go through what differs from plan, for the meeting that closes the month."""
    with frame.services.record.read() as session:
        shown = read_month(session, frame, month_of(frame, month))
    view = f"sign-off-{minutes}"
    return render(
        frame, "hours/sign_off.html", shown, acted="", told="", view_name=view, **sign_off(shown, view)
    )


@router.post("/review/hours/approve")
def approve_chosen(
    frame: Approver, once: FormOnce, month: MonthField, chosen: Chosen, view: ViewField = "month"
) -> Response:
    """Approve several hours by one press; each is named with the version that was looked at."""
    if not chosen:
        fault = Fault("chosen", "Tick at least one.", "none-chosen")
        raise InvalidInput(fault.message, faults=[fault])
    wanted = [(one.partition("|")[0], one.partition("|")[2]) for one in chosen]

    def work(session: WriteSession) -> str:
        return str(approve_several(session, frame.caller, frame.line.id, wanted))

    do_once(once, "approved", work)
    told = frame.words("hours-approved-several", count=len(wanted))
    return section(frame, view, month_of(frame, month), told=told)


@router.post("/review/hours/{hours_id}/approve")
def approve_hours(
    frame: Approver,
    once: FormOnce,
    hours_id: str,
    etag: Etag,
    view: ViewField = "month",
    month: MonthField = "",
) -> Response:
    """Approve hours."""

    def work(session: WriteSession) -> str:
        approve(session, frame.caller, get_hours(session, frame.line.id, hours_id), etag)
        return hours_id

    do_once(once, "approved", work)
    return section(frame, view, month_of(frame, month or _month_of(frame, hours_id)), acted=hours_id)


@router.post("/review/hours/{hours_id}/correct")
def correct_hours(
    frame: Corrector,
    once: FormOnce,
    hours_id: str,
    worked_from: Clocked,
    worked_to: Clocked,
    break_minutes: BreakMinutes,
    why: Why = "",
    etag: Etag = "",
    view: ViewField = "month",
    month: MonthField = "",
) -> Response:
    """Write hours otherwise than they were clocked, with the reason.

    Hours of a closed month stay: their correction is asked for, and counts in a later one. So is what stands
    for a duty that nobody clocked in on: another person decides.
    """
    typed = (worked_from, worked_to, break_minutes, why)
    counts_in = ""

    def work(session: WriteSession) -> str:
        nonlocal counts_in
        hours, day = worked_or_planned(session, frame, hours_id)
        wish = typed_correction(session, frame, day, hours, typed)
        if hours is None or is_closed(session, frame.line.id, day.replace(day=1)):
            asked = ask(session, frame.caller, frame.line.id, hours_id, wish, frame.services.clock)
            counts_in = frame.words("hours-counts-later", month=frame.times.month(asked.month))
        else:
            correct(session, frame.caller, hours, wish, etag, frame.services.clock)
        return hours_id

    do_once(once, reason_of(why), work)
    first = month_of(frame, month or _month_of(frame, hours_id))
    return section(frame, view, first, acted="" if counts_in else hours_id, told=counts_in)


@router.post("/review/hours/corrections/{correction_id}/approve")
def take_over(
    frame: Approver,
    once: FormOnce,
    correction_id: str,
    etag: Etag,
    month: MonthField,
    view: ViewField = "month",
) -> Response:
    """Let a correction count that somebody asked for."""

    def work(session: WriteSession) -> str:
        row = get_correction(session, frame.line.id, correction_id)
        approve_correction(session, frame.caller, row, etag, frame.services.clock)
        return correction_id

    do_once(once, "correction approved", work)
    return section(frame, view, month_of(frame, month), told=frame.words("hours-correction-taken"))


@router.post("/review/hours/corrections/{correction_id}/decline")
def decline(
    frame: Approver,
    once: FormOnce,
    correction_id: str,
    etag: Etag,
    month: MonthField,
    why: Why = "",
    view: ViewField = "month",
) -> Response:
    """Leave hours as they are, and say why to who asked."""
    reason = reason_of(why)

    def work(session: WriteSession) -> str:
        row = get_correction(session, frame.line.id, correction_id)
        decline_correction(session, frame.caller, row, etag, reason, frame.services.clock)
        return correction_id

    do_once(once, reason, work)
    return section(frame, view, month_of(frame, month), told=frame.words("hours-correction-declined"))


def _month_of(frame: Reader, hours_id: str) -> str:
    with frame.services.record.read() as session:
        return f"{worked_or_planned(session, frame, hours_id)[1]:%Y-%m}"
